//! The doctors who answer, and the wards in which patients are theirs.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use base::Moment;
use base::id::{PractitionerId, WardId};

use super::{DOCTORS, DoctorFound};
use crate::search::{Found, Index, Wanted};
use crate::state::State;
use crate::structure::Standing;
use crate::vault::Vault;

/// A doctor without a patient anywhere is left out: there is no place to go to.
pub(super) fn doctors(
    state: &State,
    vault: &Vault,
    index: &Index,
    wanted: &Wanted,
    now: Moment,
) -> Vec<DoctorFound> {
    let found: BTreeMap<PractitionerId, Found<PractitionerId>> =
        index.doctors(wanted).into_iter().map(|it| (it.who, it)).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let mut counted: BTreeMap<(PractitionerId, WardId), u32> = BTreeMap::new();
    for ward in state.wards.iter().filter(|it| it.standing != Standing::Ignored) {
        let present = state
            .index
            .stays_of_ward(ward.id)
            .filter_map(|id| state.stay(id))
            .filter(|stay| {
                stay.timeline
                    .doctor
                    .is_some_and(|doctor| found.contains_key(&doctor))
            })
            .filter(|stay| state.ward_at(stay, now) == Some(ward.id));
        for doctor in present.filter_map(|stay| stay.timeline.doctor) {
            *counted.entry((doctor, ward.id)).or_default() += 1;
        }
    }
    let mut shown: Vec<(Found<PractitionerId>, DoctorFound)> = counted
        .into_iter()
        .filter_map(|((doctor, ward), patients)| {
            let record = vault.practitioner(doctor)?;
            let family = record.family.to_uppercase();
            let name = match &record.given {
                Some(given) => format!("{family} {given}"),
                None => family,
            };
            let found = found.get(&doctor)?;
            Some((
                *found,
                DoctorFound {
                    doctor,
                    name,
                    ward,
                    ward_name: state.ward(ward)?.name.clone(),
                    patients,
                },
            ))
        })
        .collect();
    shown.sort_by_key(|(found, it)| {
        (
            found.worst.is_guess(),
            Reverse(found.score),
            it.doctor,
            Reverse(it.patients),
            it.ward,
        )
    });
    shown.into_iter().map(|(_, it)| it).take(DOCTORS).collect()
}
