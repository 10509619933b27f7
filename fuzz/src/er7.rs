//! Any bytes: decoding and parsing never panic, and what was read prints back to the same bytes.

#![no_main]

use hl7v2::{Charset, Message, decode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let decoded = decode(bytes, Charset::Latin9);
    assert_eq!(decoded.encode(), bytes, "decoding lost something");
    let Ok(message) = Message::parse_as(&decoded.text, decoded.charset) else {
        return;
    };
    assert_eq!(message.source(), decoded.text, "parsing lost something");
    let mut covered = message.leading().len();
    for segment in message.segments() {
        covered += segment.raw().len();
        // Every field, cut as finely as it can be: what a typed segment reads is a part of this.
        for number in 0..40 {
            for repetition in segment.field(number).repetitions().take(8) {
                for component in repetition.components().take(12) {
                    let _ = component.ts();
                    let _ = component.text();
                    component
                        .subcomponents()
                        .take(6)
                        .for_each(|part| drop(part.value()));
                }
            }
        }
    }
    assert!(covered <= decoded.text.len(), "a segment was read twice");
    let _ = message.message_type();
});
