//! The JSON form: the same as a tree.

use serde::Deserialize;

use super::tree::{Builder, Place, Row};
use super::{Faults, Read};

/// The version of the form that is read here.
const VERSION: u32 = 1;

#[derive(Deserialize)]
struct File {
    version: u32,
    #[serde(default)]
    establishments: Vec<Establishment>,
}

#[derive(Deserialize)]
struct Establishment {
    finess: String,
    name: String,
    #[serde(default)]
    sites: Vec<Site>,
}

#[derive(Deserialize)]
struct Site {
    code: String,
    name: String,
    #[serde(default)]
    divisions: Vec<Division>,
}

#[derive(Deserialize)]
struct Division {
    /// Empty: no division.
    #[serde(default)]
    code: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    wards: Vec<Ward>,
}

#[derive(Deserialize)]
struct Ward {
    code: String,
    name: String,
    uf_housing: String,
    #[serde(default)]
    uf_medical: String,
    #[serde(default)]
    uf_care: String,
    #[serde(default)]
    specialty: String,
    #[serde(default)]
    rooms: Vec<Room>,
}

#[derive(Deserialize)]
struct Room {
    code: String,
    #[serde(default)]
    attributes: Vec<String>,
    #[serde(default)]
    beds: Vec<Bed>,
}

#[derive(Deserialize)]
struct Bed {
    code: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    attributes: Vec<String>,
}

/// Reads a JSON file.
pub(super) fn read(text: &str) -> Result<Read, Faults> {
    let file: File = serde_json::from_str(text).map_err(|error| {
        Faults(vec![format!(
            "ligne {}, colonne {} : JSON illisible ({error}).",
            error.line(),
            error.column()
        )])
    })?;
    if file.version != VERSION {
        return Err(Faults(vec![format!(
            "Version {} inconnue : la version lue est {VERSION}.",
            file.version
        )]));
    }
    let mut builder = Builder::default();
    for establishment in &file.establishments {
        let row = Row {
            finess: &establishment.finess,
            establishment: &establishment.name,
            ..Row::default()
        };
        for site in &establishment.sites {
            let row = Row {
                site_code: &site.code,
                site: &site.name,
                ..row
            };
            for division in &site.divisions {
                let row = Row {
                    division_code: &division.code,
                    division: &division.name,
                    ..row
                };
                division.wards.iter().for_each(|it| ward(it, row, &mut builder));
            }
        }
    }
    builder.finish()
}

fn ward<'t>(ward: &'t Ward, row: Row<'t>, builder: &mut Builder) {
    let row = Row {
        ward_code: &ward.code,
        ward: &ward.name,
        uf_housing: &ward.uf_housing,
        uf_medical: &ward.uf_medical,
        uf_care: &ward.uf_care,
        specialty: &ward.specialty,
        ..row
    };
    let origin = format!("service {}", ward.code);
    if ward.rooms.is_empty() {
        builder.add(&origin, &row);
    }
    for room in &ward.rooms {
        let words: Vec<&str> = room.attributes.iter().map(String::as_str).collect();
        let place = Place {
            code: &room.code,
            attributes: &words,
        };
        let row = Row {
            room: Some(place),
            ..row
        };
        let origin = format!("{origin}, chambre {}", room.code);
        if room.beds.is_empty() {
            builder.add(&origin, &row);
        }
        for (index, bed) in room.beds.iter().enumerate() {
            let words: Vec<&str> = bed.attributes.iter().map(String::as_str).collect();
            let place = Place {
                code: &bed.code,
                attributes: &words,
            };
            let row = Row {
                bed: Some(place),
                bed_label: &bed.label,
                ..row
            };
            builder.add(&format!("{origin}, lit n° {}", index + 1), &row);
        }
    }
}
