//! From bytes to something the engine can take: decoded, parsed, understood, with what it can be found by.

use app::{Inbound, Understanding};
use base::Moment;
use bytes::Bytes;
use domain::command::Command;
use hl7v2::{AckCode, Charset, CharsetWarning, Decoded, Message, acknowledge};

use crate::pam::time::stamp_of;
use crate::pam::{self, Profile};
use crate::reason::Reason;

/// A message ready for the engine.
#[derive(Debug)]
pub struct Prepared {
    /// What the engine takes. Its understanding is the last command of the message.
    pub inbound: Inbound,
    /// What the message asks before that, when it asks several things (a swap, several merges or beds).
    pub before: Vec<Command>,
    /// What it was written in, and is answered in.
    pub charset: Charset,
    /// The answer for when all goes well, which is nearly always.
    pub accepted: Bytes,
    /// It is an acknowledgement itself: answering it could go round for ever.
    pub is_answer: bool,
}

/// What an answer needs beside the message.
#[derive(Clone, Debug)]
pub struct Letterhead {
    /// When it is written.
    pub at: Moment,
    /// Its own number (MSH-10), at most 20 characters.
    pub control_id: String,
}

/// Reads a message that came in when the letterhead says.
#[must_use]
pub fn prepare(raw: Bytes, profile: &Profile, letterhead: &Letterhead) -> Prepared {
    let decoded = hl7v2::decode(&raw, profile.charset);
    let charset = decoded.charset;
    let draft = match Message::parse_as(&decoded.text, charset) {
        Ok(message) => understood(&message, &decoded, profile, letterhead),
        Err(error) => {
            let text = format!("Le message est illisible : {error}.");
            unreadable(&raw, &Reason::new("unreadable", text).at("MSH", 0), letterhead)
        }
    };
    drop(decoded);
    Prepared {
        inbound: Inbound { raw, ..draft.inbound },
        charset,
        ..draft
    }
}

fn understood(
    message: &Message<'_>,
    decoded: &Decoded<'_>,
    profile: &Profile,
    letterhead: &Letterhead,
) -> Prepared {
    let reading = pam::read(message, profile, letterhead.at);
    for note in &reading.notes {
        tracing::debug!(sender = reading.sender, code = note.code, "put up with: {note}");
    }
    let mut before = Vec::new();
    let understanding = match reading.understanding {
        pam::Understanding::Commands(mut commands) => match commands.pop() {
            Some(last) => {
                before = commands;
                Understanding::Command(Box::new(last))
            }
            None => Understanding::Ignore(stored(&Reason::new("nothing", "Le message ne demande rien."))),
        },
        pam::Understanding::Quarantine(reason) => Understanding::Quarantine(stored(&reason)),
        pam::Understanding::Ignore(reason) => Understanding::Ignore(stored(&reason)),
        pam::Understanding::Reject(reason) => Understanding::Reject(stored(&reason)),
    };
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let inbound = Inbound {
        received_at: letterhead.at,
        sender: reading.sender,
        control_id: some(reading.control_id),
        trigger: some(reading.trigger),
        sent_at: reading.sent_at,
        raw: Bytes::new(),
        body_hash: body_hash(message),
        keys: reading.keys,
        warnings: charset_warning(decoded)
            .iter()
            .chain(&reading.warnings)
            .map(stored)
            .collect(),
        understanding,
        replays: None,
    };
    let accepted = match stamp_of(letterhead.at, &profile.zone) {
        Some(sent_at) => {
            let text = acknowledge(
                &message.msh(),
                AckCode::Accept,
                None,
                sent_at,
                &letterhead.control_id,
            );
            decoded.charset.encode(&text).bytes.into()
        }
        None => Bytes::new(),
    };
    let is_answer = message.msh().message_type().code == "ACK";
    Prepared {
        inbound,
        before,
        charset: decoded.charset,
        accepted,
        is_answer,
    }
}

fn unreadable(raw: &[u8], reason: &Reason, letterhead: &Letterhead) -> Prepared {
    let inbound = Inbound {
        received_at: letterhead.at,
        sender: "?".to_owned(),
        control_id: None,
        trigger: None,
        sent_at: None,
        raw: Bytes::new(),
        body_hash: store::fingerprint(raw),
        keys: Vec::new(),
        warnings: Vec::new(),
        understanding: Understanding::Reject(stored(reason)),
        replays: None,
    };
    Prepared {
        inbound,
        before: Vec::new(),
        charset: Charset::Utf8,
        accepted: Bytes::new(),
        is_answer: false,
    }
}

/// The reason as it is kept.
fn stored(reason: &Reason) -> store::Reason {
    store::Reason {
        code: reason.code.to_owned(),
        text: reason.text.clone().into_owned(),
    }
}

/// What tells whether two messages with one control id are the same: everything but the moment of sending, which
/// some senders renew when they send a message again.
fn body_hash(message: &Message<'_>) -> u64 {
    let header = message.segments().next().map_or("", |header| header.raw());
    let body = message
        .source()
        .get(message.leading().len() + header.len()..)
        .unwrap_or_default();
    let kind = message.msh().segment().field(9);
    store::fingerprint(body.trim().as_bytes()) ^ store::fingerprint(kind.raw().as_bytes()).rotate_left(1)
}

/// A label that the bytes contradict is worth a person's look: a name may be damaged, and the sender's
/// configuration certainly is wrong.
fn charset_warning(decoded: &Decoded<'_>) -> Option<Reason> {
    let text = match decoded.warning.as_ref()? {
        CharsetWarning::NotUtf8 { .. } => {
            "Le message s'annonce en UTF-8 (MSH-18) mais ne l'est pas : les accents ont été lus autrement. Réglage de l'émetteur à corriger."
        }
        CharsetWarning::IsUtf8 { .. } => {
            "Le message est en UTF-8 mais annonce un autre jeu de caractères (MSH-18). Réglage de l'émetteur à corriger."
        }
        CharsetWarning::Mixed { .. } => {
            "Le message mélange deux jeux de caractères : vérifiez les accents des noms."
        }
        other @ (CharsetWarning::OtherSingleByte { .. }
        | CharsetWarning::UnknownLabel { .. }
        | CharsetWarning::MisplacedLabel { .. }
        | CharsetWarning::Unlabelled { .. }) => {
            tracing::debug!(?other, "character set guessed");
            return None;
        }
    };
    Some(Reason::new("charset", text).at("MSH", 18))
}
