//! What people do on a board: a ward drawn before, an action, the ward drawn after, and every refusal.

use base::time::{HOUR, MINUTE};
use domain::bed::{ClosureReason, Hygiene};
use domain::command::{BoardCommand, Command, StructureCommand};
use domain::decide::decide;
use domain::movement::Kind;
use domain::refusal::Refusal;
use domain::testing::{Hospital, Told, moment};

fn hospital() -> Hospital {
    Hospital::with(
        "Cardiologie
         401: P[MARTIN] F[libre]
         402: [libre]
         sans lit: DURAND",
    )
}

fn place(hospital: &mut Hospital, visit: &str, bed: &str) -> Result<(), Refusal> {
    let (stay, bed) = (hospital.stay(visit), hospital.bed(bed));
    hospital.act(BoardCommand::PlaceStay { stay, bed }).map(drop)
}

fn mark(hospital: &mut Hospital, bed: &str, hygiene: Hygiene) -> Result<(), Refusal> {
    let bed = hospital.bed(bed);
    hospital.act(BoardCommand::MarkBed { bed, hygiene }).map(drop)
}

/// Asserts that the action is refused so, and that nothing came of it.
#[track_caller]
fn refuses(hospital: &mut Hospital, action: BoardCommand, refusal: &Refusal) {
    let before = (hospital.state.freeze(), hospital.draw("Cardiologie"));
    assert_eq!(hospital.act(action).as_ref().err(), Some(refusal));
    assert_eq!((hospital.state.freeze(), hospital.draw("Cardiologie")), before);
}

#[test]
fn a_patient_without_a_bed_is_placed_and_taken_out_again() {
    let mut hospital = hospital();
    place(&mut hospital, "DURAND", "Cardiologie/402/402").expect("placed");
    hospital.shows(
        "Cardiologie
         401: P[MARTIN] F[libre]
         402: [DURAND]",
    );
    let stay = hospital.stay("DURAND");
    assert_eq!(
        hospital.state.index.claim_of(stay),
        Some(hospital.bed("Cardiologie/402/402"))
    );
    hospital.now = hospital.now.plus(MINUTE);
    hospital
        .act(BoardCommand::UnplaceStay { stay })
        .expect("taken out");
    hospital.shows(
        "Cardiologie
         401: P[MARTIN] F[libre]
         402: [à nettoyer]
         sans lit: DURAND",
    );
    assert_eq!(hospital.state.index.claim_of(stay), None);
}

#[test]
fn a_patient_placed_twice_in_a_minute_lies_in_the_second_bed() {
    let mut hospital = hospital();
    place(&mut hospital, "DURAND", "Cardiologie/402/402").expect("placed");
    place(&mut hospital, "DURAND", "Cardiologie/401/F").expect("placed again at the same instant");
    hospital.shows(
        "Cardiologie
         401: P[MARTIN] F[DURAND]
         402: [libre]",
    );
}

#[test]
fn a_taken_bed_is_refused_and_by_whom_it_is_taken() {
    let mut hospital = hospital();
    let (bed, by) = (hospital.bed("Cardiologie/401/P"), hospital.stay("MARTIN"));
    let stay = hospital.stay("DURAND");
    refuses(
        &mut hospital,
        BoardCommand::PlaceStay { stay, bed },
        &Refusal::BedTaken { bed, by },
    );
    // Kept for somebody on leave is taken too.
    hospital.tell(Told::insert(Kind::Leave, "MARTIN").of("MARTIN").at("09:00"));
    refuses(
        &mut hospital,
        BoardCommand::PlaceStay { stay, bed },
        &Refusal::BedTaken { bed, by },
    );
}

#[test]
fn a_bed_promised_to_a_patient_who_comes_later_today_is_not_taken() {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::PreAdmission, "ROUX")
            .of("ROUX")
            .at("18:00")
            .in_("Cardiologie/402/402"),
    );
    place(&mut hospital, "DURAND", "Cardiologie/402/402").expect("who is there comes first");
    hospital.shows(
        "Cardiologie
         401: P[MARTIN] F[libre]
         402: [DURAND]
         attendus: ROUX",
    );
}

