//! Promised beds: the situation, what is done, the situation after.

use base::Code;
use base::id::{HoldId, PersonId, RequestId};
use domain::command::BoardCommand;
use domain::flow::{FlowRefusal, HoldCommand, HoldEnd, HoldState, Outcome, StageName};
use domain::movement::Kind;
use domain::refusal::Refusal;
use domain::testing::{Hospital, Told};

fn code(text: &str) -> Code {
    Code::new(text).expect("code")
}

/// ```text
/// Urgences     B1[MARTIN] B2[DURAND]     asked for: q0, q1
/// Cardiologie  401 P[PETIT] F[libre]  402[libre]
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
         402: [libre]",
    );
    let ward = Some(hospital.ward("Urgences"));
    let one = hospital.request_for("MARTIN", ward).expect("asked");
    let other = hospital.request_for("DURAND", ward).expect("asked");
    (hospital, one, other)
}

const BED: &str = "Cardiologie/402/402";
const H0: HoldId = HoldId::new(0);

fn end_of(hospital: &Hospital, hold: HoldId) -> HoldEnd {
    match &hospital.state.hold(hold).expect("a hold").state {
        HoldState::Ended { why, .. } => why.clone(),
        HoldState::Active => panic!("it lasts"),
    }
}

#[test]
fn two_people_take_one_bed_one_wins_and_the_other_is_told_from_whom_and_since_when() {
    let (mut hospital, one, other) = asked();
    hospital.keep(1, one, BED, 30).expect("the first");
    let since = hospital.now;
    hospital.wait_until("12:01");
    assert_eq!(
        hospital.keep(2, other, BED, 30),
        Err(Refusal::Flow(FlowRefusal::BedHeld {
            bed: hospital.bed(BED),
            hold: H0,
            by: PersonId::new(1),
            since,
        }))
    );
    hospital.promised("402: q0 par o1, 12:00-12:30");
    hospital.asks(
        "q0 MARTIN (Urgences) lit 402
         q1 DURAND (Urgences) en attente",
    );
}

#[test]
fn a_hold_ends_at_its_hour_and_not_before_and_says_that_hour_however_late() {
    let (mut hospital, one, other) = asked();
    hospital.keep(1, one, BED, 30).expect("kept");
    hospital.wait_until("12:29");
    assert_eq!(hospital.let_come_due(), []);
    // The server was down for an hour.
    hospital.wait_until("13:40");
    assert_eq!(hospital.let_come_due(), [domain::flow::Due::Hold(H0)]);
    hospital.promised("");
    let ended = HoldState::Ended {
        at: hospital.at("12:30"),
        why: HoldEnd::Expired,
    };
    assert_eq!(hospital.state.hold(H0).expect("hold").state, ended);
    hospital.asks(
        "q0 MARTIN (Urgences) en attente
         q1 DURAND (Urgences) en attente",
    );
    hospital.keep(2, other, BED, 30).expect("free again");
}

#[test]
fn nobody_takes_the_bed_from_a_patient_who_is_on_the_way() {
    let (mut hospital, one, _) = asked();
    hospital.keep(1, one, BED, 30).expect("kept");
    hospital.wait_until("12:20");
    let at = hospital.now;
    hospital
        .flow(1, domain::flow::RequestCommand::Depart { request: one, at })
        .expect("gone");
    hospital.wait_until("13:00");
    assert_eq!(hospital.let_come_due(), []);
    hospital
        .flow(
            1,
            domain::flow::RequestCommand::Arrive {
                request: one,
                at: hospital.now,
            },
        )
        .expect("there");
    assert_eq!(end_of(&hospital, H0), HoldEnd::Kept);
}

#[test]
fn a_hold_is_made_longer_never_shorter() {
    let (mut hospital, one, _) = asked();
    hospital.keep(1, one, BED, 30).expect("kept");
    let extend = |minutes| HoldCommand::Extend { hold: H0, minutes };
    assert_eq!(hospital.hold(1, extend(20)), Err(Refusal::NothingToDo));
    assert_eq!(
        hospital.hold(1, extend(2_000)),
        Err(Refusal::Flow(FlowRefusal::BadMinutes { most: 1_440 }))
    );
    hospital.hold(1, extend(60)).expect("longer");
    hospital.promised("402: q0 par o1, 12:00-13:00");
    // Given, it is firmer: the same hold.
    hospital.assign(1, one, BED, None).expect("given");
    hospital.promised("402: q0 par o1, 12:00-16:00");
}

