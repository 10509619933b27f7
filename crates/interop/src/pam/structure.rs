//! MFN^M05: the places of a hospital, as a graph of typed nodes, made into a structure document.
//!
//! Each place says what it is (`B` bed, `R` room, `N` unit of accommodation, `D` service...) and which places
//! it hangs on; a bed's ward is found by walking up. A place that is closed or not yet open is left out.

use std::collections::BTreeMap;

use base::{Code, Label};
use domain::bed::{Attribute, Attributes};
use domain::import::{
    BedEntry, DivisionEntry, EstablishmentEntry, RoomEntry, SiteEntry, StructureDocument, UnitEntry,
    WardEntry,
};
use domain::structure::UnitKinds;
use hl7v2::Group;
use hl7v2::segments::{Lch, Loc, Lrl, Mfe, Mfi};
use hl7v2::types::Pl;

use super::desk::{Desk, label};
use super::header::Header;
use super::time;
use crate::reason::Reason;

/// How far up a bed's ward may be: bed, box, room, corridor, unit, floor, building, service, division, site.
const DEPTH: usize = 10;

/// What names a place in the message: its type and its number.
type Key = (String, String);

/// A place of the message.
struct Node {
    code: Code,
    name: Option<Label>,
    finess: Option<Code>,
    attributes: Attributes,
    hangs_on: Vec<Key>,
}

type Graph = BTreeMap<Key, Node>;

/// Reads the places of a structure message.
///
/// # Errors
/// When it holds none that can be used.
pub(super) fn read(desk: &mut Desk<'_, '_>, header: &Header) -> Result<StructureDocument, Reason> {
    let mut graph = Graph::new();
    let mut removed = 0_usize;
    for group in desk.message.groups("MFE") {
        let event = group.segment("MFE").map(Mfe::new).map(|mfe| mfe.record_event());
        if event.is_some_and(|event| matches!(event.as_str(), "MDL" | "MDC")) {
            removed += 1;
            continue;
        }
        if let Some((key, node)) = node(desk, &group) {
            graph.insert(key, node);
        }
    }
    if removed > 0 {
        let text =
            format!("Le message retire {removed} lieu(x) : à retirer à la main sur la page de structure.");
        desk.warn(Reason::new("places_removed", text).at("MFE", 1));
    }
    let document = document(desk, header, &graph);
    let is_empty = document
        .establishments
        .iter()
        .all(|it| it.wards.is_empty() && it.units.is_empty() && it.sites.is_empty());
    if is_empty {
        let text = "Le message de structure ne décrit aucun lieu lisible (LOC, LCH, LRL).";
        return Err(Reason::new("no_places", text).at("LOC", 1));
    }
    Ok(document)
}

fn node(desk: &mut Desk<'_, '_>, group: &Group<'_, '_>) -> Option<(Key, Node)> {
    let loc = Loc::new(group.segment("LOC")?);
    let key = key(&loc.key())?;
    let mut node = Node {
        code: desk.code(&key.1, "LOC", 1)?,
        name: None,
        finess: None,
        attributes: Attributes::NONE,
        hangs_on: Vec::new(),
    };
    let mut short_name = None;
    for lch in group.segments_named("LCH").map(Lch::new) {
        let text = lch.text();
        let Some(text) = text.trimmed() else { continue };
        // Some feeds write a blank inside the code: `DT_FN_ ACTVTN`.
        let name: String = lch
            .name()
            .code()
            .as_str()
            .chars()
            .filter(|one| !one.is_whitespace())
            .collect();
        match name.as_str() {
            "CD" => node.code = desk.code(text, "LCH", 5).unwrap_or(node.code),
            "LBL" => node.name = label(text),
            "LBL_CRT" => short_name = label(text),
            "FNS" => node.finess = desk.code(text, "LCH", 5),
            "TP_CHMBR" => node.attributes = node.attributes.union(room_attributes(text)),
            "PSTN" => node.attributes = node.attributes.union(bed_attributes(text)),
            "DT_FRMTR" | "DT_FN_ACTVTN" if is_past(desk, text) => return None,
            "DT_OVRTR" | "DT_ACTVTN" if !is_past(desk, text) => return None,
            _ => {}
        }
    }
    node.name = node.name.or(short_name);
    for lrl in group.segments_named("LRL").map(Lrl::new) {
        // Mutualised accommodation and billing are relations too, but not a place above this one.
        let relation = lrl.relation().code();
        if !matches!(relation.as_str(), "MTLSTN_HBRGMNT" | "FCTRTN") {
            node.hangs_on.extend(self::key(&lrl.related()));
        }
    }
    Some((key, node))
}

fn key(place: &Pl<'_>) -> Option<Key> {
    let (kind, id) = (place.kind(), place.identifier().name());
    Some((kind.trimmed()?.to_owned(), id.trimmed()?.to_owned()))
}

