//! The fields of an entry.

use base::Code;
use domain::bed::Attribute;
use domain::flow::{EntryField, Level, SingleRoom};
use maud::{Markup, html};

use super::super::super::{THESAURUS, frame};
use super::super::worked_on;
use super::{Sheet, address};
use crate::icon::icon;

/// How many places a list of wards has at least.
const PLACES: usize = 3;

/// The form; to be read only, for whoever may not write it.
pub fn form(sheet: &Sheet<'_>) -> Markup {
    let (visit, words) = (sheet.visit, sheet.visit.words);
    let code = sheet.typed.get("code").and_then(|it| Code::new(it).ok());
    let (action, is_new) = match (&sheet.known, code) {
        (Some(entry), _) => (address(&entry.code), false),
        (None, _) => (format!("{THESAURUS}/nouvelle"), true),
    };
    let may = frame::may_set(visit);
    html! {
        form.entry method="post" action=(action) {
            input type="hidden" name="saw" value=(seen(sheet));
            fieldset disabled[!may] {
                legend { (words.pick("Ce que c’est", "What it is")) }
                div.pairs {
                    @if is_new {
                        (text(sheet, "code", words.pick("Code, court, jamais réattribué", "Code, short, never given again"), 40, true))
                    }
                    (text(sheet, "libelle", words.entry_field(EntryField::Label), 80, true))
                    (specialty(sheet))
                    (area(sheet, "synonymes", words.pick("Synonymes, un par ligne", "Synonyms, one a line")))
                    (area(sheet, "codes", words.pick("Codes CIM-10 ou CCAM, un par ligne", "ICD-10 or CCAM codes, one a line")))
                }
            }
            fieldset disabled[!may] {
                legend { (words.pick("Son urgence", "How urgent it is")) }
                div.pairs {
                    (class(sheet))
                    (number(sheet, "delai", words.pick("Délai cible en minutes (vide : celui de la classe)", "Target delay in minutes (empty: that of the class)"), 525_600))
                }
            }
            fieldset disabled[!may] {
                legend { (words.pick("Ce qu’elle implique : le formulaire de demande commence ainsi", "What it implies: the form of a request begins with it")) }
                div.pairs {
                    (choice(sheet, "niveau", words.entry_field(EntryField::Level), Level::ALL.map(|it| words.level(it)).as_slice()))
                    (choice(sheet, "seule", words.entry_field(EntryField::Single), SingleRoom::ALL.map(|it| words.single_room(it)).as_slice()))
                    (germ(sheet))
                    (number(sheet, "nuits", words.entry_field(EntryField::Nights), 365))
                }
                (ticks(sheet))
            }
            fieldset disabled[!may] {
                legend { (words.pick("Où", "Where")) }
                div.pairs {
                    (wards(sheet, "prefere", words.pick("Services préférés, le meilleur d’abord", "Preferred wards, best first")))
                    (wards(sheet, "acceptable", words.pick("Services acceptables", "Acceptable wards")))
                }
            }
            @if may {
                p.acts {
                    button.btn.pri name="do" value="enregistrer" { (icon("check")) (words.pick("Enregistrer au brouillon", "Save in the draft")) }
                    a.btn href=(THESAURUS) { (words.common.cancel) }
                    @if !is_new { button.btn.bad name="do" value="retirer" formnovalidate { (icon("trash-2")) (words.pick("Retirer l’entrée", "Remove the entry")) } }
                }
            }
        }
    }
}

/// The revision the form has seen. A form that comes back for a fault has seen no more than before; one that comes back
/// with what somebody else wrote has.
fn seen(sheet: &Sheet<'_>) -> u64 {
    let now = sheet.visit.snapshot.state.thesaurus_desk.revision;
    let before = sheet.typed.get("saw").and_then(|it| it.parse().ok());
    before.filter(|_| !sheet.faults.is_empty()).unwrap_or(now)
}

/// What is wrong with a field, under it.
fn fault(sheet: &Sheet<'_>, name: &str) -> Option<Markup> {
    let (_, said) = sheet.faults.iter().find(|(field, _)| *field == name)?;
    Some(html! { small.no id={ "f-" (name) } { (said) } })
}

fn described(sheet: &Sheet<'_>, name: &str) -> (Option<&'static str>, Option<String>) {
    let is_bad = sheet.faults.iter().any(|(field, _)| *field == name);
    (is_bad.then_some("true"), is_bad.then(|| format!("f-{name}")))
}

fn text(sheet: &Sheet<'_>, name: &str, label: &str, most: u16, required: bool) -> Markup {
    let (invalid, by) = described(sheet, name);
    html! {
        label.field {
            span { (label) }
            input type="text" name=(name) value=[sheet.typed.get(name)] maxlength=(most) required[required] autocomplete="off" aria-invalid=[invalid] aria-describedby=[by];
            @if let Some(it) = fault(sheet, name) { (it) }
        }
    }
}

fn number(sheet: &Sheet<'_>, name: &str, label: &str, most: u32) -> Markup {
    let (invalid, by) = described(sheet, name);
    html! {
        label.field {
            span { (label) }
            input type="number" name=(name) value=[sheet.typed.get(name)] min="0" max=(most) aria-invalid=[invalid] aria-describedby=[by];
            @if let Some(it) = fault(sheet, name) { (it) }
        }
    }
}

fn area(sheet: &Sheet<'_>, name: &str, label: &str) -> Markup {
    let (invalid, by) = described(sheet, name);
    html! {
        label.field {
            span { (label) }
            textarea name=(name) rows="3" maxlength="4000" aria-invalid=[invalid] aria-describedby=[by] { (sheet.typed.get(name).unwrap_or_default()) }
            @if let Some(it) = fault(sheet, name) { (it) }
        }
    }
}

