//! In what two documents differ about wards and sites, in words.

use base::Code;
use base::id::WardId;
use domain::flow::placement::{Distance, PlacementSettings, SexPolicy, SitePlace, WardPlace, WardProfile};

use crate::settings::history::Changes;
use crate::visit::Visit;
use crate::words::Words;

/// What differs from one to the other: a line for each ward, and one for each pair of sites.
pub fn changes(visit: &Visit, before: &PlacementSettings, after: &PlacementSettings) -> Changes {
    let mut found = Changes::new();
    let places = before.wards.iter().chain(&after.wards).map(|it| &it.place);
    let mut seen: Vec<&WardPlace> = Vec::new();
    for place in places {
        if seen.contains(&place) {
            continue;
        }
        seen.push(place);
        let of = |it: &PlacementSettings| super::profile_in(it, place).cloned();
        let (was, is) = (of(before), of(after));
        if was != is {
            found.push((
                ward_name(visit, place),
                said(visit, was.as_ref()),
                said(visit, is.as_ref()),
            ));
        }
    }
    let pairs = before.distances.iter().chain(&after.distances);
    let mut told: Vec<(&SitePlace, &SitePlace)> = Vec::new();
    for Distance { from, to, .. } in pairs {
        if told.contains(&(from, to)) || told.contains(&(to, from)) {
            continue;
        }
        told.push((from, to));
        let (was, is) = (before.minutes(from, to), after.minutes(from, to));
        if was != is {
            let name = format!("{} – {}", site_name(visit, from), site_name(visit, to));
            found.push((name, minutes(visit.words, was), minutes(visit.words, is)));
        }
    }
    found
}

/// What a ward takes, in one line.
pub fn said(visit: &Visit, profile: Option<&WardProfile>) -> String {
    let words = visit.words;
    let Some(profile) = profile else {
        return words.pick("non décrit", "not described").to_owned();
    };
    let mut parts = vec![words.level(profile.level).to_owned()];
    let listed = &visit.snapshot.state.settings.flow.specialties;
    let named = |code: &Code| {
        let known = listed.iter().find(|it| it.code == *code);
        known.map_or_else(|| code.to_string(), |it| it.name.to_string())
    };
    let lists = [
        (way(words, "propre"), &profile.own),
        (way(words, "accord"), &profile.agreed),
        (way(words, "refus"), &profile.refused),
    ];
    let refuses_all = listed.iter().all(|it| profile.refused.contains(&it.code)) && !listed.is_empty();
    if refuses_all {
        let nobody = words.pick(
            "ne prend aucune spécialité sur demande",
            "takes no specialty on request",
        );
        parts.push(nobody.to_owned());
    }
    let told = |list: &[Code]| !list.is_empty() && !refuses_all;
    for (way, list) in lists.into_iter().filter(|(_, list)| told(list)) {
        let names: Vec<String> = list.iter().map(named).collect();
        parts.push(words.pair(way, names.join(", ")));
    }
    if profile.sexes == SexPolicy::Together {
        parts.push(sexes(words, profile.sexes).to_owned());
    }
    parts.extend(match (profile.ages.from, profile.ages.to) {
        (None, None) => None,
        (Some(from), None) => Some(words.pick(format!("dès {from} ans"), format!("from {from} years on"))),
        (None, Some(to)) => Some(words.pick(format!("jusqu’à {to} ans"), format!("up to {to} years"))),
        (Some(from), Some(to)) => {
            Some(words.pick(format!("de {from} à {to} ans"), format!("{from} to {to} years")))
        }
    });
    parts.extend(profile.sector.map(|it| words.sector(it).to_owned()));
    parts.join(" ; ")
}

/// What a ward says of a specialty, by the word of the form.
pub fn way(words: &Words, way: &str) -> &'static str {
    match way {
        "propre" => words.pick("spécialité du service", "its own specialty"),
        "accord" => words.pick("prend aussi", "takes as well"),
        _ => words.pick("ne prend pas", "does not take"),
    }
}

/// Whether women and men share rooms.
pub fn sexes(words: &Words, policy: SexPolicy) -> &'static str {
    match policy {
        SexPolicy::Apart => words.pick("femmes et hommes séparés", "women and men apart"),
        SexPolicy::Together => words.pick("chambres mixtes", "mixed rooms"),
    }
}

fn ward_name(visit: &Visit, place: &WardPlace) -> String {
    let state = &visit.snapshot.state;
    let ward: Option<WardId> = state.ward_at_place(place);
    let name = ward.and_then(|it| state.ward(it)).map(|it| it.name.to_string());
    name.unwrap_or_else(|| place.ward.to_string())
}

fn site_name(visit: &Visit, place: &SitePlace) -> String {
    let state = &visit.snapshot.state;
    let site = state.site_at_place(place).and_then(|it| state.site(it));
    site.map_or_else(|| place.site.to_string(), |it| it.name.to_string())
}

fn minutes(words: &Words, minutes: Option<u16>) -> String {
    match minutes {
        None => words.pick("inconnue", "unknown").to_owned(),
        Some(minutes) => format!("{minutes} min"),
    }
}
