//! A stream in any pieces: the same frames and faults come out as when it arrives at once, in bounded memory.

#![no_main]

use hl7v2::mllp::{Frame, FrameFault, Framer, frame};
use libfuzzer_sys::fuzz_target;

/// Small, so that the fuzzer reaches it.
const LIMIT: usize = 64;

fuzz_target!(|input: &[u8]| {
    let Some((&size, stream)) = input.split_first() else {
        return;
    };
    let whole = frames(stream, stream.len().max(1));
    assert_eq!(
        frames(stream, usize::from(size % 9) + 1),
        whole,
        "the pieces changed the frames"
    );
    for kept in whole.iter().flatten() {
        assert!(kept.0.len() <= LIMIT, "a frame is longer than allowed");
    }
    // Whatever stood before, a well-formed frame that follows an end is found.
    let mut stream = stream.to_vec();
    stream.extend_from_slice(b"\x1c\r");
    stream.extend_from_slice(&frame(b"MSH|^~\\&|"));
    let last = frames(&stream, 7).pop();
    assert_eq!(
        last,
        Some(Ok(Frame(b"MSH|^~\\&|".to_vec()))),
        "the framer lost its step"
    );
});

fn frames(stream: &[u8], piece: usize) -> Vec<Result<Frame, FrameFault>> {
    let mut framer = Framer::new(LIMIT);
    let mut found = Vec::new();
    for bytes in stream.chunks(piece) {
        framer.push(bytes);
        found.extend(framer.by_ref());
    }
    found.extend(framer.finish());
    found
}