#[test]
fn nobody_is_placed_in_a_closed_or_removed_bed_or_twice_in_the_same() {
    let mut hospital = hospital();
    let (stay, bed) = (hospital.stay("DURAND"), hospital.bed("Cardiologie/402/402"));
    let until = Some(moment("18:00"));
    let reason = ClosureReason::Works;
    hospital
        .act(BoardCommand::CloseBed { bed, reason, until })
        .expect("closed");
    refuses(
        &mut hospital,
        BoardCommand::PlaceStay { stay, bed },
        &Refusal::BedClosed(bed),
    );
    // Once its time is over, a closure closes nothing.
    hospital.wait_until("18:00");
    place(&mut hospital, "DURAND", "Cardiologie/402/402").expect("placed");
    refuses(
        &mut hospital,
        BoardCommand::PlaceStay { stay, bed },
        &Refusal::NothingToDo,
    );
    let gone = hospital.bed("Cardiologie/401/F");
    hospital.must(&Command::Structure(StructureCommand::RemoveBed { bed: gone }));
    refuses(
        &mut hospital,
        BoardCommand::PlaceStay { stay, bed: gone },
        &Refusal::BedRemoved(gone),
    );
}

#[test]
fn unknown_beds_and_stays_and_absent_patients_are_refused() {
    let mut hospital = hospital();
    let (nobody, nowhere) = (base::id::StayId::new(99), base::id::BedId::new(99));
    let (stay, bed) = (hospital.stay("DURAND"), hospital.bed("Cardiologie/402/402"));
    let at = hospital.now;
    for (action, refusal) in [
        (
            BoardCommand::PlaceStay { stay: nobody, bed },
            Refusal::UnknownStay(nobody),
        ),
        (
            BoardCommand::PlaceStay { stay, bed: nowhere },
            Refusal::UnknownBed(nowhere),
        ),
        (
            BoardCommand::UnplaceStay { stay: nobody },
            Refusal::UnknownStay(nobody),
        ),
        (BoardCommand::UnplaceStay { stay }, Refusal::NothingToDo),
        (
            BoardCommand::MarkLeft { stay: nobody, at },
            Refusal::UnknownStay(nobody),
        ),
        (BoardCommand::UnmarkLeft { stay }, Refusal::NotMarkedLeft(stay)),
        (
            BoardCommand::OpenBed { bed: nowhere },
            Refusal::UnknownBed(nowhere),
        ),
        (BoardCommand::OpenBed { bed }, Refusal::NothingToDo),
        (
            BoardCommand::SettleDispute { bed, keeps: stay },
            Refusal::NoDispute(bed),
        ),
    ] {
        refuses(&mut hospital, action, &refusal);
    }
    hospital.tell(Told::insert(Kind::Discharge, "DURAND").of("DURAND").at("11:00"));
    refuses(
        &mut hospital,
        BoardCommand::PlaceStay { stay, bed },
        &Refusal::NotPresent(stay),
    );
}

#[test]
fn a_bed_of_another_establishment_is_refused() {
    let mut hospital = hospital();
    let elsewhere = Told::insert(Kind::Admission, "V9").of("ROUX").in_("M1/1/1");
    hospital.tell(elsewhere.seen(|it| it.source.facility = "CLINIQUE".parse().expect("a code")));
    let number = domain::testing::identifier(domain::identity::IdentifierKind::Visit, "V9");
    let roux = hospital.vault.stay_by_visit(&number).expect("a stay");
    let bed = hospital.bed("Cardiologie/402/402");
    refuses(
        &mut hospital,
        BoardCommand::PlaceStay { stay: roux, bed },
        &Refusal::OtherEstablishment(bed),
    );
}

