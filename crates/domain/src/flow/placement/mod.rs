//! Which bed for whom: every bed of the territory, ranked or discarded, each with its reasons.
//!
//! [`Beds`] is a picture of the beds, made from the state and brought forward with it. A [`Question`] says for whom a
//! bed is looked for. [`rank`] gives the [`Answer`], [`explain`] all that can be said of one bed. Each rule is a
//! function in a file of its own (`rules`); how strong it is, the hospital says ([`PlacementSettings`]).
//!
//! Nothing here decides: people do, and a [`PlacementRecord`] keeps what they decided and from what. No rule looks at
//! how ill somebody is; who comes first is the request's business, where they go is this one's.

mod answer;
mod ask;
mod beds;
mod case;
mod change;
mod compare;
mod promise;
mod question;
mod rank;
mod reason;
mod record;
mod rule;
mod rules;
mod settings;
mod waiver;
mod window;

pub use answer::{Answer, Count, Explanation, Mark, Proposal, Remark, Verdict};
pub use beds::Beds;
pub use change::{PlacementChanged, PlacementCommand, PlacementRefusal};
pub use compare::{Ranked, Shift, compare};
pub use promise::{NoPromises, Promise, Promises, StatePromises};
pub use question::{Age, AgeGroup, From, Kept, Question, moves_until};
pub use rank::{explain, rank};
pub use reason::{Reason, Until};
pub use record::{Choice, KEPT, PlacementRecord, Waived};
pub use rule::{FirmRule, FixedRule, Rule, Rules, SoftRule, Strength};
pub use settings::{
    Ages, Bounds, Distance, Meaning, PlacementSettings, RoomNeed, Sector, SettingsFlaw, SexPolicy, SitePlace,
    WardPlace, WardProfile, meanings_shipped,
};
pub use waiver::Waiver;
pub(crate) use window::{Shut, window};