/// A choice by place.
fn choice(sheet: &Sheet<'_>, name: &str, label: &str, all: &[&str]) -> Markup {
    let current = sheet.typed.get(name).unwrap_or("0");
    let first = if name == "niveau" && sheet.typed.get(name).is_none() {
        "1"
    } else {
        current
    };
    html! {
        label.field {
            span { (label) }
            select name=(name) {
                @for (at, it) in all.iter().enumerate() { option value=(at) selected[first == at.to_string()] { (it) } }
            }
        }
    }
}

/// A choice by code; what is not in the list (any more) stays chosen until somebody chooses otherwise.
fn coded<'a>(
    sheet: &Sheet<'_>,
    name: &str,
    label: &str,
    nothing: Option<&str>,
    all: impl Iterator<Item = (&'a str, String)>,
) -> Markup {
    let current = sheet.typed.get(name).unwrap_or_default();
    let all: Vec<(&str, String)> = all.collect();
    let is_listed = current.is_empty() || all.iter().any(|(code, _)| *code == current);
    let (invalid, by) = described(sheet, name);
    html! {
        label.field {
            span { (label) }
            select name=(name) aria-invalid=[invalid] aria-describedby=[by] {
                @if let Some(nothing) = nothing { option value="" { (nothing) } }
                @if !is_listed { option value=(current) selected { (current) } }
                @for (code, said) in &all { option value=(code) selected[*code == current] { (said) } }
            }
            @if let Some(it) = fault(sheet, name) { (it) }
        }
    }
}

fn specialty(sheet: &Sheet<'_>) -> Markup {
    let words = sheet.visit.words;
    let list = sheet.visit.snapshot.state.settings.flow.specialties.iter();
    let offered = list
        .filter(|it| !it.retired)
        .map(|it| (it.code.as_str(), it.name.to_string()));
    coded(
        sheet,
        "specialite",
        words.entry_field(EntryField::Specialty),
        None,
        offered,
    )
}

fn germ(sheet: &Sheet<'_>) -> Markup {
    let words = sheet.visit.words;
    let list = sheet.visit.snapshot.state.settings.flow.germs.iter();
    let offered = list
        .filter(|it| !it.retired)
        .map(|it| (it.code.as_str(), it.name.to_string()));
    coded(
        sheet,
        "germe",
        words.entry_field(EntryField::Germ),
        Some("–"),
        offered,
    )
}

fn class(sheet: &Sheet<'_>) -> Markup {
    let words = sheet.visit.words;
    let worked_on = worked_on(sheet.visit);
    let classes = worked_on.classes.iter().map(|it| {
        let said = format!("{} · {} · {}", it.code, it.name, words.delay(it.target_minutes));
        (it.code.as_str(), said)
    });
    coded(
        sheet,
        "classe",
        words.entry_field(EntryField::Class),
        None,
        classes,
    )
}

fn ticks(sheet: &Sheet<'_>) -> Markup {
    let (visit, words) = (sheet.visit, sheet.visit.words);
    let has = |name: &'static str, value: &str| sheet.typed.all(name).any(|it| it == value);
    let set = visit.snapshot.state.settings.precautions.iter();
    html! {
        div.tickrow role="group" aria-label=(words.entry_field(EntryField::Precautions)) {
            b { (words.entry_field(EntryField::Precautions)) }
            @for it in set.filter(|it| !it.retired || has("precaution", &it.code)) {
                label { input type="checkbox" name="precaution" value=(it.code) checked[has("precaution", &it.code)]; " " (it.name.as_str()) }
            }
            @if let Some(it) = fault(sheet, "precaution") { (it) }
        }
        div.tickrow role="group" aria-label=(words.entry_field(EntryField::Equipment)) {
            b { (words.entry_field(EntryField::Equipment)) }
            @for (it, _) in Attribute::ALL {
                label { input type="checkbox" name="equipement" value=(it.word()) checked[has("equipement", it.word())]; " " (words.attribute(it)) }
            }
            label { input type="checkbox" name="accompagnant" value="1" checked[sheet.typed.get("accompagnant").is_some()]; " " (words.entry_field(EntryField::Companion)) }
        }
    }
}

/// Wards in order: one place more than are named. A code that no ward has is kept, and said to be unknown.
fn wards(sheet: &Sheet<'_>, name: &'static str, label: &str) -> Markup {
    let (visit, words) = (sheet.visit, sheet.visit.words);
    let mut known: Vec<(&str, &str)> = visit
        .snapshot
        .state
        .wards
        .iter()
        .filter(|it| it.merged_into.is_none())
        .map(|it| (it.code.as_str(), it.name.as_str()))
        .collect();
    known.sort_unstable_by_key(|(_, name)| *name);
    known.dedup_by_key(|(code, _)| *code);
    let chosen: Vec<&str> = sheet.typed.all(name).collect();
    let places = (chosen.len() + 1).max(PLACES);
    let is_known = |code: &str| known.iter().any(|(it, _)| *it == code);
    html! {
        div.places role="group" aria-label=(label) {
            b { (label) }
            @for place in 0..places {
                @let current = chosen.get(place).copied().unwrap_or_default();
                select name=(name) aria-label={ (label) ", " (place + 1) } {
                    option value="" { "–" }
                    @if !current.is_empty() && !is_known(current) { option value=(current) selected { (current) " (" (words.pick("aucun service de ce code", "no ward of that code")) ")" } }
                    @for (code, ward) in &known { option value=(code) selected[*code == current] { (ward) " (" (code) ")" } }
                }
            }
            @if let Some(it) = fault(sheet, name) { (it) }
        }
    }
}
