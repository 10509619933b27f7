//! `ADT^A20`: the status of a bed, as the cleaning programs tell it. Plain HL7 2.5: PAM France does not have it.

use base::Moment;
use hl7v2::MessageWriter;
use hl7v2::writer::components;

use super::note::BedStatus;
use super::segments::place;
use super::{Envelope, Place, World};
use crate::index::BedIx;

pub(super) fn bed_status(
    world: &World<'_>,
    envelope: &Envelope<'_>,
    bed: BedIx,
    status: BedStatus,
    since: Moment,
) -> String {
    let establishment = world.territory.establishment(envelope.sender.establishment);
    let sent = world.clock.hl7(envelope.at);
    let mut message = MessageWriter::new();
    (message.segment("MSH"))
        .field(3, "PROPRETO")
        .field(4, &establishment.finess)
        .field(5, "CHEVET")
        .field(6, "GHT")
        .field(7, &sent)
        .field(9, components(["ADT", "A20", "ADT_A20"]))
        .field(10, envelope.control)
        .field(11, "P")
        .field(12, "2.5")
        .field(17, "FRA")
        .field(18, "UNICODE UTF-8");
    (message.segment("EVN"))
        .field(1, "A20")
        .field(2, &sent)
        .field(6, world.clock.hl7(since));
    let ward = world.territory.bed(bed).ward;
    (message.segment("NPU"))
        .field(1, place(world, Place { ward, bed: Some(bed) }))
        .field(2, status.code());
    message.finish()
}
