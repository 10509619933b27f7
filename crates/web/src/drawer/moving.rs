//! Moving a patient within the ward: the beds with what each would mean, one step of confirmation where something
//! stands in the way, and the move or the swap itself.
//!
//! The same list is the page without script, the drawer, and what our script reads to mark the beds of the plan.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::id::{BedId, StayId};
use domain::command::BoardCommand;
use domain::view::board::{ShownName, ward_board};
use domain::view::placing::{Outcome, Placing, Placings, placings};
use maud::{Markup, html};

use super::Subject;
use super::act::{Undo, Wish, bed_of, finish, gone, is_from_tile, unreadable};
use super::sheet::{Refused, Sheet, refusal, typed, whole};
use crate::fields::Fields;
use crate::icon::icon;
use crate::layout::Page;
use crate::scene::Scene;
use crate::visit::Visit;
use crate::words::Explained;
use crate::{Web, person};

/// The name of the form of a move.
const FORM: &str = "deplacer";

/// The field in which the name of a bed is typed.
const NAMED: &str = "vers";

/// The field by which somebody who was warned says that they know.
const KNOWING: &str = "confirme";

/// The beds of the ward of a stay; nothing for a patient who is in no ward.
pub fn sheet(visit: &Visit, stay: StayId, refused: Option<&Refused>) -> Option<Sheet> {
    let found = found(visit, stay)?;
    let scene = visit.scene();
    let acts = &visit.words.acts;
    let chosen = typed(refused, FORM, "lit", "");
    let body = html! {
        article.sheet {
            header {
                h1 #drawer-title { span { (acts.move_title) " " (person::name(&scene, &found.stay.name)) } (person::sex_and_age(&scene, &found.stay)) }
                p.lead {
                    @if let Some((bed, name)) = &found.from { a href={ "/lit/" (bed) } data-drawer { b { (visit.words.board.bed) " " (name) } } }
                    @else { b { (visit.words.board.lane) } }
                    a href={ "/sejour/" (stay) } data-drawer { (visit.words.drawer.see_stay) }
                }
                p { (acts.move_how) }
            }
            form.beds method="post" action={ "/sejour/" (stay) "/deplacer" } data-live data-move {
                (refusal(refused, FORM))
                label.field {
                    span { (acts.move_to_bed) }
                    input type="text" name=(NAMED) value=(typed(refused, FORM, NAMED, "")) maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" autofocus;
                    small { (acts.move_to_how) }
                }
                ul { @for placing in &found.beds { (row(&scene, placing, &chosen)) } }
                p.row { button.btn.pri { (icon("move")) (acts.move_title) } a.btn href={ "/sejour/" (stay) } data-drawer { (visit.words.common.cancel) } }
            }
        }
    };
    let state = &visit.snapshot.state;
    let ward = state
        .stay(stay)
        .and_then(|it| state.ward_at(it, visit.now))
        .and_then(|id| state.ward(id));
    Some(Sheet {
        subject: Subject::Move(stay),
        title: acts.move_title.to_owned(),
        ward: ward.map(|it| (it.name.to_string(), format!("/service/{}", it.id))),
        about: found
            .from
            .as_ref()
            .map_or_else(|| "lane".to_owned(), |(bed, _)| bed.to_string()),
        body,
    })
}

fn found(visit: &Visit, stay: StayId) -> Option<Placings> {
    let snapshot = &visit.snapshot;
    let known = snapshot.state.stay(stay)?;
    let ward = snapshot.state.ward_at(known, visit.now)?;
    let board = ward_board(&snapshot.state, &snapshot.vault, ward, visit.now)?;
    placings(&board, stay)
}

