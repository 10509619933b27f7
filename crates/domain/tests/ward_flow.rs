//! What a ward is asked and who comes to it: the situation, what its rail says, and each of its beds judged.

use base::Code;
use domain::care::{CareChange, Confidence, DischargePlan};
use domain::command::{BoardCommand, Command, StructureCommand};
use domain::flow::Reserves;
use domain::flow::{Answer, RequestCommand};
use domain::movement::{Destination, Kind};
use domain::refusal::Refusal;
use domain::testing::{Hospital, Told};
use domain::view::answering::offers;
use domain::view::board::ShownName;
use domain::view::queue::RequestView;
use domain::view::ward_flow::{is_told, risen, ward_flow};

fn hospital() -> Hospital {
    Hospital::with(
        "Urgences
         B1: [MARTIN]
         B2: [DURAND]
         sans lit: BLANC",
    )
    .and(
        "Cardiologie
         401: P[PETIT] F[libre]
         402: [libre]
         403: [libre]",
    )
    .and(
        "Pneumologie
         201: [libre]",
    )
}

/// What the rail of a ward says, a line a question, then a line for each who comes.
fn rail(hospital: &Hospital, ward: &str) -> String {
    let flow = ward_flow(
        &hospital.state,
        &hospital.vault,
        hospital.ward(ward),
        hospital.now,
    );
    let asked = flow.asked.iter().map(|it| {
        let asked = it.asked.as_ref().expect("a question");
        let bed = asked
            .bed
            .as_ref()
            .map_or("sans lit nommé", |(_, name, _)| name.as_str());
        let late = if asked.answer_by <= hospital.now {
            " en retard"
        } else {
            ""
        };
        format!("? {} {bed} relance {}{late}", name(it), asked.level)
    });
    let coming = flow.coming.iter().map(|it| {
        let bed = it
            .held
            .as_ref()
            .map_or("lit à nommer", |(_, name, _)| name.as_str());
        format!("> {} {bed} {:?}", name(it), it.stage)
    });
    asked.chain(coming).collect::<Vec<_>>().join("\n")
}

fn name(row: &RequestView) -> &str {
    match &row.name {
        ShownName::Full { family, .. } => family,
        ShownName::Masked | ShownName::Unknown => "?",
    }
}

#[test]
fn a_ward_is_asked_in_the_order_of_the_questions_and_sees_who_comes() {
    let mut hospital = hospital();
    let ed = Some(hospital.ward("Urgences"));
    let [martin, durand, blanc] =
        ["MARTIN", "DURAND", "BLANC"].map(|it| hospital.request_for(it, ed).expect("asked"));
    hospital
        .propose(martin, "Cardiologie", Some("Cardiologie/402/402"))
        .expect("proposed");
    hospital.wait_until("12:05");
    hospital.propose(durand, "Cardiologie", None).expect("proposed");
    assert_eq!(
        rail(&hospital, "Cardiologie"),
        "? MARTIN 402 relance 0\n? DURAND sans lit nommé relance 0"
    );
    assert_eq!(rail(&hospital, "Pneumologie"), "", "nobody asks another ward");

    // A quarter of an hour later the first is late and up a level, the second is in time.
    hospital.wait_until("12:16");
    assert_eq!(
        rail(&hospital, "Cardiologie"),
        "? MARTIN 402 relance 1 en retard\n? DURAND sans lit nommé relance 0"
    );

    hospital
        .answer(durand, Answer::Accept { bed: None })
        .expect("yes");
    hospital
        .answer(martin, Answer::Accept { bed: None })
        .expect("yes");
    hospital
        .assign(1, blanc, "Cardiologie/403/403", Some("URGENCE"))
        .expect("given");
    assert_eq!(
        rail(&hospital, "Cardiologie"),
        "> MARTIN 402 Held\n> BLANC 403 Held\n> DURAND lit à nommer Accepted"
    );

    // Whoever is on the way comes first, whoever is ready next; an arrival leaves the list.
    let at = hospital.now;
    hospital
        .flow(3, RequestCommand::PatientReady { request: blanc, at })
        .expect("ready");
    assert!(rail(&hospital, "Cardiologie").starts_with("> BLANC 403 Ready\n> MARTIN"));
    hospital
        .flow(3, RequestCommand::Depart { request: martin, at })
        .expect("gone");
    assert!(rail(&hospital, "Cardiologie").starts_with("> MARTIN 402 Moving\n> BLANC"));
    hospital.wait_until("12:30");
    hospital.tell(
        Told::insert(Kind::Transfer, "MARTIN")
            .of("MARTIN")
            .at("12:29")
            .in_("Cardiologie/402/402"),
    );
    assert_eq!(
        rail(&hospital, "Cardiologie"),
        "> BLANC 403 Ready\n> DURAND lit à nommer Accepted"
    );
    hospital.check();
}

#[test]
fn whoever_was_asked_is_told_what_became_of_it_and_nobody_else() {
    let mut hospital = hospital();
    let martin = hospital.request_for("MARTIN", None).expect("asked");
    let told = |hospital: &Hospital, ward: &str| {
        let request = hospital.state.request(martin).expect("a request");
        is_told(&hospital.state, request, hospital.ward(ward))
    };
    assert!(!told(&hospital, "Cardiologie"), "nobody asked it yet");
    hospital.propose(martin, "Cardiologie", None).expect("proposed");
    assert!(told(&hospital, "Cardiologie") && !told(&hospital, "Pneumologie"));
    let reason = Code::new("EFFECTIF").expect("code");
    hospital.answer(martin, Answer::Refuse { reason }).expect("no");
    hospital
        .propose(martin, "Pneumologie", Some("Pneumologie/201/201"))
        .expect("proposed");
    assert!(told(&hospital, "Cardiologie"), "it answered");
    assert!(told(&hospital, "Pneumologie"));
}

