//! Which bed for whom: each rule as a picture, the scan against a slow reading of the same rules, the ledger.

mod compared;
mod golden;
mod hard;
mod holds;
mod ledger;
mod oracle;
mod ready;
mod scene;
mod settings;
mod shift;
mod soft;
