//! What is not a movement of a patient, and what is written in an odd way.

use super::*;
use domain::bed::Hygiene;
use domain::observation::ObservedBedStatus;

#[test]
fn what_is_not_for_beds_is_ignored_with_its_reason() {
    let about = |kind: &str| {
        let text = adt("A01", &[PID, PV1]).replace("ADT^A01^ADT_A01", kind);
        let reading = read_at(&text, EVENING);
        let (what, code) = refused(&reading);
        format!("{what} {code}")
    };
    for kind in [
        "ORU^R01^ORU_R01",
        "MDM^T02",
        "SIU^S18^SIU_S12",
        "SIU^S23^SIU_S12",
        "SRM^S01",
        "ACK^A01^ACK",
        "MFN^M02",
        "ADT^A60",
        "ADT^A24",
    ] {
        assert_eq!(about(kind), "ignore not_for_beds", "{kind}");
    }
    assert_eq!(about("ADT^A99"), "ignore unknown_trigger");
    assert_eq!(about("ADT^Z12"), "ignore unknown_trigger");
    assert_eq!(about("SIU^S99"), "ignore unknown_trigger");
    assert_eq!(about("ADT^S12"), "ignore unknown_trigger");
    assert_eq!(about("SIU^S12^SIU_S12"), "quarantine no_appointment_segment");
    assert_eq!(about("ADT^A23"), "quarantine by_hand");
    assert_eq!(about("ADT^A49"), "quarantine by_hand");
    assert_eq!(about("ADT"), "quarantine no_trigger");
    assert_eq!(about(""), "reject no_message_type");
}

#[test]
fn m26_what_is_missing_is_told() {
    let refused = |segments: &[&str]| {
        let reading = read_at(&adt("A01", segments), EVENING);
        refused(&reading).1
    };
    assert_eq!(refused(&[]), "no_patient");
    assert_eq!(refused(&["PID|||", "PV1||I|4036"]), "no_patient");
    assert_eq!(refused(&[PID]), "no_visit_segment");
    // Without a patient, a known visit is enough: the state may know it.
    let reading = read_at(&adt("A02", &["PID|||", PV1]), EVENING);
    assert!(observation(&reading).patient.is_empty());
}

#[test]
fn m26_order_repeats_and_unknown_segments_do_not_matter() {
    let usual = read_at(
        &adt(
            "A01",
            &[PID, PV1, "ZBE|55^CH^1.2.9^ISO|20261122093000||INSERT|N||||H"],
        ),
        EVENING,
    );
    let odd = read_at(
        &adt(
            "A01",
            &[
                "ZZZ|1",
                "ZBE|55^CH^1.2.9^ISO|20261122093000||INSERT|N||||H",
                PV1,
                "ZFU|?",
                PID,
                "PV1||O|9999",
            ],
        ),
        EVENING,
    );
    assert_eq!(observation(&usual), observation(&odd));
    assert_eq!(codes(&odd.notes), ["repeated_segment"]);
}

#[test]
fn m26_other_separators_and_a_wrong_msh_9_are_read_all_the_same() {
    let usual = read_at(&adt("A01", &[PID, PV1]), EVENING);
    let odd = adt("A01", &[PID, PV1]).replace('|', "!").replace('^', "*");
    assert_eq!(observation(&read_at(&odd, EVENING)), observation(&usual));
    let wrong = adt("A01", &[PID, PV1]).replace("ADT^A01^ADT_A01", "ADT^ADT^A01");
    let wrong = read_at(&wrong, EVENING);
    assert_eq!(
        (observation(&wrong), wrong.trigger.as_str()),
        (observation(&usual), "A01")
    );
    assert_eq!(codes(&wrong.notes), ["repaired_type"]);
}

