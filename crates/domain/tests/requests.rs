//! Requests for beds: the situation, what is done, the situation after.

use base::Code;
use base::id::{RequestId, WardId};
use domain::command::Command;
use domain::flow::{
    AnnouncedName, Answer, Asker, By, FlowCommand, FlowFlaw, FlowRefusal, ListName, Needs, NewRequest,
    Origin, RequestCommand, Rule, SingleRoom, StageName, Who,
};
use domain::identity::Sex;
use domain::movement::{Class, Kind};
use domain::refusal::Refusal;
use domain::testing::{Hospital, Told};

fn hospital() -> Hospital {
    Hospital::with(
        "Urgences
         B1: [MARTIN]
         B2: [DURAND]
         B3: [libre]",
    )
    .and(
        "Cardiologie
         401: P[PETIT] F[libre]
         402: [libre]",
    )
}

fn code(text: &str) -> Code {
    Code::new(text).expect("code")
}

fn ed(hospital: &Hospital) -> Option<WardId> {
    Some(hospital.ward("Urgences"))
}

/// A hospital in which Martin's bed was asked for.
fn asked() -> (Hospital, RequestId) {
    let mut hospital = hospital();
    let ward = ed(&hospital);
    let request = hospital.request_for("MARTIN", ward).expect("asked");
    (hospital, request)
}

fn wrong_stage(request: RequestId, stage: StageName) -> Result<(), Refusal> {
    Err(Refusal::Flow(FlowRefusal::WrongStage { request, stage }))
}

#[test]
fn a_request_goes_from_the_emergency_department_to_the_bed() {
    let (mut hospital, request) = asked();
    hospital.asks("q0 MARTIN (Urgences) en attente");

    hospital
        .propose(request, "Cardiologie", Some("Cardiologie/402/402"))
        .expect("proposed");
    hospital.asks("q0 MARTIN (Urgences) proposée à Cardiologie 402 avant 12:15");
    hospital.promised("402: q0 par o1, 12:00-13:00");

    hospital.wait_until("12:10");
    hospital
        .answer(request, Answer::Accept { bed: None })
        .expect("accepted");
    hospital.asks("q0 MARTIN (Urgences) lit 402 [Cardiologie: oui]");
    hospital.promised("402: q0 par o1, 12:00-16:10");

    let at = hospital.at("12:20");
    hospital.wait_until("12:20");
    hospital
        .flow(3, RequestCommand::PatientReady { request, at })
        .expect("ready");
    hospital.asks("q0 MARTIN (Urgences) prêt pour 402 [Cardiologie: oui]");

    hospital.wait_until("12:30");
    let at = hospital.at("12:28");
    hospital
        .flow(3, RequestCommand::Depart { request, at })
        .expect("gone");
    hospital.asks("q0 MARTIN (Urgences) en route vers 402 [Cardiologie: oui]");

    hospital.wait_until("12:40");
    hospital.tell(
        Told::insert(Kind::Transfer, "MARTIN")
            .of("MARTIN")
            .at("12:38")
            .in_("Cardiologie/402/402"),
    );
    hospital.asks("q0 MARTIN (Urgences) arrivé 402 [Cardiologie: oui]");
    hospital.promised("");

    let clocks = hospital.state.request(request).expect("a request").clocks;
    let at = |time: &str| Some(hospital.at(time));
    assert_eq!(clocks.decided, at("12:00"));
    assert_eq!(clocks.requested, at("12:00"));
    assert_eq!(clocks.proposed, at("12:00"));
    assert_eq!(clocks.bed_ready, at("12:00"), "it was clean when it was kept");
    assert_eq!(clocks.agreed, at("12:10"));
    assert_eq!(clocks.patient_ready, at("12:20"));
    assert_eq!(clocks.departed, at("12:28"));
    assert_eq!(clocks.arrived, at("12:38"), "as the feed says");
}

