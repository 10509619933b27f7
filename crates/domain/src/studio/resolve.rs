//! What is in force once everything that is inherited has been followed, and where each value comes from.

use base::id::WardId;

use super::document::BoardDocument;
use super::setting::{BoardOption, Setting};
use crate::board_config::{BoardConfig, Flag};

/// Where the value of an option comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Nobody set it: it is as Chevet comes.
    Product,
    /// The territory.
    Territory,
    /// The ward that is followed, directly or not.
    Followed(WardId),
    /// The document itself.
    Own,
}

/// What is in force, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// What is in force.
    pub config: BoardConfig,
    /// Where each option comes from, in the order of [`BoardOption::ALL`].
    origins: [Origin; BoardOption::ALL.len()],
    /// What the territory alone decides on.
    locked: Vec<BoardOption>,
}

impl Resolved {
    /// Where the value of an option comes from.
    #[must_use]
    pub fn origin(&self, option: BoardOption) -> Origin {
        let places = BoardOption::ALL.into_iter().zip(self.origins);
        places
            .into_iter()
            .find(|(it, _)| *it == option)
            .map_or(Origin::Product, |(_, origin)| origin)
    }

    /// Whether the territory alone decides on that option.
    #[must_use]
    pub fn is_locked(&self, option: BoardOption) -> bool {
        self.locked.contains(&option)
    }
}

/// The defaults of the territory, as a ward that sets nothing has them.
pub(crate) fn common(territory: &BoardDocument) -> Resolved {
    resolve(territory, territory.settings(), Origin::Own, &[])
}

/// A ward's board, from its own document and those of the wards it follows, nearest first.
pub(crate) fn of_ward(
    territory: &BoardDocument,
    own: &BoardDocument,
    chain: &[(WardId, &BoardDocument)],
) -> Resolved {
    let mut layers: Vec<(Origin, &BoardDocument)> = vec![(Origin::Own, own)];
    layers.extend(chain.iter().map(|(ward, it)| (Origin::Followed(*ward), *it)));
    let mut resolved = resolve(territory, territory.settings(), Origin::Territory, &layers);
    resolved.locked = territory.locked().collect();
    resolved
}

fn resolve<'a>(
    territory: &BoardDocument,
    defaults: impl Iterator<Item = &'a Setting>,
    by: Origin,
    layers: &[(Origin, &BoardDocument)],
) -> Resolved {
    let mut config = BoardConfig::default();
    for setting in defaults {
        config.set(setting.clone());
    }
    let origins = BoardOption::ALL.map(|option| {
        let inherited = territory.get(option).map_or(Origin::Product, |_| by);
        if layers.is_empty() {
            return inherited;
        }
        if territory.locks(option) {
            return Origin::Territory;
        }
        let nearest = layers
            .iter()
            .find_map(|(origin, it)| it.get(option).map(|setting| (*origin, setting)));
        nearest.map_or(inherited, |(origin, setting)| {
            config.set(setting.clone());
            origin
        })
    });
    keep_safe(&mut config.flags);
    Resolved {
        config,
        origins,
        locked: Vec::new(),
    }
}

/// A document written before a flag counted as one of safety does not hide it.
fn keep_safe(flags: &mut Vec<Flag>) {
    let missing = Flag::ALL.into_iter().filter(|it| it.is_safety());
    for flag in missing {
        if !flags.contains(&flag) {
            flags.push(flag);
        }
    }
}
