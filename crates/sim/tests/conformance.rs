//! Every message has what PAM France asks of it.

mod common;

use std::collections::{HashMap, HashSet};

use common::{Told, days, live, read, start};
use hl7v2::Message;
use sim::{Config, Hospital, Noise, Program};

/// Two weeks of a feed with far more oddities than in life, so that each kind is there.
fn two_odd_weeks() -> Vec<Told> {
    let noise = Noise {
        wrong_admission: 0.03,
        wrong_transfer: 0.4,
        wrong_discharge: 0.04,
        wrong_class: 0.05,
        wrong_leave: 0.25,
        forgotten_passage: 0.15,
        second_file: 0.02,
        duplicate: 0.01,
        ..Noise::default()
    };
    let config = Config {
        noise,
        ..Config::default()
    };
    let mut hospital = Hospital::new(21, start(), config);
    live(&mut hospital, start().plus(days(14)))
        .iter()
        .map(read)
        .collect()
}

#[test]
fn the_feed_is_what_a_strict_receiver_expects() {
    let told = two_odd_weeks();
    every_event_of_the_matrix_is_there(&told);
    control_ids_are_unique_but_for_messages_sent_twice(&told);
    movements_carry_their_mandatory_fields(&told);
    updates_and_cancels_point_at_an_inserted_movement(&told);
    cancels_give_back_the_situation_before(&told);
    identities_are_complete_and_the_national_number_waits_for_the_papers(&told);
    discharges_say_how_and_where_to(&told);
    beds_have_a_status_of_the_table(&told);
    most_admissions_say_why(&told);
}

fn every_event_of_the_matrix_is_there(told: &[Told]) {
    let seen: HashSet<&str> = told.iter().map(|told| told.trigger.as_str()).collect();
    for trigger in [
        "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A11", "A12", "A13", "A16", "A20", "A21", "A22",
        "A25", "A28", "A31", "A38", "A40", "A52", "A53", "A54", "Z99",
    ] {
        assert!(seen.contains(trigger), "no {trigger} in two weeks");
    }
    let historic = |action: &str| {
        told.iter()
            .filter_map(|told| told.movement.as_ref())
            .any(|movement| movement.historic == "Y" && movement.action == action)
    };
    assert!(historic("INSERT") && historic("CANCEL") && historic("UPDATE"));
    assert!(told.iter().any(|told| told.text.contains("\rZFS|")));
}

fn control_ids_are_unique_but_for_messages_sent_twice(told: &[Told]) {
    let mut seen: HashMap<(usize, Program, &str), &str> = HashMap::new();
    let mut again = 0;
    for told in told {
        assert!((1..=20).contains(&told.control.len()));
        let key = (told.establishment, told.program, told.control.as_str());
        if let Some(first) = seen.insert(key, &told.text) {
            again += 1;
            assert_eq!(first, told.text, "another message under one control id");
        }
    }
    assert!(again > 50, "{again} messages sent twice");
}

