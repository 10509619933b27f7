//! What is shown before a patient is moved: each bed of the ward, and what moving there would mean.

use base::Code;
use domain::bed::{Attribute, Attributes, ClosureReason, Hygiene};
use domain::care::{CareChange, Need};
use domain::command::{BoardCommand, Command};
use domain::movement::Kind;
use domain::refusal::Refusal;
use domain::testing::{Hospital, Told};
use domain::view::board::{ShownName, WardBoard};
use domain::view::placing::{Caution, Impossible, Outcome, placings};

fn ward() -> Hospital {
    Hospital::with(
        "Cardiologie
         401: P[MARTIN ♀78] F[KELLER ♀66]
         402: P[DURAND ♂70] F[libre]
         403: [libre]
         404: [PETIT ♀9]
         sans lit: ROUX ♂50",
    )
}

fn say(hospital: &mut Hospital, visit: &str, change: CareChange) {
    let stay = hospital.stay(visit);
    let saw = 0;
    hospital
        .act(BoardCommand::StateCare { stay, change, saw })
        .expect("said");
}

fn precautions(codes: &[&str]) -> CareChange {
    CareChange::Precautions(codes.iter().map(|it| Code::new(it).expect("a code")).collect())
}

/// What each bed would mean for that patient, a line per bed.
fn drawn(board: &WardBoard, hospital: &Hospital, visit: &str) -> String {
    let placings = placings(board, hospital.stay(visit)).expect("in the ward");
    let named = |name: &ShownName| match name {
        ShownName::Full { family, .. } => family.clone(),
        ShownName::Masked | ShownName::Unknown => "?".to_owned(),
    };
    let codes = |set: &[std::sync::Arc<domain::precaution::Precaution>]| {
        let codes: Vec<&str> = set.iter().map(|it| it.code.as_str()).collect();
        codes.join("+")
    };
    let lines = placings.beds.iter().map(|placing| {
        let said: Vec<String> = placing
            .outcome
            .warnings()
            .iter()
            .map(|it| {
                let what = match &it.what {
                    Caution::Dirty { cleaning: false } => "sale".to_owned(),
                    Caution::Dirty { cleaning: true } => "en nettoyage".to_owned(),
                    Caution::Reserved { to, .. } => format!("réservé {}", named(to)),
                    Caution::OtherSex(mate) => format!("autre sexe {}", named(mate)),
                    Caution::OtherAge(mate) => format!("autre âge {}", named(mate)),
                    Caution::Homonym(mate) => format!("homonyme {}", named(mate)),
                    Caution::Isolation { precautions, with } => {
                        format!("{} avec {}", codes(precautions), named(with))
                    }
                    Caution::Exposed { precautions, to } => {
                        format!("exposé à {} de {}", codes(precautions), named(to))
                    }
                    Caution::SharedRoom(own) => format!("{} en chambre double", codes(own)),
                    Caution::NoTelemetry => "sans télémétrie".to_owned(),
                    Caution::NoOxygen => "sans oxygène".to_owned(),
                    Caution::WishesSingle => "veut une chambre seule".to_owned(),
                };
                if it.about == placings.stay.stay {
                    what
                } else {
                    format!("({what})")
                }
            })
            .collect();
        let outcome = match &placing.outcome {
            Outcome::Here => "ici".to_owned(),
            Outcome::Move(_) => "va".to_owned(),
            Outcome::Swap { with, .. } => format!("échange {}", named(&with.name)),
            Outcome::Impossible(why) => match why {
                Impossible::Closed(_) => "fermé".to_owned(),
                Impossible::Disputed => "en conflit".to_owned(),
                Impossible::OnLeave(of) => format!("gardé {}", named(of)),
                Impossible::Promised(to) => format!("promis {}", named(to)),
                Impossible::Contaminated => "contaminé".to_owned(),
                Impossible::Taken(by) => format!("pris {}", named(by)),
            },
        };
        format!("{}: {}", placing.name, [vec![outcome], said].concat().join(", "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn shows(hospital: &Hospital, visit: &str, expected: &str) {
    let seen = drawn(&hospital.board("Cardiologie"), hospital, visit);
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    assert_eq!(seen, expected.join("\n"), "\nseen:\n{seen}\n");
}

#[test]
fn sex_and_age_of_room_mates_are_told_for_both_sides_of_a_swap() {
    shows(
        &ward(),
        "MARTIN",
        "401 P: ici
         401 F: échange KELLER
         402 P: échange DURAND, (autre sexe KELLER)
         402 F: va, autre sexe DURAND
         403: va
         404: échange PETIT, (autre âge KELLER)",
    );
}

#[test]
fn who_has_no_bed_has_none_to_give_in_exchange() {
    shows(
        &ward(),
        "ROUX",
        "401 P: pris MARTIN
         401 F: pris KELLER
         402 P: pris DURAND
         402 F: va
         403: va
         404: pris PETIT",
    );
}

#[test]
fn precautions_keep_apart_and_the_same_ones_may_share() {
    let mut hospital = ward();
    say(&mut hospital, "MARTIN", precautions(&["C"]));
    shows(
        &hospital,
        "MARTIN",
        "401 P: ici
         401 F: échange KELLER
         402 P: échange DURAND, C en chambre double, (autre sexe KELLER)
         402 F: va, autre sexe DURAND, C avec DURAND
         403: va
         404: échange PETIT, (autre âge KELLER)",
    );
    // Whoever comes beside them is exposed; whoever has the same is not.
    let exposed = "402 F: va, autre sexe DURAND";
    assert!(drawn(&hospital.board("Cardiologie"), &hospital, "KELLER").contains(exposed));
    say(&mut hospital, "DURAND", precautions(&["C"]));
    assert!(
        drawn(&hospital.board("Cardiologie"), &hospital, "MARTIN").contains("402 F: va, autre sexe DURAND\n"),
        "cohorting"
    );
    assert!(
        drawn(&hospital.board("Cardiologie"), &hospital, "KELLER")
            .contains("402 F: va, autre sexe DURAND, exposé à C de DURAND")
    );
    // Another precaution on top is another set: both are told.
    let stay = hospital.stay("DURAND");
    let saw = hospital
        .state
        .stay(stay)
        .expect("stay")
        .care()
        .revision(&precautions(&[]).topic());
    let change = precautions(&["C", "BMR"]);
    hospital
        .act(BoardCommand::StateCare { stay, change, saw })
        .expect("said");
    assert!(
        drawn(&hospital.board("Cardiologie"), &hospital, "MARTIN")
            .contains("402 F: va, autre sexe DURAND, C avec DURAND, exposé à C+BMR de DURAND")
    );
}

#[test]
fn a_room_made_for_isolation_and_equipment_are_told_where_the_ward_records_them() {
    let mut hospital = ward();
    say(&mut hospital, "MARTIN", precautions(&["A"]));
    say(
        &mut hospital,
        "MARTIN",
        CareChange::Telemetry(Some(Code::new("3").expect("code"))),
    );
    let oxygen = CareChange::Need {
        need: Need::Oxygen,
        raised: true,
    };
    say(&mut hospital, "MARTIN", oxygen);
    let mut board = hospital.board("Cardiologie");
    // No bed records anything: nothing is missed.
    assert!(drawn(&board, &hospital, "MARTIN").contains("403: va\n"));
    let offers = |attributes: &[Attribute]| attributes.iter().copied().collect::<Attributes>();
    board.rooms[1].beds[1].attributes = offers(&[Attribute::IsolationCapable, Attribute::Telemetry]);
    board.rooms[2].beds[0].attributes = offers(&[Attribute::Oxygen]);
    let seen = drawn(&board, &hospital, "MARTIN");
    assert!(seen.contains("403: va, sans télémétrie\n"), "{seen}");
    assert!(
        seen.contains("402 F: va, autre sexe DURAND, A avec DURAND, sans oxygène\n"),
        "{seen}"
    );
    assert!(
        seen.contains("401 F: échange KELLER, sans télémétrie, sans oxygène\n"),
        "neighbours keep their room, not their socket: {seen}"
    );
}

#[test]
fn a_homonym_in_the_room_is_told_before_not_after() {
    let mut hospital = ward();
    hospital.tell(
        Told::insert(Kind::Admission, "MARTIN2")
            .of("MARTIN2 ♀60")
            .but(|it| it.family = "Martin".parse().ok())
            .at("09:00")
            .in_("Cardiologie/402/F"),
    );
    shows(
        &hospital,
        "MARTIN2",
        "401 P: échange MARTIN, (autre sexe DURAND)
         401 F: échange KELLER, homonyme MARTIN, (autre sexe DURAND)
         402 P: échange DURAND
         402 F: ici
         403: va
         404: échange PETIT, (autre sexe DURAND), (autre âge DURAND)",
    );
}

#[test]
fn what_is_called_impossible_is_refused_and_what_is_warned_of_is_not() {
    let mut hospital = ward();
    let beds = ["Cardiologie/402/F", "Cardiologie/403/403"].map(|it| hospital.bed(it));
    hospital
        .act(BoardCommand::CloseBed {
            bed: beds[0],
            reason: ClosureReason::Works,
            until: None,
        })
        .expect("closed");
    for (hygiene, said) in [
        (Hygiene::Contaminated, "403: contaminé\n"),
        (Hygiene::ToClean, "403: va, sale\n"),
        (Hygiene::Cleaning, "403: va, en nettoyage\n"),
    ] {
        hospital
            .act(BoardCommand::MarkBed {
                bed: beds[1],
                hygiene,
            })
            .expect("marked");
        let seen = drawn(&hospital.board("Cardiologie"), &hospital, "ROUX");
        assert!(seen.contains(said), "{seen}");
        assert!(seen.contains("402 F: fermé\n"), "{seen}");
    }
    hospital.tell(Told::insert(Kind::Leave, "KELLER").of("KELLER ♀66").at("10:00"));
    let found = placings(&hospital.board("Cardiologie"), hospital.stay("MARTIN")).expect("here");
    let stay = hospital.stay("MARTIN");
    for placing in &found.beds {
        let bed = placing.bed;
        let mut tried = hospital.clone();
        let asked = match &placing.outcome {
            Outcome::Here => continue,
            Outcome::Swap { with, .. } => BoardCommand::SwapStays {
                one: stay,
                other: with.stay,
            },
            Outcome::Move(_) | Outcome::Impossible(_) => BoardCommand::PlaceStay { stay, bed },
        };
        let done = tried.ask(&Command::Board(asked));
        match &placing.outcome {
            Outcome::Impossible(_) => assert!(
                matches!(
                    done,
                    Err(Refusal::BedTaken { .. } | Refusal::BedClosed(_) | Refusal::BedNotReady(_))
                ),
                "{}: {done:?}",
                placing.name
            ),
            Outcome::Here | Outcome::Move(_) | Outcome::Swap { .. } => {
                assert!(done.is_ok(), "{}: {done:?}", placing.name);
            }
        }
    }
}

#[test]
fn a_bed_promised_to_somebody_else_is_told_with_their_hour_and_their_own_is_not() {
    let mut hospital = ward();
    hospital.tell(
        Told::insert(Kind::PreAdmission, "P1")
            .of("BLANC")
            .at("16:00")
            .in_("Cardiologie/403/403"),
    );
    assert!(drawn(&hospital.board("Cardiologie"), &hospital, "ROUX").contains("403: va, réservé BLANC\n"));
    assert!(
        placings(&hospital.board("Cardiologie"), hospital.stay("P1")).is_none(),
        "not here yet"
    );
}

#[test]
fn nobody_is_exchanged_with_who_lies_in_a_bed_closed_after_them() {
    let mut hospital = ward();
    let (bed, reason) = (hospital.bed("Cardiologie/402/P"), ClosureReason::Works);
    hospital
        .act(BoardCommand::CloseBed {
            bed,
            reason,
            until: None,
        })
        .expect("closed under its patient");
    let board = hospital.board("Cardiologie");
    let closed = |visit: &str, bed| {
        placings(&board, hospital.stay(visit))
            .expect("here")
            .of(bed)
            .cloned()
    };
    let there = closed("MARTIN", bed).expect("a bed of the ward");
    assert_eq!(there.outcome, Outcome::Impossible(Impossible::Closed(reason)));
    // And the other way round: who comes in exchange would lie down in the closed bed.
    let back = closed("DURAND", hospital.bed("Cardiologie/401/P")).expect("a bed of the ward");
    assert_eq!(back.outcome, Outcome::Impossible(Impossible::Closed(reason)));
}

#[test]
fn a_move_taken_back_at_once_leaves_the_other_bed_as_it_was() {
    let mut hospital = ward();
    let (stay, home, other) = (
        hospital.stay("DURAND"),
        hospital.bed("Cardiologie/402/P"),
        hospital.bed("Cardiologie/403/403"),
    );
    let place = |hospital: &mut Hospital, bed| hospital.act(BoardCommand::PlaceStay { stay, bed });
    place(&mut hospital, other).expect("moved");
    hospital.now = hospital.now.plus(8 * base::time::SECOND);
    place(&mut hospital, home).expect("taken back");
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[KELLER ♀66]
         402: P[DURAND ♂70] F[libre]
         403: [libre]
         404: [PETIT ♀9]
         sans lit: ROUX ♂50",
    );
}

#[test]
fn whoever_lay_there_for_a_while_leaves_a_bed_to_be_cleaned() {
    let mut hospital = ward();
    let (stay, home, other) = (
        hospital.stay("DURAND"),
        hospital.bed("Cardiologie/402/P"),
        hospital.bed("Cardiologie/403/403"),
    );
    let place = |hospital: &mut Hospital, bed| hospital.act(BoardCommand::PlaceStay { stay, bed });
    place(&mut hospital, other).expect("moved");
    hospital.wait_until("12:10");
    place(&mut hospital, home).expect("moved again");
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[KELLER ♀66]
         402: P[DURAND ♂70] F[libre]
         403: [à nettoyer]
         404: [PETIT ♀9]
         sans lit: ROUX ♂50",
    );
}

#[test]
fn a_bed_is_meant_as_people_type_its_name() {
    let hospital = ward();
    let found = placings(&hospital.board("Cardiologie"), hospital.stay("KELLER")).expect("in the ward");
    let meant = |typed: &str| match found.named(typed) {
        Ok(placing) => placing.name.clone(),
        Err(like) => format!("? {}", like.join(" ")),
    };
    for (typed, bed) in [
        ("402 P", "402 P"),
        ("402p", "402 P"),
        (" 402-F ", "402 F"),
        // The only bed of its room needs no letter.
        ("403", "403"),
        ("402", "? 402 P 402 F"),
        ("4", "? 401 P 401 F 402 P 402 F 403 404"),
        ("9", "? "),
        ("", "? "),
        ("·", "? "),
    ] {
        assert_eq!(meant(typed), bed, "{typed}");
    }
}
