//! Whatever the bytes and whatever their label, they come back byte for byte.

#![no_main]

use hl7v2::{Charset, Message, decode};
use libfuzzer_sys::fuzz_target;

const LABELS: [&str; 8] = [
    "UNICODE UTF-8",
    "8859/1",
    "8859/15",
    "ASCII",
    "windows-1252",
    "8859/7",
    "",
    "~UNICODE UTF-8",
];
const FALLBACKS: [Charset; 5] = [
    Charset::Utf8,
    Charset::Latin1,
    Charset::Latin9,
    Charset::Windows1252,
    Charset::Ascii,
];

fuzz_target!(|bytes: &[u8]| {
    round_trip(bytes, Charset::Latin9);
    // The first byte chooses a label to put before the rest, and what to believe without one.
    let Some((&choice, body)) = bytes.split_first() else {
        return;
    };
    let label = LABELS[usize::from(choice) % LABELS.len()];
    let fallback = FALLBACKS[usize::from(choice / 8) % FALLBACKS.len()];
    let mut message = format!("MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.5||||||{label}\rPID|").into_bytes();
    message.extend_from_slice(body);
    round_trip(&message, fallback);
});

fn round_trip(bytes: &[u8], fallback: Charset) {
    let decoded = decode(bytes, fallback);
    assert_eq!(decoded.encode(), bytes);
    if let Ok(message) = Message::parse_as(&decoded.text, decoded.charset) {
        assert_eq!(message.print(), decoded.text);
    }
    for charset in FALLBACKS {
        let _ = charset.encode(&decoded.text);
    }
}
