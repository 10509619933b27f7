//! What a request needs, said anew: `/cellule/demande/{request}/besoins`, for whoever asks and for the cell.
//!
//! Two people who say it anew compare the revision of the needs: the second reads what the first said, beside what they
//! typed themselves, and decides.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::Code;
use base::id::RequestId;
use domain::command::Command;
use domain::flow::{By, Entry, FlowCommand, FlowRefusal, Needs, RequestCommand};
use domain::refusal::Refusal;
use domain::rights::Action;
use domain::view::queue::RequestView;
use maud::{Markup, html};

use super::chosen;
use crate::Web;
use crate::engine::{self, Undone};
use crate::fields::Fields;
use crate::icon::icon;
use crate::layout::{self, Frame, Nav, Page, Place, page};
use crate::operator;
use crate::person;
use crate::problem::Problem;
use crate::request::{self, Typed};
use crate::visit::{Visit, safe_return};
use crate::words::Explained;

/// Where the form leads back to.
#[derive(Debug, Default, serde::Deserialize)]
pub struct Back {
    retour: Option<String>,
}

/// Why the needs were not changed.
#[derive(Default)]
struct Unclear {
    refused: Option<Refused>,
    /// What was typed as the reason may mean each of these.
    several: Vec<Arc<Entry>>,
}

/// A refusal, and whether it is because somebody else changed the needs meanwhile.
struct Refused {
    why: Explained,
    theirs: bool,
}

impl Unclear {
    const fn refused(why: Explained, theirs: bool) -> Self {
        Self {
            refused: Some(Refused { why, theirs }),
            several: Vec::new(),
        }
    }
}

pub async fn show(
    State(_): State<Web>,
    visit: Visit,
    Path(request): Path<String>,
    Query(back): Query<Back>,
) -> Response {
    let Some(row) = request.parse().ok().and_then(|it| chosen::of(&visit, it)) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let entry = row.entry.as_ref().map(|(it, _)| &it.code);
    let fields = request::fields_of(&visit, &row.needs, entry);
    sheet(&visit, &row, &fields, back.retour.as_deref(), &Unclear::default()).into_response()
}

