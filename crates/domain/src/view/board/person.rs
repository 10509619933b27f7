//! How a stay is shown: its name, age, dates, and what a ward must not overlook about it.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::id::{PatientId, PractitionerId, StayId};
use base::text::{folded, initial};
use base::{Label, Moment};

use super::super::day::Day;
use super::care::{care_of, leaving};
use super::doctors::doctors_of;
use super::draw::bed_name;
use super::look::{in_charge, other_department};
use super::promise::{HoldView, hold_view, promise_on};
use super::{Age, DoctorView, Moving, ShownName, StayView};
use crate::board_config::BoardConfig;
use crate::identity::{IdentifierKind, Identity};
use crate::movement::Spot;
use crate::state::State;
use crate::stay::{Doubt, Stay};
use crate::structure::Bed;
use crate::timeline::Segment;
use crate::vault::Vault;

/// A stay to be shown.
#[derive(Clone, Copy)]
pub(in crate::view) struct Shown<'a> {
    pub stay: &'a Stay,
    /// When it began or is expected.
    pub since: Moment,
    /// Its patient is there, rather than expected.
    pub present: bool,
}

/// Everybody on a board: what one person's tile needs to know of the others.
pub(in crate::view) struct Cast<'a> {
    state: &'a State,
    vault: &'a Vault,
    day: &'a Day,
    doctors: BTreeMap<PractitionerId, Arc<DoctorView>>,
    homonyms: Vec<StayId>,
    config: Arc<BoardConfig>,
    /// Patients whose mother is known, by mother, with their stay.
    children: Vec<(PatientId, StayId)>,
}

impl<'a> Cast<'a> {
    /// The promise on a bed.
    pub fn promise(&self, bed: &Bed) -> Option<HoldView> {
        let hold = promise_on(self.state, bed, self.day.now)?;
        Some(hold_view(self.state, self.vault, hold, self.day.now))
    }