#[test]
fn a_patient_seen_leaving_frees_the_bed_before_the_administration_knows() {
    let mut hospital = hospital();
    let stay = hospital.stay("MARTIN");
    hospital
        .act(BoardCommand::MarkLeft {
            stay,
            at: moment("11:50"),
        })
        .expect("left");
    hospital.shows(
        "Cardiologie
         401: P[à nettoyer] F[libre]
         402: [libre]
         sans lit: DURAND",
    );
    let drawer = domain::view::drawer::stay_drawer(&hospital.state, &hospital.vault, stay, hospital.now);
    assert_eq!(drawer.expect("a drawer").stay.seen_leaving, Some(moment("11:50")));
    hospital
        .act(BoardCommand::UnmarkLeft { stay })
        .expect("still there");
    assert!(hospital.draw("Cardiologie").contains("P[MARTIN]"));
    hospital
        .act(BoardCommand::MarkLeft {
            stay,
            at: moment("11:55"),
        })
        .expect("left");
    // The administration says the same twenty minutes later: the bed is not to be cleaned a second time.
    mark(&mut hospital, "Cardiologie/401/P", Hygiene::Clean).expect("cleaned");
    hospital.wait_until("12:20");
    hospital.tell(Told::insert(Kind::Discharge, "MARTIN").of("MARTIN").at("12:15"));
    hospital.shows(
        "Cardiologie
         401: P[libre] F[libre]
         402: [libre]
         sans lit: DURAND",
    );
}

#[test]
fn nobody_leaves_in_the_future_before_coming_or_twice() {
    let mut hospital = hospital();
    let stay = hospital.stay("MARTIN");
    let future = hospital.now.plus(HOUR);
    refuses(
        &mut hospital,
        BoardCommand::MarkLeft { stay, at: future },
        &Refusal::InTheFuture,
    );
    let early = moment("07:59");
    refuses(
        &mut hospital,
        BoardCommand::MarkLeft { stay, at: early },
        &Refusal::BeforeArrival(stay),
    );
    // A browser's clock may be a little ahead.
    let ahead = hospital.now.plus(MINUTE / 2);
    hospital
        .act(BoardCommand::MarkLeft { stay, at: ahead })
        .expect("left now");
    let at = hospital.now;
    refuses(
        &mut hospital,
        BoardCommand::MarkLeft { stay, at },
        &Refusal::NotPresent(stay),
    );
}

#[test]
fn a_bed_is_cleaned_step_by_step() {
    let mut hospital = hospital();
    let bed = "Cardiologie/402/402";
    for (hygiene, shown) in [
        (Hygiene::ToClean, "402: [à nettoyer]"),
        (Hygiene::Cleaning, "402: [en nettoyage]"),
        (Hygiene::Contaminated, "402: [contaminé]"),
        (Hygiene::Clean, "402: [libre]"),
    ] {
        hospital.now = hospital.now.plus(MINUTE);
        mark(&mut hospital, bed, hygiene).expect("marked");
        assert!(
            hospital.draw("Cardiologie").contains(shown),
            "{}",
            hospital.draw("Cardiologie")
        );
        assert_eq!(mark(&mut hospital, bed, hygiene), Err(Refusal::NothingToDo));
    }
    let (taken, by) = (hospital.bed("Cardiologie/401/P"), hospital.stay("MARTIN"));
    let hygiene = Hygiene::ToClean;
    refuses(
        &mut hospital,
        BoardCommand::MarkBed { bed: taken, hygiene },
        &Refusal::BedInUse { bed: taken, by },
    );
}

#[test]
fn a_bed_closes_opens_and_opens_by_itself() {
    let mut hospital = hospital();
    let bed = hospital.bed("Cardiologie/402/402");
    let close = |until| BoardCommand::CloseBed {
        bed,
        reason: ClosureReason::Staffing,
        until,
    };
    let past = Some(moment("11:00"));
    refuses(&mut hospital, close(past), &Refusal::BeforeNow);
    hospital.act(close(None)).expect("closed");
    assert!(hospital.draw("Cardiologie").contains("402: [fermé]"));
    refuses(&mut hospital, close(None), &Refusal::NothingToDo);
    hospital.act(BoardCommand::OpenBed { bed }).expect("open");
    assert!(hospital.draw("Cardiologie").contains("402: [libre]"));
    hospital.act(close(Some(moment("15:00")))).expect("closed");
    assert_eq!(hospital.board("Cardiologie").summary.closed, 1);
    hospital.wait_until("15:00");
    assert_eq!(hospital.board("Cardiologie").summary.closed, 0);
    assert!(hospital.draw("Cardiologie").contains("402: [libre]"));
}

