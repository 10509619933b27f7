//! A ward read from a drawing: the situation a story begins with.

use base::{Code, Label};

use super::told::{Told, code, label};
use crate::bed::{Attributes, Hygiene};
use crate::command::{BoardCommand, Command};
use crate::import::{BedEntry, EstablishmentEntry, RoomEntry, StructureDocument, UnitEntry, WardEntry};
use crate::movement::Kind;
use crate::structure::UnitKinds;

use super::Hospital;

/// Makes the ward of a drawing exist, with its patients in it since 08:00.
///
/// The ward and its unit have the drawing's name as code; the visit of a patient is their surname.
pub(super) fn build(hospital: &mut Hospital, drawing: &str) {
    let mut lines = drawing.lines().map(str::trim).filter(|line| !line.is_empty());
    let ward = lines.next().expect("a drawing begins with the name of the ward");
    let rooms: Vec<Line<'_>> = lines.map(room).collect();
    let entries = rooms
        .iter()
        .filter(|(name, _)| *name != "sans lit")
        .map(|(name, beds)| RoomEntry {
            code: code(name),
            attributes: Attributes::NONE,
            beds: beds
                .iter()
                .map(|(bed, _)| bed_entry(bed.unwrap_or(name)))
                .collect(),
        })
        .collect();
    hospital.must(&Command::ImportStructure(Box::new(document(ward, entries))));
    for (room, beds) in &rooms {
        for (bed, content) in beds {
            let place = match (*room, bed) {
                ("sans lit", _) => ward.to_owned(),
                (room, bed) => format!("{ward}/{room}/{}", bed.unwrap_or(room)),
            };
            fill(hospital, &place, content);
        }
    }
}

fn fill(hospital: &mut Hospital, place: &str, content: &str) {
    let hygiene = match content {
        "libre" => return,
        "à nettoyer" => Hygiene::ToClean,
        "contaminé" => Hygiene::Contaminated,
        "en nettoyage" => Hygiene::Cleaning,
        people => {
            for who in people.split(" / ") {
                let visit = who.split(' ').next().unwrap_or(who);
                hospital.tell(
                    Told::insert(Kind::Admission, visit)
                        .of(who)
                        .at("08:00")
                        .in_(place),
                );
            }
            return;
        }
    };
    let bed = hospital.bed(place);
    hospital.must(&Command::Board(BoardCommand::MarkBed { bed, hygiene }));
}

/// A room and, for each of its beds, its code (none for the only bed of a room) and what it shows.
type Line<'a> = (&'a str, Vec<(Option<&'a str>, &'a str)>);

/// `401: P[MARTIN] F[libre]` or `sans lit: DURAND, PETIT`.
fn room(line: &str) -> Line<'_> {
    let (name, rest) = line.split_once(':').expect("a line is `room: beds`");
    if name == "sans lit" {
        return (name, rest.split(',').map(|who| (None, who.trim())).collect());
    }
    let beds = rest
        .split_inclusive(']')
        .map(|tile| {
            let (bed, content) = tile.trim().split_once('[').expect("a bed is `code[content]`");
            ((!bed.is_empty()).then_some(bed), content.trim_end_matches(']'))
        })
        .collect();
    (name, beds)
}

fn bed_entry(bed: &str) -> BedEntry {
    BedEntry {
        code: code(bed),
        label: None,
        attributes: Attributes::NONE,
    }
}

/// A structure of one ward, known by one unit of its own name.
fn document(ward: &str, rooms: Vec<RoomEntry>) -> StructureDocument {
    let named: Code = code(ward);
    let name: Label = label(ward);
    StructureDocument {
        replaces: false,
        establishments: vec![EstablishmentEntry {
            code: code("CHU"),
            name: None,
            sites: Vec::new(),
            divisions: Vec::new(),
            units: vec![UnitEntry {
                code: named.clone(),
                name: Some(name.clone()),
                kinds: UnitKinds {
                    housing: true,
                    ..UnitKinds::default()
                },
                ward: Some(named.clone()),
            }],
            wards: vec![WardEntry {
                code: named,
                name: Some(name),
                site: None,
                division: None,
                specialty: None,
                rooms,
            }],
        }],
    }
}
