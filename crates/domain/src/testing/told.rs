//! What a feed says, told in one line.

use base::{Code, Label, Moment, Zone};

use crate::command::Command;
use crate::identity::{Identifier, IdentifierKind, Identity, Practitioner, Sex};
use crate::movement::{Action, Class, Kind, Said, Stamp};
use crate::observation::{
    Fact, Lodging, Observation, ObservedAppointment, ObservedMovement, PlaceCodes, Source, UnitCode,
    VisitNumbers,
};

/// An observation in the making. Times are written `HH:MM` for 22 November 2026 in Paris, `DD HH:MM` for another day of
/// that month; the message is taken to be sent when the movement happens, unless [`Told::sent`] says otherwise.
#[derive(Clone)]
pub struct Told {
    observation: Observation,
    movement: ObservedMovement,
    fact: Option<Fact>,
    /// Told by an appointment book.
    appointment: Option<(Lodging, Vec<PlaceCodes>)>,
    sent: bool,
}

impl Told {
    /// A movement of that kind inserts itself in that visit, by the id `kind-visit` unless [`Told::id`] says otherwise.
    #[must_use]
    pub fn insert(kind: Kind, visit: &str) -> Self {
        Self::new(Action::Insert, kind, visit)
    }

    /// The movement of that kind happened otherwise (Z99).
    #[must_use]
    pub fn update(kind: Kind, visit: &str) -> Self {
        Self::new(Action::Update, kind, visit)
    }

    /// The movement of that kind never happened.
    #[must_use]
    pub fn cancel(kind: Kind, visit: &str) -> Self {
        Self::new(Action::Cancel, kind, visit)
    }

    /// Something said of that patient, who is written as in [`Told::of`], and of no visit.
    #[must_use]
    pub fn fact(patient: &str, fact: Fact) -> Self {
        let mut told = Self::new(Action::Insert, Kind::Admission, "").of(patient);
        told.observation.visit = VisitNumbers::default();
        told.fact = Some(fact);
        told
    }

    fn new(action: Action, kind: Kind, visit: &str) -> Self {
        let at = moment("08:00");
        Self {
            observation: Observation {
                source: Source {
                    application: code("GAM"),
                    facility: code("CHU"),
                },
                stamp: Stamp {
                    sent_at: at,
                    sequence: 0,
                    action,
                    tie: 0,
                },
                patient: vec![identifier(IdentifierKind::Local, &format!("IPP-{visit}"))],
                identity: None,
                mother: None,
                visit: VisitNumbers {
                    visit: (!visit.is_empty()).then(|| identifier(IdentifierKind::Visit, visit)),
                    account: None,
                    preadmission: None,
                    appointment: None,
                },
                fact: Fact::Identity,
            },
            movement: ObservedMovement {
                ids: vec![(code("GAM"), format!("{kind:?}-{visit}").into())],
                kind,
                at,
                historic: false,
                moves: true,
                place: PlaceCodes::default(),
                prior: PlaceCodes::default(),
                medical: None,
                care: None,
                class: None,
                doctor: None,
                expected_admission: Said::Nothing,
                expected_discharge: Said::Nothing,
                expected_return: Said::Nothing,
                destination: Said::Nothing,
                private_room: Said::Nothing,
                confidential: Said::Nothing,
                pending: PlaceCodes::default(),
                booked: false,
                reason: Said::Nothing,
            },
            fact: None,
            appointment: None,
            sent: false,
        }
    }

    /// Whose visit: `NAME`, `NAME Given`, `NAME ♀78`, `NAME Given ♂4`; the number (IPP) is the text before the sex.
    #[must_use]
    pub fn of(mut self, who: &str) -> Self {
        let identity = identity_of(who);
        self.observation.patient.clone_from(&identity.identifiers);
        self.observation.identity = Some(identity);
        self
    }

    /// The identity exactly.
    #[must_use]
    pub fn identity(mut self, identity: Identity) -> Self {
        self.observation.patient.clone_from(&identity.identifiers);
        self.observation.identity = Some(identity);
        self
    }

    /// Changes the identity told.
    #[must_use]
    pub fn but(mut self, change: impl FnOnce(&mut Identity)) -> Self {
        change(self.observation.identity.get_or_insert_default());
        self
    }

    /// When the movement took effect.
    #[must_use]
    pub fn at(mut self, time: &str) -> Self {
        self.movement.at = moment(time);
        if !self.sent {
            self.observation.stamp.sent_at = self.movement.at;
        }
        self
    }

    /// When it was said.
    #[must_use]
    pub fn sent(mut self, time: &str) -> Self {
        self.observation.stamp.sent_at = moment(time);
        self.sent = true;
        self
    }

