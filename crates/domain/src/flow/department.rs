//! Which wards are emergency departments.

use base::text::folded;

use crate::state::State;
use crate::structure::{Standing, Ward};

/// Whether a ward is an emergency department: one that the hospital lists, or, while it lists none, one that is called so.
#[must_use]
pub fn is_emergency(state: &State, ward: &Ward) -> bool {
    let listed = &state.settings.flow.reserve.emergency_wards;
    if !listed.is_empty() {
        return listed.contains(&ward.code);
    }
    let called = |name: &str| {
        folded(name)
            .split(|it: char| !it.is_alphanumeric())
            .any(|word| word.starts_with("urgence") || matches!(word, "sau" | "sauv"))
    };
    called(&ward.name) && !called_short_stay(&ward.name)
}

/// The short-stay unit of an emergency department is a ward with beds: whoever lies there has one.
fn called_short_stay(name: &str) -> bool {
    let name = folded(name);
    ["uhcd", "zhtcd", "courte duree", "lit porte", "lits porte"]
        .iter()
        .any(|it| name.contains(it))
}

/// The emergency departments of the territory, in the order of wards.
pub fn emergency_wards(state: &State) -> impl Iterator<Item = &Ward> {
    let standing = state
        .wards
        .iter()
        .filter(|it| it.merged_into.is_none() && it.standing != Standing::Ignored);
    standing.filter(|it| is_emergency(state, it)).map(AsRef::as_ref)
}
