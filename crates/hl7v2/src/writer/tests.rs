use proptest::prelude::*;

use super::*;
use crate::{Message, Ts, Value};

fn one(build: impl FnOnce(&mut SegmentWriter<'_>)) -> String {
    let mut message = MessageWriter::new();
    build(&mut message.segment("PV1"));
    message.finish()
}

#[test]
fn fields_may_be_sparse_and_come_in_any_order() {
    let line = one(|pv1| {
        pv1.field(44, Ts::new(2026, 11, 22, 8, 0, 0))
            .field(2, "I")
            .field(3, "4036")
            .field(2, "E");
    });
    assert_eq!(line, format!("PV1||E|4036{}20261122080000\r", "|".repeat(41)));
}

#[test]
fn empty_values_write_nothing() {
    let line = one(|pv1| {
        pv1.field(2, "I")
            .field(3, components(["", ""]))
            .field(4, "")
            .field(5, None::<&str>);
    });
    assert_eq!(line, "PV1||I\r");
}

#[test]
fn every_level_is_joined_by_its_own_separator() {
    let authority = Authority {
        name: "CHU",
        universal_id: "750000001",
        id_type: "N",
    };
    let line = one(|pv1| {
        pv1.field(
            19,
            repetitions([cx("12", authority, "VN"), Node::Empty, components(["13"])]),
        );
    });
    assert_eq!(line, format!("PV1{}12^^^CHU&750000001&N^VN~13\r", "|".repeat(19)));
}

#[test]
fn nulls_and_quotes_are_told_apart() {
    let text = one(|pv1| {
        pv1.field(1, NULL)
            .field(2, "\"\"")
            .field(3, components([NULL, "x".into()]));
    });
    let text = format!("MSH|^~\\&|\r{text}");
    let message = Message::parse(&text).unwrap();
    let pv1 = message.segment("PV1").unwrap();
    assert!(pv1.field(1).is_null());
    assert_eq!(pv1.field(2).value(), Value::Given("\"\"".into()));
    assert!(pv1.field(3).component(1).is_null());
}

#[test]
fn the_header_declares_its_separators() {
    let separators = crate::Separators::declared('#', "!%*?").unwrap();
    let mut message = MessageWriter::with_separators(separators);
    message
        .segment("MSH")
        .field(1, "x")
        .field(2, "x")
        .field(10, "7")
        .field(9, components(["ACK", "A#1"]))
        .field(3, "a!b");
    let text = message.finish();
    assert_eq!(text, "MSH#!%*?#a*S*b######ACK!A*F*1#7\r");
    let message = Message::parse(&text).unwrap();
    assert_eq!(message.msh().sending_application().name(), "a!b");
    assert_eq!(
        message.segment("MSH").unwrap().field(9).component(2).text(),
        "A#1"
    );
}

#[test]
fn incomplete_separators_give_way_to_the_standard_ones() {
    let lost = crate::Separators::declared('|', "^~&").unwrap();
    let mut message = MessageWriter::with_separators(lost);
    message.segment("MSH").field(3, "a");
    assert_eq!(message.finish(), "MSH|^~\\&|a\r");
}

#[test]
fn the_shapes_of_pam() {
    let own = Authority {
        name: "CHEVET",
        universal_id: "1.2.3",
        id_type: "ISO",
    };
    let line = one(|pv1| {
        pv1.field(1, unit("7700", "Urgences", own))
            .field(2, pl("4036", "22", "3", Authority::default()))
            .field(3, ei("17", own))
            .field(4, xpn("D'ARC & CIE", "Jeanne", "", "L"))
            .field(
                5,
                xcn(Person {
                    id: "10",
                    family: "X",
                    given: "Y",
                    authority: own,
                    id_type: "RPPS",
                }),
            )
            .field(6, hd(own));
    });
    let expected = "PV1|Urgences^^^^^CHEVET&1.2.3&ISO^UF^^^7700|4036^22^3|17^CHEVET^1.2.3^ISO\
                    |D'ARC \\T\\ CIE^Jeanne^^^^^L|10^X^Y^^^^^^CHEVET&1.2.3&ISO^D^^^RPPS|CHEVET^1.2.3^ISO\r";
    assert_eq!(line, expected);
}

/// Sets of separators a message can be written with.
fn separators() -> impl Strategy<Value = crate::Separators> {
    prop::sample::select(vec![
        ('|', "^~\\&"),
        ('#', "!%*?"),
        ('|', "^\u{2dc}\\&"),
        ('\u{a4}', "~^&\\#"),
        ('^', "|~\\&"),
    ])
    .prop_map(|(field, others)| crate::Separators::declared(field, others).unwrap())
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_back(
        separators in separators(),
        values in prop::collection::vec((1usize..60, "\\PC{0,12}|[|^~\\\\&#!%*?\u{2dc}\u{a4}\"\r\n]{0,6}"), 0..20),
    ) {
        let mut message = MessageWriter::with_separators(separators);
        message.segment("MSH").field(3, "T");
        {
            let mut segment = message.segment("ZZZ");
            for (number, value) in &values {
                segment.field(*number, value);
            }
        }
        let text = message.finish();
        let message = Message::parse(&text).unwrap();
        prop_assert_eq!(message.print(), text.clone());
        let segment = message.segment("ZZZ").unwrap();
        for number in 1..60 {
            let expected = values.iter().rev().find(|(at, _)| *at == number).map_or("", |(_, value)| value);
            prop_assert_eq!(segment.field(number).value().into_text(), expected);
        }
    }
}
