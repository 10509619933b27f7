//! The thesaurus in the making: several people write one draft, entry by entry, and one of them puts it in force.

use std::sync::Arc;

use base::id::PersonId;
use base::{Code, Label, Moment};
use domain::command::Command;
use domain::flow::{
    DraftChange, Entry, EntryField, EntryFlaw, FlowCommand, FlowRefusal, Needs, PriorityClass, Thesaurus,
    ThesaurusFlaw, Way,
};
use domain::refusal::Refusal;
use domain::state::State;
use domain::testing::Hospital;
use proptest::prelude::*;

const LEA: PersonId = PersonId::new(0);
const NORA: PersonId = PersonId::new(1);

fn code(text: &str) -> Code {
    Code::new(text).expect("code")
}

fn entry(name: &str, class: &str) -> Entry {
    Entry {
        code: code(name),
        specialty: code("CARDIO"),
        label: Label::new(&format!("Motif {name}")).expect("label"),
        synonyms: Vec::new(),
        codes: Vec::new(),
        class: code(class),
        target_minutes: None,
        needs: Needs::default(),
        preferred: Vec::new(),
        acceptable: Vec::new(),
    }
}

fn classes() -> Vec<PriorityClass> {
    [("P1", 600), ("P2", 400)]
        .into_iter()
        .map(|(name, points)| PriorityClass {
            code: code(name),
            name: Label::new(name).expect("label"),
            points,
            target_minutes: 240,
        })
        .collect()
}

fn ask(hospital: &mut Hospital, command: FlowCommand) -> Result<(), FlowRefusal> {
    match hospital.ask(&Command::Flow(Box::new(command))) {
        Ok(_) => Ok(()),
        Err(Refusal::Flow(why)) => Err(why),
        Err(other) => panic!("{other:?}"),
    }
}

fn edit(hospital: &mut Hospital, by: PersonId, change: DraftChange, saw: u64) -> Result<(), FlowRefusal> {
    let by = Some(by);
    ask(hospital, FlowCommand::DraftThesaurus { change, by, saw })
}

fn publish(hospital: &mut Hospital, from: Option<Moment>) -> Result<(), FlowRefusal> {
    let (by, saw) = (Some(NORA), revision(hospital));
    ask(hospital, FlowCommand::PublishThesaurus { from, by, saw })
}

fn revision(hospital: &Hospital) -> u64 {
    hospital.state.thesaurus_desk.revision
}

/// The codes of what is written on, with their classes; a star when it is a draft.
fn drawn(hospital: &Hospital) -> String {
    let worked_on = hospital.state.thesaurus_worked_on();
    let entries = worked_on.entries.iter();
    let words: Vec<String> = entries.map(|it| format!("{}:{}", it.code, it.class)).collect();
    let star = if hospital.state.thesaurus_desk.draft.is_some() {
        "*"
    } else {
        ""
    };
    format!("{}{star}", words.join(" "))
}

/// A hospital with a version of two entries.
fn hospital() -> Hospital {
    let mut hospital = Hospital::new();
    let thesaurus = Thesaurus {
        classes: classes(),
        entries: vec![Arc::new(entry("SCA", "P1")), Arc::new(entry("FA", "P2"))],
    };
    let written = FlowCommand::WriteThesaurus {
        thesaurus: Box::new(thesaurus),
        from: None,
        by: None,
        saw: 0,
    };
    ask(&mut hospital, written).expect("written");
    hospital
}

#[test]
fn an_edit_changes_the_draft_and_publishing_it_the_thesaurus() {
    let mut hospital = hospital();
    let saw = revision(&hospital);
    edit(
        &mut hospital,
        LEA,
        DraftChange::Put(Arc::new(entry("FA", "P1"))),
        saw,
    )
    .expect("put");
    edit(
        &mut hospital,
        LEA,
        DraftChange::Add(Arc::new(entry("EP", "P1"))),
        saw,
    )
    .expect("added");
    edit(&mut hospital, LEA, DraftChange::Remove(code("SCA")), saw).expect("removed");
    assert_eq!(drawn(&hospital), "FA:P1 EP:P1*");
    assert_eq!(hospital.state.thesauri.len(), 1, "nothing is in force yet");
    let from = hospital.now.plus(3_600_000);
    publish(&mut hospital, Some(from)).expect("published");
    assert_eq!(drawn(&hospital), "FA:P1 EP:P1");
    let last = hospital.state.thesauri.last().expect("a version");
    assert_eq!((last.version, last.from, last.by), (2, from, Some(NORA)));
    assert_eq!(
        hospital.state.thesaurus_at(hospital.now).map(|it| it.version),
        Some(1),
        "not before its hour"
    );
    assert_eq!(publish(&mut hospital, None), Err(FlowRefusal::NoDraft));
}