#[test]
fn a_ward_refuses_with_a_reason_and_the_request_comes_back() {
    let (mut hospital, request) = asked();
    hospital
        .propose(request, "Cardiologie", Some("Cardiologie/402/402"))
        .expect("proposed");
    let reason = code("EFFECTIF");
    hospital
        .answer(request, Answer::Refuse { reason })
        .expect("refused");
    hospital.asks("q0 MARTIN (Urgences) en attente [Cardiologie: non EFFECTIF]");
    hospital.promised("");
    // What nobody listed is no reason.
    hospital
        .propose(request, "Cardiologie", None)
        .expect("asked again");
    let reason = code("HUMEUR");
    assert_eq!(
        hospital.answer(
            request,
            Answer::Refuse {
                reason: reason.clone()
            }
        ),
        Err(Refusal::Flow(FlowRefusal::UnknownReason(reason)))
    );
}

#[test]
fn a_ward_offers_another_bed_which_may_then_be_given_without_asking_again() {
    let (mut hospital, request) = asked();
    hospital
        .propose(request, "Cardiologie", Some("Cardiologie/402/402"))
        .expect("proposed");
    let bed = hospital.bed("Cardiologie/401/F");
    hospital
        .answer(request, Answer::OtherBed { bed })
        .expect("offered");
    hospital.asks("q0 MARTIN (Urgences) en attente [Cardiologie: plutôt 401 F]");
    hospital
        .assign(1, request, "Cardiologie/401/F", None)
        .expect("given");
    hospital.asks("q0 MARTIN (Urgences) lit 401 F [Cardiologie: plutôt 401 F]");
    hospital.promised("401 F: q0 par o1, 12:00-16:00");
}

#[test]
fn a_ward_accepts_and_names_the_bed_later() {
    let (mut hospital, request) = asked();
    hospital.propose(request, "Cardiologie", None).expect("proposed");
    hospital.promised("");
    hospital
        .answer(request, Answer::Accept { bed: None })
        .expect("accepted");
    hospital.asks("q0 MARTIN (Urgences) acceptée par Cardiologie [Cardiologie: oui]");
    hospital
        .assign(2, request, "Cardiologie/402/402", None)
        .expect("named");
    hospital.asks("q0 MARTIN (Urgences) lit 402 [Cardiologie: oui]");
}

#[test]
fn a_ward_accepts_and_names_the_bed_at_once() {
    let (mut hospital, request) = asked();
    hospital
        .propose(request, "Cardiologie", Some("Cardiologie/402/402"))
        .expect("proposed");
    let bed = Some(hospital.bed("Cardiologie/401/F"));
    hospital
        .answer(request, Answer::Accept { bed })
        .expect("accepted");
    hospital.asks("q0 MARTIN (Urgences) lit 401 F [Cardiologie: oui]");
    hospital.promised("401 F: q0 par o2, 12:00-16:00");
}

#[test]
fn a_bed_of_another_ward_is_no_answer() {
    let (mut hospital, request) = asked();
    let bed = hospital.bed("Urgences/B3/B3");
    let other = Err(Refusal::Flow(FlowRefusal::OtherWard(bed)));
    assert_eq!(
        hospital.propose(request, "Cardiologie", Some("Urgences/B3/B3")),
        other
    );
    hospital.propose(request, "Cardiologie", None).expect("proposed");
    assert_eq!(hospital.answer(request, Answer::OtherBed { bed }), other);
    assert_eq!(hospital.answer(request, Answer::Accept { bed: Some(bed) }), other);
}

#[test]
fn a_question_that_nobody_answers_ends_by_itself() {
    let (mut hospital, request) = asked();
    hospital
        .propose(request, "Cardiologie", Some("Cardiologie/402/402"))
        .expect("proposed");
    hospital.wait_until("12:59");
    assert_eq!(hospital.let_come_due(), []);
    hospital.wait_until("13:00");
    hospital.let_come_due();
    hospital.asks("q0 MARTIN (Urgences) en attente [Cardiologie: sans réponse]");
    hospital.promised("");
}

