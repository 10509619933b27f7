use proptest::prelude::*;

use super::*;

const LIMIT: usize = 64;

/// Pushes the pieces and tells what came out, shortly: `ok:...` or the fault.
fn told(pieces: &[&[u8]]) -> Vec<String> {
    let mut framer = Framer::new(LIMIT);
    let mut out = Vec::new();
    for piece in pieces {
        framer.push(piece);
        out.extend(framer.by_ref().map(shown));
    }
    out
}

fn shown(outcome: Result<Frame, FrameFault>) -> String {
    match outcome {
        Ok(Frame(bytes)) => format!("ok:{}", String::from_utf8_lossy(&bytes)),
        Err(fault) => format!("{fault:?}"),
    }
}

#[test]
fn a_frame_comes_out_as_it_went_in() {
    assert_eq!(told(&[&frame(b"MSH|1")]), ["ok:MSH|1"]);
    assert_eq!(told(&[b"\x0bMSH|1\r\x1c\r"]), ["ok:MSH|1\r"]);
}

#[test]
fn pipelined_frames_stay_apart() {
    assert_eq!(
        told(&[b"\x0bMSH|1\x1c\r\x0bMSH|2\x1c\r\x0bMSH|3"]),
        ["ok:MSH|1", "ok:MSH|2"]
    );
}

#[test]
fn a_line_feed_may_follow_or_replace_the_cr() {
    assert_eq!(
        told(&[b"\x0bMSH|1\x1c\r\n\x0bMSH|2\x1c\n\x0bMSH|3\x1c\r"]),
        ["ok:MSH|1", "ok:MSH|2", "ok:MSH|3"]
    );
    let mut framer = Framer::new(LIMIT);
    framer.push(b"\x0bMSH|1\x1c\r\r\n\n\x0b");
    assert_eq!(framer.junk_bytes(), 0);
}

#[test]
fn a_missing_cr_is_seen_at_the_next_frame() {
    assert_eq!(told(&[b"\x0bMSH|1\x1c\x0bMSH|2\x1c\r"]), ["ok:MSH|1", "ok:MSH|2"]);
}

#[test]
fn a_missing_cr_is_forgiven_at_the_end() {
    let mut framer = Framer::new(LIMIT);
    framer.push(b"\x0bMSH|1\x1c");
    assert!(framer.lacks_only_cr() && framer.next().is_none());
    assert_eq!(framer.finish(), Some(Ok(Frame(b"MSH|1".to_vec()))));
    assert!(framer.is_between_frames());
}

#[test]
fn junk_outside_frames_is_counted_and_skipped() {
    let mut framer = Framer::new(LIMIT);
    framer.push(b"GET / HTTP/1.1\r\n\x0bMSH|1\x1c\rxyz\x0bMSH|2\x1c\r");
    assert_eq!(
        framer.by_ref().map(shown).collect::<Vec<_>>(),
        ["ok:MSH|1", "ok:MSH|2"]
    );
    assert_eq!(framer.junk_bytes(), 16 + 3);
}

#[test]
fn an_fs_inside_a_message_belongs_to_it() {
    assert_eq!(told(&[b"\x0bMSH|a\x1cb\x1c\x1c\r"]), ["ok:MSH|a\x1cb\x1c"]);
    assert_eq!(told(&[b"\x0bMSH|nul\0\x1c\r"]), ["ok:MSH|nul\0"]);
}

#[test]
fn a_new_message_interrupts_one_that_never_ended() {
    assert_eq!(
        told(&[b"\x0bMSH|half\x0bMSH|2\x1c\r"]),
        ["Interrupted { bytes: 8 }", "ok:MSH|2"]
    );
    assert_eq!(told(&[b"\x0bMSH|half\x0b\xEF\xBB\xBFMSH|2\x1c\r"]).len(), 2);
}

#[test]
fn a_vt_in_pasted_text_belongs_to_the_message() {
    assert_eq!(
        told(&[b"\x0bMSH|a\x0bb\x0bMS\x0b\x1c\r"]),
        ["ok:MSH|a\x0bb\x0bMS\x0b"]
    );
}

#[test]
fn a_doubled_start_is_junk_only() {
    let mut framer = Framer::new(LIMIT);
    framer.push(b"\x0b\x0bMSH|1\x1c\r");
    assert_eq!(framer.by_ref().map(shown).collect::<Vec<_>>(), ["ok:MSH|1"]);
    assert_eq!(framer.junk_bytes(), 1);
}

