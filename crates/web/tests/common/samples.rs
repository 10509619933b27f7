//! Boards made by hand: the ward of the mock-ups, and one with a bed in every state. Every name is invented.

#[path = "faces.rs"]
mod faces;

use std::sync::Arc;

use base::id::{BedId, PatientId, PractitionerId, RoomId, StayId, WardId};
use base::id::{NoteId, PersonId};
use base::{Code, Label, Moment, Zone};
use domain::bed::{Attribute, Attributes, ClosureReason};
use domain::care::{DischargeStep, Mobility, Need, Progress};
use domain::identity::Sex;
use domain::movement::{Class, Destination};
use domain::note::NoteText;
use domain::stay::Doubt;
use domain::view::board::{
    Age, CareView, DayFigures, DoctorCount, DoctorView, Evening, Face, Leaving, Moving, NoteView, RoomView,
    ShownName, SpecialtyCount, StayView, Summary, TileView, Waiting, WardBoard,
};
use domain::view::ward_flow::WardFlow;

/// One bed in every state and with every mark, for golden files.
pub fn every_face() -> WardBoard {
    faces::every_face()
}

/// Friday 20 November 2026, 14:05:32 in Paris.
pub fn now() -> Moment {
    at("2026-11-20T14:05:32")
}

/// A civil time of Paris.
pub fn at(civil: &str) -> Moment {
    Zone::paris().moment(civil.parse().expect("a civil time")).0
}

pub fn label(text: &str) -> Label {
    Label::new(text).expect("a label")
}

const DOCTORS: [(&str, &str); 9] = [
    ("WEBER Paul", "WEB"),
    ("DA SILVA Inês", "DAS"),
    ("LEMOINE Claire", "LEM"),
    ("HADDAD Karim", "HAD"),
    ("NGUYEN Minh", "NGU"),
    ("KIEFFER Luc", "KIE"),
    ("ROUSSEL Anne", "ROU"),
    ("BENOIT Jean", "BEN"),
    ("MARCHAL Eva", "MAR"),
];

pub fn doctor(number: usize) -> Arc<DoctorView> {
    let (name, monogram) = DOCTORS[number % DOCTORS.len()];
    Arc::new(DoctorView {
        practitioner: PractitionerId::new(number as u32 + 1),
        name: name.into(),
        monogram: monogram.into(),
        tone: number as u8,
    })
}

/// A patient present since that many days.
pub fn stay(number: u32, name: &str, sex: Sex, age: u16, doctor_number: usize, day: i32) -> StayView {
    let (family, given) = name.split_once(' ').expect("a surname and a given name");
    StayView {
        stay: StayId::new(number),
        patient: PatientId::new(number),
        name: ShownName::Full {
            family: family.into(),
            given: given.into(),
        },
        sex,
        age: Some(Age::Years(age)),
        reason: None,
        doctor: Some(doctor(doctor_number)),
        class: Some(Class::Inpatient),
        since: now().plus(-i64::from(day) * base::time::DAY),
        day,
        leaving: None,
        outlier: None,
        homonym: false,
        confidential: false,
        private_room: false,
        seen_leaving: None,
        seen_arriving: None,
        doubts: vec![],
        identity_doubtful: false,
        with: None,
        specialty: Some(label("Cardiologie")),
        moving: None,
        care: CareView::default(),
    }
}

/// What the ward says of a stay, in the signs a ward would use: `C` and `BHRE` for precautions, `t03` for the
/// telemetry unit 03, `chute` `o2` `social` `accompagnant` `discret` for needs, `seul` `aide` `fauteuil` `brancard`
/// for mobility, `2/5` for the steps of the discharge that are done.
pub fn say(stay: &mut StayView, signs: &str) {
    let preset = domain::precaution::preset();
    let care = &mut stay.care;
    for sign in signs.split_whitespace() {
        let unit = sign
            .strip_prefix('t')
            .filter(|it| it.chars().all(|it| it.is_ascii_digit()));
        match sign {
            "chute" => care.needs.push(Need::Fall),
            "o2" => care.needs.push(Need::Oxygen),
            "social" => care.needs.push(Need::Social),
            "accompagnant" => care.needs.push(Need::Companion),
            "discret" => care.needs.push(Need::Confidential),
            "seul" => care.mobility = Some(Mobility::Independent),
            "aide" => care.mobility = Some(Mobility::Helped),
            "fauteuil" => care.mobility = Some(Mobility::Wheelchair),
            "brancard" => care.mobility = Some(Mobility::Stretcher),
            _ => {
                if let Some(unit) = unit {
                    care.telemetry = Some(code(unit));
                } else if let Some((done, _)) = sign.split_once('/') {
                    let done: usize = done.parse().expect("a number of steps");
                    let progress = |place| {
                        if place < done {
                            Progress::Done
                        } else {
                            Progress::ToDo
                        }
                    };
                    let steps = DischargeStep::ALL.into_iter().enumerate();
                    care.steps = steps.map(|(place, step)| (step, progress(place))).collect();
                } else {
                    let known = preset.iter().find(|it| it.code.as_str() == sign);
                    care.precautions.push(known.expect("a precaution").clone());
                }
            }
        }
    }
}