#[test]
fn screens_are_told_when_a_question_becomes_late_and_at_no_other_moment() {
    let mut hospital = hospital();
    let martin = hospital.request_for("MARTIN", None).expect("asked");
    hospital.propose(martin, "Cardiologie", None).expect("proposed");
    let risen = |from: &str, to: &str| risen(&hospital.state, hospital.at(from), hospital.at(to)).len();
    assert_eq!(risen("12:00", "12:14"), 0, "still in time");
    assert_eq!(risen("12:14", "12:15"), 1, "to be answered by now");
    assert_eq!(risen("12:15", "12:29"), 0);
    assert_eq!(risen("12:29", "12:30"), 1, "up a level");
}

#[test]
fn every_bed_of_the_ward_is_judged_the_named_one_first_those_that_cannot_be_had_last() {
    let mut hospital = hospital();
    let ed = Some(hospital.ward("Urgences"));
    let [martin, durand] = ["MARTIN", "DURAND"].map(|it| hospital.request_for(it, ed).expect("asked"));
    hospital
        .propose(martin, "Cardiologie", Some("Cardiologie/403/403"))
        .expect("proposed");
    hospital
        .assign(1, durand, "Cardiologie/402/402", None)
        .expect("given");
    let request = hospital.state.request(martin).expect("a request");
    let ward = hospital.ward("Cardiologie");
    let found: Vec<String> = offers(&hospital.state, &Reserves::default(), request, ward, hospital.now)
        .iter()
        .map(|it| {
            let named = if it.named { " nommé" } else { "" };
            format!("{}{named} {}", it.name, if it.would_do() { "oui" } else { "non" })
        })
        .collect();
    assert_eq!(found, ["403 nommé oui", "401 F oui", "401 P non", "402 non"]);
}

#[test]
fn a_ward_may_say_yes_with_a_bed_that_somebody_leaves_today() {
    let mut hospital = hospital();
    let martin = hospital.request_for("MARTIN", None).expect("asked");
    hospital.propose(martin, "Cardiologie", None).expect("proposed");
    let bed = Some(hospital.bed("Cardiologie/401/P"));
    let never = hospital.answer(martin, Answer::Accept { bed });
    assert!(never.is_err(), "nobody says when Petit leaves");
    let stay = hospital.stay("PETIT");
    let change = CareChange::Discharge(Some(DischargePlan {
        at: Some(hospital.at("16:00")),
        destination: Some(Destination::Home),
        confidence: Confidence::Confirmed,
    }));
    let saw = hospital
        .state
        .stay(stay)
        .expect("a stay")
        .care()
        .revision(&change.topic());
    hospital
        .act(BoardCommand::StateCare { stay, change, saw })
        .expect("said");
    hospital.answer(martin, Answer::Accept { bed }).expect("yes");
    hospital.promised("401 P: q0 par o2, 16:00-20:00");
    hospital.check();
}

#[test]
fn what_a_ward_was_asked_is_asked_of_the_one_it_became_part_of() {
    let mut hospital = hospital();
    let [ed, cardio, pneumo] = ["Urgences", "Cardiologie", "Pneumologie"].map(|it| hospital.ward(it));
    let [martin, durand] = ["MARTIN", "DURAND"].map(|it| hospital.request_for(it, Some(ed)).expect("asked"));
    hospital
        .propose(martin, "Cardiologie", Some("Cardiologie/402/402"))
        .expect("proposed");
    hospital.propose(durand, "Cardiologie", None).expect("proposed");
    hospital
        .answer(durand, Answer::Accept { bed: None })
        .expect("yes");
    let merge = |gone, kept| Command::Structure(StructureCommand::MergeWard { gone, kept });
    hospital.must(&merge(cardio, pneumo));
    assert_eq!(
        rail(&hospital, "Pneumologie"),
        "? MARTIN 402 relance 0\n> DURAND lit à nommer Accepted"
    );
    hospital.promised("402: q0 par o1, 12:00-13:00");
    hospital
        .answer(martin, Answer::Accept { bed: None })
        .expect("the ward that is there answers");
    // The department that asked became another one: from there is still no arrival, and the list is that of the new one.
    hospital.must(&merge(ed, pneumo));
    let asker = hospital.state.request(martin).expect("a request").asker.ward;
    assert_eq!(asker, Some(pneumo));
    hospital.check();
}

#[test]
fn what_a_ward_was_asked_that_is_set_aside_is_the_cells_again_at_once() {
    let mut hospital = hospital();
    let [martin, durand] = ["MARTIN", "DURAND"].map(|it| hospital.request_for(it, None).expect("asked"));
    hospital
        .propose(martin, "Cardiologie", Some("Cardiologie/402/402"))
        .expect("proposed");
    hospital.propose(durand, "Cardiologie", None).expect("proposed");
    hospital
        .answer(durand, Answer::Accept { bed: None })
        .expect("yes");
    let ward = hospital.ward("Cardiologie");
    let set_aside = StructureCommand::IgnoreWard { ward, ignored: true };
    hospital.must(&Command::Structure(set_aside));
    hospital.promised("");
    hospital.asks(
        "q0 MARTIN (Emergency) en attente [Cardiologie: mis de côté]
         q1 DURAND (Emergency) en attente [Cardiologie: oui] [Cardiologie: mis de côté]",
    );
    assert_eq!(
        hospital.propose(martin, "Cardiologie", None),
        Err(Refusal::UnknownWard(ward)),
        "nobody is there to answer"
    );
    hospital.check();
}
