//! A document: what a ward, or the territory, says of its boards; and in what two documents differ.

use base::id::WardId;
use serde::{Deserialize, Serialize};

use super::setting::{BoardOption, Setting};

/// What a ward, or the territory, says of its boards.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BoardDocument {
    /// The ward whose board this one is like, where it sets nothing itself. Never of the territory.
    follows: Option<WardId>,
    /// What wards cannot change, in order. Only of the territory.
    locked: Vec<BoardOption>,
    /// What is set here, at most once an option, in their order; the rest is inherited.
    settings: Vec<Setting>,
}

/// In what one document differs from another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BoardChange {
    /// An option is set.
    Set(Setting),
    /// An option is inherited again.
    Inherit(BoardOption),
    /// A ward is followed, or none any more.
    Follow(Option<WardId>),
    /// An option is decided by the territory alone.
    Lock(BoardOption),
    /// Wards decide on an option themselves again.
    Unlock(BoardOption),
}

impl BoardDocument {
    /// The ward whose board this one is like.
    #[must_use]
    pub const fn follows(&self) -> Option<WardId> {
        self.follows
    }

    /// Whether wards cannot change that option.
    #[must_use]
    pub fn locks(&self, option: BoardOption) -> bool {
        self.locked.contains(&option)
    }

    /// What it says of an option; none when that is inherited.
    #[must_use]
    pub fn get(&self, option: BoardOption) -> Option<&Setting> {
        self.settings.iter().find(|it| it.option() == option)
    }

    /// Everything it sets.
    pub fn settings(&self) -> impl Iterator<Item = &Setting> {
        self.settings.iter()
    }

    /// Everything it locks.
    pub fn locked(&self) -> impl Iterator<Item = BoardOption> {
        self.locked.iter().copied()
    }

    /// Whether it says nothing at all.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// Takes a change into account.
    pub fn apply(&mut self, change: &BoardChange) {
        match change {
            BoardChange::Set(setting) => {
                let place = self
                    .settings
                    .binary_search_by_key(&setting.option(), Setting::option);
                match place {
                    Ok(place) => self.settings[place] = setting.clone(),
                    Err(place) => self.settings.insert(place, setting.clone()),
                }
            }
            BoardChange::Inherit(option) => self.settings.retain(|it| it.option() != *option),
            BoardChange::Follow(ward) => self.follows = *ward,
            BoardChange::Lock(option) => {
                if let Err(place) = self.locked.binary_search(option) {
                    self.locked.insert(place, *option);
                }
            }
            BoardChange::Unlock(option) => self.locked.retain(|it| it != option),
        }
    }

    /// The document after those changes.
    #[must_use]
    pub fn after(&self, changes: &[BoardChange]) -> Self {
        let mut next = self.clone();
        changes.iter().for_each(|change| next.apply(change));
        next
    }

    /// What makes that document of this one, in the order of the page; nothing when they say the same.
    #[must_use]
    pub fn changes_to(&self, next: &Self) -> Vec<BoardChange> {
        let mut changes = Vec::new();
        if self.follows != next.follows {
            changes.push(BoardChange::Follow(next.follows));
        }
        for option in BoardOption::ALL {
            match (self.get(option), next.get(option)) {
                (before, Some(after)) if before != Some(after) => {
                    changes.push(BoardChange::Set(after.clone()));
                }
                (Some(_), None) => changes.push(BoardChange::Inherit(option)),
                (_, Some(_)) | (None, None) => {}
            }
            match (self.locks(option), next.locks(option)) {
                (false, true) => changes.push(BoardChange::Lock(option)),
                (true, false) => changes.push(BoardChange::Unlock(option)),
                (true, true) | (false, false) => {}
            }
        }
        changes
    }
}