#[test]
fn a_question_is_taken_back() {
    let (mut hospital, request) = asked();
    hospital
        .propose(request, "Cardiologie", Some("Cardiologie/402/402"))
        .expect("proposed");
    let saw = hospital.revision(request);
    hospital
        .flow(1, RequestCommand::TakeBack { request, saw })
        .expect("taken back");
    hospital.asks("q0 MARTIN (Urgences) en attente [Cardiologie: reprise]");
    hospital.promised("");
}

#[test]
fn two_people_on_one_request_the_second_is_told() {
    let (mut hospital, request) = asked();
    let saw = hospital.revision(request);
    hospital.propose(request, "Cardiologie", None).expect("the first");
    let reason = code("EXAMENS");
    assert_eq!(
        hospital.flow(
            4,
            RequestCommand::Defer {
                request,
                reason,
                until: None,
                saw
            }
        ),
        Err(Refusal::Flow(FlowRefusal::ChangedMeanwhile(request)))
    );
    hospital.asks("q0 MARTIN (Urgences) proposée à Cardiologie avant 12:15");
}

#[test]
fn needs_are_revised_by_one_at_a_time_and_both_values_are_there_to_compare() {
    let (mut hospital, request) = asked();
    let saw = hospital.state.request(request).expect("request").needs_revision;
    let single = Needs {
        single: SingleRoom::Required,
        ..Needs::default()
    };
    let cardio = Needs {
        specialty: Some(code("CARDIO")),
        ..Needs::default()
    };
    let revise = |needs: &Needs, saw| RequestCommand::Revise {
        request,
        needs: Box::new(needs.clone()),
        entry: None,
        saw,
    };
    hospital.flow(1, revise(&single, saw)).expect("the first");
    assert_eq!(
        hospital.flow(2, revise(&cardio, saw)),
        Err(Refusal::Flow(FlowRefusal::NeedsChangedMeanwhile(request)))
    );
    // Theirs is in the state, ours still in hand.
    assert_eq!(hospital.state.request(request).expect("request").needs, single);
    assert_eq!(hospital.flow(2, revise(&single, saw)), Err(Refusal::NothingToDo));
    let saw = hospital.state.request(request).expect("request").needs_revision;
    hospital.flow(2, revise(&cardio, saw)).expect("knowingly");
    assert_eq!(hospital.state.request(request).expect("request").needs, cardio);
}

#[test]
fn needs_that_nobody_can_meet_are_refused() {
    let mut hospital = hospital();
    let stay = hospital.stay("MARTIN");
    let at = |time: &str| Some(Hospital::new().at(time));
    let ask = |hospital: &mut Hospital, needs: Needs| {
        let new = NewRequest {
            asker: Asker {
                origin: Origin::Cell,
                ward: None,
            },
            who: Who::Stay(stay),
            needs,
            entry: None,
            decided: None,
            draft: false,
        };
        hospital.flow(0, RequestCommand::Make(Box::new(new)))
    };
    let flow = |why| Err(Refusal::Flow(why));
    let bad = Needs {
        specialty: Some(code("ALCHIMIE")),
        ..Needs::default()
    };
    assert_eq!(
        ask(&mut hospital, bad),
        flow(FlowRefusal::UnknownSpecialty(code("ALCHIMIE")))
    );
    let bad = Needs {
        germ: Some(code("PESTE")),
        ..Needs::default()
    };
    assert_eq!(
        ask(&mut hospital, bad),
        flow(FlowRefusal::UnknownGerm(code("PESTE")))
    );
    let bad = Needs {
        precautions: vec![code("Z")],
        ..Needs::default()
    };
    assert_eq!(
        ask(&mut hospital, bad),
        Err(Refusal::UnknownPrecaution(code("Z")))
    );
    let bad = Needs {
        earliest: at("15:00"),
        latest: at("14:00"),
        ..Needs::default()
    };
    assert_eq!(ask(&mut hospital, bad), flow(FlowRefusal::EmptyWindow));
    hospital.asks("");
}