/// A note on the board.
pub fn note(stay: &mut StayView, author: Option<&str>, civil: &str, text: Option<&str>) {
    let number = stay.care.notes.len() as u32 + stay.stay.number() * 10;
    stay.care.notes.push(NoteView {
        note: NoteId::new(number),
        text: text.map(|it| Arc::new(NoteText::new(it).expect("a note"))),
        author: PersonId::new(1),
        author_name: author.map(label),
        at: at(civil),
    });
}

/// The patient could leave since that many days, and waits.
pub fn waits(stay: &mut StayView, days: i32, destination: Destination, reason: Option<&str>) {
    stay.leaving = None;
    stay.care.waiting = Some(Waiting {
        since: now().plus(-i64::from(days) * base::time::DAY),
        days,
        destination: Some(destination),
        reason: reason.map(label),
    });
}

/// A step of the discharge waits for something of the ward's list.
pub fn holds_up(stay: &mut StayView, step: DischargeStep, reason: &str) {
    for (of, progress) in &mut stay.care.steps {
        if *of == step {
            *progress = Progress::Waiting(code(reason));
        }
    }
}

pub fn code(text: &str) -> Code {
    Code::new(text).expect("a code")
}

/// An expected discharge, announced.
pub fn leaving(civil: &str, destination: Option<Destination>) -> Option<Leaving> {
    let moment = at(civil);
    let today = Zone::paris().days_between(now(), moment) == 0;
    let day_only = civil.ends_with("T00:00");
    let late = moment < now() && !(today && day_only);
    Some(Leaving {
        at: moment,
        day_only,
        today: today && !late,
        late,
        announced: true,
        plan: None,
        destination,
    })
}

pub fn tile(number: u32, room: &str, bed: &str, face: Face) -> TileView {
    let name = if bed.is_empty() {
        room.to_owned()
    } else {
        format!("{room} {bed}")
    };
    TileView {
        bed: BedId::new(number),
        name,
        room_code: room.into(),
        bed_code: bed.into(),
        attributes: Attributes::NONE,
        surge: false,
        discovered: false,
        closed_after: None,
        hold: None,
        soon: false,
        face,
    }
}

/// A board of those rooms, counted.
pub fn board(rooms: Vec<(&str, Vec<TileView>)>) -> WardBoard {
    let mut summary = Summary::default();
    let mut doctors: Vec<DoctorCount> = Vec::new();
    for tile in rooms.iter().flat_map(|(_, beds)| beds) {
        let stay = match &tile.face {
            Face::Free { .. } => {
                summary.free += 1;
                None
            }
            Face::Reserved(_) | Face::Promised => {
                summary.reserved += 1;
                summary.arrivals_today += 1;
                None
            }
            Face::Occupied(stay) => {
                summary.occupied += 1;
                Some(stay)
            }
            Face::OnLeave { stay, .. } => {
                summary.on_leave += 1;
                Some(stay)
            }
            Face::Disputed(_) => {
                summary.disputed += 1;
                None
            }
            Face::ToClean { .. } => {
                summary.to_clean += 1;
                None
            }
            Face::Cleaning { .. } => {
                summary.cleaning += 1;
                None
            }
            Face::Closed { .. } => {
                summary.closed += 1;
                None
            }
        };
        let Some(stay) = stay else { continue };
        summary.outliers += u32::from(stay.outlier.is_some());
        summary.departures_today += u32::from(stay.leaving.is_some_and(|it| it.today || it.late));
        if let Some(doctor) = &stay.doctor {
            match doctors.iter_mut().find(|it| it.doctor == *doctor) {
                Some(count) => count.patients += 1,
                None => doctors.push(DoctorCount {
                    doctor: doctor.clone(),
                    patients: 1,
                }),
            }
        }
    }
    doctors.sort_by(|one, two| one.doctor.name.cmp(&two.doctor.name));
    let mut specialties: Vec<SpecialtyCount> = Vec::new();
    for stay in rooms
        .iter()
        .flat_map(|(_, beds)| beds)
        .flat_map(|tile| tile.face.stays())
    {
        let Some(name) = &stay.specialty else { continue };
        match specialties.iter_mut().find(|it| it.name == *name) {
            Some(known) => known.patients += 1,
            None => specialties.push(SpecialtyCount {
                name: name.clone(),
                monogram: name.chars().take(3).flat_map(char::to_uppercase).collect(),
                tone: specialties.len() as u8,
                patients: 1,
            }),
        }
    }
    WardBoard {
        ward: WardId::new(4),
        name: label("Cardiologie B"),
        site: Some(label("Bel-Orme")),
        establishment: label("CH de la Vallée"),
        specialty: Some(label("Cardiologie")),
        discovered: false,
        config: Arc::default(),
        seq: 1_204,
        now: now(),
        figures: DayFigures {
            left_today: 2,
            urgent_arrivals: 0,
            telemetry_worn: 0,
            telemetry_places: 0,
            evening: Evening {
                at: at("2026-11-20T20:00"),
                free: i32::try_from(summary.free).expect("a count"),
            },
        },
        specialties,
        planned_beds: vec![],
        flow: WardFlow::default(),
        summary,
        rooms: rooms
            .into_iter()
            .enumerate()
            .map(|(place, (code, beds))| RoomView {
                room: RoomId::new(place as u32),
                code: code.into(),
                attributes: Attributes::NONE,
                beds,
            })
            .collect(),
        unplaced: vec![],
        expected: vec![],
        doctors,
    }
}

