//! The traps of real feeds: late, repeated, reordered, contradictory and half-filled messages.

use domain::decide::Remark;
use domain::movement::Kind;
use domain::stay::Doubt;
use domain::testing::{Hospital, Told, moment};

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

fn doubts(hospital: &Hospital, visit: &str) -> Vec<Doubt> {
    let stay = hospital.state.stay(hospital.stay(visit)).expect("a stay");
    stay.timeline.doubts.to_vec()
}

#[test]
fn a_forgotten_passage_in_intensive_care_is_inserted_in_the_middle() {
    let mut hospital = hospital();
    hospital.tell(admission());
    hospital.tell(transfer("Cardiologie/402/402").at("10:00").id("2"));
    hospital.tell(
        transfer("Réanimation/R1/R1")
            .at("08:30")
            .id("3")
            .sent("11:00")
            .historic(),
    );
    assert_eq!(
        hospital.course("V1"),
        ["401 P 08:00-08:30", "R1 08:30-10:00", "402 10:00-…"]
    );
    hospital.shows(
        "Cardiologie
         401: P[à nettoyer] F[libre]
         402: [MARTIN]",
    );
    // And taken out again.
    let cancel = Told::cancel(Kind::Transfer, "V1")
        .of("MARTIN")
        .at("08:30")
        .id("3")
        .sent("11:05")
        .historic();
    hospital.tell(cancel.in_("Cardiologie/401/P"));
    assert_eq!(hospital.course("V1"), ["401 P 08:00-10:00", "402 10:00-…"]);
}

#[test]
fn a_forgotten_move_is_inserted_after_the_discharge() {
    let mut hospital = hospital();
    hospital.tell(admission());
    hospital.tell(Told::insert(Kind::Discharge, "V1").of("MARTIN").at("11:00"));
    hospital.tell(transfer("Cardiologie/402/402").sent("11:30").historic());
    assert_eq!(hospital.course("V1"), ["401 P 08:00-09:00", "402 09:00-11:00"]);
    assert_eq!(doubts(&hospital, "V1"), []);
}

#[test]
fn an_update_may_come_before_what_it_updates() {
    let mut hospital = hospital();
    let update = Told::update(Kind::Admission, "V1")
        .of("MARTIN")
        .at("08:15")
        .sent("08:40")
        .in_("Cardiologie/402/402");
    let remarks = hospital.tell(update);
    assert_eq!(remarks, [Remark::Doubt(Doubt::UnknownUpdated)]);
    hospital.tell(admission());
    assert_eq!(hospital.course("V1"), ["402 08:15-…"]);
    assert_eq!(doubts(&hospital, "V1"), []);
}

#[test]
fn a_cancel_may_come_before_what_it_cancels() {
    let mut hospital = hospital();
    let cancel = Told::cancel(Kind::Admission, "V1")
        .of("MARTIN")
        .at("08:00")
        .sent("08:40");
    assert_eq!(hospital.tell(cancel), [Remark::Doubt(Doubt::UnknownCancelled)]);
    hospital.tell(admission());
    assert_eq!(hospital.course("V1"), [""; 0]);
    assert_eq!(doubts(&hospital, "V1"), []);
}

#[test]
fn only_a_later_word_brings_a_cancelled_movement_back() {
    let mut hospital = hospital();
    hospital.tell(admission());
    hospital.tell(Told::cancel(Kind::Admission, "V1").of("MARTIN").sent("08:40"));
    hospital.tell(admission().in_("Cardiologie/401/F").sent("08:30"));
    assert_eq!(hospital.course("V1"), [""; 0]);
    hospital.tell(admission().in_("Cardiologie/401/F").sent("08:50"));
    assert_eq!(hospital.course("V1"), ["401 F 08:00-…"]);
}