#[test]
fn a_request_is_set_aside_and_taken_up_again_by_somebody_or_by_its_hour() {
    let (mut hospital, request) = asked();
    hospital
        .keep(1, request, "Cardiologie/402/402", 30)
        .expect("kept");
    let until = Some(hospital.at("18:00"));
    let saw = hospital.revision(request);
    let reason = code("EXAMENS");
    let defer = |until, saw| RequestCommand::Defer {
        request,
        reason: reason.clone(),
        until,
        saw,
    };
    let past = Some(hospital.at("11:00"));
    assert_eq!(hospital.flow(1, defer(past, saw)), Err(Refusal::BeforeNow));
    hospital.flow(1, defer(until, saw)).expect("set aside");
    hospital.asks("q0 MARTIN (Urgences) reportée EXAMENS jusqu'à 18:00");
    hospital.promised("");
    hospital.wait_until("18:00");
    hospital.let_come_due();
    hospital.asks("q0 MARTIN (Urgences) en attente");

    let saw = hospital.revision(request);
    hospital.flow(1, defer(None, saw)).expect("set aside");
    hospital.asks("q0 MARTIN (Urgences) reportée EXAMENS");
    let saw = hospital.revision(request);
    hospital
        .flow(1, RequestCommand::Resume { request, saw })
        .expect("taken up");
    hospital.asks("q0 MARTIN (Urgences) en attente");
}

#[test]
fn a_request_is_withdrawn_with_its_reason_and_comes_back_when_that_was_a_mistake() {
    let (mut hospital, request) = asked();
    hospital
        .propose(request, "Cardiologie", Some("Cardiologie/402/402"))
        .expect("proposed");
    let saw = hospital.revision(request);
    let reason = code("DOMICILE");
    hospital
        .flow(1, RequestCommand::Withdraw { request, reason, saw })
        .expect("withdrawn");
    hospital.asks("q0 MARTIN (Urgences) retirée DOMICILE [Cardiologie: reprise]");
    hospital.promised("");
    assert_eq!(
        hospital.propose(request, "Cardiologie", None),
        wrong_stage(request, StageName::Withdrawn)
    );
    let saw = hospital.revision(request);
    hospital
        .flow(1, RequestCommand::Reopen { request, saw })
        .expect("reopened");
    hospital.asks("q0 MARTIN (Urgences) en attente [Cardiologie: reprise]");
}

#[test]
fn nobody_is_asked_for_twice() {
    let (mut hospital, request) = asked();
    let ward = ed(&hospital);
    assert_eq!(
        hospital.request_for("MARTIN", ward),
        Err(Refusal::Flow(FlowRefusal::AlreadyAsked(request)))
    );
    hospital.request_for("DURAND", ward).expect("somebody else");
}

#[test]
fn a_draft_is_in_no_queue_until_it_is_submitted() {
    let mut hospital = hospital();
    let new = NewRequest {
        asker: Asker {
            origin: Origin::Consultation,
            ward: None,
        },
        who: Who::Stay(hospital.stay("MARTIN")),
        needs: Needs::default(),
        entry: None,
        decided: None,
        draft: true,
    };
    hospital
        .flow(5, RequestCommand::Make(Box::new(new)))
        .expect("written");
    hospital.asks("q0 MARTIN (Consultation) brouillon");
    let request = RequestId::new(0);
    assert_eq!(
        hospital.state.request(request).expect("request").clocks.requested,
        None
    );
    assert_eq!(
        hospital.propose(request, "Cardiologie", None),
        wrong_stage(request, StageName::Draft)
    );
    hospital.wait_until("12:05");
    let saw = hospital.revision(request);
    hospital
        .flow(5, RequestCommand::Submit { request, saw })
        .expect("submitted");
    hospital.asks("q0 MARTIN (Consultation) en attente");
    let requested = hospital.state.request(request).expect("request").clocks.requested;
    assert_eq!(requested, Some(hospital.at("12:05")));
}

