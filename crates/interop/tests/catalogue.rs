//! Rows of the fault catalogue as a sender lives them: through the port, the translation, the rules and the journal.
//!
//! What each rule does in detail is tested where the rule lives, in `domain`; here, that it is reached.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use base::id::{PatientId, StayId};
use common::{EVENING, Hospital, a01, adt};
use domain::movement::Spot;
use domain::stay::Stay;
use interop::client::AckKind;
use store::Outcome;

fn zbe(id: &str, at: &str, action: &str, historic: &str, original: &str) -> String {
    format!("ZBE|{id}^CH^1.2.9^ISO|20261122{at}00||{action}|{historic}|{original}|||HMS")
}

/// Where a stay is now, as `unit/bed`; `gone` when it is nowhere.
fn place(hospital: &Hospital, stay: u32) -> String {
    let snapshot = hospital.app.snapshot();
    let Some(segment) = stay_of(&snapshot.state, stay).timeline.at(EVENING).copied() else {
        return "gone".to_owned();
    };
    let unit = segment
        .unit
        .and_then(|unit| snapshot.state.unit(unit))
        .map_or("-", |unit| unit.code.as_str());
    match segment.spot {
        Spot::Bed(bed) => format!("{unit}/{}", snapshot.state.bed(bed).unwrap().code),
        Spot::Room(_) | Spot::Nowhere => format!("{unit}/-"),
    }
}

fn stay_of(state: &domain::state::State, stay: u32) -> &Stay {
    state.stay(StayId::new(stay)).unwrap()
}

async fn told(hospital: &mut Hospital, message: &str) -> (Outcome, String) {
    assert_eq!(
        hospital.send(message).await.kind,
        AckKind::Accepted,
        "a business anomaly never stops the queue"
    );
    hospital.inbox().last().unwrap().clone()
}

fn applied() -> (Outcome, String) {
    (Outcome::Applied, String::new())
}

fn to_settle(code: &str) -> (Outcome, String) {
    (Outcome::WorkList, code.to_owned())
}

#[tokio::test]
async fn m09_a_sender_that_lost_the_answer_sends_again_and_nothing_happens_twice() {
    let mut hospital = Hospital::open().await;
    let message = a01("M1", "1", "4036^22^P").replace('\n', "\r");
    // Taken, but the sender never hears of it.
    drop(hospital.intake.take(message.clone().into_bytes().into()).await);
    assert_eq!(told(&mut hospital, &message).await.0, Outcome::Duplicate);
    assert_eq!(hospital.app.snapshot().state.stays.len(), 1);
}

#[tokio::test]
async fn m11_a_move_before_its_admission_shows_the_patient_and_the_admission_explains_it() {
    let mut hospital = Hospital::open().await;
    let transfer = adt(
        "A02",
        "M2",
        "1",
        "4036^23^P",
        &zbe("52", "0900", "INSERT", "N", ""),
    );
    assert_eq!(told(&mut hospital, &transfer).await, to_settle("no_admission"));
    assert_eq!(place(&hospital, 0), "4036/P");
    assert_eq!(told(&mut hospital, &a01("M1", "1", "4036^22^F")).await, applied());
    assert_eq!(place(&hospital, 0), "4036/P");
    assert!(
        stay_of(&hospital.app.snapshot().state, 0)
            .timeline
            .doubts
            .is_empty()
    );
}

#[tokio::test]
async fn m13_the_cancel_of_what_was_never_told_is_looked_at() {
    for (trigger, original) in [("A12", "A02"), ("A11", "A01"), ("A13", "A03")] {
        let mut hospital = Hospital::open().await;
        let cancel = adt(
            trigger,
            "M1",
            "1",
            "4036^22^P",
            &zbe("99", "0900", "CANCEL", "N", original),
        );
        assert_eq!(
            told(&mut hospital, &cancel).await,
            to_settle("unknown_cancelled"),
            "{trigger}"
        );
        assert_eq!(place(&hospital, 0), "gone", "{trigger}");
    }
}

