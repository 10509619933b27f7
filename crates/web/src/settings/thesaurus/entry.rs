//! `/reglages/thesaurus/entree/{code}` and `/nouvelle`: one entry, written into the draft.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::Code;
use domain::command::Command;
use domain::flow::{DraftChange, Entry, FlowCommand, FlowRefusal, ThesaurusFlaw};
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::super::THESAURUS;
use super::super::done::carry_out;
use super::super::frame::{self, Said};
use super::form::{Faults, entry_of, field_of, fields_of};
use super::{back, explained, saw, worked_on};
use crate::fields::Fields;
use crate::icon::icon;
use crate::operator::{self, Identified};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::{Web, layout::query_escaped};

mod fields;

/// What lies on the desk of whoever writes an entry.
pub struct Sheet<'a> {
    visit: &'a Visit,
    /// The entry as it is; none for a new one.
    known: Option<Arc<Entry>>,
    /// What is in the fields.
    typed: Fields,
    faults: Faults,
    said: Said,
    /// What somebody else wrote meanwhile.
    theirs: Option<Arc<Entry>>,
}

fn address(code: &Code) -> String {
    format!("{THESAURUS}/entree/{}", query_escaped(code).replace('/', "%2F"))
}

/// `GET /reglages/thesaurus/nouvelle`
pub async fn show_new(visit: Visit) -> Response {
    let sheet = Sheet {
        visit: &visit,
        known: None,
        typed: Fields::default(),
        faults: Faults::new(),
        said: Said::Nothing,
        theirs: None,
    };
    page(&sheet)
}

/// `GET /reglages/thesaurus/entree/{code}`
pub async fn show(visit: Visit, Path(code): Path<String>) -> Response {
    if !frame::may_set(&visit) {
        // The list says it all to whoever only reads.
        return axum::response::Redirect::to(THESAURUS).into_response();
    }
    let Some(entry) = known(&visit, &code) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let sheet = Sheet {
        visit: &visit,
        typed: fields_of(&entry),
        known: Some(entry),
        faults: Faults::new(),
        said: Said::Nothing,
        theirs: None,
    };
    page(&sheet)
}

fn known(visit: &Visit, code: &str) -> Option<Arc<Entry>> {
    let code = Code::new(code).ok()?;
    worked_on(visit).entry(&code).cloned()
}

/// `POST /reglages/thesaurus/nouvelle`
pub async fn add(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let identified = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let entry = match entry_of(visit.words, &fields) {
        Ok(entry) => entry,
        Err(faults) => return unread(&visit, &identified, None, fields, faults),
    };
    write(&web, visit, &identified, DraftChange::Add(entry), None, fields).await
}

/// `POST /reglages/thesaurus/entree/{code}`
pub async fn change(
    State(web): State<Web>,
    visit: Visit,
    Path(code): Path<String>,
    mut fields: Fields,
) -> Response {
    let identified = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let Ok(named) = Code::new(&code) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    if fields.get("do") == Some("retirer") {
        let remove = DraftChange::Remove(named.clone());
        return write(&web, visit, &identified, remove, Some(named), fields).await;
    }
    // A code is never given to something else: the address says it, not the form.
    fields.0.retain(|(name, _)| name != "code");
    fields.0.push(("code".to_owned(), named.to_string()));
    let entry = match entry_of(visit.words, &fields) {
        Ok(entry) => entry,
        Err(faults) => {
            let entry = known(&visit, &code);
            return unread(&visit, &identified, entry, fields, faults);
        }
    };
    // Of an entry that somebody took out meanwhile, what was typed can still be kept.
    let change = match known(&visit, &code) {
        Some(_) => DraftChange::Put(entry),
        None => DraftChange::Add(entry),
    };
    write(&web, visit, &identified, change, Some(named), fields).await
}

fn unread(
    visit: &Visit,
    identified: &Identified,
    known: Option<Arc<Entry>>,
    typed: Fields,
    faults: Faults,
) -> Response {
    let sheet = Sheet {
        visit,
        known,
        typed,
        faults,
        said: Said::Nothing,
        theirs: None,
    };
    operator::remembering(page(&sheet), identified.1.clone())
}