#[test]
fn a_person_settles_a_dispute_and_the_other_patient_is_in_the_ward_without_a_bed() {
    let mut hospital = Hospital::with(
        "Cardiologie
         401: P[MARTIN / DURAND / PETIT] F[libre]",
    );
    let bed = hospital.bed("Cardiologie/401/P");
    let keeps = hospital.stay("DURAND");
    hospital
        .act(BoardCommand::SettleDispute { bed, keeps })
        .expect("settled");
    hospital.shows(
        "Cardiologie
         401: P[DURAND] F[libre]
         sans lit: MARTIN, PETIT",
    );
    refuses(
        &mut hospital,
        BoardCommand::SettleDispute { bed, keeps },
        &Refusal::NoDispute(bed),
    );
}

#[test]
fn a_dispute_is_not_settled_for_somebody_who_has_no_part_in_it() {
    let mut hospital = Hospital::with(
        "Cardiologie
         401: P[MARTIN / DURAND] F[PETIT]",
    );
    let (bed, keeps) = (hospital.bed("Cardiologie/401/P"), hospital.stay("PETIT"));
    refuses(
        &mut hospital,
        BoardCommand::SettleDispute { bed, keeps },
        &Refusal::NoDispute(bed),
    );
}

#[test]
fn what_a_person_placed_stays_when_the_feed_only_repeats_the_place_it_knew() {
    let mut hospital = hospital();
    hospital.now = moment("09:00");
    place(&mut hospital, "MARTIN", "Cardiologie/402/402").expect("placed");
    // A change of doctor and a change of unit restate the bed of the admission.
    hospital.now = moment("12:00");
    hospital.tell(
        Told::insert(Kind::DoctorChange, "MARTIN")
            .of("MARTIN")
            .at("10:00")
            .in_("Cardiologie/401/P"),
    );
    hospital.tell(
        Told::insert(Kind::Transfer, "MARTIN")
            .of("MARTIN")
            .at("10:30")
            .in_("Cardiologie/401/P")
            .medical("M12"),
    );
    assert!(
        hospital.draw("Cardiologie").contains("402: [MARTIN]"),
        "{}",
        hospital.draw("Cardiologie")
    );
    // A place the feed had not said before is a move, and wins.
    hospital.tell(
        Told::insert(Kind::Transfer, "MARTIN")
            .of("MARTIN")
            .at("11:00")
            .id("3")
            .in_("Cardiologie/401/F"),
    );
    assert!(
        hospital.draw("Cardiologie").contains("F[MARTIN]"),
        "{}",
        hospital.draw("Cardiologie")
    );
}

#[test]
fn a_settled_dispute_stays_settled_when_the_feed_repeats_itself() {
    let mut hospital = Hospital::with(
        "Cardiologie
         401: P[MARTIN / DURAND] F[libre]",
    );
    hospital.now = moment("09:00");
    let (bed, keeps) = (hospital.bed("Cardiologie/401/P"), hospital.stay("DURAND"));
    hospital
        .act(BoardCommand::SettleDispute { bed, keeps })
        .expect("settled");
    hospital.tell(
        Told::insert(Kind::DoctorChange, "MARTIN")
            .of("MARTIN")
            .at("10:00")
            .in_("Cardiologie/401/P"),
    );
    hospital.tell(
        Told::update(Kind::Admission, "MARTIN")
            .of("MARTIN")
            .sent("10:05")
            .in_("Cardiologie/401/P"),
    );
    hospital.now = moment("12:00");
    hospital.shows(
        "Cardiologie
         401: P[DURAND] F[libre]
         sans lit: MARTIN",
    );
}

