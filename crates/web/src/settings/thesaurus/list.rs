//! The entries, grouped by specialty, narrowed while one types; without script the field is a plain form.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::Code;
use base::text::folded;
use domain::flow::{Entry, EntryField, Thesaurus, ThesaurusDiff, Way};
use maud::{Markup, html};

use super::super::THESAURUS;
use super::specialty_name;
use crate::fields::Fields;
use crate::icon::icon;
use crate::layout::query_escaped;
use crate::visit::Visit;

/// The list; `changes` marks what the draft changed. Entries are links for whoever may change them.
pub fn list(
    visit: &Visit,
    thesaurus: &Thesaurus,
    changes: &ThesaurusDiff,
    query: &Fields,
    may: bool,
) -> Markup {
    let words = visit.words;
    let wanted = query.get("q").unwrap_or_default();
    let only = query.get("specialite").unwrap_or_default();
    let groups = grouped(visit, thesaurus);
    let count = thesaurus.entries.len();
    let total = words.pick(
        format!("{count} entrées, {} spécialités", groups.len()),
        format!("{count} entries, {} specialties", groups.len()),
    );
    let here = visit.path.split('?').next().unwrap_or(THESAURUS);
    html! {
        section.thes aria-labelledby="entries" {
            header.thead {
                h2 #entries { (words.pick("Entrées", "Entries")) " " span.q { (total) } }
                @if may {
                    p.acts {
                        a.btn.pri href={ (THESAURUS) "/nouvelle" } { (icon("plus")) (words.pick("Ajouter une entrée", "Add an entry")) }
                        a.btn href={ (THESAURUS) "/classes" } { (icon("layers")) (words.pick("Classes et délais", "Classes and delays")) }
                    }
                }
            }
            form.acts.narrow role="search" method="get" action=(here) {
                label.field {
                    span { (words.pick("Filtrer : libellé, synonyme, code", "Narrow: label, synonym, code")) }
                    input type="search" name="q" value=(wanted) data-narrow=".thes [data-text]" autocomplete="off" maxlength="80";
                }
                button.btn { (icon("funnel")) (words.pick("Filtrer", "Narrow")) }
            }
            p.jump aria-label=(words.pick("Spécialités", "Specialties")) {
                @for (place, (_, name, entries)) in groups.iter().enumerate() {
                    a.chipf.plain href={ "#s-" (place) } { (name) " " small { (entries.len()) } }
                }
            }
            form method="post" action=(THESAURUS) data-rows {
                input type="hidden" name="saw" value=(visit.snapshot.state.thesaurus_desk.revision);
                @for (place, (code, name, entries)) in groups.iter().enumerate() {
                    section.grp id={ "s-" (place) } aria-label=(name) hidden[!only.is_empty() && only != code.as_str()] {
                        h3 { (name) " " span.q { (entries.len()) } }
                        ul { @for entry in entries { (row(visit, thesaurus, entry, changes, wanted, may)) } }
                    }
                }
            }
            script defer src=(crate::assets::url("js/list.js")) {}
        }
    }
}

/// Specialties in the order of the settings, with their entries in the order of the thesaurus.
fn grouped<'a>(visit: &Visit, thesaurus: &'a Thesaurus) -> Vec<(Code, String, Vec<&'a Arc<Entry>>)> {
    let mut by_code: BTreeMap<&Code, Vec<&Arc<Entry>>> = BTreeMap::new();
    for entry in &thesaurus.entries {
        by_code.entry(&entry.specialty).or_default().push(entry);
    }
    let listed = visit.snapshot.state.settings.flow.specialties.iter();
    let mut groups = Vec::new();
    for it in listed {
        if let Some(entries) = by_code.remove(&it.code) {
            groups.push((it.code.clone(), it.name.to_string(), entries));
        }
    }
    let unlisted = by_code.into_iter();
    groups.extend(unlisted.map(|(code, entries)| (code.clone(), specialty_name(visit, code), entries)));
    groups
}

