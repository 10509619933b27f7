//! A planned admission moves while a bed is promised for it: the promise follows, or is given back and said so.

use base::id::{HoldId, RequestId};
use domain::flow::{HoldEnd, HoldState, Level, Needs, RequestCommand};
use domain::movement::Kind;
use domain::testing::{Hospital, Told};
use domain::view::feed::{What, feed};

const BED: &str = "Cardiologie/402/402";
const Q0: RequestId = RequestId::new(0);

/// ROUX is planned for 17:00, and 402 is promised from then on.
fn promised() -> Hospital {
    let mut hospital = Hospital::with("Cardiologie\n401: P[PETIT] F[libre]\n402: [libre]");
    plan(&mut hospital, "17:00", "09:00");
    hospital.assign(1, Q0, BED, None).expect("given");
    hospital.promised("402: q0 par o1, 17:00-21:00");
    hospital
}

fn plan(hospital: &mut Hospital, at: &str, sent: &str) {
    hospital.tell(
        Told::update(Kind::PreAdmission, "P1")
            .of("ROUX ♀48")
            .at(at)
            .sent(sent)
            .in_("Cardiologie"),
    );
}

fn revise(hospital: &mut Hospital, change: impl FnOnce(&mut Needs)) {
    let request = hospital.state.request(Q0).expect("a request");
    let mut needs = request.needs.clone();
    change(&mut needs);
    let saw = request.needs_revision;
    let command = RequestCommand::Revise {
        request: Q0,
        needs: Box::new(needs),
        entry: None,
        saw,
    };
    hospital.flow(1, command).expect("revised");
}

fn lost(hospital: &Hospital) -> Vec<String> {
    let told = feed(&hospital.state, &hospital.vault, hospital.now, 20);
    let lines = told.iter().filter_map(|it| match &it.what {
        What::Lost(place, why) => Some(format!("{} {why:?}", place.bed.as_deref().unwrap_or("?"))),
        _ => None,
    });
    lines.collect()
}

#[test]
fn an_admission_put_off_until_the_evening_keeps_its_bed_for_the_evening() {
    let mut hospital = promised();
    plan(&mut hospital, "20:00", "11:00");
    hospital.promised("402: q0 par o1, 20:00-00:00");
    // At the old end the bed is still theirs.
    hospital.wait_until("21:30");
    assert_eq!(hospital.let_come_due(), []);
    hospital.promised("402: q0 par o1, 20:00-00:00");
    assert_eq!(lost(&hospital), [""; 0]);
}

#[test]
fn a_patient_who_is_late_and_put_off_keeps_the_bed_too() {
    let mut hospital = promised();
    hospital.wait_until("17:30");
    plan(&mut hospital, "19:00", "17:30");
    hospital.promised("402: q0 par o1, 19:00-23:00");
}

#[test]
fn an_admission_put_off_by_more_than_a_promise_may_last_gives_its_bed_back_at_once() {
    let mut hospital = promised();
    plan(&mut hospital, "24 10:00", "11:00");
    hospital.promised("");
    hospital.asks("q0 ROUX (Admissions) en attente");
    let why = HoldEnd::Postponed(domain::testing::moment("24 10:00"));
    let ended = &hospital.state.hold(HoldId::new(0)).expect("a hold").state;
    assert_eq!(
        *ended,
        HoldState::Ended {
            at: hospital.now,
            why: why.clone()
        }
    );
    assert_eq!(lost(&hospital), [format!("402 {why:?}")], "the cell reads it");
}

#[test]
fn a_question_about_a_bed_that_is_given_back_is_taken_back() {
    let mut hospital = Hospital::with("Cardiologie\n402: [libre]");
    plan(&mut hospital, "17:00", "09:00");
    hospital.propose(Q0, "Cardiologie", Some(BED)).expect("asked");
    plan(&mut hospital, "25 17:00", "11:00");
    hospital.asks("q0 ROUX (Admissions) en attente [Cardiologie: reprise]");
    hospital.promised("");
}

#[test]
fn a_bed_that_the_feed_plans_for_another_meanwhile_is_given_back() {
    let mut hospital = Hospital::with("Cardiologie\n402: [libre]");
    plan(&mut hospital, "17:00", "09:00");
    revise(&mut hospital, |it| it.nights = Some(1));
    hospital.tell(
        Told::insert(Kind::PreAdmission, "P2")
            .of("BLANC")
            .at("23 18:00")
            .sent("9:00")
            .in_(BED),
    );
    hospital
        .assign(1, Q0, BED, None)
        .expect("gone by tomorrow at five");
    hospital.promised("402: q0 par o1, 17:00-21:00");
    plan(&mut hospital, "19:00", "11:00");
    hospital.promised("");
}

#[test]
fn who_completed_the_needs_loses_neither_them_nor_the_hour() {
    let mut hospital = promised();
    revise(&mut hospital, |it| it.level = Level::StepDown);
    plan(&mut hospital, "20:00", "11:00");
    let request = hospital.state.request(Q0).expect("a request");
    assert_eq!(request.needs.level, Level::StepDown);
    assert_eq!(request.wanted_at(), Some(hospital.at("20:00")));
    hospital.promised("402: q0 par o1, 20:00-00:00");
    // Once more: what the person said is still the person's.
    plan(&mut hospital, "21:00", "11:30");
    let request = hospital.state.request(Q0).expect("a request");
    assert_eq!(request.needs.level, Level::StepDown);
    assert_eq!(request.wanted_at(), Some(hospital.at("21:00")));
}

#[test]
fn an_hour_that_a_person_set_is_not_the_feeds_to_move() {
    let mut hospital = promised();
    let evening = hospital.at("19:00");
    revise(&mut hospital, |it| it.latest = Some(evening));
    hospital.promised("402: q0 par o1, 19:00-23:00");
    plan(&mut hospital, "20:00", "11:00");
    hospital.promised("402: q0 par o1, 19:00-23:00");
}
