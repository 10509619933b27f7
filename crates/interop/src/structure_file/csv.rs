//! The CSV form: one line per bed, the header says which column is which.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::tree::{Builder, Place, Row};
use super::{Faults, Read};

/// The columns, and whether each must be there.
const COLUMNS: [(&str, bool); 17] = [
    ("establishment_finess", true),
    ("establishment", true),
    ("site_code", true),
    ("site", true),
    ("division_code", false),
    ("division", false),
    ("ward_code", true),
    ("ward", true),
    ("uf_housing", true),
    ("uf_medical", false),
    ("uf_care", false),
    ("specialty", false),
    ("room", true),
    ("room_attributes", false),
    ("bed", true),
    ("bed_label", false),
    ("bed_attributes", false),
];

/// Reads a CSV file.
pub(super) fn read(text: &str) -> Result<Read, Faults> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => return Err(Faults(vec![format!("ligne 1 : {error}.")])),
    };
    let mut builder = Builder::default();
    let columns = columns(&header, &mut builder)?;
    for record in reader.records() {
        match record {
            Ok(record) => line(&record, &header, &columns, &mut builder),
            Err(error) => {
                let at = error.position().map_or(0, csv::Position::line);
                builder.fault(&format!("ligne {at}"), "ligne illisible (guillemets ?)");
            }
        }
    }
    builder.finish()
}

/// The header tells: whichever of the two separates the known names.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |one: char| header.matches(one).count();
    if count(',') > count(';') { b',' } else { b';' }
}

/// Where each column is.
type Columns = [Option<usize>; COLUMNS.len()];

fn columns(header: &StringRecord, builder: &mut Builder) -> Result<Columns, Faults> {
    let columns = COLUMNS.map(|(name, _)| header.iter().position(|it| it == name));
    let missing: Vec<&str> = COLUMNS
        .iter()
        .zip(&columns)
        .filter(|((_, needed), column)| *needed && column.is_none())
        .map(|((name, _), _)| *name)
        .collect();
    if !missing.is_empty() {
        return Err(Faults(vec![format!(
            "ligne 1 : colonnes manquantes : {}.",
            missing.join(", ")
        )]));
    }
    for name in header
        .iter()
        .filter(|name| COLUMNS.iter().all(|(known, _)| known != name))
    {
        builder.warn(format!("La colonne « {name} » est inconnue : ignorée."));
    }
    Ok(columns)
}

fn line(record: &StringRecord, header: &StringRecord, columns: &Columns, builder: &mut Builder) {
    if record.iter().all(str::is_empty) {
        return;
    }
    let origin = format!("ligne {}", record.position().map_or(0, csv::Position::line));
    if record.len() > header.len() {
        builder.fault(
            &origin,
            format!("{} cellules pour {} colonnes", record.len(), header.len()),
        );
        return;
    }
    let cell = |column: usize| columns[column].and_then(|at| record.get(at)).unwrap_or_default();
    let room_words: Vec<&str> = cell(13).split_whitespace().collect();
    let bed_words: Vec<&str> = cell(16).split_whitespace().collect();
    builder.add(
        &origin,
        &Row {
            finess: cell(0),
            establishment: cell(1),
            site_code: cell(2),
            site: cell(3),
            division_code: cell(4),
            division: cell(5),
            ward_code: cell(6),
            ward: cell(7),
            uf_housing: cell(8),
            uf_medical: cell(9),
            uf_care: cell(10),
            specialty: cell(11),
            room: Some(Place {
                code: cell(12),
                attributes: &room_words,
            }),
            bed: Some(Place {
                code: cell(14),
                attributes: &bed_words,
            }),
            bed_label: cell(15),
        },
    );
}
