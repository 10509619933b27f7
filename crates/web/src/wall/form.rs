//! From what was typed in a form of the set-up page to the settings of a display, and back.

use base::Label;
use base::id::RoomId;
use domain::display::{DisplaySettings, Fields as Shown, Language, Masking, Orientation, Sector};

use crate::fields::Fields;

/// Why a form cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// The name is empty or too long.
    Label,
    /// A measure is not a number.
    Number,
    /// Not one of our forms.
    Form,
}

/// The boxes of the form, in the order of the page.
pub const BOXES: [&str; 6] = ["doctor", "age", "day", "flags", "moves", "clock"];

const INCH: f64 = 25.4;

/// What a display is called.
///
/// # Errors
/// When that is nothing.
pub fn label(fields: &Fields) -> Result<Label, Unclear> {
    Label::new(fields.get("label").unwrap_or_default()).map_err(|_| Unclear::Label)
}

/// What a display shows. `ends` are the first and the last room of the ward, for a sector with one end open.
///
/// # Errors
/// When a field cannot be read. Whether the measures can be is for the domain to say.
pub fn settings(fields: &Fields, ends: Option<(RoomId, RoomId)>) -> Result<DisplaySettings, Unclear> {
    let diagonal = number(fields, "diagonal")?;
    let diagonal_mm = match fields.get("unit") {
        Some("cm") => diagonal * 10.0,
        Some("in") => diagonal * INCH,
        _ => return Err(Unclear::Form),
    };
    let room = |name| match fields.get(name) {
        None => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| Unclear::Form),
    };
    let sector = match (room("from")?, room("to")?, ends) {
        (None, None, _) => Sector::Whole,
        (Some(from), Some(to), _) => Sector::Rooms { from, to },
        (Some(from), None, Some((_, to))) | (None, Some(to), Some((from, _))) => Sector::Rooms { from, to },
        (Some(_), None, None) | (None, Some(_), None) => return Err(Unclear::Form),
    };
    let ticked = |name| fields.get(name).is_some();
    let [doctor, age, day, flags, moves, clock] = BOXES.map(ticked);
    Ok(DisplaySettings {
        diagonal_mm: whole(diagonal_mm),
        distance_mm: whole(number(fields, "distance")? * 1_000.0),
        orientation: match fields.get("orientation") {
            Some("portrait") => Orientation::Portrait,
            Some("auto") => Orientation::Auto,
            _ => return Err(Unclear::Form),
        },
        masking: match fields.get("masking") {
            Some("none") => Masking::None,
            Some("initials") => Masking::Initials,
            Some("bed") => Masking::BedOnly,
            _ => return Err(Unclear::Form),
        },
        sector,
        seconds_per_page: u8::try_from(whole(number(fields, "seconds")?)).unwrap_or(u8::MAX),
        language: match fields.get("language") {
            Some("fr") => Language::French,
            Some("en") => Language::English,
            _ => return Err(Unclear::Form),
        },
        fields: Shown {
            doctor,
            age,
            day,
            flags,
            moves,
            clock,
        },
    })
}

/// The word by which forms name a policy.
pub const fn masking_word(masking: Masking) -> &'static str {
    match masking {
        Masking::None => "none",
        Masking::Initials => "initials",
        Masking::BedOnly => "bed",
    }
}

/// Whether each box is ticked, in the order of [`BOXES`].
pub const fn ticked(shown: &Shown) -> [bool; 6] {
    [
        shown.doctor,
        shown.age,
        shown.day,
        shown.flags,
        shown.moves,
        shown.clock,
    ]
}

/// A diagonal in inches, as screens are sold: `55`, `31.5`.
pub fn inches(diagonal_mm: u16) -> String {
    let tenths = (f64::from(diagonal_mm) / INCH * 10.0).round() / 10.0;
    format!("{tenths}")
}

/// A distance in metres: `2.3`.
pub fn metres(distance_mm: u16) -> String {
    format!("{}", f64::from(distance_mm) / 1_000.0)
}

