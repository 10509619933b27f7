//! The page of traces, and the list that a patient may be given.

use base::Moment;
use base::id::{PatientId, PersonId, WardId};
use domain::view::board::local_number;
use maud::{Markup, html};
use store::TraceRow;

use super::fold::{Line, fold};
use super::{Wanted, details};
use crate::Web;
use crate::layout::{Page, apart, framed};
use crate::visit::Visit;

/// The form and the rows it found.
pub fn page(web: &Web, visit: &Visit, wanted: &Wanted, rows: &[TraceRow]) -> Page {
    let it = &visit.words.traces;
    let body = html! {
        main.plain #main {
            h1 { (it.title) }
            p { (it.why) }
            section.card { (form(visit, wanted)) }
            @if wanted.unknown { p.bad role="alert" { (it.unknown) } }
            @else if rows.is_empty() { p { (it.none) } }
            @else { (table(web, visit, rows)) (more(visit, wanted, rows)) }
        }
    };
    apart(visit, it.title, body)
}

fn form(visit: &Visit, wanted: &Wanted) -> Markup {
    let it = &visit.words.traces;
    let typed = |name| wanted.fields.get(name);
    let has_patient = typed("patient").is_some() && !wanted.unknown;
    let classes = [
        ("", it.all),
        ("acces", it.access),
        ("securite", it.security),
        ("administration", it.administration),
    ];
    html! {
        form.form method="post" action="/traces" {
            label.field { span { (it.patient) } input type="text" name="patient" value=[typed("patient")] maxlength="40" autocomplete="off"; }
            label.field { span { (it.person) } input type="text" name="personne" value=[typed("personne")] maxlength="80" autocomplete="off"; }
            label.field { span { (it.place) } select name="lieu" { option value="" { (it.all) } (wards(visit, typed("lieu"))) } }
            label.field { span { (it.class) } select name="classe" { @for (value, text) in classes { option value=(value) selected[typed("classe") == Some(value)] { (text) } } } }
            label.field { span { (it.from) } input type="datetime-local" name="du" value=[typed("du")]; }
            label.field { span { (it.until) } input type="datetime-local" name="au" value=[typed("au")]; }
            p.acts {
                button.btn.pri { (it.find) }
                button.btn name="format" value="csv" { "CSV" }
                button.btn name="format" value="balp" { "FHIR AuditEvent" }
                button.btn name="format" value="patient" disabled[!has_patient] aria-describedby="releve" { (it.for_patient) }
            }
            p.q #releve { @if has_patient { (it.for_patient_more) } @else { (it.for_patient_needs) } }
        }
    }
}

fn wards(visit: &Visit, chosen: Option<&str>) -> Markup {
    let state = &visit.snapshot.state;
    let mut named: Vec<_> = state
        .wards
        .iter()
        .filter(|it| it.merged_into.is_none())
        .map(|it| (it.id.to_string(), it.name.to_string()))
        .collect();
    named.sort_by_key(|(_, name)| base::text::folded(name));
    html! { @for (id, name) in &named { option value=(id) selected[chosen == Some(id)] { (name) } } }
}

fn table(web: &Web, visit: &Visit, rows: &[TraceRow]) -> Markup {
    let it = &visit.words.traces;
    // Patients are named by their number, which a veiled vault does not have.
    let whole = web.app().snapshot();
    html! {
        div.wide tabindex="0" role="region" aria-label=(it.title) {
            table.ledger {
                thead { tr { th { (it.when) } th { (it.who) } th { (it.post) } th { (it.what) } th { (it.patient) } th { (it.place) } th { (it.details) } } }
                tbody {
                    @for line in &fold(rows) {
                        @let row = line.row;
                        tr {
                            th scope="row" { (hours(visit, line)) }
                            td { (who(visit, row)) }
                            td { (row.post.as_deref().map(|it| post(web, it)).unwrap_or_default()) }
                            td { (what(visit, row)) (times(line)) }
                            td { (numbers(&whole, line)) }
                            td { (place(visit, row)) }
                            td { @if row.is_blanked() { i { (it.blanked) } } @else { (details::said(web, visit, row.body.as_deref().unwrap_or_default())) } }
                        }
                    }
                }
            }
        }
    }
}

/// When: an hour, or from when until when the same was read again.
fn hours(visit: &Visit, line: &Line<'_>) -> Markup {
    html! {
        (hour(visit, line.first))
        @if line.times > 1 { " – " (visit.words.clock_with_seconds(&visit.zone, line.row.at)) }
    }
}

