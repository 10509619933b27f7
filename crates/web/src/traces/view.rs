//! The page of traces, and the list that a patient may be given.

use base::Moment;
use base::id::{PersonId, WardId};
use maud::{Markup, html};
use store::{TraceClass, TraceRow};

use super::Wanted;
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
                button.btn name="format" value="patient" disabled[typed("patient").is_none()] { (it.for_patient) }
            }
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
    html! {
        div.wide tabindex="0" role="region" aria-label=(it.title) {
            table.ledger {
                thead { tr { th { (it.when) } th { (it.who) } th { (it.post) } th { (it.what) } th { (it.patient) } th { (it.place) } th { (it.details) } } }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" { (hour(visit, row.at)) }
                            td { (who(visit, row)) }
                            td { (post(web, row)) }
                            td { (what(visit, row)) }
                            td { (row.patient.as_deref().unwrap_or_default()) }
                            td { (place(visit, row)) }
                            td { @if row.is_blanked() { i { (it.blanked) } } @else { (row.body.as_deref().unwrap_or_default()) } }
                        }
                    }
                }
            }
        }
    }
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
            p { (it.patient_why) }
            table.ledger {
                thead { tr { th { (it.when) } th { (it.who) } th { (it.what) } th { (it.place) } } }
                tbody {
                    @for row in rows.iter().filter(|row| row.class == TraceClass::Access) {
                        tr { th scope="row" { (hour(visit, row.at)) } td { (who(visit, row)) } td { (what(visit, row)) } td { (place(visit, row)) } }
                    }
                }
            }
        }
    };
    Page(framed(visit.words, it.patient_title, &body))
}

fn hour(visit: &Visit, at: Moment) -> String {
    let day = visit.words.day(&visit.zone, visit.now, at);
    format!("{day} {}", visit.words.clock_with_seconds(&visit.zone, at))
}

/// The person by name: the vault may name staff to whoever reads the trace.
fn who(visit: &Visit, row: &TraceRow) -> String {
    let person = row.actor.as_deref().and_then(|it| it.parse::<PersonId>().ok());
    let name = person.and_then(|it| visit.snapshot.vault.person(it));
    match (name, row.actor.as_deref()) {
        (Some(name), _) => name.to_string(),
        (None, Some("-") | None) => visit.words.traces.nobody.to_owned(),
        (None, Some(actor)) => actor.to_owned(),
    }
}

fn post(web: &Web, row: &TraceRow) -> String {
    let id = row.post.as_deref().and_then(|it| it.parse().ok());
    let name = id.and_then(|id| web.identity().read().post(id).map(|it| it.name.to_string()));
    name.or_else(|| row.post.clone()).unwrap_or_default()
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