#[test]
fn somebody_the_feed_does_not_know_is_named_in_the_vault_only_and_joined_later() {
    let mut hospital = hospital();
    let request = hospital.request_announced("VERNEUIL", None).expect("announced");
    hospital.asks("q0 VERNEUIL? (Emergency) en attente");
    let name = AnnouncedName {
        family: "VERNEUILH".parse().expect("name"),
        given: Some("Aline".parse().expect("name")),
    };
    hospital
        .flow(1, RequestCommand::Rename { request, name })
        .expect("corrected");
    hospital.asks("q0 VERNEUILH? (Emergency) en attente");
    let journal: Vec<_> = hospital.journal.iter().map(|(_, event)| event).collect();
    let journal = serde_json::to_string(&journal).expect("events");
    assert!(!journal.contains("VERNEUIL") && !journal.contains("Aline"));
    // Veiled, nobody reads it.
    assert!(hospital.vault.veiled().announced(request).is_none());

    let stay = hospital.stay("DURAND");
    let patient = hospital.state.stay(stay).expect("stay").patient;
    let join = |stay| RequestCommand::Join {
        request,
        patient,
        stay,
    };
    assert_eq!(
        hospital.flow(1, join(Some(hospital.stay("MARTIN")))),
        Err(Refusal::Flow(FlowRefusal::UnknownPatient)),
        "a stay of somebody else"
    );
    hospital.flow(1, join(Some(stay))).expect("joined");
    hospital.asks("q0 DURAND (Emergency) en attente");
    assert!(
        hospital.vault.announced(request).is_none(),
        "the typed name is erased"
    );
    assert_eq!(hospital.flow(1, join(Some(stay))), Err(Refusal::NothingToDo));
}

#[test]
fn a_year_in_which_nobody_was_born_is_refused() {
    let mut hospital = hospital();
    for year in [1700, 2090] {
        let new = NewRequest {
            asker: Asker {
                origin: Origin::OtherHospital,
                ward: None,
            },
            who: Who::Announced {
                name: AnnouncedName {
                    family: "X".parse().expect("name"),
                    given: None,
                },
                sex: Sex::Unknown,
                birth_year: Some(year),
            },
            needs: Needs::default(),
            entry: None,
            decided: None,
            draft: false,
        };
        assert_eq!(
            hospital.flow(0, RequestCommand::Make(Box::new(new))),
            Err(Refusal::Flow(FlowRefusal::BadBirthYear(year)))
        );
    }
}

#[test]
fn a_patient_who_comes_to_another_ward_than_promised_is_placed_there_and_the_bed_let_go() {
    let (mut hospital, request) = asked();
    hospital
        .assign(1, request, "Cardiologie/402/402", None)
        .expect("given");
    hospital.wait_until("13:00");
    hospital.tell(
        Told::insert(Kind::Transfer, "MARTIN")
            .of("MARTIN")
            .at("12:50")
            .in_("Cardiologie/401/F"),
    );
    hospital.asks("q0 MARTIN (Urgences) arrivé 401 F");
    hospital.promised("");
}

#[test]
fn a_move_inside_the_ward_that_asks_is_no_arrival() {
    let (mut hospital, _) = asked();
    hospital.wait_until("12:30");
    hospital.tell(
        Told::insert(Kind::Transfer, "MARTIN")
            .of("MARTIN")
            .at("12:20")
            .in_("Urgences/B3/B3"),
    );
    hospital.asks("q0 MARTIN (Urgences) en attente");
}

