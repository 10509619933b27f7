//! What a feed says, event by event: a ward drawn before, messages told, the ward drawn after.

use base::time::HOUR;
use domain::movement::{Class, Kind, Said};
use domain::testing::{Hospital, Told, moment};
use domain::view::board::Face;

/// A ward of three beds with one patient.
fn cardiology() -> Hospital {
    Hospital::with(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [libre]",
    )
}

#[test]
fn an_empty_hospital_draws_the_wards_a_feed_speaks_of() {
    let mut hospital = Hospital::new();
    hospital.tell(
        Told::insert(Kind::Admission, "V1")
            .of("MARTIN ♀78")
            .in_("4036/22/3"),
    );
    hospital.tell(Told::insert(Kind::Arrival, "V2").of("DURAND").in_("4036"));
    hospital.shows(
        "UF 4036
         22: [MARTIN ♀78]
         sans lit: DURAND",
    );
}

#[test]
fn a01_a02_a03_admit_move_and_discharge() {
    let mut hospital = cardiology();
    hospital.tell(
        Told::insert(Kind::Admission, "KELLER")
            .of("KELLER")
            .at("08:30")
            .in_("Cardiologie/402/402"),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [KELLER]",
    );
    hospital.tell(
        Told::insert(Kind::Transfer, "KELLER")
            .of("KELLER")
            .at("09:00")
            .in_("Cardiologie/401/F"),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[KELLER]
         402: [à nettoyer]",
    );
    hospital.tell(
        Told::insert(Kind::Discharge, "KELLER")
            .of("KELLER")
            .at("11:00")
            .in_("Cardiologie/401/F"),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[à nettoyer]
         402: [à nettoyer]",
    );
}

#[test]
fn a11_undoes_an_admission_and_the_bed_is_as_if_nobody_had_come() {
    let mut hospital = cardiology();
    hospital.tell(
        Told::insert(Kind::Admission, "KELLER")
            .of("KELLER")
            .at("08:30")
            .in_("Cardiologie/402/402"),
    );
    hospital.tell(
        Told::cancel(Kind::Admission, "KELLER")
            .of("KELLER")
            .at("08:30")
            .sent("09:00"),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [libre]",
    );
    assert!(
        hospital
            .state
            .stay(hospital.stay("KELLER"))
            .is_some_and(|it| it.timeline.cancelled)
    );
}

#[test]
fn a12_undoes_a_transfer_although_it_carries_the_former_place() {
    let mut hospital = cardiology();
    hospital.tell(
        Told::insert(Kind::Transfer, "MARTIN")
            .of("MARTIN ♀78")
            .at("09:00")
            .in_("Cardiologie/402/402"),
    );
    let remarks = hospital.tell(
        Told::cancel(Kind::Transfer, "MARTIN")
            .of("MARTIN ♀78")
            .at("09:00")
            .in_("Cardiologie/401/P"),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [libre]",
    );
    assert_eq!(remarks, [], "what was recomputed is what the sender says");
}

#[test]
fn a12_that_states_another_place_than_the_one_recomputed_is_remarked() {
    let mut hospital = cardiology();
    hospital.tell(
        Told::insert(Kind::Transfer, "MARTIN")
            .of("MARTIN ♀78")
            .at("09:00")
            .in_("Cardiologie/402/402"),
    );
    let remarks = hospital.tell(
        Told::cancel(Kind::Transfer, "MARTIN")
            .of("MARTIN ♀78")
            .at("09:00")
            .in_("Cardiologie/401/F"),
    );
    assert_eq!(remarks, [domain::decide::Remark::SituationDiffers]);
}

#[test]
fn a13_brings_a_discharged_patient_back_and_the_next_a03_frees_the_bed_once() {
    let mut hospital = cardiology();
    let discharge = || Told::insert(Kind::Discharge, "MARTIN").of("MARTIN ♀78");
    hospital.tell(discharge().at("09:00"));
    hospital.tell(
        Told::cancel(Kind::Discharge, "MARTIN")
            .of("MARTIN ♀78")
            .at("09:00")
            .sent("09:05"),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [libre]",
    );
    hospital.tell(discharge().at("10:00").sent("10:01"));
    hospital.shows(
        "Cardiologie
         401: P[à nettoyer] F[libre]
         402: [libre]",
    );
}

