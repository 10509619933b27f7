use proptest::prelude::*;

use super::*;

const ADMISSION: &str = "MSH|^~\\&|CPAGE|CH|CHEVET|GHT|20261122080000||ADT^A01^ADT_A01|42|P|2.5\r\
                         EVN||20261122080000\r\
                         PID|||7^^^CH^PI~8^^^CH^PI||DUPONT^JEAN\r\
                         ROL|1\rROL|2\r";

fn names(text: &str) -> Vec<&str> {
    Message::parse(text)
        .unwrap()
        .segments()
        .map(|segment| segment.name())
        .collect()
}

#[test]
fn segments_are_found_by_name() {
    let message = Message::parse(ADMISSION).unwrap();
    assert_eq!(message.segments().len(), 5);
    assert_eq!(
        message.segment("PID").unwrap().field(5).component(2).text(),
        "JEAN"
    );
    let ranks: Vec<_> = message
        .segments_named("ROL")
        .map(|rol| rol.field(1).raw())
        .collect();
    assert_eq!(ranks, ["1", "2"]);
    assert!(
        message.segment("PI").is_none() && message.segment("PIDX").is_none() && message.segment("").is_none()
    );
}

#[test]
fn the_header_counts_its_separator_as_field_one() {
    let message = Message::parse(ADMISSION).unwrap();
    let msh = message.segment("MSH").unwrap();
    let all: Vec<_> = msh.fields().map(|field| field.raw()).collect();
    assert_eq!(all.get(..4).unwrap(), ["|", "^~\\&", "CPAGE", "CH"]);
    assert_eq!(all.len(), 12);
    for (index, raw) in all.iter().enumerate() {
        assert_eq!(msh.field(index + 1).raw(), *raw);
    }
    assert_eq!(msh.field(2).component(1).raw(), "^~\\&", "MSH-2 is never cut");
    assert_eq!(msh.field(2).repetitions().count(), 1);
    assert_eq!((msh.field(0).raw(), msh.field(13).raw()), ("", ""));
}

#[test]
fn fields_of_other_segments_start_after_the_name() {
    let message = Message::parse(ADMISSION).unwrap();
    let evn = message.segment("EVN").unwrap();
    assert_eq!(
        evn.fields().map(|field| field.raw()).collect::<Vec<_>>(),
        ["", "20261122080000"]
    );
    assert_eq!(
        (evn.field(0).raw(), evn.field(1).raw(), evn.field(2).raw()),
        ("", "", "20261122080000")
    );
}

#[test]
fn any_line_end_will_do() {
    for text in [
        "MSH|^~\\&|\rPID|1",
        "MSH|^~\\&|\nPID|1\n",
        "MSH|^~\\&|\r\nPID|1\r\n",
        "MSH|^~\\&|\n\rPID|1\r\r\n\n",
    ] {
        assert_eq!(names(text), ["MSH", "PID"], "{text:?}");
        assert_eq!(Message::parse(text).unwrap().print(), text);
    }
}

#[test]
fn what_comes_before_the_header_is_kept_apart() {
    for junk in [
        "\u{feff}",
        "\r\n",
        "bonjour\r",
        "\u{b}",
        "xMSHx\n",
        "x",
        "xMSH|x\u{b}",
        "xMSH|x\u{feff}",
        "xMSH|\r",
        "FHS|^~\\&|\r",
    ] {
        let text = format!("{junk}{ADMISSION}");
        let message = Message::parse(&text).unwrap();
        assert_eq!(message.leading(), junk);
        assert_eq!(message.msh().control_id(), "42");
        assert_eq!(message.print(), text);
    }
}

#[test]
fn lines_that_are_no_segments_are_kept_and_known_as_such() {
    let text = "MSH|^~\\&|\rNTE|1||ligne un\nsuite du texte\r  PID|1\r\t \rPV1";
    let message = Message::parse(text).unwrap();
    let odd: Vec<_> = message
        .segments()
        .filter(|line| !line.is_well_formed())
        .map(|line| line.raw())
        .collect();
    assert_eq!(odd, ["suite du texte"]);
    assert_eq!(message.segment("PID").unwrap().field(1).raw(), "1");
    assert_eq!(message.segment("PV1").unwrap().field(1).raw(), "");
    assert_eq!(message.print(), text);
}

#[test]
fn odd_separators_are_used_everywhere() {
    let text = "MSH#!%*?#A#B\rPID###7!!!CH?750?M!PI%8#x|y^z*F*";
    let message = Message::parse(text).unwrap();
    let pid = message.segment("PID").unwrap();
    assert_eq!(pid.field(3).repetition(2).raw(), "8");
    assert_eq!(pid.field(3).component(4).subcomponent(2).raw(), "750");
    assert_eq!(pid.field(4).text(), "x|y^z#");
    assert_eq!(message.print(), text);
}

#[test]
fn a_separator_may_be_several_bytes_long() {
    let text = "MSH|^\u{2dc}\\&|A\rPID|||7^^^CH\u{2dc}8||~é";
    let message = Message::parse(text).unwrap();
    let pid = message.segment("PID").unwrap();
    assert_eq!(
        pid.field(3)
            .repetitions()
            .map(|one| one.component(1).raw())
            .collect::<Vec<_>>(),
        ["7", "8"]
    );
    assert_eq!(pid.field(5).text(), "~é");
    assert_eq!(message.print(), text);
    let text = "MSH¤^~\\&¤A¤B\rPID¤1";
    let message = Message::parse(text).unwrap();
    assert_eq!(message.segment("MSH").unwrap().field(1).raw(), "¤");
    assert_eq!(message.segment("MSH").unwrap().field(4).raw(), "B");
    assert_eq!(message.segment("PID").unwrap().field(1).raw(), "1");
    assert_eq!(message.print(), text);
}