#[tokio::test]
async fn m14_a_cancelled_admission_under_later_moves_is_doubted_and_nobody_disappears() {
    let mut hospital = Hospital::open().await;
    told(&mut hospital, &a01("M1", "1", "4036^22^P")).await;
    told(
        &mut hospital,
        &adt(
            "A02",
            "M2",
            "1",
            "4037^1^A",
            &zbe("52", "0930", "INSERT", "N", ""),
        ),
    )
    .await;
    told(
        &mut hospital,
        &adt(
            "A02",
            "M3",
            "1",
            "4038^2^B",
            &zbe("53", "0940", "INSERT", "N", ""),
        ),
    )
    .await;
    let cancel = adt("A11", "M4", "1", "", &zbe("51", "0800", "CANCEL", "Y", "A01"));
    assert_eq!(told(&mut hospital, &cancel).await.1, "admission_cancelled");
    assert_eq!(place(&hospital, 0), "4038/B");
}

#[tokio::test]
async fn m15_m16_corrections_and_forgotten_passages_rewrite_the_past_only() {
    let mut hospital = Hospital::open().await;
    told(&mut hospital, &a01("M1", "1", "4036^22^P")).await;
    told(
        &mut hospital,
        &adt(
            "A02",
            "M2",
            "1",
            "4037^1^A",
            &zbe("52", "0930", "INSERT", "N", ""),
        ),
    )
    .await;
    // Between both, intensive care, told late.
    let forgotten = adt(
        "A02",
        "M3",
        "1",
        "5000^9^R",
        &zbe("53", "0900", "INSERT", "Y", ""),
    );
    assert_eq!(told(&mut hospital, &forgotten).await, applied());
    assert_eq!(place(&hospital, 0), "4037/A");
    let corrected = adt(
        "Z99",
        "M4",
        "1",
        "4039^3^C",
        &zbe("51", "0730", "UPDATE", "Y", "A01"),
    )
    .replace("20261122095900", "20261122100100");
    assert_eq!(told(&mut hospital, &corrected).await, applied());
    assert_eq!(place(&hospital, 0), "4037/A");
    let snapshot = hospital.app.snapshot();
    let line: Vec<String> = stay_of(&snapshot.state, 0)
        .timeline
        .segments
        .iter()
        .map(|it| {
            format!(
                "{} {}",
                it.from,
                snapshot.state.unit(it.unit.unwrap()).unwrap().code
            )
        })
        .collect();
    assert_eq!(
        line,
        [
            "2026-11-22T06:30:00Z 4039",
            "2026-11-22T08:00:00Z 5000",
            "2026-11-22T08:30:00Z 4037"
        ]
    );
}

fn merge(control: &str, kept: &str, gone: &str, status: &str) -> String {
    format!(
        "MSH|^~\\&|GAM|CH|CHEVET|GHT|20261122103000||ADT^A40^ADT_A39|{control}|P|2.5^FRA^2.11|||||FRA|UNICODE UTF-8\n\
         EVN||20261122103000\n\
         PID|||{kept}^^^CH&1.2.3&ISO^PI||DURAND^MARIE^^^^^L||19800229|F||||||||||||||||||||||||{status}\n\
         MRG|{gone}^^^CH&1.2.3&ISO^PI"
    )
}

#[tokio::test]
async fn m17_m18_merges_in_a_chain_lead_to_the_last_and_a_circle_is_refused() {
    let mut hospital = Hospital::open().await;
    told(&mut hospital, &a01("M1", "1", "4036^22^P")).await;
    assert_eq!(
        told(&mut hospital, &merge("M2", "2", "1", "PROV")).await,
        applied()
    );
    assert_eq!(
        told(&mut hospital, &merge("M3", "3", "2", "PROV")).await,
        applied()
    );
    told(
        &mut hospital,
        &adt(
            "A02",
            "M4",
            "1",
            "4036^23^P",
            &zbe("52", "0930", "INSERT", "N", ""),
        ),
    )
    .await;
    {
        let state = &hospital.app.snapshot().state;
        let last = state.patient_of(PatientId::new(0));
        assert_eq!(state.stays_of(last).as_slice(), [StayId::new(0)]);
    }
    assert_eq!(
        told(&mut hospital, &merge("M5", "1", "3", "PROV")).await,
        to_settle("merge_circle")
    );
}

