//! The settings of placement as fields of a form, and back.

use base::Code;
use domain::bed::Attribute;
use domain::flow::placement::{
    FirmRule, Meaning, PlacementSettings, RoomNeed, Rule, Sector, SoftRule, Strength,
};

use crate::fields::Fields;

/// The numbers beside the rules, by the names of their fields.
pub const NUMBERS: [&str; 6] = ["horizon", "menage", "desinfection", "depart", "ecart", "nuits"];

/// The fields of what is set.
pub fn fields_of(settings: &PlacementSettings) -> Fields {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut put = |name: String, text: String| fields.push((name, text));
    for (rule, _) in FirmRule::ALL {
        let word = Rule::Firm(rule).word();
        let (strength, points) = match settings.strength(rule) {
            Strength::Hard => ("dure", shipped_points(rule)),
            Strength::Points(points) => ("points", points),
            Strength::Off => ("non", shipped_points(rule)),
        };
        put(format!("f_{word}"), strength.to_owned());
        put(format!("p_{word}"), points.to_string());
    }
    for (rule, _) in SoftRule::ALL {
        put(
            format!("s_{}", Rule::Soft(rule).word()),
            settings.points(rule).to_string(),
        );
    }
    let numbers = [
        settings.horizon_minutes,
        settings.cleaning_minutes,
        settings.disinfection_minutes,
        u16::from(settings.leaving_hour),
        settings.age_gap_years,
        settings.usual_nights,
    ];
    for (name, number) in NUMBERS.into_iter().zip(numbers) {
        put(name.to_owned(), number.to_string());
    }
    settings
        .rare
        .iter()
        .for_each(|it| put("rare".to_owned(), it.word().to_owned()));
    settings
        .negative_pressure
        .iter()
        .for_each(|it| put("pression".to_owned(), it.to_string()));
    for it in &settings.precautions {
        put(format!("chambre_{}", it.code), place_of(&RoomNeed::ALL, it.room));
        let sector = it.sector.map(|sector| place_of(&Sector::ALL, sector));
        put(format!("secteur_{}", it.code), sector.unwrap_or_default());
    }
    Fields(fields)
}

/// What a form offers for a rule that has no points yet: half a night as an outlier, or what is shipped.
fn shipped_points(rule: FirmRule) -> u16 {
    let shipped = FirmRule::ALL.iter().find(|(it, _)| *it == rule);
    match shipped {
        Some((_, Strength::Points(points))) => *points,
        _ => 60,
    }
}

fn place_of<T: PartialEq>(all: &[T], it: T) -> String {
    all.iter().position(|other| *other == it).unwrap_or(0).to_string()
}

/// What was typed, over what is set: wards and distances are not on the form, and stay.
///
/// # Errors
/// The field that cannot be read.
pub fn settings(now: &PlacementSettings, fields: &Fields) -> Result<PlacementSettings, &'static str> {
    let mut settings = now.clone();
    settings.firm.clear();
    settings.soft.clear();
    for (rule, shipped) in FirmRule::ALL {
        let word = Rule::Firm(rule).word();
        let strength = match fields.get(&format!("f_{word}")) {
            Some("dure") => Strength::Hard,
            Some("points") => Strength::Points(number(fields, &format!("p_{word}"), word)?),
            Some("non") => Strength::Off,
            _ => return Err(word),
        };
        if strength != shipped {
            settings.firm.insert(rule, strength);
        }
    }
    for (rule, shipped) in SoftRule::ALL {
        let word = Rule::Soft(rule).word();
        let points = number(fields, &format!("s_{word}"), word)?;
        if points != shipped {
            settings.soft.insert(rule, points);
        }
    }
    settings.horizon_minutes = number(fields, "horizon", "horizon")?;
    settings.cleaning_minutes = number(fields, "menage", "menage")?;
    settings.disinfection_minutes = number(fields, "desinfection", "desinfection")?;
    settings.leaving_hour = number(fields, "depart", "depart")?;
    settings.age_gap_years = number(fields, "ecart", "ecart")?;
    settings.usual_nights = number(fields, "nuits", "nuits")?;
    settings.rare = fields.all("rare").filter_map(Attribute::named).collect();
    settings.negative_pressure = fields
        .all("pression")
        .filter_map(|it| Code::new(it).ok())
        .collect();
    settings.precautions = meanings(now, fields);
    Ok(settings)
}

/// What each precaution asks, in the order it was in; what was not on the form stays.
fn meanings(now: &PlacementSettings, fields: &Fields) -> Vec<Meaning> {
    let at = |name: &str| fields.get(name).and_then(|it| it.parse::<usize>().ok());
    let typed = |code: &Code| {
        let room = at(&format!("chambre_{code}")).and_then(|it| RoomNeed::ALL.get(it).copied())?;
        let sector = at(&format!("secteur_{code}")).and_then(|it| Sector::ALL.get(it).copied());
        Some(Meaning {
            code: code.clone(),
            room,
            sector,
        })
    };
    let mut found: Vec<Meaning> = now
        .precautions
        .iter()
        .map(|it| typed(&it.code).unwrap_or_else(|| it.clone()))
        .collect();
    let named = fields
        .0
        .iter()
        .filter_map(|(name, _)| name.strip_prefix("chambre_"));
    for code in named.filter_map(|it| Code::new(it).ok()) {
        // A precaution that asks for nothing needs no line.
        if let Some(it) = typed(&code).filter(|it| it.room != RoomNeed::Shared || it.sector.is_some())
            && found.iter().all(|known| known.code != code)
        {
            found.push(it);
        }
    }
    found
}

fn number<T: std::str::FromStr>(fields: &Fields, name: &str, told: &'static str) -> Result<T, &'static str> {
    fields.get(name).and_then(|it| it.parse().ok()).ok_or(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_read_back_from_its_fields() {
        let mut set = PlacementSettings::default();
        assert_eq!(settings(&set, &fields_of(&set)), Ok(set.clone()));
        set.firm.insert(FirmRule::Sex, Strength::Points(300));
        set.firm.insert(FirmRule::Reserve, Strength::Off);
        set.soft.insert(SoftRule::Night, 0);
        set.precautions[0].sector = Some(Sector::Contact);
        set.horizon_minutes = 90;
        assert_eq!(settings(&PlacementSettings::default(), &fields_of(&set)), Ok(set));
    }

    #[test]
    fn a_number_that_is_none_is_told_by_its_field() {
        let set = PlacementSettings::default();
        let mut fields = fields_of(&set);
        for (name, text) in &mut fields.0 {
            if name == "s_Night" {
                *text = "beaucoup".to_owned();
            }
        }
        assert_eq!(settings(&set, &fields), Err("Night"));
    }
}