#[test]
fn a_lost_backslash_leaves_texts_as_they_are() {
    let message = Message::parse("MSH|^~&|A\rPID|||7^^^CH&750||D\\F\\E").unwrap();
    let pid = message.segment("PID").unwrap();
    assert_eq!(pid.field(5).text(), "D\\F\\E");
    assert_eq!(pid.field(3).component(4).subcomponent(2).raw(), "750");
}

#[test]
fn what_is_no_message_is_refused() {
    let table = [
        ("", ParseError::NoHeader),
        ("PID|1", ParseError::NoHeader),
        ("MSH", ParseError::NoHeader),
        ("MSH\r|", ParseError::NoHeader),
        ("MSHA^~\\&", ParseError::NoHeader),
        ("MSH|ABC|", ParseError::Separators),
        ("MSH|^ \\&|", ParseError::Separators),
    ];
    for (text, expected) in table {
        assert_eq!(Message::parse(text).unwrap_err(), expected, "{text:?}");
    }
}

#[test]
fn bytes_in_escapes_are_read_in_the_set_of_the_message() {
    let text = |label: &str| format!("MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.5||||||{label}\rPID|\\XE9\\");
    let pid = |text: &str| {
        Message::parse(text)
            .unwrap()
            .segment("PID")
            .unwrap()
            .field(1)
            .text()
            .into_owned()
    };
    assert_eq!(pid(&text("8859/15")), "é");
    assert_eq!(pid(&text("UNICODE UTF-8")), "\\XE9\\", "not a letter in that set");
    let unlabelled = text("");
    let message = Message::parse_as(&unlabelled, Charset::Latin1).unwrap();
    assert_eq!(message.segment("PID").unwrap().field(1).text(), "é");
}

#[test]
fn groups_start_at_their_segment_and_hold_what_follows() {
    let text = "MSH|^~\\&|\rMFI|LOC\rMFE|MAD\rLOC|1\rLCH|a\rLCH|b\rMFE|MUP\rLOC|2\r";
    let message = Message::parse(text).unwrap();
    let found: Vec<_> = message
        .groups("MFE")
        .map(|group| {
            let place = group.segment("LOC").unwrap().field(1).raw();
            (
                group.segments().count(),
                place,
                group.segments_named("LCH").count(),
            )
        })
        .collect();
    assert_eq!(found, [(4, "1", 2), (2, "2", 0)]);
    assert_eq!(message.groups("ZZZ").count(), 0);
}

#[test]
fn a_trigger_missing_in_the_header_is_taken_from_the_event() {
    let message = Message::parse("MSH|^~\\&|||||||ADT\rEVN|A02\r").unwrap();
    assert_eq!(message.message_type().trigger, "A02");
}

/// Texts that look like messages, with everything that can go wrong in them.
fn messages() -> impl Strategy<Value = String> {
    let head = prop_oneof![
        4 => Just("MSH|^~\\&|".to_owned()),
        1 => "MSH[|#¤][!-/^~\\\\&\u{2dc}]{0,5}",
        1 => "(\u{feff}|\r|x)?MSH[|]",
    ];
    let line = prop_oneof![
        4 => "[A-Z][A-Z0-9]{2}([|^~\\\\&a-zé\" \u{2dc}#]|XE9){0,40}",
        1 => "\\PC{0,20}",
    ];
    let end = prop_oneof![4 => Just("\r"), 1 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\r\r \n")];
    (head, prop::collection::vec((line, end), 0..12))
        .prop_map(|(head, lines)| lines.iter().fold(head, |text, (line, end)| text + line + end))
}

proptest! {
    #[test]
    fn printing_gives_the_text_back(text in messages()) {
        if let Ok(message) = Message::parse(&text) {
            prop_assert_eq!(message.print(), text);
        }
    }

    #[test]
    fn printing_gives_any_text_back(text in any::<String>()) {
        let text = format!("MSH|^~\\&|{text}");
        prop_assert_eq!(Message::parse(&text).unwrap().print(), text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = Message::parse(&text).map(|message| message.print());
    }

    #[test]
    fn fields_by_number_and_in_order_agree(text in messages()) {
        let Ok(message) = Message::parse(&text) else { return Ok(()) };
        for segment in message.segments() {
            let all: Vec<_> = segment.fields().collect();
            for (index, field) in all.iter().enumerate() {
                prop_assert_eq!(segment.field(index + 1), *field);
            }
            prop_assert!(segment.field(all.len() + 1).is_empty());
        }
    }

    #[test]
    fn pieces_by_number_and_in_order_agree(text in messages()) {
        let Ok(message) = Message::parse(&text) else { return Ok(()) };
        for field in message.segments().flat_map(|segment| segment.fields()) {
            for (at, repetition) in field.repetitions().enumerate() {
                prop_assert_eq!(field.repetition(at + 1), repetition);
                for (at, component) in repetition.components().enumerate() {
                    prop_assert_eq!(repetition.component(at + 1), component);
                    for (at, subcomponent) in component.subcomponents().enumerate() {
                        prop_assert_eq!(component.subcomponent(at + 1), subcomponent);
                    }
                }
            }
        }
    }
}
