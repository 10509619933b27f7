//! The day of a ward: who leaves, who comes into which bed, what should be free tonight, which colours heads have.

use base::{Label, Zone};
use domain::bed::ClosureReason;
use domain::board_config::ColourBy;
use domain::care::{CareChange, Confidence, DischargePlan};
use domain::command::BoardCommand;
use domain::movement::{Class, Destination, Kind, Said};
use domain::testing::{Hospital, Told, moment};
use domain::view::board::{Evening, PlannedBed, ShownName, StayView, incoming, outgoing};

fn hospital() -> Hospital {
    Hospital::with(
        "Cardiologie
         401: P[MARTIN] F[DURAND]
         402: P[PETIT] F[libre]
         403: [ROUX]
         sans lit: BLANC",
    )
}

fn plan(hospital: &mut Hospital, visit: &str, at: Option<&str>, confidence: Confidence) {
    let stay = hospital.stay(visit);
    let change = CareChange::Discharge(Some(DischargePlan {
        at: at.map(moment),
        destination: Some(Destination::Home),
        confidence,
    }));
    let saw = hospital
        .state
        .stay(stay)
        .expect("a stay")
        .care()
        .revision(&change.topic());
    hospital
        .act(BoardCommand::StateCare { stay, change, saw })
        .expect("said");
}

fn expect(hospital: &mut Hospital, visit: &str, at: &str, place: &str) {
    hospital.tell(
        Told::insert(Kind::PreAdmission, visit)
            .of(visit)
            .at("08:00")
            .in_(place)
            .with(|it| it.expected_admission = Said::Value(moment(at))),
    );
}

fn name_of(stay: &StayView) -> String {
    match &stay.name {
        ShownName::Full { family, .. } => family.clone(),
        hidden => format!("{hidden:?}"),
    }
}

/// The departures of the ward, a line a group: `Today: DURAND, MARTIN`.
fn departures(hospital: &Hospital) -> Vec<String> {
    let board = hospital.board("Cardiologie");
    outgoing(&board, &Zone::paris())
        .groups
        .iter()
        .map(|(due, people)| {
            let names: Vec<String> = people.iter().map(|it| name_of(it.stay)).collect();
            format!("{due:?}: {}", names.join(", "))
        })
        .collect()
}

/// The arrivals of the ward: `late/today/tomorrow`, each with its bed.
fn arrivals(hospital: &Hospital) -> Vec<String> {
    let board = hospital.board("Cardiologie");
    let incoming = incoming(&board, &Zone::paris());
    let groups = [
        ("late", &incoming.late),
        ("today", &incoming.today),
        ("tomorrow", &incoming.tomorrow),
    ];
    groups
        .into_iter()
        .flat_map(|(when, people)| people.iter().map(move |it| (when, it)))
        .map(|(when, it)| {
            let bed = match it.bed {
                PlannedBed::None => "no bed".to_owned(),
                PlannedBed::Ready(tile) => format!("{} ready", tile.name),
                PlannedBed::BeingMade(tile) => format!("{} to be made", tile.name),
                PlannedBed::Leaving(tile, _) => format!("{} soon", tile.name),
                PlannedBed::Conflict(tile) => format!("{} conflict", tile.name),
            };
            format!("{when} {}: {bed}", name_of(it.stay))
        })
        .collect()
}

#[test]
fn departures_are_grouped_as_a_huddle_goes_through_them() {
    let mut hospital = hospital();
    assert_eq!(
        departures(&hospital),
        ["Undated: MARTIN, DURAND, PETIT, ROUX, BLANC"]
    );
    plan(&mut hospital, "MARTIN", Some("17:00"), Confidence::Estimated);
    plan(&mut hospital, "DURAND", Some("15:00"), Confidence::Confirmed);
    plan(&mut hospital, "PETIT", Some("23 00:00"), Confidence::Estimated);
    plan(&mut hospital, "ROUX", None, Confidence::Waiting);
    plan(&mut hospital, "BLANC", Some("24 09:00"), Confidence::Estimated);
    assert_eq!(
        departures(&hospital),
        [
            "Waiting: ROUX",
            "Today: DURAND, MARTIN",
            "Tomorrow: PETIT",
            "Later: BLANC"
        ]
    );
    hospital.wait_until("16:00");
    assert_eq!(departures(&hospital)[..2], ["Late: DURAND", "Waiting: ROUX"]);
    // Whoever was seen leaving is not asked after again.
    let stay = hospital.stay("DURAND");
    hospital
        .act(BoardCommand::MarkLeft {
            stay,
            at: moment("15:50"),
        })
        .expect("seen");
    assert_eq!(departures(&hospital)[..2], ["Waiting: ROUX", "Today: MARTIN"]);
}

