//! From the plan to the tables: room numbers, bed codes, units, attributes, doctors.

use super::plan::{ESTABLISHMENTS, TERRITORY, WardPlan};
use super::{Bed, Division, Doctor, Establishment, Kind, Room, Site, Territory, Ward};
use crate::dice::Dice;
use crate::index::{DivisionIx, EstablishmentIx, RoomIx, SiteIx, WardIx};
use crate::people::names;

/// Doctors are the same whatever the seed of the story: they belong to the place.
const DOCTOR_SEED: u64 = 0x00c0_ffee;

pub(super) fn build() -> Territory {
    let mut territory = Territory {
        name: TERRITORY.to_owned(),
        establishments: Vec::new(),
        sites: Vec::new(),
        divisions: Vec::new(),
        wards: Vec::new(),
        rooms: Vec::new(),
        beds: Vec::new(),
        doctors: Vec::new(),
    };
    let mut dice = Dice::new(DOCTOR_SEED, 0);
    for (number, plan) in (1u32..).zip(ESTABLISHMENTS) {
        let establishment = EstablishmentIx::of(territory.establishments.len());
        territory.establishments.push(Establishment {
            finess: with_luhn(format!("99{:06}", number * 1_117)),
            name: plan.name.to_owned(),
            application: plan.application.to_owned(),
            facility: plan.facility.to_owned(),
            oid: format!("2.999.7250.{number}"),
        });
        for site_plan in plan.sites {
            let site = SiteIx::of(territory.sites.len());
            territory.sites.push(Site {
                establishment,
                code: site_plan.code.to_owned(),
                name: site_plan.name.to_owned(),
            });
            let mut next_unit = site_plan.digit * 1_000;
            let mut doors = [1u16; 16];
            for division_plan in site_plan.divisions {
                let division = DivisionIx::of(territory.divisions.len());
                territory.divisions.push(Division {
                    site,
                    code: division_plan.code.to_owned(),
                    name: division_plan.name.to_owned(),
                });
                for ward_plan in division_plan.wards {
                    next_unit += 10;
                    let ward = WardIx::of(territory.wards.len());
                    let door = &mut doors[usize::from(ward_plan.floor)];
                    let beds_from = territory.beds.len() as u32;
                    add_rooms(&mut territory, ward, ward_plan, *door);
                    // The next ward of the floor begins on a round number, as door signs do.
                    if !has_own_signs(ward_plan.kind) {
                        *door += (ward_plan.singles + ward_plan.doubles).div_ceil(10) * 10;
                    }
                    let beds = beds_from..territory.beds.len() as u32;
                    let doctors = add_doctors(&mut territory, &mut dice, beds.len());
                    territory.wards.push(Ward {
                        division,
                        site,
                        establishment,
                        code: ward_plan.code.to_owned(),
                        name: ward_plan.name.to_owned(),
                        kind: ward_plan.kind,
                        uf_housing: format!("{next_unit}"),
                        uf_medical: format!("{}", next_unit + 1),
                        uf_care: format!("{}", next_unit + 2),
                        floor: ward_plan.floor,
                        beds,
                        doctors,
                    });
                }
            }
        }
    }
    territory
}

fn add_rooms(territory: &mut Territory, ward: WardIx, plan: &WardPlan, first_door: u16) {
    // Doubles first: on most floors the single rooms are at the far end.
    for number in 0..plan.doubles + plan.singles {
        let single = number >= plan.doubles;
        let door = plan.floor * 100 + first_door + number;
        let (code, name) = door_sign(plan.kind, door, number + 1);
        let room = RoomIx::of(territory.rooms.len());
        let negative_pressure = single
            && match plan.kind {
                Kind::Infectious => number % 3 == 0,
                Kind::IntensiveCare => number % 8 == 7,
                Kind::Pneumology => number + 2 >= plan.doubles + plan.singles,
                _ => false,
            };
        let isolation = single
            && (negative_pressure
                || matches!(plan.kind, Kind::Infectious | Kind::Haematology)
                || number % 3 == 0);
        let from = territory.beds.len() as u32;
        let places: &[(&str, &str)] = if single {
            &[("1", "")]
        } else {
            &[("P", " P"), ("F", " F")]
        };
        for (bed_code, suffix) in places {
            territory.beds.push(Bed {
                room,
                ward,
                code: (*bed_code).to_owned(),
                label: format!("{name}{suffix}"),
                attributes: attributes(plan.kind, usize::from(number), bed_code),
                cradle: false,
            });
        }
        if plan.kind == Kind::Maternity {
            for place in 0..places.len() {
                let (code, label) = match place {
                    0 => ("B", format!("{name} berceau")),
                    _ => ("B2", format!("{name} berceau 2")),
                };
                territory.beds.push(Bed {
                    room,
                    ward,
                    code: code.to_owned(),
                    label,
                    attributes: vec!["cradle"],
                    cradle: true,
                });
            }
        }
        let beds = from..territory.beds.len() as u32;
        territory.rooms.push(Room {
            ward,
            code,
            single,
            isolation,
            negative_pressure,
            beds,
        });
    }
}

