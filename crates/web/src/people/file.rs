//! The pages of a file of people: how to send one, what it would do, what is wrong with it.

use auth::{COLUMNS, Plan, Planned};
use domain::rights::{Assignment, Role};
use maud::{Markup, html};

use super::LIST;
use super::list::{role_text, until};
use crate::layout::{Frame, Nav, Page, Place, page as whole};
use crate::visit::Visit;

/// How many people of a file are shown: the others are counted.
const MOST: usize = 500;

/// The form that sends a file, and the way to get one.
pub fn form(visit: &Visit) -> Markup {
    let it = &visit.words.roster;
    html! {
        details.fold {
            summary { (it.title) }
            p { (it.why) }
            p { (it.columns) " " code { (COLUMNS.join(" ; ")) } }
            p {
                (it.roles) " "
                @for role in Role::ALL.into_iter().filter(|it| *it != Role::Post) { code { (role.code()) } " (" (visit.words.role(role)) ") " }
            }
            form.form method="post" action={ (LIST) "/import" } enctype="multipart/form-data" {
                label.field { span { (it.file) } input type="file" name="fichier" accept=".csv,text/csv" required; }
                p.acts {
                    button.btn.pri { (it.look) }
                    a.btn href={ (LIST) "/export" } download { (it.export) }
                }
            }
        }
    }
}

fn framed(visit: &Visit, body: Markup) -> Page {
    let it = &visit.words.roster;
    let place = Place {
        name: visit.words.people.title,
        above: visit.words.common.territory,
        href: LIST,
    };
    let frame = Frame {
        title: it.title,
        nav: Nav::Elsewhere,
        place: Some(place),
        topics: String::new(),
        body,
    };
    whole(visit, &frame)
}

/// What is wrong with a file; nothing of it was done.
pub fn faults(visit: &Visit, faults: &[String]) -> Page {
    let it = &visit.words.roster;
    let body = html! {
        main.plain.stack #main {
            h1 { (it.title) }
            div role="alert" {
                p.bad { (it.refused) }
                ul { @for fault in faults { li { (fault) } } }
            }
            p.acts { a.btn href=(LIST) { (visit.words.people.title) } }
        }
    };
    framed(visit, body)
}

/// What a file would do.
pub fn preview(visit: &Visit, plan: &Plan, ticket: &str, again: bool) -> Page {
    let it = &visit.words.roster;
    let new = plan.people.iter().filter(|it| it.is_new).count();
    let changed = plan.people.len() - new;
    let body = html! {
        main.plain.stack #main {
            h1 { (it.title) }
            @if again { p.bad role="alert" { (it.changed_meanwhile) } }
            p { (visit.words.roster_counts(new, changed, plan.same)) }
            @if plan.people.is_empty() { p { (it.nothing) } } @else {
                form.acts method="post" action={ (LIST) "/import/faire" } {
                    input type="hidden" name="fichier" value=(ticket);
                    button.btn.pri { (it.carry_out) }
                    a.btn href=(LIST) { (visit.words.common.cancel) }
                }
                @if new > 0 { p.q { (it.no_password) } }
                div.wide tabindex="0" role="region" aria-label=(it.title) {
                    table.ledger {
                        thead { tr { th { (it.line) } th { (visit.words.people.name) } th { (visit.words.identity.login) } th { (it.what) } } }
                        tbody { @for planned in plan.people.iter().take(MOST) { (line(visit, planned)) } }
                    }
                }
                @if plan.people.len() > MOST { p { (visit.words.people.more) } }
            }
        }
    };
    framed(visit, body)
}

fn line(visit: &Visit, planned: &Planned) -> Markup {
    let (it, people) = (&visit.words.roster, &visit.words.people);
    let after = &planned.after;
    let held = planned
        .before
        .as_ref()
        .map(|it| it.assignments.as_slice())
        .unwrap_or_default();
    let waited = planned
        .before
        .as_ref()
        .map(|it| it.proposed.as_slice())
        .unwrap_or_default();
    let was = |read: fn(&auth::Account) -> Option<base::Moment>| planned.before.as_ref().and_then(read);
    let was_closed = planned.before.as_ref().is_some_and(|it| it.is_closed);
    let new = |it: &&Assignment| !held.contains(it);
    html! {
        tr {
            td { (planned.line) }
            th scope="row" { (planned.name.as_str()) @if planned.is_new { " " span.tag.libre { (it.new) } } }
            td { (after.login) }
            td {
                @for given in after.assignments.iter().filter(new) { div { "+ " (role_text(visit, given)) (until(visit, given.until)) } }
                @for (proposed, _) in after.proposed.iter().filter(|it| !waited.contains(it)) {
                    div { "+ " (role_text(visit, proposed)) " " span.tag.menage { (people.waits) } }
                }
                @if after.until != was(|it| it.until) { div { (people.until) (until(visit, after.until)) } }
                @if after.from != was(|it| it.from) && let Some(from) = after.from { div { (people.from) " " (visit.words.day(&visit.zone, visit.now, from)) } }
                @if after.rpps != planned.before.as_ref().and_then(|it| it.rpps.clone()) { div { (people.rpps) } }
                @if after.is_closed && !was_closed { div { span.tag.alerte { (people.close) } } }
                @if !after.is_closed && was_closed { div { span.tag.libre { (people.reopen) } } }
            }
        }
    }
}