#[test]
fn whoever_does_not_answer_for_a_hold_says_why_they_let_it_go() {
    let (mut hospital, one, _) = asked();
    hospital.keep(1, one, BED, 30).expect("kept");
    let release = |reason| HoldCommand::Release { hold: H0, reason };
    assert_eq!(
        hospital.hold(2, release(None)),
        Err(Refusal::Flow(FlowRefusal::SomebodyElses {
            hold: H0,
            owner: PersonId::new(1)
        }))
    );
    hospital
        .hold(2, release(Some(code("RELEVE"))))
        .expect("with a reason");
    assert_eq!(end_of(&hospital, H0), HoldEnd::Released(Some(code("RELEVE"))));
    hospital.asks(
        "q0 MARTIN (Urgences) en attente
         q1 DURAND (Urgences) en attente",
    );
    assert_eq!(
        hospital.hold(1, release(None)),
        Err(Refusal::Flow(FlowRefusal::HoldOver(H0)))
    );
}

#[test]
fn a_hold_is_taken_over_with_a_reason() {
    let (mut hospital, one, _) = asked();
    hospital.keep(1, one, BED, 30).expect("kept");
    let take = |reason: &str| HoldCommand::TakeOver {
        hold: H0,
        reason: code(reason),
    };
    assert_eq!(
        hospital.hold(2, take("ENVIE")),
        Err(Refusal::Flow(FlowRefusal::UnknownReason(code("ENVIE"))))
    );
    hospital.hold(2, take("RELEVE")).expect("taken over");
    hospital.promised("402: q0 par o2, 12:00-12:30");
    assert_eq!(hospital.hold(2, take("RELEVE")), Err(Refusal::NothingToDo));
}

#[test]
fn another_bed_takes_the_place_of_the_first() {
    let (mut hospital, one, _) = asked();
    hospital.keep(1, one, BED, 30).expect("kept");
    hospital.assign(1, one, "Cardiologie/401/F", None).expect("given");
    hospital.promised("401 F: q0 par o1, 12:00-16:00");
    assert_eq!(end_of(&hospital, H0), HoldEnd::Moot);
}

#[test]
fn a_bed_with_somebody_in_it_is_promised_only_from_when_they_leave() {
    let (mut hospital, one, _) = asked();
    let bed = hospital.bed("Cardiologie/401/P");
    let taken = Err(Refusal::BedTaken {
        bed,
        by: hospital.stay("PETIT"),
    });
    assert_eq!(hospital.keep(1, one, "Cardiologie/401/P", 30), taken);
    hospital.tell(
        Told::insert(Kind::PendingDischarge, "PETIT")
            .of("PETIT")
            .at("14:00")
            .sent("11:00")
            .in_("Cardiologie/401/P")
            .with(|it| {
                it.expected_discharge = domain::movement::Said::Value(domain::testing::moment("14:00"))
            }),
    );
    let from = |time: &str, hospital: &Hospital| HoldCommand::Assign {
        request: one,
        bed,
        from: Some(hospital.at(time)),
        forced: None,
        ledger: None,
        saw: hospital.revision(one),
    };
    let early = from("13:30", &hospital);
    assert_eq!(hospital.hold(1, early), taken);
    let later = from("14:00", &hospital);
    hospital.hold(1, later).expect("promised");
    hospital.promised("401 P: q0 par o1, 14:00-18:00");
    // Petit leaves half an hour late: the promise waits.
    hospital.wait_until("14:20");
    assert_eq!(hospital.let_come_due(), []);
    hospital.promised("401 P: q0 par o1, 14:00-18:00");
}

/// A ward announces that Petit leaves at 14:00.
fn petit_leaves_at_two(hospital: &mut Hospital) {
    hospital.tell(
        Told::insert(Kind::PendingDischarge, "PETIT")
            .of("PETIT")
            .at("14:00")
            .sent("11:00")
            .in_("Cardiologie/401/P")
            .with(|it| {
                it.expected_discharge = domain::movement::Said::Value(domain::testing::moment("14:00"))
            }),
    );
}

#[test]
fn a_bed_soon_free_is_given_from_the_hour_at_which_it_is_free() {
    let (mut hospital, one, _) = asked();
    petit_leaves_at_two(&mut hospital);
    hospital
        .assign(1, one, "Cardiologie/401/P", None)
        .expect("nobody has to type the hour");
    hospital.promised("401 P: q0 par o1, 14:00-18:00");
}

