//! Names opened in an emergency: with a reason, for a time that nobody there can change, and looked at afterwards.

use base::id::{PersonId, WardId};
use base::time::{DAY, MINUTE};
use base::{Label, Moment};
use domain::rights::{Action, Target};
use serde::{Deserialize, Serialize};

use crate::{Change, Directory, Giving};

/// Shortest and longest reason, in characters: a word is no reason, and a page is a file.
pub const REASON: std::ops::RangeInclusive<usize> = 10..=200;

/// How many openings by one person in a day are still ordinary.
pub const ORDINARY: usize = 3;

/// Why names were not opened, or an opening not reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    /// Not theirs to open, or to review.
    #[error("ouverture hors de votre périmètre")]
    NoRight,
    /// No reason, or none worth the name.
    #[error("motif absent ou trop court")]
    NoReason,
    /// They are open: whoever opened them cannot make it longer.
    #[error("noms déjà ouverts")]
    IsOpen,
    /// Nobody reviews their own.
    #[error("nul ne revoit ses propres ouvertures")]
    OneSelf,
    /// There is no such opening, or it was reviewed.
    #[error("ouverture inconnue ou déjà revue")]
    Unknown,
}

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

impl Directory {
    /// Opens the names of a ward, for as long as the hospital decided and no longer.
    ///
    /// # Errors
    /// When it is not theirs, without a reason, or while they are open already.
    pub fn open_names(
        &self,
        opening: Giving<'_>,
        ward: WardId,
        reason: &str,
        id: GlassId,
    ) -> Result<Glass, NotOpened> {
        let Giving {
            person,
            authority,
            state,
            now,
        } = opening;
        let ward = state.surviving(ward).ok_or(NotOpened::NoRight)?;
        if !authority.may(state, Action::BreakGlass, Target::Ward(ward), now) {
            return Err(NotOpened::NoRight);
        }
        let reason = Label::new(reason).map_err(|_| NotOpened::NoReason)?;
        if !REASON.contains(&reason.chars().count()) || !reason.chars().any(char::is_alphabetic) {
            return Err(NotOpened::NoReason);
        }
        // Names that are seen, by right or by an opening under way, are not opened: nobody makes it longer.
        if authority.may(state, Action::SeeIdentity, Target::Ward(ward), now) {
            return Err(NotOpened::IsOpen);
        }
        Ok(Glass {
            id,
            person,
            ward,
            reason,
            at: now,
            until: now.plus(i64::from(self.policy().glass_minutes) * MINUTE),
            review: None,
        })
    }

    /// Says whether an opening was right.
    ///
    /// # Errors
    /// When it is their own, not theirs to review, or was reviewed.
    pub fn review(
        &self,
        reviewing: Giving<'_>,
        id: &str,
        is_right: bool,
        remark: Option<Label>,
    ) -> Result<Vec<Change>, NotOpened> {
        let glass = self.glass(id).ok_or(NotOpened::Unknown)?;
        if !reviews(&reviewing, glass) {
            return Err(NotOpened::NoRight);
        }
        if glass.person == reviewing.person {
            return Err(NotOpened::OneSelf);
        }
        if glass.review.is_some() {
            return Err(NotOpened::Unknown);
        }
        let review = Review {
            by: reviewing.person,
            at: reviewing.now,
            is_right,
            remark,
        };
        let glass = Glass {
            review: Some(review),
            ..glass.clone()
        };
        Ok(vec![Change::Glass(Box::new(glass))])
    }

    /// The openings that somebody is to know of, the newest first: those of the wards they answer for.
    #[must_use]
    pub fn openings_for(&self, reviewing: Giving<'_>) -> Vec<&Glass> {
        self.glasses()
            .into_iter()
            .filter(|it| reviews(&reviewing, it))
            .collect()
    }

    /// How many of them wait for that person: not reviewed, and not their own.
    #[must_use]
    pub fn openings_to_review(&self, reviewing: Giving<'_>) -> usize {
        let waits = |it: &&Glass| it.review.is_none() && it.person != reviewing.person;
        self.openings_for(reviewing).into_iter().filter(waits).count()
    }

    /// What forgets the openings that ended before then: the reason of one is somebody's words about their work, and is
    /// kept as long as the trace of readings, not longer.
    #[must_use]
    pub fn openings_past(&self, before: Moment) -> Vec<Change> {
        let past = self.glasses().into_iter().filter(|it| it.until < before);
        past.map(|it| Change::NoGlass(it.id.clone())).collect()
    }

    /// Whether somebody opened more names than is ordinary, in the day that ended with that opening.
    #[must_use]
    pub fn is_one_of_many(&self, glass: &Glass) -> bool {
        let same =
            |it: &&Glass| it.person == glass.person && it.at <= glass.at && glass.at.since(it.at) < DAY;
        self.glasses().into_iter().filter(same).count() > ORDINARY
    }
}

fn reviews(reviewing: &Giving<'_>, glass: &Glass) -> bool {
    let target = Target::Ward(glass.ward);
    let (authority, state) = (reviewing.authority, reviewing.state);
    authority.may(state, Action::ReviewBreaks, target, reviewing.now)
}
