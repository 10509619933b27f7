//! The thesaurus as a file: brought into the draft after a look at what it would change, taken away as CSV or JSON.

use app::thesaurus_file::{self, BadThesaurus};
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::command::Command;
use domain::flow::{DraftChange, FlowCommand, Thesaurus, ThesaurusDiff};
use maud::{Markup, html};

use super::super::done::carry_out;
use super::super::{MOST_BYTES, THESAURUS, frame};
use super::{back, diff, explained, saw, worked_on};
use crate::fields::Fields;
use crate::icon::icon;
use crate::problem::Problem;
use crate::upload::Sent;
use crate::visit::Visit;
use crate::{Web, operator};

/// Both ways, at the foot of the list.
pub fn card(visit: &Visit) -> Markup {
    let words = visit.words;
    html! {
        section.card.files aria-labelledby="files" {
            h2 #files { (words.pick("Fichiers", "Files")) }
            p { (words.pick(
                "Un fichier CSV ou JSON remplace tout le brouillon, après un aperçu. Le CSV ne dit rien des classes : celles d’ici restent.",
                "A CSV or JSON file replaces the whole draft, after a preview. CSV says nothing of the classes: those that are here stay.",
            )) }
            form.acts method="post" action={ (THESAURUS) "/import" } enctype="multipart/form-data" {
                label.field {
                    span { (words.pick("Fichier, 1 Mo au plus", "File, 1 MB at most")) }
                    input type="file" name="fichier" accept=".csv,.json,text/csv,application/json" required;
                }
                button.btn { (icon("search")) (words.pick("Voir ce qui changerait", "See what would change")) }
            }
            p.acts {
                a.btn.sm href={ (THESAURUS) "/fichier?forme=csv" } download { (icon("download")) (words.pick("Exporter en CSV", "Export as CSV")) }
                a.btn.sm href={ (THESAURUS) "/fichier?forme=json" } download { (icon("download")) (words.pick("Exporter en JSON", "Export as JSON")) }
            }
        }
    }
}

/// `GET /reglages/thesaurus/fichier`: a version, or what is written on.
pub async fn export(visit: Visit, Query(query): Query<Vec<(String, String)>>) -> Response {
    let query = Fields(query);
    let state = &visit.snapshot.state;
    let wanted: Option<u32> = query.get("version").and_then(|it| it.parse().ok());
    let (thesaurus, named) = match wanted {
        Some(number) => match state.thesaurus_version(number) {
            Some(version) => (version.thesaurus.clone(), number.to_string()),
            None => return Problem::Gone.answer(visit.words, visit.part),
        },
        None if state.thesaurus_desk.draft.is_some() && frame::may_set(&visit) => {
            (worked_on(&visit), "brouillon".to_owned())
        }
        None => {
            let last = state.thesauri.last();
            let thesaurus = last.map(|it| it.thesaurus.clone()).unwrap_or_default();
            (thesaurus, last.map_or(0, |it| it.version).to_string())
        }
    };
    let is_json = query.get("forme") == Some("json");
    let (kind, form, text) = if is_json {
        ("application/json", "json", thesaurus_file::write_json(&thesaurus))
    } else {
        (
            "text/csv; charset=utf-8",
            "csv",
            thesaurus_file::write_csv(&thesaurus.entries),
        )
    };
    let name = HeaderValue::from_str(&format!("attachment; filename=\"thesaurus-{named}.{form}\""));
    let name = name.unwrap_or(HeaderValue::from_static("attachment"));
    (
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
            (header::CONTENT_DISPOSITION, name),
        ],
        text,
    )
        .into_response()
}

/// `POST /reglages/thesaurus/import`: shows what a file would change. Nothing is written.
pub async fn preview(visit: Visit, Sent(file): Sent) -> Response {
    if file.len() > MOST_BYTES {
        return Problem::TooLarge.answer(visit.words, visit.part);
    }
    match read(&visit, &file) {
        // What could be read is in UTF-8.
        Ok(thesaurus) => shown(&visit, &thesaurus, &String::from_utf8_lossy(&file), None),
        Err(faults) => refused(&visit, &faults),
    }
}