/// Whether a date of the structure lies behind us; one that cannot be read closes nothing and opens everything.
fn is_past(desk: &Desk<'_, '_>, text: &str) -> bool {
    let stamp = hl7v2::Ts::parse(text);
    stamp.is_ok_and(|stamp| time::moment_of(&stamp, &desk.profile.zone).0 <= desk.received_at)
}

fn room_attributes(text: &str) -> Attributes {
    let folded = base::text::folded(text);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let mut found = Attributes::NONE;
    if has(&["ngtv", "negati"]) {
        found = found.with(Attribute::NegativePressure);
    }
    if has(&["pstv", "positi"]) {
        found = found.with(Attribute::PositivePressure);
    }
    if has(&["crcrl", "carceral", "cptn", "capiton"]) {
        found = found.with(Attribute::Secure);
    }
    found
}

fn bed_attributes(text: &str) -> Attributes {
    let folded = base::text::folded(text);
    if ["fntr", "fenetre"].iter().any(|word| folded.contains(word)) {
        return Attributes::NONE.with(Attribute::Window);
    }
    if ["prt", "porte", "clr", "couloir"]
        .iter()
        .any(|word| folded.contains(word))
    {
        return Attributes::NONE.with(Attribute::Door);
    }
    Attributes::NONE
}

fn document(desk: &mut Desk<'_, '_>, header: &Header, graph: &Graph) -> StructureDocument {
    let mut builder = Builder {
        graph,
        establishments: BTreeMap::new(),
        facility: header.source.facility.clone(),
        single: graph.keys().filter(|key| key.0 == "M").count() <= 1,
        lost: 0,
    };
    for (key, node) in graph {
        match key.0.as_str() {
            "M" => _ = builder.establishment(Some((key, node))),
            "ETBL_GRPQ" => builder.site(key, node),
            "PL" => builder.division(key, node),
            "D" => _ = builder.ward(key),
            "N" => builder.unit(
                key,
                node,
                UnitKinds {
                    housing: true,
                    ..UnitKinds::default()
                },
            ),
            "H" => builder.unit(
                key,
                node,
                UnitKinds {
                    medical: true,
                    ..UnitKinds::default()
                },
            ),
            "R" | "BX" => _ = builder.room(key, node),
            "B" => builder.bed(key, node),
            _ => {}
        }
    }
    if builder.lost > 0 {
        let text = format!(
            "{} chambre(s) ou lit(s) ne sont rattachés à aucune unité : ils ne sont pas repris.",
            builder.lost
        );
        desk.warn(Reason::new("places_without_unit", text).at("LRL", 6));
    }
    let establishments: Vec<EstablishmentEntry> = builder.establishments.into_values().collect();
    let whole = Mfi::of(desk.message).is_some_and(|mfi| mfi.file_event() == "REP");
    let has_beds = establishments
        .iter()
        .flat_map(|it| &it.wards)
        .flat_map(|it| &it.rooms)
        .any(|it| !it.beds.is_empty());
    // A whole file without a single bed speaks of something else than beds: it must not empty the wards.
    StructureDocument {
        replaces: whole && has_beds,
        establishments,
    }
}

/// The document under construction.
struct Builder<'g> {
    graph: &'g Graph,
    establishments: BTreeMap<Code, EstablishmentEntry>,
    /// What the feed calls its establishment.
    facility: Code,
    /// With one legal entity, its places carry the codes of the feed, as the movements do.
    single: bool,
    lost: usize,
}

impl<'g> Builder<'g> {
    fn establishment(&mut self, entity: Option<(&Key, &Node)>) -> &mut EstablishmentEntry {
        let code = match entity {
            Some((_, node)) if !self.single => node.finess.clone().unwrap_or_else(|| node.code.clone()),
            _ => self.facility.clone(),
        };
        let name = entity.and_then(|(_, node)| node.name.clone());
        let entry = self
            .establishments
            .entry(code.clone())
            .or_insert_with(|| EstablishmentEntry {
                code,
                name: None,
                sites: Vec::new(),
                divisions: Vec::new(),
                units: Vec::new(),
                wards: Vec::new(),
            });
        entry.name = entry.name.take().or(name);
        entry
    }

    fn of(&mut self, key: &Key) -> &mut EstablishmentEntry {
        let entity = self.above(key, &["M"]);
        self.establishment(entity)
    }

    /// The nearest place above of one of these types.
    fn above(&self, key: &Key, kinds: &[&str]) -> Option<(&'g Key, &'g Node)> {
        let mut level = vec![key.clone()];
        for _ in 0..DEPTH {
            let mut next = Vec::new();
            for key in &level {
                let Some(node) = self.graph.get(key) else { continue };
                next.extend(node.hangs_on.iter().cloned());
            }
            let found = |kind: &&str| next.iter().find(|key| key.0 == **kind);
            if let Some(found) = kinds.iter().find_map(found) {
                return self.graph.get_key_value(found);
            }
            level = next;
        }
        None
    }