#[test]
fn a_ward_is_asked_about_a_bed_soon_free_and_its_yes_lasts_from_that_hour() {
    let (mut hospital, one, _) = asked();
    petit_leaves_at_two(&mut hospital);
    hospital
        .propose(one, "Cardiologie", Some("Cardiologie/401/P"))
        .expect("asked");
    hospital.promised("401 P: q0 par o1, 14:00-15:00");
    hospital
        .answer(one, domain::flow::Answer::Accept { bed: None })
        .expect("yes");
    hospital.promised("401 P: q0 par o1, 14:00-18:00");
}

#[test]
fn a_question_about_a_bed_soon_free_ends_in_its_time_and_lets_the_bed_go() {
    let (mut hospital, one, _) = asked();
    petit_leaves_at_two(&mut hospital);
    hospital
        .propose(one, "Cardiologie", Some("Cardiologie/401/P"))
        .expect("asked");
    hospital.wait_until("13:00");
    hospital.let_come_due();
    hospital.promised("");
    hospital.asks(
        "q0 MARTIN (Urgences) en attente [Cardiologie: sans réponse]
         q1 DURAND (Urgences) en attente",
    );
}

#[test]
fn a_bed_for_a_planned_admission_is_kept_from_the_hour_of_the_admission() {
    let (mut hospital, ..) = asked();
    hospital.tell(
        Told::insert(Kind::PreAdmission, "ROUX")
            .of("ROUX")
            .at("17:00")
            .sent("11:00")
            .in_("Cardiologie"),
    );
    let planned = RequestId::new(2);
    hospital.assign(1, planned, BED, None).expect("given");
    hospital.promised("402: q2 par o1, 17:00-21:00");
}

#[test]
fn a_feed_that_puts_somebody_else_in_a_promised_bed_is_believed_and_the_promise_ends_visibly() {
    let (mut hospital, one, _) = asked();
    hospital.assign(1, one, BED, None).expect("given");
    hospital.tell(
        Told::insert(Kind::Admission, "ROUX")
            .of("ROUX")
            .at("11:50")
            .in_(BED),
    );
    hospital.promised("");
    assert_eq!(end_of(&hospital, H0), HoldEnd::Broken(hospital.stay("ROUX")));
    hospital.asks(
        "q0 MARTIN (Urgences) en attente
         q1 DURAND (Urgences) en attente",
    );
}

#[test]
fn a_board_places_nobody_in_a_bed_promised_to_another_and_keeps_the_promise_for_whom_it_is() {
    let (mut hospital, one, _) = asked();
    hospital.assign(1, one, BED, None).expect("given");
    let bed = hospital.bed(BED);
    let (petit, martin) = (hospital.stay("PETIT"), hospital.stay("MARTIN"));
    assert_eq!(
        hospital.act(BoardCommand::PlaceStay { stay: petit, bed }),
        Err(Refusal::Flow(FlowRefusal::BedHeld {
            bed,
            hold: H0,
            by: PersonId::new(1),
            since: hospital.now,
        }))
    );
    hospital
        .act(BoardCommand::PlaceStay { stay: martin, bed })
        .expect("theirs");
    hospital.promised("");
    assert_eq!(end_of(&hospital, H0), HoldEnd::Kept);
    hospital.asks(
        "q0 MARTIN (Urgences) arrivé 402
         q1 DURAND (Urgences) en attente",
    );
}

#[test]
fn a_closed_or_removed_bed_is_promised_to_nobody() {
    let (mut hospital, one, _) = asked();
    let bed = hospital.bed(BED);
    hospital
        .act(BoardCommand::CloseBed {
            bed,
            reason: domain::bed::ClosureReason::Works,
            until: None,
        })
        .expect("closed");
    assert_eq!(hospital.keep(1, one, BED, 30), Err(Refusal::BedClosed(bed)));
}

