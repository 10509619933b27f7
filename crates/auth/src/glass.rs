//! Names opened in an emergency: with a reason, for a time that nobody there can change, and looked at afterwards.

use base::id::{PersonId, WardId};
use base::{Label, Moment};
use serde::{Deserialize, Serialize};

/// Its number.
pub type GlassId = String;

/// One opening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glass {
    /// Which.
    pub id: GlassId,
    /// Who opened.
    pub person: PersonId,
    /// The names of which ward.
    pub ward: WardId,
    /// Why, in their words.
    pub reason: Label,
    /// When.
    pub at: Moment,
    /// Until when.
    pub until: Moment,
    /// Who looked at it, when, and whether it was right.
    pub review: Option<Review>,
}

/// What somebody made of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Moment,
    /// It was right.
    pub is_right: bool,
    /// What they have to say.
    pub remark: Option<Label>,
}