#[test]
fn a04_then_a06_makes_an_in_patient_of_an_emergency() {
    let mut hospital = cardiology().and(
        "Urgences
         Box1: [libre]",
    );
    hospital.tell(
        Told::insert(Kind::Arrival, "V1")
            .of("ROUX")
            .at("09:00")
            .in_("Urgences/Box1/Box1")
            .class(Class::Emergency),
    );
    hospital.tell(
        Told::insert(Kind::ToInpatient, "V1")
            .of("ROUX")
            .at("10:00")
            .in_("Cardiologie/402/402")
            .class(Class::Inpatient),
    );
    hospital.shows(
        "Urgences
         Box1: [à nettoyer]",
    );
    assert_eq!(hospital.view("Cardiologie", "V1").class, Some(Class::Inpatient));
    assert_eq!(
        hospital.view("Cardiologie", "V1").since,
        moment("09:00"),
        "one stay since the emergency"
    );
}

#[test]
fn the_cancel_of_a06_comes_as_a07_and_brings_back_the_emergency() {
    let mut hospital = cardiology().and(
        "Urgences
         Box1: [libre]",
    );
    hospital.tell(
        Told::insert(Kind::Arrival, "V1")
            .of("ROUX")
            .at("09:00")
            .in_("Urgences/Box1/Box1")
            .class(Class::Emergency),
    );
    let became = |told: Told| told.of("ROUX").at("10:00").id("77");
    hospital.tell(
        became(Told::insert(Kind::ToInpatient, "V1"))
            .in_("Cardiologie/402/402")
            .class(Class::Inpatient),
    );
    // A07 with the ZBE-1 of the A06, ZBE-4 CANCEL and ZBE-6 A06: the place it states is the former one.
    hospital.tell(
        became(Told::cancel(Kind::ToInpatient, "V1"))
            .in_("Urgences/Box1/Box1")
            .class(Class::Emergency),
    );
    hospital.shows(
        "Urgences
         Box1: [ROUX]",
    );
    assert_eq!(hospital.view("Urgences", "V1").class, Some(Class::Emergency));
}

#[test]
fn a21_keeps_the_bed_and_a22_fills_it_again() {
    let mut hospital = cardiology();
    hospital.tell(
        Told::insert(Kind::Leave, "MARTIN")
            .of("MARTIN ♀78")
            .at("10:00")
            .in_("Bloc")
            .with(|it| it.expected_return = Said::Value(moment("18:00"))),
    );
    hospital.shows(
        "Cardiologie
         401: P[absent MARTIN ♀78] F[libre]
         402: [libre]",
    );
    let board = hospital.board("Cardiologie");
    assert_eq!((board.summary.on_leave, board.summary.occupied), (1, 0));
    assert!(
        matches!(board.rooms[0].beds[0].face, Face::OnLeave { back_at: Some(at), .. } if at == moment("18:00"))
    );
    hospital.tell(
        Told::insert(Kind::LeaveEnd, "MARTIN")
            .of("MARTIN ♀78")
            .at("11:00")
            .in_("Cardiologie"),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [libre]",
    );
}

#[test]
fn a52_and_a53_cancel_a_leave_and_its_return() {
    let mut hospital = cardiology();
    let leave = |told: Told| told.of("MARTIN ♀78").at("09:00");
    let back = |told: Told| told.of("MARTIN ♀78").at("10:00");
    hospital.tell(leave(Told::insert(Kind::Leave, "MARTIN")));
    hospital.tell(back(Told::insert(Kind::LeaveEnd, "MARTIN")));
    hospital.tell(back(Told::cancel(Kind::LeaveEnd, "MARTIN")).sent("10:05"));
    assert!(hospital.draw("Cardiologie").contains("P[absent MARTIN ♀78]"));
    hospital.tell(leave(Told::cancel(Kind::Leave, "MARTIN")).sent("10:06"));
    assert!(hospital.draw("Cardiologie").contains("P[MARTIN ♀78]"));
}

