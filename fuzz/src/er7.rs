//! Any bytes that are a message print back unchanged, and can be walked, viewed, copied and acknowledged.

#![no_main]

use hl7v2::segments::{Evn, Lch, Loc, Mfe, Mfi, Mrg, Pid, Pv1, Pv2, Zbe, Zfv};
use hl7v2::writer::{MessageWriter, Node};
use hl7v2::{AckCode, Charset, Message, Ts, acknowledge, batch, decode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let cut: usize = batch::split(bytes)
        .messages
        .iter()
        .map(|message| message.len())
        .sum();
    assert!(cut <= bytes.len(), "a byte is in two messages");
    let decoded = decode(bytes, Charset::Latin9);
    let Ok(message) = Message::parse_as(&decoded.text, decoded.charset) else {
        return;
    };
    assert_eq!(message.print(), decoded.text, "parsing lost something");
    walk(&message);
    view(&message);
    rewrite(&message);
    let Some(now) = Ts::new(2026, 11, 22, 8, 0, 0) else {
        return;
    };
    let answer = acknowledge(&message.msh(), AckCode::Accept, None, now, "1");
    assert!(Message::parse(&answer).is_ok(), "an answer that cannot be read");
});

/// Pieces by number and pieces in order are the same pieces.
fn walk(message: &Message<'_>) {
    for segment in message.segments() {
        for (index, field) in segment.fields().enumerate() {
            assert_eq!(segment.field(index + 1), field);
            for repetition in field.repetitions() {
                for component in repetition.components() {
                    let _ = (
                        component.value(),
                        component.ts(),
                        component.subcomponents().last(),
                    );
                }
            }
        }
    }
}

fn view(message: &Message<'_>) {
    let _ = message.message_type();
    let _ = message
        .msh()
        .profiles()
        .map(|profile| profile.authority_key())
        .last();
    let _ = Evn::of(message).map(|evn| (evn.trigger(), evn.occurred_at(), evn.facility().key()));
    for pid in Pid::all(message) {
        let _ = pid
            .ids()
            .map(|id| (id.kind(), id.id(), id.authority().key(), id.effective()))
            .last();
        let _ = (
            pid.names().map(|name| name.family()).last(),
            pid.identity_status().last(),
            pid.birth_date(),
        );
    }
    for pv1 in Pv1::all(message) {
        let _ = (
            pv1.location().has_place(),
            pv1.attending().map(|doctor| doctor.id_type()).last(),
        );
        let _ = (
            pv1.admitted_at(),
            pv1.visit_number().kind(),
            pv1.private_room_wanted(),
        );
    }
    for zbe in Zbe::all(message) {
        let _ = (
            zbe.movement_ids().last(),
            zbe.action(),
            zbe.nature().map(|nature| nature.to_string()),
        );
        let _ = (zbe.medical_unit(), zbe.nursing_unit(), zbe.effective_at());
    }
    let _ = Pv2::of(message).map(|pv2| (pv2.expected_discharge(), pv2.comment()));
    let _ = Mrg::of(message).map(|mrg| mrg.prior_ids().last());
    let _ = Zfv::of(message).map(|zfv| zfv.origin_left_at());
    let _ = Mfi::of(message).map(|mfi| mfi.file_event());
    for group in message.groups(Mfe::NAME) {
        let _ = group
            .segment(Loc::NAME)
            .map(|loc| Loc::new(loc).key().identifier().key());
        let _ = group
            .segments_named(Lch::NAME)
            .map(|lch| Lch::new(lch).text())
            .last();
    }
}

/// Texts copied field by field into a new message read the same there.
fn rewrite(message: &Message<'_>) {
    let mut writer = MessageWriter::new();
    writer.segment("MSH").field(3, "T");
    let Some(segment) = message.segments().nth(1) else {
        return;
    };
    {
        let mut copy = writer.segment("ZZZ");
        for (index, field) in segment.fields().enumerate().take(80) {
            copy.field(index + 1, Node::from(field.value()));
        }
    }
    let text = writer.finish();
    let Ok(copy) = Message::parse(&text) else {
        panic!("what was written cannot be read")
    };
    let Some(copied) = copy.segment("ZZZ") else {
        panic!("a segment was lost")
    };
    for (index, field) in segment.fields().enumerate().take(80) {
        assert_eq!(copied.field(index + 1).text(), field.text());
    }
}
