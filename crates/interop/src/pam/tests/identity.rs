//! Numbers, names, merges.

use super::*;
use domain::identity::{Identifier, IdentifierKind, Identity, Sex};

fn drawn_numbers(numbers: &[Identifier]) -> Vec<String> {
    numbers
        .iter()
        .map(|it| format!("{:?} {} of {}", it.kind, it.value, it.authority))
        .collect()
}

/// An identity message with those PID fields (3 numbers, 5 names, 32 status).
fn a31(ids: &str, names: &str, status: &str) -> Reading {
    let mut pid = vec![""; 33];
    (pid[0], pid[3], pid[5], pid[32]) = ("PID", ids, names, status);
    read_at(&adt("A31", &[&pid.join("|")]), EVENING)
}

fn identity(reading: &Reading) -> &Identity {
    observation(reading).identity.as_ref().expect("an identity")
}

const IPP: &str = "12345^^^CH&1.2.3&ISO^PI";
const INS: &str = "180027512345678^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS";

#[test]
fn the_ins_counts_only_when_the_identity_is_validated() {
    let finding =
        |status: &str| drawn_numbers(&observation(&a31(&format!("{INS}~{IPP}"), "D^A", status)).patient);
    let local = "Local 12345 of 1.2.3".to_owned();
    assert_eq!(
        finding("VALI"),
        [
            local.clone(),
            "Ins 180027512345678 of 1.2.250.1.213.1.4.8".to_owned()
        ]
    );
    for status in ["PROV", "VIDE", "", "PROV~DOUB"] {
        assert_eq!(finding(status), std::slice::from_ref(&local), "{status}");
    }
    assert_eq!(codes(&a31(INS, "D^A", "VALI~DOUT").notes), Vec::<&str>::new());
    assert_eq!(
        codes(&a31(&format!("{INS}~{IPP}"), "D^A", "PROV").notes),
        ["ins_not_validated"]
    );
}

#[test]
fn ins_of_all_kinds_and_what_only_looks_like_one() {
    let finding = |id: &str| {
        drawn_numbers(&observation(&a31(&format!("{IPP}~{id}"), "D^A", "VALI")).patient)[1..].to_vec()
    };
    assert_eq!(
        finding("180027512345678^^^ASIP-SANTE-INS-NIA&1.2.250.1.213.1.4.9&ISO^INS"),
        ["Ins 180027512345678 of 1.2.250.1.213.1.4.9"]
    );
    // Known by the name of the authority when its OID is missing.
    assert_eq!(
        finding("180027512345678^^^ASIP-SANTE-INS-NIR^INS"),
        ["Ins 180027512345678 of 1.2.250.1.213.1.4.8"]
    );
    // The test range stays apart by its OID.
    assert_eq!(
        finding("279035121518989^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS"),
        ["Ins 279035121518989 of 1.2.250.1.213.1.4.10"]
    );
    assert_eq!(
        finding("1800B7512345678^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS"),
        Vec::<String>::new()
    );
    // The social security number of the insured has the same OID: its type tells.
    assert_eq!(
        finding("180027512345678^^^ASIP-SANTE-NIR&1.2.250.1.213.1.4.8&ISO^NH"),
        Vec::<String>::new()
    );
    assert_eq!(
        finding("0123456789012345678901^^^ASIP-SANTE-INS-C&1.2.250.1.213.1.4.2&ISO^INS-C"),
        Vec::<String>::new()
    );
}

#[test]
fn the_number_of_the_insured_is_not_kept_at_all() {
    let reading = a31(
        &format!("{IPP}~180027512345678^^^NIR&1.2.250.1.213.1.4.8&ISO^NH"),
        "D^A",
        "VALI",
    );
    assert_eq!(
        drawn_numbers(&identity(&reading).identifiers),
        ["Local 12345 of 1.2.3"]
    );
}

#[test]
fn m40_numbers_belong_to_their_authority_or_else_to_their_sender() {
    let finding = |ids: &str| drawn_numbers(&observation(&a31(ids, "D^A", "")).patient);
    assert_eq!(finding("1^^^NS&1.2.3&ISO^PI"), ["Local 1 of 1.2.3"]);
    assert_eq!(finding("1^^^NS^PI"), ["Local 1 of NS"]);
    assert_eq!(finding("1"), ["Local 1 of GAM|CH"]);
    // Of several untyped ones the first is meant; typed ones come first.
    assert_eq!(finding("1~2"), ["Local 1 of GAM|CH"]);
    assert_eq!(finding("9^^^DMP~2^^^CH^PI"), ["Local 2 of CH"]);
    assert_eq!(finding("7^^^CH^MR"), ["Local 7 of CH"]);
}

