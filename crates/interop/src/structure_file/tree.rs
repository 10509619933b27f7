//! Rows put together into a tree, whatever file they come from, and checked against each other.

use std::collections::{BTreeMap, HashMap};

use base::text::BadText;
use base::{Code, Label};
use domain::bed::{Attribute, Attributes};
use domain::import::{
    BedEntry, DivisionEntry, EstablishmentEntry, RoomEntry, SiteEntry, StructureDocument, UnitEntry,
    WardEntry,
};
use domain::structure::UnitKinds;

use super::{Faults, Read};

/// One bed with everything above it, as text. Empty stands for absent.
#[derive(Clone, Copy, Default)]
pub(super) struct Row<'t> {
    pub finess: &'t str,
    pub establishment: &'t str,
    pub site_code: &'t str,
    pub site: &'t str,
    pub division_code: &'t str,
    pub division: &'t str,
    pub ward_code: &'t str,
    pub ward: &'t str,
    pub uf_housing: &'t str,
    pub uf_medical: &'t str,
    pub uf_care: &'t str,
    pub specialty: &'t str,
    /// None for a ward without rooms, which only JSON can write.
    pub room: Option<Place<'t>>,
    /// None for a room without beds.
    pub bed: Option<Place<'t>>,
    pub bed_label: &'t str,
}

/// A room or a bed: its code and its attribute words.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    pub code: &'t str,
    pub attributes: &'t [&'t str],
}

/// Where a row is in its file, in French: `ligne 12`.
pub(super) type Origin = String;

