//! What a feed announces: arrivals, moves and departures to come, and how they come true.

use domain::movement::{Destination, Kind, Said};
use domain::testing::{Hospital, Told, moment};
use domain::view::board::Leaving;

/// A ward of three beds with one patient.
fn cardiology() -> Hospital {
    Hospital::with(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [libre]",
    )
}

#[test]
fn a_discharge_dated_ahead_frees_the_bed_when_its_time_comes_and_not_before() {
    let mut hospital = cardiology();
    hospital.tell(
        Told::insert(Kind::Discharge, "MARTIN")
            .of("MARTIN ♀78")
            .at("14:00")
            .sent("11:00"),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [libre]",
    );
    hospital.wait_until("14:00");
    hospital.check();
    hospital.shows(
        "Cardiologie
         401: P[à nettoyer] F[libre]
         402: [libre]",
    );
}

#[test]
fn a05_reserves_its_bed_a_day_ahead_and_a38_gives_it_back() {
    let mut hospital = cardiology();
    let planned = |told: Told| told.of("ROUX").at("08:00").in_("Cardiologie/402/402");
    hospital.tell(
        planned(Told::insert(Kind::PreAdmission, "P1"))
            .with(|it| it.expected_admission = Said::Value(moment("14:00"))),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [réservé ROUX]",
    );
    let summary = hospital.board("Cardiologie").summary;
    assert_eq!(
        (summary.reserved, summary.free, summary.arrivals_today),
        (1, 1, 1)
    );
    hospital.tell(planned(Told::cancel(Kind::PreAdmission, "P1")));
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [libre]",
    );
}

#[test]
fn a_planned_admission_waits_in_the_list_without_a_bed_or_while_its_bed_is_taken() {
    let mut hospital = cardiology();
    hospital.tell(
        Told::insert(Kind::PreAdmission, "P1")
            .of("ROUX")
            .at("17:00")
            .in_("Cardiologie"),
    );
    hospital.tell(
        Told::insert(Kind::PreAdmission, "P2")
            .of("BLANC")
            .at("16:00")
            .in_("Cardiologie/401/P"),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [libre]
         attendus: BLANC, ROUX",
    );
}

#[test]
fn a_planned_admission_is_waited_for_twelve_hours_and_listed_until_the_end_of_tomorrow() {
    let mut hospital = cardiology();
    for (visit, at) in [
        ("TROPTARD", "21 23:59"),
        ("TARD", "22 00:01"),
        ("DEMAIN", "23 23:59"),
        ("PLUSTARD", "24 00:00"),
    ] {
        hospital.tell(
            Told::insert(Kind::PreAdmission, visit)
                .of(visit)
                .at(at)
                .in_("Cardiologie"),
        );
    }
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [libre]
         attendus: TARD, DEMAIN",
    );
}

#[test]
fn a01_after_a05_fills_the_reserved_bed_and_a11_falls_back_to_the_pre_admission() {
    let mut hospital = cardiology();
    hospital.tell(
        Told::insert(Kind::PreAdmission, "P1")
            .of("ROUX")
            .at("13:00")
            .in_("Cardiologie/402/402"),
    );
    let admission = || {
        Told::insert(Kind::Admission, "V1")
            .of("ROUX")
            .after("P1")
            .at("11:30")
    };
    hospital.tell(admission().in_("Cardiologie/402/402"));
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [ROUX]",
    );
    hospital.tell(
        Told::cancel(Kind::Admission, "V1")
            .of("ROUX")
            .after("P1")
            .at("11:30")
            .sent("11:40"),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [réservé ROUX]",
    );
}

#[test]
fn a15_reserves_the_bed_one_is_to_be_moved_to_and_a26_releases_it() {
    let mut hospital = cardiology().and(
        "Réanimation
         R1: [DURAND]",
    );
    let pending = |told: Told| {
        told.of("DURAND")
            .at("13:00")
            .sent("11:00")
            .in_("Réanimation/R1/R1")
    };
    hospital.tell(pending(Told::insert(Kind::PendingTransfer, "DURAND")).pending("Cardiologie/402/402"));
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [réservé DURAND]",
    );
    hospital.shows(
        "Réanimation
         R1: [DURAND]",
    );
    hospital.tell(pending(Told::cancel(Kind::PendingTransfer, "DURAND")).sent("11:05"));
    assert!(hospital.draw("Cardiologie").contains("402: [libre]"));
    hospital.tell(
        pending(Told::insert(Kind::PendingTransfer, "DURAND"))
            .id("2")
            .sent("11:06")
            .pending("Cardiologie/402/402"),
    );
    hospital.tell(
        Told::insert(Kind::Transfer, "DURAND")
            .of("DURAND")
            .at("11:30")
            .in_("Cardiologie/401/F"),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[DURAND]
         402: [libre]",
    );
}

#[test]
fn a16_announces_a_departure_and_a25_takes_it_back() {
    let mut hospital = cardiology();
    let pending = |told: Told| told.of("MARTIN ♀78").at("15:00").sent("09:00");
    hospital.tell(pending(Told::insert(Kind::PendingDischarge, "MARTIN")));
    let leaving = hospital.view("Cardiologie", "MARTIN").leaving;
    assert_eq!(
        leaving,
        Some(Leaving {
            at: moment("15:00"),
            day_only: false,
            today: true,
            late: false,
            announced: true,
            plan: None,
            destination: None,
        })
    );
    assert_eq!(hospital.board("Cardiologie").summary.departures_today, 1);
    hospital.tell(pending(Told::cancel(Kind::PendingDischarge, "MARTIN")).sent("10:00"));
    assert_eq!(hospital.view("Cardiologie", "MARTIN").leaving, None);
}

#[test]
fn an_expected_departure_is_late_once_its_hour_or_its_whole_day_is_over() {
    let mut hospital = cardiology();
    let leaves = |hospital: &mut Hospital, at: &str, sent: &str| {
        let told = Told::update(Kind::Admission, "MARTIN")
            .of("MARTIN ♀78")
            .sent(sent)
            .in_("Cardiologie/401/P");
        hospital.tell(told.with(|it| {
            it.expected_discharge = Said::Value(moment(at));
            it.destination = Said::Value(Destination::Rehab);
        }));
        hospital
            .view("Cardiologie", "MARTIN")
            .leaving
            .expect("a departure")
    };
    let at_eleven = leaves(&mut hospital, "11:00", "09:00");
    assert_eq!(
        (at_eleven.late, at_eleven.destination),
        (true, Some(Destination::Rehab))
    );
    let some_time_today = leaves(&mut hospital, "00:00", "09:01");
    assert_eq!(
        (
            some_time_today.day_only,
            some_time_today.today,
            some_time_today.late
        ),
        (true, true, false)
    );
    let some_time_yesterday = leaves(&mut hospital, "21 00:00", "09:02");
    assert_eq!(
        (some_time_yesterday.day_only, some_time_yesterday.late),
        (true, true)
    );
}
