//! The segments that every PAM message of this hospital shares: MSH, EVN, PID, PV1, PV2, ZBE, and what fills them.

use base::Moment;
use hl7v2::MessageWriter;
use hl7v2::writer::{Authority, Node, components, cx, ei, hd, pl, raw, repetitions, unit, xcn};

use super::{Action, Class, Envelope, MovementNote, Place, Trigger, World, charset};
use crate::hospital::{Exit, Stay};
use crate::index::{DoctorIx, EstablishmentIx, PersonIx};
use crate::people::{Certainty, Person, names};
use crate::territory::{Establishment, Kind, reason};

/// The identity numbers given for tests by the national teleservice (never in production).
const INS_TEST: Authority<'static> = Authority {
    name: "ASIP-SANTE-INS-NIR",
    universal_id: "1.2.250.1.213.1.4.10",
    id_type: "ISO",
};

/// The authority of RPPS numbers.
const PROFESSIONALS: Authority<'static> = Authority {
    name: "ASIP-SANTE-PS",
    universal_id: "1.2.250.1.71.4.2.1",
    id_type: "ISO",
};

/// The kinds of number an establishment gives, with the last arc of their authority.
#[derive(Clone, Copy)]
pub(super) enum Numbers {
    Patients = 1,
    Accounts = 2,
    Visits = 3,
    Movements = 4,
}

/// The OID of an authority of an establishment.
pub(super) fn oid(establishment: &Establishment, numbers: Numbers) -> String {
    format!("{}.{}", establishment.oid, numbers as u8)
}

pub(super) fn issuer<'a>(establishment: &'a Establishment, oid: &'a str) -> Authority<'a> {
    Authority {
        name: &establishment.application,
        universal_id: oid,
        id_type: "ISO",
    }
}

/// The establishment itself, by its FINESS number.
fn legal_entity(establishment: &Establishment) -> Authority<'_> {
    Authority {
        name: &establishment.facility,
        universal_id: &establishment.finess,
        id_type: "M",
    }
}

pub(super) fn header(
    message: &mut MessageWriter,
    world: &World<'_>,
    envelope: &Envelope<'_>,
    trigger: Trigger,
) {
    let establishment = world.territory.establishment(envelope.sender.establishment);
    (message.segment("MSH"))
        .field(3, &establishment.application)
        .field(4, &establishment.finess)
        .field(5, "CHEVET")
        .field(6, "GHT")
        .field(7, world.clock.hl7(envelope.at))
        .field(9, components(["ADT", trigger.code(), trigger.structure()]))
        .field(10, envelope.control)
        .field(11, "P")
        .field(12, components(["2.5", "FRA", "2.11"]))
        .field(17, "FRA")
        .field(18, charset(envelope.sender.establishment).label());
}

pub(super) fn event(
    message: &mut MessageWriter,
    world: &World<'_>,
    envelope: &Envelope<'_>,
    trigger: Trigger,
    planned: Option<Moment>,
    occurred: Moment,
) {
    (message.segment("EVN"))
        .field(1, trigger.code())
        .field(2, world.clock.hl7(envelope.at))
        .field(3, planned.map(|planned| world.clock.hl7(planned)))
        .field(6, world.clock.hl7(occurred));
}