#[tokio::test]
async fn m20_a_file_that_mixes_two_people_is_never_merged_by_machine() {
    let mut hospital = Hospital::open().await;
    told(&mut hospital, &a01("M1", "1", "4036^22^P")).await;
    assert_eq!(
        told(&mut hospital, &merge("M2", "2", "1", "PROV~COLP")).await,
        to_settle("merge_collision")
    );
}

#[tokio::test]
async fn m22_m23_a_hidden_patient_is_marked_and_an_ins_that_is_not_validated_is_not_one() {
    let mut hospital = Hospital::open().await;
    let ins = "180027512345678^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS";
    let message = a01("M1", "1", "4036^22^P")
        .replace("1^^^CH&1.2.3&ISO^PI", &format!("1^^^CH&1.2.3&ISO^PI~{ins}"))
        .replace(
            "91^^^CH&1.2.4&ISO^AN",
            "91^^^CH&1.2.4&ISO^AN||||||||||||||PROV~CACH",
        );
    assert_eq!(told(&mut hospital, &message).await, applied());
    let snapshot = hospital.app.snapshot();
    let identity = snapshot.vault.patient(PatientId::new(0)).unwrap();
    assert!(identity.status.masked);
    assert!(
        identity
            .identifiers
            .iter()
            .all(|number| number.value.as_str() != "180027512345678")
    );
}

#[tokio::test]
async fn m25_names_with_every_difficulty_arrive_as_they_were_written() {
    let long = "É".repeat(250);
    for (sent, kept) in [
        ("O'NEIL\\T\\SONS", "O'NEIL&SONS"),
        ("A\\F\\B\\S\\C\\R\\D\\E\\E", "A|B^C~D\\E"),
        ("NOE\u{308}L", "NOE\u{308}L"),
        (
            "\u{130}SMA\u{130}L \u{1f469}\u{200d}\u{2695}\u{fe0f}",
            "\u{130}SMA\u{130}L \u{1f469}\u{200d}\u{2695}\u{fe0f}",
        ),
        ("DUR\u{202e}AND", "DURAND"),
        (long.as_str(), long.as_str()),
    ] {
        let mut hospital = Hospital::open().await;
        told(
            &mut hospital,
            &a01("M1", "1", "4036^22^P").replace("DURAND", sent),
        )
        .await;
        let snapshot = hospital.app.snapshot();
        let identity = snapshot.vault.patient(PatientId::new(0)).unwrap();
        assert_eq!(identity.family.as_deref(), Some(kept));
    }
}

#[tokio::test]
async fn m27_an_unknown_unit_is_a_ward_at_once_and_the_patient_is_on_its_board() {
    let mut hospital = Hospital::open().await;
    assert_eq!(told(&mut hospital, &a01("M1", "1", "9999^ZZ^Q")).await, applied());
    let snapshot = hospital.app.snapshot();
    assert_eq!((snapshot.state.wards.len(), hospital.beds()), (1, 1));
    assert_eq!(place(&hospital, 0), "9999/Q");
}

#[tokio::test]
async fn m29_two_patients_in_one_bed_both_stay_where_they_were_told() {
    let mut hospital = Hospital::open().await;
    told(&mut hospital, &a01("M1", "1", "4036^22^P")).await;
    told(&mut hospital, &a01("M2", "2", "4036^22^P")).await;
    assert_eq!(
        (place(&hospital, 0), place(&hospital, 1)),
        ("4036/P".to_owned(), "4036/P".to_owned())
    );
    let snapshot = hospital.app.snapshot();
    let bed = base::id::BedId::new(0);
    assert_eq!(snapshot.state.occupants(bed, EVENING).count(), 2);
}

#[tokio::test]
async fn m32_a_night_of_twenty_five_hours_has_no_negative_stay() {
    let mut hospital = Hospital::open().await;
    let at = |message: String, hour: &str| message.replace("20261122080000", &format!("20261025{hour}00"));
    told(&mut hospital, &at(a01("M1", "1", "4036^22^P"), "0159")).await;
    let transfer = adt(
        "A02",
        "M2",
        "1",
        "4036^23^F",
        "ZBE|52^CH^1.2.9^ISO|20261025023000||INSERT|N||||L",
    );
    told(&mut hospital, &transfer).await;
    let discharge = adt(
        "A03",
        "M3",
        "1",
        "4036^23^F",
        "ZBE|53^CH^1.2.9^ISO|20261025030000||INSERT|N||||L",
    );
    assert_eq!(told(&mut hospital, &discharge).await, applied());
    let snapshot = hospital.app.snapshot();
    let segments = &stay_of(&snapshot.state, 0).timeline.segments;
    let minutes: Vec<i64> = segments
        .iter()
        .map(|it| it.to.since(it.from) / base::time::MINUTE)
        .collect();
    assert_eq!(minutes, [31, 90], "the doubtful half past two is the first one");
}

