//! Notes for the next team on the sheet of a stay: who wrote what and when, and what became of it.

use base::id::{NoteId, StayId};
use domain::command::BoardCommand;
use domain::note::NoteText;
use domain::view::drawer::NoteLine;
use maud::{Markup, html};

use super::say::note_form;
use super::sheet::{Refused, refusal, typed};
use crate::icon::icon;
use crate::scene::Scene;
use crate::visit::Visit;
use crate::words::Explained;

/// Of somebody who writes in the place of a note that is no longer on the board: the form that takes their text
/// instead, and why. The note that stands there now keeps its text above that form: both are seen.
pub fn collision(visit: &Visit, command: &BoardCommand) -> Option<(String, Explained)> {
    let BoardCommand::WriteNote {
        stay,
        replaces: Some(former),
        ..
    } = command
    else {
        return None;
    };
    let (state, vault, acts) = (&visit.snapshot.state, &visit.snapshot.vault, &visit.words.acts);
    let notes = &state.stay(*stay)?.care().notes;
    let successor = |of: NoteId| {
        let next = |id: &&NoteId| state.note(**id).is_some_and(|it| it.replaces == Some(of));
        notes.iter().rev().find(next).copied()
    };
    // A note replaces an earlier one: the chain ends.
    let last = std::iter::successors(successor(*former), |id| successor(*id)).last();
    let current = last.filter(|id| state.note(*id).is_some_and(|it| !it.withdrawn));
    let Some(id) = current else {
        return Some((
            note_form(None),
            Explained {
                why: acts.note_gone.to_owned(),
                next: acts.note_gone_next.to_owned(),
            },
        ));
    };
    let author = state.note(id).and_then(|it| vault.person(it.author));
    let author = author.map_or(visit.words.drawer.somebody, |it| it.as_str());
    let why = visit.words.pair(acts.note_replaced, author);
    let next = acts.note_replaced_next.to_owned();
    Some((note_form(Some(id)), Explained { why, next }))
}

/// The notes on the board with what can be done about them, a new one, and those of before.
pub fn notes(
    scene: &Scene<'_>,
    stay: StayId,
    lines: &[NoteLine],
    open: bool,
    refused: Option<&Refused>,
) -> Markup {
    let acts = &scene.words.acts;
    let (former, current): (Vec<&NoteLine>, Vec<&NoteLine>) = lines.iter().partition(|it| it.withdrawn);
    let count = u32::try_from(former.len()).unwrap_or(u32::MAX);
    html! {
        section #notes {
            h2 { (icon("notebook-pen")) (acts.notes) }
            @if current.is_empty() { p.none { (acts.no_note) } }
            ul.notes { @for line in &current { li { (self::line(scene, line)) @if open { (change(scene, stay, line, refused)) } } } }
            @if open {
                div.do {
                    form method="post" action={ "/sejour/" (stay) "/note" } data-live {
                        (refusal(refused, &note_form(None)))
                        (text(scene, &typed(refused, &note_form(None), "texte", "")))
                        button.btn.pri { (acts.write) }
                    }
                }
            }
            @if !former.is_empty() {
                details {
                    summary { (scene.words.count(count, acts.former_notes)) }
                    ul.notes.former {
                        @for line in &former {
                            li {
                                (self::line(scene, line))
                                @if open && !line.replaced {
                                    form method="post" action={ "/note/" (line.note.note) "/retablir" } data-live { button.btn.sm { (acts.restore) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn line(scene: &Scene<'_>, line: &NoteLine) -> Markup {
    let words = scene.words;
    let became = match (line.withdrawn, line.replaced) {
        (_, true) => Some(words.acts.replaced),
        (true, false) => Some(words.acts.withdrawn),
        (false, false) => None,
    };
    html! {
        p.text { @match &line.note.text { Some(text) => (text.as_str()), None => { i { (words.acts.purged) } } } }
        p.by {
            b { (line.note.author_name.as_ref().map_or(words.drawer.somebody, |it| it.as_str())) }
            ", " (words.day_and_hour(scene.zone, scene.now, line.note.at))
            @if let Some(became) = became { " · " (became) }
        }
    }
}

/// Writing another text in the place of a note, and taking it off.
fn change(scene: &Scene<'_>, stay: StayId, line: &NoteLine, refused: Option<&Refused>) -> Markup {
    let acts = &scene.words.acts;
    let form = note_form(Some(line.note.note));
    let written = line.note.text.as_ref().map_or("", |it| it.as_str());
    html! {
        div.row {
            form method="post" action={ "/note/" (line.note.note) "/retirer" } data-live { button.btn.sm { (acts.withdraw) } }
            details open[refused.is_some_and(|it| it.form == form)] {
                summary.btn.sm { (acts.replace) }
                form method="post" action={ "/sejour/" (stay) "/note" } data-live {
                    input type="hidden" name="remplace" value=(line.note.note);
                    (refusal(refused, &form))
                    (text(scene, &typed(refused, &form, "texte", written)))
                    p.row {
                        @if refused.is_some_and(|it| it.form == form) { a.btn href={ "/sejour/" (stay) } data-drawer { (acts.keep_theirs) } }
                        button.btn { (acts.save) }
                    }
                }
            }
        }
    }
}

fn text(scene: &Scene<'_>, value: &str) -> Markup {
    html! {
        label.field.wide {
            span { (scene.words.acts.note_text) }
            textarea name="texte" rows="3" required maxlength=(NoteText::MAX) { (value) }
        }
    }
}
