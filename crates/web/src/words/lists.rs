//! The names that a hospital and its wards gave to their codes: journals hold codes, people read names.

use base::id::{StayId, WardId};
use base::{Code, Moment};
use domain::state::State;

/// Where names are looked up. A code that nobody names any more stands for itself.
#[derive(Clone, Copy, Debug)]
pub struct Lists<'a> {
    state: &'a State,
    ward: Option<WardId>,
}

impl<'a> Lists<'a> {
    /// The lists of that ward; without one, those of everybody.
    #[must_use]
    pub const fn of(state: &'a State, ward: Option<WardId>) -> Self {
        Self { state, ward }
    }

    /// The lists of the ward that a stay was in at that moment, or was expected in.
    #[must_use]
    pub fn of_stay(state: &'a State, stay: StayId, at: Moment) -> Self {
        let known = state.stay(stay);
        Self::of(state, known.and_then(|it| state.ward_concerned(it, at)))
    }

    /// Precautions: `Contact + BHRe`.
    #[must_use]
    pub fn precautions(&self, codes: &[Code]) -> String {
        let name = |code: &Code| {
            let known = self.state.settings.precaution(code);
            known.map_or_else(|| code.to_string(), |it| it.name.to_string())
        };
        codes.iter().map(name).collect::<Vec<_>>().join(" + ")
    }

    /// What somebody waits for.
    #[must_use]
    pub fn wait(&self, code: &Code) -> String {
        let name = self.state.wait_name(self.ward, code);
        name.map_or_else(|| code.to_string(), |it| it.to_string())
    }

    /// A slot of the ward.
    #[must_use]
    pub fn slot(&self, slot: &Code) -> String {
        let names = self.state.slot_names(self.ward, slot, None);
        names.map_or_else(|| slot.to_string(), |it| it.slot.to_string())
    }

    /// What was chosen in a slot of the ward.
    #[must_use]
    pub fn choice(&self, slot: &Code, choice: &Code) -> String {
        let names = self.state.slot_names(self.ward, slot, Some(choice));
        let name = names.and_then(|it| it.choice);
        name.map_or_else(|| choice.to_string(), |it| it.to_string())
    }
}