#[test]
fn after_a_refusal_a_bed_of_that_ward_is_given_only_with_a_reason_which_is_kept() {
    let (mut hospital, one, _) = asked();
    hospital.propose(one, "Cardiologie", Some(BED)).expect("asked");
    let ward = hospital.ward("Cardiologie");
    let not_agreed = Err(Refusal::Flow(FlowRefusal::NotAgreed(ward)));
    assert_eq!(
        hospital.assign(1, one, BED, None),
        not_agreed,
        "it has not answered yet"
    );
    let reason = code("CHARGE");
    hospital
        .answer(one, domain::flow::Answer::Refuse { reason })
        .expect("refused");
    assert_eq!(hospital.assign(1, one, BED, None), not_agreed);
    hospital.assign(1, one, BED, Some("ASTREINTE")).expect("forced");
    hospital.promised("402: q0 par o1, 12:00-16:00");
    let journal = serde_json::to_string(&hospital.journal.last().expect("an event").1).expect("json");
    assert!(journal.contains("ASTREINTE"), "{journal}");
}

#[test]
fn a_ward_keeps_a_bed_for_somebody_it_awaits_without_any_request() {
    let (mut hospital, ..) = asked();
    let (stay, bed) = (hospital.stay("PETIT"), hospital.bed(BED));
    let reserve = |stay| HoldCommand::Reserve {
        stay,
        bed,
        from: None,
        minutes: 60,
    };
    assert_eq!(
        hospital.hold(3, reserve(hospital.stay("MARTIN"))),
        Err(Refusal::Flow(FlowRefusal::AlreadyAsked(RequestId::new(0)))),
        "who is asked for is given a bed through the request"
    );
    hospital.hold(3, reserve(stay)).expect("kept");
    hospital.promised(&format!("402: {stay} par o3, 12:00-13:00"));
    // A better one takes the place of the first: nobody is kept two.
    let other = HoldCommand::Reserve {
        stay,
        bed: hospital.bed("Cardiologie/401/F"),
        from: None,
        minutes: 60,
    };
    hospital.hold(3, other).expect("kept");
    hospital.promised(&format!("401 F: {stay} par o3, 12:00-13:00"));
    assert_eq!(end_of(&hospital, H0), HoldEnd::Moot);
    hospital.hold(3, reserve(stay)).expect("kept again");
    hospital.promised(&format!("402: {stay} par o3, 12:00-13:00"));
    hospital.wait_until("12:10");
    hospital.tell(
        Told::insert(Kind::Transfer, "PETIT")
            .of("PETIT")
            .at("12:05")
            .in_(BED),
    );
    hospital.promised("");
    assert_eq!(end_of(&hospital, HoldId::new(2)), HoldEnd::Kept);
}

/// The feed announces ROUX's admission and a transfer of theirs: one patient, two requests. The bed kept for the first is
/// given to the second.
#[test]
fn a_bed_given_to_the_same_patient_under_another_request_is_promised_once() {
    let mut hospital = Hospital::with("Cardiologie\n402: [libre]").and("Pneumologie\n201: [libre]");
    let told = |told: Told| {
        told.of("ROUX")
            .at("10:00")
            .in_("Cardiologie/402/402")
            .without_zbe()
    };
    let mut tell = |it: Told| hospital.tell(it.without_moving());
    tell(told(Told::update(Kind::PendingTransfer, "ROUX")).pending("Cardiologie/402/402"));
    tell(told(Told::update(Kind::PreAdmission, "ROUX")));
    let planned = hospital.state.requests.last().expect("a request").id;
    hospital
        .propose(planned, "Cardiologie", Some(BED))
        .expect("proposed");
    hospital.tell(
        Told::update(Kind::Admission, "ROUX")
            .of("ROUX")
            .at("10:00")
            .in_("Cardiologie")
            .id("1")
            .without_moving(),
    );
    let open: Vec<RequestId> = hospital.state.open_requests().map(|it| it.id).collect();
    assert_eq!(open.len(), 2, "{}", hospital.requests());
    let other = *open.iter().find(|it| **it != planned).expect("the other one");
    hospital
        .assign(1, other, BED, Some("ASTREINTE"))
        .expect("given to the same patient");
    assert_eq!(
        hospital.state.lasting_holds().count(),
        1,
        "{}",
        hospital.promises()
    );
    let held = hospital.state.lasting_holds().next().and_then(|it| it.request());
    assert_eq!(held, Some(other));
    let stage = |id| hospital.state.request(id).expect("a request").stage.name();
    assert_eq!((stage(planned), stage(other)), (StageName::Open, StageName::Held));
    let asked = hospital.state.request(planned).expect("a request");
    let last = asked.answers.last().map(|it| &it.outcome);
    assert_eq!(last, Some(&Outcome::TakenBack), "and the ward is asked no more");
    hospital.check();
}