    fn site(&mut self, key: &Key, node: &Node) {
        let entry = SiteEntry {
            code: site_code(node),
            name: node.name.clone(),
        };
        self.of(key).sites.push(entry);
    }

    /// The code of a division is unique in its site only: where two sites use one code, the site is added to it.
    fn division_code(&self, key: &Key, node: &Node) -> Code {
        let shared = self
            .graph
            .iter()
            .filter(|(it, other)| it.0 == "PL" && other.code == node.code)
            .count()
            > 1;
        let site = self.above(key, &["ETBL_GRPQ"]).filter(|_| shared);
        let own = site.and_then(|(_, site)| Code::new(&format!("{}/{}", site_code(site), node.code)).ok());
        own.unwrap_or_else(|| node.code.clone())
    }

    fn division(&mut self, key: &Key, node: &Node) {
        let entry = DivisionEntry {
            code: self.division_code(key, node),
            name: node.name.clone(),
        };
        self.of(key).divisions.push(entry);
    }

    /// The ward of a service, or of a unit that hangs on none.
    fn ward(&mut self, key: &Key) -> Option<&mut WardEntry> {
        let node = self.graph.get(key)?;
        let site = self.above(key, &["ETBL_GRPQ"]).map(|(_, site)| site_code(site));
        let division = self
            .above(key, &["PL"])
            .map(|(key, division)| self.division_code(key, division));
        let establishment = self.of(key);
        let slot = match establishment.wards.iter().position(|ward| ward.code == node.code) {
            Some(slot) => slot,
            None => {
                establishment.wards.push(WardEntry {
                    code: node.code.clone(),
                    name: node.name.clone(),
                    site,
                    division,
                    specialty: None,
                    rooms: Vec::new(),
                });
                establishment.wards.len() - 1
            }
        };
        establishment.wards.get_mut(slot)
    }

    fn ward_key(&self, key: &Key) -> Option<&'g Key> {
        let unit = self.above(key, &["N", "D"])?.0;
        if unit.0 == "D" {
            Some(unit)
        } else {
            Some(self.above(unit, &["D"]).map_or(unit, |(service, _)| service))
        }
    }

    fn unit(&mut self, key: &Key, node: &Node, kinds: UnitKinds) {
        let service = self.above(key, &["D"]).map(|(service, _)| service);
        let ward = match service {
            Some(service) => Some(service),
            None if kinds.housing => self.graph.get_key_value(key).map(|(key, _)| key),
            None => None,
        };
        let ward = ward
            .and_then(|ward| self.ward(ward))
            .map(|ward| ward.code.clone());
        let units = &mut self.of(key).units;
        match units.iter_mut().find(|unit| unit.code == node.code) {
            Some(known) => {
                known.kinds.housing |= kinds.housing;
                known.kinds.medical |= kinds.medical;
                known.ward = known.ward.take().or(ward);
            }
            None => units.push(UnitEntry {
                code: node.code.clone(),
                name: node.name.clone(),
                kinds,
                ward,
            }),
        }
    }

    fn room(&mut self, key: &Key, node: &Node) -> Option<&mut RoomEntry> {
        let Some(ward) = self.ward_key(key) else {
            self.lost += 1;
            return None;
        };
        let ward = self.ward(ward)?;
        let slot = match ward.rooms.iter().position(|room| room.code == node.code) {
            Some(slot) => slot,
            None => {
                ward.rooms.push(RoomEntry {
                    code: node.code.clone(),
                    attributes: node.attributes,
                    beds: Vec::new(),
                });
                ward.rooms.len() - 1
            }
        };
        ward.rooms.get_mut(slot)
    }

    /// A bed hangs on a room or a box; one that hangs on neither has a room of its own, of the same code.
    fn bed(&mut self, key: &Key, node: &Node) {
        let entry = BedEntry {
            code: node.code.clone(),
            label: node.name.clone(),
            attributes: node.attributes,
        };
        let room = match self.above(key, &["R", "BX"]) {
            Some((key, node)) => self.room(key, node),
            None => self.room(
                key,
                &Node {
                    attributes: Attributes::NONE,
                    hangs_on: Vec::new(),
                    code: node.code.clone(),
                    name: None,
                    finess: None,
                },
            ),
        };
        if let Some(room) = room
            && !room.beds.iter().any(|bed| bed.code == entry.code)
        {
            room.beds.push(entry);
        }
    }
}

/// Movements name a site by its FINESS number.
fn site_code(node: &Node) -> Code {
    node.finess.clone().unwrap_or_else(|| node.code.clone())
}