    pub fn of(
        state: &'a State,
        vault: &'a Vault,
        day: &'a Day,
        shown: &[Shown<'_>],
        config: &Arc<BoardConfig>,
    ) -> Self {
        let doctors = |present| {
            shown
                .iter()
                .filter(move |it| it.present == present)
                .filter_map(|it| it.stay.timeline.doctor)
                .collect()
        };
        let children = shown
            .iter()
            .filter(|it| it.present)
            .filter_map(|it| {
                let mother = state.patient(state.patient_of(it.stay.patient))?.mother?;
                Some((state.patient_of(mother), it.stay.id))
            })
            .collect();
        Self {
            state,
            vault,
            day,
            doctors: doctors_of(vault, config, doctors(true), doctors(false)),
            homonyms: homonyms(state, vault, shown),
            config: config.clone(),
            children,
        }
    }

    pub fn doctors(&self) -> impl Iterator<Item = &Arc<DoctorView>> {
        self.doctors.values()
    }

    pub fn view(&self, shown: Shown<'_>) -> StayView {
        let Shown { stay, since, present } = shown;
        let (state, day) = (self.state, self.day);
        let patient = state.patient_of(stay.patient);
        let identity = identity_of(self.vault, patient, stay);
        let status = identity.map(|it| it.status).unwrap_or_default();
        let known = state.patient(patient);
        let facts = &stay.timeline.facts;
        let period = state.period_at(stay, day.now);
        let lodges = period.and_then(|period| state.ward_of_segment(period));
        // A feed that names no medical unit leaves the ward that lodges in charge.
        let named = period.and_then(|period| in_charge(state, period));
        let outlier = other_department(state, lodges, named).map(|ward| ward.name.clone());
        let mut doubts = stay.timeline.doubts.to_vec();
        if self.lies_elsewhere_too(stay, patient, period) {
            doubts.push(Doubt::TwoPlaces);
        }
        StayView {
            stay: stay.id,
            patient,
            name: shown_name(identity),
            sex: known.map(|it| it.sex).unwrap_or_default(),
            age: identity.and_then(|it| age(it.birth?, day)),
            reason: identity
                .filter(|it| !it.status.masked)
                .and_then(|_| reason(state, self.vault, stay.id)),
            doctor: stay.timeline.doctor.and_then(|it| self.doctors.get(&it)).cloned(),
            class: stay.timeline.class,
            since,
            day: day.zone.days_between(since, day.now).max(0),
            leaving: leaving(stay, present, day),
            outlier,
            homonym: self.homonyms.contains(&stay.id),
            confidential: stay.is_confidential(),
            private_room: facts.private_room,
            seen_leaving: state.seen_leaving(stay, day.now),
            seen_arriving: seen_arriving(stay),
            doubts,
            identity_doubtful: !status.validated || status.doubtful || status.collision,
            with: self.lodged_with(stay, patient),
            specialty: named
                .or(lodges)
                .and_then(|ward| state.ward(ward))
                .and_then(|ward| ward.specialty.clone().or_else(|| Some(ward.name.clone()))),
            moving: self.moving(stay),
            care: care_of(state, self.vault, stay, &self.config, day),
        }
    }

    /// The transfer that was announced, while it is still waited for.
    fn moving(&self, stay: &Stay) -> Option<Moving> {
        let plan = stay.timeline.pending_transfer.as_ref()?;
        if !self.day.still_awaits(plan.at) {
            return None;
        }
        let ward = self
            .state
            .ward_of(plan.spot, plan.unit)
            .and_then(|ward| self.state.ward(ward))
            .map(|ward| ward.name.clone());
        let bed = match plan.spot {
            Spot::Bed(bed) => bed_name(self.state, bed),
            Spot::Room(_) | Spot::Nowhere => None,
        };
        Some(Moving {
            at: plan.at,
            ward,
            bed,
        })
    }

    /// Whether another stay of the same patient lies in another bed at this moment.
    fn lies_elsewhere_too(&self, stay: &Stay, patient: PatientId, period: Option<&Segment>) -> bool {
        let bed_of = |period: Option<&Segment>| match period.map(|period| period.spot) {
            Some(Spot::Bed(bed)) => Some(bed),
            _ => None,
        };
        let Some(bed) = bed_of(period) else { return false };
        self.state
            .stays_of(patient)
            .into_iter()
            .filter(|id| *id != stay.id)
            .filter_map(|id| self.state.stay(id))
            .any(|other| bed_of(self.state.period_at(other, self.day.now)).is_some_and(|it| it != bed))
    }

    /// The stay of the mother of a newborn, or of the newborn of a mother, while both are there.
    fn lodged_with(&self, stay: &Stay, patient: PatientId) -> Option<StayId> {
        let child = self
            .children
            .iter()
            .find(|(mother, child)| *mother == patient && *child != stay.id)
            .map(|(_, child)| *child);
        child.or_else(|| {
            let mother = self.state.patient_of(self.state.patient(patient)?.mother?);
            self.state
                .stays_of(mother)
                .into_iter()
                .filter_map(|id| self.state.stay(id))
                .rfind(|it| it.id != stay.id && self.state.is_present(it, self.day.now))
                .map(|it| it.id)
        })
    }
}

/// The identity to show: the survivor's after a merge, else what the stay came with.
pub(in crate::view) fn identity_of<'a>(
    vault: &'a Vault,
    patient: PatientId,
    stay: &Stay,
) -> Option<&'a Identity> {
    let named = |id| vault.patient(id).map(AsRef::as_ref);
    named(patient)
        .filter(|it: &&Identity| it.family.is_some())
        .or_else(|| named(stay.patient))
        .or_else(|| named(patient))
}

/// The number the hospital knows a patient by (IPP); none for a patient whose identity is masked.
#[must_use]
pub fn local_number(state: &State, vault: &Vault, patient: PatientId) -> Option<String> {
    let identity = vault.patient(state.patient_of(patient))?;
    if identity.status.masked {
        return None;
    }
    identity
        .identifiers
        .iter()
        .find(|it| it.kind == IdentifierKind::Local)
        .map(|it| it.value.to_string())
}

pub(in crate::view) fn shown_name(identity: Option<&Identity>) -> ShownName {
    match identity {
        Some(identity) if identity.status.masked => ShownName::Masked,
        Some(Identity {
            family: Some(family),
            given,
            ..
        }) => ShownName::Full {
            family: family.to_uppercase(),
            given: given.as_ref().map_or("", |it| it.as_str()).to_owned(),
        },
        _ => ShownName::Unknown,
    }
}

/// Why the patient of a stay is there.
///
/// While a bed is asked for, the entry of the thesaurus for which it is: somebody chose it for what is the matter now,
/// and beds are found by it. Afterwards what the feed says of the whole stay, which a request of its middle does not
/// change; without it, the entry of the last request says more than nothing.
fn reason(state: &State, vault: &Vault, stay: StayId) -> Option<Label> {
    let listed = |open: bool| {
        let requests = state.requests_of(stay).filter(|it| !open || it.stage.is_open());
        state.entry_label(requests.filter_map(|it| it.entry.as_ref()).last()?)
    };
    listed(true)
        .or_else(|| vault.reason(stay))
        .or_else(|| listed(false))
        .cloned()
}

