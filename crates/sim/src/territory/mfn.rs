//! The structure of each establishment as an MFN^M05 message, in the French layout.

use base::{Moment, Zone};
use hl7v2::writer::{Node, components, raw, subcomponents};
use hl7v2::{Charset, MessageWriter};

use super::{Territory, Ward};
use crate::calendar::Clock;
use crate::index::{EstablishmentIx, WardIx};

/// A place of the message: what it is, its number, and what it is called.
struct Entry<'a> {
    kind: &'static str,
    id: String,
    code: &'a str,
    label: &'a str,
    /// Other characteristics: code, label of the code, value.
    more: Vec<(&'static str, &'static str, String)>,
    /// The place it hangs on: relation, label of the relation, kind and number.
    above: Option<(&'static str, &'static str, &'static str, String)>,
}

impl Territory {
    /// One whole-structure message (MFI-3 `REP`) per establishment, in UTF-8, as sent at that moment.
    ///
    /// Nursing units are not in it: the French layout has no type of place for them.
    #[must_use]
    pub fn structure_messages(&self, sent: Moment, zone: &Zone) -> Vec<Vec<u8>> {
        let clock = Clock::new(zone.clone());
        (0..self.establishments.len())
            .map(|index| self.structure_message(EstablishmentIx::of(index), &clock.hl7(sent)))
            .collect()
    }

    fn structure_message(&self, position: EstablishmentIx, sent: &str) -> Vec<u8> {
        let establishment = self.establishment(position);
        let mut message = MessageWriter::new();
        (message.segment("MSH"))
            .field(3, &establishment.application)
            .field(4, &establishment.finess)
            .field(5, "CHEVET")
            .field(6, "GHT")
            .field(7, sent)
            .field(9, components(["MFN", "M05", "MFN_M05"]))
            .field(10, format!("S{}{sent}", position.at() + 1))
            .field(11, "P")
            .field(12, components(["2.5", "FRA", "2.11"]))
            .field(17, "FRA")
            .field(18, Charset::Utf8.label());
        (message.segment("MFI"))
            .field(1, "LOC")
            .field(2, components([format!("{}_LOC_FRA", establishment.application)]))
            .field(3, "REP")
            .field(5, sent)
            .field(6, "NE");
        let mut write = |entry: Entry<'_>| self.write_entry(&mut message, position, entry);
        write(Entry {
            kind: "M",
            id: establishment.finess.clone(),
            code: &establishment.finess,
            label: &establishment.name,
            more: vec![("FNS", "Code FINESS", establishment.finess.clone())],
            above: None,
        });
        for (index, site) in self.sites.iter().enumerate() {
            if site.establishment != position {
                continue;
            }
            write(Entry {
                kind: "ETBL_GRPQ",
                id: site.code.clone(),
                code: &site.code,
                label: &site.name,
                more: Vec::new(),
                above: Some((
                    "ETBLSMNT",
                    "Relation établissement",
                    "M",
                    establishment.finess.clone(),
                )),
            });
            for division in self
                .divisions
                .iter()
                .filter(|division| division.site.at() == index)
            {
                write(Entry {
                    kind: "PL",
                    id: format!("{}-{}", site.code, division.code),
                    code: &division.code,
                    label: &division.name,
                    more: Vec::new(),
                    above: Some((
                        "ETBLSMNT",
                        "Relation établissement",
                        "ETBL_GRPQ",
                        site.code.clone(),
                    )),
                });
            }
        }
        for ward in self
            .ward_positions()
            .filter(|ward| self.ward(*ward).establishment == position)
        {
            self.write_ward(&mut write, ward);
        }
        message.finish().into_bytes()
    }

