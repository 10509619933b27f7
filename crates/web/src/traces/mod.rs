//! Who read and changed what about whom: `/traces`, for auditors, and what a patient may be given.
//!
//! What is looked for (a patient's number, a person's login) travels in the body of a form, never in an address. The
//! auditor sees who acted by name, and patients by their number only: whoever checks accesses needs no identity.

mod details;
mod fold;
mod shown;
mod view;

use app::audit::{balp, csv};
use auth::Login;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base::id::PatientId;
use base::time::DAY;
use store::{TraceClass, TraceQuery, TraceRow, TraceSeq};

use crate::Web;
use crate::fields::Fields;
use crate::identity::Noted;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::when::of_field;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new().route("/traces", get(show).post(find))
}

/// Rows on one page.
const PAGE: u32 = 100;

/// Rows in one file: more than a year of one person or patient, less than what would stop the server.
const FILE: u32 = 50_000;

/// What was looked for, as typed, and what it means.
#[derive(Debug, Default)]
pub struct Wanted {
    fields: Fields,
    query: TraceQuery,
    /// A patient or person that nobody is.
    unknown: bool,
}

async fn show(State(web): State<Web>, visit: Visit) -> Response {
    let fields = Fields::default();
    answer(&web, &visit, wanted(&web, &visit, fields)).await
}

async fn find(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let form = fields.get("format").map(str::to_owned);
    let mut wanted = wanted(&web, &visit, fields);
    let Some(form) = form else {
        return answer(&web, &visit, wanted).await;
    };
    wanted.query.limit = FILE;
    let is_for_patient = form == "patient";
    if is_for_patient && wanted.fields.get("du").is_none() {
        // Whoever asks who saw their data asks of all that is kept, and not of last week.
        wanted.query.from = None;
    }
    let read = if is_for_patient {
        of_patient(&web, &wanted).await
    } else {
        read(&web, &wanted).await
    };
    let rows = match read {
        Ok(rows) => rows,
        Err(problem) => return problem.answer(visit.words, visit.part),
    };
    // Taking the trace away is itself a reading of everybody in it.
    let noted = Noted::access("trace_exported")
        .by(&visit.visitor)
        .with(serde_json::json!({ "rows": rows.len(), "format": form }));
    if let Err(fault) = web.identity().note(&web, vec![noted]).await {
        tracing::error!(%fault, "an export of the trace could not be traced, and was not given");
        return Problem::Fault.answer(visit.words, visit.part);
    }
    match form.as_str() {
        "csv" => file("traces.csv", "text/csv; charset=utf-8", &lines(&rows)),
        "balp" => {
            let events: Vec<String> = rows.iter().map(|row| balp::event(row).to_string()).collect();
            file("traces.ndjson", "application/fhir+ndjson", &events.join("\n"))
        }
        "patient" => view::for_patient(&visit, &wanted, &rows).into_response(),
        _ => Problem::Unreadable.answer(visit.words, visit.part),
    }
}

fn lines(rows: &[TraceRow]) -> String {
    let mut text = String::from(csv::HEADINGS);
    for row in rows {
        text.push('\n');
        text.push_str(&csv::line(row));
    }
    text
}

fn file(name: &str, kind: &'static str, text: &str) -> Response {
    let mut response = text.to_owned().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}

async fn answer(web: &Web, visit: &Visit, wanted: Wanted) -> Response {
    match read(web, &wanted).await {
        Ok(rows) => view::page(web, visit, &wanted, &rows).into_response(),
        Err(problem) => problem.answer(visit.words, visit.part),
    }
}

async fn read(web: &Web, wanted: &Wanted) -> Result<Vec<TraceRow>, Problem> {
    if wanted.unknown {
        return Ok(Vec::new());
    }
    let query = wanted.query.clone();
    let rows = web.app().read(move |store| store.traces(&query)).await;
    rows.map_err(|fault| {
        tracing::error!(%fault, "the trace could not be read");
        Problem::Fault
    })
}

/// Every reading that named the patient of the form: those about them, and of what they stood on.
async fn of_patient(web: &Web, wanted: &Wanted) -> Result<Vec<TraceRow>, Problem> {
    let patient = wanted.query.patient.as_deref();
    let Some(patient) = patient.and_then(|it| it.parse::<PatientId>().ok()) else {
        return Ok(Vec::new());
    };
    let query = TraceQuery {
        class: Some(TraceClass::Access),
        ..wanted.query.clone()
    };
    let found = web.app().look_back(move |app| {
        let files = shown::files(app, patient);
        let mut rows = shown::named(app, patient, &query)?;
        for file in files {
            let own = TraceQuery {
                patient: Some(file.to_string()),
                ..query.clone()
            };
            rows.extend(shown::read(app, &own)?);
        }
        rows.sort_by_key(|row| std::cmp::Reverse((row.at, row.seq)));
        Ok(rows)
    });
    found.await.map_err(|fault| {
        tracing::error!(%fault, "who read somebody's data could not be found");
        Problem::Fault
    })
}

/// What the form asks for; the last seven days when it says nothing.
fn wanted(web: &Web, visit: &Visit, fields: Fields) -> Wanted {
    let typed = |name: &str| fields.get(name);
    let patient = typed("patient").map(|text| patient_of(web, text));
    let actor = typed("personne").map(|text| person_of(web, text));
    let class = match typed("classe") {
        Some("acces") => Some(TraceClass::Access),
        Some("securite") => Some(TraceClass::Security),
        Some("administration") => Some(TraceClass::Administration),
        _ => None,
    };
    let from = typed("du").and_then(|text| of_field(&visit.zone, text));
    let query = TraceQuery {
        patient: patient.clone().flatten(),
        actor: actor.clone().flatten(),
        place: typed("lieu").map(str::to_owned),
        class,
        from: Some(from.unwrap_or_else(|| visit.now.plus(-7 * DAY))),
        until: typed("au").and_then(|text| of_field(&visit.zone, text)),
        before: typed("avant")
            .and_then(|text| text.parse().ok())
            .map(TraceSeq::new),
        limit: PAGE,
        ..TraceQuery::default()
    };
    Wanted {
        unknown: patient == Some(None) || actor == Some(None),
        query,
        fields,
    }
}

/// The patient of that number: the one the hospital knows them by, or ours. Whoever was merged answers for all.
fn patient_of(web: &Web, text: &str) -> Option<String> {
    let snapshot = web.app().snapshot();
    if let Ok(patient) = text.parse::<PatientId>() {
        return snapshot
            .state
            .patient(patient)
            .map(|_| snapshot.state.patient_of(patient).to_string());
    }
    let found = snapshot
        .vault
        .patients()
        .find(|(_, it)| it.identifiers.iter().any(|number| number.value.as_str() == text));
    found.map(|(patient, _)| snapshot.state.patient_of(patient).to_string())
}

/// The person of that login or name.
fn person_of(web: &Web, text: &str) -> Option<String> {
    let login = text.parse::<Login>().ok();
    let by_login = login.and_then(|login| {
        let directory = web.identity().read();
        directory.account_of_login(&login).map(|it| it.person)
    });
    let by_name = || {
        let name = base::Label::new(text).ok()?;
        web.app().snapshot().vault.person_named(&name)
    };
    by_login.or_else(by_name).map(|it| it.to_string())
}