fn movements_carry_their_mandatory_fields(told: &[Told]) {
    for told in told {
        let Some(movement) = &told.movement else {
            assert!(
                matches!(told.trigger.as_str(), "A20" | "A28" | "A31" | "A40"),
                "{}",
                told.text
            );
            continue;
        };
        assert!(
            !movement.id.is_empty() && movement.effective.len() == 14,
            "{}",
            told.text
        );
        assert!(
            ["INSERT", "UPDATE", "CANCEL"].contains(&movement.action.as_str()),
            "{}",
            told.text
        );
        assert!(["Y", "N"].contains(&movement.historic.as_str()), "{}", told.text);
        assert_eq!(
            movement.original.is_empty(),
            movement.action == "INSERT",
            "{}",
            told.text
        );
        assert_eq!(
            movement.action == "UPDATE",
            told.trigger == "Z99",
            "{}",
            told.text
        );
        assert!(!movement.visit.is_empty() && !movement.account.is_empty() && !movement.medical.is_empty());
        assert!(
            !movement.nature.is_empty() && movement.nature.chars().all(|letter| "SHMLDC".contains(letter))
        );
        assert!(!movement.place[0].is_empty(), "{}", told.text);
        let planned = matches!(told.trigger.as_str(), "A05" | "A38" | "A16" | "A25");
        let of_planned = movement.original == "A05" || movement.original == "A16";
        if !planned && !of_planned {
            assert!(movement.effective <= told.sent, "in the future: {}", told.text);
        }
        let segments: Vec<&str> = told
            .text
            .split('\r')
            .map(|line| line.split('|').next().unwrap_or(""))
            .collect();
        let order = ["MSH", "EVN", "PID", "PV1", "PV2", "ZBE", "ZFM", ""];
        let ranks: Vec<_> = segments
            .iter()
            .map(|name| order.iter().position(|known| known == name))
            .collect();
        assert!(
            ranks.iter().all(Option::is_some) && ranks.is_sorted(),
            "{}",
            told.text
        );
        match told.trigger.as_str() {
            "A04" => assert_eq!(movement.class, "E"),
            "A06" => assert!(
                movement.class == "I" && movement.action == "INSERT",
                "{}",
                told.text
            ),
            // The way back of A06 is A07, with the movement of the A06.
            "A07" => assert!(
                movement.class == "E" && movement.original == "A06",
                "{}",
                told.text
            ),
            _ => {}
        }
    }
}

fn updates_and_cancels_point_at_an_inserted_movement(told: &[Told]) {
    let mut inserted: HashMap<(usize, &str), &str> = HashMap::new();
    let mut copies = HashSet::new();
    for told in told {
        let Some(movement) = &told.movement else {
            continue;
        };
        let key = (told.establishment, movement.id.as_str());
        if !copies.insert((told.establishment, told.control.as_str())) {
            continue;
        }
        if movement.action == "INSERT" {
            assert!(
                inserted.insert(key, &told.trigger).is_none(),
                "inserted twice: {}",
                told.text
            );
        } else {
            assert_eq!(
                inserted.get(&key),
                Some(&movement.original.as_str()),
                "{}",
                told.text
            );
        }
    }
}

/// The situation of the movement before, kept as a receiver keeps it: one list per visit.
fn cancels_give_back_the_situation_before(told: &[Told]) {
    let mut stays: HashMap<(usize, String), Vec<common::ToldMovement>> = HashMap::new();
    let mut checked = HashMap::new();
    let mut copies = HashSet::new();
    for told in told {
        let Some(movement) = &told.movement else {
            continue;
        };
        let announced = told.trigger == "A16" || movement.original == "A16";
        if announced || !copies.insert((told.establishment, told.control.clone())) {
            continue;
        }
        let list = stays
            .entry((told.establishment, movement.visit.clone()))
            .or_default();
        let known = list.iter().position(|other| other.id == movement.id);
        match (movement.action.as_str(), known) {
            ("INSERT", None) if movement.historic == "Y" => {
                let index = list.len() - 1;
                assert!(list[index].effective > movement.effective, "{}", told.text);
                list.insert(index, movement.clone());
            }
            ("INSERT", None) => list.push(movement.clone()),
            ("UPDATE", Some(index)) => {
                assert_eq!(movement.historic == "Y", index + 1 != list.len(), "{}", told.text);
                list[index] = movement.clone();
            }
            ("CANCEL", Some(index)) => {
                let gone = list.remove(index);
                assert_eq!(movement.historic == "Y", index != list.len(), "{}", told.text);
                let before = index.checked_sub(1).map_or(&gone, |before| &list[before]);
                assert_eq!(movement.place, before.place, "{}", told.text);
                assert_eq!(movement.medical, before.medical, "{}", told.text);
                assert_eq!(movement.class, before.class, "{}", told.text);
                *checked.entry(told.trigger.clone()).or_insert(0) += 1;
            }
            _ => panic!("not in order: {}", told.text),
        }
    }
    for trigger in ["A07", "A11", "A12", "A13", "A38", "A52", "A53"] {
        assert!(checked.contains_key(trigger), "no {trigger} checked: {checked:?}");
    }
}