#[test]
fn an_empty_frame_is_a_fault() {
    assert_eq!(told(&[b"\x0b\x1c\r\x0bMSH|1\x1c\r"]), ["Empty", "ok:MSH|1"]);
}

#[test]
fn a_frame_of_the_limit_passes_and_one_byte_more_does_not() {
    let fits = vec![b'x'; LIMIT];
    assert_eq!(told(&[&frame(&fits)]).len(), 1);
    assert!(told(&[&frame(&fits)])[0].starts_with("ok:"));
    let over = vec![b'x'; LIMIT + 1];
    assert_eq!(
        told(&[&frame(&over), &frame(b"MSH|2")]),
        ["Oversize { limit: 64 }", "ok:MSH|2"]
    );
}

#[test]
fn a_giant_frame_is_not_kept() {
    let mut framer = Framer::new(LIMIT);
    framer.push(b"\x0bMSH|");
    for _ in 0..10_000 {
        framer.push(&[b'x'; 1_024]);
        assert!(framer.held_bytes() <= LIMIT);
    }
    framer.push(b"\x1cx\x0bMSH|2\x1c\r");
    assert_eq!(
        framer.map(shown).collect::<Vec<_>>(),
        ["Oversize { limit: 64 }", "ok:MSH|2"]
    );
}

#[test]
fn a_stream_that_ends_in_a_frame_says_so() {
    let mut framer = Framer::new(LIMIT);
    framer.push(b"\x0bMSH|1");
    assert!(!framer.is_between_frames());
    assert_eq!(framer.finish(), Some(Err(FrameFault::Truncated { bytes: 5 })));
    assert_eq!(framer.finish(), None);
}

/// Streams made of the bytes that matter.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => Just(b"\x0bMSH|a".to_vec()),
        3 => Just(b"\x1c\r".to_vec()),
        1 => Just(vec![START]),
        1 => Just(vec![END]),
        1 => Just(vec![CR]),
        1 => Just(vec![LF]),
        1 => Just(b"\xEF\xBB\xBFMSH".to_vec()),
        1 => Just(b"MS".to_vec()),
        1 => Just(b"H|".to_vec()),
        1 => Just(vec![b'x'; 40]),
        1 => any::<Vec<u8>>(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn how_the_bytes_are_cut_changes_nothing(bytes in stream(), cuts in prop::collection::vec(1usize..9, 0..300)) {
        let mut whole = Framer::new(LIMIT);
        whole.push(&bytes);
        let mut cut = Framer::new(LIMIT);
        let mut rest = bytes.as_slice();
        for size in cuts {
            let (piece, after) = rest.split_at(size.min(rest.len()));
            cut.push(piece);
            rest = after;
        }
        cut.push(rest);
        prop_assert_eq!(whole.junk_bytes(), cut.junk_bytes());
        let at_end = |framer: &mut Framer| {
            let mut all: Vec<_> = framer.by_ref().collect();
            all.extend(framer.finish());
            all
        };
        prop_assert_eq!(at_end(&mut whole), at_end(&mut cut));
    }

    #[test]
    fn framed_messages_all_come_back(messages in prop::collection::vec("MSH[a-z|\r\n\t]{0,50}", 0..20)) {
        let bytes: Vec<u8> = messages.iter().flat_map(|message| frame(message.as_bytes())).collect();
        let mut framer = Framer::new(LIMIT);
        framer.push(&bytes);
        let back: Vec<_> = framer.by_ref().map(|one| one.unwrap().0).collect();
        let sent: Vec<_> = messages.iter().map(|message| message.clone().into_bytes()).collect();
        prop_assert_eq!(back, sent);
        prop_assert_eq!(framer.junk_bytes(), 0);
    }

    #[test]
    fn the_next_frame_is_found_whatever_came_before(bytes in stream()) {
        let mut framer = Framer::new(LIMIT);
        framer.push(&bytes);
        framer.push(&frame(b"MSH|last"));
        prop_assert_eq!(framer.last(), Some(Ok(Frame(b"MSH|last".to_vec()))));
    }

    #[test]
    fn no_more_than_one_frame_is_held(bytes in stream()) {
        let mut framer = Framer::new(LIMIT);
        for byte in bytes {
            framer.push(&[byte]);
            prop_assert!(framer.held_bytes() <= LIMIT + 8);
        }
    }
}
