//! Boards made by hand: the ward of the mock-ups, and one with a bed in every state. Every name is invented.

use std::sync::Arc;

use base::id::{BedId, PatientId, PractitionerId, RoomId, StayId, WardId};
use base::{Label, Moment, Zone};
use domain::bed::{Attribute, Attributes, ClosureReason};
use domain::identity::Sex;
use domain::movement::{Class, Destination};
use domain::stay::Doubt;
use domain::view::board::{
    Age, CareView, DoctorCount, DoctorView, Face, Leaving, RoomView, ShownName, StayView, Summary, TileView,
    WardBoard,
};

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
    ("Weber Paul", "WEB"),
    ("Da Silva Inês", "DAS"),
    ("Lemoine Claire", "LEM"),
    ("Haddad Karim", "HAD"),
    ("Nguyen Minh", "NGU"),
    ("Kieffer Luc", "KIE"),
    ("Roussel Anne", "ROU"),
    ("Benoit Jean", "BEN"),
    ("Marchal Eva", "MAR"),
];

pub fn doctor(number: usize) -> DoctorView {
    let (name, monogram) = DOCTORS[number % DOCTORS.len()];
    DoctorView {
        practitioner: PractitionerId::new(number as u32 + 1),
        name: name.into(),
        monogram: monogram.into(),
        tone: number as u8,
    }
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
        specialty: None,
        care: CareView::default(),
    }
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
            Face::Reserved(_) => {
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
    keller.leaving = leaving("2026-11-20T15:00", Some(Destination::Rehab));
    let mut schmitt = stay(2, "SCHMITT Yvette", F, 81, 0, 2);
    schmitt.leaving = leaving("2026-11-23T00:00", Some(Destination::Home));
    schmitt.homonym = true;
    let mut muller = stay(3, "MULLER Gérard", M, 69, 1, 3);
    muller.leaving = leaving("2026-11-20T16:30", Some(Destination::Home));
    let mut ferry = stay(4, "FERRY Bernard", M, 74, 2, 11);
    ferry.leaving = leaving("2026-11-18T00:00", Some(Destination::Rehab));
    let mut aubert = stay(5, "AUBERT Jean", M, 66, 2, 1);
    aubert.leaving = leaving("2026-11-21T00:00", Some(Destination::Home));
    let mut traore = stay(6, "TRAORÉ Amadou", M, 52, 3, 4);
    traore.leaving = leaving("2026-11-25T00:00", Some(Destination::Home));
    traore.private_room = true;
    let mut perrin = stay(7, "PERRIN Odette", F, 88, 4, 5);
    perrin.leaving = leaving("2026-11-24T00:00", Some(Destination::SocialCare));
    let lopez = stay(8, "LOPEZ Carmen", F, 59, 3, 2);
    let mut dumas = stay(9, "DUMAS Nadine", F, 71, 3, 3);
    dumas.confidential = true;
    let mut benali = stay(10, "BENALI Karim", M, 64, 0, 0);
    benali.since = at("2026-11-20T15:30");
    benali.class = Some(Class::Emergency);
    let mut colin = stay(11, "COLIN Patrick", M, 61, 0, 2);
    colin.leaving = leaving("2026-11-20T17:00", Some(Destination::Home)).map(|it| Leaving {
        announced: false,
        ..it
    });
    let mut wagner = stay(12, "WAGNER Lucie", F, 47, 4, 1);
    wagner.leaving = leaving("2026-11-21T00:00", Some(Destination::Home));
    let mut marchal = stay(13, "MARCHAL Denise", F, 76, 5, 2);
    marchal.outlier = Some(label("Pneumologie A"));
    let mut jacques = stay(14, "JACQUES Robert", M, 83, 1, 8);
    jacques.leaving = leaving("2026-11-23T00:00", Some(Destination::HospitalAtHome));
    jacques.identity_doubtful = true;
    let mut olivier = stay(15, "OLIVIER Serge", M, 57, 2, 1);
    olivier.leaving = leaving("2026-11-21T00:00", Some(Destination::Home));
    let noel = stay(16, "NOËL Geneviève", F, 90, 1, 4);
    let mut richard = stay(17, "RICHARD Simone", F, 84, 1, 6);
    richard.leaving = leaving("2026-11-21T00:00", Some(Destination::SocialCare));
    let vidal = stay(18, "VIDAL Thomas", M, 38, 3, 3);
    let mut gautier = stay(19, "GAUTIER Michel", M, 72, 0, 0);
    gautier.doubts = vec![Doubt::NoAdmission];
    let mut fischer = stay(20, "FISCHER Annie", F, 63, 2, 5);
    fischer.leaving = leaving("2026-11-20T11:00", Some(Destination::Home));
    let hubert = stay(21, "HUBERT Alain", M, 79, 4, 2);
    let mut adam = stay(22, "ADAM Solange", F, 86, 4, 7);
    adam.seen_leaving = Some(at("2026-11-20T13:40"));
    let mut klein = stay(23, "KLEIN Josiane", F, 68, 3, 1);
    klein.homonym = true;
    let mut petit = stay(24, "PETIT Roger", M, 77, 1, 3);
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
    board
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

/// One bed in every state and with every mark, for golden files.
pub fn every_face() -> WardBoard {
    let someone = |number, name: &str| stay(number, name, Sex::Female, 70, number as usize, 3);
    let boxed = |stay| Box::new(stay);
    let mut late = someone(1, "RETARD Lise");
    late.leaving = leaving("2026-11-20T11:00", Some(Destination::Home));
    let mut late_day = someone(2, "HIER Anne");
    late_day.leaving = leaving("2026-11-19T00:00", None);
    let mut today = someone(3, "JOUR Rose");
    today.leaving = leaving("2026-11-20T00:00", Some(Destination::Deceased));
    let mut estimated = someone(4, "PEUTETRE Zoé");
    estimated.leaving = leaving("2026-11-20T18:30", Some(Destination::Acute)).map(|it| Leaving {
        announced: false,
        ..it
    });
    let mut gone = someone(5, "PARTI Jeanne");
    gone.seen_leaving = Some(at("2026-11-20T13:40"));
    let mut flagged = someone(6, "DRAPEAU Nina");
    flagged.homonym = true;
    flagged.confidential = true;
    flagged.private_room = true;
    flagged.identity_doubtful = true;
    flagged.doubts = vec![Doubt::AfterDischarge, Doubt::NoLeave];
    flagged.with = Some(StayId::new(7));
    let mut newborn = someone(7, "BEBE Tom");
    newborn.age = Some(Age::Days(2));
    newborn.sex = Sex::Unknown;
    newborn.with = Some(StayId::new(6));
    let mut infant = someone(8, "PETITE Lou");
    infant.age = Some(Age::Months(14));
    infant.doctor = None;
    let mut masked = someone(9, "X X");
    masked.name = ShownName::Masked;
    masked.age = None;
    let mut unknown = someone(10, "X X");
    unknown.name = ShownName::Unknown;
    unknown.outlier = Some(label("Chirurgie digestive"));
    let mut expected = someone(11, "DEMAIN Ève");
    expected.since = at("2026-11-21T09:00");
    expected.class = None;
    let mut surge = tile(30, "S1", "", Face::Free { since: None });
    surge.surge = true;
    let mut discovered = tile(
        31,
        "Z9",
        "",
        Face::Free {
            since: Some(at("2026-11-19T08:00")),
        },
    );
    discovered.discovered = true;
    discovered.attributes = Attribute::ALL
        .into_iter()
        .map(|(attribute, _)| attribute)
        .collect();
    let occupied = |stay| Face::Occupied(Box::new(stay));
    let mut board = board(vec![
        (
            "1",
            vec![
                tile(1, "1", "P", occupied(late)),
                tile(2, "1", "F", occupied(late_day)),
            ],
        ),
        ("2", vec![tile(3, "2", "", occupied(today))]),
        ("3", vec![tile(4, "3", "", occupied(estimated))]),
        ("4", vec![tile(5, "4", "", occupied(gone))]),
        (
            "5",
            vec![
                tile(6, "5", "1", occupied(flagged)),
                tile(7, "5", "2", occupied(newborn)),
                tile(8, "5", "3", occupied(infant)),
            ],
        ),
        ("6", vec![tile(9, "6", "", occupied(masked))]),
        ("7", vec![tile(10, "7", "", occupied(unknown))]),
        ("8", vec![tile(11, "8", "", Face::Reserved(boxed(expected)))]),
        (
            "9",
            vec![tile(
                12,
                "9",
                "",
                Face::OnLeave {
                    stay: boxed(someone(12, "BALADE Ida")),
                    back_at: None,
                },
            )],
        ),
        (
            "10",
            vec![tile(
                13,
                "10",
                "",
                Face::OnLeave {
                    stay: boxed(someone(13, "RETOUR Ada")),
                    back_at: Some(at("2026-11-20T18:00")),
                },
            )],
        ),
        (
            "11",
            vec![tile(
                14,
                "11",
                "",
                Face::Disputed(vec![
                    someone(14, "UNE Léa"),
                    someone(15, "DEUX Mia"),
                    someone(16, "TROIS Eva"),
                ]),
            )],
        ),
        (
            "12",
            vec![tile(
                15,
                "12",
                "",
                Face::ToClean {
                    since: at("2026-11-20T13:45"),
                    contaminated: false,
                },
            )],
        ),
        (
            "13",
            vec![tile(
                16,
                "13",
                "",
                Face::ToClean {
                    since: at("2026-11-19T22:00"),
                    contaminated: true,
                },
            )],
        ),
        (
            "14",
            vec![tile(
                17,
                "14",
                "",
                Face::Cleaning {
                    since: at("2026-11-20T14:00"),
                },
            )],
        ),
        ("S1", vec![surge]),
        ("Z9", vec![discovered]),
    ]);
    for (place, reason) in ClosureReason::ALL.into_iter().enumerate() {
        let number = 40 + place as u32;
        let until = (place % 2 == 0).then(|| at("2026-11-25T08:00"));
        let code = format!("F{place}");
        board.rooms.push(RoomView {
            room: RoomId::new(number),
            code: code.clone(),
            attributes: Attributes::NONE,
            beds: vec![tile(number, &code, "", Face::Closed { reason, until })],
        });
        board.summary.closed += 1;
    }
    board.unplaced = vec![someone(50, "COULOIR Max")];
    board.expected = vec![someone(51, "VENIR Sam")];
    board
}
