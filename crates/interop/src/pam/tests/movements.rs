//! Triggers, ZBE, times and places.

use super::*;
use domain::movement::{Class, Destination, Kind};

/// What a message with that trigger and that ZBE does, or why nothing.
fn deed(trigger: &str, zbe: &str) -> String {
    let reading = read_at(&adt(trigger, &[PID, PV1, zbe]), EVENING);
    match &reading.understanding {
        Understanding::Commands(_) => {
            let action = observation(&reading).stamp.action;
            let mut text = format!("{action:?} {:?}", movement(&reading).kind);
            for code in codes(&reading.warnings) {
                text.push_str(" !");
                text.push_str(code);
            }
            text
        }
        _ => {
            let (what, code) = refused(&reading);
            format!("{what} {code}")
        }
    }
}

#[test]
fn what_is_done_to_which_kind_of_movement() {
    let zbe = |action: &str, original: &str| {
        format!("ZBE|55^CH^1.2.9^ISO|20261122093000||{action}|N|{original}|||HMS")
    };
    #[rustfmt::skip]
    let table = [
        // The matrix: insert and cancel.
        ("A05", "INSERT", "",    "Insert PreAdmission"),
        ("A38", "CANCEL", "A05", "Cancel PreAdmission"),
        ("A14", "INSERT", "",    "Insert PendingAdmission"),
        ("A27", "CANCEL", "A14", "Cancel PendingAdmission"),
        ("A01", "INSERT", "",    "Insert Admission"),
        ("A11", "CANCEL", "A01", "Cancel Admission"),
        ("A04", "INSERT", "",    "Insert Arrival"),
        ("A11", "CANCEL", "A04", "Cancel Arrival"),
        ("A06", "INSERT", "",    "Insert ToInpatient"),
        ("A07", "INSERT", "",    "Insert ToOutpatient"),
        ("A02", "INSERT", "",    "Insert Transfer"),
        ("A12", "CANCEL", "A02", "Cancel Transfer"),
        ("A15", "INSERT", "",    "Insert PendingTransfer"),
        ("A26", "CANCEL", "A15", "Cancel PendingTransfer"),
        ("A54", "INSERT", "",    "Insert DoctorChange"),
        ("A55", "CANCEL", "A54", "Cancel DoctorChange"),
        ("A21", "INSERT", "",    "Insert Leave"),
        ("A52", "CANCEL", "A21", "Cancel Leave"),
        ("A22", "INSERT", "",    "Insert LeaveEnd"),
        ("A53", "CANCEL", "A22", "Cancel LeaveEnd"),
        ("A16", "INSERT", "",    "Insert PendingDischarge"),
        ("A25", "CANCEL", "A16", "Cancel PendingDischarge"),
        ("A03", "INSERT", "",    "Insert Discharge"),
        ("A13", "CANCEL", "A03", "Cancel Discharge"),
        ("A09", "INSERT", "",    "Insert Passage"),
        ("A33", "CANCEL", "A09", "Cancel Passage"),
        ("Z80", "INSERT", "",    "Insert Transfer"),
        ("Z81", "CANCEL", "Z80", "Cancel Transfer"),
        ("Z84", "INSERT", "",    "Insert Transfer"),
        ("Z85", "CANCEL", "Z84", "Cancel Transfer"),
        // A06 and A07 cancel each other.
        ("A07", "CANCEL", "A06", "Cancel ToInpatient"),
        ("A06", "CANCEL", "A07", "Cancel ToOutpatient"),
        ("A07", "CANCEL", "",    "Cancel ToInpatient"),
        // Z99 corrects the kind that ZBE-6 names.
        ("Z99", "UPDATE", "A01", "Update Admission"),
        ("Z99", "UPDATE", "A03", "Update Discharge"),
        ("Z99", "UPDATE", "A06", "Update ToInpatient"),
        ("Z99", "",       "A02", "Update Transfer"),
        ("Z99", "UPDATE", "",    "Update Transfer !no_original_trigger"),
        ("Z99", "UPDATE", "A08", "Update Transfer !no_original_trigger"),
        ("Z99", "INSERT", "A02", "Update Transfer !contradiction"),
        ("Z99", "CANCEL", "A02", "quarantine contradiction"),
        // Contradictions: the trigger decides, and somebody looks.
        ("A12", "INSERT", "",    "Cancel Transfer !contradiction"),
        ("A02", "CANCEL", "",    "Cancel Transfer !contradiction"),
        ("A02", "UPDATE", "",    "Update Transfer !contradiction"),
        // A word nobody knows says nothing.
        ("A01", "CREATE", "",    "Insert Admission"),
        ("A11", "CANCEL", "ZZZ", "Cancel Admission"),
    ];
    for (trigger, action, original, expected) in table {
        assert_eq!(
            deed(trigger, &zbe(action, original)),
            expected,
            "{trigger} {action} {original}"
        );
    }
}

