//! The feed of a theatre, from its port to the queue of the flow cell: requests are born of appointments, put off and
//! withdrawn with them, and nothing else of what an appointment book tells leaves a trace.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{Hospital, a01};
use interop::client::AckKind;
use store::Outcome;

/// The appointment 7001 of patient 2, with those segments after SCH.
fn siu(trigger: &str, control: &str, segments: &[&str]) -> String {
    let pid = "PID|||2^^^CH&1.2.3&ISO^PI||MARCHAL^LUCIE^^^^^L||19660412|F||||||||||92^^^CH&1.2.4&ISO^AN";
    let head = format!(
        "MSH|^~\\&|BLOC|CH|CHEVET|GHT|2026112210{control}||SIU^{trigger}^SIU_S12|{control}|P|2.5|||||FRA|UNICODE UTF-8\n\
         SCH||7001^BLOC|||||HERN^Cure de hernie||||^^^20261101080000|||||||||||||||Booked"
    );
    [head.as_str()]
        .into_iter()
        .chain(segments.iter().copied())
        .chain([pid])
        .collect::<Vec<_>>()
        .join("\n")
}

/// On the 24th at half past seven in Paris, to lie in 4036, operated on in the theatre S2.
const WARD: &str = "PV1||I|4036\nRGS|1|A\nAIS|1|A|HERN^Cure de hernie\nAIL|1|A|BLOC^S2";

fn hour(at: &str) -> String {
    format!("TQ1|||||||{at}")
}

/// A hospital whose ward 4036 has a patient, so that it is known to have a bed.
async fn open() -> Hospital {
    let hospital = Hospital::open().await;
    // Taken as by the port, which each test then sends to.
    let first = a01("01", "1", "4036^22^P").replace('\n', "\r");
    drop(hospital.intake.take(first.into_bytes().into()).await);
    hospital
}

async fn told(hospital: &mut Hospital, message: &str) -> (Outcome, String) {
    let answer = hospital.send(message).await;
    assert_eq!(
        answer.kind,
        AckKind::Accepted,
        "an appointment never stops the queue"
    );
    hospital.inbox().last().unwrap().clone()
}

fn applied() -> (Outcome, String) {
    (Outcome::Applied, String::new())
}

fn ignored(code: &str) -> (Outcome, String) {
    (Outcome::Ignored, code.to_owned())
}

/// The requests of the cell: stage, when a bed is wanted, in which ward the patient is awaited, whose doctor.
fn queue(hospital: &Hospital) -> Vec<String> {
    let snapshot = hospital.app.snapshot();
    let state = &snapshot.state;
    let requests = state.requests.iter().map(|request| {
        let stay = request.subject.stay().and_then(|it| state.stay(it)).unwrap();
        let plan = stay.timeline.planned.as_ref();
        let ward = plan.and_then(|plan| state.ward_of(plan.spot, plan.lodging()));
        let doctor = stay
            .timeline
            .doctor
            .and_then(|it| snapshot.vault.practitioner(it));
        format!(
            "{} {} {} {}",
            if request.stage.is_open() { "open" } else { "closed" },
            request
                .needs
                .latest
                .map_or_else(|| "-".to_owned(), |at| at.to_string()),
            ward.and_then(|it| state.ward(it))
                .map_or("-", |it| it.code.as_str()),
            doctor.map_or("-", |it| it.family.as_str()),
        )
    });
    requests.collect()
}

#[tokio::test]
async fn a_theatre_books_puts_off_changes_and_calls_off_an_admission() {
    let mut hospital = open().await;
    let book = siu("S12", "02", &[&hour("20261124073000"), WARD]);
    assert_eq!(told(&mut hospital, &book).await, applied());
    assert_eq!(queue(&hospital), ["open 2026-11-24T06:30:00Z 4036 -"]);

    let put_off = siu("S13", "03", &[&hour("20261127110000"), WARD]);
    assert_eq!(told(&mut hospital, &put_off).await, applied());
    assert_eq!(queue(&hospital), ["open 2026-11-27T10:00:00Z 4036 -"]);

    // Another ward and a surgeon, at the same hour, which need not be said again.
    let elsewhere =
        siu("S14", "04", &["PV1||I|4040", "AIP|1||55^VASSEUR"]).replace("||||^^^20261101080000|", "|||||");
    assert_eq!(told(&mut hospital, &elsewhere).await, applied());
    assert_eq!(queue(&hospital), ["open 2026-11-27T10:00:00Z 4040 VASSEUR"]);

    // The theatre says nothing but the number of what it calls off.
    let call_off = siu("S15", "05", &[]);
    assert_eq!(told(&mut hospital, &call_off).await, applied());
    assert_eq!(queue(&hospital), ["closed 2026-11-27T10:00:00Z - -"]);
    assert_eq!(hospital.beds(), 1, "no theatre was taken for a ward");
}