#[tokio::test]
async fn m35_a_discharge_taken_back_and_told_again_ends_the_stay_once() {
    let mut hospital = Hospital::open().await;
    told(&mut hospital, &a01("M1", "1", "4036^22^P")).await;
    let discharge = |control: &str, id: &str| {
        adt(
            "A03",
            control,
            "1",
            "4036^22^P",
            &zbe(id, "1000", "INSERT", "N", ""),
        )
    };
    told(&mut hospital, &discharge("M2", "52")).await;
    assert_eq!(place(&hospital, 0), "gone");
    let back = adt(
        "A13",
        "M3",
        "1",
        "4036^22^P",
        &zbe("52", "1000", "CANCEL", "N", "A03"),
    );
    assert_eq!(told(&mut hospital, &back).await, applied());
    assert_eq!(place(&hospital, 0), "4036/P");
    told(&mut hospital, &discharge("M4", "53")).await;
    assert_eq!(place(&hospital, 0), "gone");
}

#[tokio::test]
async fn m36_a_leave_keeps_the_bed() {
    let mut hospital = Hospital::open().await;
    told(&mut hospital, &a01("M1", "1", "4036^22^P")).await;
    told(
        &mut hospital,
        &adt("A21", "M2", "1", "", &zbe("52", "0930", "INSERT", "N", "")),
    )
    .await;
    assert_eq!(place(&hospital, 0), "4036/P");
    assert!(
        stay_of(&hospital.app.snapshot().state, 0)
            .timeline
            .at(EVENING)
            .unwrap()
            .away
    );
    told(
        &mut hospital,
        &adt(
            "A22",
            "M3",
            "1",
            "4036^22^P",
            &zbe("53", "0940", "INSERT", "N", ""),
        ),
    )
    .await;
    assert_eq!(place(&hospital, 0), "4036/P");
}

#[tokio::test]
async fn m40_two_senders_with_the_same_numbers_are_two_hospitals() {
    let mut hospital = Hospital::open().await;
    let bare = |control: &str, facility: &str| {
        a01(control, "1", "4036^22^P")
            .replace("|GAM|CH|", &format!("|GAM|{facility}|"))
            .replace("^^^CH&1.2.3&ISO", "")
            .replace("^^^CH&1.2.4&ISO", "")
            .replace("^^^CH&1.2.5&ISO", "")
            .replace("^CH^1.2.9^ISO", "")
    };
    told(&mut hospital, &bare("M1", "NORD")).await;
    told(&mut hospital, &bare("M1", "SUD")).await;
    let state = &hospital.app.snapshot().state;
    assert_eq!(
        (state.patients.len(), state.stays.len(), state.beds.len()),
        (2, 2, 2)
    );
}

#[tokio::test]
async fn m44_a_census_sent_again_under_new_numbers_changes_no_timeline() {
    let mut hospital = Hospital::open().await;
    let census = |round: &str| -> Vec<String> {
        (1..=20)
            .map(|patient| {
                a01(
                    &format!("{round}{patient}"),
                    &patient.to_string(),
                    &format!("4036^{patient}^P"),
                )
            })
            .collect()
    };
    for message in census("A") {
        told(&mut hospital, &message).await;
    }
    let before: Vec<_> = hospital
        .app
        .snapshot()
        .state
        .stays
        .iter()
        .map(|stay| stay.timeline.clone())
        .collect();
    for message in census("B") {
        assert_ne!(told(&mut hospital, &message).await.0, Outcome::Quarantined);
    }
    let after: Vec<_> = hospital
        .app
        .snapshot()
        .state
        .stays
        .iter()
        .map(|stay| stay.timeline.clone())
        .collect();
    assert_eq!(before, after);
}