/// A bed, and what moving there would mean. `data-fit` and `data-says` are for the plan beside.
fn row(scene: &Scene<'_>, placing: &Placing, chosen: &str) -> Markup {
    let acts = &scene.words.acts;
    let named = |name: &ShownName| person::name_said(scene, name);
    let (fit, word) = match &placing.outcome {
        Outcome::Here => ("here", acts.is_here),
        Outcome::Impossible(_) => ("no", acts.impossible),
        it if it.warnings().is_empty() => ("ok", acts.fits),
        Outcome::Move(_) | Outcome::Swap { .. } => ("warn", acts.careful),
    };
    let swap = match &placing.outcome {
        Outcome::Swap { with, .. } => Some(scene.words.swap_with(&named(&with.name))),
        Outcome::Here | Outcome::Impossible(_) | Outcome::Move(_) => None,
    };
    let reasons = reasons(scene, &placing.outcome);
    let says = swap
        .iter()
        .chain(&reasons)
        .map(String::as_str)
        .collect::<Vec<_>>();
    let says = if says.is_empty() {
        word.to_owned()
    } else {
        says.join(" · ")
    };
    let bed = placing.bed.to_string();
    let closed = matches!(placing.outcome, Outcome::Here | Outcome::Impossible(_));
    html! {
        li class=(fit) data-bed=(bed) data-fit=(fit) data-says=(says) {
            label {
                input type="radio" name="lit" value=(bed) disabled[closed] checked[bed == chosen && !closed];
                b { (placing.name) }
                span.tag { (word) }
                @if let Some(swap) = swap { span.with { (icon("arrow-left-right")) (swap) } }
                @for reason in &reasons { span.why { (reason) } }
            }
        }
    }
}

/// What stands in the way, in words; each once.
fn reasons(scene: &Scene<'_>, outcome: &Outcome) -> Vec<String> {
    let named = |name: &ShownName| person::name_said(scene, name);
    let mut found = match outcome {
        Outcome::Impossible(why) => vec![scene.words.impossible(why, named)],
        Outcome::Here | Outcome::Move(_) | Outcome::Swap { .. } => Vec::new(),
    };
    for warning in outcome.warnings() {
        let said = scene.words.caution(&warning.what, scene.zone, scene.now, named);
        let said = match outcome {
            // In a swap it may be the other one who is concerned.
            Outcome::Swap { with, .. } if warning.about == with.stay => {
                scene.words.pair(named(&with.name), said)
            }
            Outcome::Here | Outcome::Impossible(_) | Outcome::Move(_) | Outcome::Swap { .. } => said,
        };
        if !found.contains(&said) {
            found.push(said);
        }
    }
    found
}

/// `POST /sejour/{stay}/deplacer`
pub async fn carry(
    State(web): State<Web>,
    visit: Visit,
    Path(stay): Path<String>,
    fields: Fields,
) -> Response {
    let Some((stay, found)) = stay
        .parse::<StayId>()
        .ok()
        .and_then(|stay| Some((stay, self::found(&visit, stay)?)))
    else {
        return gone(&visit);
    };
    let subject = Subject::Move(stay);
    let placing = match meant(&visit, &found, &fields) {
        Ok(placing) => placing,
        Err(why) => {
            let next = String::new();
            return unreadable(&web, &visit, subject, FORM, fields, Explained { why, next }).await;
        }
    };
    let scene = visit.scene();
    if let Outcome::Impossible(_) = placing.outcome {
        let explained = Explained {
            why: format!(
                "{} : {}",
                placing.name,
                reasons(&scene, &placing.outcome).join(" · ")
            ),
            next: visit.words.acts.choose_bed.to_owned(),
        };
        return unreadable(&web, &visit, subject, FORM, fields, explained).await;
    }
    if !placing.outcome.warnings().is_empty() && fields.get(KNOWING).is_none() {
        return confirm(&visit, stay, placing, &fields);
    }
    let bed = placing.bed;
    let (command, done, undo) = match &placing.outcome {
        Outcome::Swap { with, .. } => {
            let other = with.stay;
            let undo = Undo {
                action: format!("/sejour/{stay}/echanger"),
                fields: vec![("autre", other.to_string())],
            };
            let command = BoardCommand::SwapStays { one: stay, other };
            (command, visit.words.acts.done_swapped, undo)
        }
        Outcome::Here | Outcome::Move(_) | Outcome::Impossible(_) => {
            let undo = match bed_of(&visit, stay) {
                Some(before) => Undo {
                    action: format!("/sejour/{stay}/placer"),
                    fields: vec![("lit", before.to_string())],
                },
                None => Undo {
                    action: format!("/sejour/{stay}/sans-lit"),
                    fields: vec![],
                },
            };
            let command = BoardCommand::PlaceStay { stay, bed };
            (command, visit.words.drawer.done_placed, undo)
        }
    };
    let wish = Wish::of(Subject::Stay(stay), FORM, command, done.to_owned(), Some(undo));
    finish(&web, visit, fields, wish).await
}

