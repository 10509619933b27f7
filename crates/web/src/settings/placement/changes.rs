//! In what two documents of placement settings differ, in words.

use domain::flow::placement::{FirmRule, PlacementSettings, Rule, SoftRule, Strength, WardProfile};

use super::page::parameter_name;
use super::typed::NUMBERS;
use crate::settings::history::Changes;
use crate::words::Words;

/// What differs from one to the other.
pub fn changes(words: &Words, before: &PlacementSettings, after: &PlacementSettings) -> Changes {
    let mut found = Changes::new();
    for (rule, _) in FirmRule::ALL {
        let (was, is) = (before.strength(rule), after.strength(rule));
        if was != is {
            let name = words.placement_rule(Rule::Firm(rule)).to_owned();
            found.push((name, words.strength(was), words.strength(is)));
        }
    }
    for (rule, _) in SoftRule::ALL {
        let (was, is) = (before.points(rule), after.points(rule));
        if was != is {
            let name = words.placement_rule(Rule::Soft(rule)).to_owned();
            let said = |points| words.strength(Strength::Points(points));
            found.push((name, said(was), said(is)));
        }
    }
    for (field, (was, is)) in NUMBERS
        .into_iter()
        .zip(numbers(before).into_iter().zip(numbers(after)))
    {
        if was != is {
            found.push((parameter_name(words, field), was.to_string(), is.to_string()));
        }
    }
    let mut told = |name: &str, was: String, is: String| {
        if was != is {
            found.push((name.to_owned(), was, is));
        }
    };
    let rare = |it: &PlacementSettings| {
        let names: Vec<&str> = it.rare.iter().map(|it| words.attribute(it)).collect();
        dash(names.join(", "))
    };
    told(
        words.pick("Équipement rare", "Rare equipment"),
        rare(before),
        rare(after),
    );
    let germs = |it: &PlacementSettings| {
        let codes: Vec<&str> = it.negative_pressure.iter().map(|it| it.as_str()).collect();
        dash(codes.join(", "))
    };
    told(
        words.pick("Pression négative", "Negative pressure"),
        germs(before),
        germs(after),
    );
    let asked = |it: &PlacementSettings| {
        let one = it.precautions.iter().map(|it| {
            let sector = it
                .sector
                .map(|it| format!(", {}", words.sector(it)))
                .unwrap_or_default();
            format!("{} {}{sector}", it.code, words.room_need(it.room))
        });
        dash(one.collect::<Vec<_>>().join(" ; "))
    };
    told(
        words.pick("Ce que demandent les précautions", "What precautions ask for"),
        asked(before),
        asked(after),
    );
    if before.wards != after.wards {
        let name = words.pick("Profils de service", "Profiles of wards");
        let same = |it: &&WardProfile| before.wards.contains(it);
        let changed = after.wards.len() - after.wards.iter().filter(same).count();
        let count = after.wards.len();
        let is = words.pick(
            format!("{count}, dont {changed} écrits à nouveau"),
            format!("{count}, {changed} of them written anew"),
        );
        found.push((name.to_owned(), before.wards.len().to_string(), is));
    }
    if before.distances != after.distances {
        let name = words.pick("Distances entre sites", "Distances between sites");
        let count = |it: &PlacementSettings| it.distances.len().to_string();
        found.push((name.to_owned(), count(before), count(after)));
    }
    found
}

fn numbers(it: &PlacementSettings) -> [u16; 6] {
    [
        it.horizon_minutes,
        it.cleaning_minutes,
        it.disinfection_minutes,
        u16::from(it.leaving_hour),
        it.age_gap_years,
        it.usual_nights,
    ]
}

fn dash(text: String) -> String {
    if text.is_empty() { "–".to_owned() } else { text }
}
