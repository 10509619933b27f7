//! What a record of the journal is about, and what it changed: the values before and after, as the fold gives them.
//!
//! Nothing of this is stored. [`about`] has one arm for each event and no other: an event that nobody can read back in
//! a journal does not compile. What changed is then found by comparing the thing before and after, whatever the event.

use base::Moment;
use base::id::{
    BedId, DivisionId, EstablishmentId, PatientId, PractitionerId, RoomId, SiteId, StayId, UnitId, WardId,
};

use super::board::{ShownName, bed_name, identity_of, shown_name};
use crate::bed::{Attributes, Hygiene, Lifecycle, Operation};
use crate::care::{CareChange, CareTopic};
use crate::display::DisplayChanged;
use crate::event::{Event, PlaceAdded, PlaceChanged};
use crate::flow::placement::PlacementChanged;
use crate::identity::Sex;
use crate::movement::{Class, Destination, Spot};
use crate::state::State;
use crate::stay::Stay;
use crate::structure::{Standing, UnitKinds};
use crate::studio::Scope;
use crate::timeline::Plan;
use crate::vault::Vault;

/// The sorts of records that people look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// Movements of a stay.
    Movement,
    /// Arrivals and departures that people saw.
    Sighting,
    /// What a ward says of a stay.
    Care,
    /// Notes.
    Note,
    /// Requests for beds, and beds promised.
    Flow,
    /// A bed opened, closed, cleaned; a dispute settled.
    Bed,
    /// Who a patient is.
    Identity,
    /// Places.
    Structure,
    /// Settings, wall displays, people who act, messages dealt with.
    Setting,
}

impl Sort {
    /// Every sort, in the order of a form.
    pub const ALL: [Self; 9] = [
        Self::Movement,
        Self::Sighting,
        Self::Care,
        Self::Note,
        Self::Flow,
        Self::Bed,
        Self::Identity,
        Self::Structure,
        Self::Setting,
    ];
}

/// The thing a record is about: what is compared before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A stay; for a movement, also as it was when the movement took effect.
    Stay(StayId, Option<Moment>),
    /// A patient.
    Patient(PatientId),
    /// A bed.
    Bed(BedId),
    /// A room.
    Room(RoomId),
    /// A ward.
    Ward(WardId),
    /// A functional unit.
    Unit(UnitId),
    /// A site.
    Site(SiteId),
    /// A division.
    Division(DivisionId),
    /// An establishment.
    Establishment(EstablishmentId),
    /// Something without values to compare.
    Other,
}