#[test]
fn three_messages_of_one_movement_are_one_movement() {
    let mut hospital = hospital();
    hospital.tell(admission());
    let told = || {
        Told::insert(Kind::Transfer, "V1")
            .of("MARTIN")
            .at("09:00")
            .id("7")
    };
    hospital.tell(told().in_("Réanimation/R1/R1").seen(|it| it.stamp.sequence = 1));
    hospital.tell(
        told()
            .medical("M12")
            .without_moving()
            .seen(|it| it.stamp.sequence = 2),
    );
    hospital.tell(
        told()
            .care("S12")
            .without_moving()
            .seen(|it| it.stamp.sequence = 3),
    );
    assert_eq!(hospital.course("V1"), ["401 P 08:00-09:00", "R1 09:00-…"]);
    let stay = hospital.state.stay(hospital.stay("V1")).expect("a stay");
    let last = stay.timeline.segments.last().expect("a period");
    assert!(
        last.medical.is_some() && last.care.is_some(),
        "the three units are together: {last:?}"
    );
}

#[test]
fn two_numbers_of_one_movement_are_one_movement() {
    let mut hospital = hospital();
    hospital.tell(admission());
    hospital.tell(transfer("Cardiologie/402/402").id("12^BLOC"));
    // The second system numbers it too, and corrects it by its own number alone.
    hospital.tell(transfer("Cardiologie/402/402").id("7^GAM,12^BLOC").sent("09:10"));
    hospital.tell(
        Told::update(Kind::Transfer, "V1")
            .of("MARTIN")
            .at("09:30")
            .id("7^GAM")
            .sent("09:20")
            .in_("Réanimation/R1/R1"),
    );
    assert_eq!(hospital.course("V1"), ["401 P 08:00-09:30", "R1 09:30-…"]);
    hospital.tell(
        Told::cancel(Kind::Transfer, "V1")
            .of("MARTIN")
            .at("09:30")
            .id("12^BLOC")
            .sent("09:40"),
    );
    assert_eq!(hospital.course("V1"), ["401 P 08:00-…"]);
}

#[test]
fn messages_that_cross_each_other_tell_the_same_story() {
    let mut hospital = hospital();
    assert_eq!(
        hospital.tell(Told::insert(Kind::Discharge, "V1").of("MARTIN").at("11:00")),
        [Remark::Doubt(Doubt::NoAdmission)]
    );
    hospital.tell(transfer("Cardiologie/402/402"));
    assert_eq!(hospital.course("V1"), ["402 09:00-11:00"]);
    assert_eq!(doubts(&hospital, "V1"), [Doubt::NoAdmission]);
    hospital.tell(admission());
    assert_eq!(hospital.course("V1"), ["401 P 08:00-09:00", "402 09:00-11:00"]);
    assert_eq!(doubts(&hospital, "V1"), []);
}

#[test]
fn the_same_message_twice_says_nothing_new() {
    let mut hospital = hospital();
    hospital.tell(admission());
    let (seq, writes) = (hospital.state.seq, hospital.writes.len());
    hospital.tell(admission());
    assert_eq!((hospital.state.seq, hospital.writes.len()), (seq, writes));
}

#[test]
fn a_census_sent_again_changes_nothing_that_is_seen() {
    let mut hospital = hospital();
    hospital.tell(admission());
    hospital.tell(transfer("Cardiologie/402/402"));
    let before = hospital.draw("Cardiologie");
    // The admission as it was, in a message of its own, told hours later.
    hospital.tell(admission().sent("11:45"));
    assert_eq!(hospital.draw("Cardiologie"), before);
}

#[test]
fn an_admission_cancelled_under_later_moves_is_doubted_and_nobody_disappears() {
    let mut hospital = hospital();
    hospital.tell(admission());
    hospital.tell(transfer("Cardiologie/401/F").id("2"));
    hospital.tell(transfer("Cardiologie/402/402").id("3").at("10:00"));
    let remarks = hospital.tell(Told::cancel(Kind::Admission, "V1").of("MARTIN").sent("10:30"));
    assert_eq!(remarks, [Remark::Doubt(Doubt::AdmissionCancelled)]);
    hospital.shows(
        "Cardiologie
         401: P[libre] F[à nettoyer]
         402: [MARTIN [AdmissionCancelled]]",
    );
}