    fn write_ward(&self, write: &mut dyn FnMut(Entry<'_>), position: WardIx) {
        let ward: &Ward = self.ward(position);
        let (division, site) = (&self.divisions[ward.division.at()], &self.sites[ward.site.at()]);
        let owned_by = |id: String| Some(("RSPNSBLT", "Relation de responsabilité", "D", id));
        write(Entry {
            kind: "D",
            id: ward.code.clone(),
            code: &ward.code,
            label: &ward.name,
            more: Vec::new(),
            above: Some((
                "RSPNSBLT",
                "Relation de responsabilité",
                "PL",
                format!("{}-{}", site.code, division.code),
            )),
        });
        write(Entry {
            kind: "H",
            id: ward.uf_medical.clone(),
            code: &ward.uf_medical,
            label: &ward.name,
            more: vec![("INDCTR", "Indicateur", "MDCL".to_owned())],
            above: owned_by(ward.code.clone()),
        });
        let beds = self
            .beds_of(position)
            .filter(|bed| !self.bed(*bed).cradle)
            .count();
        write(Entry {
            kind: "N",
            id: ward.uf_housing.clone(),
            code: &ward.uf_housing,
            label: &ward.name,
            more: vec![
                ("INDCTR", "Indicateur", "HBRGMNT".to_owned()),
                ("NBR_PLC", "Nombre de places", beds.to_string()),
            ],
            above: owned_by(ward.code.clone()),
        });
        let located = |kind, id: String| Some(("LCLSTN", "Relation de localisation", kind, id));
        for room in self.rooms.iter().filter(|room| room.ward == position) {
            let room_id = format!("{}-{}", ward.uf_housing, room.code);
            let pressure = room
                .negative_pressure
                .then(|| ("TP_CHMBR", "Type de chambre", "PRSN_NGTV".to_owned()));
            write(Entry {
                kind: "R",
                id: room_id.clone(),
                code: &room.code,
                label: &room.code,
                more: pressure.into_iter().collect(),
                above: located("N", ward.uf_housing.clone()),
            });
            for bed in &self.beds[room.beds.start as usize..room.beds.end as usize] {
                let position = match bed.code.as_str() {
                    "P" => Some("PRT"),
                    "F" => Some("FNTR"),
                    _ => None,
                };
                write(Entry {
                    kind: "B",
                    id: format!("{room_id}-{}", bed.code),
                    code: &bed.code,
                    label: &bed.label,
                    more: position
                        .map(|at| ("PSTN", "Position du lit", at.to_owned()))
                        .into_iter()
                        .collect(),
                    above: located("R", room_id.clone()),
                });
            }
        }
    }

    fn write_entry(&self, message: &mut MessageWriter, establishment: EstablishmentIx, entry: Entry<'_>) {
        let issuer = self.establishment(establishment);
        let key = |kind: &'static str, id: &str| {
            let id = subcomponents([id, &issuer.application, &issuer.finess, "FINEJ"].map(str::to_owned));
            let none = || Node::Empty;
            components([
                none(),
                none(),
                none(),
                none(),
                none(),
                kind.into(),
                none(),
                none(),
                none(),
                id,
            ])
        };
        let place = key(entry.kind, &entry.id);
        message
            .segment("MFE")
            .field(1, "MAD")
            .field(4, place.clone())
            .field(5, "PL");
        message
            .segment("LOC")
            .field(1, place.clone())
            .field(3, entry.kind);
        let mut characteristic = |code: &str, name: &str, value: &str| {
            (message.segment("LCH"))
                .field(1, place.clone())
                .field(4, components([code.to_owned(), name.to_owned(), "L".to_owned()]))
                .field(5, components([raw(""), value.to_owned().into()]));
        };
        characteristic("CD", "Code", entry.code);
        characteristic("LBL", "Libelle", entry.label);
        for (code, name, value) in &entry.more {
            characteristic(code, name, value);
        }
        if let Some((relation, name, kind, id)) = &entry.above {
            (message.segment("LRL"))
                .field(1, place)
                .field(4, components([*relation, *name, "L"]))
                .field(6, key(kind, id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hl7v2::Message;
    use hl7v2::segments::{Loc, Lrl};
    use std::collections::HashSet;

    #[test]
    fn every_place_is_there_once_and_hangs_on_one_that_was_named_before() {
        let territory = Territory::fictional();
        let messages = territory.structure_messages(Moment::from_millis(1_790_000_000_000), &Zone::paris());
        assert_eq!(messages.len(), 3);
        let mut beds = 0;
        for bytes in messages {
            let text = String::from_utf8(bytes).expect("UTF-8");
            let message = Message::parse(&text).expect("our own message");
            let mut named = HashSet::new();
            for group in message.groups("MFE") {
                let loc = Loc::new(group.segment("LOC").expect("LOC"));
                for lrl in group.segments_named("LRL").map(Lrl::new) {
                    let above = lrl.related().identifier().name().as_str().to_owned();
                    assert!(
                        named.contains(&(lrl.related().kind().as_str().to_owned(), above)),
                        "{text:.0}"
                    );
                }
                let kind = loc.key().kind().as_str().to_owned();
                beds += usize::from(kind == "B");
                let id = loc.key().identifier().name().as_str().to_owned();
                assert!(named.insert((kind, id)), "a place named twice");
            }
        }
        assert_eq!(beds, territory.beds.len());
    }
}