/// PID, of a person as an establishment knows them; with the account of a stay when there is one.
pub(super) fn identity(
    message: &mut MessageWriter,
    world: &World<'_>,
    establishment_ix: EstablishmentIx,
    position: PersonIx,
    stay: Option<&Stay>,
    at: Moment,
) {
    let establishment = world.territory.establishment(establishment_ix);
    let person = &world.people[position.at()];
    let file = person.file(establishment_ix);
    let (patients, accounts) = (
        oid(establishment, Numbers::Patients),
        oid(establishment, Numbers::Accounts),
    );
    let ipp = file.map_or_else(String::new, |file| file.ipp.to_string());
    let validated = file.is_some_and(|file| file.certainty == Certainty::Validated);
    let account = stay.map(|stay| stay.account.to_string()).unwrap_or_default();
    let today = world.clock.civil(at).day;
    let (town, postal_code) = names::TOWNS[person.town];

    let mother = person.mother.map(|mother| {
        let ipp = world.people[mother.at()]
            .file(establishment_ix)
            .map(|file| file.ipp.to_string());
        let account = stay
            .and_then(|stay| stay.mother)
            .map(|mother| world.stays[mother.at()].account.to_string());
        (ipp.unwrap_or_default(), account.unwrap_or_default())
    });
    let mut segment = message.segment("PID");
    segment
        .field(
            3,
            repetitions([
                cx(&ipp, issuer(establishment, &patients), "PI"),
                // The national number is only sure, and only sent, once the identity is validated.
                if validated {
                    cx(&person.ins, INS_TEST, "INS")
                } else {
                    Node::Empty
                },
            ]),
        )
        .field(5, person_names(person, today))
        .field(7, person.birth_date())
        .field(8, person.sex.code())
        .field(
            11,
            components([
                Node::from(&person.street),
                Node::Empty,
                town.into(),
                Node::Empty,
                postal_code.into(),
                "FRA".into(),
                "H".into(),
            ]),
        )
        .field(13, raw(format!("^PRN^PH^^^^^^^^^{}", person.phone)));
    if !account.is_empty() {
        segment.field(18, cx(&account, issuer(establishment, &accounts), "AN"));
    }
    if let Some((ipp, account)) = &mother {
        let account = if account.is_empty() {
            Node::Empty
        } else {
            cx(account, issuer(establishment, &accounts), "AN")
        };
        segment.field(
            21,
            repetitions([cx(ipp, issuer(establishment, &patients), "PI"), account]),
        );
    }
    segment
        .field(29, person.died.map(|died| world.clock.hl7(died)))
        .field(30, if person.died.is_some() { "Y" } else { "N" })
        .field(32, if validated { "VALI" } else { "PROV" })
        .field(34, hd(legal_entity(establishment)));
}

/// PV1 of a stay in the situation of a note.
pub(super) fn visit(message: &mut MessageWriter, world: &World<'_>, note: &MovementNote) {
    let stay = &world.stays[note.stay.at()];
    let situation = &note.movement.situation;
    let establishment = world.territory.establishment(stay.establishment);
    let visits = oid(establishment, Numbers::Visits);
    let number = stay.visit.to_string();
    let kind = world.territory.ward(situation.place.ward).kind;
    let exit = stay.exit.filter(|_| note.trigger == Trigger::A03);
    let mut segment = message.segment("PV1");
    segment
        .field(2, situation.class.code())
        .field(3, place(world, situation.place))
        .field(4, admission_type(stay, situation.class, kind));
    if stay.booked.is_some() {
        segment.field(5, cx(&number, issuer(establishment, &visits), "VN"));
    }
    segment
        .field(6, note.prior.map(|prior| place(world, prior)))
        .field(7, doctor(world, situation.doctor))
        .field(14, admit_source(stay))
        .field(16, if stay.vip { Node::from("I") } else { Node::Empty })
        .field(17, doctor(world, situation.doctor))
        .field(19, cx(&number, issuer(establishment, &visits), "VN"))
        .field(21, kind.profile().mode)
        .field(22, if stay.wants_single { "Y" } else { "N" });
    if let Some((exit, at)) = exit {
        segment
            .field(36, if exit == Exit::OwnWill { "4" } else { "3" })
            .field(37, destination(world, exit))
            .field(41, "D")
            .field(44, world.clock.hl7(stay.admitted))
            .field(45, world.clock.hl7(at));
    } else {
        segment.field(41, "N").field(44, world.clock.hl7(stay.admitted));
    }
    segment.field(51, "V");
}

/// PV2, when it says something.
pub(super) fn more_about_visit(message: &mut MessageWriter, world: &World<'_>, note: &MovementNote) {
    let stay = &world.stays[note.stay.at()];
    let bed = note.movement.situation.place.bed;
    let alone = note.movement.situation.class == Class::Inpatient
        && bed.is_some_and(|bed| world.territory.room_of(bed).single);
    let booked = stay
        .booked
        .filter(|_| matches!(note.trigger, Trigger::A05 | Trigger::A38));
    // Admission offices say why once; what follows does not repeat it.
    let admits = matches!(note.trigger, Trigger::A01 | Trigger::A05 | Trigger::A06);
    let why = admits.then(|| reason(stay.wanted, stay.visit)).flatten();
    let single = alone && stay.wants_single;
    if stay.expected.is_none() && booked.is_none() && note.back.is_none() && !single && why.is_none() {
        return;
    }
    let mut segment = message.segment("PV2");
    if single {
        segment.field(2, components(["CP", "Chambre particulière"]));
    }
    segment.field(3, why.map(|why| components(["", why])));
    segment
        .field(8, booked.map(|booked| world.clock.hl7(booked)))
        .field(9, stay.expected.map(|expected| world.clock.hl7(expected)))
        .field(47, note.back.map(|back| world.clock.hl7(back)));
}