#[test]
fn a_claim_ends_when_the_feed_moves_the_patient_on() {
    let mut hospital = hospital();
    place(&mut hospital, "DURAND", "Cardiologie/402/402").expect("placed");
    let bed = hospital.bed("Cardiologie/402/402");
    hospital.now = moment("13:00");
    hospital.tell(
        Told::insert(Kind::Transfer, "DURAND")
            .of("DURAND")
            .at("12:30")
            .in_("Cardiologie/401/F"),
    );
    assert_eq!(hospital.state.index.claim_on(bed), None);
    mark(&mut hospital, "Cardiologie/402/402", Hygiene::Clean).expect("cleaned");
    let stay = hospital.stay("MARTIN");
    hospital
        .act(BoardCommand::PlaceStay { stay, bed })
        .expect("the bed is free for a claim again");
    hospital.shows(
        "Cardiologie
         401: P[à nettoyer] F[DURAND]
         402: [MARTIN]",
    );
}

#[test]
fn a_feed_that_puts_somebody_in_a_claimed_bed_makes_a_dispute_and_no_second_claim() {
    let mut hospital = hospital();
    place(&mut hospital, "DURAND", "Cardiologie/402/402").expect("placed");
    hospital.tell(
        Told::insert(Kind::Admission, "ROUX")
            .of("ROUX")
            .at("11:59")
            .in_("Cardiologie/402/402"),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN] F[libre]
         402: [DURAND / ROUX]",
    );
    let (bed, keeps) = (hospital.bed("Cardiologie/402/402"), hospital.stay("ROUX"));
    hospital
        .act(BoardCommand::SettleDispute { bed, keeps })
        .expect("settled");
    assert_eq!(
        hospital.state.index.claim_on(bed),
        None,
        "the claim of who does not lie there is closed"
    );
}

#[test]
fn a_patient_placed_elsewhere_claims_one_bed_even_when_an_announced_move_leads_back() {
    let mut hospital = hospital();
    let announced = Told::insert(Kind::Transfer, "DURAND")
        .of("DURAND")
        .at("18:00")
        .sent("11:00");
    hospital.tell(announced.in_("Cardiologie/402/402"));
    place(&mut hospital, "DURAND", "Cardiologie/402/402").expect("placed early");
    place(&mut hospital, "DURAND", "Cardiologie/401/F").expect("placed elsewhere until then");
    // The hospital checks that the claims of the state are those that the decisions opened and closed.
    assert_eq!(hospital.state.index.claim_of(hospital.stay("DURAND")), None);
}

#[test]
fn a_decision_is_the_same_every_time_it_is_asked() {
    let hospital = hospital();
    let action = Command::Board(BoardCommand::PlaceStay {
        stay: hospital.stay("DURAND"),
        bed: hospital.bed("Cardiologie/402/402"),
    });
    let judged = || decide(&hospital.state, &hospital.vault, &action, hospital.now);
    assert_eq!(judged(), judged());
}

#[test]
fn where_cleaning_is_not_followed_a_bed_is_taken_to_be_clean_after_a_while() {
    let mut hospital = hospital();
    let settings = domain::settings::Settings {
        clean_after_minutes: Some(60),
        ..(*hospital.state.settings).clone()
    };
    hospital.must(&Command::Configure(Box::new(settings)));
    let (stay, at) = (hospital.stay("MARTIN"), hospital.now);
    hospital.act(BoardCommand::MarkLeft { stay, at }).expect("left");
    hospital.now = hospital.now.plus(59 * MINUTE);
    hospital.shows(
        "Cardiologie
         401: P[à nettoyer] F[libre]
         402: [libre]
         sans lit: DURAND",
    );
    hospital.now = hospital.now.plus(MINUTE);
    hospital.shows(
        "Cardiologie
         401: P[libre] F[libre]
         402: [libre]
         sans lit: DURAND",
    );
}
