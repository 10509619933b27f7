//! How a stream is cut changes nothing; no more than one frame is held; the next true frame is found.

#![no_main]

use hl7v2::mllp::{Frame, Framer, frame};
use libfuzzer_sys::fuzz_target;

const LIMIT: usize = 256;

fuzz_target!(|bytes: &[u8]| {
    // The first byte says how finely the rest is cut.
    let Some((&size, stream)) = bytes.split_first() else {
        return;
    };
    let mut whole = Framer::new(LIMIT);
    whole.push(stream);
    let mut cut = Framer::new(LIMIT);
    for piece in stream.chunks(usize::from(size).max(1)) {
        cut.push(piece);
        assert!(cut.held_bytes() <= LIMIT + 8);
    }
    assert_eq!(whole.junk_bytes(), cut.junk_bytes());
    assert!(whole.by_ref().eq(cut.by_ref()));

    whole.push(&frame(b"MSH|last"));
    assert_eq!(whole.last(), Some(Ok(Frame(b"MSH|last".to_vec()))));
    let mut ended = cut.clone();
    assert_eq!(cut.finish(), ended.finish());
    assert!(ended.is_between_frames() && ended.finish().is_none());
});
