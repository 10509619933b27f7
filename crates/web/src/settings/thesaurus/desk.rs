//! The draft: what it changes, publishing it from a day and an hour on, throwing it away; and beginning the first one.

use domain::flow::{Thesaurus, ThesaurusDiff};
use domain::state::State;
use maud::{Markup, html};

use super::super::{THESAURUS, frame};
use super::diff;
use crate::fields::Fields;
use crate::icon::icon;
use crate::visit::Visit;
use crate::words::when::to_field;

/// Flaws that are listed: more are not read.
const FLAWS: usize = 12;

/// What the draft changes of the last version; nothing when there is none.
pub fn changes(state: &State) -> ThesaurusDiff {
    let nothing = Thesaurus::default();
    let last = state.thesauri.last();
    let before = last.map_or(&nothing, |it| &*it.thesaurus);
    let draft = state.thesaurus_desk.draft.as_ref();
    draft.map(|it| before.diff_to(&it.thesaurus)).unwrap_or_default()
}

/// For a hospital that has no thesaurus: with what to begin.
pub fn begin(visit: &Visit) -> Markup {
    let words = visit.words;
    let saw = visit.snapshot.state.thesaurus_desk.revision;
    html! {
        section.card.begin aria-labelledby="begin" {
            h2 #begin { (words.pick("Pour commencer", "Where to begin")) }
            p { (words.pick(
                "Partez de l’exemple (93 entrées, 20 spécialités), à relire et à réécrire : ses classes et ses délais sont inventés. Ou d’une page blanche. Ou importez votre fichier, plus bas.",
                "Begin with the example (93 entries, 20 specialties), to be read and rewritten: its classes and delays are invented. Or with a blank page. Or import your file, below.",
            )) }
            form.acts method="post" action=(THESAURUS) {
                input type="hidden" name="saw" value=(saw);
                button.btn.pri name="do" value="exemple" { (icon("notebook-pen")) (words.pick("Partir de l’exemple", "Begin with the example")) }
                @if visit.snapshot.state.thesaurus_desk.draft.is_none() {
                    button.btn name="do" value="vide" { (words.pick("Page blanche", "Blank page")) }
                }
            }
        }
    }
}

/// The draft, when there is one.
pub fn draft(visit: &Visit, changes: &ThesaurusDiff, typed: &Fields) -> Markup {
    let (words, state) = (visit.words, &visit.snapshot.state);
    let Some(draft) = &state.thesaurus_desk.draft else {
        return html! {};
    };
    let latest = state.thesauri.last().map_or(0, |it| it.version);
    let flaws = draft.thesaurus.check(&state.settings).err().unwrap_or_default();
    html! {
        section.thdraft #brouillon aria-labelledby="draft-title" {
            h2 #draft-title { (icon("pencil")) (words.pick("Brouillon", "Draft")) " " span.q { (frame::by_and_when(visit, draft.by, draft.at)) } }
            @if draft.from < latest {
                p.setwarn { (icon("circle-alert")) " " (words.pick(
                    format!("Commencé sur la version {}, mais la version {latest} a été écrite depuis : regardez les différences avec elle.", draft.from),
                    format!("Begun on version {}, but version {latest} was written since: look at the differences with it.", draft.from),
                )) }
            }
            details.fold open[changes.added.len() + changes.changed.len() + changes.removed.len() <= 6] {
                summary { (diff::counts(visit, changes)) }
                (diff::whole(visit, changes))
            }
            @if !flaws.is_empty() {
                div.told.mid {
                    (icon("triangle-alert"))
                    div {
                        p { b { (words.pick("À corriger avant de publier", "To be corrected before publishing")) } }
                        ul { @for flaw in flaws.iter().take(FLAWS) { li { (words.thesaurus_flaw(flaw)) } } }
                    }
                }
            }
            (publish(visit, typed, state.thesaurus_desk.revision))
        }
    }
}

fn publish(visit: &Visit, typed: &Fields, saw: u64) -> Markup {
    let words = visit.words;
    html! {
        form.pub method="post" action=(THESAURUS) {
            input type="hidden" name="saw" value=(saw);
            label.field {
                span { (words.pick("En vigueur à partir du (vide : tout de suite)", "In force from (empty: at once)")) }
                input type="datetime-local" name="depuis" value=[typed.get("depuis")] min=(to_field(&visit.zone, visit.now));
            }
            p.acts {
                button.btn.pri name="do" value="publier" { (icon("check-check")) (words.pick("Publier", "Publish")) }
                button.btn name="do" value="jeter" formnovalidate { (icon("trash-2")) (words.pick("Jeter le brouillon", "Discard the draft")) }
            }
        }
    }
}