#[test]
fn two_who_write_different_entries_do_not_hinder_each_other() {
    let mut hospital = hospital();
    let saw = revision(&hospital);
    edit(
        &mut hospital,
        LEA,
        DraftChange::Put(Arc::new(entry("FA", "P1"))),
        saw,
    )
    .expect("lea");
    edit(
        &mut hospital,
        NORA,
        DraftChange::Put(Arc::new(entry("SCA", "P2"))),
        saw,
    )
    .expect("nora");
    assert_eq!(drawn(&hospital), "SCA:P2 FA:P1*");
    assert_eq!(
        edit(&mut hospital, NORA, DraftChange::Remove(code("FA")), saw),
        Err(FlowRefusal::EntryChangedMeanwhile(code("FA"))),
        "of one entry, the second learns of the first"
    );
    let publish = FlowCommand::PublishThesaurus {
        from: None,
        by: Some(NORA),
        saw,
    };
    assert_eq!(
        ask(&mut hospital, publish),
        Err(FlowRefusal::DraftChangedMeanwhile),
        "who publishes has seen all of it"
    );
}

#[test]
fn an_entry_changes_places_with_its_neighbour_of_the_same_specialty_in_the_draft() {
    let mut hospital = hospital();
    let saw = revision(&hospital);
    let other = Entry {
        specialty: code("PNEUMO"),
        ..entry("BPCO", "P2")
    };
    for it in [other, entry("EP", "P1")] {
        edit(&mut hospital, LEA, DraftChange::Add(Arc::new(it)), saw).expect("added");
    }
    assert_eq!(drawn(&hospital), "SCA:P1 FA:P2 BPCO:P2 EP:P1*");
    let mut go = |name: &str, way| {
        let code = code(name);
        let moved = edit(&mut hospital, NORA, DraftChange::Move { code, way }, saw);
        (moved, drawn(&hospital))
    };
    // Over an entry of another specialty, which stays where it is.
    assert_eq!(
        go("EP", Way::Up),
        (Ok(()), "SCA:P1 EP:P1 BPCO:P2 FA:P2*".to_owned())
    );
    assert_eq!(
        go("SCA", Way::Down),
        (Ok(()), "EP:P1 SCA:P1 BPCO:P2 FA:P2*".to_owned())
    );
    let gone = FlowRefusal::UnknownEntry(code("PARTI"));
    assert_eq!(go("PARTI", Way::Up).0, Err(gone));
    let by = Some(NORA);
    for (name, way) in [("EP", Way::Up), ("FA", Way::Down), ("BPCO", Way::Up)] {
        let change = DraftChange::Move {
            code: code(name),
            way,
        };
        let command = Command::Flow(Box::new(FlowCommand::DraftThesaurus { change, by, saw }));
        assert_eq!(
            hospital.ask(&command),
            Err(Refusal::NothingToDo),
            "{name} is at its end"
        );
    }
}

#[test]
fn a_draft_that_says_what_is_written_is_none_and_one_thrown_away_is_gone() {
    let mut hospital = hospital();
    let saw = revision(&hospital);
    edit(
        &mut hospital,
        LEA,
        DraftChange::Put(Arc::new(entry("FA", "P1"))),
        saw,
    )
    .expect("put");
    let saw = revision(&hospital);
    edit(
        &mut hospital,
        LEA,
        DraftChange::Put(Arc::new(entry("FA", "P2"))),
        saw,
    )
    .expect("put back");
    assert_eq!(drawn(&hospital), "SCA:P1 FA:P2");
    let saw = revision(&hospital);
    edit(&mut hospital, LEA, DraftChange::Remove(code("FA")), saw).expect("removed");
    let saw = revision(&hospital);
    edit(&mut hospital, LEA, DraftChange::Discard, saw).expect("discarded");
    assert_eq!(drawn(&hospital), "SCA:P1 FA:P2");
    let saw = revision(&hospital);
    assert_eq!(
        edit(&mut hospital, LEA, DraftChange::Discard, saw),
        Err(FlowRefusal::NoDraft)
    );
}

