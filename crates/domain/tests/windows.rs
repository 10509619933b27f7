//! From when a bed can be promised, and to whom not: what placement proposes is what the rules accept.

use base::id::{HoldId, RequestId};
use domain::bed::ClosureReason;
use domain::care::{CareChange, Confidence, DischargePlan};
use domain::command::BoardCommand;
use domain::flow::{FlowRefusal, HoldCommand, HoldEnd, HoldState, Needs, RequestCommand};
use domain::movement::Kind;
use domain::refusal::Refusal;
use domain::testing::{Hospital, Told};

const P: &str = "Cardiologie/401/P";
const BED: &str = "Cardiologie/402/402";
const DISPUTED: &str = "Cardiologie/403/403";

/// ```text
/// Urgences     B1[MARTIN] B2[DURAND]     asked for: q0, q1
/// Cardiologie  401 P[PETIT] F[libre]  402[libre]  403[KELLER / GRAND]
/// ```
fn asked() -> (Hospital, RequestId, RequestId) {
    let mut hospital = Hospital::with(
        "Urgences
         B1: [MARTIN]
         B2: [DURAND]",
    )
    .and(
        "Cardiologie
         401: P[PETIT] F[libre]
         402: [libre]
         403: [KELLER / GRAND]",
    );
    let ward = Some(hospital.ward("Urgences"));
    let one = hospital.request_for("MARTIN", ward).expect("asked");
    let other = hospital.request_for("DURAND", ward).expect("asked");
    (hospital, one, other)
}

fn leaves(hospital: &mut Hospital, visit: &str, at: &str, confidence: Confidence) {
    let stay = hospital.stay(visit);
    let change = CareChange::Discharge(Some(DischargePlan {
        at: Some(hospital.at(at)),
        destination: None,
        confidence,
    }));
    let care = hospital.state.stay(stay).expect("a stay").care();
    let saw = care.revision(&change.topic());
    hospital
        .act(BoardCommand::StateCare { stay, change, saw })
        .expect("said");
}

fn stays_for(hospital: &mut Hospital, request: RequestId, nights: u16) {
    let known = hospital.state.request(request).expect("a request");
    let needs = Needs {
        nights: Some(nights),
        ..known.needs.clone()
    };
    let saw = known.needs_revision;
    hospital
        .flow(
            1,
            RequestCommand::Revise {
                request,
                needs: Box::new(needs),
                entry: None,
                saw,
            },
        )
        .expect("revised");
}

#[test]
fn an_estimate_frees_no_bed_and_a_word_that_is_sure_does() {
    let (mut hospital, one, _) = asked();
    let taken = Err(Refusal::BedTaken {
        bed: hospital.bed(P),
        by: hospital.stay("PETIT"),
    });
    leaves(&mut hospital, "PETIT", "16:00", Confidence::Estimated);
    assert_eq!(hospital.assign(1, one, P, None), taken);
    leaves(&mut hospital, "PETIT", "16:00", Confidence::Confirmed);
    hospital.assign(1, one, P, None).expect("given");
    hospital.promised("401 P: q0 par o1, 16:00-20:00");
}

#[test]
fn a_bed_that_two_are_said_to_lie_in_is_promised_to_nobody_even_when_both_leave() {
    let (mut hospital, one, _) = asked();
    for visit in ["KELLER", "GRAND"] {
        leaves(&mut hospital, visit, "16:00", Confidence::Confirmed);
    }
    assert!(matches!(
        hospital.assign(1, one, DISPUTED, None),
        Err(Refusal::BedTaken { .. })
    ));
}

#[test]
fn a_bed_that_opens_again_this_afternoon_is_promised_from_that_hour() {
    let (mut hospital, one, _) = asked();
    let close = |hospital: &Hospital, until: Option<&str>| BoardCommand::CloseBed {
        bed: hospital.bed(BED),
        reason: ClosureReason::Works,
        until: until.map(|it| hospital.at(it)),
    };
    let afternoon = close(&hospital, Some("15:00"));
    hospital.act(afternoon).expect("closed");
    hospital.assign(1, one, BED, None).expect("given");
    hospital.promised("402: q0 par o1, 15:00-19:00");

    let (mut hospital, one, _) = asked();
    let for_good = close(&hospital, None);
    hospital.act(for_good).expect("closed");
    let bed = hospital.bed(BED);
    assert_eq!(hospital.assign(1, one, BED, None), Err(Refusal::BedClosed(bed)));
}

#[test]
fn a_bed_is_had_until_somebody_planned_comes_and_not_beyond() {
    let (mut hospital, one, _) = asked();
    hospital.tell(
        Told::insert(Kind::PreAdmission, "P1")
            .of("ROUX")
            .at("25 14:00")
            .sent("9:00")
            .in_(BED),
    );
    let awaits = Err(Refusal::Flow(FlowRefusal::BedAwaits {
        bed: hospital.bed(BED),
        from: domain::testing::moment("25 14:00"),
    }));
    assert_eq!(
        hospital.assign(1, one, BED, None),
        awaits,
        "nobody says for how long"
    );
    stays_for(&mut hospital, one, 4);
    assert_eq!(hospital.assign(1, one, BED, None), awaits, "gone on the 26th");
    stays_for(&mut hospital, one, 2);
    hospital.assign(1, one, BED, None).expect("gone on the 24th");
    hospital.promised("402: q0 par o1, 12:00-16:00");
}

#[test]
fn nobody_is_promised_the_bed_they_lie_in() {
    let (mut hospital, one, _) = asked();
    let bed = hospital.bed("Urgences/B1/B1");
    assert_eq!(
        hospital.assign(1, one, "Urgences/B1/B1", Some("RELEVE")),
        Err(Refusal::Flow(FlowRefusal::LiesThere(bed)))
    );
}

#[test]
fn a_promise_whose_time_is_over_stands_in_nobodys_way_even_before_the_clock_looks() {
    let (mut hospital, one, other) = asked();
    hospital.keep(1, one, BED, 30).expect("kept");
    hospital.wait_until("12:30");
    hospital.keep(2, other, BED, 30).expect("kept");
    hospital.promised("402: q1 par o2, 12:30-13:00");
    hospital.asks(
        "q0 MARTIN (Urgences) en attente
         q1 DURAND (Urgences) lit 402",
    );
    let former = &hospital.state.hold(HoldId::new(0)).expect("a hold").state;
    let why = HoldEnd::Expired;
    assert_eq!(
        *former,
        HoldState::Ended {
            at: hospital.at("12:30"),
            why
        }
    );
}

#[test]
fn what_a_ward_keeps_for_somebody_is_what_they_are_given_once_a_bed_is_asked_for() {
    let mut hospital = Hospital::with("Urgences\nB1: [MARTIN]").and("Cardiologie\n402: [libre]");
    let (stay, bed) = (hospital.stay("MARTIN"), hospital.bed(BED));
    let keep = HoldCommand::Reserve {
        stay,
        bed,
        from: None,
        minutes: 60,
    };
    hospital.hold(3, keep).expect("kept");
    let ward = Some(hospital.ward("Urgences"));
    let request = hospital.request_for("MARTIN", ward).expect("asked");
    hospital.assign(1, request, BED, None).expect("given");
    hospital.promised("402: q0 par o1, 12:00-16:00");
    hospital.asks("q0 MARTIN (Urgences) lit 402");
}
