//! What is needed, as the fields of a form: made of a request, shown, and read back. One form for whoever asks and for
//! whoever says it anew.

use std::sync::Arc;

use base::{Code, Moment};
use domain::bed::{Attribute, Attributes};
use domain::flow::{Entry, Level, Needs, SingleRoom};
use domain::state::State;
use maud::{Markup, html};

use super::entry;
use crate::fields::Fields;
use crate::visit::Visit;
use crate::words::Explained;
use crate::words::when::{of_field, to_field};

/// What a bed can be asked to offer.
const EQUIPMENT: [Attribute; 6] = [
    Attribute::Telemetry,
    Attribute::Oxygen,
    Attribute::Suction,
    Attribute::Bariatric,
    Attribute::NegativePressure,
    Attribute::Secure,
];

/// What an entry of the thesaurus implies: what a new request begins with.
#[must_use]
pub fn implied(state: &State, entry: Option<&Code>, now: Moment) -> Needs {
    let found = entry.and_then(|code| {
        let version = state.thesaurus_at(now)?;
        Some(version.thesaurus.entry(code)?.needs.clone())
    });
    found.unwrap_or_default()
}

/// What stands while needs are said anew: what the form does not show, and times until it says others.
#[must_use]
pub fn kept(needs: &Needs) -> Needs {
    let shown: Attributes = EQUIPMENT.into_iter().collect();
    Needs {
        equipment: needs.equipment.without(shown),
        earliest: needs.earliest,
        latest: needs.latest,
        ..Needs::default()
    }
}

/// What a form says, added to those needs; a time that nobody can read is refused.
pub fn read(visit: &Visit, fields: &Fields, mut needs: Needs) -> Result<Needs, Explained> {
    let picked = |name: &str| fields.get(name).and_then(|it| it.parse::<usize>().ok());
    if let Some(specialty) = fields.get("specialite").and_then(|it| Code::new(it).ok()) {
        needs.specialty = Some(specialty);
    }
    if let Some(level) = picked("niveau").and_then(|it| Level::ALL.get(it).copied()) {
        needs.level = level;
    }
    if let Some(single) = picked("seule").and_then(|it| SingleRoom::ALL.get(it).copied()) {
        needs.single = needs.single.max(single);
    }
    for code in fields.all("precaution").filter_map(|it| Code::new(it).ok()) {
        if !needs.precautions.contains(&code) {
            needs.precautions.push(code);
        }
    }
    if let Some(germ) = fields.get("germe").and_then(|it| Code::new(it).ok()) {
        needs.germ = Some(germ);
    }
    let wanted: Attributes = fields.all("equipement").filter_map(Attribute::named).collect();
    needs.equipment = needs.equipment.union(wanted);
    needs.companion |= fields.get("accompagnant").is_some();
    if let Some(nights) = fields.get("nuits").and_then(|it| it.trim().parse().ok()) {
        needs.nights = Some(nights);
    }
    needs.earliest = time(visit, fields, "pas_avant", needs.earliest)?;
    needs.latest = time(visit, fields, "au_plus_tard", needs.latest)?;
    Ok(needs)
}

/// A time of a form that may have none: as it was when the form does not show it, or shows it unchanged to the minute.
fn time(
    visit: &Visit,
    fields: &Fields,
    name: &str,
    known: Option<Moment>,
) -> Result<Option<Moment>, Explained> {
    let Some(text) = fields.shown(name) else {
        return Ok(known);
    };
    if text.is_empty() {
        return Ok(None);
    }
    if known.is_some_and(|it| to_field(&visit.zone, it) == text) {
        return Ok(known);
    }
    let read = of_field(&visit.zone, text).map(Some);
    read.ok_or_else(|| Explained {
        why: visit.words.drawer.bad_time.to_owned(),
        next: String::new(),
    })
}

