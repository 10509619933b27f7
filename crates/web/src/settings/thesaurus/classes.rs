//! `/reglages/thesaurus/classes`: the classes of priority, with their points and target delays, written into the draft.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::{Code, Label};
use domain::command::Command;
use domain::flow::{DraftChange, FlowCommand, PriorityClass, Thesaurus};
use maud::{Markup, html};

use super::super::THESAURUS;
use super::super::done::carry_out;
use super::super::frame::{self, Said};
use super::{back, explained, saw, worked_on};
use crate::fields::Fields;
use crate::icon::icon;
use crate::visit::Visit;
use crate::words::Explained;
use crate::{Web, operator};

/// The columns of the form.
const COLUMNS: [&str; 4] = ["code", "nom", "points", "delai"];

/// `GET /reglages/thesaurus/classes`
pub async fn show(visit: Visit) -> Response {
    page(&visit, &rows_of(&worked_on(&visit)), None, &Said::Nothing)
}

/// A line of the form, as it is typed.
type Row = [String; COLUMNS.len()];

fn rows_of(thesaurus: &Thesaurus) -> Vec<Row> {
    let row = |it: &PriorityClass| {
        [
            it.code.to_string(),
            it.name.to_string(),
            it.points.to_string(),
            it.target_minutes.to_string(),
        ]
    };
    thesaurus.classes.iter().map(row).collect()
}

fn typed_rows(fields: &Fields) -> Vec<Row> {
    let columns = COLUMNS.map(|name| {
        let given = fields.0.iter().filter(|(key, _)| key == name);
        given.map(|(_, text)| text.trim().to_owned()).collect::<Vec<_>>()
    });
    let count = columns.iter().map(Vec::len).min().unwrap_or(0);
    (0..count.min(Thesaurus::CLASSES + 1))
        .map(|at| std::array::from_fn(|column| columns[column][at].clone()))
        .filter(|row: &Row| row.iter().any(|cell| !cell.is_empty()))
        .collect()
}

fn class_of([code, name, points, delay]: &Row) -> Option<PriorityClass> {
    Some(PriorityClass {
        code: Code::new(code).ok()?,
        name: Label::new(name).ok()?,
        points: points.parse().ok()?,
        target_minutes: delay.parse().ok()?,
    })
}

/// `POST /reglages/thesaurus/classes`
pub async fn change(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let identified = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let rows = typed_rows(&fields);
    let classes: Option<Vec<PriorityClass>> = rows.iter().map(class_of).collect();
    let Some(classes) = classes else {
        let words = visit.words;
        let said = Said::Refused(Explained {
            why: words
                .pick("Une ligne n’est pas complète.", "A line is not complete.")
                .to_owned(),
            next: words
                .pick(
                    "Code, nom, points et délai : tous les quatre.",
                    "Code, name, points and delay: all four.",
                )
                .to_owned(),
        });
        return page(&visit, &rows, Some(saw(&fields)), &said);
    };
    let command = FlowCommand::DraftThesaurus {
        change: DraftChange::Classes(classes),
        by: Some(identified.0.person),
        saw: saw(&fields),
    };
    let to = format!("{THESAURUS}?fait=brouillon");
    match carry_out(&web, &visit, &identified, Command::Flow(Box::new(command)), &to).await {
        Ok(answer) => answer,
        Err(refusal) => {
            let said = Said::Refused(explained(&visit, &refusal));
            let answer = page(&visit.renewed(&web), &rows, None, &said);
            operator::remembering(answer, identified.1)
        }
    }
}

fn page(visit: &Visit, rows: &[Row], saw: Option<u64>, said: &Said) -> Response {
    let words = visit.words;
    let title = words.pick("Classes de priorité", "Classes of priority");
    let now = rows_of(&worked_on(visit));
    let is_refused = matches!(said, Said::Refused(_));
    let body = html! {
        (back(visit))
        h1 { (title) }
        (frame::said(said))
        p.intro { (words.pick(
            "La plus urgente d’abord. Une demande part avec les points de sa classe ; elle vieillit contre le délai, sauf si son entrée en dit un autre.",
            "Most urgent first. A request starts with the points of its class; it ages against the delay, unless its entry says another.",
        )) }
        @if is_refused && now != rows { (theirs(visit, &now)) }
        @if frame::may_set(visit) { (form(visit, rows, saw)) }
        @else { (frame::only_read(visit)) (table(visit, &in_force(visit))) }
    };
    let mut response = frame::page(visit, THESAURUS, title, &body).into_response();
    if is_refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// The classes that count now, for whoever only reads.
fn in_force(visit: &Visit) -> Vec<Row> {
    let version = visit.snapshot.state.thesaurus_at(visit.now);
    version.map(|it| rows_of(&it.thesaurus)).unwrap_or_default()
}

fn heads(visit: &Visit) -> [&'static str; 4] {
    let words = visit.words;
    [
        words.pick("Code", "Class code"),
        words.pick("Nom", "Name"),
        words.pick("Points de départ", "Points to start with"),
        words.pick("Délai cible, en minutes", "Target delay, in minutes"),
    ]
}

/// The classes as they are in the draft, for whoever typed others.
fn theirs(visit: &Visit, rows: &[Row]) -> Markup {
    html! {
        div.card.setconf {
            h2 { (visit.words.pick("Au brouillon en ce moment", "In the draft as it is")) }
            (table(visit, rows))
        }
    }
}

fn table(visit: &Visit, rows: &[Row]) -> Markup {
    html! {
        table.ledger {
            thead { tr { @for it in heads(visit) { th { (it) } } } }
            tbody { @for row in rows { tr { @for cell in row { td { (cell) } } } } }
        }
    }
}

/// One line more than there are classes; a line that is emptied is a class less.
fn form(visit: &Visit, rows: &[Row], saw: Option<u64>) -> Markup {
    let words = visit.words;
    let heads = heads(visit);
    let blank = Row::default();
    let saw = saw.unwrap_or(visit.snapshot.state.thesaurus_desk.revision);
    html! {
        form.classes method="post" action={ (THESAURUS) "/classes" } {
            input type="hidden" name="saw" value=(saw);
            @for (at, row) in rows.iter().chain([&blank]).enumerate().take(Thesaurus::CLASSES) {
                div.crow role="group" aria-label={ (words.pick("Classe", "Class")) " " (at + 1) } {
                    @for (column, cell) in row.iter().enumerate() {
                        label.field {
                            span { (heads[column]) }
                            @if column < 2 { input type="text" name=(COLUMNS[column]) value=(cell) maxlength=(if column == 0 { 20 } else { 60 }) autocomplete="off"; }
                            @else { input type="number" name=(COLUMNS[column]) value=(cell) min="0" max=(if column == 2 { 65_535 } else { 525_600 }); }
                        }
                    }
                }
            }
            p.q { (words.pick("Une ligne vidée est une classe de moins.", "A line that is emptied is a class less.")) }
            p.acts {
                button.btn.pri { (icon("check")) (words.pick("Enregistrer au brouillon", "Save in the draft")) }
                a.btn href=(THESAURUS) { (words.common.cancel) }
            }
        }
    }
}
