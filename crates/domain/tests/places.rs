//! Where a message says a patient is: half-filled, odd, contradicted or shared places.

use domain::movement::{Class, Kind};
use domain::testing::{Hospital, Told};

fn hospital() -> Hospital {
    Hospital::with(
        "Cardiologie
         401: P[libre] F[libre]
         402: [libre]",
    )
    .and(
        "Réanimation
         R1: [libre]",
    )
}

fn admission() -> Told {
    Told::insert(Kind::Admission, "V1")
        .of("MARTIN")
        .at("08:00")
        .in_("Cardiologie/401/P")
}

fn transfer(place: &str) -> Told {
    Told::insert(Kind::Transfer, "V1")
        .of("MARTIN")
        .at("09:00")
        .in_(place)
}

#[test]
fn two_patients_in_one_bed_are_a_dispute_that_a_later_message_may_settle() {
    let mut hospital = hospital();
    hospital.tell(admission());
    hospital.tell(
        Told::insert(Kind::Admission, "V2")
            .of("DURAND")
            .at("09:00")
            .in_("Cardiologie/401/P"),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN / DURAND] F[libre]
         402: [libre]",
    );
    let summary = hospital.board("Cardiologie").summary;
    assert_eq!((summary.disputed, summary.occupied, summary.beds()), (1, 0, 3));
    hospital.tell(transfer("Cardiologie/402/402").at("08:55"));
    hospital.shows(
        "Cardiologie
         401: P[DURAND] F[libre]
         402: [MARTIN]",
    );
}

#[test]
fn one_patient_in_two_beds_is_doubted_on_both_boards() {
    let mut hospital = hospital();
    hospital.tell(admission());
    hospital.tell(
        Told::insert(Kind::Admission, "V2")
            .of("MARTIN")
            .at("09:00")
            .in_("Réanimation/R1/R1"),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN [TwoPlaces]] F[libre]
         402: [libre]",
    );
    hospital.shows(
        "Réanimation
         R1: [MARTIN [TwoPlaces]]",
    );
}

#[test]
fn two_patients_swap_their_beds_and_three_go_round() {
    let mut hospital = Hospital::with(
        "Cardiologie
         401: P[A] F[B]
         402: [C]",
    );
    let to = |who: &str, place: &str, id: &str| {
        Told::insert(Kind::Transfer, who)
            .of(who)
            .at("10:00")
            .id(id)
            .in_(place)
    };
    hospital.tell(to("A", "Cardiologie/401/F", "1"));
    assert!(
        hospital.draw("Cardiologie").contains("F[A / B]"),
        "halfway, the doubt is visible"
    );
    hospital.tell(to("B", "Cardiologie/401/P", "2"));
    hospital.shows(
        "Cardiologie
         401: P[B] F[A]
         402: [C]",
    );
    for (who, place, id) in [
        ("B", "Cardiologie/401/F", "3"),
        ("A", "Cardiologie/402/402", "4"),
        ("C", "Cardiologie/401/P", "5"),
    ] {
        hospital.tell(to(who, place, id).at("11:00"));
    }
    hospital.shows(
        "Cardiologie
         401: P[C] F[B]
         402: [A]",
    );
}

#[test]
fn a_unit_known_only_by_its_responsibility_lodges_too() {
    let mut hospital = Hospital::new();
    hospital.tell(
        Told::insert(Kind::Admission, "V1")
            .of("MARTIN")
            .in_("")
            .medical("3601")
            .care("3600"),
    );
    hospital.shows(
        "UF 3600
         sans lit: MARTIN",
    );
    hospital.tell(
        Told::insert(Kind::Transfer, "V1")
            .of("MARTIN")
            .at("09:00")
            .in_("")
            .medical("3701")
            .care("3700"),
    );
    hospital.shows("UF 3600");
    hospital.shows(
        "UF 3700
         sans lit: MARTIN",
    );
}

#[test]
fn placeholder_rooms_are_no_beds() {
    let mut hospital = hospital();
    hospital.tell(admission().in_("Cardiologie/ZGEN/ZGEN"));
    hospital.tell(
        Told::insert(Kind::Admission, "V2")
            .of("DURAND")
            .in_("Cardiologie/401/TRAN"),
    );
    hospital.shows(
        "Cardiologie
         401: P[libre] F[libre]
         402: [libre]
         sans lit: MARTIN, DURAND",
    );
}

#[test]
fn a_bed_without_its_room_or_its_unit_is_found_all_the_same() {
    let mut hospital = hospital();
    hospital.tell(admission().in_("Cardiologie//420"));
    hospital.tell(Told::insert(Kind::Admission, "V2").of("DURAND").in_("/402/402"));
    hospital.shows(
        "Cardiologie
         401: P[libre] F[libre]
         402: [DURAND]
         420: [MARTIN]",
    );
}

#[test]
fn a_message_without_a_place_leaves_the_patient_where_they_are() {
    let mut hospital = hospital();
    hospital.tell(admission());
    hospital.tell(transfer("").medical("M12").without_moving());
    hospital.shows(
        "Cardiologie
         401: P[MARTIN] F[libre]
         402: [libre]",
    );
}

#[test]
fn a_change_of_class_that_names_the_unit_alone_keeps_the_bed() {
    let mut hospital = hospital();
    hospital.tell(admission().class(Class::Emergency));
    let change = Told::update(Kind::Admission, "V1")
        .of("MARTIN")
        .sent("09:00")
        .in_("Cardiologie");
    hospital.tell(change.class(Class::Inpatient).without_moving());
    hospital.shows(
        "Cardiologie
         401: P[MARTIN] F[libre]
         402: [libre]",
    );
    assert_eq!(hospital.view("Cardiologie", "V1").class, Some(Class::Inpatient));
}

#[test]
fn a_bed_filled_in_later_at_the_instant_of_the_admission_is_where_the_patient_always_was() {
    let mut hospital = hospital();
    hospital.tell(admission().in_("Cardiologie"));
    hospital.tell(
        Told::update(Kind::Admission, "V1")
            .of("MARTIN")
            .sent("08:20")
            .in_("Cardiologie/402/402"),
    );
    assert_eq!(hospital.course("V1"), ["402 08:00-…"]);
}

#[test]
fn a_bed_in_a_closed_or_removed_place_never_hides_its_patient() {
    use domain::bed::ClosureReason;
    use domain::command::{BoardCommand, Command, StructureCommand};
    let mut hospital = hospital();
    let (closed, removed) = (
        hospital.bed("Cardiologie/401/P"),
        hospital.bed("Cardiologie/402/402"),
    );
    let reason = ClosureReason::Works;
    hospital
        .act(BoardCommand::CloseBed {
            bed: closed,
            reason,
            until: None,
        })
        .expect("closed");
    hospital.must(&Command::Structure(StructureCommand::RemoveBed { bed: removed }));
    hospital.tell(admission());
    hospital.tell(
        Told::insert(Kind::Admission, "V2")
            .of("DURAND")
            .in_("Cardiologie/402/402"),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN] F[libre]
         sans lit: DURAND",
    );
}
