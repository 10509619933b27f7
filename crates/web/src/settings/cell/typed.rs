//! What a part of the page asks for, from its fields.

use std::collections::BTreeMap;

use base::text::folded;
use base::{Code, Label};
use domain::flow::{
    Adjustment, Agreement, Circumstance, FlowFlaw, FlowSettings, ListName, Named, Origin, RankRules,
};

use crate::fields::Fields;

/// The parts of the page.
pub const PARTS: [&str; 10] = [
    "specialites",
    "germes",
    "retraits",
    "refus",
    "reports",
    "forces",
    "reservations",
    "questions",
    "rang",
    "reserve",
];

/// Why a form asks for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// No page of ours made it.
    Form,
    /// A field cannot be read.
    Field(String),
}

/// The part of the page in which a list is.
pub const fn part_of(name: ListName) -> &'static str {
    match name {
        ListName::Specialties => PARTS[0],
        ListName::Germs => PARTS[1],
        ListName::Withdrawals => PARTS[2],
        ListName::Refusals => PARTS[3],
        ListName::Deferrals => PARTS[4],
        ListName::Overrides => PARTS[5],
    }
}

/// The field, or the part, that a flaw is about.
pub const fn field_of(flaw: &FlowFlaw) -> &'static str {
    match flaw {
        FlowFlaw::EmptyList(list)
        | FlowFlaw::LongList(list)
        | FlowFlaw::CodeTwice(list, _)
        | FlowFlaw::LongName(list, _)
        | FlowFlaw::Missing(list, _) => part_of(*list),
        FlowFlaw::HoldRange => "offerte",
        FlowFlaw::HoldLongest => "longue",
        FlowFlaw::Answer => "reponse",
        FlowFlaw::Escalations => "relances",
        FlowFlaw::UnclassifiedTarget => "sans_delai",
        FlowFlaw::ManyAdjustments | FlowFlaw::AdjustmentTwice(_) => "rang",
        FlowFlaw::ReserveWindow => "annees",
        FlowFlaw::Percentile => "percentile",
        FlowFlaw::ReserveByHand => "g_lits",
        FlowFlaw::ForgetHours => "oubli",
    }
}

/// The settings after what a part asks for.
///
/// # Errors
/// The field that cannot be read.
pub fn settings(now: &FlowSettings, fields: &Fields) -> Result<FlowSettings, Unread> {
    let mut settings = now.clone();
    let part = fields.get("part").ok_or(Unread::Form)?;
    if let Some(name) = ListName::ALL.into_iter().find(|it| part_of(*it) == part) {
        change_list(settings.list_mut(name), fields)?;
        return Ok(settings);
    }
    match part {
        "reservations" => {
            settings.holds.offered = number(fields, "offerte")?;
            settings.holds.assigned = number(fields, "attribuee")?;
            settings.holds.longest = number(fields, "longue")?;
            settings.from_feed = fields.get("flux").is_some();
            settings.forget_after_hours = number(fields, "oubli")?;
        }
        "questions" => {
            let is_asked = fields.get("accord") == Some("1");
            settings.asking.agreement = if is_asked {
                Agreement::Asked
            } else {
                Agreement::Told
            };
            settings.asking.answer = number(fields, "reponse")?;
            settings.asking.lapse = number(fields, "caduque")?;
            let typed = fields.get("relances").unwrap_or_default();
            let typed = typed
                .split([',', ';', ' '])
                .map(str::trim)
                .filter(|it| !it.is_empty());
            let read: Option<Vec<u16>> = typed.map(|it| it.parse().ok()).collect();
            settings.asking.escalations = read.ok_or_else(|| Unread::Field("relances".to_owned()))?;
        }
        "rang" => change_ranking(&mut settings.ranking, fields)?,
        "reserve" => {
            let reserve = &mut settings.reserve;
            reserve.years = number(fields, "annees")?;
            reserve.weeks_around = number(fields, "semaines")?;
            reserve.percentile = number(fields, "percentile")?;
            reserve.same_weekday = fields.get("jour").is_some();
            reserve.emergency_wards = codes(fields, "urgences");
            reserve.by_hand = by_hand(fields)?;
        }
        _ => return Err(Unread::Form),
    }
    Ok(settings)
}

