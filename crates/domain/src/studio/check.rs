//! What a setting must be like for a board to be usable with it.

use std::collections::BTreeSet;

use base::text::folded;
use base::{Code, Label};

use super::setting::{BoardOption, Setting};
use crate::board_config::{BoardConfig, Flag, Reason, Slot};

/// How much a board has room for.
#[derive(Clone, Copy, Debug)]
pub struct Bounds;

impl Bounds {
    /// Longest name of a slot, a choice or a reason, in characters.
    pub const NAME: usize = 40;
    /// Most choices of a slot.
    pub const CHOICES: usize = 24;
    /// Most reasons to wait.
    pub const WAITS: usize = 40;
    /// Most heads with a colour of their own.
    pub const HEADS: usize = 200;
    /// Most wards that follow one another.
    pub const CHAIN: usize = 8;
    /// Most precautions, retired ones included.
    pub const PRECAUTIONS: usize = 60;
    /// Longest letter of a precaution, in characters.
    pub const LETTER: usize = 2;
}

/// Why a setting cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A list that needs at least one entry has none.
    Empty(BoardOption),
    /// An entry is there twice.
    Twice(BoardOption),
    /// Two entries have the same name.
    NameTwice(Label),
    /// A name is too long to be read on a tile.
    LongName(Label),
    /// A flag that keeps patients from harm is hidden.
    Hides(Flag),
    /// More slots than a tile has room for.
    TooManySlots,
    /// More entries than a list has room for.
    TooMany(BoardOption),
    /// Nobody knows that doctor.
    UnknownDoctor,
}

impl Setting {
    /// Whether a board can be used with it, as far as it can be told without knowing the territory.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), Flaw> {
        let option = self.option();
        match self {
            Self::ColourBy(_) | Self::Density(_) | Self::Frees(_) => Ok(()),
            Self::Heads(heads) => {
                once(option, heads.iter().map(|it| &it.of))?;
                at_most(option, heads.len(), Bounds::HEADS)
            }
            Self::Flags(flags) => {
                once(option, flags)?;
                let hidden = Flag::ALL
                    .into_iter()
                    .find(|it| it.is_safety() && !flags.contains(it));
                hidden.map_or(Ok(()), |it| Err(Flaw::Hides(it)))
            }
            Self::Slots(slots) => slots_fit(slots),
            Self::Columns(columns) => some(option, columns),
            Self::Views(views) => some(option, views),
            Self::Steps(steps) => once(option, steps),
            Self::Waits(waits) => {
                at_most(option, waits.len(), Bounds::WAITS)?;
                reasons_fit(option, waits)
            }
        }
    }
}

fn slots_fit(slots: &[Slot]) -> Result<(), Flaw> {
    if slots.len() > BoardConfig::SLOTS {
        return Err(Flaw::TooManySlots);
    }
    let option = BoardOption::Slots;
    named_once(option, slots.iter().map(|it| (&it.code, &it.name)))?;
    slots.iter().try_for_each(|slot| {
        at_most(option, slot.choices.len(), Bounds::CHOICES)?;
        reasons_fit(option, &slot.choices)
    })
}

fn reasons_fit(option: BoardOption, reasons: &[Reason]) -> Result<(), Flaw> {
    named_once(option, reasons.iter().map(|it| (&it.code, &it.name)))
}

fn named_once<'a>(
    option: BoardOption,
    entries: impl Iterator<Item = (&'a Code, &'a Label)> + Clone,
) -> Result<(), Flaw> {
    once(option, entries.clone().map(|(code, _)| code))?;
    let mut names = BTreeSet::new();
    for (_, name) in entries {
        if name.chars().count() > Bounds::NAME {
            return Err(Flaw::LongName(name.clone()));
        }
        if !names.insert(folded(name)) {
            return Err(Flaw::NameTwice(name.clone()));
        }
    }
    Ok(())
}

fn some<T: Ord>(option: BoardOption, list: &[T]) -> Result<(), Flaw> {
    if list.is_empty() {
        return Err(Flaw::Empty(option));
    }
    once(option, list)
}

fn once<T: Ord>(option: BoardOption, list: impl IntoIterator<Item = T>) -> Result<(), Flaw> {
    let mut seen = BTreeSet::new();
    if list.into_iter().all(|it| seen.insert(it)) {
        Ok(())
    } else {
        Err(Flaw::Twice(option))
    }
}

fn at_most(option: BoardOption, count: usize, most: usize) -> Result<(), Flaw> {
    if count > most {
        Err(Flaw::TooMany(option))
    } else {
        Ok(())
    }
}