/// The ward of the mock-ups: 30 beds, a Friday afternoon.
pub fn cardiology() -> WardBoard {
    use Sex::{Female as F, Male as M};
    let occupied = |stay: StayView| Face::Occupied(Box::new(stay));
    let mut keller = stay(1, "KELLER Monique", F, 78, 0, 6);
    say(&mut keller, "C t03 chute 5/5");
    keller.leaving = leaving("2026-11-20T15:00", Some(Destination::Rehab));
    let mut schmitt = stay(2, "SCHMITT Yvette", F, 81, 0, 2);
    say(&mut schmitt, "t05 1/5");
    note(
        &mut schmitt,
        Some("Léa Martin"),
        "2026-11-20T11:20",
        Some("Fille joignable après 18 h."),
    );
    note(
        &mut schmitt,
        Some("Samba Koné"),
        "2026-11-19T21:05",
        Some("A mal dormi. Revoir le traitement du soir."),
    );
    schmitt.leaving = leaving("2026-11-23T00:00", Some(Destination::Home));
    schmitt.homonym = true;
    let mut muller = stay(3, "MULLER Gérard", M, 69, 1, 3);
    say(&mut muller, "fauteuil 4/5");
    muller.leaving = leaving("2026-11-20T16:30", Some(Destination::Home));
    let mut ferry = stay(4, "FERRY Bernard", M, 74, 2, 11);
    say(&mut ferry, "t07 social 2/5");
    waits(&mut ferry, 5, Destination::Rehab, Some("Place en SMR"));
    let mut aubert = stay(5, "AUBERT Jean", M, 66, 2, 1);
    say(&mut aubert, "t11 1/5");
    aubert.leaving = leaving("2026-11-21T00:00", Some(Destination::Home));
    let mut traore = stay(6, "TRAORÉ Amadou", M, 52, 3, 4);
    say(&mut traore, "A o2 0/5");
    traore.leaving = leaving("2026-11-25T00:00", Some(Destination::Home));
    traore.private_room = true;
    let mut perrin = stay(7, "PERRIN Odette", F, 88, 4, 5);
    say(&mut perrin, "G chute social 2/5");
    perrin.leaving = leaving("2026-11-24T00:00", Some(Destination::SocialCare));
    let mut lopez = stay(8, "LOPEZ Carmen", F, 59, 3, 2);
    say(&mut lopez, "t02 1/5");
    lopez.leaving = leaving("2026-11-22T00:00", Some(Destination::Home));
    let mut dumas = stay(9, "DUMAS Nadine", F, 71, 3, 3);
    say(&mut dumas, "o2 2/5");
    dumas.leaving = leaving("2026-11-21T00:00", Some(Destination::Home));
    dumas.confidential = true;
    let mut benali = stay(10, "BENALI Karim", M, 64, 0, 0);
    benali.since = at("2026-11-20T15:30");
    benali.class = Some(Class::Emergency);
    let mut colin = stay(11, "COLIN Patrick", M, 61, 0, 2);
    say(&mut colin, "3/5");
    holds_up(&mut colin, DischargeStep::Transport, "ORDO");
    colin.leaving = leaving("2026-11-20T17:00", Some(Destination::Home)).map(|it| Leaving {
        announced: false,
        ..it
    });
    let mut wagner = stay(12, "WAGNER Lucie", F, 47, 4, 1);
    say(&mut wagner, "t09 1/5");
    wagner.leaving = leaving("2026-11-21T00:00", Some(Destination::Home));
    let mut marchal = stay(13, "MARCHAL Denise", F, 76, 5, 2);
    say(&mut marchal, "o2 1/5");
    marchal.specialty = Some(label("Pneumologie"));
    marchal.leaving = leaving("2026-11-23T00:00", Some(Destination::Home));
    marchal.moving = Some(Moving {
        at: at("2026-11-20T18:00"),
        ward: Some(label("Pneumologie A")),
        bed: Some("212".into()),
    });
    marchal.outlier = Some(label("Pneumologie A"));
    let mut jacques = stay(14, "JACQUES Robert", M, 83, 1, 8);
    say(&mut jacques, "C chute 3/5");
    jacques.leaving = leaving("2026-11-23T00:00", Some(Destination::HospitalAtHome));
    jacques.identity_doubtful = true;
    let mut olivier = stay(15, "OLIVIER Serge", M, 57, 2, 1);
    say(&mut olivier, "t06 1/5");
    olivier.leaving = leaving("2026-11-21T00:00", Some(Destination::Home));
    let mut noel = stay(16, "NOËL Geneviève", F, 90, 1, 4);
    say(&mut noel, "chute social 2/5");
    noel.leaving = leaving("2026-11-24T00:00", Some(Destination::Home)).map(estimated);
    let mut richard = stay(17, "RICHARD Simone", F, 84, 1, 6);
    say(&mut richard, "aide 4/5");
    richard.leaving = leaving("2026-11-21T00:00", Some(Destination::SocialCare));
    let mut vidal = stay(18, "VIDAL Thomas", M, 38, 3, 3);
    say(&mut vidal, "P t10 0/5");
    vidal.leaving = leaving("2026-11-25T00:00", Some(Destination::Home)).map(estimated);
    let mut gautier = stay(19, "GAUTIER Michel", M, 72, 0, 0);
    say(&mut gautier, "t01 o2 0/5");
    gautier.leaving = leaving("2026-11-24T00:00", Some(Destination::Home)).map(estimated);
    gautier.doubts = vec![Doubt::NoAdmission];
    let mut fischer = stay(20, "FISCHER Annie", F, 63, 2, 5);
    say(&mut fischer, "3/5");
    fischer.leaving = leaving("2026-11-20T11:00", Some(Destination::Home));
    let mut hubert = stay(21, "HUBERT Alain", M, 79, 4, 2);
    say(&mut hubert, "t04 1/5");
    hubert.leaving = leaving("2026-11-22T00:00", Some(Destination::Home));
    let mut adam = stay(22, "ADAM Solange", F, 86, 4, 7);
    say(&mut adam, "chute fauteuil 3/5");
    adam.seen_leaving = Some(at("2026-11-20T13:40"));
    let mut klein = stay(23, "KLEIN Josiane", F, 68, 3, 1);
    say(&mut klein, "t08 1/5");
    klein.leaving = leaving("2026-11-21T00:00", Some(Destination::Home));
    klein.homonym = true;
    let mut petit = stay(24, "PETIT Roger", M, 77, 1, 3);
    say(&mut petit, "o2 2/5");
    petit.leaving = leaving("2026-11-22T00:00", Some(Destination::Home));
    let mut haas = stay(25, "HAAS Éric", M, 55, 4, 0);
    haas.since = at("2026-11-23T07:00");
    let mut board = board(vec![
        (
            "401",
            vec![
                tile(1, "401", "P", occupied(keller)),
                tile(2, "401", "F", occupied(schmitt)),
            ],
        ),
        (
            "402",
            vec![
                tile(3, "402", "P", occupied(muller)),
                tile(
                    4,
                    "402",
                    "F",
                    Face::Free {
                        since: Some(at("2026-11-20T12:40")),
                    },
                ),
            ],
        ),
        (
            "403",
            vec![
                tile(5, "403", "P", occupied(ferry)),
                tile(
                    6,
                    "403",
                    "F",
                    Face::OnLeave {
                        stay: Box::new(aubert),
                        back_at: Some(at("2026-11-20T18:00")),
                    },
                ),
            ],
        ),
        ("404", vec![tile(7, "404", "", occupied(traore))]),
        ("405", vec![tile(8, "405", "", occupied(perrin))]),
        (
            "406",
            vec![
                tile(9, "406", "P", occupied(lopez)),
                tile(10, "406", "F", occupied(dumas)),
            ],
        ),
        (
            "407",
            vec![
                tile(11, "407", "P", Face::Reserved(Box::new(benali))),
                tile(12, "407", "F", occupied(colin)),
            ],
        ),
        (
            "408",
            vec![tile(
                13,
                "408",
                "",
                Face::Cleaning {
                    since: at("2026-11-20T13:50"),
                },
            )],
        ),
        (
            "409",
            vec![tile(
                14,
                "409",
                "",
                Face::Free {
                    since: Some(at("2026-11-20T13:20")),
                },
            )],
        ),
        ("410", vec![tile(15, "410", "", occupied(wagner))]),
        ("411", vec![tile(16, "411", "", occupied(marchal))]),
        (
            "412",
            vec![
                tile(17, "412", "P", occupied(jacques)),
                tile(
                    18,
                    "412",
                    "F",
                    Face::ToClean {
                        since: at("2026-11-20T13:45"),
                        contaminated: false,
                    },
                ),
            ],
        ),
        (
            "414",
            vec![
                tile(
                    19,
                    "414",
                    "P",
                    Face::Closed {
                        reason: ClosureReason::Breakdown,
                        until: Some(at("2026-11-25T08:00")),
                    },
                ),
                tile(20, "414", "F", occupied(olivier)),
            ],
        ),
        (
            "415",
            vec![
                tile(21, "415", "P", occupied(noel)),
                tile(22, "415", "F", occupied(richard)),
            ],
        ),
        ("416", vec![tile(23, "416", "", occupied(vidal))]),
        ("417", vec![tile(24, "417", "", occupied(gautier))]),
        ("418", vec![tile(25, "418", "", occupied(fischer))]),
        ("419", vec![tile(26, "419", "", occupied(hubert))]),
        (
            "420",
            vec![
                tile(27, "420", "P", occupied(adam)),
                tile(28, "420", "F", occupied(klein)),
            ],
        ),
        (
            "421",
            vec![
                tile(29, "421", "P", occupied(petit)),
                tile(30, "421", "F", Face::Reserved(Box::new(haas))),
            ],
        ),
    ]);
    let room_409 = board
        .rooms
        .iter_mut()
        .find(|room| room.code == "409")
        .expect("room 409");
    room_409.beds[0].attributes = Attributes::NONE
        .with(Attribute::Single)
        .with(Attribute::Telemetry);
    board.summary.arrivals_today = 3;
    board.figures = DayFigures {
        left_today: 2,
        urgent_arrivals: 1,
        telemetry_worn: 11,
        telemetry_places: 12,
        evening: Evening {
            at: at("2026-11-20T20:00"),
            free: 4,
        },
    };
    board
}