/// The bed that was chosen in the list or on the plan, or whose name was typed.
fn meant<'a>(visit: &Visit, found: &'a Placings, fields: &Fields) -> Result<&'a Placing, String> {
    let chosen = fields.read::<BedId>("lit").ok().and_then(|bed| found.of(bed));
    let Some(typed) = fields.get(NAMED) else {
        return chosen.ok_or_else(|| visit.words.acts.choose_bed.to_owned());
    };
    match (chosen, found.named(typed)) {
        (None, Ok(named)) => Ok(named),
        (Some(chosen), Ok(named)) if chosen.bed == named.bed => Ok(chosen),
        (Some(chosen), _) => Err(visit.words.two_beds_meant(&chosen.name, typed)),
        (None, Err(like)) => Err(visit.words.no_bed_named(typed, &like)),
    }
}

/// `POST /sejour/{stay}/echanger`: the way back of a swap.
pub async fn swap_back(
    State(web): State<Web>,
    visit: Visit,
    Path(stay): Path<String>,
    fields: Fields,
) -> Response {
    let (Ok(stay), Ok(other)) = (stay.parse::<StayId>(), fields.read::<StayId>("autre")) else {
        return gone(&visit);
    };
    let done = visit.words.acts.done_swapped.to_owned();
    let wish = Wish::of(
        Subject::Stay(stay),
        FORM,
        BoardCommand::SwapStays { one: stay, other },
        done,
        Some(Undo {
            action: format!("/sejour/{stay}/echanger"),
            fields: vec![("autre", other.to_string())],
        }),
    );
    finish(&web, visit, fields, wish).await
}

/// What stands in the way, once more, and the way to do it all the same.
fn confirm(visit: &Visit, stay: StayId, placing: &Placing, fields: &Fields) -> Response {
    let scene = visit.scene();
    let (words, acts) = (visit.words, &visit.words.acts);
    let form = html! {
        form method="post" action={ "/sejour/" (stay) "/deplacer" } data-live {
            h1 #ask-title { (acts.confirm_title) }
            p { b { (words.board.bed) " " (placing.name) } }
            @if let Outcome::Swap { with, .. } = &placing.outcome { p { (words.swap_with(&person::name_said(&scene, &with.name))) } }
            ul.why { @for reason in reasons(&scene, &placing.outcome) { li { (icon("triangle-alert")) (reason) } } }
            input type="hidden" name="lit" value=(placing.bed);
            input type="hidden" name=(KNOWING) value="1";
            @if is_from_tile(fields) { input type="hidden" name="retour" value="tableau"; }
            p.acts {
                button.btn.pri { (acts.move_anyway) }
                @if visit.part { button.btn type="button" data-close { (words.common.cancel) } }
                @else { a.btn href={ "/sejour/" (stay) "/deplacer" } { (words.common.cancel) } }
            }
        }
    };
    let status = StatusCode::PRECONDITION_REQUIRED;
    if visit.part {
        let dialog = html! { dialog.ask #ask aria-labelledby="ask-title" { (form) } };
        return (status, Page(dialog)).into_response();
    }
    let sheet = Sheet {
        subject: Subject::Move(stay),
        title: acts.move_title.to_owned(),
        ward: None,
        about: String::new(),
        body: html! { section.notice { (form) } },
    };
    let visit = &Visit {
        path: sheet.subject.href(),
        ..visit.clone()
    };
    (status, whole(visit, &sheet)).into_response()
}