/// What a record is about, and of which sort it is.
#[must_use]
pub fn about(event: &Event) -> (Sort, Thing) {
    match event {
        Event::MovementReported { stay, report } => (Sort::Movement, Thing::Stay(*stay, Some(report.at))),
        Event::StayRegistered { stay, .. } => (Sort::Movement, Thing::Stay(*stay, None)),
        Event::StayReassigned { stay, .. } => (Sort::Identity, Thing::Stay(*stay, None)),
        Event::ExitObserved { stay, .. }
        | Event::ExitWithdrawn { stay }
        | Event::ArrivalObserved { stay, .. }
        | Event::ArrivalWithdrawn { stay } => (Sort::Sighting, Thing::Stay(*stay, None)),
        Event::CareStated { stay, .. } => (Sort::Care, Thing::Stay(*stay, None)),
        Event::NoteWritten { stay, .. } | Event::NoteWithdrawn { stay, .. } => {
            (Sort::Note, Thing::Stay(*stay, None))
        }
        Event::PatientRegistered { patient } | Event::IdentityRevised { patient, .. } => {
            (Sort::Identity, Thing::Patient(*patient))
        }
        Event::PatientsMerged { gone, .. } => (Sort::Identity, Thing::Patient(*gone)),
        Event::BedMarked { bed, .. } | Event::BedOperated { bed, .. } | Event::DisputeSettled { bed, .. } => {
            (Sort::Bed, Thing::Bed(*bed))
        }
        Event::PlaceAdded(place) => (Sort::Structure, added(place)),
        Event::PlaceChanged(place) => (Sort::Structure, changed(place)),
        Event::DisplayChanged(change) => match &**change {
            DisplayChanged::Enrolled { ward, .. } => (Sort::Setting, Thing::Ward(*ward)),
            DisplayChanged::Set { .. } | DisplayChanged::Rekeyed { .. } | DisplayChanged::Revoked { .. } => {
                (Sort::Setting, Thing::Other)
            }
        },
        Event::PlacementChanged(changed) => match &**changed {
            PlacementChanged::Set { .. } => (Sort::Setting, Thing::Other),
            PlacementChanged::Decided(record) => match record.question.stay {
                Some(stay) => (Sort::Movement, Thing::Stay(stay, None)),
                None => (Sort::Movement, Thing::Other),
            },
        },
        Event::StudioChanged(changed) => match changed.scope {
            Scope::Ward(ward) => (Sort::Setting, Thing::Ward(ward)),
            Scope::Territory => (Sort::Setting, Thing::Other),
        },
        Event::RequestChanged(changed) => match changed.stay {
            Some(stay) => (Sort::Flow, Thing::Stay(stay, None)),
            None => (Sort::Flow, Thing::Other),
        },
        Event::HoldChanged(changed) => (Sort::Flow, Thing::Bed(changed.bed)),
        Event::AuthorityNamed { .. }
        | Event::Configured(_)
        | Event::ThesaurusWritten(_)
        | Event::ThesaurusDrafted(_)
        | Event::FlowSet(_)
        | Event::PersonRegistered { .. }
        | Event::PractitionerRegistered { .. }
        | Event::MessageSettled { .. } => (Sort::Setting, Thing::Other),
    }
}

fn added(place: &PlaceAdded) -> Thing {
    match place {
        PlaceAdded::Establishment { id, .. } => Thing::Establishment(*id),
        PlaceAdded::Site { id, .. } => Thing::Site(*id),
        PlaceAdded::Division { id, .. } => Thing::Division(*id),
        PlaceAdded::Unit { id, .. } => Thing::Unit(*id),
        PlaceAdded::Ward { id, .. } => Thing::Ward(*id),
        PlaceAdded::Room { id, .. } => Thing::Room(*id),
        PlaceAdded::Bed { id, .. } => Thing::Bed(*id),
    }
}

fn changed(place: &PlaceChanged) -> Thing {
    match place {
        PlaceChanged::Establishment { id, .. } => Thing::Establishment(*id),
        PlaceChanged::Site { id, .. } => Thing::Site(*id),
        PlaceChanged::Division { id, .. } => Thing::Division(*id),
        PlaceChanged::Unit { id, .. } => Thing::Unit(*id),
        PlaceChanged::Ward { id, .. } => Thing::Ward(*id),
        PlaceChanged::WardMerged { gone, .. } => Thing::Ward(*gone),
        PlaceChanged::Room { id, .. } => Thing::Room(*id),
        PlaceChanged::Bed { id, .. } => Thing::Bed(*id),
    }
}

/// A side of a thing that may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Ward and bed.
    Place,
    /// Ward and bed at the hour of the movement, when that is not now.
    PlaceAt(Moment),
    /// On leave.
    Away,
    /// When the patient came.
    Arrival,
    /// When the patient left.
    Departure,
    /// The stay was called off.
    Cancelled,
    /// Where and when the patient is expected.
    Expected,
    /// Where and when the patient is to be transferred.
    Transfer,
    /// Expected discharge, as the feed says it.
    Discharge,
    /// A discharge was announced.
    Announced,
    /// Expected return from leave.
    Return,
    /// Where the patient goes afterwards.
    Destination,
    /// A single room is wished.
    SingleRoom,
    /// The presence is to be kept secret.
    Confidential,
    /// Attending doctor.
    Doctor,
    /// Patient class.
    Class,
    /// The patient of the stay.
    Patient,
    /// Seen arriving.
    SeenArriving,
    /// Seen leaving.
    SeenLeaving,
    /// What the ward says.
    Care(CareTopic),
    /// Notes on the board.
    Notes,
    /// Cleanliness, as last stated.
    Hygiene,
    /// Open or closed.
    Operation,
    /// There, or taken away.
    Lifecycle,
    /// Staffed.
    Staffed,
    /// The name people use.
    Name,
    /// What it offers.
    Attributes,
    /// How it is known.
    Standing,
    /// Its ward.
    Ward,
    /// Its site.
    Site,
    /// Its division.
    Division,
    /// Its specialty.
    Specialty,
    /// What it is responsible for.
    Kinds,
    /// Merged into.
    MergedInto,
    /// Sex.
    Sex,
    /// Year of birth.
    BirthYear,
    /// Mother of a newborn.
    Mother,
}

