//! What the sample hospital tells: admissions, wards of a structure file, and the bytes of a message.

use base::Moment;
use base::time::{DAY, HOUR};
use domain::bed::Attributes;
use domain::identity::{Identifier, IdentifierKind, Practitioner};
use domain::import::{BedEntry, RoomEntry, WardEntry};
use domain::movement::{Class, Kind, Said};
use domain::observation::{ObservedMovement, PlaceCodes, UnitCode};

use super::{Plan, code, label, now};

/// An admission to be told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told<'a> {
    pub unit: &'a str,
    pub room: &'a str,
    pub bed: &'a str,
    pub days: u32,
    pub leaves: bool,
    pub family: Option<&'a str>,
}

impl<'a> Told<'a> {
    /// Into that bed, an hour ago.
    pub fn of(unit: &'a str, room: &'a str, bed: &'a str) -> Self {
        Self {
            unit,
            room,
            bed,
            ..Self::default()
        }
    }
}

pub fn movement(number: u32, at: Moment, told: &Told<'_>) -> ObservedMovement {
    let given = |text: &str| (!text.is_empty()).then(|| code(text));
    let leaving = now().plus(if number.is_multiple_of(3) {
        2 * HOUR
    } else {
        3 * DAY
    });
    ObservedMovement {
        ids: vec![(code("GAM"), format!("{number}").into())],
        kind: Kind::Admission,
        at,
        historic: false,
        moves: true,
        place: PlaceCodes {
            unit: given(told.unit),
            room: given(told.room),
            bed: given(told.bed),
            ..PlaceCodes::default()
        },
        prior: PlaceCodes::default(),
        medical: Some(UnitCode {
            code: code(told.unit),
            label: None,
        }),
        care: None,
        class: Some(Class::Inpatient),
        doctor: Some(Practitioner {
            identifier: Identifier {
                kind: IdentifierKind::Other,
                authority: code("RPPS"),
                value: code(&format!("1000{}", number % 6)),
            },
            family: label(
                ["WEBER", "DA SILVA", "LEMOINE", "HADDAD", "NGUYEN", "KIEFFER"][number as usize % 6],
            ),
            given: Some(label("Camille")),
        }),
        expected_admission: Said::Nothing,
        expected_discharge: if told.leaves {
            Said::Value(leaving)
        } else {
            Said::Nothing
        },
        expected_return: Said::Nothing,
        destination: Said::Nothing,
        private_room: Said::Nothing,
        confidential: Said::Nothing,
        pending: PlaceCodes::default(),
        booked: false,
        reason: Said::Nothing,
    }
}

pub fn ward_entry(&(unit, name, specialty, site, beds): &Plan) -> WardEntry {
    let mut rooms: Vec<RoomEntry> = Vec::new();
    for bed in 0..beds {
        let (room, place) = place(bed);
        if rooms.last().is_none_or(|last| last.code != code(&room)) {
            rooms.push(RoomEntry {
                code: code(&room),
                attributes: Attributes::NONE,
                beds: vec![],
            });
        }
        let entry = BedEntry {
            code: code(place),
            label: None,
            attributes: Attributes::NONE,
        };
        rooms.last_mut().expect("a room").beds.push(entry);
    }
    WardEntry {
        code: code(unit),
        name: Some(label(name)),
        site: Some(code(site)),
        division: name.starts_with("Cardio").then(|| code("P1")),
        specialty: Some(label(specialty)),
        rooms,
    }
}

/// The n-th bed of a ward: rooms of two.
pub fn place(bed: u32) -> (String, &'static str) {
    (
        format!("{}", 101 + bed / 2),
        if bed.is_multiple_of(2) { "P" } else { "F" },
    )
}

pub fn name_of(number: u32) -> (&'static str, &'static str) {
    const FAMILIES: [&str; 16] = [
        "KELLER", "SCHMITT", "MULLER", "FERRY", "AUBERT", "TRAORÉ", "PERRIN", "LOPEZ", "DUMAS", "COLIN",
        "WAGNER", "MARCHAL", "JACQUES", "OLIVIER", "NOËL", "VIDAL",
    ];
    const GIVEN: [&str; 7] = [
        "Monique", "Gérard", "Yvette", "Bernard", "Odette", "Amadou", "Carmen",
    ];
    (
        FAMILIES[number as usize % FAMILIES.len()],
        GIVEN[number as usize % GIVEN.len()],
    )
}

/// The bytes of a message like those the sample tells.
pub fn raw(trigger: &str, number: u32) -> String {
    let (family, given) = name_of(number);
    format!(
        "MSH|^~\\&|GAM|CH BEL-ORME|CHEVET|CH BEL-ORME|20261120140432||ADT^{trigger}^ADT_{trigger}|M{number}|P|2.5^FRA^2.11|||||FRA|UNICODE UTF-8\r\
         EVN||20261120140432\r\
         PID|||99{number:06}^^^CH BEL-ORME&2.999.1&ISO^PI||{family}^{given}^^^MME^^L||19410512|F|||12 rue des Lilas^^EXEMPLEVILLE^^57000|||||||V{number}^^^CH BEL-ORME^AN\r\
         PV1||I|4002^401^P^CH BEL-ORME||||10001^WEBER^Paul||||||||||||V{number}^^^CH BEL-ORME^VN\r\
         ZBE|{number}^GAM|20261120130000||INSERT|N|A01|^^^^^^UF^^^4002|^^^^^^UF^^^4002|HMS\r"
    )
}
