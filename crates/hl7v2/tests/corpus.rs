//! Every message written by others: nothing lost, nothing panics.

mod common;

use common::{files, folder};
use hl7v2::batch;
use hl7v2::mllp::{self, Framer};
use hl7v2::segments::{Evn, Mrg, Pid, Pv1, Pv2, Zbe};
use hl7v2::{AckCode, Charset, Message, Ts, acknowledge, decode};

#[test]
fn bytes_to_text_to_bytes_changes_nothing() {
    let Some(folder) = folder("") else { return };
    for (path, bytes) in files(&folder) {
        for fallback in [Charset::Latin9, Charset::Latin1, Charset::Utf8] {
            assert!(decode(&bytes, fallback).encode() == bytes, "{}", path.display());
        }
    }
}

#[test]
fn text_to_message_to_text_changes_nothing() {
    let Some(folder) = folder("") else { return };
    let (mut read, mut refused) = (0, Vec::new());
    for (path, bytes) in files(&folder) {
        let decoded = decode(&bytes, Charset::Latin9);
        match Message::parse_as(&decoded.text, decoded.charset) {
            Ok(message) => {
                assert!(message.print() == decoded.text, "{}", path.display());
                read += 1;
            }
            Err(error) => refused.push(format!("{}: {error}", path.display())),
        }
    }
    eprintln!("{read} messages read, {} refused", refused.len());
    refused.iter().for_each(|one| eprintln!("  {one}"));
    assert!(read > 1_500);
    // What is refused holds no MSH segment at all, or no separators in it.
    assert!(refused.len() < 40, "{refused:#?}");
}

#[test]
fn every_french_admission_message_is_read_to_the_last_field() {
    let Some(folder) = folder("fr-cpage-pam") else {
        return;
    };
    for (path, bytes) in files(&folder) {
        let decoded = decode(&bytes, Charset::Latin9);
        let message = Message::parse_as(&decoded.text, decoded.charset).unwrap();
        let name = path.display();
        let about = message.message_type();
        assert_eq!((about.code.as_ref(), about.repaired), ("ADT", false), "{name}");
        assert!(message.msh().sent_at().unwrap().is_given(), "{name}");
        assert!(
            message.segments().all(|segment| segment.is_well_formed()),
            "{name}"
        );
        let pid = Pid::of(&message).unwrap();
        assert!(pid.ids().next().unwrap().id().trimmed().is_some(), "{name}");
        assert!(pid.birth_date().is_ok(), "{name}");
        let evn = Evn::of(&message).unwrap();
        assert!(
            evn.recorded_at().unwrap().is_given() && evn.occurred_at().is_ok(),
            "{name}"
        );
        for pv1 in Pv1::all(&message) {
            assert!(pv1.admitted_at().is_ok() && pv1.discharged_at().is_ok(), "{name}");
        }
        for pv2 in Pv2::all(&message) {
            assert!(
                pv2.expected_admission().is_ok() && pv2.expected_discharge().is_ok(),
                "{name}"
            );
        }
        for zbe in Zbe::all(&message) {
            assert!(
                zbe.movement_ids().next().unwrap().id().trimmed().is_some(),
                "{name}"
            );
            assert!(zbe.effective_at().unwrap().is_given(), "{name}");
            assert!(zbe.action().is_some() && zbe.historic().is_some(), "{name}");
            assert!(zbe.nature().is_some(), "{name}: {}", zbe.nature_text());
            assert!(zbe.medical_unit().is_given(), "{name}");
        }
        if about.trigger == "A40" {
            assert!(Mrg::of(&message).unwrap().prior_ids().next().is_some(), "{name}");
        }
    }
}

#[test]
fn triggers_in_the_wrong_component_are_found() {
    let Some(folder) = folder("fr-cpage-pam-other") else {
        return;
    };
    let mut repaired = 0;
    for (path, bytes) in files(&folder) {
        let decoded = decode(&bytes, Charset::Latin9);
        let Ok(message) = Message::parse(&decoded.text) else {
            continue;
        };
        let about = message.message_type();
        assert_eq!(about.code, "ADT", "{}", path.display());
        assert_eq!(about.trigger.len(), 3, "{}", path.display());
        assert_ne!(about.trigger, "ADT", "{}", path.display());
        repaired += usize::from(about.repaired);
    }
    assert!(repaired > 100, "{repaired}");
}

#[test]
fn every_message_can_be_acknowledged() {
    let Some(folder) = folder("") else { return };
    let now = Ts::new(2026, 11, 22, 8, 0, 0).unwrap();
    for (path, bytes) in files(&folder) {
        let decoded = decode(&bytes, Charset::Latin9);
        let Ok(message) = Message::parse_as(&decoded.text, decoded.charset) else {
            continue;
        };
        let msh = message.msh();
        let answer = acknowledge(&msh, AckCode::Accept, None, now, "1");
        let encoded = decoded.charset.encode(&answer);
        assert_eq!(encoded.replaced, 0, "{}", path.display());
        let decoded_answer = decode(&encoded.bytes, decoded.charset);
        let answer = Message::parse(&decoded_answer.text).unwrap();
        let repeated = answer.segment("MSA").unwrap().field(2).value();
        assert_eq!(
            repeated.trimmed(),
            msh.control_id().trimmed(),
            "{}",
            path.display()
        );
        assert_eq!(answer.message_type().code, "ACK", "{}", path.display());
    }
}

#[test]
fn framed_and_cut_anywhere_all_messages_come_back() {
    let Some(folder) = folder("") else { return };
    let all: Vec<_> = files(&folder).into_iter().map(|(_, bytes)| bytes).collect();
    let stream: Vec<u8> = all.iter().flat_map(|bytes| mllp::frame(bytes)).collect();
    for size in [1_400, 7, stream.len()] {
        let mut framer = Framer::new(1 << 20);
        let mut back = Vec::new();
        for piece in stream.chunks(size) {
            framer.push(piece);
            back.extend(framer.by_ref().map(|frame| frame.unwrap().0));
        }
        assert!(back == all, "pieces of {size}");
        assert_eq!(framer.junk_bytes(), 0);
    }
}

#[test]
fn files_of_several_messages_are_cut_at_each_header() {
    let Some(folder) = folder("") else { return };
    let all: Vec<_> = files(&folder);
    let mut joined = Vec::new();
    let mut expected = 0;
    for (path, bytes) in &all {
        let found = batch::split(bytes).messages;
        for message in &found {
            let decoded = decode(message, Charset::Latin9);
            let heads = decoded
                .text
                .split(['\r', '\n'])
                .filter(|line| line.starts_with("MSH|"))
                .count();
            assert!(heads <= 1, "{}", path.display());
        }
        if !found.is_empty() {
            expected += found.len();
            joined.extend_from_slice(bytes);
            joined.push(b'\n');
        }
    }
    assert!(expected > 1_500);
    assert_eq!(batch::split(&joined).messages.len(), expected);
}