#[test]
fn without_zbe_the_trigger_says_all_and_no_movement_is_named() {
    for (trigger, expected) in [
        ("A01", "Insert Admission"),
        ("A13", "Cancel Discharge"),
        ("A07", "Insert ToOutpatient"),
    ] {
        assert_eq!(deed(trigger, "ZFP|"), expected);
    }
    assert_eq!(deed("Z99", "ZFP|"), "quarantine no_movement");
    let reading = read_at(&adt("A01", &[PID, PV1]), EVENING);
    assert!(movement(&reading).ids.is_empty());
    assert!(movement(&reading).moves);
}

#[test]
fn an_a11_without_original_trigger_takes_back_what_the_class_says() {
    let cancelled = |class: &str| {
        let reading = read_at(&adt("A11", &[PID, &PV1.replacen("|I|", class, 1)]), EVENING);
        movement(&reading).kind
    };
    assert_eq!(cancelled("|I|"), Kind::Admission);
    assert_eq!(cancelled("|E|"), Kind::Arrival);
    assert_eq!(cancelled("|O|"), Kind::Arrival);
    assert_eq!(cancelled("||"), Kind::Admission);
}

#[test]
fn a_z99_that_names_no_kind_is_recognised_by_the_dates_of_the_stay() {
    let pv1 = |class: &str, field: usize| {
        let mut fields: Vec<&str> = PV1.split('|').collect();
        fields[2] = class;
        fields.resize(46, "");
        fields[field] = "20261122093000";
        fields.join("|")
    };
    let kind = |pv1: &str| {
        let zbe = "ZBE|55^CH^1.2.9^ISO|20261122093000||UPDATE|N||||C";
        movement(&read_at(&adt("Z99", &[PID, pv1, zbe]), EVENING)).kind
    };
    assert_eq!(kind(&pv1("I", 44)), Kind::Admission);
    assert_eq!(kind(&pv1("E", 44)), Kind::Arrival);
    assert_eq!(kind(&pv1("I", 45)), Kind::Discharge);
}