/// When the patient was seen arriving, while the administration does not know yet that they came.
fn seen_arriving(stay: &Stay) -> Option<Moment> {
    let seen = stay.seen_arriving()?;
    stay.timeline.awaits_admission.then_some(seen.at)
}

/// The stays whose patient could be taken for another one of the board: same surname, same first letter.
///
/// A given name that is not known could be any. Masked names are left out: nothing is shown that could be confused.
fn homonyms(state: &State, vault: &Vault, shown: &[Shown<'_>]) -> Vec<StayId> {
    let mut named: Vec<(String, Option<char>, PatientId, StayId)> = shown
        .iter()
        .filter_map(|it| {
            let patient = state.patient_of(it.stay.patient);
            let identity = identity_of(vault, patient, it.stay)?;
            if identity.status.masked {
                return None;
            }
            let initial = identity.given.as_ref().and_then(|it| initial(it));
            Some((folded(identity.family.as_ref()?), initial, patient, it.stay.id))
        })
        .collect();
    named.sort();
    let alike = |a: &(String, Option<char>, PatientId, StayId),
                 b: &(String, Option<char>, PatientId, StayId)| {
        a.2 != b.2 && (a.1 == b.1 || a.1.is_none() || b.1.is_none())
    };
    named
        .chunk_by(|a, b| a.0 == b.0)
        .flat_map(|family| {
            family
                .iter()
                .filter(move |one| family.iter().any(|other| alike(one, other)))
        })
        .map(|(.., stay)| *stay)
        .collect()
}

/// The age at that day of somebody born on `YYYYMMDD`; months and days may be 00 when unknown.
pub(in crate::view) fn age(birth: u32, day: &Day) -> Option<Age> {
    let today = day.today;
    let (year, month, dom) = (birth / 10_000, birth / 100 % 100, birth % 100);
    let year = i32::try_from(year).ok().filter(|year| *year > 0)?;
    let years = i32::from(today.year()) - year;
    if month == 0 {
        return u16::try_from(years).ok().map(Age::Years);
    }
    let (month, dom) = (i32::try_from(month).ok()?, i32::try_from(dom.max(1)).ok()?);
    let months = years * 12 + i32::from(today.month()) - month - i32::from(i32::from(today.day()) < dom);
    match u16::try_from(months).ok()? {
        0 => {
            let born = today
                .with()
                .year(i16::try_from(year).ok()?)
                .month(i8::try_from(month).ok()?)
                .day(i8::try_from(dom).ok()?)
                .build()
                .ok()?;
            let days = born.until(today).ok()?.get_days();
            u16::try_from(days).ok().map(Age::Days)
        }
        months @ 1..24 => Some(Age::Months(months)),
        months => Some(Age::Years(months / 12)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn age_on(birth: u32, date: (i16, i8, i8)) -> Option<Age> {
        let state = State::new();
        let paris = base::Zone::paris();
        let noon = paris.civil(Moment::from_millis(0)).date().with();
        let noon = noon.year(date.0).month(date.1).day(date.2).build().expect("date");
        let (now, _) = paris.moment(noon.at(12, 0, 0, 0));
        age(birth, &Day::of(&state, now))
    }

    #[test]
    fn ages_are_said_as_wards_say_them() {
        assert_eq!(age_on(19_480_302, (2026, 3, 1)), Some(Age::Years(77)));
        assert_eq!(age_on(19_480_302, (2026, 3, 2)), Some(Age::Years(78)));
        assert_eq!(age_on(20_240_303, (2026, 3, 2)), Some(Age::Months(23)));
        assert_eq!(age_on(20_240_302, (2026, 3, 2)), Some(Age::Years(2)));
        assert_eq!(age_on(20_260_205, (2026, 3, 2)), Some(Age::Days(25)));
        assert_eq!(age_on(20_260_302, (2026, 3, 2)), Some(Age::Days(0)));
    }

    #[test]
    fn a_birth_on_29_february_ages_on_1_march_of_other_years() {
        assert_eq!(age_on(20_000_229, (2026, 2, 28)), Some(Age::Years(25)));
        assert_eq!(age_on(20_000_229, (2026, 3, 1)), Some(Age::Years(26)));
    }

    #[test]
    fn unknown_or_impossible_births_give_no_false_age() {
        assert_eq!(age_on(19_480_000, (2026, 3, 2)), Some(Age::Years(78)));
        assert_eq!(age_on(19_480_300, (2026, 3, 2)), Some(Age::Years(78)));
        assert_eq!(age_on(20_270_101, (2026, 3, 2)), None);
        assert_eq!(age_on(0, (2026, 3, 2)), None);
        assert_eq!(age_on(20_260_231, (2026, 3, 2)), None);
    }
}
