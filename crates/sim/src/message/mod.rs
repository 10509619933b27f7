//! From what the hospital tells to the bytes of a message. A pure function of the world and the note.

mod cleaning;
mod note;
mod pam;
mod segments;

pub(crate) use note::{
    Action, BedStatus, Class, IdentityNote, Movement, MovementNote, Note, Place, Situation, Trigger,
};

use base::Moment;
use hl7v2::Charset;

use crate::calendar::Clock;
use crate::hospital::{SenderId, Stay};
use crate::index::EstablishmentIx;
use crate::people::Person;
use crate::territory::Territory;

/// What a message may quote.
pub(crate) struct World<'a> {
    pub territory: &'a Territory,
    pub clock: &'a Clock,
    pub people: &'a [Person],
    pub stays: &'a [Stay],
}

/// The head of a message.
pub(crate) struct Envelope<'a> {
    pub sender: SenderId,
    /// MSH-10.
    pub control: &'a str,
    pub at: Moment,
}

/// Writes a message, in the character set of its sender.
pub(crate) fn write(world: &World<'_>, sender: SenderId, control: &str, at: Moment, note: &Note) -> Vec<u8> {
    let envelope = Envelope { sender, control, at };
    let (text, charset) = match note {
        Note::Movement(note) => (
            pam::movement(world, &envelope, note),
            charset(sender.establishment),
        ),
        Note::Identity { establishment, note } => (
            pam::identity(world, &envelope, *establishment, note),
            charset(sender.establishment),
        ),
        Note::Bed { bed, status, since } => (
            cleaning::bed_status(world, &envelope, *bed, *status, *since),
            Charset::Utf8,
        ),
    };
    let encoded = charset.encode(&text);
    debug_assert_eq!(
        encoded.replaced, 0,
        "every name can be written in every set: {text}"
    );
    encoded.bytes
}

/// The character set of an establishment's feed: the second one is older than UTF-8.
fn charset(establishment: EstablishmentIx) -> Charset {
    if establishment.at() == 1 {
        Charset::Latin9
    } else {
        Charset::Utf8
    }
}