    /// Where: `UF`, `UF/room`, `UF/room/bed`; `/room/bed` without its unit; empty for an empty PV1-3.
    #[must_use]
    pub fn in_(mut self, place: &str) -> Self {
        self.movement.place = place_codes(place);
        self
    }

    /// Where the patient is planned to go (PV1-42).
    #[must_use]
    pub fn pending(mut self, place: &str) -> Self {
        self.movement.pending = place_codes(place);
        self
    }

    /// Medical responsibility (ZBE-7).
    #[must_use]
    pub fn medical(mut self, unit: &str) -> Self {
        self.movement.medical = Some(unit_code(unit));
        self
    }

    /// Nursing responsibility (ZBE-8).
    #[must_use]
    pub fn care(mut self, unit: &str) -> Self {
        self.movement.care = Some(unit_code(unit));
        self
    }

    /// The number of the movement (ZBE-1); several for an alias, separated by commas.
    #[must_use]
    pub fn id(mut self, ids: &str) -> Self {
        let named = |text: &str| match text.split_once('^') {
            Some((id, authority)) => (code(authority), id.into()),
            None => (code("GAM"), text.into()),
        };
        self.movement.ids = ids.split(',').map(named).collect();
        self
    }

    /// The sender has no ZBE segment.
    #[must_use]
    pub fn without_zbe(mut self) -> Self {
        self.movement.ids.clear();
        self
    }

    /// ZBE-5 = Y.
    #[must_use]
    pub fn historic(mut self) -> Self {
        self.movement.historic = true;
        self
    }

    /// ZBE-9 says the place did not change.
    #[must_use]
    pub fn without_moving(mut self) -> Self {
        self.movement.moves = false;
        self
    }

    /// PV1-2.
    #[must_use]
    pub fn class(mut self, class: Class) -> Self {
        self.movement.class = Some(class);
        self
    }

    /// PV1-7.
    #[must_use]
    pub fn doctor(mut self, family: &str) -> Self {
        self.movement.doctor = Some(Practitioner {
            identifier: identifier(IdentifierKind::Other, family),
            family: label(family),
            given: None,
        });
        self
    }

    /// PV1-5.
    #[must_use]
    pub fn after(mut self, preadmission: &str) -> Self {
        self.observation.visit.preadmission = Some(identifier(IdentifierKind::Visit, preadmission));
        self
    }

    /// SIU: an appointment of that number, of a stay whose own number is not known; its movement has the number too.
    #[must_use]
    pub fn appointment(mut self, number: &str, lodging: Lodging) -> Self {
        self.observation.visit.visit = None;
        self.observation.visit.appointment = Some(identifier(IdentifierKind::Appointment, number));
        self.movement.ids = vec![(code("BLOC"), format!("SCH-{number}").into())];
        self.movement.booked = true;
        self.appointment = Some((lodging, Vec::new()));
        self
    }

    /// SIU: the appointment also takes that place, of which only the structure knows whether patients lie there.
    #[must_use]
    pub fn taking(mut self, place: &str) -> Self {
        if let Some((_, places)) = &mut self.appointment {
            places.push(place_codes(place));
        }
        self
    }

    /// PV1-19, beside the other numbers.
    #[must_use]
    pub fn visit(mut self, number: &str) -> Self {
        self.observation.visit.visit = Some(identifier(IdentifierKind::Visit, number));
        self
    }

    /// PID-18.
    #[must_use]
    pub fn account(mut self, account: &str) -> Self {
        self.observation.visit.account = Some(identifier(IdentifierKind::Account, account));
        self
    }

    /// PID-21.
    #[must_use]
    pub fn child_of(mut self, mother: &str) -> Self {
        self.observation.mother = identity_of(mother).identifiers.pop();
        self
    }

    /// PV2-3; empty to take the reason back.
    #[must_use]
    pub fn because(mut self, reason: &str) -> Self {
        self.movement.reason = Label::new(reason).map_or(Said::Cleared, Said::Value);
        self
    }

    /// Changes the movement told.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut ObservedMovement)) -> Self {
        change(&mut self.movement);
        self
    }

    /// Changes the observation told, all but its fact.
    #[must_use]
    pub fn seen(mut self, change: impl FnOnce(&mut Observation)) -> Self {
        change(&mut self.observation);
        self
    }

    /// What was told.
    #[must_use]
    pub fn observation(mut self) -> Observation {
        let movement = self.movement;
        let moved = match self.appointment {
            Some((lodging, places)) => Fact::Appointment(Box::new(ObservedAppointment {
                movement,
                lodging,
                places,
            })),
            None => Fact::Movement(Box::new(movement)),
        };
        self.observation.fact = self.fact.unwrap_or(moved);
        // A control id differs from message to message; two tellings in the same words are the same message.
        self.observation.stamp.tie = hash(&format!("{:?}", self.observation));
        self.observation
    }

    /// What was told, as a command.
    #[must_use]
    pub fn command(self) -> Command {
        Command::Observe(Box::new(self.observation()))
    }
}

