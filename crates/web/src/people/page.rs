//! The page of one person.

use auth::{Account, Session, Standing};
use base::Moment;
use base::id::{PersonId, PractitionerId};
use domain::identity::Practitioner;
use domain::rights::Assignment;
use maud::{Markup, html};

use super::LIST;
use super::list::{givable, lent, person_name, role_fields, role_text, standing, until};
use crate::Web;
use crate::layout::{Frame, Nav, Page, Place, page as whole};
use crate::visit::Visit;

/// What is said on top of the page.
pub enum Told {
    /// Nothing.
    Nothing,
    /// Why something was not done.
    Refused(String),
    /// A password that is never shown again.
    Password(String),
    /// The doctors of that name.
    Doctors(Vec<(PractitionerId, String)>),
}

/// What whoever looks may do to the account.
enum Theirs {
    /// Everything.
    Yes,
    /// It is their own.
    Own,
    /// Roles within their reach only.
    InPart,
}

/// The page of that person, as the viewer may see it.
pub fn page(web: &Web, visit: &Visit, viewer: PersonId, person: PersonId, told: &Told) -> Page {
    let it = &visit.words.people;
    let known = web.identity().ask_as(web, viewer, |directory, giving| {
        let theirs = match directory.manages(giving, person) {
            Ok(()) => Theirs::Yes,
            Err(auth::NotGiven::OneSelf) => Theirs::Own,
            Err(_) => Theirs::InPart,
        };
        let sessions = directory.sessions_of(person).into_iter();
        let sessions = sessions
            .filter(|it| it.holds(directory.policy(), giving.now))
            .cloned();
        Some((
            directory.account(person)?.clone(),
            sessions.collect::<Vec<_>>(),
            theirs,
        ))
    });
    let name = person_name(web, visit, person);
    let body = html! {
        main.plain.stack #main {
            h1 { (name) }
            (said(visit, told))
            @if let Some((account, sessions, theirs)) = &known {
                p { b { (account.login) } " " (standing(visit, account)) (until(visit, account.until)) }
                @match theirs {
                    Theirs::Yes => {}
                    Theirs::Own => { p.q { (it.yourself) " " a href="/moi" { (visit.words.identity.me) } } }
                    Theirs::InPart => { p.q { (it.not_yours) } }
                }
                (roles(web, visit, viewer, account))
                @if matches!(theirs, Theirs::Yes) {
                    (details(visit, account))
                    (secrets(visit, account))
                    (sessions_of(web, visit, person, sessions))
                    (doctor(visit, account, told))
                }
            }
        }
    };
    let place = Place {
        name: it.title,
        above: visit.words.common.territory,
        href: LIST,
    };
    let frame = Frame {
        // A title is kept in the history of the browser: no name in it.
        title: it.title,
        nav: Nav::Elsewhere,
        place: Some(place),
        topics: String::new(),
        body,
    };
    whole(visit, &frame)
}

fn said(visit: &Visit, told: &Told) -> Markup {
    let it = &visit.words.people;
    html! {
        @match told {
            Told::Nothing | Told::Doctors(_) => {}
            Told::Refused(why) => { p.bad role="alert" { (why) } }
            Told::Password(password) => {
                section.card role="status" {
                    p { (it.password_once) }
                    p.secret { (password) }
                    p.q { (it.password_once_why) }
                }
            }
        }
    }
}

/// By which a form names one of the roles.
pub fn key(held: &Assignment) -> String {
    let at = |it: Option<Moment>| it.map_or(0, Moment::millis);
    format!(
        "{}|{}|{}|{}",
        held.role.code(),
        held.place,
        at(held.from),
        at(held.until)
    )
}

fn roles(web: &Web, visit: &Visit, viewer: PersonId, account: &Account) -> Markup {
    let it = &visit.words.people;
    let action = format!("{LIST}/{}", account.person);
    let is_own = viewer == account.person;
    html! {
        section.card #roles {
            h2 { (it.roles) }
            @if account.assignments.is_empty() && account.proposed.is_empty() { p { (it.no_roles) } }
            ul.sessions {
                @for held in &account.assignments {
                    li {
                        span { b { (role_text(visit, held)) } (since(visit, held.from)) (until(visit, held.until)) (lent(web, visit, held)) }
                        @if !is_own { (role_forms(visit, &action, held)) }
                    }
                }
                @for (held, by) in &account.proposed {
                    li { span { b { (role_text(visit, held)) } " " span.tag.menage { (it.waits) } " " small { (it.proposed_by) " " (person_name(web, visit, *by)) } } }
                }
            }
            @if !account.proposed.is_empty() && !is_own {
                form.acts method="post" action=(action) {
                    button.btn.pri name="quoi" value="confirmer" { (it.confirm) }
                    button.btn name="quoi" value="renoncer" { (it.take_back) }
                }
            }
            @if !is_own {
                details.fold {
                    summary { (it.add_role) }
                    form.form method="post" action=(action) {
                        input type="hidden" name="quoi" value="donner";
                        (role_fields(visit, &givable(web, viewer), None, true))
                        p.acts { button.btn.pri { (it.give) } }
                    }
                }
            }
        }
    }
}

fn since(visit: &Visit, from: Option<Moment>) -> Markup {
    html! {
        @if let Some(from) = from { " " small { (visit.words.identity.since) " " (visit.words.day(&visit.zone, visit.now, from)) } }
    }
}

