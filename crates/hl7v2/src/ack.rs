//! Acknowledgements, in original mode: ACK with MSA and, when something is wrong, ERR.

use crate::segments::Msh;
use crate::ts::Ts;
use crate::value::Text;
use crate::writer::{MessageWriter, components, raw};

/// What became of a message (MSA-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AckCode {
    /// `AA`: taken, and durably so.
    Accept,
    /// `AE`: not taken; sending it again may help.
    Error,
    /// `AR`: not taken; sending it again will not help.
    Reject,
}

impl AckCode {
    /// The code on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "AA",
            Self::Error => "AE",
            Self::Reject => "AR",
        }
    }
}

/// Why a message was not taken (ERR).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AckError {
    /// What kind of error, of table 0357.
    pub code: ErrorCode,
    /// Where in the message, if somewhere: `PV1^1^3`.
    pub location: Option<String>,
    /// In French, for the person who reads the sender's log. Holds no name.
    pub text: String,
}

/// Table 0357.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// 100: segments in the wrong order.
    SegmentSequence,
    /// 101: a required field is missing.
    RequiredField,
    /// 102: a field of the wrong data type.
    DataType,
    /// 103: a value that is not in its table.
    TableValue,
    /// 200: message type not supported.
    MessageType,
    /// 201: event not supported.
    EventCode,
    /// 202: processing id not supported.
    ProcessingId,
    /// 203: version not supported.
    VersionId,
    /// 204: the number is not known.
    UnknownKey,
    /// 205: the number exists already.
    DuplicateKey,
    /// 206: the record is locked.
    Locked,
    /// 207: our fault.
    Internal,
}

impl ErrorCode {
    /// The code and its text in table 0357.
    #[must_use]
    pub const fn entry(self) -> (&'static str, &'static str) {
        match self {
            Self::SegmentSequence => ("100", "Segment sequence error"),
            Self::RequiredField => ("101", "Required field missing"),
            Self::DataType => ("102", "Data type error"),
            Self::TableValue => ("103", "Table value not found"),
            Self::MessageType => ("200", "Unsupported message type"),
            Self::EventCode => ("201", "Unsupported event code"),
            Self::ProcessingId => ("202", "Unsupported processing id"),
            Self::VersionId => ("203", "Unsupported version id"),
            Self::UnknownKey => ("204", "Unknown key identifier"),
            Self::DuplicateKey => ("205", "Duplicate key identifier"),
            Self::Locked => ("206", "Application record locked"),
            Self::Internal => ("207", "Application internal error"),
        }
    }
}

/// Answers a message. `control_id` is the answer's own number (MSH-10), at most 20 characters in HL7 2.5.
#[must_use]
pub fn acknowledge(
    msh: &Msh<'_>,
    code: AckCode,
    error: Option<&AckError>,
    sent_at: Ts,
    control_id: &str,
) -> String {
    let mut message = MessageWriter::new();
    let about = msh.message_type();
    // A peer reads its own parties back in our order: who received it answers, who sent it is answered.
    let field = |number: usize| msh.segment().field(number);
    let party = |number: usize| rewritten(msh, number);
    message
        .segment("MSH")
        .field(3, party(5))
        .field(4, party(6))
        .field(5, party(3))
        .field(6, party(4))
        .field(7, sent_at)
        .field(9, components(["ACK", about.trigger.as_ref(), "ACK"]))
        .field(10, control_id)
        .field(11, or(msh.processing_id(), "P"))
        .field(
            12,
            if field(12).is_empty() {
                raw("2.5")
            } else {
                party(12)
            },
        )
        .field(17, msh.country())
        .field(18, msh.charset_label());
    message
        .segment("MSA")
        .field(1, code.as_str())
        .field(2, msh.control_id());
    if let Some(error) = error {
        write_error(&mut message, error);
    }
    message.finish()
}

/// Answers what could not even be read: AR, about no message.
#[must_use]
pub fn acknowledge_unparsable(error: &AckError, sent_at: Ts, control_id: &str) -> String {
    let mut message = MessageWriter::new();
    message
        .segment("MSH")
        .field(3, "CHEVET")
        .field(7, sent_at)
        .field(9, components(["ACK", "", "ACK"]))
        .field(10, control_id)
        .field(11, "P")
        .field(12, "2.5");
    message.segment("MSA").field(1, AckCode::Reject.as_str());
    write_error(&mut message, error);
    message.finish()
}