#[test]
fn a54_changes_the_doctor_and_a55_changes_back() {
    let mut hospital = cardiology();
    hospital.tell(
        Told::update(Kind::Admission, "MARTIN")
            .of("MARTIN ♀78")
            .in_("Cardiologie/401/P")
            .doctor("Weber"),
    );
    let change = |told: Told| told.of("MARTIN ♀78").at("10:00").in_("Cardiologie/401/P");
    let doctor = |hospital: &Hospital| {
        hospital
            .view("Cardiologie", "MARTIN")
            .doctor
            .map(|it| it.monogram.clone())
    };
    hospital.tell(change(Told::insert(Kind::DoctorChange, "MARTIN")).doctor("Haddad"));
    assert_eq!(doctor(&hospital).as_deref(), Some("HAD"));
    hospital.tell(change(Told::cancel(Kind::DoctorChange, "MARTIN")).sent("10:30"));
    assert_eq!(doctor(&hospital).as_deref(), Some("WEB"));
}

#[test]
fn a_passage_in_theatre_keeps_the_bed() {
    let mut hospital = cardiology();
    hospital.tell(Told::insert(Kind::Passage, "MARTIN").of("MARTIN ♀78").at("10:00"));
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [libre]",
    );
}

#[test]
fn a_birth_is_lodged_with_its_mother_and_named_later() {
    let mut hospital = Hospital::with(
        "Maternité
         12: A[LEROY ♀30] B[libre]",
    );
    let baby = |told: Told| told.at("09:00").in_("Maternité/12/B").child_of("LEROY ♀30");
    hospital.tell(baby(Told::insert(Kind::Admission, "BB").of("X")));
    assert_eq!(
        hospital.view("Maternité", "BB").with,
        Some(hospital.stay("LEROY"))
    );
    assert_eq!(
        hospital.view("Maternité", "LEROY").with,
        Some(hospital.stay("BB"))
    );
    hospital.tell(
        Told::fact("X", domain::observation::Fact::Identity)
            .sent("11:00")
            .but(|it| {
                it.family = "LEROY".parse().ok();
                it.given = "Zoé".parse().ok();
                it.sex = domain::identity::Sex::Female;
                it.birth = Some(20_261_122);
            }),
    );
    hospital.shows(
        "Maternité
         12: A[LEROY ♀30 (homonyme)] B[LEROY Zoé ♀0j (homonyme)]",
    );
}

#[test]
fn a_consultation_that_nobody_closed_leaves_the_corridor_after_a_day() {
    let mut hospital = cardiology();
    hospital.tell(
        Told::insert(Kind::Arrival, "V1")
            .of("ROUX")
            .at("11:00")
            .in_("Cardiologie")
            .class(Class::Outpatient),
    );
    assert_eq!(hospital.board("Cardiologie").summary.unplaced, 1);
    hospital.now = moment("23 12:00");
    assert_eq!(hospital.board("Cardiologie").summary.unplaced, 0);
    assert!(!hospital.draw("Cardiologie").contains("ROUX"));
}

#[test]
fn sessions_of_one_account_are_stays_of_their_own() {
    let mut hospital = cardiology();
    for (visit, at) in [("S1", "08:00"), ("S2", "10:00")] {
        hospital.tell(
            Told::insert(Kind::Arrival, visit)
                .of("ROUX")
                .account("NDA1")
                .at(at)
                .in_("Cardiologie/402/402")
                .class(Class::Recurring),
        );
        let left = Told::insert(Kind::Discharge, visit).of("ROUX").account("NDA1");
        hospital.tell(left.at(if visit == "S1" { "09:00" } else { "11:00" }));
    }
    assert_ne!(hospital.stay("S1"), hospital.stay("S2"));
    let drawer = domain::view::drawer::stay_drawer(
        &hospital.state,
        &hospital.vault,
        hospital.stay("S2"),
        hospital.now,
    );
    assert_eq!(
        drawer.expect("a drawer").others,
        [(hospital.stay("S1"), moment("08:00"))]
    );
}

#[test]
fn the_day_count_follows_midnight_and_not_24_hours() {
    let mut hospital = cardiology();
    hospital.tell(
        Told::insert(Kind::Admission, "V1")
            .of("ROUX")
            .at("21 23:30")
            .in_("Cardiologie/402/402"),
    );
    assert_eq!(hospital.view("Cardiologie", "V1").day, 1);
    hospital.now = moment("21 23:30").plus(HOUR / 4);
    assert_eq!(hospital.view("Cardiologie", "V1").day, 0);
}
