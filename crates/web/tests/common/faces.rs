//! One bed in every state and with every mark. Every name is invented.

use base::id::{BedId, HoldId, PersonId, RequestId, RoomId, StayId};
use domain::bed::{Attribute, Attributes, ClosureReason};
use domain::care::{Confidence, DischargeStep};
use domain::flow::HoldKind;
use domain::identity::Sex;
use domain::movement::{Class, Destination};
use domain::stay::Doubt;
use domain::view::board::{
    Age, Closure, Face, HoldView, Leaving, Moving, RoomView, ShownName, StayView, TileView, WardBoard,
};

use super::{at, board, holds_up, label, leaving, note, say, stay, tile, waits};

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
    let mut everything = someone(17, "TOUT Paule");
    say(
        &mut everything,
        "C G A P BMR BHRE t12 chute o2 social accompagnant brancard 2/5",
    );
    holds_up(&mut everything, DischargeStep::Downstream, "EHPAD");
    everything.leaving = leaving("2026-11-20T17:00", Some(Destination::LongTerm));
    everything.reason = Some(label("Insuffisance cardiaque"));
    everything.care.slots = vec![
        (label("IDE"), label("Samba")),
        (label("Régime"), label("Sans sel")),
    ];
    note(&mut everything, None, "2026-11-20T09:00", None);
    let mut waiting = someone(18, "ATTENTE Rosa");
    waits(&mut waiting, 12, Destination::SocialCare, None);
    let mut ready = someone(19, "PRETE Ines");
    say(&mut ready, "5/5");
    ready.leaving = leaving("2026-11-20T16:00", Some(Destination::HospitalAtHome));
    let mut carried = someone(20, "TRANSPORT Ali");
    say(&mut carried, "4/5");
    carried.leaving = leaving("2026-11-20T16:00", Some(Destination::Psychiatry));
    let mut moved = someone(21, "MUTEE Fleur");
    moved.moving = Some(Moving {
        at: at("2026-11-21T10:00"),
        ward: None,
        bed: None,
    });
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
    let mut closing = tile(32, "20", "", occupied(someone(23, "DERNIERE Paule")));
    closing.closed_after = Some(Closure {
        reason: ClosureReason::Works,
        until: Some(at("2026-11-28T08:00")),
    });
    let mut promised = tile(33, "21", "", Face::Promised);
    promised.hold = Some(Box::new(HoldView {
        hold: HoldId::new(1),
        request: Some(RequestId::new(1)),
        stay: None,
        name: ShownName::Full {
            family: "ANNONCEE".into(),
            given: "Line".into(),
        },
        sex: Sex::Female,
        kind: HoldKind::Kept,
        owner: PersonId::new(0),
        owner_name: Some(label("Nora Brandt")),
        made_at: at("2026-11-20T13:50"),
        from: at("2026-11-20T13:50"),
        until: at("2026-11-20T14:20"),
        answer_by: None,
        ready: true,
    }));
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
        ("15", vec![tile(18, "15", "", occupied(everything))]),
        ("16", vec![tile(19, "16", "", occupied(waiting))]),
        ("17", vec![tile(20, "17", "", occupied(ready))]),
        ("18", vec![tile(21, "18", "", occupied(carried))]),
        ("19", vec![tile(22, "19", "", occupied(moved))]),
        ("20", vec![closing]),
        ("21", vec![promised]),
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
    for tile in rarer_patients() {
        board.rooms.push(RoomView {
            room: RoomId::new(tile.bed.number()),
            code: tile.room_code.clone(),
            attributes: Attributes::NONE,
            beds: vec![tile],
        });
        board.summary.occupied += 1;
    }
    board.unplaced = vec![someone(50, "COULOIR Max")];
    expect(&mut board);
    board
}

/// Patients with the marks that one seldom sees, one per bed from 60 on.
fn rarer_patients() -> Vec<TileView> {
    let someone = |number: u32, name: &str| stay(number, name, Sex::Male, 40, number as usize, 1);
    let planned = |civil, destination, plan| {
        leaving(civil, destination).map(|it| Leaving {
            announced: plan == Confidence::Confirmed,
            plan: Some(plan),
            ..it
        })
    };
    let mut seen = someone(60, "ARRIVE Luc");
    seen.seen_arriving = Some(at("2026-11-20T13:50"));
    seen.class = Some(Class::Other);
    say(&mut seen, "aide");
    let mut doubted = someone(61, "DOUTE Guy");
    doubted.doubts = vec![
        Doubt::NoAdmission,
        Doubt::AdmissionCancelled,
        Doubt::UnknownUpdated,
        Doubt::UnknownCancelled,
        Doubt::FarFuture,
        Doubt::TwoPlaces,
    ];
    doubted.class = Some(Class::Emergency);
    let mut moved = someone(62, "AILLEURS Yves");
    moved.moving = Some(Moving {
        at: at("2026-11-20T18:00"),
        ward: Some(label("Pneumologie A")),
        bed: Some("212".into()),
    });
    moved.class = Some(Class::Outpatient);
    say(&mut moved, "fauteuil");
    let mut confirmed = someone(63, "SUR Jean");
    confirmed.leaving = planned(
        "2026-11-21T00:00",
        Some(Destination::Rehab),
        Confidence::Confirmed,
    );
    confirmed.class = Some(Class::Recurring);
    let mut guessed = someone(64, "PEUTETRE Alain");
    guessed.leaving = planned("2026-11-24T10:00", None, Confidence::Estimated);
    guessed.specialty = None;
    let mut dated = someone(65, "PATIENCE René");
    waits(&mut dated, 2, Destination::Rehab, Some("Place en SMR"));
    dated.leaving = planned("2026-11-23T00:00", Some(Destination::Rehab), Confidence::Waiting);
    let mut nowhere = someone(66, "NULLEPART Éric");
    waits(&mut nowhere, 0, Destination::Home, None);
    nowhere.care.waiting.as_mut().expect("who waits").destination = None;
    let mut noted = someone(67, "NOTE Noé");
    say(&mut noted, "seul discret");
    noted.confidential = true;
    note(
        &mut noted,
        Some("Léa Martin"),
        "2026-11-20T11:20",
        Some("Fille joignable après 18 h."),
    );
    note(&mut noted, None, "2026-11-19T21:05", Some("A mal dormi."));
    let people = [seen, doubted, moved, confirmed, guessed, dated, nowhere, noted];
    people
        .into_iter()
        .map(|stay: StayView| {
            let number = stay.stay.number();
            tile(number, &number.to_string(), "", Face::Occupied(Box::new(stay)))
        })
        .collect()
}

/// Who comes: late, today and tomorrow; to no bed, a ready one, one being made, one still taken, one that will not do.
fn expect(board: &mut WardBoard) {
    let plans = [
        (51, "VENIR Sam", "2026-11-20T12:00", None),
        (52, "PLACE Pia", "2026-11-20T16:00", Some(30)),
        (53, "MENAGE Mia", "2026-11-20T17:00", Some(17)),
        (54, "SUITE Sara", "2026-11-20T19:00", Some(5)),
        (55, "CONFLIT Cora", "2026-11-21T09:00", Some(40)),
    ];
    for (number, name, civil, bed) in plans {
        let mut stay = stay(number, name, Sex::Female, 50, number as usize, 0);
        stay.since = at(civil);
        board
            .planned_beds
            .extend(bed.map(|bed| (stay.stay, BedId::new(bed))));
        board.expected.push(stay);
    }
}
