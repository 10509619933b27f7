//! A board as text.

use std::fmt::Write;

use crate::identity::Sex;
use crate::view::board::{Age, Face, ShownName, StayView, WardBoard};

/// Draws a board: the ward's name, a line per room with what each bed shows, who has no bed, who is expected.
///
/// ```text
/// Cardiologie
/// 401: P[MARTIN ♀78] F[libre]
/// 402: [KELLER / DURAND]
/// sans lit: PETIT
/// attendus: ROUX
/// ```
#[must_use]
pub fn draw(board: &WardBoard) -> String {
    let mut out = board.name.to_string();
    for room in &board.rooms {
        let _ = write!(out, "\n{}:", room.code);
        for tile in &room.beds {
            let _ = write!(out, " {}[{}]", tile.bed_code, face(&tile.face));
        }
    }
    for (title, people) in [("sans lit", &board.unplaced), ("attendus", &board.expected)] {
        if !people.is_empty() {
            let names: Vec<String> = people.iter().map(person).collect();
            let _ = write!(out, "\n{title}: {}", names.join(", "));
        }
    }
    out
}

fn face(face: &Face) -> String {
    match face {
        Face::Free { .. } => "libre".to_owned(),
        Face::Promised => "promis".to_owned(),
        Face::Reserved(stay) => format!("réservé {}", person(stay)),
        Face::Occupied(stay) => person(stay),
        Face::OnLeave { stay, .. } => format!("absent {}", person(stay)),
        Face::Disputed(stays) => stays.iter().map(person).collect::<Vec<_>>().join(" / "),
        Face::ToClean {
            contaminated: true, ..
        } => "contaminé".to_owned(),
        Face::ToClean { .. } => "à nettoyer".to_owned(),
        Face::Cleaning { .. } => "en nettoyage".to_owned(),
        Face::Closed { .. } => "fermé".to_owned(),
    }
}

fn person(stay: &StayView) -> String {
    let mut out = match &stay.name {
        ShownName::Full { family, given } if given.is_empty() => family.clone(),
        ShownName::Full { family, given } => format!("{family} {given}"),
        ShownName::Masked => "masqué".to_owned(),
        ShownName::Unknown => format!("inconnu {}", stay.stay),
    };
    let sex = match stay.sex {
        Sex::Female => " ♀",
        Sex::Male => " ♂",
        Sex::Unknown => "",
    };
    out.push_str(sex);
    let _ = match stay.age {
        Some(Age::Years(years)) => write!(out, "{years}"),
        Some(Age::Months(months)) => write!(out, "{months}m"),
        Some(Age::Days(days)) => write!(out, "{days}j"),
        None => Ok(()),
    };
    if stay.outlier.is_some() {
        out.push_str(" (hébergé)");
    }
    if stay.homonym {
        out.push_str(" (homonyme)");
    }
    if !stay.doubts.is_empty() {
        let _ = write!(out, " {:?}", stay.doubts);
    }
    out
}