#[test]
fn names_of_daily_life_come_before_names_of_birth() {
    let drawn = |names: &str| {
        let reading = a31(IPP, names, "");
        let it = identity(&reading);
        [&it.family, &it.given, &it.birth_family]
            .map(|name| name.as_deref().unwrap_or("-").to_owned())
            .join(" ")
    };
    assert_eq!(drawn("DURAND^MARIE^MARIE ANNE^^^^L"), "DURAND MARIE -");
    assert_eq!(
        drawn("DURAND^MARIE^^^^^L~MARTIN^ANNE^^^^^D"),
        "MARTIN ANNE DURAND"
    );
    // Divorced: the used name is taken back.
    assert_eq!(drawn("\"\"^ORIANE^^^^^D~DURAND^MARIE^^^^^L"), "DURAND ORIANE -");
    assert_eq!(drawn("X123^ANONYME^^^^^S"), "X123 ANONYME -");
    assert_eq!(drawn("DURAND^MARIE"), "DURAND MARIE -");
    assert_eq!(drawn("D\\T\\CO^O'NEIL-ÇA"), "D&CO O'NEIL-ÇA -");
    assert_eq!(
        drawn("DUR\u{202e}AND^ \u{e9}lise "),
        "DURAND élise -",
        "M25: nothing turns the line around"
    );
}

#[test]
fn a_message_without_a_name_carries_no_identity() {
    assert!(observation(&a31(IPP, "", "VALI")).identity.is_none());
}

#[test]
fn birth_dates_may_be_partly_unknown() {
    let birth = |text: &str| {
        let reading = read_at(&adt("A28", &[&PID.replace("19800229", text)]), EVENING);
        (identity(&reading).birth, codes(&reading.warnings))
    };
    assert_eq!(birth("19800229"), (Some(19_800_229), vec![]));
    assert_eq!(birth("19800000"), (Some(19_800_000), vec![]));
    assert_eq!(birth("1980"), (Some(19_800_000), vec![]));
    assert_eq!(birth("198002291530"), (Some(19_800_229), vec![]));
    assert_eq!(birth(""), (None, vec![]));
    assert_eq!(birth("12/02/1980"), (None, vec!["bad_birth_date"]));
}

#[test]
fn the_status_says_how_far_to_trust_and_what_to_hide() {
    let status = |text: &str| identity(&a31(IPP, "D^A", text)).status;
    assert!(status("VALI").validated);
    assert!(status("PROV~CACH").masked && status("PROV~ANOM").masked);
    assert!(status("PROV~DOUB").doubtful && status("PROV~COLP").collision && status("FICT").fictional);
    assert_eq!(status("PROV"), Default::default());
}

#[test]
fn m34_a_newborn_names_its_mother() {
    let pid = "PID|||777^^^CH&1.2.3&ISO^PI||DURAND^^^^^^L||20261122|U|||||||||||||888^^^CH&1.2.3&ISO^PI~900^^^CH&1.2.4&ISO^AN";
    let reading = read_at(&adt("A01", &[pid, PV1]), EVENING);
    let seen = observation(&reading);
    assert_eq!(seen.mother.as_ref().map(|it| it.value.as_str()), Some("888"));
    assert_eq!(seen.identity.as_ref().map(|it| it.sex), Some(Sex::Unknown));
}

