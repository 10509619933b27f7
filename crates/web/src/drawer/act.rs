//! What can be done from a sheet or a tile. Each handler reads its form, asks the engine, and answers through
//! [`finish`]: done or refused, with or without script.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::Moment;
use base::id::{BedId, PersonId, StayId};
use base::time::MINUTE;
use domain::bed::Operation;
use domain::care::CareChange;
use domain::command::{BoardCommand, Command};
use domain::movement::Spot;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::sheet::{Refused, part, whole};
use super::{Subject, notes, say, sheet_of};
use crate::engine::{self, Undone};
use crate::fields::{Fields, closure_of, closure_word, hygiene_of, hygiene_word};
use crate::layout::{self, Page};
use crate::problem::Problem;
use crate::visit::{Visit, safe_return};
use crate::words::Explained;
use crate::words::when::{of_field, of_past_field, to_field, to_hidden};
use crate::{Web, operator};

/// An action read from its form.
pub(super) struct Wish {
    pub subject: Subject,
    /// The name of the form on the sheet: the last word of its address, where one form has that address.
    pub form: String,
    pub command: BoardCommand,
    /// What to say once it is done.
    pub done: String,
    pub undo: Option<Undo>,
    /// What the ward says of the stay, when that is what the form is for.
    pub stated: Option<CareChange>,
}

impl Wish {
    /// An action that is not a statement of the ward.
    pub fn of(subject: Subject, form: &str, command: BoardCommand, done: String, undo: Option<Undo>) -> Self {
        Self {
            subject,
            form: form.to_owned(),
            command,
            done,
            undo,
            stated: None,
        }
    }
}

