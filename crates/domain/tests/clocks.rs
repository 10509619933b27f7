//! Two clocks: what people see of comings and goings, and what the administration says of them.

use base::Moment;
use base::time::{HOUR, MINUTE};
use domain::bed::Hygiene;
use domain::board_config::FreedBy;
use domain::command::{BoardCommand, Command};
use domain::movement::Kind;
use domain::refusal::Refusal;
use domain::studio::{BoardChange, Scope, Setting, StudioCommand};
use domain::testing::{Hospital, Told, moment};
use domain::view::clocks::clocks_of;
use domain::view::drawer::stay_drawer;

fn hospital() -> Hospital {
    Hospital::with(
        "Cardiologie
         401: P[MARTIN] F[libre]
         402: [libre]",
    )
    .and(
        "Soins de suite
         1: [libre]",
    )
}

fn expect_roux(hospital: &mut Hospital) {
    hospital.tell(
        Told::insert(Kind::PreAdmission, "ROUX")
            .of("ROUX")
            .sent("08:00")
            .at("14:00")
            .in_("Cardiologie/402/402"),
    );
}

fn arrived(hospital: &mut Hospital, visit: &str, at: &str) -> Result<(), Refusal> {
    let (stay, at) = (hospital.stay(visit), moment(at));
    hospital.act(BoardCommand::MarkArrived { stay, at }).map(drop)
}

fn left(hospital: &mut Hospital, visit: &str, at: &str) -> Result<(), Refusal> {
    let (stay, at) = (hospital.stay(visit), moment(at));
    hospital.act(BoardCommand::MarkLeft { stay, at }).map(drop)
}

#[test]
fn who_is_seen_arriving_takes_the_bed_before_the_administration_knows() {
    let mut hospital = hospital();
    expect_roux(&mut hospital);
    hospital.shows(
        "Cardiologie
         401: P[MARTIN] F[libre]
         402: [réservé ROUX]",
    );
    arrived(&mut hospital, "ROUX", "11:40").expect("noted");
    hospital.shows(
        "Cardiologie
         401: P[MARTIN] F[libre]
         402: [ROUX]",
    );
    let shown = hospital.view("Cardiologie", "ROUX");
    assert_eq!(shown.seen_arriving, Some(moment("11:40")));
    assert_eq!(shown.since, moment("11:40"));
    // The bed is as taken as any other.
    hospital.tell(
        Told::insert(Kind::Admission, "PETIT")
            .of("PETIT")
            .in_("Cardiologie"),
    );
    let (stay, bed) = (hospital.stay("PETIT"), hospital.bed("Cardiologie/402/402"));
    let by = hospital.stay("ROUX");
    assert_eq!(
        hospital.act(BoardCommand::PlaceStay { stay, bed }).err(),
        Some(Refusal::BedTaken { bed, by })
    );
    // The admission comes: its hour is the administration's, what was seen is kept beside.
    hospital.tell(
        Told::insert(Kind::Admission, "ROUX")
            .of("ROUX")
            .at("11:55")
            .in_("Cardiologie/402/402"),
    );
    let shown = hospital.view("Cardiologie", "ROUX");
    assert_eq!((shown.seen_arriving, shown.since), (None, moment("11:55")));
    let roux = hospital.state.stay(by).expect("a stay");
    assert_eq!(roux.seen_arriving().map(|it| it.at), Some(moment("11:40")));
}

#[test]
fn an_arrival_taken_back_leaves_the_bed_reserved_as_before() {
    let mut hospital = hospital();
    expect_roux(&mut hospital);
    let before = hospital.draw("Cardiologie");
    let stay = hospital.stay("ROUX");
    arrived(&mut hospital, "ROUX", "11:40").expect("noted");
    hospital
        .act(BoardCommand::UnmarkArrived { stay })
        .expect("taken back");
    assert_eq!(hospital.draw("Cardiologie"), before);
    assert_eq!(
        hospital.act(BoardCommand::UnmarkArrived { stay }).err(),
        Some(Refusal::NotMarkedArrived(stay))
    );
}

#[test]
fn an_arrival_is_noted_once_in_a_ward_and_once_in_the_next() {
    let mut hospital = hospital();
    let stay = hospital.stay("MARTIN");
    arrived(&mut hospital, "MARTIN", "08:20").expect("noted");
    assert_eq!(
        arrived(&mut hospital, "MARTIN", "08:30"),
        Err(Refusal::AlreadySeenArriving(stay))
    );
    hospital.tell(
        Told::insert(Kind::Transfer, "MARTIN")
            .of("MARTIN")
            .at("10:00")
            .in_("Soins de suite/1/1"),
    );
    assert_eq!(
        arrived(&mut hospital, "MARTIN", "07:59"),
        Err(Refusal::BeforeArrival(stay))
    );
    arrived(&mut hospital, "MARTIN", "09:50").expect("seen before the administration says so");
    let martin = hospital.state.stay(stay).expect("a stay");
    let wards: Vec<_> = martin
        .seen
        .as_ref()
        .map(|seen| seen.arrivals.iter().map(|it| it.ward).collect())
        .expect("seen");
    assert_eq!(
        wards,
        [
            Some(hospital.ward("Cardiologie")),
            Some(hospital.ward("Soins de suite"))
        ]
    );
}