/// ERR as HL7 2.5 has it: location, code, severity, text for the user.
fn write_error(message: &mut MessageWriter, error: &AckError) {
    let (code, text) = error.code.entry();
    message
        .segment("ERR")
        .field(
            2,
            error
                .location
                .as_deref()
                .map(|place| components(place.split('^'))),
        )
        .field(3, components([code, text, "HL70357"]))
        .field(4, "E")
        .field(8, error.text.as_str());
}

/// A field of the sender's header, cut by his separators and joined by ours.
fn rewritten<'a>(msh: &Msh<'a>, number: usize) -> crate::writer::Node<'a> {
    let first = msh.segment().field(number).first();
    components(first.components().map(|one| match one.subcomponents().count() {
        0 | 1 => one.value().into(),
        _ => crate::writer::subcomponents(one.subcomponents().map(|part| part.value())),
    }))
}

fn or<'a>(text: Text<'a>, default: &'a str) -> Text<'a> {
    if text.is_given() {
        text
    } else {
        Text::Given(default.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Message;

    const ADMISSION: &str = "MSH|^~\\&|CPAGE|CH^750000001^M|CHEVET|GHT|20261122080000||ADT^A01^ADT_A01|42|P|2.5^FRA^2.11|||||FRA|8859/15\rPID|1\r";

    fn now() -> Ts {
        Ts::new(2026, 11, 22, 8, 0, 1).unwrap()
    }

    #[test]
    fn acceptance_swaps_the_parties_and_repeats_the_number() {
        let message = Message::parse(ADMISSION).unwrap();
        let answer = acknowledge(&message.msh(), AckCode::Accept, None, now(), "A1");
        assert_eq!(
            answer,
            "MSH|^~\\&|CHEVET|GHT|CPAGE|CH^750000001^M|20261122080001||ACK^A01^ACK|A1|P|2.5^FRA^2.11|||||FRA|8859/15\r\
             MSA|AA|42\r"
        );
    }

    #[test]
    fn refusal_says_where_and_why() {
        let message = Message::parse(ADMISSION).unwrap();
        let error = AckError {
            code: ErrorCode::Internal,
            location: Some("PV1^1^3".to_owned()),
            text: "base de données occupée | réessayer".to_owned(),
        };
        let answer = acknowledge(&message.msh(), AckCode::Error, Some(&error), now(), "A2");
        assert!(answer.ends_with(
            "MSA|AE|42\rERR||PV1^1^3|207^Application internal error^HL70357|E||||base de données occupée \\F\\ réessayer\r"
        ));
    }

    #[test]
    fn the_sender_may_use_other_separators_and_escapes() {
        let odd = "MSH#!%*?#A*F*B!1*S*2#F?G#C#D#20260101##ADT!ADT!A03#9!9#P#2.5\rPID#1";
        let message = Message::parse(odd).unwrap();
        let answer = acknowledge(&message.msh(), AckCode::Accept, None, now(), "A3");
        let answer = Message::parse(&answer).unwrap();
        let msh = answer.msh();
        assert_eq!(msh.receiving_application().name(), "A#B");
        assert_eq!(msh.receiving_application().universal_id(), "1!2");
        assert_eq!(msh.message_type().trigger, "A03");
        assert_eq!(answer.segment("MSA").unwrap().field(2).text(), "9!9");
    }

    #[test]
    fn what_cannot_be_read_is_rejected() {
        let error = AckError {
            code: ErrorCode::SegmentSequence,
            location: None,
            text: "pas de MSH".to_owned(),
        };
        let answer = acknowledge_unparsable(&error, now(), "A4");
        let answer = Message::parse(&answer).unwrap();
        assert_eq!(answer.segment("MSA").unwrap().field(1).text(), "AR");
        assert_eq!(answer.segment("ERR").unwrap().field(3).component(1).text(), "100");
    }

    #[test]
    fn a_bare_header_is_answered_too() {
        let message = Message::parse("MSH|^~\\&").unwrap();
        let answer = acknowledge(&message.msh(), AckCode::Reject, None, now(), "A5");
        assert_eq!(
            answer,
            "MSH|^~\\&|||||20261122080001||ACK^^ACK|A5|P|2.5\rMSA|AR\r"
        );
    }
}