#[test]
fn an_arrival_that_is_taken_back_opens_the_request_again() {
    let (mut hospital, _) = asked();
    hospital.wait_until("12:30");
    hospital.tell(
        Told::insert(Kind::Transfer, "MARTIN")
            .of("MARTIN")
            .at("12:20")
            .in_("Cardiologie/402/402"),
    );
    hospital.asks("q0 MARTIN (Urgences) arrivé 402");
    hospital.tell(
        Told::cancel(Kind::Transfer, "MARTIN")
            .of("MARTIN")
            .at("12:20")
            .sent("12:25"),
    );
    hospital.asks("q0 MARTIN (Urgences) en attente");
}

#[test]
fn a_patient_who_leaves_waits_for_no_bed_and_one_whose_discharge_is_undone_does_again() {
    let (mut hospital, request) = asked();
    hospital
        .assign(1, request, "Cardiologie/402/402", None)
        .expect("given");
    hospital.wait_until("13:00");
    hospital.tell(Told::insert(Kind::Discharge, "MARTIN").of("MARTIN").at("12:50"));
    hospital.asks("q0 MARTIN (Urgences) retirée, parti");
    hospital.promised("");
    hospital.tell(
        Told::cancel(Kind::Discharge, "MARTIN")
            .of("MARTIN")
            .at("12:50")
            .sent("12:55"),
    );
    hospital.asks("q0 MARTIN (Urgences) en attente");
}

#[test]
fn an_announced_admission_asks_for_a_bed_by_itself_once_and_takes_it_back() {
    let mut hospital = hospital();
    let planned = || {
        Told::insert(Kind::PreAdmission, "ROUX")
            .of("ROUX")
            .at("16:00")
            .sent("9:00")
            .in_("Cardiologie")
    };
    hospital.tell(planned());
    hospital.asks("q0 ROUX (Admissions) en attente");
    let request = hospital.state.request(RequestId::new(0)).expect("request");
    assert_eq!(request.made_by, By::Rule(Rule::Feed));
    assert_eq!(request.needs.latest, Some(hospital.at("16:00")));
    // Said again, it is the same; said otherwise, it follows.
    hospital.tell(planned());
    hospital.tell(
        Told::update(Kind::PreAdmission, "ROUX")
            .of("ROUX")
            .at("17:00")
            .sent("9:30")
            .in_("Cardiologie"),
    );
    hospital.asks("q0 ROUX (Admissions) en attente");
    let request = hospital.state.request(RequestId::new(0)).expect("request");
    assert_eq!(request.needs.latest, Some(hospital.at("17:00")));
    hospital.tell(
        Told::cancel(Kind::PreAdmission, "ROUX")
            .of("ROUX")
            .at("17:00")
            .sent("10:00"),
    );
    hospital.asks("q0 ROUX (Admissions) retirée, plus prévue");
}

#[test]
fn an_announced_admission_that_comes_is_met() {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::PreAdmission, "ROUX")
            .of("ROUX")
            .at("11:00")
            .sent("9:00")
            .in_("Cardiologie"),
    );
    hospital.tell(
        Told::insert(Kind::Admission, "ROUX")
            .of("ROUX")
            .at("11:30")
            .in_("Cardiologie/402/402"),
    );
    hospital.asks("q0 ROUX (Admissions) arrivé 402");
}

#[test]
fn a_visit_without_a_night_asks_for_no_bed() {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::PreAdmission, "ROUX")
            .of("ROUX")
            .at("16:00")
            .sent("9:00")
            .in_("Cardiologie")
            .class(Class::Outpatient),
    );
    hospital.asks("");
}

#[test]
fn a_pending_transfer_asks_for_a_bed_and_the_transfer_meets_it() {
    let mut hospital = hospital();
    let pending = || {
        Told::insert(Kind::PendingTransfer, "PETIT")
            .of("PETIT")
            .at("12:00")
            .in_("Cardiologie/401/P")
            .pending("Urgences/B3/B3")
    };
    hospital.tell(pending());
    hospital.tell(pending());
    hospital.asks("q0 PETIT (Cardiologie) en attente");
    hospital.wait_until("12:30");
    hospital.tell(
        Told::insert(Kind::Transfer, "PETIT")
            .of("PETIT")
            .at("12:20")
            .in_("Urgences/B3/B3"),
    );
    hospital.asks("q0 PETIT (Cardiologie) arrivé B3");
}

