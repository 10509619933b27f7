//! What is said of a stay from its sheet: statements of the ward, and notes. Each form says which revision it has seen.

use axum::extract::{Path, State};
use axum::response::Response;
use base::id::{NoteId, PersonId, StayId};
use domain::care::CareChange;
use domain::command::BoardCommand;
use domain::note::NoteText;
use domain::refusal::Refusal;

use super::Subject;
use super::act::{Undo, Wish, finish, gone, unreadable, unreadable_time};
use super::spell::{self, Reading, Unread};
use crate::Web;
use crate::fields::Fields;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::Explained;

/// The field that says which revision of a topic the form has seen.
pub const SEEN: &str = "vu";

/// `POST /sejour/{stay}/dire/{sujet}`
pub async fn say(
    State(web): State<Web>,
    visit: Visit,
    Path((stay, form)): Path<(String, String)>,
    fields: Fields,
) -> Response {
    let known = stay.parse::<StayId>().ok();
    let Some((id, stay)) = known.and_then(|id| Some((id, visit.snapshot.state.stay(id)?))) else {
        return gone(&visit);
    };
    let subject = Subject::Stay(id);
    let reading = Reading {
        zone: &visit.zone,
        now: visit.now,
        care: stay.care(),
    };
    let change = match spell::read(&form, &fields, &reading) {
        Ok(change) => change,
        Err(Unread::Time) => return unreadable_time(&web, &visit, subject, &form, fields).await,
        Err(Unread::Unit) => {
            let explained = visit.explained(&Refusal::BadTelemetry);
            return unreadable(&web, &visit, subject, &form, fields, explained).await;
        }
        Err(Unread::Form) => return Problem::Unreadable.answer(visit.words, visit.part),
    };
    let topic = change.topic();
    let before = stay.care().holds(&topic);
    let wish = Wish {
        subject,
        form: spell::name(&topic),
        command: BoardCommand::StateCare {
            stay: id,
            change: change.clone(),
            saw: fields.read(SEEN).unwrap_or(0),
        },
        done: visit.words.noted(&topic),
        undo: Some(Undo {
            action: address(id, &change),
            fields: spell::write(&before, &visit.zone),
        }),
        stated: Some(change),
    };
    finish(&web, visit, fields, wish).await
}

/// The address of the form of that change.
pub fn address(stay: StayId, change: &CareChange) -> String {
    format!("/sejour/{stay}/dire/{}", spell::address(&change.topic()))
}

/// `POST /sejour/{stay}/note`
pub async fn write_note(
    State(web): State<Web>,
    visit: Visit,
    Path(stay): Path<String>,
    fields: Fields,
) -> Response {
    let Ok(stay) = stay.parse::<StayId>() else {
        return gone(&visit);
    };
    let replaces = fields.read::<NoteId>("remplace").ok();
    let form = note_form(replaces);
    let subject = Subject::Stay(stay);
    let text = fields.get("texte").unwrap_or_default();
    let Ok(text) = NoteText::new(text) else {
        let words = &visit.words.acts;
        let explained = Explained {
            why: words.bad_note.to_owned(),
            next: words.bad_note_next.to_owned(),
        };
        return unreadable(&web, &visit, subject, &form, fields, explained).await;
    };
    let done = visit.words.acts.done_note.to_owned();
    let wish = Wish::of(
        subject,
        &form,
        BoardCommand::WriteNote {
            stay,
            text,
            // Signed once it is known who writes.
            author: PersonId::new(0),
            replaces,
        },
        done,
        None,
    );
    finish(&web, visit, fields, wish).await
}

/// The name of the form that writes a note, or replaces one.
pub fn note_form(replaces: Option<NoteId>) -> String {
    replaces.map_or_else(|| "note".to_owned(), |note| format!("note-{note}"))
}

/// `POST /note/{note}/retirer`; with `retablir`, the note that this one replaced comes back.
pub async fn withdraw_note(
    State(web): State<Web>,
    visit: Visit,
    Path(note): Path<String>,
    fields: Fields,
) -> Response {
    let Some((note, stay)) = known(&visit, &note) else {
        return gone(&visit);
    };
    let restores = fields.read::<NoteId>("retablir").ok();
    let done = visit.words.acts.done_withdrawn.to_owned();
    let wish = Wish::of(
        Subject::Stay(stay),
        "retirer",
        BoardCommand::WithdrawNote { note, restores },
        done,
        restores.is_none().then(|| Undo {
            action: format!("/note/{note}/retablir"),
            fields: vec![],
        }),
    );
    finish(&web, visit, fields, wish).await
}

/// `POST /note/{note}/retablir`
pub async fn restore_note(
    State(web): State<Web>,
    visit: Visit,
    Path(note): Path<String>,
    fields: Fields,
) -> Response {
    let Some((note, stay)) = known(&visit, &note) else {
        return gone(&visit);
    };
    let done = visit.words.acts.done_restored.to_owned();
    let wish = Wish::of(
        Subject::Stay(stay),
        "retablir",
        BoardCommand::RestoreNote { note },
        done,
        Some(Undo {
            action: format!("/note/{note}/retirer"),
            fields: vec![],
        }),
    );
    finish(&web, visit, fields, wish).await
}

fn known(visit: &Visit, note: &str) -> Option<(NoteId, StayId)> {
    let note = note.parse::<NoteId>().ok()?;
    Some((note, visit.snapshot.state.note(note)?.stay))
}