#[test]
fn a_movement_is_read_whole() {
    let zbe = "ZBE|55^CH^1.2.9^ISO~56^EAI|20261122093000||INSERT|Y||Cardiologie^^^^^CH&1.2.4&ISO^UF^^^1071|^^^^^^UF^^^1072|LHM";
    let pv2 = "PV2||||||||20261201|20261205140000";
    let reading = read_at(&adt("A02", &[PID, PV1, pv2, zbe]), EVENING);
    let (seen, movement) = (observation(&reading), movement(&reading));
    assert_eq!(
        (seen.source.application.as_str(), seen.source.facility.as_str()),
        ("GAM", "750000001")
    );
    assert_eq!(seen.stamp.sent_at.to_string(), "2026-11-22T08:59:00Z");
    let ids: Vec<_> = movement
        .ids
        .iter()
        .map(|(authority, id)| format!("{authority} {id}"))
        .collect();
    assert_eq!(ids, ["1.2.9 55", "EAI 56"]);
    assert_eq!(movement.at.to_string(), "2026-11-22T08:30:00Z");
    assert!(movement.historic && movement.moves);
    assert_eq!(
        (drawn(&movement.place), drawn(&movement.prior)),
        ("4036/22/P".into(), "4035/21/F".into())
    );
    assert_eq!(movement.place.establishment.as_deref(), Some("750000001"));
    let medical = movement.medical.as_ref().expect("a medical unit");
    assert_eq!(
        (medical.code.as_str(), medical.label.as_deref()),
        ("1071", Some("Cardiologie"))
    );
    assert_eq!(
        movement.care.as_ref().map(|unit| unit.code.as_str()),
        Some("1072")
    );
    assert_eq!(movement.class, Some(Class::Inpatient));
    let doctor = movement.doctor.as_ref().expect("a doctor");
    assert_eq!(
        (doctor.identifier.value.as_str(), doctor.family.as_str()),
        ("10003", "MARTIN")
    );
    assert_eq!(shown(movement.expected_admission), "2026-11-30T23:00:00Z");
    assert_eq!(shown(movement.expected_discharge), "2026-12-05T13:00:00Z");
    let keys: Vec<_> = reading.keys.iter().map(|key| key.value.as_str()).collect();
    assert_eq!(keys, ["12345", "900", "800", "55", "56"]);
    assert_eq!(
        (codes(&reading.warnings), codes(&reading.notes)),
        (vec![], vec![])
    );
}

#[test]
fn the_nature_is_a_set_of_letters_and_moves_when_it_holds_h_or_l() {
    let moves = |nature: &str| {
        let zbe = format!("ZBE|55^CH^1.2.9^ISO|20261122093000||INSERT|N||||{nature}");
        movement(&read_at(&adt("A02", &[PID, PV1, &zbe]), EVENING)).moves
    };
    for nature in ["H", "L", "HMS", "SMH", "LD", "MHC", "", "X", "HX"] {
        assert!(moves(nature), "{nature}");
    }
    for nature in ["M", "S", "D", "SM", "C", "MC"] {
        assert!(!moves(nature), "{nature}");
    }
}

#[test]
fn when_a_movement_takes_effect() {
    let at = |trigger: &str, evn: &str, pv1_44: &str, pv2: &str, zbe: &str| {
        let mut fields: Vec<&str> = PV1.split('|').collect();
        fields.resize(46, "");
        fields[44] = pv1_44;
        let text = adt(trigger, &[PID, &fields.join("|"), pv2, zbe]).replace("EVN||20261122095900", evn);
        movement(&read_at(&text, EVENING)).at.to_string()
    };
    let zbe = "ZBE|55^CH^1.2.9^ISO|20261122060000||INSERT|N||||H";
    let evn = "EVN||20261122095900|20261122070000|||20261122080000";
    assert_eq!(
        at("A01", evn, "20261122090000", "PV2|", zbe),
        "2026-11-22T05:00:00Z",
        "ZBE-2"
    );
    assert_eq!(
        at("A01", evn, "20261122090000", "PV2|", "ZFP|"),
        "2026-11-22T07:00:00Z",
        "EVN-6"
    );
    assert_eq!(
        at("A01", "EVN||20261122095900", "20261122090000", "PV2|", "ZFP|"),
        "2026-11-22T08:00:00Z",
        "PV1-44"
    );
    assert_eq!(
        at("A02", "EVN||20261122095900", "20261122090000", "PV2|", "ZFP|"),
        "2026-11-22T08:59:00Z",
        "EVN-2"
    );
    assert_eq!(
        at("A02", "ZFP|", "", "PV2|", "ZFP|"),
        "2026-11-22T09:00:00Z",
        "MSH-7"
    );
    assert_eq!(
        at("A16", evn, "", "PV2|", "ZFP|"),
        "2026-11-22T06:00:00Z",
        "EVN-3 of what is announced"
    );
    let expected = "PV2||||||||20261124100000|20261125100000";
    assert_eq!(
        at("A05", "EVN||20261122095900", "", expected, "ZFP|"),
        "2026-11-24T09:00:00Z",
        "PV2-8"
    );
    assert_eq!(
        at("A16", "EVN||20261122095900", "", expected, "ZFP|"),
        "2026-11-25T09:00:00Z",
        "PV2-9"
    );
}