#[tokio::test]
async fn who_does_not_come_and_what_was_never_meant_is_awaited_no_more() {
    for (trigger, control) in [("S26", "03"), ("S17", "03"), ("S16", "03")] {
        let mut hospital = open().await;
        let hour = hour("20261122100000");
        told(&mut hospital, &siu("S12", "02", &[&hour, WARD])).await;
        let gone = siu(trigger, control, &[&hour, WARD]);
        assert_eq!(told(&mut hospital, &gone).await, applied(), "{trigger}");
        assert_eq!(queue(&hospital), ["closed 2026-11-22T09:00:00Z - -"], "{trigger}");
    }
}

#[tokio::test]
async fn a_consultation_leaves_no_trace_and_is_in_nobodys_work_list() {
    let mut hospital = open().await;
    let patients = hospital.app.snapshot().state.patients.len();
    for (control, trigger, segments, code) in [
        ("02", "S12", &["PV1||O|800", "AIL|1||800^3"][..], "not_for_beds"),
        ("03", "S12", &["AIL|1||800^3"], "no_admission_booked"),
        ("04", "S13", &["PV1||O|800"], "no_admission_booked"),
        ("05", "S15", &["AIL|1||800^3"], "no_admission_booked"),
        ("06", "S26", &[], "no_admission_booked"),
        ("07", "S23", &[], "not_for_beds"),
        ("08", "S99", &[], "unknown_trigger"),
    ] {
        let message = siu(trigger, control, segments);
        assert_eq!(told(&mut hospital, &message).await, ignored(code), "{trigger}");
    }
    let snapshot = hospital.app.snapshot();
    assert_eq!(snapshot.state.patients.len(), patients);
    assert_eq!(snapshot.state.wards.len(), 1);
    assert!(queue(&hospital).is_empty());
}

#[tokio::test]
async fn without_a_class_the_ward_that_has_beds_makes_the_admission() {
    let mut hospital = open().await;
    let book = siu(
        "S12",
        "02",
        &[&hour("20261124073000"), "AIL|1||BLOC^S2", "AIL|2||4036"],
    );
    assert_eq!(told(&mut hospital, &book).await, applied());
    assert_eq!(queue(&hospital), ["open 2026-11-24T06:30:00Z 4036 -"]);
}

#[tokio::test]
async fn an_examination_of_somebody_who_lies_here_asks_for_no_other_bed() {
    let mut hospital = open().await;
    let scan = siu(
        "S12",
        "02",
        &[&hour("20261122210000"), "PV1||I|4036^22^P", "AIL|1||RADIO"],
    )
    .replace("PID|||2^", "PID|||1^")
    .replace("|92^", "|91^");
    assert_eq!(told(&mut hospital, &scan).await, ignored("during_stay"));
    assert!(queue(&hospital).is_empty());
}

#[tokio::test]
async fn the_admission_that_follows_joins_its_appointment_by_the_account() {
    let mut hospital = open().await;
    told(&mut hospital, &siu("S12", "02", &[&hour("20261122090000"), WARD])).await;
    let admission = a01("03", "2", "4036^23^P");
    assert_eq!(told(&mut hospital, &admission).await, applied());
    assert_eq!(hospital.app.snapshot().state.stays.len(), 2, "one stay each");
    assert_eq!(queue(&hospital), ["closed 2026-11-22T08:00:00Z - -"]);
}

#[tokio::test]
async fn an_appointment_told_twice_or_under_a_reused_number_is_one_appointment() {
    let mut hospital = open().await;
    let book = siu("S12", "02", &[&hour("20261124073000"), WARD]);
    told(&mut hospital, &book).await;
    assert_eq!(told(&mut hospital, &book).await.0, Outcome::Duplicate);
    let again = book.replace("|02|P|", "|03|P|");
    assert_eq!(told(&mut hospital, &again).await, applied());
    let other = book.replace("20261124073000", "20261125073000");
    assert_eq!(
        told(&mut hospital, &other).await,
        (Outcome::WorkList, "control_id_reused".to_owned())
    );
    assert_eq!(queue(&hospital).len(), 1);
}

#[tokio::test]
async fn an_appointment_without_an_hour_is_taken_and_looked_at() {
    let mut hospital = open().await;
    let book = siu("S12", "02", &[WARD]).replace("||||^^^20261101080000|", "|||||");
    assert_eq!(
        told(&mut hospital, &book).await,
        (Outcome::WorkList, "no_hour".to_owned())
    );
    assert_eq!(queue(&hospital).len(), 1);
}
