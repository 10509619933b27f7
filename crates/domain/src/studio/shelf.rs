//! The shelves: every version of every document, drafts, and what is in force because of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::Moment;
use base::id::{PersonId, WardId};
use serde::{Deserialize, Serialize};

use super::document::{BoardChange, BoardDocument};
use super::resolve::common;
use super::{Scope, StudioChanged, StudioStep};
use crate::board_config::BoardConfig;

/// A version that was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// What it says.
    pub document: BoardDocument,
    /// Who published it; none for the command line.
    pub by: Option<PersonId>,
    /// When.
    pub at: Moment,
    /// The version it takes up again.
    pub restores: Option<u32>,
}

/// A document in the making.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What it says.
    pub document: BoardDocument,
    /// Who changed it last.
    pub by: Option<PersonId>,
    /// When.
    pub at: Moment,
    /// The version it was begun from.
    pub from: u32,
}

/// Every version of one document, and its draft.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Shelf {
    /// The versions, oldest first; the last one is in force.
    pub versions: Vec<Arc<Version>>,
    /// The draft.
    pub draft: Option<Arc<Draft>>,
    /// The place in the journal of the last change: what editors compare. 0 while there was none.
    pub revision: u64,
}

impl Shelf {
    /// The number of the version in force; 0 while nothing was published.
    #[must_use]
    pub fn current(&self) -> u32 {
        u32::try_from(self.versions.len()).unwrap_or(u32::MAX)
    }

    /// What is in force.
    #[must_use]
    pub fn published(&self) -> BoardDocument {
        self.version(self.current()).unwrap_or_default()
    }

    /// What an editor works on: the draft, or what is in force.
    #[must_use]
    pub fn worked_on(&self) -> BoardDocument {
        let draft = self.draft.as_ref().map(|it| it.document.clone());
        draft.unwrap_or_else(|| self.published())
    }

    /// What a version says; version 0 says nothing.
    #[must_use]
    pub fn version(&self, number: u32) -> Option<BoardDocument> {
        match number.checked_sub(1) {
            None => Some(BoardDocument::default()),
            Some(place) => {
                let version = self.versions.get(usize::try_from(place).ok()?)?;
                Some(version.document.clone())
            }
        }
    }

    fn take(&mut self, changed: &StudioChanged, seq: u64, at: Moment) {
        self.revision = seq;
        let by = changed.by;
        match &changed.step {
            StudioStep::Drafted(changes) => {
                let from = self.draft.as_ref().map_or(self.current(), |it| it.from);
                self.draft = Some(Arc::new(Draft {
                    document: self.worked_on().after(changes),
                    by,
                    at,
                    from,
                }));
            }
            StudioStep::Discarded => self.draft = None,
            StudioStep::Published(changes) => {
                self.draft = None;
                self.publish(changes, None, by, at);
            }
            StudioStep::Reverted { to, changes } => self.publish(changes, Some(*to), by, at),
        }
    }

    fn publish(&mut self, changes: &[BoardChange], restores: Option<u32>, by: Option<PersonId>, at: Moment) {
        self.versions.push(Arc::new(Version {
            document: self.published().after(changes),
            by,
            at,
            restores,
        }));
    }
}

/// Every document of the territory, and what is in force because of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boards {
    territory: Shelf,
    wards: BTreeMap<WardId, Arc<Shelf>>,
    /// Derived: what wards have that set and follow nothing.
    common: Arc<BoardConfig>,
    /// Derived: the boards of the other wards.
    others: BTreeMap<WardId, Arc<BoardConfig>>,
}

/// [`Boards`] without what is derived.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FrozenBoards {
    territory: Shelf,
    wards: Vec<(WardId, Arc<Shelf>)>,
}

impl Default for Boards {
    fn default() -> Self {
        Self::thaw(FrozenBoards::default())
    }
}

impl Boards {
    /// The shelf of a document; an empty one for a ward that never opened the studio.
    #[must_use]
    pub fn shelf(&self, scope: Scope) -> Shelf {
        match scope {
            Scope::Territory => self.territory.clone(),
            Scope::Ward(ward) => self.wards.get(&ward).map(|it| (**it).clone()).unwrap_or_default(),
        }
    }

    /// What is in force of a document.
    #[must_use]
    pub fn published(&self, scope: Scope) -> BoardDocument {
        match scope {
            Scope::Territory => self.territory.published(),
            Scope::Ward(ward) => self.wards.get(&ward).map(|it| it.published()).unwrap_or_default(),
        }
    }

    /// The wards that have a document or a draft.
    pub fn wards(&self) -> impl Iterator<Item = (WardId, &Shelf)> {
        self.wards.iter().map(|(ward, shelf)| (*ward, &**shelf))
    }

    /// Every document that was ever in force: the ward's own first, newest first, then the territory's, then those of
    /// the other wards.
    pub fn ever(&self, ward: Option<WardId>) -> impl Iterator<Item = &BoardDocument> {
        let own = ward.and_then(|ward| self.wards.get(&ward)).map(|it| &**it);
        let shelves = own.into_iter().chain([&self.territory]);
        let all = shelves.chain(self.wards.values().map(|it| &**it));
        all.flat_map(|shelf| shelf.versions.iter().rev().map(|it| &it.document))
    }

    /// What a ward's board looks like.
    #[must_use]
    pub fn config(&self, ward: Option<WardId>) -> &Arc<BoardConfig> {
        ward.and_then(|ward| self.others.get(&ward))
            .unwrap_or(&self.common)
    }

    /// Takes a change into account; true when what is in force may differ now ([`Boards::settle`] is for that).
    pub(crate) fn take(&mut self, changed: &StudioChanged, seq: u64, at: Moment) -> bool {
        match changed.scope {
            Scope::Territory => self.territory.take(changed, seq, at),
            Scope::Ward(ward) => {
                Arc::make_mut(self.wards.entry(ward).or_default()).take(changed, seq, at);
            }
        }
        match changed.step {
            StudioStep::Published(_) | StudioStep::Reverted { .. } => true,
            StudioStep::Drafted(_) | StudioStep::Discarded => false,
        }
    }

    /// Puts what was made again of every ward in force.
    pub(crate) fn settle(&mut self, of: impl Iterator<Item = (WardId, BoardConfig)>) {
        let common_now = common(&self.territory.published()).config;
        self.common = Arc::new(common_now);
        let former = std::mem::take(&mut self.others);
        for (ward, config) in of {
            if config == *self.common {
                continue;
            }
            let same = former.get(&ward).filter(|it| ***it == config);
            let kept = same.cloned().unwrap_or_else(|| Arc::new(config));
            self.others.insert(ward, kept);
        }
    }

    /// Puts them away.
    pub(crate) fn freeze(&self) -> FrozenBoards {
        FrozenBoards {
            territory: self.territory.clone(),
            wards: self.wards.iter().map(|(ward, it)| (*ward, it.clone())).collect(),
        }
    }

    /// Takes them up again; what is in force has to be settled.
    pub(crate) fn thaw(frozen: FrozenBoards) -> Self {
        let common = common(&frozen.territory.published()).config;
        Self {
            territory: frozen.territory,
            wards: frozen.wards.into_iter().collect(),
            common: Arc::new(common),
            others: BTreeMap::new(),
        }
    }
}