/// The tree under construction.
#[derive(Default)]
pub(super) struct Builder {
    faults: Vec<String>,
    warnings: Vec<String>,
    /// Attribute words nobody knows: where first, and how often.
    strange: BTreeMap<String, (Origin, usize)>,
    establishments: Vec<Establishment>,
    /// By FINESS.
    index: HashMap<Code, usize>,
    /// Names already given, by kind and code: the name and where it was given.
    names: HashMap<(&'static str, String), (Label, Origin)>,
    /// The establishment of each site and the site of each ward: codes are unique in the file.
    homes: HashMap<(&'static str, Code), (String, Origin)>,
}

struct Establishment {
    entry: EstablishmentEntry,
    wards: HashMap<Code, Ward>,
    /// Site and code of each division.
    divisions: BTreeMap<(Code, Code), Label>,
}

#[derive(Default)]
struct Ward {
    slot: usize,
    division: Option<(Code, Code)>,
    units: [Option<Code>; 3],
    rooms: HashMap<Code, usize>,
    beds: HashMap<(Code, Code), Origin>,
}

/// The units of a ward: housing, medical, care.
const ROLES: [UnitKinds; 3] = [
    UnitKinds {
        housing: true,
        care: false,
        medical: false,
    },
    UnitKinds {
        housing: false,
        care: false,
        medical: true,
    },
    UnitKinds {
        housing: false,
        care: true,
        medical: false,
    },
];

impl Builder {
    /// Something is wrong there.
    pub fn fault(&mut self, origin: &str, what: impl std::fmt::Display) {
        self.faults.push(format!("{origin} : {what}."));
    }

    /// Something is left out.
    pub fn warn(&mut self, what: String) {
        if !self.warnings.contains(&what) {
            self.warnings.push(what);
        }
    }

    /// Takes a row; what is wrong with it is noted.
    pub fn add(&mut self, origin: &Origin, row: &Row<'_>) {
        let before = self.faults.len();
        let finess = self.finess(origin, row.finess);
        let establishment = self.label(origin, "establishment", row.establishment);
        let site_code = self.code(origin, "site_code", row.site_code);
        let site = self.label(origin, "site", row.site);
        let ward_code = self.code(origin, "ward_code", row.ward_code);
        let ward = self.label(origin, "ward", row.ward);
        let housing = self.code(origin, "uf_housing", row.uf_housing);
        let medical = self.optional(origin, "uf_medical", row.uf_medical);
        let care = self.optional(origin, "uf_care", row.uf_care);
        let division = self.division(origin, row);
        let room = row.room.map(|room| {
            (
                self.code(origin, "room", room.code),
                self.attributes(origin, room.attributes),
            )
        });
        let bed = row.bed.map(|bed| {
            (
                self.code(origin, "bed", bed.code),
                self.attributes(origin, bed.attributes),
            )
        });
        let bed_label = self.optional_label(origin, "bed_label", row.bed_label);
        let specialty = self.optional_label(origin, "specialty", row.specialty);
        let all = (finess, establishment, site_code, site, ward_code, ward, housing);
        let (
            Some(finess),
            Some(establishment),
            Some(site_code),
            Some(site),
            Some(ward_code),
            Some(ward),
            Some(housing),
        ) = all
        else {
            return;
        };
        self.same_name(
            origin,
            "l'établissement",
            finess.to_string(),
            establishment.clone(),
        );
        self.same_name(origin, "le site", site_code.to_string(), site.clone());
        self.same_name(origin, "le service", ward_code.to_string(), ward.clone());
        self.same_home(origin, "site", &site_code, finess.to_string());
        self.same_home(origin, "service", &ward_code, site_code.to_string());
        if let Some((code, name)) = &division {
            self.same_name(
                origin,
                "le pôle",
                format!("{code} (site {site_code})"),
                name.clone(),
            );
        }
        if self.faults.len() > before {
            return;
        }
        let slot = self.establishment(&finess, establishment, &site_code, site);
        let division = division.map(|(code, name)| (site_code.clone(), code, name));
        let ward = self.ward(slot, (ward_code, ward), site_code, division, specialty);
        self.units(origin, slot, &ward, [Some(housing), medical, care]);
        if let Some((Some(room), attributes)) = room {
            let bed = bed.and_then(|(code, attributes)| {
                Some(BedEntry {
                    code: code?,
                    label: bed_label,
                    attributes,
                })
            });
            self.room(origin, slot, &ward, room, attributes, bed);
        }
    }

    /// The document, unless something is wrong.
    pub fn finish(mut self) -> Result<Read, Faults> {
        if self.establishments.is_empty() && self.faults.is_empty() {
            self.faults.push("Le fichier ne décrit aucun lit.".to_owned());
        }
        let establishments: Vec<EstablishmentEntry> = self
            .establishments
            .into_iter()
            .map(|it| it.finish(&mut self.faults))
            .collect();
        if !self.faults.is_empty() {
            return Err(Faults(self.faults));
        }
        for (word, (first, times)) in self.strange {
            let warning =
                format!("« {word} » n'est pas un équipement connu : ignoré {times} fois, d'abord {first}.");
            self.warnings.push(warning);
        }
        let document = StructureDocument {
            replaces: false,
            establishments,
        };
        Ok(Read {
            document,
            warnings: self.warnings,
        })
    }

    fn finess(&mut self, origin: &str, text: &str) -> Option<Code> {
        let code = self.code(origin, "establishment_finess", text)?;
        if code.len() == 9 && code.bytes().all(|one| one.is_ascii_alphanumeric()) {
            return Some(code);
        }
        self.fault(
            origin,
            format!("« {code} » n'est pas un numéro FINESS (9 caractères)"),
        );
        None
    }

    fn code(&mut self, origin: &str, column: &str, text: &str) -> Option<Code> {
        Code::new(text).map_err(|bad| self.bad(origin, column, bad)).ok()
    }

    fn label(&mut self, origin: &str, column: &str, text: &str) -> Option<Label> {
        Label::new(text).map_err(|bad| self.bad(origin, column, bad)).ok()
    }

    fn optional(&mut self, origin: &str, column: &str, text: &str) -> Option<Code> {
        if text.trim().is_empty() {
            None
        } else {
            self.code(origin, column, text)
        }
    }

    fn optional_label(&mut self, origin: &str, column: &str, text: &str) -> Option<Label> {
        if text.trim().is_empty() {
            None
        } else {
            self.label(origin, column, text)
        }
    }

    fn bad(&mut self, origin: &str, column: &str, bad: BadText) {
        match bad {
            BadText::Empty => self.fault(origin, format!("« {column} » est vide")),
            BadText::TooLong { .. } => self.fault(origin, format!("« {column} » : {bad}")),
        }
    }

    fn division(&mut self, origin: &str, row: &Row<'_>) -> Option<(Code, Label)> {
        let code = self.optional(origin, "division_code", row.division_code)?;
        let name = self.optional_label(origin, "division", row.division);
        let name = name.or_else(|| Label::new(&code).ok())?;
        Some((code, name))
    }

    fn attributes(&mut self, origin: &str, words: &[&str]) -> Attributes {
        let mut found = Attributes::NONE;
        for word in words.iter().filter(|word| !word.is_empty()) {
            match Attribute::named(word) {
                Some(attribute) => found = found.with(attribute),
                None => {
                    let first = || (origin.to_owned(), 0);
                    self.strange.entry((*word).to_owned()).or_insert_with(first).1 += 1;
                }
            }
        }
        found
    }

    fn same_name(&mut self, origin: &str, kind: &'static str, code: String, name: Label) {
        let key = (kind, code);
        match self.names.get(&key) {
            Some((known, at)) if *known != name => {
                let fault = format!("{kind} {} a deux noms, « {known} » ({at}) et « {name} »", key.1);
                self.fault(origin, fault);
            }
            Some(_) => {}
            None => _ = self.names.insert(key, (name, origin.to_owned())),
        }
    }

    /// A site is of one establishment, a ward of one site.
    fn same_home(&mut self, origin: &str, kind: &'static str, code: &Code, home: String) {
        let key = (kind, code.clone());
        match self.homes.get(&key) {
            Some((known, at)) if *known != home => {
                let fault = format!("le {kind} {code} est à deux endroits, {known} ({at}) et {home}");
                self.fault(origin, fault);
            }
            Some(_) => {}
            None => _ = self.homes.insert(key, (home, origin.to_owned())),
        }
    }

    fn establishment(&mut self, finess: &Code, name: Label, site_code: &Code, site: Label) -> usize {
        let next = self.establishments.len();
        let slot = *self.index.entry(finess.clone()).or_insert(next);
        if slot == next {
            self.establishments.push(Establishment {
                entry: EstablishmentEntry {
                    code: finess.clone(),
                    name: Some(name),
                    sites: Vec::new(),
                    divisions: Vec::new(),
                    units: Vec::new(),
                    wards: Vec::new(),
                },
                wards: HashMap::new(),
                divisions: BTreeMap::new(),
            });
        }
        if let Some(establishment) = self.establishments.get_mut(slot)
            && !establishment.entry.sites.iter().any(|it| it.code == *site_code)
        {
            establishment.entry.sites.push(SiteEntry {
                code: site_code.clone(),
                name: Some(site),
            });
        }
        slot
    }

    fn ward(
        &mut self,
        establishment: usize,
        (code, name): (Code, Label),
        site: Code,
        division: Option<(Code, Code, Label)>,
        specialty: Option<Label>,
    ) -> Code {
        if let Some(Establishment {
            entry,
            wards,
            divisions,
        }) = self.establishments.get_mut(establishment)
        {
            let division = division.map(|(site, code, name)| {
                divisions.entry((site.clone(), code.clone())).or_insert(name);
                (site, code)
            });
            wards.entry(code.clone()).or_insert_with(|| {
                let slot = entry.wards.len();
                entry.wards.push(WardEntry {
                    code: code.clone(),
                    name: Some(name),
                    site: Some(site),
                    division: None,
                    specialty,
                    rooms: Vec::new(),
                });
                Ward {
                    slot,
                    division,
                    ..Ward::default()
                }
            });
        }
        code
    }

    fn units(&mut self, origin: &str, establishment: usize, ward: &Code, units: [Option<Code>; 3]) {
        let Some(known) = self
            .establishments
            .get_mut(establishment)
            .and_then(|it| it.wards.get_mut(ward))
        else {
            return;
        };
        let mut fault = None;
        for (known, unit) in known.units.iter_mut().zip(units) {
            match (&known, unit) {
                (Some(known), Some(unit)) if *known != unit => {
                    fault = Some(format!(
                        "le service {ward} a deux UF du même type, {known} et {unit}"
                    ));
                }
                (None, Some(unit)) => *known = Some(unit),
                _ => {}
            }
        }
        if let Some(fault) = fault {
            self.fault(origin, fault);
        }
    }

    fn room(
        &mut self,
        origin: &Origin,
        establishment: usize,
        ward: &Code,
        room: Code,
        attributes: Attributes,
        bed: Option<BedEntry>,
    ) {
        let Some(Establishment { entry, wards, .. }) = self.establishments.get_mut(establishment) else {
            return;
        };
        let Some(known) = wards.get_mut(ward) else { return };
        let Some(ward) = entry.wards.get_mut(known.slot) else {
            return;
        };
        let slot = *known.rooms.entry(room.clone()).or_insert_with(|| {
            ward.rooms.push(RoomEntry {
                code: room.clone(),
                attributes,
                beds: Vec::new(),
            });
            ward.rooms.len() - 1
        });
        let (Some(entry), Some(bed)) = (ward.rooms.get_mut(slot), bed) else {
            return;
        };
        entry.attributes = entry.attributes.union(attributes);
        let twice = known
            .beds
            .insert((room.clone(), bed.code.clone()), origin.clone());
        if let Some(first) = twice {
            let fault = format!(
                "le lit {} de la chambre {room} est déjà décrit ({first})",
                bed.code
            );
            self.fault(origin, fault);
        } else {
            entry.beds.push(bed);
        }
    }
}

impl Establishment {
    fn finish(mut self, faults: &mut Vec<String>) -> EstablishmentEntry {
        self.name_divisions();
        self.name_units(faults);
        self.entry
    }

    /// The code of a division is unique in its site only: where two sites use one code, the site is added to it.
    fn name_divisions(&mut self) {
        let mut codes: HashMap<(Code, Code), Code> = HashMap::new();
        for ((site, code), name) in &self.divisions {
            let shared = self.divisions.keys().filter(|(_, other)| other == code).count() > 1;
            let own = if shared {
                Code::new(&format!("{site}/{code}")).ok()
            } else {
                None
            };
            let own = own.unwrap_or_else(|| code.clone());
            codes.insert((site.clone(), code.clone()), own.clone());
            self.entry.divisions.push(DivisionEntry {
                code: own,
                name: Some(name.clone()),
            });
        }
        for ward in self.wards.values() {
            let division = ward.division.as_ref().and_then(|key| codes.get(key)).cloned();
            if let Some(entry) = self.entry.wards.get_mut(ward.slot) {
                entry.division = division;
            }
        }
    }

    /// A unit that several wards share belongs to none of them; one that houses can only be of one.
    fn name_units(&mut self, faults: &mut Vec<String>) {
        let mut units: BTreeMap<Code, (UnitKinds, Vec<Code>)> = BTreeMap::new();
        for ward in &self.entry.wards {
            let known = self
                .wards
                .get(&ward.code)
                .map(|it| it.units.clone())
                .unwrap_or_default();
            for (unit, role) in known.into_iter().zip(ROLES) {
                let Some(code) = unit else { continue };
                let (kinds, wards) = units.entry(code.clone()).or_default();
                if role.housing && kinds.housing {
                    faults.push(format!(
                        "L'UF d'hébergement {code} est celle de deux services : {} et {}.",
                        wards[0], ward.code
                    ));
                }
                kinds.housing |= role.housing;
                kinds.medical |= role.medical;
                kinds.care |= role.care;
                if role.housing {
                    wards.insert(0, ward.code.clone());
                } else if !wards.contains(&ward.code) {
                    wards.push(ward.code.clone());
                }
            }
        }
        for (code, (kinds, wards)) in units {
            let ward = if kinds.housing || wards.len() == 1 {
                wards.into_iter().next()
            } else {
                None
            };
            self.entry.units.push(UnitEntry {
                code,
                name: None,
                kinds,
                ward,
            });
        }
    }
}
