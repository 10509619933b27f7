//! Whether a ward has to give its word before a bed of it is given, and has.

use base::id::BedId;

use super::{Agreement, Outcome, Request, Stage};
use crate::state::State;

/// Whether a bed may be given to a request without a reason: its ward agrees, or need not. A ward that is being asked, or
/// that said no, does not.
#[must_use]
pub fn agrees(state: &State, request: &Request, bed: BedId) -> bool {
    let Some(ward) = state.ward_of_bed(bed) else {
        return true;
    };
    let last = request.answers.iter().rev().find(|it| it.ward == ward);
    let last = last.map(|it| &it.outcome);
    match &request.stage {
        Stage::Accepted { ward: it } if *it == ward => true,
        Stage::Proposed(proposal) if proposal.ward == ward => false,
        _ if last == Some(&Outcome::Countered(bed)) => true,
        _ => {
            let told = state.settings.flow.asking.agreement == Agreement::Told;
            told && !matches!(last, Some(Outcome::Refused(_)))
        }
    }
}