/// The form that takes an action back.
pub(super) struct Undo {
    pub action: String,
    pub fields: Vec<(&'static str, String)>,
}

/// `POST /sejour/{stay}/parti`
pub async fn mark_left(
    State(web): State<Web>,
    visit: Visit,
    Path(stay): Path<String>,
    fields: Fields,
) -> Response {
    let Ok(stay) = stay.parse::<StayId>() else {
        return gone(&visit);
    };
    let subject = Subject::Stay(stay);
    let Some(at) = past_moment(&visit, &fields) else {
        return unreadable_time(&web, &visit, subject, "parti", fields).await;
    };
    let undo = Some(Undo {
        action: format!("/sejour/{stay}/present"),
        fields: vec![],
    });
    let command = BoardCommand::MarkLeft { stay, at };
    let done = visit.words.drawer.done_left.to_owned();
    finish(
        &web,
        visit,
        fields,
        Wish::of(subject, "parti", command, done, undo),
    )
    .await
}

/// `POST /sejour/{stay}/present`
pub async fn unmark_left(
    State(web): State<Web>,
    visit: Visit,
    Path(stay): Path<String>,
    fields: Fields,
) -> Response {
    let Ok(stay) = stay.parse::<StayId>() else {
        return gone(&visit);
    };
    let seen = visit
        .snapshot
        .state
        .stay(stay)
        .and_then(|stay| stay.seen_leaving())
        .map(|it| it.at);
    let undo = seen.map(|at| Undo {
        action: format!("/sejour/{stay}/parti"),
        fields: vec![("quand", to_hidden(at))],
    });
    let command = BoardCommand::UnmarkLeft { stay };
    let done = visit.words.drawer.done_unleft.to_owned();
    finish(
        &web,
        visit,
        fields,
        Wish::of(Subject::Stay(stay), "present", command, done, undo),
    )
    .await
}

/// `POST /sejour/{stay}/placer`
pub async fn place(
    State(web): State<Web>,
    visit: Visit,
    Path(stay): Path<String>,
    fields: Fields,
) -> Response {
    let (Ok(stay), Ok(bed)) = (stay.parse::<StayId>(), fields.read::<BedId>("lit")) else {
        return Problem::Unreadable.answer(visit.words, visit.part);
    };
    let undo = Some(match bed_of(&visit, stay) {
        Some(before) => Undo {
            action: format!("/sejour/{stay}/placer"),
            fields: vec![("lit", before.to_string())],
        },
        None => Undo {
            action: format!("/sejour/{stay}/sans-lit"),
            fields: vec![],
        },
    });
    // Placed from the sheet of the bed, one stays there.
    let from_bed = fields.get("retour").is_some_and(|back| back.starts_with("/lit/"));
    let subject = if from_bed {
        Subject::Bed(bed)
    } else {
        Subject::Stay(stay)
    };
    let command = BoardCommand::PlaceStay { stay, bed };
    let done = visit.words.drawer.done_placed.to_owned();
    finish(
        &web,
        visit,
        fields,
        Wish::of(subject, "placer", command, done, undo),
    )
    .await
}

/// `POST /sejour/{stay}/sans-lit`
pub async fn unplace(
    State(web): State<Web>,
    visit: Visit,
    Path(stay): Path<String>,
    fields: Fields,
) -> Response {
    let Ok(stay) = stay.parse::<StayId>() else {
        return gone(&visit);
    };
    let undo = bed_of(&visit, stay).map(|bed| Undo {
        action: format!("/sejour/{stay}/placer"),
        fields: vec![("lit", bed.to_string())],
    });
    let command = BoardCommand::UnplaceStay { stay };
    let done = visit.words.drawer.done_unplaced.to_owned();
    finish(
        &web,
        visit,
        fields,
        Wish::of(Subject::Stay(stay), "sans-lit", command, done, undo),
    )
    .await
}

/// `POST /lit/{bed}/proprete`
pub async fn mark_bed(
    State(web): State<Web>,
    visit: Visit,
    Path(bed): Path<String>,
    fields: Fields,
) -> Response {
    let (Ok(bed), Some(hygiene)) = (bed.parse::<BedId>(), fields.get("etat").and_then(hygiene_of)) else {
        return Problem::Unreadable.answer(visit.words, visit.part);
    };
    let state = &visit.snapshot.state;
    let before = state
        .bed(bed)
        .map(|known| state.hygiene_of(known, visit.now).state);
    let undo = before.map(|before| Undo {
        action: format!("/lit/{bed}/proprete"),
        fields: vec![("etat", hygiene_word(before).to_owned())],
    });
    let command = BoardCommand::MarkBed { bed, hygiene };
    let done = visit.words.drawer.done_hygiene.to_owned();
    finish(
        &web,
        visit,
        fields,
        Wish::of(Subject::Bed(bed), "proprete", command, done, undo),
    )
    .await
}

/// `POST /lit/{bed}/fermer`
pub async fn close_bed(
    State(web): State<Web>,
    visit: Visit,
    Path(bed): Path<String>,
    fields: Fields,
) -> Response {
    let (Ok(bed), Some(reason)) = (bed.parse::<BedId>(), fields.get("motif").and_then(closure_of)) else {
        return Problem::Unreadable.answer(visit.words, visit.part);
    };
    let subject = Subject::Bed(bed);
    let until = match fields.get("jusqu") {
        None => None,
        Some(text) => match of_field(&visit.zone, text) {
            Some(until) => Some(until),
            None => return unreadable_time(&web, &visit, subject, "fermer", fields).await,
        },
    };
    let undo = Some(Undo {
        action: format!("/lit/{bed}/ouvrir"),
        fields: vec![],
    });
    let command = BoardCommand::CloseBed { bed, reason, until };
    let done = visit.words.drawer.done_closed.to_owned();
    finish(
        &web,
        visit,
        fields,
        Wish::of(subject, "fermer", command, done, undo),
    )
    .await
}

/// `POST /lit/{bed}/ouvrir`
pub async fn open_bed(
    State(web): State<Web>,
    visit: Visit,
    Path(bed): Path<String>,
    fields: Fields,
) -> Response {
    let Ok(bed) = bed.parse::<BedId>() else {
        return gone(&visit);
    };
    let undo = visit
        .snapshot
        .state
        .bed(bed)
        .and_then(|known| closing_again(bed, known.operation));
    let command = BoardCommand::OpenBed { bed };
    let done = visit.words.drawer.done_opened.to_owned();
    finish(
        &web,
        visit,
        fields,
        Wish::of(Subject::Bed(bed), "ouvrir", command, done, undo),
    )
    .await
}

/// `POST /lit/{bed}/regler`
pub async fn settle(
    State(web): State<Web>,
    visit: Visit,
    Path(bed): Path<String>,
    fields: Fields,
) -> Response {
    let (Ok(bed), Ok(keeps)) = (bed.parse::<BedId>(), fields.read::<StayId>("garde")) else {
        return Problem::Unreadable.answer(visit.words, visit.part);
    };
    let command = BoardCommand::SettleDispute { bed, keeps };
    let done = visit.words.drawer.done_settled.to_owned();
    finish(
        &web,
        visit,
        fields,
        Wish::of(Subject::Bed(bed), "regler", command, done, None),
    )
    .await
}

/// When something is said to have happened. The field has no seconds: what happens in the minute of now happens now.
pub(super) fn past_moment(visit: &Visit, fields: &Fields) -> Option<Moment> {
    let at = of_past_field(&visit.zone, fields.get("quand")?, visit.now)?;
    let this_minute = to_field(&visit.zone, visit.now) == to_field(&visit.zone, at);
    Some(if this_minute && visit.now.since(at) < MINUTE {
        visit.now
    } else {
        at
    })
}

fn closing_again(bed: BedId, operation: Operation) -> Option<Undo> {
    let Operation::Closed { reason, until } = operation else {
        return None;
    };
    let mut fields = vec![("motif", closure_word(reason).to_owned())];
    fields.extend(until.map(|until| ("jusqu", to_hidden(until))));
    Some(Undo {
        action: format!("/lit/{bed}/fermer"),
        fields,
    })
}

/// The bed where the stay is now.
pub(super) fn bed_of(visit: &Visit, stay: StayId) -> Option<BedId> {
    let segment = *visit.snapshot.state.stay(stay)?.timeline.at(visit.now)?;
    match segment.spot {
        Spot::Bed(bed) => Some(bed),
        Spot::Room(_) | Spot::Nowhere => None,
    }
}

pub(super) fn gone(visit: &Visit) -> Response {
    Problem::Gone.answer(visit.words, visit.part)
}

pub(super) async fn unreadable_time(
    web: &Web,
    visit: &Visit,
    subject: Subject,
    form: &str,
    fields: Fields,
) -> Response {
    let explained = Explained {
        why: visit.words.drawer.bad_time.to_owned(),
        next: String::new(),
    };
    unreadable(web, visit, subject, form, fields, explained).await
}

/// Shows a form again that says what cannot be.
pub(super) async fn unreadable(
    web: &Web,
    visit: &Visit,
    subject: Subject,
    form: &str,
    fields: Fields,
    explained: Explained,
) -> Response {
    let visit = &Visit {
        path: subject.href(),
        ..visit.clone()
    };
    refuse(
        web,
        visit,
        subject,
        Refused {
            form: form.to_owned(),
            explained,
            fields,
            conflict: None,
        },
    )
    .await
}

/// Asks who it is, asks the engine, answers.
pub(super) async fn finish(web: &Web, mut visit: Visit, fields: Fields, mut wish: Wish) -> Response {
    let (who, cookie) = match operator::identify(web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    sign(&mut wish.command, who.person);
    let outcome = engine::submit(web, who.person, Command::Board(wish.command.clone())).await;
    let is_new = visit.operator.is_none();
    visit.operator = Some(who);
    visit.snapshot = web.app().snapshot();
    // Pages shown from here on are those of the subject: a form cannot be asked for.
    visit.path = wish.subject.href();
    let answer = match outcome {
        Ok(made) => {
            // What is taken back is this very word, and no later one.
            if let Some(undo) = wish.undo.as_mut().filter(|_| wish.stated.is_some()) {
                undo.fields.push((say::SEEN, made.seq.to_string()));
            }
            if let Some(note) = written_by(&visit, &wish.command) {
                wish.undo = Some(note);
            }
            done(web, &visit, &fields, &wish, is_new).await
        }
        // Whoever says what is already said made no mistake.
        Err(Undone::Refused(Refusal::NothingToDo)) if wish.stated.is_some() => {
            wish.undo = None;
            visit.words.acts.already.clone_into(&mut wish.done);
            done(web, &visit, &fields, &wish, is_new).await
        }
        Err(Undone::Problem(problem)) => problem.answer(visit.words, visit.part),
        Err(Undone::Refused(refusal)) => {
            let (form, explained) = match notes::collision(&visit, &wish.command) {
                Some(collision) if matches!(refusal, Refusal::UnknownNote(_)) => collision,
                _ => (wish.form, visit.explained(&refusal)),
            };
            let conflict = wish
                .stated
                .filter(|_| matches!(refusal, Refusal::ChangedMeanwhile { .. }));
            refuse(
                web,
                &visit,
                wish.subject,
                Refused {
                    form,
                    explained,
                    fields,
                    conflict,
                },
            )
            .await
        }
    };
    operator::remembering(answer, cookie)
}

/// A note is signed by whoever writes it.
fn sign(command: &mut BoardCommand, person: PersonId) {
    if let BoardCommand::WriteNote { author, .. } = command {
        *author = person;
    }
}

/// The way back of a note just written: off the board, and the one it replaced back on it.
fn written_by(visit: &Visit, command: &BoardCommand) -> Option<Undo> {
    let BoardCommand::WriteNote {
        stay,
        author,
        replaces,
        ..
    } = command
    else {
        return None;
    };
    let state = &visit.snapshot.state;
    let notes = &state.stay(*stay)?.care().notes;
    let written = notes
        .iter()
        .rev()
        .find(|id| state.note(**id).is_some_and(|note| note.author == *author))?;
    Some(Undo {
        action: format!("/note/{written}/retirer"),
        fields: replaces
            .map(|former| ("retablir", former.to_string()))
            .into_iter()
            .collect(),
    })
}

/// Sent from a tile, a form changes the board; sent from a sheet, the sheet too.
pub(super) fn is_from_tile(fields: &Fields) -> bool {
    fields.get("retour") == Some("tableau")
}

async fn done(web: &Web, visit: &Visit, fields: &Fields, wish: &Wish, is_new: bool) -> Response {
    if !visit.part {
        return told(web, visit, fields, wish).await;
    }
    let undo = wish.undo.as_ref().map(|undo| undo_form(visit, undo));
    let mut answer = layout::toast(&wish.done, undo.as_ref());
    if is_new {
        answer = html! { (answer) (layout::who(visit)) };
    }
    if !is_from_tile(fields)
        && let Some(sheet) = sheet_of(web, visit, wish.subject, None).await
    {
        answer = html! { (answer) (part(&sheet).0) };
    }
    Page(answer).into_response()
}

/// Without script no toast appears over the screen: the page itself says what was done and how it is taken back.
async fn told(web: &Web, visit: &Visit, fields: &Fields, wish: &Wish) -> Response {
    if let (Some(undo), false) = (&wish.undo, is_from_tile(fields))
        && let Some(mut sheet) = sheet_of(web, visit, wish.subject, None).await
    {
        let said = layout::toast(&wish.done, Some(&undo_form(visit, undo)));
        sheet.body = html! { (said) (sheet.body) };
        return whole(visit, &sheet).into_response();
    }
    Redirect::to(&back(visit, fields, wish.subject)).into_response()
}

fn undo_form(visit: &Visit, undo: &Undo) -> Markup {
    html! {
        form method="post" action=(undo.action) data-live {
            @for (name, value) in &undo.fields { input type="hidden" name=(name) value=(value); }
            input type="hidden" name="retour" value="tableau";
            button.btn.sm { (visit.words.common.undo) }
        }
    }
}

pub(super) async fn refuse(web: &Web, visit: &Visit, subject: Subject, refused: Refused) -> Response {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    if visit.part && is_from_tile(&refused.fields) {
        let Explained { why, next } = &refused.explained;
        return (status, Page(layout::notice_part(visit.words, why, next))).into_response();
    }
    match sheet_of(web, visit, subject, Some(&refused)).await {
        Some(sheet) if visit.part => (status, part(&sheet)).into_response(),
        Some(sheet) => (status, whole(visit, &sheet)).into_response(),
        None => gone(visit),
    }
}

/// Where a form leads without script: the board for a tile, else the page it was sent from.
fn back(visit: &Visit, fields: &Fields, subject: Subject) -> String {
    let wanted = match fields.get("retour") {
        Some("tableau") => return board_of(visit, subject),
        other => other,
    };
    safe_return(wanted, &subject.href()).to_owned()
}

fn board_of(visit: &Visit, subject: Subject) -> String {
    let state = &visit.snapshot.state;
    let ward = match subject {
        Subject::Bed(bed) => state.ward_of_bed(bed),
        Subject::Stay(stay) | Subject::Move(stay) => {
            let segment = state
                .stay(stay)
                .and_then(|stay| stay.timeline.at(visit.now).copied());
            segment.and_then(|segment| state.ward_of_segment(&segment))
        }
    };
    ward.map_or_else(|| "/".to_owned(), |ward| format!("/service/{ward}"))
}
