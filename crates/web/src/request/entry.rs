//! The reason of a request, typed in a few letters: those of an entry of the thesaurus, of one of its synonyms or of its
//! code. Browsers filter the list by themselves; the server understands what is typed without it.

use std::sync::Arc;

use base::Code;
use base::text::folded;
use domain::flow::Entry;
use maud::{Markup, html};

use crate::fields::Fields;
use crate::visit::Visit;
use crate::words::Explained;

/// Entries listed when several answer to what was typed.
const LISTED: usize = 8;

/// What was typed as the reason.
pub enum Typed {
    /// That entry.
    One(Code),
    /// One of these.
    Several(Vec<Arc<Entry>>),
    /// Nothing is called so.
    Nothing(String),
    /// No reason was given.
    Blank,
}

/// The entry that a form means: one that is called exactly so, one chosen from a list, the only one that begins so.
#[must_use]
pub fn typed(visit: &Visit, fields: &Fields) -> Typed {
    let chosen = fields.get("entree").and_then(|it| Code::new(it).ok());
    let text = fields.shown("motif");
    let current = visit.snapshot.state.thesaurus_at(visit.now);
    let Some(version) = current else {
        return chosen.map_or(Typed::Blank, Typed::One);
    };
    let thesaurus = &version.thesaurus;
    let Some(text) = text else {
        return chosen.map_or(Typed::Blank, Typed::One);
    };
    if text.is_empty() {
        return Typed::Blank;
    }
    let wanted = folded(text);
    let exact = thesaurus
        .entries
        .iter()
        .find(|it| folded(&it.label) == wanted || folded(&it.code) == wanted);
    if let Some(entry) = exact {
        return Typed::One(entry.code.clone());
    }
    // An entry that the thesaurus has no more stays the reason of a request until somebody types another one.
    if let Some(code) = &chosen
        && label(visit, code).is_some_and(|it| folded(&it) == wanted)
    {
        return Typed::One(code.clone());
    }
    let found: Vec<Arc<Entry>> = thesaurus.find(text).take(LISTED).cloned().collect();
    // One that was offered for what was typed before counts as long as what is typed now may mean it.
    if let Some(code) = chosen.filter(|code| found.iter().any(|it| it.code == *code)) {
        return Typed::One(code);
    }
    match found.as_slice() {
        [] => Typed::Nothing(text.to_owned()),
        [only] => Typed::One(only.code.clone()),
        _ => Typed::Several(found),
    }
}

/// What the entry of that code is called, in the newest version that has it.
fn label(visit: &Visit, code: &Code) -> Option<String> {
    let state = &visit.snapshot.state;
    let now = state.thesaurus_at(visit.now).into_iter();
    let versions = now.chain(state.thesauri.iter().rev().map(AsRef::as_ref));
    let mut found = versions.filter_map(|it| it.thesaurus.entry(code));
    found.next().map(|it| it.label.to_string())
}

/// The field, with the list to choose from when what was typed may mean several entries.
#[must_use]
pub fn field(visit: &Visit, fields: &Fields, several: &[Arc<Entry>], required: bool) -> Markup {
    let words = visit.words;
    let version = visit.snapshot.state.thesaurus_at(visit.now);
    let chosen = fields.get("entree").filter(|_| several.is_empty());
    let called = chosen
        .and_then(|it| Code::new(it).ok())
        .and_then(|it| label(visit, &it));
    let shown = fields.shown("motif").map(str::to_owned).or(called);
    html! {
        section #motif {
            @if let Some(version) = version {
                label.field {
                    span { (words.pick("Motif : quelques lettres, un synonyme ou un code", "Reason: a few letters, a synonym or a code")) }
                    input type="text" name="motif" value=[shown] list="motifs" required[required] autocomplete="off" maxlength="80" autocapitalize="off" spellcheck="false";
                }
                @if let Some(code) = chosen { input type="hidden" name="entree" value=(code); }
                datalist #motifs {
                    @for entry in &version.thesaurus.entries {
                        option value=(entry.label) { (specialty(visit, entry)) ", " (entry.class) @for it in &entry.synonyms { ", " (it.as_str()) } }
                    }
                }
            }
            @if !several.is_empty() {
                fieldset.which {
                    legend { (words.pick("Lequel ?", "Which one?")) }
                    @for (place, entry) in several.iter().enumerate() {
                        label.optline { input type="radio" name="entree" value=(entry.code) checked[place == 0]; " " span { b { (entry.label.as_str()) } " " (specialty(visit, entry)) ", " (entry.class) } }
                    }
                }
            }
        }
    }
}

fn specialty(visit: &Visit, entry: &Entry) -> String {
    let list = &visit.snapshot.state.settings.flow.specialties;
    let found = list.iter().find(|it| it.code == entry.specialty);
    found.map_or_else(|| entry.specialty.to_string(), |it| it.name.to_string())
}

/// What is said of a reason that is in no thesaurus.
#[must_use]
pub fn unknown(visit: &Visit, text: &str) -> Explained {
    let next = visit.words.pick(
        "Essayez un autre mot, un synonyme ou le code.",
        "Try another word, a synonym or the code.",
    );
    Explained {
        why: visit.words.no_such_reason(text),
        next: next.to_owned(),
    }
}
