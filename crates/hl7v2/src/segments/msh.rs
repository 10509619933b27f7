//! MSH: who speaks to whom, about what.

use std::borrow::Cow;

use super::segment_view;
use crate::types::{Ei, Hd};

segment_view! {
    /// MSH, the header.
    Msh "MSH" {
        /// MSH-3: the application that sends.
        sending_application: one Hd = 3,
        /// MSH-4: the establishment that sends.
        sending_facility: one Hd = 4,
        /// MSH-5: the application it is meant for.
        receiving_application: one Hd = 5,
        /// MSH-6: the establishment it is meant for.
        receiving_facility: one Hd = 6,
        /// MSH-7: when it was sent.
        sent_at: ts = 7,
        /// MSH-10: the number of the message, to be repeated in its acknowledgement.
        control_id: text = 10,
        /// MSH-11: `P` production, `T` training, `D` debugging.
        processing_id: code = 11,
        /// MSH-12.1: the version of HL7.
        version: code = 12,
        /// MSH-15: whether an accept acknowledgement is wanted (`AL`, `NE`...).
        accept_ack: code = 15,
        /// MSH-16: whether an application acknowledgement is wanted.
        application_ack: code = 16,
        /// MSH-17: the country.
        country: code = 17,
        /// MSH-18, first repetition: the label of the character set.
        charset_label: code = 18,
        /// MSH-21: the profiles the message claims to follow.
        profiles: many Ei = 21,
    }
}

/// What a message is about, repaired.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct MessageType<'a> {
    /// MSH-9.1: `ADT`, `MFN`, `ACK`...
    pub code: Cow<'a, str>,
    /// The trigger: `A01`... Empty when none was sent.
    pub trigger: Cow<'a, str>,
    /// The structure, with its underscore: `ADT_A05`. Empty when none was sent.
    pub structure: Cow<'a, str>,
    /// Whether MSH-9 had to be read otherwise than the standard says.
    pub repaired: bool,
}

impl<'a> Msh<'a> {
    /// MSH-9, tolerating the wrong forms of the field: the trigger one component too far
    /// (`ADT^ADT^A03`), a structure without underscore (`ADTA05`), all in one component (`ADT_A01`).
    #[must_use]
    pub fn message_type(&self) -> MessageType<'a> {
        let first = self.segment().field(9).first();
        let [code, trigger, structure] = [1, 2, 3].map(|number| trimmed(first.component(number).text()));
        if is_trigger(&trigger) || !is_trigger(&structure) && !trigger.is_empty() {
            let underscored = underscore(&structure);
            let repaired = underscored.is_some();
            return MessageType {
                code,
                trigger,
                structure: underscored.unwrap_or(structure),
                repaired,
            };
        }
        if is_trigger(&structure) {
            return MessageType {
                code,
                trigger: structure,
                structure: Cow::Borrowed(""),
                repaired: true,
            };
        }
        match code.split_once('_') {
            Some((head, tail)) if is_trigger(tail) => MessageType {
                code: Cow::Owned(head.to_owned()),
                trigger: Cow::Owned(tail.to_owned()),
                structure,
                repaired: true,
            },
            _ => MessageType {
                code,
                trigger,
                structure,
                repaired: false,
            },
        }
    }

    /// MSH-12.3: the version of the French profile (`2.11`).
    #[must_use]
    pub fn profile_version(&self) -> crate::value::Text<'a> {
        self.segment().field(12).component(3).value()
    }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// A letter, then two letters or digits with at least one digit: `A01`, `Z99`, `PC1`. `ADT` is none.
fn is_trigger(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 3
        && bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && bytes.last().is_some_and(u8::is_ascii_digit)
}

fn underscore<'a>(structure: &str) -> Option<Cow<'a, str>> {
    let (code, trigger) = structure
        .split_at_checked(3)
        .filter(|(_, rest)| is_trigger(rest))?;
    code.bytes()
        .all(|one| one.is_ascii_uppercase())
        .then(|| Cow::Owned(format!("{code}_{trigger}")))
}