#[test]
fn an_arrival_says_whether_its_bed_waits_for_it() {
    let mut hospital = hospital();
    expect(&mut hospital, "LIBRE", "14:00", "Cardiologie/402/F");
    expect(&mut hospital, "SECOND", "15:00", "Cardiologie/402/F");
    expect(&mut hospital, "SANSLIT", "16:00", "Cardiologie");
    expect(&mut hospital, "PRISE", "17:00", "Cardiologie/403/403");
    expect(&mut hospital, "DEMAIN", "23 09:00", "Cardiologie/401/P");
    assert_eq!(
        arrivals(&hospital),
        [
            "today LIBRE: 402 F ready",
            "today SECOND: 402 F conflict",
            "today SANSLIT: no bed",
            "today PRISE: 403 conflict",
            "tomorrow DEMAIN: 401 P conflict",
        ]
    );
    plan(&mut hospital, "ROUX", Some("13:00"), Confidence::Estimated);
    plan(&mut hospital, "MARTIN", Some("23 00:00"), Confidence::Estimated);
    let lines = arrivals(&hospital);
    assert_eq!(
        lines[3..],
        ["today PRISE: 403 soon", "tomorrow DEMAIN: 401 P soon"]
    );
    hospital.wait_until("14:30");
    assert_eq!(arrivals(&hospital)[0], "late LIBRE: 402 F ready");
}

#[test]
fn the_evening_counts_departures_and_arrivals_by_eight() {
    let mut hospital = hospital();
    let evening = |hospital: &Hospital| hospital.board("Cardiologie").figures.evening;
    let tonight = |free| Evening {
        at: moment("20:00"),
        free,
    };
    assert_eq!(evening(&hospital), tonight(1));
    plan(&mut hospital, "MARTIN", Some("17:00"), Confidence::Estimated);
    plan(&mut hospital, "DURAND", Some("22 00:00"), Confidence::Estimated);
    plan(&mut hospital, "PETIT", Some("20:00"), Confidence::Confirmed);
    assert_eq!(
        evening(&hospital),
        tonight(3),
        "at eight is after eight; a day is by eight"
    );
    expect(&mut hospital, "SANSLIT", "16:00", "Cardiologie");
    expect(&mut hospital, "TARD", "21:00", "Cardiologie");
    assert_eq!(evening(&hospital), tonight(2));
    // The bed kept for somebody is not free, and who comes into it takes no other.
    expect(&mut hospital, "PROMIS", "18:00", "Cardiologie/402/F");
    assert_eq!(evening(&hospital), tonight(1));
    hospital.wait_until("20:00");
    assert_eq!(evening(&hospital).at, moment("23 20:00"), "then the next evening");
}

#[test]
fn a_bed_that_closes_under_who_leaves_it_is_not_free_in_the_evening() {
    let mut hospital = hospital();
    plan(&mut hospital, "MARTIN", Some("17:00"), Confidence::Confirmed);
    let free = |hospital: &Hospital| hospital.board("Cardiologie").figures.evening.free;
    assert_eq!(free(&hospital), 2);
    let bed = hospital.bed("Cardiologie/401/P");
    let close = |until: &str| BoardCommand::CloseBed {
        bed,
        reason: ClosureReason::Works,
        until: Some(moment(until)),
    };
    hospital.act(close("21:00")).expect("closed past the evening");
    assert_eq!(free(&hospital), 1);
    hospital.act(BoardCommand::OpenBed { bed }).expect("open again");
    hospital
        .act(close("19:00"))
        .expect("closed, but open by the evening");
    assert_eq!(free(&hospital), 2);
}