/// What of an entry is looked through, as people compare texts.
fn text_of(entry: &Entry) -> String {
    let mut text = folded(&entry.label);
    let more = entry.synonyms.iter().map(|it| it.as_str());
    let more = more.chain(entry.codes.iter().map(|it| it.as_str()));
    for it in more.chain([entry.code.as_str(), entry.class.as_str()]) {
        text.push(' ');
        text.push_str(&folded(it));
    }
    text
}

fn row(
    visit: &Visit,
    thesaurus: &Thesaurus,
    entry: &Arc<Entry>,
    changes: &ThesaurusDiff,
    wanted: &str,
    may: bool,
) -> Markup {
    let (words, settings) = (visit.words, &visit.snapshot.state.settings);
    let text = text_of(entry);
    let out = !folded(wanted).split_whitespace().all(|word| text.contains(word));
    let class = thesaurus.class(&entry.class);
    let target = entry.target_minutes.or_else(|| class.map(|it| it.target_minutes));
    let value = |field| words.entry_value(field, entry, settings);
    let needs = [
        EntryField::Level,
        EntryField::Single,
        EntryField::Precautions,
        EntryField::Germ,
        EntryField::Equipment,
    ];
    let plain = Entry {
        needs: domain::flow::Needs::default(),
        ..(**entry).clone()
    };
    let unlike = plain.fields_unlike(entry);
    let said: Vec<String> = needs
        .into_iter()
        .filter(|it| unlike.contains(it))
        .map(value)
        .collect();
    let wards = value(EntryField::Preferred);
    html! {
        li id=(anchor(&entry.code)) data-text=(text) hidden[out] {
            span.ecls title=[class.map(|it| it.name.as_str())] { (entry.class) }
            div {
                p.enm {
                    @if may { a href={ (THESAURUS) "/entree/" (query_escaped(&entry.code).replace('/', "%2F")) } data-line { (entry.label.as_str()) } }
                    @else { b { (entry.label.as_str()) } }
                    " " (mark(visit, entry, changes))
                    @if may { " " (steps(visit, thesaurus, entry)) }
                }
                p.q { (entry.code) @if !entry.synonyms.is_empty() { " · " (value(EntryField::Synonyms)) } @if !entry.codes.is_empty() { " · " (value(EntryField::Codes)) } }
            }
            p.edl { (icon("clock")) (target.map(|it| words.delay(it)).unwrap_or_default()) }
            p.end { (said.join(" · ")) }
            p.ewd { (wards) @if !entry.acceptable.is_empty() { span.q { " / " (value(EntryField::Acceptable)) } } }
        }
    }
}

/// Where an entry stands on the page.
pub fn anchor(code: &Code) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("e-{plain}")
}

/// The buttons that move an entry among those of its specialty.
fn steps(visit: &Visit, thesaurus: &Thesaurus, entry: &Entry) -> Markup {
    let words = visit.words;
    let ways = [
        (Way::Up, "monter", "up", words.studio.up),
        (Way::Down, "descendre", "", words.studio.down),
    ];
    html! {
        span.stepbtns {
            @for (way, verb, class, said) in ways {
                button.stp.(class) name="do" value={ (verb) "=" (entry.code) } disabled[thesaurus.beside(&entry.code, way).is_none()] aria-label={ (said) ", " (entry.label.as_str()) } title=(said) { (icon("chevron-down")) }
            }
        }
    }
}

/// What the draft did to the entry.
fn mark(visit: &Visit, entry: &Entry, changes: &ThesaurusDiff) -> Markup {
    let words = visit.words;
    let is_new = changes.added.iter().any(|it| it.code == entry.code);
    let is_changed = changes.changed.iter().any(|it| it.after.code == entry.code);
    html! {
        @if is_new { span.tag.sortie { (words.pick("nouvelle", "new")) } }
        @if is_changed { span.tag.sortie { (words.pick("modifiée", "changed")) } }
    }
}