fn identities_are_complete_and_the_national_number_waits_for_the_papers(told: &[Told]) {
    let (mut with_number, mut mothers) = (0, 0);
    for told in told.iter().filter(|told| told.program == Program::Administration) {
        let message = Message::parse(&told.text).expect("read once");
        let pid = message.segment("PID").expect("PID");
        for (number, what) in [
            (3, "IPP"),
            (5, "name"),
            (7, "birth date"),
            (8, "sex"),
            (32, "status"),
        ] {
            assert!(!pid.field(number).raw().is_empty(), "no {what}: {}", told.text);
        }
        for forbidden in [2, 4, 9, 10, 12, 17, 19, 20, 22] {
            assert!(
                pid.field(forbidden).raw().is_empty(),
                "PID-{forbidden}: {}",
                told.text
            );
        }
        let national = pid.field(3).raw().contains("&1.2.250.1.213.1.4.10&ISO^INS");
        assert_eq!(national, pid.field(32).raw() == "VALI", "{}", told.text);
        with_number += usize::from(national);
        mothers += usize::from(told.trigger == "A01" && !pid.field(21).raw().is_empty());
    }
    assert!(
        with_number > 1_000 && mothers > 30,
        "{with_number} with INS, {mothers} newborns"
    );
}

fn discharges_say_how_and_where_to(told: &[Told]) {
    let mut modes: HashMap<String, u32> = HashMap::new();
    for told in told.iter().filter(|told| told.trigger == "A03") {
        let message = Message::parse(&told.text).expect("read once");
        let visit = message.segment("PV1").expect("PV1");
        assert!(
            !visit.field(36).raw().is_empty() && !visit.field(45).raw().is_empty(),
            "{}",
            told.text
        );
        let statistics = message.segment("ZFM").expect("ZFM");
        let mode = statistics.field(2).raw();
        if mode == "9" {
            assert!(
                told.text.contains("|Y||VALI|") || told.text.contains("|Y||PROV|"),
                "{}",
                told.text
            );
        }
        if mode == "7" {
            assert!(!statistics.field(4).raw().is_empty(), "{}", told.text);
        }
        *modes.entry(mode.to_owned()).or_default() += 1;
    }
    for mode in ["6", "7", "8", "9"] {
        assert!(modes.contains_key(mode), "no exit by mode {mode}: {modes:?}");
    }
}

fn beds_have_a_status_of_the_table(told: &[Told]) {
    let mut seen = HashSet::new();
    for told in told.iter().filter(|told| told.trigger == "A20") {
        let message = Message::parse(&told.text).expect("read once");
        let status = message.segment("NPU").expect("NPU");
        assert!(!status.field(1).component(3).raw().is_empty(), "{}", told.text);
        seen.insert(status.field(2).raw().to_owned());
    }
    assert_eq!(seen, ["H", "U", "C", "K"].map(str::to_owned).into());
}

fn most_admissions_say_why(told: &[Told]) {
    let (mut admissions, mut explained) = (HashSet::new(), HashSet::new());
    for told in told {
        let message = Message::parse(&told.text).expect("read once");
        let Some(visit) = message.segment("PV1") else {
            continue;
        };
        let number = visit.field(19).component(1).raw().to_owned();
        if told.trigger == "A01" {
            admissions.insert(number.clone());
        }
        let Some(more) = message.segment("PV2") else {
            continue;
        };
        if !more.field(3).component(2).raw().is_empty() {
            assert!(
                matches!(told.trigger.as_str(), "A01" | "A05" | "A06"),
                "{}",
                told.text
            );
            explained.insert(number);
        }
    }
    let said = admissions.intersection(&explained).count();
    assert!(
        said * 10 > admissions.len() * 7 && said < admissions.len(),
        "{said} of {}",
        admissions.len()
    );
}