/// A value of a facet, to be worded.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// None.
    Nothing,
    /// Yes.
    Yes,
    /// A name of a place, or a code.
    Text(String),
    /// A moment.
    At(Moment),
    /// A moment and a place.
    PlaceAt(Moment, String),
    /// A number.
    Number(u32),
    /// A professional.
    Doctor(PractitionerId),
    /// A patient.
    Patient(PatientId),
    /// A class.
    Class(Class),
    /// A destination.
    Destination(Destination),
    /// Cleanliness.
    Hygiene(Hygiene),
    /// Open or closed.
    Operation(Operation),
    /// There or not.
    Lifecycle(Lifecycle),
    /// What it offers.
    Attributes(Attributes),
    /// How it is known.
    Standing(Standing),
    /// Responsibilities.
    Kinds(UnitKinds),
    /// Sex.
    Sex(Sex),
    /// What a ward said.
    Care(CareChange),
}

/// A facet that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// Which.
    pub facet: Facet,
    /// Its value before.
    pub before: Value,
    /// Its value after.
    pub after: Value,
}

/// What differs of a thing between two states, in a fixed order.
#[must_use]
pub fn changes(thing: Thing, before: &State, after: &State) -> Vec<Changed> {
    let at = after.now;
    let (former, latter) = (facets(thing, before, at), facets(thing, after, at));
    let mut found = Vec::new();
    for (facet, value) in &latter {
        let was = value_of(&former, facet);
        if was != *value {
            found.push(Changed {
                facet: facet.clone(),
                before: was,
                after: value.clone(),
            });
        }
    }
    for (facet, value) in former {
        if value != Value::Nothing && !latter.iter().any(|(known, _)| *known == facet) {
            found.push(Changed {
                facet,
                before: value,
                after: Value::Nothing,
            });
        }
    }
    // Said once: when nothing came between, the patient is now where the movement led.
    let now = found.iter().find(|it| it.facet == Facet::Place).cloned();
    found.retain(|it| {
        let says_the_same = |now: &Changed| now.before == it.before && now.after == it.after;
        !(matches!(it.facet, Facet::PlaceAt(_)) && now.as_ref().is_some_and(says_the_same))
    });
    found
}

fn value_of(facets: &[(Facet, Value)], facet: &Facet) -> Value {
    let found = facets.iter().find(|(known, _)| known == facet);
    found.map_or(Value::Nothing, |(_, value)| value.clone())
}