#[test]
fn an_entry_that_nobody_could_work_with_is_refused_when_it_is_typed() {
    let mut hospital = hospital();
    let saw = revision(&hospital);
    let bad = |flaws: Vec<EntryFlaw>, of: &str| {
        let flaws = flaws.into_iter().map(|it| ThesaurusFlaw::Entry(code(of), it));
        Err(FlowRefusal::BadThesaurus(flaws.collect()))
    };
    let mut strange = entry("EP", "P9");
    strange.target_minutes = Some(0);
    strange.label = Label::new("motif sca").expect("label");
    assert_eq!(
        edit(
            &mut hospital,
            LEA,
            DraftChange::Add(Arc::new(strange.clone())),
            saw
        ),
        bad(
            vec![
                EntryFlaw::UnknownClass(code("P9")),
                EntryFlaw::Target,
                EntryFlaw::LabelTwice(strange.label.clone())
            ],
            "EP"
        )
    );
    assert_eq!(
        edit(
            &mut hospital,
            LEA,
            DraftChange::Add(Arc::new(entry("FA", "P1"))),
            saw
        ),
        bad(vec![EntryFlaw::CodeTwice], "FA")
    );
    assert_eq!(
        edit(
            &mut hospital,
            LEA,
            DraftChange::Put(Arc::new(entry("X", "P1"))),
            saw
        ),
        Err(FlowRefusal::UnknownEntry(code("X")))
    );
    assert_eq!(
        edit(&mut hospital, LEA, DraftChange::Classes(Vec::new()), saw),
        Err(FlowRefusal::BadThesaurus(vec![ThesaurusFlaw::Classes]))
    );
}

#[test]
fn a_draft_survives_a_restart_and_says_that_another_version_was_written_since() {
    let mut hospital = hospital();
    let saw = revision(&hospital);
    edit(
        &mut hospital,
        LEA,
        DraftChange::Put(Arc::new(entry("FA", "P1"))),
        saw,
    )
    .expect("put");
    let mut other = (*hospital.state.thesauri[0].thesaurus).clone();
    other.entries.pop();
    let written = FlowCommand::WriteThesaurus {
        thesaurus: Box::new(other),
        from: None,
        by: None,
        saw: 1,
    };
    ask(&mut hospital, written).expect("by a file");
    let draft = hospital.state.thesaurus_desk.draft.as_ref().expect("kept");
    assert_eq!((draft.from, draft.by), (1, Some(LEA)));
    let thawed = State::thaw(hospital.state.freeze()).expect("thawed");
    assert_eq!(thawed.thesaurus_desk, hospital.state.thesaurus_desk);
}

#[test]
fn a_difference_is_told_field_by_field() {
    let before = Thesaurus {
        classes: classes(),
        entries: vec![Arc::new(entry("SCA", "P1")), Arc::new(entry("FA", "P2"))],
    };
    let mut after = before.clone();
    after.classes[1].target_minutes = 120;
    let mut sca = entry("SCA", "P2");
    sca.needs.nights = Some(3);
    after.put(Arc::new(sca));
    after.put(Arc::new(entry("EP", "P1")));
    after.entries.retain(|it| it.code.as_str() != "FA");
    let diff = before.diff_to(&after);
    assert_eq!(diff.changed.len(), 1);
    assert_eq!(diff.changed[0].fields, [EntryField::Class, EntryField::Nights]);
    assert_eq!(diff.added[0].code, code("EP"));
    assert_eq!(diff.removed[0].code, code("FA"));
    assert_eq!(diff.classes.len(), 1);
    assert!(!diff.reordered);
    let mut turned = before.clone();
    turned.entries.reverse();
    assert!(before.diff_to(&turned).reordered);
    assert!(before.diff_to(&before).is_empty());
}

fn any_thesaurus() -> impl Strategy<Value = Thesaurus> {
    let one = (0..6_u8, 0..3_u8, proptest::option::of(1..500_u32), any::<bool>());
    proptest::collection::vec(one, 0..6).prop_map(|drawn| {
        let mut thesaurus = Thesaurus {
            classes: classes(),
            entries: Vec::new(),
        };
        for (name, class, target_minutes, companion) in drawn {
            let mut it = entry(&format!("E{name}"), &format!("P{class}"));
            it.target_minutes = target_minutes;
            it.needs.companion = companion;
            thesaurus.put(Arc::new(it));
        }
        thesaurus
    })
}

proptest! {
    /// Whatever differs is told, and what is told makes the one from the other.
    #[test]
    fn a_difference_that_is_carried_out_leaves_none(before in any_thesaurus(), after in any_thesaurus()) {
        let diff = before.diff_to(&after);
        prop_assert_eq!(diff.is_empty(), before == after);
        let mut made = before.clone();
        made.entries.retain(|it| !diff.removed.contains(it));
        for it in diff.changed { made.put(it.after); }
        for it in diff.added { made.put(it); }
        let left = made.diff_to(&after);
        prop_assert!(left.added.is_empty() && left.changed.is_empty() && left.removed.is_empty());
    }
}
