//! What happened lately, newest first.

use base::Moment;
use domain::flow::{FlowSettings, HoldEnd, Outcome, Withdrawal};
use domain::state::State;
use domain::vault::Vault;
use domain::view::feed::{Happened, What, feed};
use maud::{Markup, html};

use crate::person;
use crate::scene::Scene;

/// How many lines.
const LINES: usize = 12;

/// The list.
pub fn list(scene: &Scene<'_>, state: &State, vault: &Vault, now: Moment) -> Markup {
    let words = scene.words;
    let lines = feed(state, vault, now, LINES);
    html! {
        section #fil {
            header.ph { h2 { (words.pick("Fil", "Latest")) } span.q { (words.pick("4 dernières heures", "last 4 hours")) } }
            @if lines.is_empty() { p.q { (words.pick("Rien de nouveau.", "Nothing new.")) } }
            ol.feed { @for line in &lines { (row(scene, &state.settings.flow, line)) } }
        }
    }
}

fn row(scene: &Scene<'_>, flow: &FlowSettings, line: &Happened) -> Markup {
    let name = person::name(scene, &line.name);
    html! {
        li.al[is_bad(&line.what)] {
            b { (scene.words.hour(scene.zone, line.at)) }
            a href={ "/cellule?demande=" (line.request) } data-request=(line.request) {
                b { (name) } ", " (scene.words.happened(&line.what, flow))
            }
        }
    }
}

/// What somebody has to do something about.
const fn is_bad(what: &What) -> bool {
    matches!(
        what,
        What::Answered(_, Outcome::Refused(_) | Outcome::Lapsed | Outcome::WardSetAside)
            | What::Lost(_, HoldEnd::Expired | HoldEnd::Broken(_) | HoldEnd::Postponed(_))
            | What::Withdrawn(Withdrawal::Forgotten)
    )
}