/// ZBE of a note.
pub(super) fn movement(message: &mut MessageWriter, world: &World<'_>, note: &MovementNote) {
    let stay = &world.stays[note.stay.at()];
    let establishment = world.territory.establishment(stay.establishment);
    let (action, original) = match note.action {
        Action::Insert => ("INSERT", None),
        Action::Update(original) => ("UPDATE", Some(original)),
        Action::Cancel(original) => ("CANCEL", Some(original)),
    };
    let id = note.movement.id.to_string();
    let movements = oid(establishment, Numbers::Movements);
    let (medical, care) = (note.movement.situation.medical, note.movement.situation.care);
    let (medical, care) = (world.territory.ward(medical), world.territory.ward(care));
    (message.segment("ZBE"))
        .field(1, ei(&id, issuer(establishment, &movements)))
        .field(2, world.clock.hl7(note.movement.at))
        .field(4, action)
        .field(5, if note.historic { "Y" } else { "N" })
        .field(6, original.map(Trigger::code))
        .field(
            7,
            unit(&medical.uf_medical, &medical.name, legal_entity(establishment)),
        )
        .field(8, unit(&care.uf_care, &care.name, legal_entity(establishment)))
        .field(9, note.movement.nature);
}

/// A place as PL, with its establishment, since room numbers repeat from site to site.
pub(super) fn place<'a>(world: &World<'a>, place: Place) -> Node<'a> {
    let ward = world.territory.ward(place.ward);
    let facility = legal_entity(world.territory.establishment(ward.establishment));
    match place.bed {
        Some(bed) => {
            let bed = world.territory.bed(bed);
            // The unit is that of the bed, which a mistaken entry may put in another ward.
            let room = world.territory.room(bed.room);
            pl(
                &world.territory.ward(bed.ward).uf_housing,
                &room.code,
                &bed.code,
                facility,
            )
        }
        None => pl(&ward.uf_housing, "", "", facility),
    }
}

/// A doctor as XCN, by RPPS number.
pub(super) fn doctor<'a>(world: &World<'a>, doctor: DoctorIx) -> Node<'a> {
    let doctor = world.territory.doctor(doctor);
    xcn(hl7v2::writer::Person {
        id: &doctor.rpps,
        family: &doctor.family,
        given: &doctor.given,
        authority: PROFESSIONALS,
        id_type: "RPPS",
    })
}

fn person_names(person: &Person, today: i64) -> Node<'_> {
    let name = |family: &str, type_code: &'static str| {
        components([
            Node::from(family.to_owned()),
            Node::from(&person.given),
            Node::from(&person.given),
            Node::Empty,
            person.title(today).into(),
            Node::Empty,
            type_code.into(),
        ])
    };
    let used = person.used.as_deref();
    repetitions([
        name(&person.family, "L"),
        used.map_or(Node::Empty, |used| name(used, "D")),
    ])
}

fn admission_type(stay: &Stay, class: Class, kind: Kind) -> &'static str {
    match class {
        _ if stay.entry.0 == "N" => "N",
        _ if kind == Kind::Maternity => "L",
        Class::Emergency => "U",
        _ if stay.booked.is_some() => "R",
        _ => "U",
    }
}

fn admit_source(stay: &Stay) -> &'static str {
    match stay.entry.0 {
        "7" => "4",
        "N" => "",
        _ if stay.through_emergency => "7",
        _ if stay.booked.is_some() => "3",
        _ => "1",
    }
}

fn destination<'a>(world: &World<'a>, exit: Exit) -> Node<'a> {
    match exit {
        Exit::Transfer { to, .. } => Node::from(&world.territory.establishment(to).finess),
        _ => Node::Empty,
    }
}
