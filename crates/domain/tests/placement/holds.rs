//! Requests and holds, as placement sees them.

use std::sync::Arc;

use base::Code;
use base::id::{RequestId, WardId};
use base::time::DAY;
use domain::command::Command;
use domain::flow::placement::{Beds, From, NoPromises, Question, StatePromises, rank};
use domain::flow::{Entry, FlowCommand, Needs, PriorityClass, RequestCommand, Thesaurus};

use crate::scene::Scene;

/// ```text
/// Urgences     B1[MARTIN ♀78] B2[DURAND ♂70]    asked for: q0, q1
/// Cardiologie  401 P[PETIT ♀66] F[libre]  402 P[libre] F[libre]
/// ```
fn asked() -> (Scene, RequestId, RequestId) {
    let mut scene = Scene::new("Urgences\nB1: [MARTIN ♀78]\nB2: [DURAND ♂70]")
        .and("Cardiologie\n401: P[PETIT ♀66] F[libre]\n402: P[libre] F[libre]");
    let ward: Option<WardId> = Some(scene.hospital.ward("Urgences"));
    let one = scene.hospital.request_for("MARTIN", ward).expect("asked");
    let other = scene.hospital.request_for("DURAND", ward).expect("asked");
    (scene, one, other)
}

fn question(scene: &Scene, request: RequestId) -> Question {
    let state = &scene.hospital.state;
    let request = state.request(request).expect("a request");
    Question::of_request(state, request, scene.hospital.now)
}

/// The lines about the ward.
fn cardiology(scene: &Scene, request: RequestId) -> String {
    let seen = scene.draws_with(&question(scene, request), &StatePromises(&scene.hospital.state));
    let lines: Vec<&str> = seen.lines().filter(|it| it.starts_with("Cardiologie")).collect();
    lines.join("\n")
}

#[test]
fn a_request_asks_with_everything_known_of_its_patient() {
    let (scene, one, _) = asked();
    let question = question(&scene, one);
    assert_eq!(question.stay, Some(scene.hospital.stay("MARTIN")));
    assert_eq!(question.sex, domain::identity::Sex::Female);
    assert_eq!(question.promised, None);
    assert!(matches!(question.from, From::Emergency(_) | From::Ward(_)));
}

#[test]
fn a_held_bed_is_refused_to_others_and_its_patient_is_a_room_mate_to_come() {
    let (mut scene, one, other) = asked();
    scene
        .hospital
        .keep(1, one, "Cardiologie/402/P", 30)
        .expect("kept");
    assert_eq!(
        cardiology(&scene, one),
        "Cardiologie 401 F: 0\nCardiologie 402 P: 0\nCardiologie 402 F: 0\nCardiologie 401 P: ✕ Free"
    );
    assert_eq!(
        cardiology(&scene, other),
        "Cardiologie 401 P: ✕ Free\nCardiologie 401 F: ✕ Sex\nCardiologie 402 P: ✕ Promised\nCardiologie 402 F: ✕ Sex"
    );
    // The hold is over: the room is anybody's again.
    scene.hospital.wait_until("12:31");
    scene.hospital.let_come_due();
    assert!(cardiology(&scene, other).contains("Cardiologie 402 F: 0"));
}

#[test]
fn a_picture_hears_of_holds_by_the_wards_they_touch() {
    let (mut scene, one, other) = asked();
    scene.hospital.touched = domain::state::Touched::default();
    let mut beds = Beds::of(&scene.hospital.state, &StatePromises(&scene.hospital.state));
    scene
        .hospital
        .keep(1, one, "Cardiologie/402/P", 30)
        .expect("kept");
    let touched = std::mem::take(&mut scene.hospital.touched);
    let state = &scene.hospital.state;
    assert_ne!(beds, Beds::of(state, &StatePromises(state)));
    beds.catch_up(state, &touched, &StatePromises(state));
    assert_eq!(beds, Beds::of(state, &StatePromises(state)));
    let bed = scene.hospital.bed("Cardiologie/402/P");
    let refused = rank(&beds, &question(&scene, other), scene.hospital.now, 1)
        .of(bed)
        .expect("a bed")
        .refused;
    assert!(!refused.is_empty());
    let unheard = Beds::of(state, &NoPromises);
    assert_ne!(beds, unheard);
}

#[test]
fn a_germ_named_in_a_request_makes_a_cohort() {
    let code = |text: &str| Code::new(text).expect("a code");
    let (mut scene, one, _) = asked();
    let state = &scene.hospital.state;
    let request = state.request(one).expect("a request");
    let mut needs = request.needs.clone();
    needs.precautions = vec![code("C")];
    needs.germ = Some(code("SARM"));
    let saw = request.needs_revision;
    let command = RequestCommand::Revise {
        request: one,
        needs: Box::new(needs),
        entry: None,
        saw,
    };
    scene.hospital.flow(1, command).expect("revised");
    let stay = scene.hospital.stay("MARTIN");
    let promises = StatePromises(&scene.hospital.state);
    assert_eq!(
        domain::flow::placement::Promises::germ(&promises, stay),
        Some(code("SARM"))
    );
}

#[test]
fn the_wards_of_the_thesaurus_entry_are_those_of_the_question() {
    let label = |text: &str| base::Label::new(text).expect("a label");
    let code = |text: &str| Code::new(text).expect("a code");
    let (mut scene, one, _) = asked();
    let thesaurus = Thesaurus {
        classes: vec![PriorityClass {
            code: code("P1"),
            name: label("Urgent"),
            points: 100,
            target_minutes: 240,
        }],
        entries: vec![Arc::new(Entry {
            code: code("SCA"),
            specialty: code("CARDIO"),
            label: label("Syndrome coronarien"),
            synonyms: Vec::new(),
            codes: Vec::new(),
            class: code("P1"),
            target_minutes: None,
            needs: Needs::default(),
            preferred: vec![code("Cardiologie"), code("Partie")],
            acceptable: vec![code("Urgences")],
        })],
    };
    let write = FlowCommand::WriteThesaurus {
        by: None,
        thesaurus: Box::new(thesaurus),
        from: None,
        saw: 0,
    };
    scene.hospital.must(&Command::Flow(Box::new(write)));
    let request = scene.hospital.state.request(one).expect("a request");
    let command = RequestCommand::Revise {
        request: one,
        needs: Box::new(request.needs.clone()),
        entry: Some(code("SCA")),
        saw: request.needs_revision,
    };
    scene.hospital.flow(1, command).expect("revised");
    let question = question(&scene, one);
    assert_eq!(question.preferred, vec![scene.hospital.ward("Cardiologie")]);
    assert_eq!(question.acceptable, vec![scene.hospital.ward("Urgences")]);
}

#[test]
fn who_comes_today_is_in_the_way_of_who_is_wanted_tomorrow_and_their_room_mate() {
    let (mut scene, one, other) = asked();
    scene
        .hospital
        .keep(1, one, "Cardiologie/402/P", 30)
        .expect("kept");
    let mut tomorrow = question(&scene, other);
    tomorrow.at = tomorrow.at.plus(DAY);
    let seen = scene.draws_with(&tomorrow, &StatePromises(&scene.hospital.state));
    let line = |bed: &str| seen.lines().find(|it| it.contains(bed)).unwrap_or_default();
    // Martin is to lie there by then: the promise is over because it is kept.
    assert_eq!(line("402 P"), "Cardiologie 402 P: ✕ Promised");
    assert_eq!(line("402 F"), "Cardiologie 402 F: ✕ Sex");
}
