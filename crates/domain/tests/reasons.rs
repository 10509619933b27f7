//! Why somebody is here: what the feed says of the stay, and what the request for a bed says meanwhile.

use std::sync::Arc;

use base::{Code, Label};
use domain::command::Command;
use domain::flow::{Entry, FlowCommand, Needs, PriorityClass, RequestCommand, Thesaurus};
use domain::identity::{IdentifierKind, Identity};
use domain::movement::Kind;
use domain::testing::{Hospital, Told, identifier};
use domain::view::board::ward_board;

/// MARTIN came at eight, and the feed says why.
fn hospital() -> Hospital {
    let mut hospital = Hospital::with("Cardiologie\n401: P[libre] F[libre]");
    hospital.tell(admission("Douleur thoracique"));
    hospital
}

fn admission(reason: &str) -> Told {
    Told::insert(Kind::Admission, "V1")
        .of("MARTIN ♀78")
        .at("08:00")
        .in_("Cardiologie/401/P")
        .because(reason)
}

fn reason(hospital: &Hospital) -> String {
    let shown = hospital.view("Cardiologie", "V1").reason;
    shown.map_or_else(|| "-".to_owned(), |it| it.to_string())
}

#[test]
fn the_feed_says_why_and_only_says_it_again_or_takes_it_back() {
    let mut hospital = hospital();
    assert_eq!(reason(&hospital), "Douleur thoracique");
    // What does not mention it leaves it.
    hospital.tell(
        Told::insert(Kind::DoctorChange, "V1")
            .of("MARTIN ♀78")
            .at("09:00")
            .doctor("WEBER"),
    );
    assert_eq!(reason(&hospital), "Douleur thoracique");
    hospital.tell(admission("Péricardite").sent("10:00"));
    assert_eq!(reason(&hospital), "Péricardite");
    hospital.tell(admission("").sent("11:00"));
    assert_eq!(reason(&hospital), "-");
}

#[test]
fn in_any_order_the_last_word_is_the_reason() {
    let words = [
        ("Douleur", "08:10"),
        ("Péricardite", "08:20"),
        ("", "08:30"),
        ("Infarctus", "08:40"),
    ];
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]] {
        let mut hospital = hospital();
        for slot in order {
            let (text, sent) = words[slot];
            hospital.tell(admission(text).sent(sent));
        }
        assert_eq!(reason(&hospital), "Infarctus", "{order:?}");
    }
}

#[test]
fn a_cancel_tells_of_what_was_before_and_gives_no_reason() {
    let mut hospital = hospital();
    hospital.tell(
        Told::cancel(Kind::Transfer, "V1")
            .of("MARTIN ♀78")
            .at("09:00")
            .because("Erreur de saisie"),
    );
    assert_eq!(reason(&hospital), "Douleur thoracique");
}

/// A thesaurus of one entry.
fn publish(hospital: &mut Hospital, name: &str, words: &str) -> Code {
    let code = |text: &str| Code::new(text).expect("a code");
    let label = |text: &str| Label::new(text).expect("a label");
    let entry = Entry {
        code: code(name),
        specialty: code("CARDIO"),
        label: label(words),
        synonyms: Vec::new(),
        codes: Vec::new(),
        class: code("P1"),
        target_minutes: None,
        needs: Needs::default(),
        preferred: Vec::new(),
        acceptable: Vec::new(),
    };
    let class = PriorityClass {
        code: code("P1"),
        name: label("P1"),
        points: 600,
        target_minutes: 240,
    };
    let command = FlowCommand::WriteThesaurus {
        thesaurus: Box::new(Thesaurus {
            classes: vec![class],
            entries: vec![Arc::new(entry)],
        }),
        from: None,
        by: None,
        saw: 0,
    };
    hospital.must(&Command::Flow(Box::new(command)));
    code(name)
}

#[test]
fn while_a_bed_is_asked_for_its_entry_says_why_and_the_stay_says_it_afterwards() {
    let mut hospital = hospital();
    let entry = publish(&mut hospital, "IDM", "Infarctus du myocarde");
    let request = hospital.request_for("V1", None).expect("asked");
    assert_eq!(reason(&hospital), "Douleur thoracique", "no entry yet");
    let asked = hospital.state.request(request).expect("a request");
    let revise = RequestCommand::Revise {
        request,
        needs: Box::new(asked.needs.clone()),
        entry: Some(entry),
        saw: asked.needs_revision,
    };
    hospital.flow(1, revise).expect("revised");
    assert_eq!(reason(&hospital), "Infarctus du myocarde");
    let withdraw = RequestCommand::Withdraw {
        request,
        reason: Code::new("DOMICILE").expect("a code"),
        saw: hospital.revision(request),
    };
    hospital.flow(1, withdraw).expect("withdrawn");
    assert_eq!(reason(&hospital), "Douleur thoracique");
    // Without a word of the feed, what the last request said is more than nothing.
    hospital.tell(admission("").sent("11:30"));
    assert_eq!(reason(&hospital), "Infarctus du myocarde");
}

#[test]
fn whoever_may_not_see_names_sees_no_reason_and_a_masked_patient_has_none() {
    let mut hospital = hospital();
    let ward = hospital.ward("Cardiologie");
    let veiled = ward_board(&hospital.state, &hospital.vault.veiled(), ward, hospital.now).expect("a board");
    assert!(!format!("{veiled:?}").contains("Douleur"));
    let masked = |it: &mut Identity| it.status.masked = true;
    hospital.tell(admission("Douleur thoracique").sent("10:00").but(masked));
    assert_eq!(reason(&hospital), "-");
}

#[test]
fn purging_the_stay_in_the_vault_takes_its_reason_along() {
    let mut hospital = hospital();
    let stay = hospital.stay("V1");
    let revision = hospital.vault.stay_revision(stay) + 1;
    hospital.vault.apply(&domain::vault::VaultWrite::Stay {
        stay,
        revision,
        numbers: None,
    });
    assert_eq!(hospital.vault.reason(stay), None);
    assert_eq!(
        hospital
            .vault
            .stay_by_visit(&identifier(IdentifierKind::Visit, "V1")),
        None
    );
    let ward = hospital.board("Cardiologie");
    assert!(!format!("{ward:?}").contains("Douleur"));
}

#[test]
fn no_event_holds_the_reason() {
    let hospital = hospital();
    let events: Vec<_> = hospital.journal.iter().map(|(_, event)| event).collect();
    assert!(!format!("{events:?}").contains("Douleur"));
}