fn facets(thing: Thing, state: &State, at: Moment) -> Vec<(Facet, Value)> {
    let found = match thing {
        Thing::Stay(id, effect) => state.stay(id).map(|stay| of_stay(state, stay, at, effect)),
        Thing::Patient(id) => state.patient(id).map(|patient| {
            vec![
                (Facet::Sex, given(known_sex(patient.sex), Value::Sex)),
                (
                    Facet::BirthYear,
                    given(patient.birth_year, |year| Value::Number(year.into())),
                ),
                (Facet::Mother, given(patient.mother, Value::Patient)),
                (
                    Facet::MergedInto,
                    given(patient.merged_into.as_deref(), |(kept, _)| Value::Patient(*kept)),
                ),
            ]
        }),
        Thing::Bed(id) => state.bed(id).map(|bed| {
            vec![
                (Facet::Name, given(bed_name(state, id), Value::Text)),
                (Facet::Ward, ward_name(state, state.ward_of_bed(id))),
                (Facet::Hygiene, Value::Hygiene(bed.hygiene.state)),
                (Facet::Operation, Value::Operation(bed.operation)),
                (Facet::Lifecycle, Value::Lifecycle(bed.lifecycle)),
                (Facet::Staffed, flag(bed.staffed)),
                (Facet::Attributes, attributes(bed.attributes)),
                (Facet::Standing, Value::Standing(bed.standing)),
            ]
        }),
        Thing::Room(id) => state.room(id).map(|room| {
            vec![
                (Facet::Name, Value::Text(room.code.to_string())),
                (Facet::Ward, ward_name(state, Some(room.ward))),
                (Facet::Attributes, attributes(room.attributes)),
            ]
        }),
        Thing::Ward(id) => state.ward(id).map(|ward| {
            let site = ward.site.and_then(|site| state.site(site));
            let division = ward.division.and_then(|division| state.division(division));
            vec![
                (Facet::Name, Value::Text(ward.name.to_string())),
                (
                    Facet::Site,
                    given(site, |site| Value::Text(site.name.to_string())),
                ),
                (
                    Facet::Division,
                    given(division, |it| Value::Text(it.name.to_string())),
                ),
                (
                    Facet::Specialty,
                    given(ward.specialty.as_ref(), |it| Value::Text(it.to_string())),
                ),
                (Facet::Standing, Value::Standing(ward.standing)),
                (Facet::MergedInto, ward_name(state, ward.merged_into)),
            ]
        }),
        Thing::Unit(id) => state.unit(id).map(|unit| {
            let name = unit.name.as_ref();
            vec![
                (
                    Facet::Name,
                    given(name, |name| Value::Text(format!("{} {name}", unit.code))),
                ),
                (Facet::Ward, ward_name(state, unit.ward)),
                (Facet::Kinds, Value::Kinds(unit.kinds)),
            ]
        }),
        Thing::Site(id) => state
            .site(id)
            .map(|it| named(it.name.as_str(), Some(it.standing))),
        Thing::Division(id) => state.division(id).map(|it| named(it.name.as_str(), None)),
        Thing::Establishment(id) => state
            .establishment(id)
            .map(|it| named(it.name.as_str(), Some(it.standing))),
        Thing::Other => None,
    };
    found.unwrap_or_default()
}

fn of_stay(state: &State, stay: &Stay, at: Moment, effect: Option<Moment>) -> Vec<(Facet, Value)> {
    let (timeline, facts) = (&stay.timeline, &stay.timeline.facts);
    let plan = |plan: Option<&Plan>| {
        given(plan, |plan| {
            Value::PlaceAt(plan.at, place(state, plan.spot, plan.lodging()))
        })
    };
    let mut facets = vec![
        (Facet::Place, place_at(state, stay, at)),
        (
            Facet::Away,
            flag(state.period_at(stay, at).is_some_and(|period| period.away)),
        ),
        (Facet::Arrival, given(timeline.arrived_at, Value::At)),
        (Facet::Departure, given(timeline.left_at, Value::At)),
        (Facet::Cancelled, flag(timeline.cancelled)),
        (Facet::Expected, plan(timeline.planned.as_deref())),
        (Facet::Transfer, plan(timeline.pending_transfer.as_deref())),
        (Facet::Discharge, given(facts.expected_discharge, Value::At)),
        (Facet::Announced, flag(facts.discharge_announced)),
        (Facet::Return, given(facts.expected_return, Value::At)),
        (Facet::Destination, given(facts.destination, Value::Destination)),
        (Facet::SingleRoom, flag(facts.private_room)),
        (Facet::Confidential, flag(facts.confidential)),
        (Facet::Doctor, given(timeline.doctor, Value::Doctor)),
        (Facet::Class, given(timeline.class, Value::Class)),
        (Facet::Patient, Value::Patient(stay.patient)),
    ];
    let seen = stay.seen.as_deref();
    let last = |list: Option<&crate::seen::Sighting>| given(list, |it| Value::At(it.at));
    facets.push((Facet::SeenArriving, last(seen.and_then(|it| it.arrivals.last()))));
    facets.push((Facet::SeenLeaving, last(seen.and_then(|it| it.exits.last()))));
    for statement in stay.care().statements() {
        let topic = Facet::Care(statement.change.topic());
        facets.push((topic, Value::Care(statement.change.clone())));
    }
    let shown = stay.care().notes.iter().filter(|id| {
        let note = state.notes.get(id.index());
        note.is_some_and(|note| !note.withdrawn)
    });
    facets.push((
        Facet::Notes,
        Value::Number(u32::try_from(shown.count()).unwrap_or(u32::MAX)),
    ));
    if let Some(effect) = effect.filter(|effect| *effect != at) {
        facets.push((Facet::PlaceAt(effect), place_at(state, stay, effect)));
    }
    facets
}