#[test]
fn impossible_arrivals_are_refused() {
    let mut hospital = hospital();
    expect_roux(&mut hospital);
    let (martin, roux) = (hospital.stay("MARTIN"), hospital.stay("ROUX"));
    let nobody = base::id::StayId::new(99);
    let now = hospital.now;
    let ask = |hospital: &mut Hospital, stay, at| hospital.act(BoardCommand::MarkArrived { stay, at }).err();
    assert_eq!(
        ask(&mut hospital, nobody, now),
        Some(Refusal::UnknownStay(nobody))
    );
    assert_eq!(
        ask(&mut hospital, roux, now.plus(2 * MINUTE)),
        Some(Refusal::InTheFuture)
    );
    assert_eq!(
        ask(&mut hospital, roux, now.plus(-8 * 24 * HOUR)),
        Some(Refusal::TooLongAgo)
    );
    left(&mut hospital, "MARTIN", "11:50").expect("left");
    assert_eq!(ask(&mut hospital, martin, now), Some(Refusal::NotPresent(martin)));
    hospital.tell(Told::insert(Kind::Discharge, "MARTIN").of("MARTIN").at("11:55"));
    assert_eq!(ask(&mut hospital, martin, now), Some(Refusal::StayOver(martin)));
    assert_eq!(
        hospital.act(BoardCommand::UnmarkArrived { stay: martin }).err(),
        Some(Refusal::NotMarkedArrived(martin))
    );
}

#[test]
fn who_was_seen_leaving_a_ward_is_not_gone_from_the_one_the_administration_moved_them_to() {
    let mut hospital = hospital();
    left(&mut hospital, "MARTIN", "11:50").expect("left");
    // The office dates the move a little before the porter came.
    hospital.tell(
        Told::insert(Kind::Transfer, "MARTIN")
            .of("MARTIN")
            .at("11:45")
            .sent("11:58")
            .in_("Soins de suite/1/1"),
    );
    hospital.shows(
        "Cardiologie
         401: P[à nettoyer] F[libre]
         402: [libre]",
    );
    hospital.shows(
        "Soins de suite
         1: [MARTIN]",
    );
}

#[test]
fn who_was_seen_leaving_is_expected_nowhere_until_that_is_taken_back() {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::PendingTransfer, "MARTIN")
            .of("MARTIN")
            .at("18:00")
            .sent("09:00")
            .pending("Soins de suite/1/1"),
    );
    left(&mut hospital, "MARTIN", "11:50").expect("left");
    hospital.shows("Soins de suite\n1: [libre]");
    let stay = hospital.stay("MARTIN");
    hospital
        .act(BoardCommand::UnmarkLeft { stay })
        .expect("taken back");
    hospital.shows("Soins de suite\n1: [réservé MARTIN]");
}

/// What the drawer of a visit says of both clocks: which way, seen, stated, lag and gap in minutes.
/// The server was away from 10:00 to 13:00. What happened meanwhile is typed in with its hours, from paper; then the
/// feed tells the same, later and more than once.
#[test]
fn b06_what_was_entered_from_paper_and_is_then_told_by_the_feed_is_there_once() {
    let mut hospital = hospital();
    expect_roux(&mut hospital);
    hospital.now = moment("13:00");
    left(&mut hospital, "MARTIN", "10:20").expect("noted");
    let bed = hospital.bed("Cardiologie/401/P");
    for hygiene in [Hygiene::Cleaning, Hygiene::Clean] {
        hospital
            .act(BoardCommand::MarkBed { bed, hygiene })
            .expect("cleaned");
    }
    arrived(&mut hospital, "ROUX", "11:40").expect("noted");
    let entered = hospital.draw("Cardiologie");
    assert_eq!(
        entered.lines().map(str::trim).collect::<Vec<_>>().join("\n"),
        "Cardiologie\n401: P[libre] F[libre]\n402: [ROUX]"
    );
    let replayed = [
        Told::insert(Kind::Discharge, "MARTIN")
            .of("MARTIN")
            .at("10:30")
            .sent("13:05"),
        Told::insert(Kind::Admission, "ROUX")
            .of("ROUX")
            .at("11:55")
            .sent("13:06")
            .in_("Cardiologie/402/402"),
    ];
    for told in replayed.iter().chain(&replayed) {
        hospital.tell(told.clone());
        assert_eq!(
            hospital.draw("Cardiologie"),
            entered,
            "nobody twice, and the bed stays clean"
        );
    }
    // Both hours are kept, and what differs is told by the gap.
    assert_eq!(
        clocks(&hospital, "MARTIN"),
        [
            "Arrival Cardiologie seen - stated 08:00 lag - gap -",
            "Exit Cardiologie seen 10:20 stated 10:30 lag 165 gap 10",
        ]
    );
    assert_eq!(
        clocks(&hospital, "ROUX"),
        ["Arrival Cardiologie seen 11:40 stated 11:55 lag 86 gap 15"]
    );
}

