//! A20: what a bed's own system (cleaning software, foreign record) says of it, in the letters of table 0116.

use domain::bed::Hygiene;
use domain::command::Command;
use domain::movement::Action;
use domain::observation::{ObservedBed, ObservedBedStatus};
use hl7v2::segments::{Evn, Npu};

use super::desk::Desk;
use super::header::Header;
use super::{place, time};
use crate::reason::Reason;

/// One command per bed.
///
/// # Errors
/// When no bed is named, or none of the states is known.
pub(super) fn read(
    desk: &mut Desk<'_, '_>,
    header: &Header,
    evn: Option<Evn<'_>>,
) -> Result<Vec<Command>, Reason> {
    let occurred = evn.and_then(|evn| time::given(desk, "EVN", 6, evn.occurred_at()));
    let at = occurred.unwrap_or(header.said_at);
    let mut commands = Vec::new();
    for npu in Npu::all(desk.message) {
        let Some(status) = status(npu.status().as_str().trim()) else {
            let text = "L'état du lit (NPU-2) n'est pas une lettre de la table 0116.";
            desk.warn(Reason::new("unknown_bed_status", text).at("NPU", 2));
            continue;
        };
        let place = place::codes(desk, ("NPU", 1), &npu.bed());
        if place.bed.is_none() && place.room.is_none() {
            desk.warn(Reason::new("no_bed", "Le message ne nomme aucun lit (NPU-1).").at("NPU", 1));
            continue;
        }
        let stamp = header.stamp(Action::Insert);
        commands.push(Command::ObserveBed(Box::new(ObservedBed {
            source: header.source.clone(),
            stamp,
            place,
            at,
            status,
        })));
    }
    if commands.is_empty() {
        let text = "Le message ne dit l'état d'aucun lit reconnaissable (NPU).";
        return Err(Reason::new("no_bed", text).at("NPU", 0));
    }
    Ok(commands)
}

fn status(letter: &str) -> Option<ObservedBedStatus> {
    Some(match letter {
        "C" => ObservedBedStatus::Closed,
        "H" => ObservedBedStatus::Hygiene(Hygiene::ToClean),
        "K" => ObservedBedStatus::Hygiene(Hygiene::Contaminated),
        "U" => ObservedBedStatus::Hygiene(Hygiene::Clean),
        "O" | "I" => ObservedBedStatus::Occupied,
        _ => return None,
    })
}