/// Units whose rooms have names of their own instead of door numbers.
fn has_own_signs(kind: Kind) -> bool {
    kind.is_emergency() || kind.is_critical() || kind == Kind::Neonatology
}

/// The code of a room and what its beds are called.
fn door_sign(kind: Kind, door: u16, number: u16) -> (String, String) {
    let named = |code: &str, name: &str| (format!("{code}{number:02}"), format!("{name} {number}"));
    match kind {
        Kind::Emergency => named("BOX", "Box"),
        Kind::PaediatricEmergency => named("BXP", "Box péd."),
        Kind::IntensiveCare => named("REA", "Réa"),
        Kind::StepDown => named("USC", "USC"),
        Kind::CoronaryCare => named("USIC", "USIC"),
        Kind::StrokeUnit => named("UNV", "UNV"),
        Kind::Neonatology => named("NEO", "Néonat"),
        _ => (format!("{door:03}"), format!("{door:03}")),
    }
}

fn attributes(kind: Kind, room: usize, code: &str) -> Vec<&'static str> {
    let mut attributes = Vec::new();
    match code {
        "P" => attributes.push("door"),
        "F" => attributes.push("window"),
        _ => {}
    }
    if kind.is_day() || kind.is_emergency() {
        attributes.push("day_place");
    }
    if kind == Kind::ClosedPsychiatry {
        attributes.push("secure");
    }
    if kind.is_critical() || kind == Kind::Emergency && room < 12 || kind == Kind::Cardiology && room % 5 < 2
    {
        attributes.push("telemetry");
    }
    let gas_everywhere = kind.is_critical()
        || matches!(
            kind,
            Kind::Emergency
                | Kind::PaediatricEmergency
                | Kind::Neonatology
                | Kind::Pneumology
                | Kind::Cardiology
                | Kind::GeneralMedicine
                | Kind::VisceralSurgery
                | Kind::Orthopaedics
                | Kind::VascularSurgery
                | Kind::Infectious
        );
    if gas_everywhere || room.is_multiple_of(2) {
        attributes.push("oxygen");
    }
    if kind.is_critical() {
        attributes.push("suction");
    }
    if code != "F" && room % 13 == 5 && !kind.is_emergency() {
        attributes.push("bariatric");
    }
    attributes
}

fn add_doctors(territory: &mut Territory, dice: &mut Dice, beds: usize) -> std::ops::Range<u32> {
    let from = territory.doctors.len() as u32;
    for _ in 0..(beds / 7).clamp(2, 6) {
        let number = territory.doctors.len() + 1;
        territory.doctors.push(Doctor {
            rpps: with_luhn(format!("99{:08}", number * 73_009 % 100_000_000)),
            family: names::FAMILY[dice.below(names::FAMILY.len())].to_owned(),
            given: (if dice.chance(0.5) {
                *dice.pick(names::WOMEN_MIDDLE)
            } else {
                *dice.pick(names::MEN_MIDDLE)
            })
            .to_owned(),
        });
    }
    from..territory.doctors.len() as u32
}

/// The digits followed by their Luhn key, as in FINESS and RPPS numbers.
fn with_luhn(digits: String) -> String {
    let sum = luhn_sum(digits.bytes().rev(), 1);
    format!("{digits}{}", (10 - sum % 10) % 10)
}

#[cfg(test)]
pub(super) fn luhn_holds(digits: &str) -> bool {
    luhn_sum(digits.bytes().rev(), 0).is_multiple_of(10)
}

/// Sum of the digits read from the right, doubling one in two beginning with the `first`-th counted from 1.
fn luhn_sum(digits: impl Iterator<Item = u8>, first: usize) -> u32 {
    digits
        .enumerate()
        .map(|(index, digit)| {
            let digit = u32::from(digit - b'0');
            match (index + first) % 2 {
                1 if digit > 4 => digit * 2 - 9,
                1 => digit * 2,
                _ => digit,
            }
        })
        .sum()
}
