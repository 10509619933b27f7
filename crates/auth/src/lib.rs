//! Who is there: accounts, shared posts, sessions, and what people prove themselves with.
//!
//! Two layers. A *post* (a ward's computer, a phone of the ward) was approved once and never forgets; it shows what
//! its place may show. A *person* is asked for only when something is written or unmasked, and falls back to the
//! post after a while. [`Directory`] holds both in memory; every wish gives [`Change`]s, which the caller keeps and
//! then applies, so that nothing is believed that was not written.
//!
//! This crate never reads a clock, draws no chance, opens no socket and knows no page. What somebody may do is not
//! decided here: that is the table of `domain::rights`.

mod account;
mod attempts;
mod change;
mod directory;
mod give;
mod glass;
mod hashed;
mod lend;
mod manage;
mod passkey;
mod password;
mod places;
mod policy;
mod post;
mod prove;
mod provider;
mod roster;
mod roster_file;
mod secret;
mod session;
mod strength;

pub use account::{Account, Badge, Link, Login, MIN_PASSWORD, Standing, is_rpps};
pub use attempts::{Attempts, Source};
pub use change::{Change, Row};
pub use directory::{Directory, Unreadable};
pub use give::{AccountWish, Giving, NotGiven, may_give};
pub use glass::{Glass, GlassId, NotOpened, ORDINARY, REASON, Review};
pub use hashed::{Cost, Hashed, MAX_SECRET, VerifyError, Workspace};
pub use lend::LONGEST_LOAN;
pub use passkey::{MOST_PASSKEYS, NotAdded, Passkey};
pub use password::{Unfit as UnfitPassword, fit as fit_password, steps};
pub use places::{place_of, written};
pub use policy::{Bounded, Policy};
pub use post::{Post, PostId, PostKind, Renewal};
pub use prove::{Denied, Proof, Proven, Way};
pub use provider::{Preset, ProviderId, ProviderRow, Sealed, rpps_digits};
pub use roster::{Hindrance, Names, Plan, Planned, Roster};
pub use roster_file::{COLUMNS, MOST_BYTES, MOST_ROWS, Unfit, export};
pub use secret::{Print, Secret, in_fours, letters};
pub use session::Session;
pub use strength::{Missing, SecondFactor, Shown, Weight};