fn times(line: &Line<'_>) -> Markup {
    html! { @if line.times > 1 { " × " (line.times) } }
}

/// The patients by the number that the hospital knows them by, else by ours; the form takes either.
fn numbers(whole: &app::Snapshot, line: &Line<'_>) -> String {
    let number = |text: &&str| {
        let patient = text.parse::<PatientId>().ok();
        let known = patient.and_then(|it| local_number(&whole.state, &whole.vault, it));
        known.unwrap_or_else(|| (*text).to_owned())
    };
    line.patients.iter().map(number).collect::<Vec<_>>().join(", ")
}

/// The way to older rows, with the same question.
fn more(visit: &Visit, wanted: &Wanted, rows: &[TraceRow]) -> Markup {
    let last = rows.last().filter(|_| rows.len() >= super::PAGE as usize);
    html! {
        @if let Some(last) = last {
            form method="post" action="/traces" {
                @for (name, value) in wanted.fields.0.iter().filter(|(name, _)| name != "avant" && name != "format") {
                    input type="hidden" name=(name) value=(value);
                }
                button.btn name="avant" value=(last.seq) { (visit.words.traces.older) }
            }
        }
    }
}

/// What a patient who asks who saw their data is given: when, in which role's name, where. Printed as it is.
pub fn for_patient(visit: &Visit, wanted: &Wanted, rows: &[TraceRow]) -> Page {
    let it = &visit.words.traces;
    let body = html! {
        main.plain #main {
            h1 { (it.patient_title) }
            p { (it.patient) " " b { (wanted.fields.get("patient").unwrap_or_default()) } }
            p { (period(visit, wanted)) }
            p { (it.patient_why) }
            @if rows.len() >= super::FILE as usize { p.bad role="alert" { (it.cut) } }
            @if rows.is_empty() { p { (it.none) } } @else {
                table.ledger {
                    thead { tr { th { (it.when) } th { (it.who) } th { (it.what) } th { (it.place) } } }
                    tbody {
                        @for line in &fold(rows) {
                            tr { th scope="row" { (hours(visit, line)) } td { (who(visit, line.row)) } td { (what(visit, line.row)) (times(line)) } td { (place(visit, line.row)) } }
                        }
                    }
                }
            }
        }
    };
    Page(framed(visit.words, it.patient_title, &body))
}

/// Of which time the list is.
fn period(visit: &Visit, wanted: &Wanted) -> String {
    let it = &visit.words.traces;
    let said = |at: Moment| visit.words.day_and_hour(&visit.zone, visit.now, at);
    let until = said(wanted.query.until.unwrap_or(visit.now));
    match wanted.query.from {
        Some(from) => format!("{} → {until}", said(from)),
        None => format!("{} → {until}", it.all_kept),
    }
}

fn hour(visit: &Visit, at: Moment) -> String {
    let day = visit.words.day(&visit.zone, visit.now, at);
    format!("{day} {}", visit.words.clock_with_seconds(&visit.zone, at))
}

/// The person by name: the vault may name staff to whoever reads the trace.
fn who(visit: &Visit, row: &TraceRow) -> String {
    let known = row.actor.as_deref().and_then(|it| it.parse::<PersonId>().ok());
    match (known, row.actor.as_deref()) {
        (Some(known), _) => person(visit, known),
        (None, Some("-") | None) if row.post.is_some() => visit.words.traces.nobody.to_owned(),
        (None, Some("-") | None) => visit.words.traces.stranger.to_owned(),
        (None, Some(actor)) => actor.to_owned(),
    }
}

/// Somebody of the staff by name, else by number.
pub fn person(visit: &Visit, id: PersonId) -> String {
    let name = visit.snapshot.vault.person(id);
    name.map_or_else(|| id.to_string(), ToString::to_string)
}

/// A post by its name, else by its number.
pub fn post(web: &Web, text: &str) -> String {
    let id = text.parse().ok();
    let name = id.and_then(|id| web.identity().read().post(id).map(|it| it.name.to_string()));
    name.unwrap_or_else(|| text.to_owned())
}

fn place(visit: &Visit, row: &TraceRow) -> String {
    let Some(text) = row.place.as_deref() else {
        return String::new();
    };
    let ward = text.parse::<WardId>().ok();
    let name = ward
        .and_then(|id| visit.snapshot.state.ward(id))
        .map(|it| it.name.to_string());
    name.unwrap_or_else(|| text.to_owned())
}

fn what(visit: &Visit, row: &TraceRow) -> String {
    visit
        .words
        .traced(&row.action)
        .map_or_else(|| row.action.clone(), str::to_owned)
}
