//! The acknowledgement of a message, in its own character set.

use app::{Failure, Ingested};
use base::Zone;
use bytes::Bytes;
use hl7v2::ack::ErrorCode;
use hl7v2::{AckCode, AckError, Charset, Message, acknowledge, acknowledge_unparsable};
use store::{Outcome, Reason};

use super::prepare::Letterhead;
use crate::pam::time::stamp_of;

/// An answer other than AA, and its reason.
pub(super) struct Refusal {
    code: AckCode,
    error: AckError,
}

impl Refusal {
    /// Why a message that is durable is not answered AA: only because it could not be read at all.
    pub fn of(ingested: &Ingested, unreadable: bool) -> Option<Self> {
        match ingested.outcome {
            Outcome::Rejected => Some(Self::rejected(ingested.reason.as_ref())),
            // The same words again get the same answer as the first time.
            Outcome::Duplicate if unreadable => Some(Self::rejected(None)),
            Outcome::Applied
            | Outcome::WorkList
            | Outcome::Quarantined
            | Outcome::Duplicate
            | Outcome::Ignored => None,
        }
    }

    /// Sending again may help.
    pub fn failed(failure: &Failure) -> Self {
        let code = match failure {
            Failure::Overloaded | Failure::Stopping => ErrorCode::Locked,
            Failure::Refused(_) | Failure::Fault(_) | Failure::Unreadable(_) => ErrorCode::Internal,
        };
        let text = match failure {
            Failure::Refused(_) => "Le message n'a pas pu être enregistré.".to_owned(),
            other => format!("Le message n'a pas été pris : {other}."),
        };
        Self {
            code: AckCode::Error,
            error: AckError {
                code,
                location: None,
                text,
            },
        }
    }

    fn rejected(reason: Option<&Reason>) -> Self {
        let text = reason.map_or_else(|| "Message illisible.".to_owned(), |reason| reason.text.clone());
        let error = AckError {
            code: ErrorCode::SegmentSequence,
            location: Some("MSH^1".to_owned()),
            text,
        };
        Self {
            code: AckCode::Reject,
            error,
        }
    }

    /// The bytes of the answer to that message.
    pub fn write(&self, raw: &[u8], charset: Charset, zone: &Zone, letterhead: &Letterhead) -> Bytes {
        let decoded = hl7v2::decode(raw, charset);
        let Some(sent_at) = stamp_of(letterhead.at, zone) else {
            return Bytes::new();
        };
        let number = &letterhead.control_id;
        let text = match Message::parse_as(&decoded.text, decoded.charset) {
            Ok(message) => acknowledge(&message.msh(), self.code, Some(&self.error), sent_at, number),
            Err(_) => acknowledge_unparsable(&self.error, sent_at, number),
        };
        charset.encode(&text).bytes.into()
    }
}
