//! IHE PAM France messages: movements of a stay, and identities.

use base::Moment;
use hl7v2::MessageWriter;
use hl7v2::writer::{cx, ei};

use super::note::{Action, IdentityNote, MovementNote, Trigger};
use super::segments::{self, Numbers, issuer, oid};
use super::{Envelope, World};
use crate::hospital::{Exit, Stay};
use crate::index::{EstablishmentIx, PersonIx};

/// A movement of a stay.
pub(super) fn movement(world: &World<'_>, envelope: &Envelope<'_>, note: &MovementNote) -> String {
    let stay = &world.stays[note.stay.at()];
    let mut message = MessageWriter::new();
    segments::header(&mut message, world, envelope, note.trigger);
    // What is only planned has not occurred: the entry itself has.
    let occurred = if note.planned.is_some() {
        envelope.at
    } else {
        note.movement.at
    };
    segments::event(
        &mut message,
        world,
        envelope,
        note.trigger,
        note.planned,
        occurred,
    );
    segments::identity(
        &mut message,
        world,
        stay.establishment,
        stay.person,
        Some(stay),
        envelope.at,
    );
    segments::visit(&mut message, world, note);
    segments::more_about_visit(&mut message, world, note);
    segments::movement(&mut message, world, note);
    statistics(&mut message, stay, note);
    message.finish()
}

/// An identity.
pub(super) fn identity(
    world: &World<'_>,
    envelope: &Envelope<'_>,
    establishment: EstablishmentIx,
    note: &IdentityNote,
) -> String {
    let mut message = MessageWriter::new();
    let (trigger, person) = match *note {
        IdentityNote::Created(person) => (Trigger::A28, person),
        IdentityNote::Changed(person) | IdentityNote::LegalMode { person, .. } => (Trigger::A31, person),
        IdentityNote::Merged { kept, .. } => (Trigger::A40, kept),
    };
    segments::header(&mut message, world, envelope, trigger);
    segments::event(&mut message, world, envelope, trigger, None, envelope.at);
    segments::identity(&mut message, world, establishment, person, None, envelope.at);
    let issued = world.territory.establishment(establishment);
    if let IdentityNote::Merged { gone_ipp, .. } = note {
        let (gone, patients) = (gone_ipp.to_string(), oid(issued, Numbers::Patients));
        message
            .segment("MRG")
            .field(1, cx(&gone, issuer(issued, &patients), "PI"));
        return message.finish();
    }
    message.segment("PV1").field(2, "N");
    if let IdentityNote::LegalMode { person, since } = note {
        legal_mode(&mut message, world, establishment, *person, *since);
    }
    message.finish()
}

/// ZFM: how the patient came and goes, for the national statistics.
fn statistics(message: &mut MessageWriter, stay: &Stay, note: &MovementNote) {
    match (note.trigger, note.action) {
        (Trigger::A03, Action::Insert) => {
            let (mode, destination) = stay.exit.map_or(("8", ""), |(exit, _)| exit_codes(stay, exit));
            message.segment("ZFM").field(2, mode).field(4, destination);
        }
        (Trigger::A01 | Trigger::A06 | Trigger::A04, _) => {
            let through = stay.through_emergency && note.trigger != Trigger::A04;
            (message.segment("ZFM"))
                .field(1, stay.entry.0)
                .field(3, stay.entry.1)
                .field(5, if through { "5" } else { "" });
        }
        _ => {}
    }
}

/// ZFM-2 and ZFM-4: mode of exit and kind of destination.
fn exit_codes(stay: &Stay, exit: Exit) -> (&'static str, &'static str) {
    match exit {
        Exit::Home | Exit::OwnWill => ("8", ""),
        Exit::Transfer { to, destination } if to == stay.establishment => ("6", destination),
        Exit::Transfer { destination, .. } => ("7", destination),
        // To a nursing home one goes "home": mode 8 with a destination.
        Exit::Outside { destination: "7" } => ("8", "7"),
        Exit::Outside { destination } => ("7", destination),
        Exit::Death => ("9", ""),
    }
}

/// ZFS: the legal mode of a stay in psychiatry.
fn legal_mode(
    message: &mut MessageWriter,
    world: &World<'_>,
    establishment: EstablishmentIx,
    person: PersonIx,
    since: Moment,
) {
    let issued = world.territory.establishment(establishment);
    let id = format!("{}1", person.at() + 1);
    let modes = format!("{}.5", issued.oid);
    (message.segment("ZFS"))
        .field(1, "1")
        .field(2, ei(&id, issuer(issued, &modes)))
        .field(3, world.clock.hl7(since))
        .field(5, "INSERT")
        .field(6, "SDRE")
        .field(7, "3");
}
