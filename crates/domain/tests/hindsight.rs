//! What we know today of a past instant, beside what the board showed then.

use domain::bed::{ClosureReason, Hygiene};
use domain::command::BoardCommand;
use domain::movement::Kind;
use domain::testing::{Hospital, Told, moment};

/// Noon, in a ward that knows of two patients.
fn noon() -> Hospital {
    Hospital::with(
        "Cardiologie
         401: P[MARTIN] F[libre]
         402: [PETIT]",
    )
}

/// Noon, with what the same hospital has learned by 18:00.
fn in_hindsight(then: &Hospital, learn: impl FnOnce(&mut Hospital)) -> Hospital {
    let mut today = then.clone();
    today.wait_until("18:00");
    learn(&mut today);
    let mut shown = then.clone();
    shown.state = then.state.in_hindsight(&today.state, then.now);
    shown.vault = today.vault;
    shown.check();
    shown
}

fn told(kind: Kind, who: &str, at: &str) -> Told {
    Told::insert(kind, who).of(who).at(at).sent("17:00")
}

#[test]
fn a_transfer_told_late_has_happened() {
    let shown = in_hindsight(&noon(), |hospital| {
        hospital.tell(told(Kind::Transfer, "MARTIN", "11:00").in_("Cardiologie/401/F"));
    });
    shown.shows(
        "Cardiologie
         401: P[à nettoyer] F[MARTIN]
         402: [PETIT]",
    );
}

#[test]
fn a_patient_whose_admission_came_late_was_there() {
    let shown = in_hindsight(&noon(), |hospital| {
        hospital.tell(told(Kind::Admission, "ROUX", "17:30").in_("Cardiologie/401/F"));
        hospital.tell(told(Kind::Admission, "DURAND", "11:00").in_("Cardiologie/401/F"));
    });
    // ROUX, registered before DURAND, came after noon: not there, and not in the way.
    shown.shows(
        "Cardiologie
         401: P[MARTIN] F[DURAND]
         402: [PETIT]",
    );
}

#[test]
fn a_departure_told_late_has_happened_and_one_that_came_later_has_not() {
    let shown = in_hindsight(&noon(), |hospital| {
        hospital.tell(told(Kind::Discharge, "MARTIN", "10:00"));
        hospital.tell(told(Kind::Discharge, "PETIT", "15:00"));
    });
    shown.shows(
        "Cardiologie
         401: P[à nettoyer] F[libre]
         402: [PETIT]",
    );
    let petit = shown.state.stay(shown.stay("PETIT")).expect("a stay");
    assert_eq!(
        petit.timeline.left_at, None,
        "what was not known then stays unknown"
    );
}

#[test]
fn an_admission_that_never_was_is_gone() {
    let shown = in_hindsight(&noon(), |hospital| {
        let cancel = Told::cancel(Kind::Admission, "PETIT")
            .of("PETIT")
            .at("08:00")
            .sent("17:00");
        hospital.tell(cancel.in_("Cardiologie/402/402"));
    });
    shown.shows(
        "Cardiologie
         401: P[MARTIN] F[libre]
         402: [libre]",
    );
}

#[test]
fn what_was_stated_of_a_bed_is_left_as_it_was_stated_by_then() {
    let shown = in_hindsight(&noon(), |hospital| {
        let bed = hospital.bed("Cardiologie/401/F");
        let reason = ClosureReason::Works;
        let until = None;
        hospital
            .act(BoardCommand::MarkBed {
                bed,
                hygiene: Hygiene::Contaminated,
            })
            .expect("marked");
        hospital
            .act(BoardCommand::CloseBed { bed, reason, until })
            .expect("closed");
        let (stay, at) = (hospital.stay("MARTIN"), moment("11:30"));
        hospital
            .act(BoardCommand::MarkLeft { stay, at })
            .expect("seen leaving");
    });
    // That the patient was seen leaving at 11:30 was said afterwards, of a time before noon.
    shown.shows(
        "Cardiologie
         401: P[à nettoyer] F[libre]
         402: [PETIT]",
    );
}

#[test]
fn where_nothing_came_late_hindsight_is_what_was_shown() {
    let then = noon();
    let shown = in_hindsight(&then, |hospital| {
        hospital.tell(told(Kind::Transfer, "PETIT", "16:00").in_("Cardiologie/401/F"));
    });
    assert_eq!(shown.state.freeze(), then.state.freeze());
}