/// The same discharge, not more than an estimate.
fn estimated(leaving: Leaving) -> Leaving {
    Leaving {
        announced: false,
        ..leaving
    }
}

/// The same ward with somebody in the corridor, arrivals without a bed, and a dispute.
pub fn busy_cardiology() -> WardBoard {
    let mut board = cardiology();
    let mut durand = stay(40, "DURAND Paul", Sex::Male, 71, 0, 1);
    durand.homonym = true;
    board.unplaced = vec![durand, stay(41, "LEROY Colette", Sex::Female, 83, 2, 0)];
    board.summary.unplaced = 2;
    let mut hamdi = stay(42, "HAMDI Salima", Sex::Female, 71, 2, 0);
    hamdi.since = at("2026-11-20T16:00");
    let mut stein = stay(43, "STEIN Paul", Sex::Male, 67, 1, 0);
    stein.since = at("2026-11-21T09:30");
    stein.private_room = true;
    board.planned_beds = vec![(hamdi.stay, BedId::new(25)), (stein.stay, BedId::new(30))];
    board.expected = vec![hamdi, stein];
    let room = board
        .rooms
        .iter_mut()
        .find(|room| room.code == "416")
        .expect("room 416");
    room.beds[0].face = Face::Disputed(vec![
        stay(18, "VIDAL Thomas", Sex::Male, 38, 3, 3),
        stay(44, "COSTA Rui", Sex::Male, 45, 1, 0),
    ]);
    board.summary.occupied -= 1;
    board.summary.disputed += 1;
    board
}