fn role_forms(visit: &Visit, action: &str, held: &Assignment) -> Markup {
    let it = &visit.words.people;
    let last = held.until.map(|it| visit.zone.last_day(it));
    html! {
        form.acts method="post" action=(action) {
            input type="hidden" name="lequel" value=(key(held));
            label { span.vh { (it.until) } input type="date" name="au" value=[last]; }
            button.btn.sm name="quoi" value="finir" { (it.set_end) }
            button.btn.sm.bad name="quoi" value="retirer" { (it.remove) }
        }
    }
}

fn details(visit: &Visit, account: &Account) -> Markup {
    let it = &visit.words.people;
    let action = format!("{LIST}/{}", account.person);
    let (first, last) = (
        account.from.map(|it| visit.zone.day(it)),
        account.until.map(|it| visit.zone.last_day(it)),
    );
    html! {
        section.card {
            h2 { (it.account) }
            form.form method="post" action=(action) {
                input type="hidden" name="quoi" value="compte";
                label.field { span { (visit.words.identity.login) } input type="text" name="identifiant" value=(account.login) required maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false"; }
                label.field { span { (it.rpps) } input type="text" name="rpps" value=[account.rpps.as_deref()] inputmode="numeric" maxlength="11" autocomplete="off"; }
                label.field { span { (it.from) } input type="date" name="du" value=[first]; }
                label.field { span { (it.until) } input type="date" name="au" value=[last]; }
                p.acts { button.btn { (visit.words.common.save) } }
            }
            form.acts method="post" action=(action) {
                @match account.standing(visit.now) {
                    Standing::Closed | Standing::Over => { button.btn name="quoi" value="rouvrir" { (it.reopen) } }
                    Standing::Open | Standing::NotYet => { button.btn.bad name="quoi" value="fermer" { (it.close) } p.q { (it.close_why) } }
                }
            }
        }
    }
}

fn secrets(visit: &Visit, account: &Account) -> Markup {
    let it = &visit.words.people;
    let action = format!("{LIST}/{}", account.person);
    html! {
        section.card {
            h2 { (visit.words.identity.password) }
            form.acts method="post" action=(action) {
                button.btn name="quoi" value="mot-de-passe" { (it.new_password) }
                p.q { (it.new_password_why) }
            }
            h2 { (it.light) }
            @if account.badges.is_empty() && account.pin.is_none() { p.q { (it.light_none) } } @else {
                form.acts method="post" action=(action) {
                    span {
                        @for badge in &account.badges { "…" (badge.end.as_str()) " " }
                        @if account.pin.is_some() { (it.has_pin) }
                    }
                    button.btn.bad name="quoi" value="sans-badge" { (it.remove_light) }
                }
            }
        }
    }
}

fn sessions_of(web: &Web, visit: &Visit, person: PersonId, sessions: &[Session]) -> Markup {
    let it = &visit.words.people;
    let post = |session: &Session| {
        let directory = web.identity().read();
        Some(directory.post(session.post?)?.name.to_string())
    };
    html! {
        section.card {
            h2 { (it.sessions) }
            @if sessions.is_empty() { p.q { (it.no_session) } } @else {
                ul.sessions {
                    @for session in sessions {
                        li {
                            span {
                                b { (post(session).unwrap_or_else(|| visit.words.identity.personal.to_owned())) }
                                " · " (visit.words.way(&session.way)) " · "
                                (visit.words.day_and_hour(&visit.zone, visit.now, session.since))
                            }
                        }
                    }
                }
                form.acts method="post" action={ (LIST) "/" (person) } {
                    button.btn.bad name="quoi" value="deconnecter" { (it.end_sessions) }
                }
            }
        }
    }
}

/// A doctor as the feeds name them.
pub fn doctor_name(it: &Practitioner) -> String {
    let given = it.given.as_ref().map(|it| format!(" {it}")).unwrap_or_default();
    format!("{}{given}", it.family.to_uppercase())
}

fn doctor(visit: &Visit, account: &Account, told: &Told) -> Markup {
    let it = &visit.words.people;
    let action = format!("{LIST}/{}", account.person);
    let linked = account
        .practitioner
        .and_then(|id| visit.snapshot.vault.practitioner(id))
        .map(|it| doctor_name(it));
    html! {
        section.card #medecin {
            h2 { (it.doctor) }
            p.q { (it.doctor_why) }
            @if let Some(name) = &linked {
                form.acts method="post" action=(action) {
                    b { (name) }
                    button.btn name="quoi" value="delier" { (it.unlink) }
                }
            }
            form.form method="post" action=(action) {
                input type="hidden" name="quoi" value="chercher-medecin";
                label.field { span { (it.doctor_find) } input type="search" name="q" required minlength="2" maxlength="80"; }
                p.acts { button.btn { (it.look) } }
            }
            @if let Told::Doctors(found) = told {
                @if found.is_empty() { p role="status" { (it.doctor_none) } }
                ul.sessions {
                    @for (id, name) in found {
                        li {
                            span { (name) }
                            form method="post" action=(action) {
                                input type="hidden" name="medecin" value=(id);
                                button.btn.sm name="quoi" value="lier" { (it.link) }
                            }
                        }
                    }
                }
            }
        }
    }
}