fn place_at(state: &State, stay: &Stay, at: Moment) -> Value {
    given(state.period_at(stay, at), |period| {
        Value::Text(place(state, period.spot, period.lodging()))
    })
}

/// Ward and bed, as people say them.
fn place(state: &State, spot: Spot, lodging: Option<UnitId>) -> String {
    let ward = state.ward_of(spot, lodging).and_then(|ward| state.ward(ward));
    let spot = match spot {
        Spot::Bed(bed) => bed_name(state, bed),
        Spot::Room(room) => state.room(room).map(|room| room.code.to_string()),
        Spot::Nowhere => None,
    };
    match (ward, spot) {
        (Some(ward), Some(spot)) => format!("{} · {spot}", ward.name),
        (Some(ward), None) => ward.name.to_string(),
        (None, spot) => spot.unwrap_or_else(|| "?".to_owned()),
    }
}

fn named(name: &str, standing: Option<Standing>) -> Vec<(Facet, Value)> {
    vec![
        (Facet::Name, Value::Text(name.to_owned())),
        (Facet::Standing, given(standing, Value::Standing)),
    ]
}

fn ward_name(state: &State, ward: Option<WardId>) -> Value {
    let ward = ward.and_then(|ward| state.ward(ward));
    given(ward, |ward| Value::Text(ward.name.to_string()))
}

fn known_sex(sex: Sex) -> Option<Sex> {
    (sex != Sex::Unknown).then_some(sex)
}

fn attributes(attributes: Attributes) -> Value {
    if attributes == Attributes::NONE {
        Value::Nothing
    } else {
        Value::Attributes(attributes)
    }
}

fn given<T>(value: Option<T>, of: impl FnOnce(T) -> Value) -> Value {
    value.map_or(Value::Nothing, of)
}

const fn flag(is: bool) -> Value {
    if is { Value::Yes } else { Value::Nothing }
}

/// The ward in which a thing is at the clock of that state: whose board shows it.
#[must_use]
pub fn ward_of(thing: Thing, state: &State) -> Option<WardId> {
    match thing {
        Thing::Stay(id, _) => {
            let stay = state.stay(id)?;
            let last = || state.ward_of_segment(stay.timeline.segments.last()?);
            state.ward_at(stay, state.now).or_else(last)
        }
        Thing::Bed(id) => state.ward_of_bed(id),
        Thing::Room(id) => state.room(id).map(|room| room.ward),
        Thing::Ward(id) => Some(id),
        Thing::Unit(id) => state.ward_of_unit(id),
        Thing::Patient(_) | Thing::Site(_) | Thing::Division(_) | Thing::Establishment(_) | Thing::Other => {
            None
        }
    }
    .and_then(|ward| state.surviving(ward))
}

/// The name of the patient of a stay, as it may be shown.
#[must_use]
pub fn name_of_stay(state: &State, vault: &Vault, stay: StayId) -> ShownName {
    state.stay(stay).map_or(ShownName::Unknown, |stay| {
        shown_name(identity_of(vault, state.patient_of(stay.patient), stay))
    })
}

/// The name of a patient, as it may be shown.
#[must_use]
pub fn name_of_patient(vault: &Vault, patient: PatientId) -> ShownName {
    shown_name(vault.patient(patient).map(AsRef::as_ref))
}
