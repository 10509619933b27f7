//! The structure of a territory as files: the CSV and JSON forms that `docs/structure-format.md` describes.
//!
//! The same types read and write the JSON form. Reading the CSV form is the importer's business.

use serde::{Deserialize, Serialize};

use super::Territory;
use crate::index::{EstablishmentIx, WardIx};

/// The columns of the CSV form, in order.
pub const COLUMNS: [&str; 17] = [
    "establishment_finess",
    "establishment",
    "site_code",
    "site",
    "division_code",
    "division",
    "ward_code",
    "ward",
    "uf_housing",
    "uf_medical",
    "uf_care",
    "specialty",
    "room",
    "room_attributes",
    "bed",
    "bed_label",
    "bed_attributes",
];

/// The version of the JSON form written here.
pub const VERSION: u32 = 1;

/// A whole structure, root of the JSON form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Structure {
    /// Version of the form, [`VERSION`].
    pub version: u32,
    /// Name of the territory; the CSV form has no place for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub territory: Option<String>,
    /// Its establishments.
    pub establishments: Vec<EstablishmentEntry>,
}

/// A legal establishment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstablishmentEntry {
    /// FINESS number, nine characters.
    pub finess: String,
    /// Name.
    pub name: String,
    /// Its sites.
    pub sites: Vec<SiteEntry>,
}

/// A campus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteEntry {
    /// Code, unique in the territory.
    pub code: String,
    /// Name.
    pub name: String,
    /// Its divisions.
    pub divisions: Vec<DivisionEntry>,
}

/// A *pôle*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DivisionEntry {
    /// Code, unique in the site.
    pub code: String,
    /// Name.
    pub name: String,
    /// Its wards.
    pub wards: Vec<WardEntry>,
}

/// A ward with its three functional units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WardEntry {
    /// Code, unique in the territory.
    pub code: String,
    /// Name.
    pub name: String,
    /// Unit of accommodation, as PV1-3.1 gives it.
    pub uf_housing: String,
    /// Unit of medical responsibility, as ZBE-7 gives it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub uf_medical: String,
    /// Unit of nursing, as ZBE-8 gives it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub uf_care: String,
    /// Specialty, as people say it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub specialty: String,
    /// Its rooms.
    pub rooms: Vec<RoomEntry>,
}

/// A room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomEntry {
    /// Code, as PV1-3.2 gives it.
    pub code: String,
    /// Attribute codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<String>,
    /// Its beds.
    pub beds: Vec<BedEntry>,
}

/// A bed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BedEntry {
    /// Code, as PV1-3.3 gives it.
    pub code: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Attribute codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<String>,
}

impl Territory {
    /// The structure as a tree.
    #[must_use]
    pub fn structure(&self) -> Structure {
        Structure {
            version: VERSION,
            territory: Some(self.name.clone()),
            establishments: (0..self.establishments.len())
                .map(|index| self.establishment_entry(EstablishmentIx::of(index)))
                .collect(),
        }
    }

    /// The structure in the JSON form, indented.
    #[must_use]
    pub fn structure_json(&self) -> String {
        // Strings, lists and one number: serialising them cannot fail.
        serde_json::to_string_pretty(&self.structure()).unwrap_or_default()
    }

    /// The structure in the CSV form: a header, then one line per bed, `;` between cells, LF line ends.
    #[must_use]
    pub fn structure_csv(&self) -> String {
        let mut out = COLUMNS.join(";");
        out.push('\n');
        for bed in &self.beds {
            let room = self.room(bed.room);
            let ward = self.ward(bed.ward);
            let division = &self.divisions[ward.division.at()];
            let site = &self.sites[ward.site.at()];
            let establishment = self.establishment(ward.establishment);
            let cells: [&str; 17] = [
                &establishment.finess,
                &establishment.name,
                &site.code,
                &site.name,
                &division.code,
                &division.name,
                &ward.code,
                &ward.name,
                &ward.uf_housing,
                &ward.uf_medical,
                &ward.uf_care,
                ward.kind.specialty(),
                &room.code,
                &room_attributes(room).join(" "),
                &bed.code,
                &bed.label,
                &bed.attributes.join(" "),
            ];
            out.push_str(&cells.map(quoted).join(";"));
            out.push('\n');
        }
        out
    }

