//! Decisions: what may be decided, what is kept of it, and the same ranking again from the journal alone.

use base::id::PersonId;
use domain::command::{BoardCommand, Command};
use domain::event::Event;
use domain::flow::placement::{
    Beds, Choice, FirmRule, FixedRule, NoPromises, PlacementChanged, PlacementCommand, PlacementRecord,
    PlacementRefusal, Question, Rule, SoftRule, Waived, Waiver, rank,
};
use domain::movement::Kind;
use domain::refusal::Refusal;
use domain::state::{State, Touched};
use domain::testing::{Hospital, Told};

use crate::scene::{Scene, code};

fn ward() -> Scene {
    Scene::new(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: P[DURAND ♂70] F[libre]
         403: [à nettoyer]
         sans lit: ROUX ♀66",
    )
}

fn record(scene: &Scene, question: &Question, choice: Choice) -> PlacementRecord {
    let beds = Beds::of(&scene.hospital.state, &NoPromises);
    let answer = rank(&beds, question, scene.hospital.now, 10);
    PlacementRecord::of(&answer, question, choice, Some(PersonId::new(0)))
}

fn decide(scene: &mut Scene, record: PlacementRecord) -> Result<(), Refusal> {
    let command = PlacementCommand::Decide(Box::new(record));
    scene
        .hospital
        .ask(&Command::Placement(Box::new(command)))
        .map(|_| ())
}

fn about_roux(scene: &Scene) -> Question {
    let stay = scene.hospital.stay("ROUX");
    Question::about(
        &scene.hospital.state,
        stay,
        Default::default(),
        scene.hospital.now,
    )
}

/// The state of the journal's place, folded from nothing.
fn state_at(hospital: &Hospital, seq: u64) -> State {
    let mut state = State::new();
    for (number, (at, event)) in (1..=seq).zip(&hospital.journal) {
        state.apply(event, number, *at, &mut Touched::default());
    }
    state
}

#[test]
fn a_decision_is_kept_with_what_it_was_taken_from_and_can_be_taken_again() {
    let mut scene = ward();
    let question = about_roux(&scene);
    let bed = scene.hospital.bed("Cardiologie/401/F");
    let beds = Beds::of(&scene.hospital.state, &NoPromises);
    let answer = rank(&beds, &question, scene.hospital.now, 10);
    let choice = answer.choose(bed).expect("nothing refuses it");
    assert_eq!(choice, Choice::Bed { bed, place: 1 });
    let kept = record(&scene, &question, choice);
    decide(&mut scene, kept.clone()).expect("decided");
    // Life goes on: the bed is taken, another one becomes clean, the rules change.
    let stay = scene.hospital.stay("ROUX");
    scene = scene.act(BoardCommand::PlaceStay { stay, bed });
    scene
        .hospital
        .tell(Told::insert(Kind::Discharge, "DURAND").at("12:30"));
    scene = scene.sets(|it| {
        it.soft.insert(SoftRule::Wait, 500);
    });
    let decided = scene.hospital.journal.iter().find_map(|(_, event)| match event {
        Event::PlacementChanged(changed) => match &**changed {
            PlacementChanged::Decided(record) => Some(record.clone()),
            PlacementChanged::Set { .. } => None,
        },
        _ => None,
    });
    let decided = decided.expect("in the journal");
    assert_eq!(*decided, kept);
    // The ranking again, from the journal alone.
    let past = state_at(&scene.hospital, decided.seq);
    assert_eq!(past.placement_revision, decided.settings_revision);
    let beds = Beds::of(&past, &NoPromises);
    let again = rank(&beds, &decided.question, decided.asked_at, 10);
    assert!(decided.agrees_with(&again), "{again:#?}");
    // And not from another moment.
    let today = Beds::of(&scene.hospital.state, &NoPromises);
    assert!(!decided.agrees_with(&rank(&today, &decided.question, decided.asked_at, 10)));
}

#[test]
fn a_bed_that_was_taken_meanwhile_is_refused() {
    let mut scene = ward();
    let question = about_roux(&scene);
    let bed = scene.hospital.bed("Cardiologie/401/F");
    let kept = record(&scene, &question, Choice::Bed { bed, place: 1 });
    scene.hospital.tell(
        Told::insert(Kind::Admission, "PETIT")
            .of("PETIT ♀50")
            .at("12:00")
            .in_("Cardiologie/401/F"),
    );
    let before = scene.hospital.journal.len();
    let refused = Refusal::Placement(PlacementRefusal::Refused {
        bed,
        by: Rule::Fixed(FixedRule::Free),
    });
    assert_eq!(decide(&mut scene, kept), Err(refused));
    assert_eq!(scene.hospital.journal.len(), before);
}