#[test]
fn stays_are_known_by_visit_account_and_pre_admission() {
    let mut pv1: Vec<&str> = PV1.split('|').collect();
    pv1[5] = "799^^^CH&1.2.5&ISO^VN";
    let reading = read_at(&adt("A01", &[PID, &pv1.join("|")]), EVENING);
    let visit = &observation(&reading).visit;
    let drawn = |it: &Option<Identifier>| {
        it.as_ref()
            .map(|it| format!("{:?} {} of {}", it.kind, it.value, it.authority))
    };
    assert_eq!(drawn(&visit.visit).as_deref(), Some("Visit 800 of 1.2.5"));
    assert_eq!(drawn(&visit.preadmission).as_deref(), Some("Visit 799 of 1.2.5"));
    assert_eq!(drawn(&visit.account).as_deref(), Some("Account 900 of 1.2.4"));
    // One number for both, without any authority.
    let bare = read_at(
        &adt("A01", &["PID|||1||A^B|||||||||||||5", "PV1||I|||||||||||||||||5"]),
        EVENING,
    );
    let visit = &observation(&bare).visit;
    assert_eq!(drawn(&visit.visit).as_deref(), Some("Visit 5 of GAM|CH"));
    assert_eq!(drawn(&visit.account).as_deref(), Some("Account 5 of GAM|CH"));
}

#[test]
fn a40_merges_and_each_pair_of_a_longer_message_is_one() {
    let text = adt("A40", &[PID, "MRG|666^^^CH&1.2.3&ISO^PI"]);
    let reading = read_at(&text, EVENING);
    match &observation(&reading).fact {
        Fact::PatientsMerged { gone } => assert_eq!(drawn_numbers(gone), ["Local 666 of 1.2.3"]),
        other => panic!("a merge, not {other:?}"),
    }
    let twice = format!(
        "{text}\n{}\nMRG|667^^^CH&1.2.3&ISO^PI",
        PID.replace("12345", "222")
    );
    match &read_at(&twice, EVENING).understanding {
        Understanding::Commands(commands) => assert_eq!(commands.len(), 2),
        other => panic!("understood, not {other:?}"),
    }
    assert_eq!(
        refused(&read_at(&adt("A40", &[PID]), EVENING)),
        ("quarantine", "no_prior_patient")
    );
}

#[test]
fn a47_replaces_a_number_and_can_withdraw_the_ins() {
    let reading = read_at(&adt("A47", &[PID, "MRG|666^^^CH&1.2.3&ISO^PI"]), EVENING);
    let seen = observation(&reading);
    assert_eq!(
        drawn_numbers(&seen.patient),
        ["Local 12345 of 1.2.3", "Local 666 of 1.2.3"],
        "found by the old one"
    );
    match &seen.fact {
        Fact::IdentifiersChanged {
            withdrawn,
            ins_withdrawn,
        } => {
            assert_eq!(drawn_numbers(withdrawn), ["Local 666 of 1.2.3"]);
            assert!(!ins_withdrawn);
        }
        other => panic!("changed numbers, not {other:?}"),
    }
    let pid = PID.replacen(
        "12345^^^CH&1.2.3&ISO^PI",
        "12345^^^CH&1.2.3&ISO^PI~\"\"^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS",
        1,
    );
    let reading = read_at(&adt("A47", &[&pid, &format!("MRG|{INS}")]), EVENING);
    match &observation(&reading).fact {
        Fact::IdentifiersChanged {
            withdrawn,
            ins_withdrawn,
        } => {
            assert_eq!(
                withdrawn.iter().map(|it| it.kind).collect::<Vec<_>>(),
                [IdentifierKind::Ins]
            );
            assert!(ins_withdrawn);
        }
        other => panic!("changed numbers, not {other:?}"),
    }
}

#[test]
fn m21_a44_moves_an_account() {
    let moved = |mrg: &str, pid: &str| match &observation(&read_at(&adt("A44", &[pid, mrg]), EVENING)).fact {
        Fact::AccountMoved { account, from } => (
            account.as_ref().map(|it| it.value.to_string()),
            drawn_numbers(from).join(" "),
        ),
        other => panic!("a moved account, not {other:?}"),
    };
    let from = "Local 666 of 1.2.3".to_owned();
    assert_eq!(
        moved("MRG|666^^^CH&1.2.3&ISO^PI||900^^^CH&1.2.4&ISO^AN", PID),
        (Some("900".into()), from.clone())
    );
    let bare = PID.replace("900^^^CH&1.2.4&ISO^AN", "");
    assert_eq!(moved("MRG|666^^^CH&1.2.3&ISO^PI", &bare), (None, from));
    assert_eq!(
        refused(&read_at(&adt("A44", &[&bare, "MRG|"]), EVENING)),
        ("quarantine", "no_account")
    );
}