fn clocks(hospital: &Hospital, visit: &str) -> Vec<String> {
    let hour = |at: Moment| base::Zone::paris().civil(at).strftime("%H:%M").to_string();
    let stay = hospital.state.stay(hospital.stay(visit)).expect("a stay");
    let minutes = |millis: Option<i64>| millis.map_or("-".to_owned(), |it| (it / MINUTE).to_string());
    clocks_of(&hospital.state, stay)
        .iter()
        .map(|it| {
            let seen = it.seen.map_or("-".to_owned(), |it| hour(it.at));
            let stated = it.stated.as_ref().map_or("-".to_owned(), |it| hour(it.at));
            let ward = it.ward.and_then(|it| hospital.state.ward(it)).expect("a ward");
            format!(
                "{:?} {} seen {seen} stated {stated} lag {} gap {}",
                it.way,
                ward.name,
                minutes(it.lag()),
                minutes(it.gap())
            )
        })
        .collect()
}

#[test]
fn both_clocks_of_each_coming_and_going_are_told_apart() {
    let mut hospital = hospital();
    arrived(&mut hospital, "MARTIN", "07:50").expect("noted");
    left(&mut hospital, "MARTIN", "11:00").expect("noted");
    hospital.now = moment("13:00");
    // Said at 12:30 of 11:20, then corrected to 11:10.
    let moved = |told: Told| told.of("MARTIN").in_("Soins de suite/1/1");
    hospital.tell(
        moved(Told::insert(Kind::Transfer, "MARTIN"))
            .at("11:20")
            .sent("12:30"),
    );
    hospital.tell(
        moved(Told::update(Kind::Transfer, "MARTIN"))
            .at("11:10")
            .sent("12:40"),
    );
    arrived(&mut hospital, "MARTIN", "11:25").expect("noted");
    assert_eq!(
        clocks(&hospital, "MARTIN"),
        [
            "Arrival Cardiologie seen 07:50 stated 08:00 lag 10 gap 10",
            "Exit Cardiologie seen 11:00 stated 11:10 lag 90 gap 10",
            "Arrival Soins de suite seen 11:25 stated 11:10 lag 65 gap -15",
        ]
    );
    let drawer = stay_drawer(
        &hospital.state,
        &hospital.vault,
        hospital.stay("MARTIN"),
        hospital.now,
    );
    let seen: Vec<_> = drawer
        .expect("a drawer")
        .course
        .iter()
        .map(|it| it.seen)
        .collect();
    assert_eq!(seen, [Some(moment("07:50")), Some(moment("11:00"))]);
}

#[test]
fn a_cancelled_departure_is_no_word_and_one_announced_ahead_holds_when_its_hour_comes() {
    let mut hospital = hospital();
    left(&mut hospital, "MARTIN", "11:30").expect("noted");
    let gone = |told: Told| told.of("MARTIN").at("14:00");
    hospital.tell(gone(Told::insert(Kind::Discharge, "MARTIN")).sent("09:00"));
    assert_eq!(
        clocks(&hospital, "MARTIN")[1],
        "Exit Cardiologie seen 11:30 stated 14:00 lag 150 gap 150"
    );
    hospital.tell(
        gone(Told::cancel(Kind::Discharge, "MARTIN"))
            .sent("11:40")
            .in_("Cardiologie/401/P"),
    );
    assert_eq!(
        clocks(&hospital, "MARTIN")[1],
        "Exit Cardiologie seen 11:30 stated - lag - gap -"
    );
}

#[test]
fn a_move_made_on_the_board_is_no_word_of_the_administration() {
    let mut hospital = hospital();
    let (stay, bed) = (hospital.stay("MARTIN"), hospital.bed("Soins de suite/1/1"));
    hospital
        .act(BoardCommand::PlaceStay { stay, bed })
        .expect("placed");
    assert_eq!(
        clocks(&hospital, "MARTIN"),
        ["Arrival Cardiologie seen - stated 08:00 lag - gap -"]
    );
}