#[test]
fn who_was_withdrawn_by_a_person_is_not_asked_for_again_by_the_same_message() {
    let mut hospital = hospital();
    let planned = || {
        Told::insert(Kind::PreAdmission, "ROUX")
            .of("ROUX")
            .at("16:00")
            .in_("Cardiologie")
    };
    hospital.tell(planned().sent("9:00"));
    let request = RequestId::new(0);
    let (reason, saw) = (code("DEPROG"), hospital.revision(request));
    hospital
        .flow(1, RequestCommand::Withdraw { request, reason, saw })
        .expect("withdrawn");
    hospital.tell(planned().sent("9:00"));
    hospital.tell(planned().sent("9:10"));
    hospital.asks("q0 ROUX (Admissions) retirée DEPROG");
}

#[test]
fn a_plan_that_nobody_carried_out_is_forgotten_and_says_so() {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::PreAdmission, "ROUX")
            .of("ROUX")
            .at("16:00")
            .sent("9:00")
            .in_("Cardiologie"),
    );
    hospital.wait_until("24 15:59");
    assert_eq!(hospital.let_come_due(), []);
    hospital.wait_until("24 16:00");
    hospital.let_come_due();
    hospital.asks("q0 ROUX (Admissions) retirée, jamais venu");
}

#[test]
fn a_request_for_a_patient_without_a_stay_takes_the_stay_that_comes() {
    let mut hospital = hospital();
    hospital.tell(Told::fact("ROUX", domain::observation::Fact::Identity));
    let patient = base::id::PatientId::new(3);
    let new = NewRequest {
        asker: Asker {
            origin: Origin::Consultation,
            ward: None,
        },
        who: Who::Patient(patient),
        needs: Needs::default(),
        entry: None,
        decided: None,
        draft: false,
    };
    hospital
        .flow(0, RequestCommand::Make(Box::new(new)))
        .expect("asked");
    hospital.asks("q0 ROUX (sans séjour) (Consultation) en attente");
    hospital.tell(
        Told::insert(Kind::PreAdmission, "ROUX")
            .of("ROUX")
            .at("16:00")
            .sent("9:00")
            .in_("Cardiologie"),
    );
    hospital.asks("q0 ROUX (Consultation) en attente");
}

#[test]
fn settings_that_nobody_can_work_with_are_refused() {
    let mut hospital = hospital();
    let mut settings = (*hospital.state.settings.flow).clone();
    settings.refusals.clear();
    settings.holds.offered = 0;
    let saw = hospital.state.settings_revision;
    let configure = |settings: &domain::flow::FlowSettings, saw| {
        Command::Flow(Box::new(FlowCommand::Configure {
            settings: Box::new(settings.clone()),
            by: None,
            saw,
        }))
    };
    assert_eq!(
        hospital.ask(&configure(&settings, saw)),
        Err(Refusal::Flow(FlowRefusal::BadSettings(vec![
            FlowFlaw::EmptyList(ListName::Refusals),
            FlowFlaw::HoldRange,
        ])))
    );
    let mut settings = (*hospital.state.settings.flow).clone();
    let gone = settings.refusals.remove(0).code;
    assert_eq!(
        hospital.ask(&configure(&settings, saw)),
        Err(Refusal::Flow(FlowRefusal::BadSettings(vec![FlowFlaw::Missing(
            ListName::Refusals,
            gone
        )]))),
        "the journal may bear it"
    );
    let mut settings = (*hospital.state.settings.flow).clone();
    settings.holds.offered = 45;
    hospital.must(&configure(&settings, saw));
    settings.holds.offered = 50;
    assert_eq!(
        hospital.ask(&configure(&settings, saw)),
        Err(Refusal::Flow(FlowRefusal::SettingsChangedMeanwhile))
    );
}
