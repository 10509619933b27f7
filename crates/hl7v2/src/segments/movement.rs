//! EVN and ZBE: what happened, when, and to which movement.

use std::borrow::Cow;

use super::segment_view;
use crate::types::{Ei, Hd, Xcn, Xon};
use crate::value::{Text, Value};

segment_view! {
    /// EVN: the event as the sender recorded it.
    Evn "EVN" {
        /// EVN-1: the trigger, often empty.
        trigger: code = 1,
        /// EVN-2: when it was recorded.
        recorded_at: ts = 2,
        /// EVN-3: when it is planned for, on pending and forecast events.
        planned_at: ts = 3,
        /// EVN-4: why.
        reason: code = 4,
        /// EVN-5: who recorded it.
        operator: one Xcn = 5,
        /// EVN-6: when it happened.
        occurred_at: ts = 6,
        /// EVN-7: where it happened.
        facility: one Hd = 7,
    }
}

segment_view! {
    /// ZBE: the movement, French heart of the message.
    Zbe "ZBE" {
        /// ZBE-1: the numbers of the movement; stable for its life. Often one, may repeat.
        movement_ids: many Ei = 1,
        /// ZBE-2: when the movement takes effect (not when it was sent).
        effective_at: ts = 2,
        /// ZBE-3: when it ends. Forbidden by the profile, seen in official samples: to be ignored.
        forbidden_end: ts = 3,
        /// ZBE-4 as sent.
        action_text: code = 4,
        /// ZBE-5: whether the movement is not the last one of its stay.
        historic: flag = 5,
        /// ZBE-6: the trigger that inserted the movement, on UPDATE and CANCEL.
        original_trigger: code = 6,
        /// ZBE-7 as sent: the unit of medical responsibility.
        medical_unit_field: one Xon = 7,
        /// ZBE-8 as sent: the unit of nursing responsibility.
        nursing_unit_field: one Xon = 8,
        /// ZBE-9 as sent.
        nature_text: code = 9,
    }
}

/// ZBE-4: what is done to the movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// `INSERT`.
    Insert,
    /// `UPDATE`, with Z99 only.
    Update,
    /// `CANCEL`.
    Cancel,
}

/// A functional unit as a movement names it. Its label is rarely sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit<'a> {
    /// The number of the unit.
    pub code: Cow<'a, str>,
    /// Its name, or empty.
    pub label: Cow<'a, str>,
    /// Who numbers it.
    pub authority: Hd<'a>,
}

impl<'a> Zbe<'a> {
    /// ZBE-4. `None` when empty or not one of the three (see [`Zbe::action_text`]).
    #[must_use]
    pub fn action(&self) -> Option<Action> {
        match self.action_text().as_str().trim() {
            "INSERT" => Some(Action::Insert),
            "UPDATE" => Some(Action::Update),
            "CANCEL" => Some(Action::Cancel),
            _ => None,
        }
    }

    /// ZBE-7: the unit of medical responsibility.
    #[must_use]
    pub fn medical_unit(&self) -> Value<Unit<'a>> {
        unit(self.medical_unit_field())
    }

    /// ZBE-8: the unit of nursing responsibility.
    #[must_use]
    pub fn nursing_unit(&self) -> Value<Unit<'a>> {
        unit(self.nursing_unit_field())
    }

    /// ZBE-9: what the movement changes. `None` when empty or holding another letter than the six.
    #[must_use]
    pub fn nature(&self) -> Option<Nature> {
        Nature::from_letters(self.nature_text().as_str().trim())
    }
}

/// A unit without a number is no unit: `^^^^^^UF` says nothing.
fn unit(field: Xon<'_>) -> Value<Unit<'_>> {
    if field.is_null() {
        return Value::Null;
    }
    match field.code() {
        Value::Given(code) => {
            let label: Text<'_> = field.label();
            let label = if label.as_str() == code {
                Cow::Borrowed("")
            } else {
                label.into_text()
            };
            Value::Given(Unit {
                code,
                label,
                authority: field.authority(),
            })
        }
        Value::Null => Value::Null,
        Value::Absent => Value::Absent,
    }
}

/// ZBE-9, read as what it is in the field: a set of letters, in any order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Nature(u8);

impl Nature {
    /// `S`: nursing responsibility changes.
    pub const NURSING: Self = Self(1);
    /// `H`: accommodation changes.
    pub const HOUSING: Self = Self(2);
    /// `M`: medical responsibility changes.
    pub const MEDICAL: Self = Self(4);
    /// `L`: the bed changes.
    pub const BED: Self = Self(8);
    /// `D`: the tariff (discipline) changes.
    pub const TARIFF: Self = Self(16);
    /// `C`: a correction or a change of status, no movement.
    pub const CORRECTION: Self = Self(32);

    const LETTERS: [(char, Self); 6] = [
        ('H', Self::HOUSING),
        ('M', Self::MEDICAL),
        ('S', Self::NURSING),
        ('L', Self::BED),
        ('D', Self::TARIFF),
        ('C', Self::CORRECTION),
    ];

    /// Reads letters in any order, each any number of times. `None` when empty or with another letter.
    #[must_use]
    pub fn from_letters(letters: &str) -> Option<Self> {
        let bit = |one: char| {
            Self::LETTERS
                .iter()
                .find(|(letter, _)| *letter == one)
                .map(|(_, set)| *set)
        };
        let all = letters
            .chars()
            .try_fold(Self(0), |all, one| Some(all.with(bit(one)?)))?;
        (all != Self(0)).then_some(all)
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `other` is in it.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl std::fmt::Display for Nature {
    /// The letters in the order the profile writes them.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (letter, set) in Self::LETTERS {
            if self.has(set) {
                std::fmt::Write::write_char(out, letter)?;
            }
        }
        Ok(())
    }
}
