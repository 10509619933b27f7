//! The versions: which one counts now, which will, which did.

use std::sync::Arc;

use base::Moment;
use domain::flow::{ThesaurusVersion, in_force};
use domain::state::State;
use maud::{Markup, html};

use super::super::{THESAURUS, frame};
use crate::icon::icon;
use crate::visit::Visit;

/// How many are listed before the others are folded away.
const LISTED: usize = 3;

/// How far a version is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It counts now.
    InForce,
    /// It will.
    ToCome,
    /// It would have, but a later one counts by then.
    Overtaken,
    /// It did.
    Past,
}

/// How far a version is at that moment. Of those whose time has come, the one written last counts.
pub fn standing(state: &State, version: &ThesaurusVersion, now: Moment) -> Standing {
    let current = in_force(state.thesauri.iter(), now).map_or(0, |it| it.version);
    if version.version == current {
        return Standing::InForce;
    }
    let overtakes = |it: &&Arc<ThesaurusVersion>| it.version > version.version && it.from <= version.from;
    let overtaken = state.thesauri.iter().find(overtakes).is_some();
    match (version.from > now, overtaken) {
        (true, true) => Standing::Overtaken,
        (true, false) => Standing::ToCome,
        (false, _) => Standing::Past,
    }
}

/// The list of versions, newest first.
pub fn section(visit: &Visit) -> Markup {
    let (words, state) = (visit.words, &visit.snapshot.state);
    let versions: Vec<&Arc<ThesaurusVersion>> = state.thesauri.iter().rev().collect();
    if versions.is_empty() {
        return html! { p.q { (words.pick("Aucune version n’est encore publiée.", "No version is published yet.")) } };
    }
    let (first, rest) = versions.split_at(versions.len().min(LISTED));
    html! {
        section.thvers aria-labelledby="versions" {
            h2 #versions { (icon("history")) (words.pick("Versions", "Versions written")) }
            ol { @for it in first { li { (line(visit, it)) } } }
            @if !rest.is_empty() {
                details.fold {
                    summary { (rest.len()) " " (words.pick("plus anciennes", "older ones")) }
                    ol { @for it in rest { li { (line(visit, it)) } } }
                }
            }
        }
    }
}

/// One line: the number, how far it is, since when, by whom.
pub fn line(visit: &Visit, version: &ThesaurusVersion) -> Markup {
    let (words, number) = (visit.words, version.version);
    let when = words.day_and_hour(&visit.zone, visit.now, version.from);
    let (class, said) = match standing(&visit.snapshot.state, version, visit.now) {
        Standing::InForce => (
            "libre",
            words.pick(
                format!("en vigueur depuis {when}"),
                format!("in force since {when}"),
            ),
        ),
        Standing::ToCome => (
            "reserve",
            words.pick(
                format!("en vigueur à partir de {when}"),
                format!("in force from {when}"),
            ),
        ),
        Standing::Overtaken => (
            "alerte",
            words.pick(
                format!("prévue {when}, mais remplacée avant"),
                format!("meant for {when}, but replaced before"),
            ),
        ),
        Standing::Past => ("", words.pick(format!("depuis {when}"), format!("from {when}"))),
    };
    let author = frame::person(visit, version.by);
    html! {
        a href={ (THESAURUS) "/version/" (number) } { "Version " (number) }
        " " span.tag.(class) { (said) } " "
        span.q { (words.pick(format!("écrite par {author}"), format!("written by {author}"))) }
    }
}