#[test]
fn a_rule_is_set_aside_for_a_listed_reason_or_not_at_all() {
    let mut scene = ward();
    let question = about_roux(&scene);
    let bed = scene.hospital.bed("Cardiologie/402/F");
    let force = |scene: &Scene, rule, reason| {
        let waived = vec![Waived { rule, reason }];
        record(scene, &question, Choice::Forced { bed, waived })
    };
    let refused = |why| Err(Refusal::Placement(why));
    let sex = Rule::Firm(FirmRule::Sex);
    // Not at all.
    let plain = record(&scene, &question, Choice::Bed { bed, place: 1 });
    assert_eq!(
        decide(&mut scene, plain),
        refused(PlacementRefusal::Refused { bed, by: sex })
    );
    // For a reason that is none.
    let waived = Waived {
        rule: sex,
        reason: Waiver::HygieneTeam,
    };
    let bad = force(&scene, sex, Waiver::HygieneTeam);
    assert_eq!(
        decide(&mut scene, bad),
        refused(PlacementRefusal::BadWaiver(waived))
    );
    // A rule that refuses nothing.
    let age = Rule::Firm(FirmRule::Age);
    let idle = force(&scene, age, Waiver::DoctorDecides);
    assert_eq!(
        decide(&mut scene, idle),
        refused(PlacementRefusal::NothingToWaive(age))
    );
    // A rule that nobody may set aside.
    let free = Rule::Fixed(FixedRule::Free);
    let never = force(&scene, free, Waiver::Crisis);
    assert_eq!(
        decide(&mut scene, never),
        refused(PlacementRefusal::NeverWaived(free))
    );
    // A rule that costs points needs nobody's leave.
    let wait = Rule::Soft(SoftRule::Wait);
    let soft = force(&scene, wait, Waiver::Crisis);
    assert_eq!(
        decide(&mut scene, soft),
        refused(PlacementRefusal::NeverWaived(wait))
    );
    let good = force(&scene, sex, Waiver::PatientAgrees);
    decide(&mut scene, good).expect("forced");
}

#[test]
fn two_rules_that_refuse_are_both_set_aside_or_neither() {
    let mut scene = ward().isolated("DURAND", &["C"]);
    let question = about_roux(&scene);
    let bed = scene.hospital.bed("Cardiologie/402/F");
    let sex = Waived {
        rule: Rule::Firm(FirmRule::Sex),
        reason: Waiver::NoOtherBed,
    };
    let hygiene = Waived {
        rule: Rule::Fixed(FixedRule::Precautions),
        reason: Waiver::HygieneTeam,
    };
    let half = record(
        &scene,
        &question,
        Choice::Forced {
            bed,
            waived: vec![sex],
        },
    );
    assert_eq!(
        decide(&mut scene, half),
        Err(Refusal::Placement(PlacementRefusal::Refused {
            bed,
            by: hygiene.rule
        }))
    );
    let waived = vec![sex, hygiene];
    let both = record(&scene, &question, Choice::Forced { bed, waived });
    decide(&mut scene, both).expect("forced");
}

#[test]
fn no_bed_is_a_decision_too_and_the_future_is_none() {
    let mut scene = ward();
    let question = about_roux(&scene);
    let none = record(&scene, &question, Choice::None);
    decide(&mut scene, none.clone()).expect("decided");
    let ahead = PlacementRecord {
        seq: scene.hospital.state.seq + 1,
        ..none
    };
    assert_eq!(
        decide(&mut scene, ahead),
        Err(Refusal::Placement(PlacementRefusal::Ahead))
    );
}

#[test]
fn what_may_never_be_set_aside_says_so() {
    let never: Vec<&str> = Rule::all()
        .filter(|it| it.waivers().is_empty() && !matches!(it, Rule::Soft(_)))
        .map(Rule::word)
        .collect();
    assert_eq!(never, ["Usable", "Free", "Promised"]);
}

#[test]
fn a_precaution_stated_after_the_question_refuses_the_decision() {
    let mut scene = ward();
    let question = about_roux(&scene);
    let bed = scene.hospital.bed("Cardiologie/401/F");
    let kept = record(&scene, &question, Choice::Bed { bed, place: 1 });
    let mut scene2 = Scene {
        hospital: scene.hospital.clone(),
    }
    .isolated("MARTIN", &["C"]);
    assert_eq!(
        decide(&mut scene2, kept.clone()),
        Err(Refusal::Placement(PlacementRefusal::Refused {
            bed,
            by: Rule::Fixed(FixedRule::Precautions)
        }))
    );
    decide(&mut scene, kept).expect("decided");
    assert_eq!(
        scene
            .hospital
            .state
            .settings
            .precaution(&code("C"))
            .map(|it| it.retired),
        Some(false)
    );
}