/// A number with a comma or a point.
fn number(fields: &Fields, name: &str) -> Result<f64, Unclear> {
    let text = fields.get(name).ok_or(Unclear::Number)?.replace(',', ".");
    let number: f64 = text.parse().map_err(|_| Unclear::Number)?;
    if number.is_finite() {
        Ok(number)
    } else {
        Err(Unclear::Number)
    }
}

/// Rounded, and brought to what a measure can hold: the domain refuses what is out of reason.
fn whole(number: f64) -> u16 {
    number.round().clamp(0.0, f64::from(u16::MAX)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(changes: &[(&str, &str)]) -> Fields {
        let usual = [
            ("diagonal", "55"),
            ("unit", "in"),
            ("distance", "2,3"),
            ("orientation", "auto"),
            ("masking", "initials"),
            ("seconds", "15"),
            ("language", "fr"),
        ];
        let ticked = BOXES.map(|name| (name, "1"));
        let changed = |name: &str| changes.iter().any(|(it, _)| *it == name);
        let kept = usual.into_iter().chain(ticked).filter(|(name, _)| !changed(name));
        let all = kept.chain(changes.iter().copied());
        Fields(
            all.map(|(name, text)| (name.to_owned(), text.to_owned()))
                .collect(),
        )
    }

    fn settings(fields: &Fields) -> Result<DisplaySettings, Unclear> {
        super::settings(fields, Some((RoomId::new(1), RoomId::new(9))))
    }

    #[test]
    fn an_open_end_of_a_sector_is_the_end_of_the_ward() {
        let of = |changes| settings(&form(changes)).map(|it| it.sector);
        let rooms = |from, to| {
            Ok(Sector::Rooms {
                from: RoomId::new(from),
                to: RoomId::new(to),
            })
        };
        assert_eq!(of(&[]), Ok(Sector::Whole));
        assert_eq!(of(&[("from", "r4")]), rooms(4, 9));
        assert_eq!(of(&[("to", "r4")]), rooms(1, 4));
        assert_eq!(of(&[("from", "r3"), ("to", "r4")]), rooms(3, 4));
    }

    #[test]
    fn the_form_of_a_new_display_asks_for_the_usual_one() {
        assert_eq!(settings(&form(&[])), Ok(DisplaySettings::default()));
        assert_eq!(inches(1_397), "55");
        assert_eq!(inches(800), "31.5");
        assert_eq!(metres(2_300), "2.3");
    }

    #[test]
    fn measures_are_read_as_people_write_them() {
        let of =
            |changes: &[(&str, &str)]| settings(&form(changes)).map(|it| (it.diagonal_mm, it.distance_mm));
        assert_eq!(of(&[("diagonal", "139,7"), ("unit", "cm")]), Ok((1_397, 2_300)));
        assert_eq!(of(&[("distance", "4")]), Ok((1_397, 4_000)));
        assert_eq!(of(&[("distance", "-3")]), Ok((1_397, 0)));
        assert_eq!(of(&[("distance", "1e9")]), Ok((1_397, u16::MAX)));
        for wrong in [("distance", ""), ("diagonal", "grand"), ("distance", "NaN")] {
            assert_eq!(of(&[wrong]), Err(Unclear::Number), "{wrong:?}");
        }
    }

    #[test]
    fn what_no_form_of_ours_says_is_refused() {
        for wrong in [
            ("unit", "feet"),
            ("masking", "all"),
            ("orientation", ""),
            ("language", "de"),
            ("from", "w1"),
        ] {
            assert_eq!(settings(&form(&[wrong])), Err(Unclear::Form), "{wrong:?}");
        }
        assert_eq!(label(&form(&[("label", "  ")])), Err(Unclear::Label));
    }

    #[test]
    fn a_box_that_is_not_ticked_is_not_sent() {
        let without = settings(&form(&[("age", "")])).expect("settings");
        assert!(!without.fields.age && without.fields.doctor);
    }
}