/// Says the needs anew.
pub async fn save(
    State(web): State<Web>,
    mut visit: Visit,
    Path(request): Path<String>,
    fields: Fields,
) -> Response {
    let Ok(id) = request.parse::<RequestId>() else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let Some(row) = chosen::of(&visit, id) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let Ok(saw) = fields.read::<u64>("vu") else {
        return Problem::Unreadable.answer(visit.words, visit.part);
    };
    if !chosen::may(&visit, &row, Action::AskBed) {
        return Problem::Forbidden.answer(visit.words, visit.part);
    }
    let (entry, needs) = match read(&visit, &row, &fields) {
        Ok(read) => read,
        Err(unclear) => {
            let shown = sheet(&visit, &row, &fields, fields.get("retour"), &unclear);
            return (StatusCode::UNPROCESSABLE_ENTITY, shown).into_response();
        }
    };
    let (who, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let command = FlowCommand::Request {
        by: who.person,
        command: RequestCommand::Revise {
            request: id,
            needs: Box::new(needs),
            entry,
            saw,
        },
    };
    let done = engine::submit(&web, who.person, Command::Flow(Box::new(command))).await;
    visit.operator = Some(who);
    visit.snapshot = web.app().snapshot();
    visit.now = web.app().now();
    visit.path = address(id);
    let Some(row) = chosen::of(&visit, id) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let words = visit.words;
    let back = fields.get("retour");
    let answer = match done {
        Ok(_) => saved(
            &visit,
            &row,
            back,
            words.pick("Besoins enregistrés.", "Needs saved."),
        ),
        Err(Undone::Refused(Refusal::NothingToDo)) => saved(
            &visit,
            &row,
            back,
            words.pick("Rien n’a changé.", "Nothing has changed."),
        ),
        Err(Undone::Problem(problem)) => problem.answer(words, visit.part),
        Err(Undone::Refused(refusal)) => {
            let theirs = matches!(refusal, Refusal::Flow(FlowRefusal::NeedsChangedMeanwhile(_)));
            let why = visit.explained(&refusal);
            let refused = Unclear::refused(why, theirs);
            let status = if theirs {
                StatusCode::CONFLICT
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            (status, sheet(&visit, &row, &fields, back, &refused)).into_response()
        }
    };
    operator::remembering(answer, cookie)
}

/// What the form says of needs and of the reason.
fn read(visit: &Visit, row: &RequestView, fields: &Fields) -> Result<(Option<Code>, Needs), Unclear> {
    let entry = match request::typed(visit, fields) {
        Typed::One(entry) => Some(entry),
        Typed::Blank => None,
        Typed::Nothing(text) => return Err(Unclear::refused(request::unknown_reason(visit, &text), false)),
        Typed::Several(several) => {
            return Err(Unclear {
                refused: None,
                several,
            });
        }
    };
    let needs = request::read(visit, fields, request::kept(&row.needs));
    Ok((entry, needs.map_err(|why| Unclear::refused(why, false))?))
}

fn address(request: RequestId) -> String {
    format!("/cellule/demande/{request}/besoins")
}

fn saved(visit: &Visit, row: &RequestView, back: Option<&str>, said: &str) -> Response {
    if !visit.part {
        let otherwise = format!("/cellule?demande={}", row.request);
        return Redirect::to(safe_return(back, &otherwise)).into_response();
    }
    // The drawer has nothing more to say: a script may close it.
    let entry = row.entry.as_ref().map(|(it, _)| &it.code);
    let fields = request::fields_of(visit, &row.needs, entry);
    Page(html! { (layout::toast(said, None)) (part(row, &body(visit, row, &fields, back, &Unclear::default()), true)) })
        .into_response()
}

fn sheet(visit: &Visit, row: &RequestView, fields: &Fields, back: Option<&str>, unclear: &Unclear) -> Page {
    let body = body(visit, row, fields, back, unclear);
    if visit.part {
        return Page(part(row, &body, false));
    }
    let words = visit.words;
    page(
        visit,
        &Frame {
            title: words.pick("Modifier la demande", "Change the request"),
            nav: Nav::Cell,
            place: Some(Place {
                name: words.pick("Demande de lit", "Request for a bed"),
                above: words.pick("Retour à la demande", "Back to the request"),
                href: safe_return(back, &format!("/cellule?demande={}", row.request)),
            }),
            topics: String::new(),
            body: html! { main.plain #main { (body) } },
        },
    )
}

/// The drawer. It follows nothing by itself: what is typed is compared when it is sent.
fn part(row: &RequestView, body: &Markup, done: bool) -> Markup {
    html! { div #drawer-body data-href=(address(row.request)) data-about="" data-done[done] { (body) } }
}

fn body(visit: &Visit, row: &RequestView, fields: &Fields, back: Option<&str>, unclear: &Unclear) -> Markup {
    let (scene, words) = (visit.scene(), visit.words);
    let refused = unclear.refused.as_ref();
    html! {
        article.sheet {
            header {
                h1 #drawer-title { (request::class(row)) span { (person::name(&scene, &row.name)) } (person::sex_and_age_of(&scene, row.sex, row.age)) }
                p.lead { (request::source(&scene, row)) }
                p { (request::step(&scene, row)) }
            }
            @if let Some(refused) = refused { (said(visit, row, refused)) }
            form.askbed.compact #besoins method="post" action=(address(row.request)) data-live {
                input type="hidden" name="vu" value=(row.needs_revision);
                @if let Some(back) = back { input type="hidden" name="retour" value=(back); }
                (request::form(visit, fields, &unclear.several))
                p.row {
                    button.btn.pri { (icon("check")) @if refused.is_some_and(|it| it.theirs) { (words.pick("Enregistrer ma version", "Save my version")) } @else { (words.pick("Enregistrer", "Save")) } }
                    @if refused.is_some_and(|it| it.theirs) { " " a.btn href=(address(row.request)) data-drawer { (words.pick("Garder la leur", "Keep theirs")) } }
                }
            }
            (withdrawing(visit, row, back))
        }
    }
}

/// Why nothing was changed; what somebody else said meanwhile, and who.
fn said(visit: &Visit, row: &RequestView, refused: &Refused) -> Markup {
    let words = visit.words;
    let by = visit.snapshot.state.request(row.request).map(|it| it.needs_by);
    let by = match by {
        Some(By::Person(person)) => visit.snapshot.vault.person(person).map(ToString::to_string),
        Some(By::Rule(_)) | None => None,
    };
    html! {
        div.refusal role="alert" {
            b { (refused.why.why) } span { (refused.why.next) }
            @if refused.theirs {
                dl.facts {
                    dt { (words.pick("Enregistré", "Saved")) @if let Some(by) = &by { " (" (by) ")" } }
                    dd { @if let Some((_, label)) = &row.entry { p { (label.as_str()) } } (request::need_chips(&visit.scene(), row)) }
                    dt { (words.pick("Votre version", "Your version")) }
                    dd { (words.pick("dans le formulaire ci-dessous", "in the form below")) }
                }
            }
        }
    }
}

/// The way to withdraw the request, for a listed reason.
fn withdrawing(visit: &Visit, row: &RequestView, back: Option<&str>) -> Markup {
    let words = visit.words;
    html! {
        details {
            summary { (words.pick("Retirer la demande", "Withdraw the request")) }
            div.do {
                form method="post" action={ "/cellule/demande/" (row.request) } data-live {
                    input type="hidden" name="vu" value=(row.revision);
                    @if let Some(back) = back { input type="hidden" name="retour" value=(back); }
                    label.field { span { (words.pick("Motif du retrait", "Reason to withdraw")) }
                        select name="motif" required {
                            option value="" { (words.pick("Choisir…", "Choose…")) }
                            @for it in visit.snapshot.state.settings.flow.withdrawals.iter().filter(|it| !it.retired) { option value=(it.code) { (it.name.as_str()) } }
                        }
                    }
                    button.btn.bad name="acte" value="retirer" { (words.pick("Retirer", "Withdraw")) }
                }
            }
        }
    }
}