#[test]
fn a_missing_evn_and_one_that_disagrees_are_put_up_with() {
    let without = adt("A01", &[PID, PV1]).replace("EVN||20261122095900\n", "");
    assert_eq!(codes(&read_at(&without, EVENING).notes), ["no_event_segment"]);
    let other = adt("A01", &[PID, PV1]).replace("EVN||", "EVN|A04|");
    let reading = read_at(&other, EVENING);
    assert_eq!(
        (reading.trigger.as_str(), codes(&reading.notes)),
        ("A01", vec!["other_trigger"])
    );
    // A header without trigger is completed by EVN-1.
    let bare = other.replace("ADT^A01^ADT_A01", "ADT");
    assert_eq!(read_at(&bare, EVENING).trigger, "A04");
}

#[test]
fn nameless_senders_have_a_name_too() {
    let text = adt("A01", &[PID, PV1]).replace("|GAM|CH^750000001^M|", "|||");
    let reading = read_at(&text, EVENING);
    assert_eq!(reading.sender, "|");
    assert_eq!(observation(&reading).source.facility.as_str(), "INCONNU");
}

#[test]
fn a20_tells_the_state_of_each_bed() {
    let npu = |status: &str| format!("NPU|4036^22^P|{status}");
    let status = |letter: &str| {
        let reading = read_at(&adt("A20", &[&npu(letter)]), EVENING);
        match &reading.understanding {
            Understanding::Commands(commands) => match commands.as_slice() {
                [Command::ObserveBed(bed)] => Ok((bed.status, drawn(&bed.place), bed.at.to_string())),
                other => panic!("one bed, not {other:?}"),
            },
            _ => Err(refused(&reading).1),
        }
    };
    let said = |status| Ok((status, "4036/22/P".to_owned(), "2026-11-22T08:59:00Z".to_owned()));
    assert_eq!(status("H"), said(ObservedBedStatus::Hygiene(Hygiene::ToClean)));
    assert_eq!(
        status("K"),
        said(ObservedBedStatus::Hygiene(Hygiene::Contaminated))
    );
    assert_eq!(status("U"), said(ObservedBedStatus::Hygiene(Hygiene::Clean)));
    assert_eq!(status("C"), said(ObservedBedStatus::Closed));
    assert_eq!(status("O"), said(ObservedBedStatus::Occupied));
    assert_eq!(status("X"), Err("no_bed"));
    let two = read_at(&adt("A20", &[&npu("H"), &npu("X"), "NPU|4036^23^P|U"]), EVENING);
    assert_eq!(codes(&two.warnings), ["unknown_bed_status"]);
    assert!(matches!(&two.understanding, Understanding::Commands(commands) if commands.len() == 2));
}

#[test]
fn m37_a17_swaps_two_patients() {
    let other = (
        PID.replace("12345", "54321").replace("900^", "901^"),
        PV1.replace("800^", "801^").replace("^22^P", "^21^F"),
    );
    let reading = read_at(&adt("A17", &[PID, PV1, &other.0, &other.1]), EVENING);
    let Understanding::Commands(commands) = &reading.understanding else {
        panic!("understood")
    };
    let drawn: Vec<String> = commands
        .iter()
        .map(|command| match command {
            Command::Observe(seen) => match &seen.fact {
                Fact::Movement(movement) => format!(
                    "{} {:?} {}",
                    seen.patient[0].value,
                    movement.kind,
                    drawn(&movement.place)
                ),
                other => panic!("a movement, not {other:?}"),
            },
            other => panic!("an observation, not {other:?}"),
        })
        .collect();
    assert_eq!(drawn, ["12345 Transfer 4036/22/P", "54321 Transfer 4036/21/F"]);
    assert_eq!(
        refused(&read_at(&adt("A17", &[PID, PV1]), EVENING)),
        ("quarantine", "swap_of_two")
    );
}

#[test]
fn codes_too_long_to_be_codes_are_told_and_left_out() {
    let mut pv1: Vec<&str> = PV1.split('|').collect();
    let long = format!("{}^22^P", "4".repeat(101));
    pv1[3] = &long;
    let reading = read_at(&adt("A01", &[PID, &pv1.join("|")]), EVENING);
    assert_eq!(
        (drawn(&movement(&reading).place), codes(&reading.warnings)),
        ("-/22/P".to_owned(), vec!["bad_code"])
    );
}