/// The needs of a request as the form would have sent them.
#[must_use]
pub fn fields_of(visit: &Visit, needs: &Needs, entry: Option<&Code>) -> Fields {
    let place = |at: Option<usize>| at.unwrap_or(0).to_string();
    let level = place(Level::ALL.iter().position(|it| *it == needs.level));
    let single = place(SingleRoom::ALL.iter().position(|it| *it == needs.single));
    let mut fields = vec![("niveau", level), ("seule", single)];
    fields.extend(entry.map(|it| ("entree", it.to_string())));
    fields.extend(needs.specialty.iter().map(|it| ("specialite", it.to_string())));
    fields.extend(needs.germ.iter().map(|it| ("germe", it.to_string())));
    fields.extend(needs.precautions.iter().map(|it| ("precaution", it.to_string())));
    fields.extend(
        needs
            .equipment
            .iter()
            .map(|it| ("equipement", it.word().to_owned())),
    );
    fields.extend(needs.companion.then(|| ("accompagnant", "1".to_owned())));
    fields.extend(needs.nights.map(|it| ("nuits", it.to_string())));
    let hour = |it| to_field(&visit.zone, it);
    fields.extend(needs.earliest.map(|it| ("pas_avant", hour(it))));
    fields.extend(needs.latest.map(|it| ("au_plus_tard", hour(it))));
    Fields(
        fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

/// What is needed; an entry of the thesaurus brings its own needs. `several`: what was typed as the reason may mean each
/// of these.
#[must_use]
pub fn form(visit: &Visit, fields: &Fields, several: &[Arc<Entry>]) -> Markup {
    let (words, state) = (visit.words, &visit.snapshot.state);
    let flow = &state.settings.flow;
    let is = |name: &str, value: &str| fields.get(name) == Some(value);
    let has = |name: &'static str, value: &str| fields.all(name).any(|it| it == value);
    html! {
        fieldset {
            legend { (words.pick("Besoins", "Needs")) }
            (entry::field(visit, fields, several, false))
            div.pair {
                label.field { span { (words.pick("Spécialité", "Specialty")) } select name="specialite" {
                    option value="" { (words.pick("Celle du motif", "That of the entry")) }
                    @for it in flow.specialties.iter().filter(|it| !it.retired || is("specialite", &it.code)) { option value=(it.code) selected[is("specialite", &it.code)] { (it.name.as_str()) } }
                } }
                label.field { span { (words.pick("Niveau de soins", "Level of care")) } select name="niveau" {
                    option value="" { (words.pick("Celui du motif", "That of the entry")) }
                    @for (at, it) in Level::ALL.into_iter().enumerate() { option value=(at) selected[is("niveau", &at.to_string())] { (words.level(it)) } }
                } }
                label.field { span { (words.pick("Chambre seule", "Single room")) } select name="seule" {
                    option value="0" { (words.pick("Indifférent", "Indifferent")) }
                    option value="1" selected[is("seule", "1")] { (words.pick("Souhaitée", "Wished")) }
                    option value="2" selected[is("seule", "2")] { (words.pick("Nécessaire aux soins", "Needed for care")) }
                } }
                label.field { span { (words.pick("Germe", "Germ")) } select name="germe" {
                    option value="" { "–" }
                    @for it in flow.germs.iter().filter(|it| !it.retired || is("germe", &it.code)) { option value=(it.code) selected[is("germe", &it.code)] { (it.name.as_str()) } }
                } }
                label.field { span { (words.pick("Pas avant", "Not before")) } input type="datetime-local" name="pas_avant" value=[fields.get("pas_avant")]; }
                label.field { span { (words.pick("Au plus tard", "At the latest")) } input type="datetime-local" name="au_plus_tard" value=[fields.get("au_plus_tard")]; }
                label.field { span { (words.pick("Nuits prévues", "Nights expected")) } input type="number" name="nuits" min="0" max="365" value=[fields.get("nuits")]; }
            }
            div.tickset {
                @for it in state.settings.precautions.iter().filter(|it| !it.retired || has("precaution", &it.code)) {
                    label.optline { input type="checkbox" name="precaution" value=(it.code) checked[has("precaution", &it.code)]; " " (it.name.as_str()) }
                }
            }
            div.tickset {
                @for it in EQUIPMENT { label.optline { input type="checkbox" name="equipement" value=(it.word()) checked[has("equipement", it.word())]; " " (words.attribute(it)) } }
                label.optline { input type="checkbox" name="accompagnant" value="1" checked[fields.get("accompagnant").is_some()]; " " (words.pick("Accompagnant", "Companion")) }
            }
        }
    }
}