#[test]
fn a_clock_gone_mad_is_doubted_and_hides_nobody_else() {
    let mut hospital = hospital();
    hospital.tell(admission().with(|it| it.at = base::Moment::from_millis(32_500_000_000_000)));
    assert_eq!(doubts(&hospital, "V1"), [Doubt::FarFuture]);
    hospital.tell(
        Told::insert(Kind::Admission, "V2")
            .of("DURAND")
            .at("09:00")
            .in_("Cardiologie/401/P"),
    );
    hospital.shows(
        "Cardiologie
         401: P[DURAND] F[libre]
         402: [libre]",
    );
}

#[test]
fn without_zbe_a12_takes_back_the_last_transfer() {
    let mut hospital = hospital();
    hospital.tell(admission().without_zbe());
    hospital.tell(transfer("Cardiologie/401/F").without_zbe());
    hospital.tell(transfer("Cardiologie/402/402").at("10:00").without_zbe());
    let cancel = || Told::cancel(Kind::Transfer, "V1").of("MARTIN").without_zbe();
    hospital.tell(cancel().at("10:00").sent("10:05"));
    assert_eq!(hospital.course("V1"), ["401 P 08:00-09:00", "401 F 09:00-…"]);
    hospital.tell(cancel().at("10:30"));
    assert_eq!(hospital.course("V1"), ["401 P 08:00-…"]);
    // Nothing is left to take back: somebody must look.
    let remarks = hospital.tell(cancel().at("10:40"));
    assert_eq!(remarks, [Remark::Doubt(Doubt::UnknownCancelled)]);
    assert_eq!(hospital.course("V1"), ["401 P 08:00-…"]);
}

#[test]
fn without_zbe_a13_and_a11_find_what_they_cancel() {
    let mut hospital = hospital();
    // An emergency arrival (A04); the cancel (A11) does not say which kind of arrival it means.
    hospital.tell(
        Told::insert(Kind::Arrival, "V1")
            .of("MARTIN")
            .in_("Réanimation/R1/R1")
            .without_zbe(),
    );
    hospital.tell(
        Told::insert(Kind::Discharge, "V1")
            .of("MARTIN")
            .at("10:00")
            .without_zbe(),
    );
    hospital.tell(
        Told::cancel(Kind::Discharge, "V1")
            .of("MARTIN")
            .at("10:00")
            .sent("10:10")
            .without_zbe(),
    );
    assert_eq!(hospital.course("V1"), ["R1 08:00-…"]);
    hospital.tell(
        Told::cancel(Kind::Admission, "V1")
            .of("MARTIN")
            .sent("10:20")
            .without_zbe(),
    );
    assert_eq!(hospital.course("V1"), [""; 0]);
    assert_eq!(doubts(&hospital, "V1"), []);
}

#[test]
fn the_course_shows_what_was_cancelled_and_what_is_to_come() {
    let mut hospital = hospital();
    hospital.tell(admission().doctor("Weber"));
    hospital.tell(transfer("Réanimation/R1/R1").id("2"));
    hospital.tell(
        Told::cancel(Kind::Transfer, "V1")
            .of("MARTIN")
            .at("09:00")
            .id("2")
            .sent("09:10")
            .in_("Cardiologie/401/P"),
    );
    hospital.tell(
        Told::insert(Kind::PendingDischarge, "V1")
            .of("MARTIN")
            .at("15:00")
            .sent("11:00"),
    );
    let drawer = domain::view::drawer::stay_drawer(
        &hospital.state,
        &hospital.vault,
        hospital.stay("V1"),
        hospital.now,
    );
    let drawer = drawer.expect("a drawer");
    let steps: Vec<String> = drawer
        .course
        .iter()
        .map(|step| {
            let cancelled = if step.cancelled { " annulé" } else { "" };
            let expected = if step.expected { " attendu" } else { "" };
            format!(
                "{:?} {} {}{cancelled}{expected}",
                step.kind, step.place, step.detail
            )
        })
        .collect();
    assert_eq!(
        steps,
        [
            "Admission Cardiologie · 401 P WEBER",
            "Transfer Réanimation · R1  annulé",
            "PendingDischarge   attendu",
        ]
    );
    assert_eq!(drawer.bed.map(|(_, name)| name).as_deref(), Some("401 P"));
    assert_eq!(drawer.stay.since, moment("08:00"));
}