/// The names of a list as they are typed, then one step: a word more, up, down, out of use, in use again.
fn change_list(list: &mut Vec<Named>, fields: &Fields) -> Result<(), Unread> {
    for it in list.iter_mut() {
        let field = format!("nom_{}", it.code);
        if let Some(text) = fields.get(&field) {
            it.name = Label::new(text).map_err(|_| Unread::Field(field))?;
        }
    }
    if let Some(text) = fields.get("nouveau") {
        let name = Label::new(text).map_err(|_| Unread::Field("nouveau".to_owned()))?;
        let code = fresh(&name, list).ok_or(Unread::Form)?;
        list.push(Named {
            code,
            name,
            retired: false,
        });
    }
    let asked = fields.get("do").unwrap_or_default();
    let (verb, code) = asked.split_once('=').unwrap_or((asked, ""));
    let place = list.iter().position(|it| it.code.as_str() == code);
    match (verb, place) {
        ("enregistrer", _) => {}
        ("monter", Some(place)) if place > 0 => list.swap(place, place - 1),
        ("descendre", Some(place)) if place + 1 < list.len() => list.swap(place, place + 1),
        ("monter" | "descendre", Some(_)) => {}
        ("retirer", Some(place)) => list[place].retired = true,
        ("remettre", Some(place)) => list[place].retired = false,
        _ => return Err(Unread::Form),
    }
    Ok(())
}

/// A code that no word of the list ever had: none is taken off it.
fn fresh(name: &Label, list: &[Named]) -> Option<Code> {
    let letters = folded(name).to_uppercase();
    let stem: String = letters
        .chars()
        .filter(|it| it.is_ascii_alphanumeric())
        .take(10)
        .collect();
    let stem = if stem.is_empty() { "MOT".to_owned() } else { stem };
    let tries = std::iter::once(stem.clone()).chain((2_u32..).map(|number| format!("{stem}{number}")));
    tries
        .filter_map(|it| Code::new(&it).ok())
        .find(|it| list.iter().all(|known| known.code != *it))
}

fn change_ranking(ranking: &mut RankRules, fields: &Fields) -> Result<(), Unread> {
    ranking.ageing_points = number(fields, "age_points")?;
    ranking.ageing_most = number(fields, "age_max")?;
    ranking.overdue_points = number(fields, "retard")?;
    ranking.unclassified_points = number(fields, "sans_points")?;
    ranking.unclassified_minutes = number(fields, "sans_delai")?;
    ranking.critical_wards = codes(fields, "critiques");
    ranking.called_off = codes(fields, "deprogramme");
    let mut adjustments: Vec<Adjustment> = Vec::new();
    for place in 0..=RankRules::ADJUSTMENTS {
        // A line without a name is a line less.
        let Some(name) = fields.get(&format!("a_nom_{place}")) else {
            continue;
        };
        let bad = |field: &str| Unread::Field(format!("{field}_{place}"));
        let name = Label::new(name).map_err(|_| bad("a_nom"))?;
        let points = number(fields, &format!("a_points_{place}"))?;
        let age = fields.get(&format!("a_age_{place}")).map_or(Ok(0), str::parse);
        let age: u16 = age.map_err(|_| bad("a_age"))?;
        let when = fields
            .get(&format!("a_quand_{place}"))
            .and_then(|it| it.parse().ok());
        let when = when
            .and_then(|it| circumstance(it, age))
            .ok_or_else(|| bad("a_quand"))?;
        let known = fields
            .get(&format!("a_code_{place}"))
            .and_then(|it| Code::new(it).ok());
        let code = known.or_else(|| {
            let taken: Vec<Named> = adjustments
                .iter()
                .chain(&ranking.adjustments)
                .map(as_named)
                .collect();
            fresh(&name, &taken)
        });
        adjustments.push(Adjustment {
            code: code.ok_or(Unread::Form)?,
            name,
            points,
            when,
        });
    }
    ranking.adjustments = adjustments;
    Ok(())
}

fn as_named(it: &Adjustment) -> Named {
    Named {
        code: it.code.clone(),
        name: it.name.clone(),
        retired: false,
    }
}

/// The circumstances in the order of a form.
pub fn circumstances() -> impl Iterator<Item = Circumstance> {
    let plain = [
        Circumstance::OnTrolley { from_age: 0 },
        Circumstance::NightsOnTrolley,
        Circumstance::Age { from_age: 0 },
        Circumstance::CriticalBedToFree,
        Circumstance::CalledOffBefore,
    ];
    plain
        .into_iter()
        .chain(Origin::ALL.into_iter().map(Circumstance::From))
}

/// The circumstance at that place, from that age on where it has one.
fn circumstance(place: usize, age: u16) -> Option<Circumstance> {
    Some(match circumstances().nth(place)? {
        Circumstance::OnTrolley { .. } => Circumstance::OnTrolley { from_age: age },
        Circumstance::Age { .. } => Circumstance::Age { from_age: age },
        other => other,
    })
}