    fn establishment_entry(&self, position: EstablishmentIx) -> EstablishmentEntry {
        let establishment = self.establishment(position);
        EstablishmentEntry {
            finess: establishment.finess.clone(),
            name: establishment.name.clone(),
            sites: (self.sites.iter().enumerate())
                .filter(|(_, site)| site.establishment == position)
                .map(|(index, site)| SiteEntry {
                    code: site.code.clone(),
                    name: site.name.clone(),
                    divisions: (self.divisions.iter().enumerate())
                        .filter(|(_, division)| division.site.at() == index)
                        .map(|(index, division)| DivisionEntry {
                            code: division.code.clone(),
                            name: division.name.clone(),
                            wards: (self.ward_positions())
                                .filter(|ward| self.ward(*ward).division.at() == index)
                                .map(|ward| self.ward_entry(ward))
                                .collect(),
                        })
                        .collect(),
                })
                .collect(),
        }
    }

    fn ward_entry(&self, position: WardIx) -> WardEntry {
        let ward = self.ward(position);
        WardEntry {
            code: ward.code.clone(),
            name: ward.name.clone(),
            uf_housing: ward.uf_housing.clone(),
            uf_medical: ward.uf_medical.clone(),
            uf_care: ward.uf_care.clone(),
            specialty: ward.kind.specialty().to_owned(),
            rooms: (self.rooms.iter().filter(|room| room.ward == position))
                .map(|room| RoomEntry {
                    code: room.code.clone(),
                    attributes: owned(&room_attributes(room)),
                    beds: (self.beds[room.beds.start as usize..room.beds.end as usize].iter())
                        .map(|bed| BedEntry {
                            code: bed.code.clone(),
                            label: bed.label.clone(),
                            attributes: owned(&bed.attributes),
                        })
                        .collect(),
                })
                .collect(),
        }
    }
}

fn room_attributes(room: &super::Room) -> Vec<&'static str> {
    let mut attributes = Vec::new();
    if room.single {
        attributes.push("single");
    }
    if room.isolation {
        attributes.push("isolation");
    }
    if room.negative_pressure {
        attributes.push("negative_pressure");
    }
    attributes
}

fn owned(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// A CSV cell, quoted when it must be (RFC 4180).
fn quoted(cell: &str) -> String {
    if cell.contains([';', ',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_form_reads_back_and_names_every_bed() {
        let territory = Territory::fictional();
        let read: Structure = serde_json::from_str(&territory.structure_json()).expect("our own JSON");
        assert_eq!(read, territory.structure());
        let beds = (read.establishments.iter())
            .flat_map(|establishment| &establishment.sites)
            .flat_map(|site| &site.divisions)
            .flat_map(|division| &division.wards)
            .flat_map(|ward| &ward.rooms)
            .map(|room| room.beds.len())
            .sum::<usize>();
        assert_eq!(beds, territory.beds.len());
    }

    #[test]
    fn the_csv_form_has_one_line_per_bed_and_seventeen_cells() {
        let territory = Territory::fictional();
        let csv = territory.structure_csv();
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), territory.beds.len() + 1);
        assert_eq!(lines[0], COLUMNS.join(";"));
        let bed = lines
            .iter()
            .find(|line| line.contains(";401;;P;401 P;") && line.contains(";BO-CAR-A;"))
            .expect("401 P");
        assert!(bed.ends_with(";door telemetry oxygen"), "{bed}");
        assert!(
            lines[1..]
                .iter()
                .all(|line| line.contains('"') || line.split(';').count() == 17)
        );
    }
}
