//! The page of one's own account.

use auth::{Account, Session};
use domain::rights::{Action, Target};
use maud::{Markup, html};

use crate::Web;
use crate::layout::{Page, apart};
use crate::posts::place_name;
use crate::visit::Visit;

/// The page; `why` says what was not done.
pub fn page(web: &Web, visit: &Visit, why: Option<&str>) -> Page {
    let it = &visit.words.identity;
    let known = visit.visitor.person.as_ref().and_then(|present| {
        let directory = web.identity().read();
        let account = directory.account(present.person)?.clone();
        let sessions: Vec<Session> = directory
            .sessions_of(present.person)
            .into_iter()
            .filter(|it| it.holds(directory.policy(), visit.now))
            .cloned()
            .collect();
        Some((account, sessions))
    });
    let body = html! {
        main.plain #main {
            h1 { (it.me) }
            @if let Some(why) = why { p.bad role="alert" { (why) } }
            @if why == Some(visit.words.passkeys.too_old) {
                p.acts { a.btn href={ (crate::access::PROVE) "?back=/moi" } { (visit.words.passkeys.prove_again) } }
            }
            @if let Some((account, sessions)) = &known {
                (roles(visit, account))
                (sessions_of(web, visit, sessions))
                (super::lend::section(web, visit, account.person))
                (super::passkeys::section(web, visit, account))
                (secrets(visit, account))
            }
            (pages(visit))
        }
    };
    apart(visit, it.me, body)
}

/// The pages of whoever runs something: they are nobody else's, and no tab of the top bar.
fn pages(visit: &Visit) -> Markup {
    let words = visit.words;
    let may = |action| {
        visit
            .visitor
            .may(&visit.snapshot, action, Target::Anywhere, visit.now)
    };
    let all = [
        (Action::EnrolPosts, "/postes", words.identity.posts),
        (Action::ManageProviders, "/fournisseurs", words.providers.title),
    ];
    let own: Vec<_> = all.into_iter().filter(|(action, ..)| may(*action)).collect();
    html! {
        @if !own.is_empty() {
            nav.card aria-labelledby="pages" {
                h2 #pages { (words.identity.my_pages) }
                ul.doors { @for (_, href, text) in &own { li { a href=(href) { (text) } } } }
            }
        }
    }
}

fn roles(visit: &Visit, account: &Account) -> Markup {
    let words = visit.words;
    html! {
        section.card {
            h2 { (words.identity.my_roles) }
            ul {
                @for held in account.assignments.iter().filter(|it| it.holds_at(visit.now)) {
                    li {
                        b { (words.role(held.role)) } " · " (place_name(visit, held.place))
                        @if held.lent_by.is_some() { " " span.tag.reserve { (words.loans.lent_to_me) } }
                        @if let Some(until) = held.until { " · → " (words.day_and_hour(&visit.zone, visit.now, until)) }
                    }
                }
            }
        }
    }
}

fn sessions_of(web: &Web, visit: &Visit, sessions: &[Session]) -> Markup {
    let it = &visit.words.identity;
    let here = visit.visitor.person.as_ref().map(|it| it.session);
    html! {
        section.card {
            h2 { (it.my_sessions) }
            ul.sessions {
                @for session in sessions {
                    li {
                        span {
                            b { (where_(web, session).unwrap_or_else(|| it.personal.to_owned())) }
                            " · " (visit.words.way(&session.way)) " · "
                            (visit.words.day_and_hour(&visit.zone, visit.now, session.since))
                        }
                        @if Some(session.print) == here { i { (it.this_session) } } @else {
                            form method="post" action="/moi" {
                                input type="hidden" name="quoi" value="deconnecter";
                                button.btn.sm name="session" value=(session.print.text()) { (it.end_session) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn where_(web: &Web, session: &Session) -> Option<String> {
    let directory = web.identity().read();
    Some(directory.post(session.post?)?.name.to_string())
}

fn secrets(visit: &Visit, account: &Account) -> Markup {
    let it = &visit.words.identity;
    html! {
        section.card {
            h2 { (it.change_password) }
            form.form method="post" action="/moi" {
                input type="hidden" name="quoi" value="mot-de-passe";
                (present_password(visit, account))
                label.field { span { (it.new_password) } input type="password" name="nouveau" required maxlength="256" autocomplete="new-password"; small { (it.password_hint) } }
                p.acts { button.btn { (visit.words.common.save) } }
            }
        }
        section.card {
            h2 { (it.set_pin) }
            form.form method="post" action="/moi" {
                input type="hidden" name="quoi" value="code";
                (present_password(visit, account))
                label.field { span { (it.pin) } input type="password" name="code" required inputmode="numeric" maxlength="6" autocomplete="off"; small { (it.pin_hint) } }
                p.acts { button.btn { (visit.words.common.save) } }
            }
        }
        section.card {
            h2 { (it.badge) }
            @for badge in &account.badges {
                form.form method="post" action="/moi" {
                    input type="hidden" name="quoi" value="sans-badge";
                    span { "…" (badge.end.as_str()) }
                    button.btn.sm name="badge" value=(badge.print.text()) { (it.remove_badge) }
                }
            }
            form.form method="post" action="/moi" {
                input type="hidden" name="quoi" value="badge";
                (present_password(visit, account))
                label.field { span { (it.add_badge) } input type="password" name="badge" required maxlength="64" autocomplete="off"; small { (it.badge_hint) } }
                p.acts { button.btn { (visit.words.common.save) } }
            }
        }
    }
}

/// What proves somebody changes only for whoever can prove it once more.
pub fn present_password(visit: &Visit, account: &Account) -> Markup {
    html! {
        @if account.password.is_some() {
            label.field {
                span { (visit.words.identity.old_password) }
                input type="password" name="ancien" required maxlength="256" autocomplete="current-password";
            }
        }
    }
}
