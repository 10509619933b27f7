//! One option of a board, and the value that a document gives it.

use serde::{Deserialize, Serialize};

use crate::board_config::{
    BoardConfig, BoardView, ColourBy, Column, Density, Flag, FreedBy, Head, Reason, Slot,
};
use crate::care::DischargeStep;

/// Something that a team sets on its board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum BoardOption {
    /// What the coloured heads say.
    ColourBy,
    /// Which head has which colour.
    Heads,
    /// Which flags are shown.
    Flags,
    /// The ward's own slots.
    Slots,
    /// The columns of the list.
    Columns,
    /// The views offered.
    Views,
    /// How tightly tiles stand.
    Density,
    /// The steps of a discharge.
    Steps,
    /// What a discharge may wait for.
    Waits,
    /// Which word frees a bed.
    Frees,
}

impl BoardOption {
    /// Every option, in the order of the page.
    pub const ALL: [Self; 10] = [
        Self::ColourBy,
        Self::Heads,
        Self::Flags,
        Self::Slots,
        Self::Views,
        Self::Density,
        Self::Columns,
        Self::Steps,
        Self::Waits,
        Self::Frees,
    ];
}

/// The value of an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Setting {
    /// What the coloured heads say.
    ColourBy(ColourBy),
    /// Heads whose colour the team chose.
    Heads(Vec<Head>),
    /// The flags shown, in order.
    Flags(Vec<Flag>),
    /// The ward's own slots, in order.
    Slots(Vec<Slot>),
    /// The columns of the list, in order.
    Columns(Vec<Column>),
    /// The views offered, in order.
    Views(Vec<BoardView>),
    /// How tightly tiles stand.
    Density(Density),
    /// The steps of a discharge, in order.
    Steps(Vec<DischargeStep>),
    /// What a discharge may wait for, in order.
    Waits(Vec<Reason>),
    /// Which word frees a bed.
    Frees(FreedBy),
}

impl Setting {
    /// Which option it is the value of.
    #[must_use]
    pub const fn option(&self) -> BoardOption {
        match self {
            Self::ColourBy(_) => BoardOption::ColourBy,
            Self::Heads(_) => BoardOption::Heads,
            Self::Flags(_) => BoardOption::Flags,
            Self::Slots(_) => BoardOption::Slots,
            Self::Columns(_) => BoardOption::Columns,
            Self::Views(_) => BoardOption::Views,
            Self::Density(_) => BoardOption::Density,
            Self::Steps(_) => BoardOption::Steps,
            Self::Waits(_) => BoardOption::Waits,
            Self::Frees(_) => BoardOption::Frees,
        }
    }
}

impl BoardConfig {
    /// The value in force of an option.
    #[must_use]
    pub fn setting(&self, option: BoardOption) -> Setting {
        match option {
            BoardOption::ColourBy => Setting::ColourBy(self.colour_by),
            BoardOption::Heads => Setting::Heads(self.heads.clone()),
            BoardOption::Flags => Setting::Flags(self.flags.clone()),
            BoardOption::Slots => Setting::Slots(self.slots.clone()),
            BoardOption::Columns => Setting::Columns(self.columns.clone()),
            BoardOption::Views => Setting::Views(self.views.clone()),
            BoardOption::Density => Setting::Density(self.density),
            BoardOption::Steps => Setting::Steps(self.steps.clone()),
            BoardOption::Waits => Setting::Waits(self.waits.clone()),
            BoardOption::Frees => Setting::Frees(self.frees),
        }
    }

    /// Gives an option that value.
    pub fn set(&mut self, setting: Setting) {
        match setting {
            Setting::ColourBy(value) => self.colour_by = value,
            Setting::Heads(value) => self.heads = value,
            Setting::Flags(value) => self.flags = value,
            Setting::Slots(value) => self.slots = value,
            Setting::Columns(value) => self.columns = value,
            Setting::Views(value) => self.views = value,
            Setting::Density(value) => self.density = value,
            Setting::Steps(value) => self.steps = value,
            Setting::Waits(value) => self.waits = value,
            Setting::Frees(value) => self.frees = value,
        }
    }
}
