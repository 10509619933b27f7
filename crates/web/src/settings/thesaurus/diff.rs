//! In what two thesauri differ, for people: what is new, what is gone, and each field before and after.

use base::Code;
use domain::flow::{Entry, EntryDiff, EntryField, PriorityClass, ThesaurusDiff};
use maud::{Markup, html};

use super::specialty_name;
use crate::icon::icon;
use crate::visit::Visit;
use crate::words::Noun;

/// The whole difference.
pub fn whole(visit: &Visit, diff: &ThesaurusDiff) -> Markup {
    let words = visit.words;
    if diff.is_empty() {
        return html! { p.q { (words.pick("Aucune différence.", "No difference.")) } };
    }
    html! {
        div.thdiff {
            @for (before, after) in &diff.classes { (class(visit, before.as_ref(), after.as_ref())) }
            @for entry in &diff.added { (one(visit, entry, "plus", words.pick("ajoutée", "added"), &added(visit, entry))) }
            @for it in &diff.changed { (one(visit, &it.after, "pencil", words.pick("modifiée", "changed"), &fields(visit, it))) }
            @for entry in &diff.removed { (one(visit, entry, "minus", words.pick("retirée", "removed"), &html! {})) }
            @if diff.reordered { p { (icon("arrow-up-down")) " " (words.pick("L’ordre des entrées change.", "The order of the entries changes.")) } }
        }
    }
}

/// How many of each, in one line.
pub fn counts(visit: &Visit, diff: &ThesaurusDiff) -> String {
    let words = visit.words;
    let many = |list: usize, fr: Noun, en: Noun| {
        let count = u32::try_from(list).unwrap_or(u32::MAX);
        words.count(count, words.pick(fr, en))
    };
    let mut parts = vec![
        many(
            diff.added.len(),
            Noun("ajoutée", "ajoutées"),
            Noun("added", "added"),
        ),
        many(
            diff.changed.len(),
            Noun("modifiée", "modifiées"),
            Noun("changed", "changed"),
        ),
        many(
            diff.removed.len(),
            Noun("retirée", "retirées"),
            Noun("removed", "removed"),
        ),
    ];
    if !diff.classes.is_empty() {
        let classes = diff.classes.len();
        parts.push(many(
            classes,
            Noun("classe modifiée", "classes modifiées"),
            Noun("class changed", "classes changed"),
        ));
    }
    parts.join(" · ")
}

fn one(visit: &Visit, entry: &Entry, symbol: &str, said: &str, inside: &Markup) -> Markup {
    html! {
        section.thd {
            h3 { (icon(symbol)) span.tag { (said) } " " (entry.label.as_str()) " " span.q { (entry.code) " · " (specialty_name(visit, &entry.specialty)) } }
            (inside)
        }
    }
}

/// Fields before and after.
fn fields(visit: &Visit, diff: &EntryDiff) -> Markup {
    let (words, settings) = (visit.words, &visit.snapshot.state.settings);
    html! {
        dl.beaf {
            @for field in &diff.fields {
                dt { (words.entry_field(*field)) }
                dd {
                    del { (words.entry_value(*field, &diff.before, settings)) }
                    span aria-hidden="true" { " → " }
                    ins { (words.entry_value(*field, &diff.after, settings)) }
                }
            }
        }
    }
}

/// What a new entry says: its class and delay, then what is said at all.
fn added(visit: &Visit, entry: &Entry) -> Markup {
    let (words, settings) = (visit.words, &visit.snapshot.state.settings);
    let always = [EntryField::Class, EntryField::Target];
    let blank = Entry {
        needs: domain::flow::Needs::default(),
        synonyms: Vec::new(),
        codes: Vec::new(),
        preferred: Vec::new(),
        acceptable: Vec::new(),
        ..entry.clone()
    };
    let more = blank.fields_unlike(entry);
    html! {
        dl.beaf {
            @for field in always.into_iter().chain(more) {
                dt { (words.entry_field(field)) }
                dd { (words.entry_value(field, entry, settings)) }
            }
        }
    }
}

fn class(visit: &Visit, before: Option<&PriorityClass>, after: Option<&PriorityClass>) -> Markup {
    let words = visit.words;
    let say = |it: &PriorityClass| {
        let (name, points, delay) = (&it.name, it.points, words.delay(it.target_minutes));
        words.pick(
            format!("{name}, {points} points, délai {delay}"),
            format!("{name}, {points} points, delay {delay}"),
        )
    };
    let code: Option<&Code> = after.or(before).map(|it| &it.code);
    html! {
        section.thd {
            h3 { (icon("layers")) (words.pick("Classe", "Class")) " " (code.map_or("", |it| it.as_str())) }
            p.beaf {
                @if let Some(it) = before { del { (say(it)) } }
                @if before.is_some() && after.is_some() { span aria-hidden="true" { " → " } }
                @if let Some(it) = after { ins { (say(it)) } }
            }
        }
    }
}