#[test]
fn what_is_announced_takes_its_date_from_evn_3() {
    let expected = |trigger: &str, planned: &str| {
        let text = adt(
            trigger,
            &[PID, PV1, "ZBE|55^CH^1.2.9^ISO|20261122093000||INSERT|N||||H"],
        );
        let reading = read_at(
            &text.replace("20261122095900", &format!("20261122095900|{planned}")),
            EVENING,
        );
        let movement = movement(&reading);
        (
            shown(movement.expected_admission),
            shown(movement.expected_discharge),
        )
    };
    assert_eq!(
        expected("A05", "20261124"),
        ("2026-11-23T23:00:00Z".into(), "-".into())
    );
    assert_eq!(
        expected("A16", "202611241500"),
        ("-".into(), "2026-11-24T14:00:00Z".into())
    );
    assert_eq!(expected("A16", "\"\""), ("-".into(), "cleared".into()));
    // French senders repeat the time of an admission there.
    assert_eq!(expected("A01", "20261124"), ("-".into(), "-".into()));
}

#[test]
fn a_leave_says_when_the_patient_comes_back_and_a_transfer_where_the_patient_will_go() {
    let mut pv2 = vec![""; 48];
    (pv2[0], pv2[47]) = ("PV2", "20261123180000");
    let reading = read_at(&adt("A21", &[PID, PV1, &pv2.join("|")]), EVENING);
    assert_eq!(shown(movement(&reading).expected_return), "2026-11-23T17:00:00Z");

    let mut pv1: Vec<&str> = PV1.split('|').collect();
    pv1.resize(43, "");
    pv1[42] = "5050^3^1";
    let reading = read_at(&adt("A15", &[PID, &pv1.join("|")]), EVENING);
    assert_eq!(drawn(&movement(&reading).pending), "5050/3/1");
    let reading = read_at(&adt("A01", &[PID, &pv1.join("|")]), EVENING);
    assert_eq!(drawn(&movement(&reading).pending), "-/-/-");
}

#[test]
fn the_destination_comes_with_the_discharge() {
    let to =
        |trigger: &str, zfm: &str| movement(&read_at(&adt(trigger, &[PID, PV1, zfm]), EVENING)).destination;
    assert_eq!(to("A03", "ZFM||8"), Said::Value(Destination::Home));
    assert_eq!(to("A03", "ZFM||7||2"), Said::Value(Destination::Rehab));
    assert_eq!(to("A03", "ZFM||9"), Said::Value(Destination::Deceased));
    assert_eq!(to("A03", "ZFM|8"), Said::Nothing);
    // A leave for an act elsewhere has a destination too, but the patient comes back.
    assert_eq!(to("A21", "ZFM||6||1"), Said::Nothing);
}