/// The thesaurus of a file, as it may be published.
fn read(visit: &Visit, bytes: &[u8]) -> Result<Thesaurus, Vec<String>> {
    let words = visit.words;
    let mut classes = worked_on(visit).classes.clone();
    if classes.is_empty() {
        classes = thesaurus_file::usual_classes();
    }
    let thesaurus = thesaurus_file::read(bytes, &classes)
        .map_err(|BadThesaurus(faults)| faults.iter().map(|it| words.file_fault(it)).collect::<Vec<_>>())?;
    let flaws = thesaurus.check(&visit.snapshot.state.settings);
    flaws.map_err(|flaws| {
        flaws
            .iter()
            .map(|it| words.thesaurus_flaw(it))
            .collect::<Vec<_>>()
    })?;
    Ok(thesaurus)
}

fn refused(visit: &Visit, faults: &[String]) -> Response {
    let words = visit.words;
    let title = words.pick("Fichier refusé", "File refused");
    let count = faults.len();
    let body = html! {
        (back(visit))
        h1 { (title) }
        div.told.no role="alert" {
            (icon("triangle-alert"))
            p { (words.pick(
                format!("{count} erreurs : rien n’a été importé. Corrigez le fichier, puis envoyez-le à nouveau."),
                format!("{count} faults: nothing was imported. Correct the file, then send it again."),
            )) }
        }
        ol.faults { @for fault in faults { li { (fault) } } }
    };
    let page = frame::page(visit, THESAURUS, title, &body);
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// What the file would make of the draft. The file itself waits in the form: nothing is kept here meanwhile.
fn shown(visit: &Visit, thesaurus: &Thesaurus, text: &str, why: Option<&str>) -> Response {
    let words = visit.words;
    let state = &visit.snapshot.state;
    let title = words.pick("Ce que le fichier changerait", "What the file would change");
    let difference: ThesaurusDiff = worked_on(visit).diff_to(thesaurus);
    let body = html! {
        (back(visit))
        h1 { (title) }
        @if let Some(why) = why { div.told.no role="alert" { (icon("triangle-alert")) p { (why) } } }
        @if state.thesaurus_desk.draft.is_some() {
            p.setwarn { (icon("circle-alert")) " " (words.pick(
                "Un brouillon existe : le fichier le remplace. Les différences ci-dessous sont avec lui.",
                "There is a draft: the file replaces it. The differences below are with it.",
            )) }
        }
        h2 { (diff::counts(visit, &difference)) }
        @if difference.is_empty() { p.acts { a.btn href=(THESAURUS) { (words.common.close) } } }
        @else {
            form method="post" action={ (THESAURUS) "/import/faire" } {
                input type="hidden" name="saw" value=(state.thesaurus_desk.revision);
                textarea.vh name="texte" aria-hidden="true" tabindex="-1" readonly { (text) }
                p.acts {
                    button.btn.pri { (icon("check")) (words.pick("Mettre au brouillon", "Put in the draft")) }
                    a.btn href=(THESAURUS) { (words.common.cancel) }
                }
            }
            (diff::whole(visit, &difference))
        }
    };
    let status = if why.is_some() {
        StatusCode::CONFLICT
    } else {
        StatusCode::OK
    };
    (status, frame::page(visit, THESAURUS, title, &body)).into_response()
}

/// `POST /reglages/thesaurus/import/faire`: what was shown becomes the draft.
pub async fn carry_out_file(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let identified = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let typed = fields.0.iter().find(|(name, _)| name == "texte");
    let text = typed.map(|(_, text)| text.as_str()).unwrap_or_default();
    let thesaurus = match read(&visit, text.as_bytes()) {
        Ok(thesaurus) => thesaurus,
        Err(faults) => return operator::remembering(refused(&visit, &faults), identified.1),
    };
    let command = FlowCommand::DraftThesaurus {
        change: DraftChange::Replace(Box::new(thesaurus.clone())),
        by: Some(identified.0.person),
        saw: saw(&fields),
    };
    let to = format!("{THESAURUS}?fait=brouillon");
    match carry_out(&web, &visit, &identified, Command::Flow(Box::new(command)), &to).await {
        Ok(answer) => answer,
        Err(refusal) => {
            let why = explained(&visit, &refusal);
            let why = format!("{} {}", why.why, why.next);
            let visit = visit.renewed(&web);
            let answer = shown(&visit, &thesaurus, text, Some(&why));
            operator::remembering(answer, identified.1)
        }
    }
}