#[test]
fn a_ward_that_promised_too_much_is_below_zero() {
    let mut hospital = Hospital::with(
        "Cardiologie
         401: P[MARTIN] F[libre]",
    );
    for visit in ["UN", "DEUX", "TROIS"] {
        expect(&mut hospital, visit, "16:00", "Cardiologie");
    }
    assert_eq!(hospital.board("Cardiologie").figures.evening.free, -2);
}

#[test]
fn departures_done_today_are_counted_once_the_patient_is_gone() {
    let mut hospital = hospital();
    let left = |hospital: &Hospital| hospital.board("Cardiologie").figures.left_today;
    assert_eq!(left(&hospital), 0);
    hospital.tell(Told::insert(Kind::Discharge, "MARTIN").of("MARTIN").at("11:00"));
    assert_eq!(left(&hospital), 1);
    // Moving within the ward is no departure, and neither is one of tomorrow.
    let (stay, bed) = (hospital.stay("DURAND"), hospital.bed("Cardiologie/402/F"));
    hospital
        .act(BoardCommand::PlaceStay { stay, bed })
        .expect("moved");
    hospital.tell(
        Told::insert(Kind::Discharge, "PETIT")
            .of("PETIT")
            .at("23 10:00")
            .sent("11:30"),
    );
    assert_eq!(left(&hospital), 1);
    hospital.wait_until("23 00:30");
    assert_eq!(left(&hospital), 0, "another day");
    hospital.wait_until("23 10:30");
    assert_eq!(left(&hospital), 1);
}

#[test]
fn arrivals_from_the_emergency_department_are_told_apart_where_the_feed_says_so() {
    let mut hospital = hospital();
    expect(&mut hospital, "PREVU", "16:00", "Cardiologie");
    hospital.tell(
        Told::insert(Kind::PreAdmission, "URGENT")
            .of("URGENT")
            .at("15:00")
            .in_("Cardiologie")
            .class(Class::Emergency),
    );
    assert_eq!(hospital.board("Cardiologie").figures.urgent_arrivals, 1);
}

#[test]
fn the_wards_own_plan_counts_as_a_departure_of_the_day() {
    let mut hospital = hospital();
    plan(&mut hospital, "MARTIN", Some("17:00"), Confidence::Confirmed);
    assert_eq!(hospital.board("Cardiologie").summary.departures_today, 1);
}

#[test]
fn every_specialty_has_letters_and_a_colour_of_its_own() {
    let hospital = hospital();
    let board = hospital.board("Cardiologie");
    assert_eq!(board.config.colour_by, ColourBy::Doctor);
    let names: Vec<(&Label, &str, u32)> = board
        .specialties
        .iter()
        .map(|it| (&it.name, it.monogram.as_str(), it.patients))
        .collect();
    assert_eq!(names.len(), 1, "{names:?}");
    assert_eq!((names[0].1, names[0].2), ("CAR", 4));
}

/// A bed for that visit is asked for and promised by the cell.
fn promise(hospital: &mut Hospital, visit: &str, bed: &str) {
    let asked = hospital
        .state
        .requests_of(hospital.stay(visit))
        .last()
        .map(|it| it.id);
    let request = asked.unwrap_or_else(|| hospital.request_for(visit, None).expect("asked"));
    hospital.assign(1, request, bed, None).expect("promised");
}

#[test]
fn a_bed_promised_by_the_cell_is_counted_once_in_the_evening() {
    let mut hospital = hospital().and(
        "Urgences
         B1: [LEROY]",
    );
    let free = |hospital: &Hospital| hospital.board("Cardiologie").figures.evening.free;
    assert_eq!(free(&hospital), 1);
    // Announced to the ward, without a bed: one fewer tonight, and no fewer once a bed of it is promised.
    expect(&mut hospital, "ATTENDU", "16:00", "Cardiologie");
    assert_eq!(free(&hospital), 0);
    promise(&mut hospital, "ATTENDU", "Cardiologie/402/F");
    assert_eq!(free(&hospital), 0);
    // Who leaves a bed that is promised to somebody of the emergency department frees it for nobody else.
    plan(&mut hospital, "MARTIN", Some("17:00"), Confidence::Confirmed);
    assert_eq!(free(&hospital), 1);
    promise(&mut hospital, "LEROY", "Cardiologie/401/P");
    assert_eq!(free(&hospital), 0);
}