/// The ward goes by that word from now on.
fn goes_by(hospital: &mut Hospital, ward: &str, frees: FreedBy) {
    let scope = Scope::Ward(hospital.ward(ward));
    let by = None;
    let saw = |hospital: &Hospital| hospital.state.boards.shelf(scope).revision;
    let edit = StudioCommand::Edit {
        scope,
        changes: vec![BoardChange::Set(Setting::Frees(frees))],
        by,
        saw: saw(hospital),
    };
    hospital.must(&Command::Studio(Box::new(edit)));
    let publish = StudioCommand::Publish {
        scope,
        by,
        saw: saw(hospital),
    };
    hospital.must(&Command::Studio(Box::new(publish)));
}

#[test]
fn where_the_administration_frees_beds_who_was_seen_leaving_keeps_theirs() {
    let mut hospital = hospital();
    goes_by(&mut hospital, "Cardiologie", FreedBy::Administrative);
    left(&mut hospital, "MARTIN", "11:50").expect("left");
    hospital.shows(
        "Cardiologie
         401: P[MARTIN] F[libre]
         402: [libre]",
    );
    assert_eq!(
        hospital.view("Cardiologie", "MARTIN").seen_leaving,
        Some(moment("11:50"))
    );
    assert_eq!(hospital.board("Cardiologie").summary.occupied, 1);
    // The rules agree with the tile: nobody is placed there, nothing is cleaned, and who left is not moved about.
    hospital.tell(
        Told::insert(Kind::Admission, "PETIT")
            .of("PETIT")
            .in_("Cardiologie"),
    );
    let (bed, free) = (
        hospital.bed("Cardiologie/401/P"),
        hospital.bed("Cardiologie/402/402"),
    );
    let (martin, petit) = (hospital.stay("MARTIN"), hospital.stay("PETIT"));
    for (action, refusal) in [
        (
            BoardCommand::PlaceStay { stay: petit, bed },
            Refusal::BedTaken { bed, by: martin },
        ),
        (
            BoardCommand::MarkBed {
                bed,
                hygiene: Hygiene::Cleaning,
            },
            Refusal::BedInUse { bed, by: martin },
        ),
        (
            BoardCommand::PlaceStay {
                stay: martin,
                bed: free,
            },
            Refusal::NotPresent(martin),
        ),
        (
            BoardCommand::MarkLeft {
                stay: martin,
                at: hospital.now,
            },
            Refusal::NotPresent(martin),
        ),
    ] {
        assert_eq!(hospital.act(action).err(), Some(refusal));
    }
    hospital.tell(Told::insert(Kind::Discharge, "MARTIN").of("MARTIN").at("11:55"));
    hospital.shows(
        "Cardiologie
         401: P[à nettoyer] F[libre]
         402: [libre]
         sans lit: PETIT",
    );
}

#[test]
fn changing_the_word_that_frees_beds_changes_the_board_at_once_and_no_other_ward() {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::Admission, "PETIT")
            .of("PETIT")
            .at("09:00")
            .in_("Soins de suite/1/1"),
    );
    left(&mut hospital, "MARTIN", "11:50").expect("left");
    left(&mut hospital, "PETIT", "11:50").expect("left");
    let free = "Cardiologie
         401: P[à nettoyer] F[libre]
         402: [libre]";
    hospital.shows(free);
    goes_by(&mut hospital, "Cardiologie", FreedBy::Administrative);
    hospital.shows(
        "Cardiologie
         401: P[MARTIN] F[libre]
         402: [libre]",
    );
    hospital.shows("Soins de suite\n1: [à nettoyer]");
    goes_by(&mut hospital, "Cardiologie", FreedBy::Observed);
    hospital.shows(free);
}

#[test]
fn a_patient_placed_by_hand_and_seen_leaving_has_no_claim_left_under_either_word() {
    for frees in FreedBy::ALL {
        let mut hospital = hospital();
        if frees == FreedBy::Administrative {
            goes_by(&mut hospital, "Cardiologie", frees);
        }
        let (stay, bed) = (hospital.stay("MARTIN"), hospital.bed("Cardiologie/402/402"));
        hospital
            .act(BoardCommand::PlaceStay { stay, bed })
            .expect("placed");
        left(&mut hospital, "MARTIN", "12:00").expect("left");
        assert_eq!(hospital.state.index.claim_of(stay), None);
        // Where the bed is free by now, the next one may have it; the law of claims is checked after each step.
        hospital.tell(
            Told::insert(Kind::Admission, "PETIT")
                .of("PETIT")
                .in_("Cardiologie"),
        );
        let petit = hospital.stay("PETIT");
        let placed = hospital.act(BoardCommand::PlaceStay { stay: petit, bed });
        assert_eq!(placed.is_ok(), frees == FreedBy::Observed);
        let other = match frees {
            FreedBy::Observed => FreedBy::Administrative,
            FreedBy::Administrative => FreedBy::Observed,
        };
        goes_by(&mut hospital, "Cardiologie", other);
    }
}