#[test]
fn wishes_and_discretion() {
    let read = |pv1_16: &str, pv1_22: &str, pv2_22: &str| {
        let mut pv1: Vec<&str> = PV1.split('|').collect();
        pv1.resize(46, "");
        (pv1[16], pv1[22]) = (pv1_16, pv1_22);
        let mut pv2 = vec![""; 23];
        (pv2[0], pv2[22]) = ("PV2", pv2_22);
        let reading = read_at(&adt("A01", &[PID, &pv1.join("|"), &pv2.join("|")]), EVENING);
        let movement = movement(&reading);
        (shown(movement.private_room), shown(movement.confidential))
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(read("", "", ""), pair("-", "-"));
    assert_eq!(read("", "Y", "Y"), pair("true", "true"));
    assert_eq!(read("1", "N", "N"), pair("false", "true"));
    assert_eq!(read("N", "\"\"", ""), pair("cleared", "false"));
    assert_eq!(read("DR SMITH", "", "\"\""), pair("-", "cleared"));
}

#[test]
fn empty_partial_and_marked_places() {
    let place = |pl: &str| {
        let mut pv1: Vec<&str> = PV1.split('|').collect();
        pv1[3] = pl;
        let reading = read_at(&adt("A01", &[PID, &pv1.join("|")]), EVENING);
        let place = &movement(&reading).place;
        let code = |code: &Option<Code>| code.as_ref().map_or("-".to_owned(), ToString::to_string);
        format!(
            "{} site {} of {}",
            drawn(place),
            code(&place.site),
            code(&place.establishment)
        )
    };
    assert_eq!(place(""), "-/-/- site - of -");
    assert_eq!(place("\"\""), "-/-/- site - of -");
    assert_eq!(place("7700"), "7700/-/- site - of -");
    assert_eq!(place("^^^CH&080955889&M^O"), "-/-/- site - of 080955889");
    assert_eq!(place("4036^22^3^690001111"), "4036/22/3 site 690001111 of -");
    assert_eq!(place("4036^^3^X&690001111&N"), "4036/-/3 site 690001111 of -");
}

#[test]
fn m31_a_sender_whose_clock_is_absurd_does_not_have_the_last_word_for_ever() {
    let text = adt("A01", &[PID, PV1]).replace("20261122095900", "29990101000000");
    let reading = read_at(&text, EVENING);
    assert_eq!(
        observation(&reading).stamp.sent_at.to_string(),
        "2026-11-22T09:00:00Z",
        "MSH-7 then"
    );
    assert_eq!(codes(&reading.warnings), ["sender_clock"]);
    let reading = read_at(&text.replace("20261122100000", "19700101000000"), EVENING);
    assert_eq!(
        observation(&reading).stamp.sent_at,
        EVENING,
        "then the moment of reception"
    );
}

#[test]
fn times_that_cannot_be_read_are_told_and_the_next_best_is_taken() {
    let zbe = "ZBE|55^CH^1.2.9^ISO|20261322093000||INSERT|N||||H";
    let reading = read_at(&adt("A02", &[PID, PV1, zbe]), EVENING);
    assert_eq!(movement(&reading).at.to_string(), "2026-11-22T08:59:00Z");
    assert_eq!(codes(&reading.warnings), ["bad_time"]);
    let zbe = "ZBE|55^CH^1.2.9^ISO|19700101000000||INSERT|N||||H";
    assert_eq!(
        codes(&read_at(&adt("A02", &[PID, PV1, zbe]), EVENING).warnings),
        ["impossible_date"]
    );
}

#[test]
fn why_the_patient_comes_is_in_words_where_there_are_words() {
    let why = |field: &str| {
        let reading = read_at(&adt("A01", &[PID, PV1, &format!("PV2|||{field}")]), EVENING);
        shown(movement(&reading).reason.clone())
    };
    assert_eq!(why("R07.4^Douleur thoracique^CIM10"), "Douleur thoracique");
    assert_eq!(why("Chute de sa hauteur"), "Chute de sa hauteur");
    assert_eq!(
        why("^^^^^^^^Fièvre au retour de voyage"),
        "Fièvre au retour de voyage"
    );
    assert_eq!(why(r#""""#), "cleared");
    assert_eq!(why(""), "-");
    assert_eq!(why("^ ^CIM10"), "-");
    let long = why(&"a".repeat(1_000));
    assert_eq!(long.len(), base::Label::MAX, "the end of a long one is cut off");
    // No PV2 says nothing of it.
    let without = read_at(&adt("A01", &[PID, PV1]), EVENING);
    assert_eq!(shown(movement(&without).reason.clone()), "-");
}