/// In a line, so that a story that fails can be read.
impl std::fmt::Debug for Told {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (it, seen) = (&self.movement, &self.observation);
        let text = |codes: &PlaceCodes| {
            [&codes.unit, &codes.room, &codes.bed]
                .map(|code| code.as_deref().unwrap_or("").to_owned())
                .join("/")
        };
        let ids: Vec<String> = it
            .ids
            .iter()
            .map(|(authority, id)| format!("{id}^{authority}"))
            .collect();
        let visit = seen.visit.visit.as_ref().map_or("", |it| it.value.as_str());
        let patient = seen.patient.first().map_or("", |it| it.value.as_str());
        if let Some(fact) = &self.fact {
            return write!(out, "{fact:?} of {patient} sent {}", seen.stamp.sent_at);
        }
        write!(
            out,
            "{:?} {:?} {} of {visit} ({patient})",
            seen.stamp.action,
            it.kind,
            ids.join("~")
        )?;
        if let Some((lodging, places)) = &self.appointment {
            let places: Vec<String> = places.iter().map(text).collect();
            write!(out, " booked {lodging:?} taking {}", places.join(" "))?;
        }
        write!(
            out,
            " at {} sent {} in {}",
            it.at,
            seen.stamp.sent_at,
            text(&it.place)
        )?;
        let unit = |unit: &Option<UnitCode>| unit.as_ref().map_or(String::new(), |it| it.code.to_string());
        write!(
            out,
            " med {} care {} pending {}",
            unit(&it.medical),
            unit(&it.care),
            text(&it.pending)
        )?;
        write!(
            out,
            " class {:?} historic {} moves {}",
            it.class, it.historic, it.moves
        )
    }
}

/// A time of the story, as in [`Told`].
///
/// # Panics
/// When the text is no such time.
#[must_use]
pub fn moment(text: &str) -> Moment {
    let (day, time) = text.rsplit_once(' ').unwrap_or(("22", text));
    let number = |text: &str| text.parse::<i8>().expect("a number");
    let (hour, minute) = time.split_once(':').expect("HH:MM");
    let paris = Zone::paris();
    let date = paris.civil(Moment::from_millis(0)).date().with();
    let date = date
        .year(2026)
        .month(11)
        .day(number(day))
        .build()
        .expect("a date");
    paris.moment(date.at(number(hour), number(minute), 0, 0)).0
}

/// A number of that kind, given by the hospital.
///
/// # Panics
/// When the text cannot be a number.
#[must_use]
pub fn identifier(kind: IdentifierKind, value: &str) -> Identifier {
    Identifier {
        kind,
        authority: code("CHU"),
        value: code(value),
    }
}

pub(super) fn identity_of(who: &str) -> Identity {
    let (name, sex, age) = match who.find(['♀', '♂']) {
        Some(slot) => {
            let (name, rest) = who.split_at(slot);
            let sex = if rest.starts_with('♀') {
                Sex::Female
            } else {
                Sex::Male
            };
            let age: u32 = rest
                .trim_start_matches(['♀', '♂'])
                .trim()
                .parse()
                .expect("an age");
            (name.trim(), sex, Some(age))
        }
        None => (who.trim(), Sex::Unknown, None),
    };
    let (family, given) = match name.split_once(' ') {
        Some((family, given)) => (family, Some(label(given))),
        None => (name, None),
    };
    Identity {
        family: Some(label(family)),
        given,
        birth: age.map(|age| (2026 - age) * 10_000 + 101),
        sex,
        identifiers: vec![identifier(IdentifierKind::Local, name)],
        ..Identity::default()
    }
}

pub(super) fn place_codes(place: &str) -> PlaceCodes {
    let mut parts = place.split('/').map(|part| Code::new(part).ok());
    PlaceCodes {
        unit: parts.next().flatten(),
        room: parts.next().flatten(),
        bed: parts.next().flatten(),
        site: None,
        establishment: None,
    }
}

fn unit_code(unit: &str) -> UnitCode {
    UnitCode {
        code: code(unit),
        label: None,
    }
}

pub(super) fn code(text: &str) -> Code {
    Code::new(text).expect("a code")
}

pub(super) fn label(text: &str) -> Label {
    Label::new(text).expect("a label")
}

fn hash(text: &str) -> u64 {
    use std::hash::BuildHasher;
    foldhash::fast::FixedState::default().hash_one(text)
}