/// The place of a circumstance, and its age.
pub fn place_of(when: Circumstance) -> (usize, Option<u16>) {
    let (like, age) = match when {
        Circumstance::OnTrolley { from_age } => (Circumstance::OnTrolley { from_age: 0 }, Some(from_age)),
        Circumstance::Age { from_age } => (Circumstance::Age { from_age: 0 }, Some(from_age)),
        other => (other, None),
    };
    (circumstances().position(|it| it == like).unwrap_or(0), age)
}

/// Former settings with the words that were added since: the journal may bear them, so they stay, out of use.
pub fn keeping_words(mut former: FlowSettings, now: &FlowSettings) -> FlowSettings {
    for name in ListName::ALL {
        for word in now.list(name) {
            if former.list(name).iter().all(|it| it.code != word.code) {
                former.list_mut(name).push(Named {
                    retired: true,
                    ..word.clone()
                });
            }
        }
    }
    former
}

/// Wards with the beds they keep whatever came before; a line without a ward is a line less.
fn by_hand(fields: &Fields) -> Result<BTreeMap<Code, u16>, Unread> {
    let mut found = BTreeMap::new();
    let wards = fields.0.iter().filter(|(name, _)| name == "g_service");
    let beds = fields.0.iter().filter(|(name, _)| name == "g_lits");
    for ((_, ward), (_, beds)) in wards.zip(beds) {
        if let Ok(code) = Code::new(ward) {
            let beds = beds
                .trim()
                .parse()
                .map_err(|_| Unread::Field("g_lits".to_owned()))?;
            found.insert(code, beds);
        }
    }
    Ok(found)
}

fn codes(fields: &Fields, name: &str) -> Vec<Code> {
    let mut found: Vec<Code> = Vec::new();
    for code in fields.all(name).filter_map(|it| Code::new(it).ok()) {
        if !found.contains(&code) {
            found.push(code);
        }
    }
    found
}

fn number<T: std::str::FromStr>(fields: &Fields, name: &str) -> Result<T, Unread> {
    let read = fields.get(name).and_then(|it| it.parse().ok());
    read.ok_or_else(|| Unread::Field(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Fields {
        let field = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        Fields(fields.iter().map(field).collect())
    }

    fn drawn(settings: &FlowSettings) -> String {
        let one = |it: &Named| format!("{}{}", it.code, if it.retired { "†" } else { "" });
        settings.deferrals.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_list_is_renamed_moved_retired_and_added_to_in_one_go() {
        let now = FlowSettings::default();
        assert_eq!(drawn(&now), "EXAMENS INSTABLE NUIT FAMILLE BLOC LITPREVU");
        let after =
            |fields: &[(&str, &str)]| settings(&now, &form(&[&[("part", "reports")], fields].concat()));
        let moved = after(&[
            ("do", "monter=NUIT"),
            ("nom_BLOC", "Encore au bloc"),
            ("nouveau", "Transport en grève"),
        ]);
        let moved = moved.expect("read");
        assert_eq!(
            drawn(&moved),
            "EXAMENS NUIT INSTABLE FAMILLE BLOC LITPREVU TRANSPORTE"
        );
        assert_eq!(moved.deferrals[4].name.as_str(), "Encore au bloc");
        let retired = after(&[("do", "retirer=NUIT")]).expect("read");
        assert_eq!(drawn(&retired), "EXAMENS INSTABLE NUIT† FAMILLE BLOC LITPREVU");
        assert_eq!(after(&[("do", "retirer=?")]), Err(Unread::Form));
        let long = "x".repeat(300);
        let field = Unread::Field("nom_BLOC".to_owned());
        assert_eq!(after(&[("do", "enregistrer"), ("nom_BLOC", &long)]), Err(field));
    }

    #[test]
    fn what_was_set_before_keeps_the_words_added_since() {
        let before = FlowSettings::default();
        let added = settings(
            &before,
            &form(&[("part", "reports"), ("do", "enregistrer"), ("nouveau", "Grève")]),
        );
        let back = keeping_words(before, &added.expect("added"));
        assert_eq!(drawn(&back), "EXAMENS INSTABLE NUIT FAMILLE BLOC LITPREVU GREVE†");
    }

    #[test]
    fn each_circumstance_has_its_place() {
        for when in circumstances() {
            let (place, age) = place_of(when);
            assert_eq!(circumstance(place, age.unwrap_or(0)), Some(when));
        }
        assert_eq!(place_of(Circumstance::OnTrolley { from_age: 75 }), (0, Some(75)));
    }
}