async fn write(
    web: &Web,
    visit: Visit,
    identified: &Identified,
    change: DraftChange,
    code: Option<Code>,
    typed: Fields,
) -> Response {
    let command = FlowCommand::DraftThesaurus {
        change,
        by: Some(identified.0.person),
        saw: saw(&typed),
    };
    let to = format!("{THESAURUS}?fait=brouillon");
    let command = Command::Flow(Box::new(command));
    let refusal = match carry_out(web, &visit, identified, command, &to).await {
        Ok(answer) => return answer,
        Err(refusal) => refusal,
    };
    let visit = visit.renewed(web);
    let known = code.as_ref().and_then(|it| worked_on(&visit).entry(it).cloned());
    let mut sheet = Sheet {
        visit: &visit,
        theirs: None,
        known: known.clone(),
        faults: Faults::new(),
        typed,
        said: Said::Nothing,
    };
    match &refusal {
        Refusal::Flow(FlowRefusal::BadThesaurus(flaws)) => {
            sheet.faults = faults_of(&visit, flaws);
            if sheet.faults.len() < flaws.len() {
                sheet.said = Said::Refused(explained(&visit, &refusal));
            }
        }
        Refusal::Flow(FlowRefusal::EntryChangedMeanwhile(_)) => {
            sheet.said = Said::Refused(explained(&visit, &refusal));
            // A form that only took it out has nothing typed in it.
            if sheet.typed.get("libelle").is_none()
                && let Some(entry) = &known
            {
                sheet.typed = fields_of(entry);
            } else {
                sheet.theirs = known;
            }
        }
        _ => sheet.said = Said::Refused(explained(&visit, &refusal)),
    }
    operator::remembering(page(&sheet), identified.1.clone())
}

fn faults_of(visit: &Visit, flaws: &[ThesaurusFlaw]) -> Faults {
    let of_entry = flaws.iter().filter_map(|it| match it {
        ThesaurusFlaw::Entry(_, flaw) => Some(flaw),
        _ => None,
    });
    of_entry
        .map(|it| (field_of(it), visit.words.entry_flaw(it)))
        .collect()
}

fn page(sheet: &Sheet<'_>) -> Response {
    let (visit, words) = (sheet.visit, sheet.visit.words);
    let title = match &sheet.known {
        Some(entry) => entry.label.to_string(),
        None => words.pick("Nouvelle entrée", "New entry").to_owned(),
    };
    let body = html! {
        (back(visit))
        h1 { (title) @if let Some(entry) = &sheet.known { " " span.q { (entry.code) } } }
        (frame::said(&sheet.said))
        @if !sheet.faults.is_empty() {
            div.told.no role="alert" { (icon("triangle-alert")) p { (words.pick("Corrigez les champs signalés : rien n’est enregistré, rien n’est perdu.", "Correct the fields that are marked: nothing is saved, nothing is lost.")) } }
        }
        @if let Some(theirs) = &sheet.theirs { (conflict(sheet, theirs)) }
        (fields::form(sheet))
    };
    let mut response = frame::page(visit, THESAURUS, &title, &body).into_response();
    if !sheet.faults.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    } else if matches!(sheet.said, Said::Refused(_)) {
        *response.status_mut() = StatusCode::CONFLICT;
    }
    response
}

/// What somebody else wrote meanwhile beside what was typed, field by field; saving now means the one typed.
fn conflict(sheet: &Sheet<'_>, theirs: &Arc<Entry>) -> Markup {
    let (visit, words) = (sheet.visit, sheet.visit.words);
    let settings = &visit.snapshot.state.settings;
    let mine = entry_of(words, &sheet.typed).unwrap_or_else(|_| theirs.clone());
    let unlike = theirs.fields_unlike(&mine);
    html! {
        div.card.setconf {
            h2 #conflict { (words.pick("Deux écritures de la même entrée", "One entry, written twice")) }
            div.wide tabindex="0" role="region" aria-labelledby="conflict" {
                table.ledger {
                    thead { tr { th { (words.pick("Champ", "Field")) } th { (words.pick("La leur, au brouillon", "Theirs, in the draft")) } th { (words.pick("La vôtre, pas encore enregistrée", "Yours, not saved yet")) } } }
                    tbody {
                        @for field in unlike {
                            tr {
                                th scope="row" { (words.entry_field(field)) }
                                td { (words.entry_value(field, theirs, settings)) }
                                td { (words.entry_value(field, &mine, settings)) }
                            }
                        }
                    }
                }
            }
            p.acts { a.btn href=(address(&theirs.code)) { (words.pick("Garder la leur", "Keep theirs")) } }
        }
    }
}