#[test]
fn the_board_draws_a_promised_bed_and_says_to_whom_and_until_when() {
    let (mut hospital, one, _) = asked();
    hospital.keep(1, one, BED, 30).expect("kept");
    hospital.shows(
        "Cardiologie
         401: P[PETIT] F[libre]
         402: [réservé MARTIN]",
    );
    let somebody = hospital.request_announced("VERNEUIL", None).expect("announced");
    hospital.keep(2, somebody, "Cardiologie/401/F", 30).expect("kept");
    hospital.shows(
        "Cardiologie
         401: P[PETIT] F[promis]
         402: [réservé MARTIN]",
    );
    let board = hospital.board("Cardiologie");
    let hold = board
        .tiles()
        .find_map(|it| it.hold.as_ref().filter(|it| it.stay.is_none()));
    let hold = hold.expect("a promise");
    assert_eq!(hold.until, hospital.at("12:30"));
    assert_eq!(hold.owner, PersonId::new(2));
    assert!(hold.ready);
    assert_eq!((board.summary.reserved, board.summary.free), (2, 0));
    // A board that may not name them does not.
    let veiled = domain::view::board::ward_board(
        &hospital.state,
        &hospital.vault.veiled(),
        hospital.ward("Cardiologie"),
        hospital.now,
    );
    let veiled = format!("{:?}", veiled.expect("a board"));
    assert!(!veiled.contains("VERNEUIL") && !veiled.contains("MARTIN"));
    // Its time over, the bed is free again on the board, before anybody said so.
    hospital.wait_until("12:31");
    hospital.shows(
        "Cardiologie
         401: P[PETIT] F[libre]
         402: [libre]",
    );
}

#[test]
fn a_bed_left_on_a_day_without_an_hour_is_kept_from_the_hour_at_which_people_leave() {
    let (mut hospital, one, _) = asked();
    hospital.tell(
        Told::insert(Kind::PendingDischarge, "PETIT")
            .of("PETIT")
            .at("23 00:00")
            .sent("11:00")
            .in_("Cardiologie/401/P")
            .with(|it| {
                it.expected_discharge = domain::movement::Said::Value(domain::testing::moment("23 00:00"))
            }),
    );
    hospital.assign(1, one, "Cardiologie/401/P", None).expect("given");
    let hold = hospital.state.hold(H0).expect("a hold");
    assert_eq!(
        (hold.from, hold.until),
        (
            domain::testing::moment("23 14:00"),
            domain::testing::moment("23 18:00")
        ),
        "at midnight nobody leaves, and four hours later the promise would be over"
    );
}

#[test]
fn a_ward_says_yes_to_no_bed_that_was_closed_while_it_was_asked() {
    let (mut hospital, one, _) = asked();
    hospital.propose(one, "Cardiologie", Some(BED)).expect("asked");
    let bed = hospital.bed(BED);
    let close = BoardCommand::CloseBed {
        bed,
        reason: domain::bed::ClosureReason::Works,
        until: None,
    };
    hospital.act(close).expect("closed");
    assert_eq!(
        hospital.answer(one, domain::flow::Answer::Accept { bed: None }),
        Err(Refusal::BedClosed(bed))
    );
    hospital
        .answer(
            one,
            domain::flow::Answer::Accept {
                bed: Some(hospital.bed("Cardiologie/401/F")),
            },
        )
        .expect("another one");
    hospital.promised("401 F: q0 par o2, 12:00-16:00");
}

#[test]
fn a_bed_kept_for_later_is_given_for_now_when_the_patient_is_to_come_now() {
    let (mut hospital, one, _) = asked();
    let needs = |hospital: &Hospital, earliest| {
        let request = hospital.state.request(one).expect("a request");
        domain::flow::RequestCommand::Revise {
            request: one,
            needs: Box::new(domain::flow::Needs {
                earliest,
                ..request.needs.clone()
            }),
            entry: None,
            saw: request.needs_revision,
        }
    };
    let evening = needs(&hospital, Some(hospital.at("18:00")));
    hospital.flow(1, evening).expect("wanted in the evening");
    hospital.assign(1, one, BED, None).expect("given");
    hospital.promised("402: q0 par o1, 18:00-22:00");
    let now = needs(&hospital, None);
    hospital.flow(1, now).expect("wanted now");
    hospital.assign(1, one, BED, None).expect("given for now");
    hospital.promised("402: q0 par o1, 12:00-22:00");
}
