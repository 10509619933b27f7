//! Every bed that is promised.

use base::Moment;
use base::id::BedId;

use super::board::{HoldView, hold_view};
use crate::flow::is_over;
use crate::state::State;
use crate::vault::Vault;

/// The promises that last, by bed. One whose time is over is none, even while nobody has said so yet.
#[must_use]
pub fn promises(state: &State, vault: &Vault, now: Moment) -> Vec<(BedId, HoldView)> {
    let lasting = state.lasting_holds().filter(|it| !is_over(state, it, now));
    lasting
        .map(|it| (it.bed, hold_view(state, vault, it, now)))
        .collect()
}
