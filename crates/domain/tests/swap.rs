//! Two patients take each other's bed: both movements or none, and the same swap again is the way back.

use domain::bed::{ClosureReason, Hygiene};
use domain::command::BoardCommand;
use domain::movement::{Kind, Spot};
use domain::refusal::Refusal;
use domain::testing::{Hospital, Told};

fn ward() -> Hospital {
    Hospital::with(
        "Cardiologie
         401: P[MARTIN ♀78] F[KELLER ♀66]
         402: [DURAND ♂70]
         403: [libre]
         sans lit: PETIT",
    )
}

fn swap(hospital: &mut Hospital, one: &str, other: &str) -> Result<(), Refusal> {
    let (one, other) = (hospital.stay(one), hospital.stay(other));
    hospital.act(BoardCommand::SwapStays { one, other }).map(drop)
}

#[track_caller]
fn refuses(hospital: &mut Hospital, one: &str, other: &str, why: &Refusal) {
    let before = (hospital.draw("Cardiologie"), hospital.journal.len());
    assert_eq!(swap(hospital, one, other).as_ref(), Err(why));
    assert_eq!((hospital.draw("Cardiologie"), hospital.journal.len()), before);
}

#[test]
fn two_patients_take_each_others_bed_and_back() {
    let mut hospital = ward();
    swap(&mut hospital, "MARTIN", "DURAND").expect("swapped");
    hospital.shows(
        "Cardiologie
         401: P[DURAND ♂70] F[KELLER ♀66]
         402: [MARTIN ♀78]
         403: [libre]
         sans lit: PETIT",
    );
    assert_eq!(hospital.course("MARTIN"), ["401 P 08:00-12:00", "402 12:00-…"]);
    assert_eq!(hospital.course("DURAND"), ["402 08:00-12:00", "401 P 12:00-…"]);
    // Both beds are held for who lies there now, so that nobody else is placed there.
    let (martin, bed) = (hospital.stay("MARTIN"), hospital.bed("Cardiologie/402/402"));
    assert_eq!(hospital.state.index.claim_on(bed), Some(martin));
    swap(&mut hospital, "DURAND", "MARTIN").expect("and back");
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[KELLER ♀66]
         402: [DURAND ♂70]
         403: [libre]
         sans lit: PETIT",
    );
}

#[test]
fn two_neighbours_swap_within_their_room() {
    let mut hospital = ward();
    swap(&mut hospital, "KELLER", "MARTIN").expect("swapped");
    hospital.shows(
        "Cardiologie
         401: P[KELLER ♀66] F[MARTIN ♀78]
         402: [DURAND ♂70]
         403: [libre]
         sans lit: PETIT",
    );
}

#[test]
fn a_third_patient_claimed_in_one_of_the_beds_keeps_everybody_where_they_are() {
    let mut hospital = ward();
    hospital.tell(
        Told::insert(Kind::Admission, "INTRUS")
            .of("INTRUS")
            .at("11:00")
            .in_("Cardiologie/402/402"),
    );
    let (bed, by) = (hospital.bed("Cardiologie/402/402"), hospital.stay("INTRUS"));
    refuses(&mut hospital, "MARTIN", "DURAND", &Refusal::BedTaken { bed, by });
}

#[test]
fn who_is_in_no_bed_on_leave_or_gone_is_swapped_with_nobody() {
    let mut hospital = ward();
    let petit = hospital.stay("PETIT");
    refuses(&mut hospital, "MARTIN", "PETIT", &Refusal::NoBedToSwap(petit));
    refuses(&mut hospital, "PETIT", "MARTIN", &Refusal::NoBedToSwap(petit));
    let (keller, durand) = (hospital.stay("KELLER"), hospital.stay("DURAND"));
    hospital.tell(Told::insert(Kind::Leave, "KELLER").of("KELLER ♀66").at("11:00"));
    refuses(&mut hospital, "MARTIN", "KELLER", &Refusal::NoBedToSwap(keller));
    let at = hospital.now;
    hospital
        .act(BoardCommand::MarkLeft { stay: durand, at })
        .expect("gone");
    refuses(&mut hospital, "MARTIN", "DURAND", &Refusal::NotPresent(durand));
    refuses(&mut hospital, "MARTIN", "MARTIN", &Refusal::NothingToDo);
}

#[test]
fn a_bed_closed_around_its_patient_takes_no_other_one() {
    let mut hospital = ward();
    let bed = hospital.bed("Cardiologie/402/402");
    let (reason, until) = (ClosureReason::Breakdown, None);
    hospital
        .act(BoardCommand::CloseBed { bed, reason, until })
        .expect("closed");
    refuses(&mut hospital, "MARTIN", "DURAND", &Refusal::BedClosed(bed));
}

#[test]
fn beds_of_two_hospitals_are_not_swapped() {
    let mut hospital = ward();
    let elsewhere = Told::insert(Kind::Admission, "LOIN").of("LOIN").in_("M1/1/1");
    hospital.tell(elsewhere.seen(|it| it.source.facility = "CLINIQUE".parse().expect("a code")));
    let loin = hospital.state.stay(hospital.stay("LOIN")).expect("a stay");
    let Some(Spot::Bed(bed)) = loin.timeline.segments.last().map(|it| it.spot) else {
        panic!("in no bed");
    };
    refuses(&mut hospital, "MARTIN", "LOIN", &Refusal::OtherEstablishment(bed));
}

#[test]
fn nobody_is_placed_in_a_contaminated_bed() {
    let mut hospital = ward();
    let (stay, bed) = (hospital.stay("MARTIN"), hospital.bed("Cardiologie/403/403"));
    let mark = |hygiene| BoardCommand::MarkBed { bed, hygiene };
    hospital.act(mark(Hygiene::Contaminated)).expect("marked");
    assert_eq!(
        hospital.act(BoardCommand::PlaceStay { stay, bed }),
        Err(Refusal::BedNotReady(bed))
    );
    // Merely dirty may be: the ward knows what it does, and is warned beforehand.
    hospital.act(mark(Hygiene::ToClean)).expect("marked");
    hospital
        .act(BoardCommand::PlaceStay { stay, bed })
        .expect("placed");
}
