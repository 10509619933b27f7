//! The list of people within one's reach, and the forms that add somebody.

use std::collections::BTreeSet;

use auth::{Account, Giving, Standing, may_give};
use base::Moment;
use base::id::PersonId;
use domain::rights::{Action, Assignment, Place, Role};
use maud::{Markup, html};

use super::LIST;
use crate::fields::Fields;
use crate::layout::{Page, apart};
use crate::visit::Visit;
use crate::{Web, places};

/// How many people are shown at once.
const MOST: usize = 300;

/// Which people are wanted.
#[derive(Debug, Default)]
pub struct Wanted {
    place: Option<Place>,
    role: Option<Role>,
    /// None for any; by default whoever is here or is to come.
    standing: Option<&'static [Standing]>,
    name: Option<String>,
}

const HERE: &[Standing] = &[Standing::Open, Standing::NotYet];
const GONE: &[Standing] = &[Standing::Over, Standing::Closed];

impl Wanted {
    /// As fields say; what cannot be read is left out.
    pub fn of(fields: &Fields) -> Self {
        let standing = match fields.get("etat") {
            Some("fermes") => Some(GONE),
            Some("tous") => None,
            // Whoever looks for a name finds those who left, too.
            _ if fields.get("q").is_some() => None,
            _ => Some(HERE),
        };
        Self {
            place: fields.get("lieu").and_then(|it| it.parse().ok()),
            role: fields.get("role").and_then(Role::of_code),
            standing,
            name: fields.get("q").map(base::text::folded),
        }
    }

    fn is(&self, visit: &Visit, line: &Line) -> bool {
        let state = &visit.snapshot.state;
        let account = &line.account;
        let holds = |it: &Assignment| {
            self.place.is_none_or(|place| place.covers(state, it.place))
                && self.role.is_none_or(|role| role == it.role)
        };
        let has_role = (self.place, self.role) == (None, None) || account.assignments.iter().any(holds);
        let is_named = self.name.as_deref().is_none_or(|wanted| {
            base::text::folded(&line.name).contains(wanted) || account.login.as_str().contains(wanted)
        });
        has_role
            && is_named
            && self
                .standing
                .is_none_or(|all| all.contains(&account.standing(visit.now)))
    }
}

struct Line {
    account: Account,
    name: String,
    seen: Option<Moment>,
}

/// The page; `typed` and `why` are what was sent and why it was not done.
pub fn page(
    web: &Web,
    visit: &Visit,
    viewer: Option<PersonId>,
    wanted: &Wanted,
    typed: &Fields,
    why: Option<&str>,
) -> Page {
    let it = &visit.words.people;
    let everybody = viewer
        .map(|viewer| within_reach(web, visit, viewer))
        .unwrap_or_default();
    let waiting: Vec<&Line> = everybody
        .iter()
        .filter(|line| !line.account.proposed.is_empty() && Some(line.account.person) != viewer)
        .collect();
    let shown: Vec<&Line> = everybody.iter().filter(|line| wanted.is(visit, line)).collect();
    let roles = viewer.map(|viewer| givable(web, viewer)).unwrap_or_default();
    let body = html! {
        main.plain.stack #main {
            h1 { (it.title) }
            @if let Some(why) = why { p.bad role="alert" { (why) } }
            @if !waiting.is_empty() { (to_confirm(visit, &waiting)) }
            (filters(visit, wanted))
            @if shown.is_empty() { p { (it.none) } } @else { (table(web, visit, &shown)) }
            (forms(visit, &roles, typed, why.is_some()))
            (super::file::form(visit))
        }
    };
    apart(visit, it.title, body)
}

fn within_reach(web: &Web, visit: &Visit, viewer: PersonId) -> Vec<Line> {
    let vault = &visit.snapshot.vault;
    let mut lines: Vec<Line> = web
        .identity()
        .ask_as(web, viewer, |directory, giving: Giving<'_>| {
            let accounts = directory.accounts().into_iter();
            let reached = accounts.filter(|it| directory.reaches(giving, it));
            reached
                .map(|account| Line {
                    name: vault
                        .person(account.person)
                        .map_or_else(|| account.person.to_string(), ToString::to_string),
                    seen: directory
                        .sessions_of(account.person)
                        .iter()
                        .map(|it| it.seen)
                        .chain(account.strong_at)
                        .max(),
                    account: account.clone(),
                })
                .collect()
        });
    lines.sort_by_cached_key(|line| base::text::folded(&line.name));
    lines
}

/// The roles that somebody may give anywhere, in the order of the table.
pub fn givable(web: &Web, viewer: PersonId) -> Vec<Role> {
    web.identity().ask_as(web, viewer, |_, giving: Giving<'_>| {
        let own: BTreeSet<Role> = giving.authority.in_force(giving.now).map(|it| it.role).collect();
        let may = |role: &Role| own.iter().any(|own| may_give(*own, *role));
        Role::ALL.into_iter().filter(may).collect()
    })
}

fn to_confirm(visit: &Visit, waiting: &[&Line]) -> Markup {
    let it = &visit.words.people;
    html! {
        section.card {
            h2 { (it.to_confirm) " " span.cnt { (waiting.len()) } }
            p.q { (it.to_confirm_why) }
            ul.sessions {
                @for line in waiting {
                    li {
                        span {
                            a href={ (LIST) "/" (line.account.person) } { (line.name) }
                            @for (held, _) in &line.account.proposed { " · " (role_text(visit, held)) }
                        }
                        a.btn.sm href={ (LIST) "/" (line.account.person) "#roles" } { (it.confirm) }
                    }
                }
            }
        }
    }
}

fn filters(visit: &Visit, wanted: &Wanted) -> Markup {
    let it = &visit.words.people;
    let place = wanted.place.map(|it| it.to_string());
    let gone = wanted.standing == Some(GONE);
    let any = wanted.standing.is_none();
    html! {
        form.form method="get" action=(LIST) {
            label.field {
                span { (visit.words.identity.place) }
                select name="lieu" { option value="" { (it.anywhere) } (places::options(visit, Action::ManagePeople, place.as_deref())) }
            }
            label.field {
                span { (it.role) }
                select name="role" {
                    option value="" { (it.any_role) }
                    @for role in Role::ALL.into_iter().filter(|it| *it != Role::Post) {
                        option value=(role.code()) selected[wanted.role == Some(role)] { (visit.words.role(role)) }
                    }
                }
            }
            label.field {
                span { (it.state) }
                select name="etat" {
                    option value="" { (it.open) ", " (it.not_yet) }
                    option value="fermes" selected[gone] { (it.closed) ", " (it.over) }
                    option value="tous" selected[any] { (it.any_state) }
                }
            }
            p.acts { button.btn { (it.filter) } }
        }
        form.form method="post" action=(LIST) {
            input type="hidden" name="quoi" value="chercher";
            label.field { span { (it.find) } input type="search" name="q" maxlength="80" value=[wanted.name.as_deref()]; }
            p.acts { button.btn { (it.look) } }
        }
    }
}

fn table(web: &Web, visit: &Visit, shown: &[&Line]) -> Markup {
    let it = &visit.words.people;
    html! {
        div.wide tabindex="0" role="region" aria-label=(it.title) {
            table.ledger {
                thead { tr { th { (it.name) } th { (visit.words.identity.login) } th { (it.roles) } th { (it.state) } th { (it.seen) } } }
                tbody { @for line in shown.iter().take(MOST) { (row(web, visit, line)) } }
            }
        }
        @if shown.len() > MOST { p { (it.more) } }
    }
}

fn row(web: &Web, visit: &Visit, line: &Line) -> Markup {
    let it = &visit.words.people;
    let account = &line.account;
    let live = |held: &&Assignment| held.until.is_none_or(|until| visit.now < until);
    html! {
        tr {
            th scope="row" { a href={ (LIST) "/" (account.person) } { (line.name) } }
            td { (account.login) }
            td {
                @for held in account.assignments.iter().filter(live) { div { (role_text(visit, held)) (until(visit, held.until)) (lent(web, visit, held)) } }
                @for (held, _) in &account.proposed { div { (role_text(visit, held)) " " span.tag.menage { (it.waits) } } }
            }
            td { (standing(visit, account)) (until(visit, account.until)) }
            td { @match line.seen { Some(at) => { (visit.words.day_and_hour(&visit.zone, visit.now, at)) } None => { (it.never_seen) } } }
        }
    }
}

/// `Cadre de santé · Cardiologie A`.
pub fn role_text(visit: &Visit, held: &Assignment) -> String {
    format!(
        "{} · {}",
        visit.words.role(held.role),
        places::name(visit, held.place)
    )
}

/// The last day of something, where it has one.
pub fn until(visit: &Visit, until: Option<Moment>) -> Markup {
    html! {
        @if let Some(until) = until { " " small { "→ " (visit.words.day(&visit.zone, visit.now, until.plus(-1))) } }
    }
}

/// Whose role it is, when it is lent.
pub fn lent(web: &Web, visit: &Visit, held: &Assignment) -> Markup {
    let it = &visit.words.people;
    html! {
        @if let Some(lender) = held.lent_by { " " span.tag.reserve { (it.lent) " " (person_name(web, visit, lender)) } }
    }
}

/// A person's name; of whoever is none, that it was the machine.
pub fn person_name(web: &Web, visit: &Visit, person: PersonId) -> String {
    let snapshot = web.app().snapshot();
    let name = snapshot.vault.person(person).map(ToString::to_string);
    name.unwrap_or_else(|| visit.words.people.server.to_owned())
}

/// Whether the account may be used, as a tag.
pub fn standing(visit: &Visit, account: &Account) -> Markup {
    let standing = account.standing(visit.now);
    let class = match standing {
        Standing::Open => "tag libre",
        Standing::NotYet => "tag reserve",
        Standing::Over | Standing::Closed => "tag",
    };
    html! { span class=(class) { (visit.words.account_standing(standing)) } }
}

fn forms(visit: &Visit, roles: &[Role], typed: &Fields, refused: bool) -> Markup {
    let (it, identity) = (&visit.words.people, &visit.words.identity);
    let adds = typed.get("quoi") == Some("ajouter");
    let joins = typed.get("quoi") == Some("rattacher");
    html! {
        details.fold open[refused && adds] {
            summary { (it.add) }
            form.form method="post" action=(LIST) {
                input type="hidden" name="quoi" value="ajouter";
                label.field { span { (it.name) } input type="text" name="nom" required maxlength="80" autocomplete="off" value=[adds.then(|| typed.get("nom")).flatten()]; small { (it.name_hint) } }
                label.field { span { (identity.login) } input type="text" name="identifiant" required maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" value=[adds.then(|| typed.get("identifiant")).flatten()]; }
                (role_fields(visit, roles, adds.then_some(typed), false))
                label.field { span { (it.rpps) } input type="text" name="rpps" inputmode="numeric" maxlength="11" autocomplete="off" value=[adds.then(|| typed.get("rpps")).flatten()]; }
                p.acts { button.btn.pri { (it.add) } }
            }
        }
        details.fold open[refused && joins] {
            summary { (it.existing) }
            form.form method="post" action=(LIST) {
                input type="hidden" name="quoi" value="rattacher";
                label.field { span { (identity.login) } input type="text" name="identifiant" required maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" value=[joins.then(|| typed.get("identifiant")).flatten()]; small { (it.existing_why) } }
                (role_fields(visit, roles, joins.then_some(typed), true))
                p.acts { button.btn.pri { (it.give) } }
            }
        }
    }
}

/// The fields of a role: what, where, from when, until when.
pub fn role_fields(visit: &Visit, roles: &[Role], typed: Option<&Fields>, required: bool) -> Markup {
    let it = &visit.words.people;
    let was = |name: &str| typed.and_then(|it| it.get(name));
    html! {
        label.field {
            span { (it.role) }
            select name="role" required[required] {
                @if !required { option value="" { (it.no_role) } }
                @for role in roles { option value=(role.code()) selected[was("role") == Some(role.code())] { (visit.words.role(*role)) } }
            }
        }
        label.field {
            span { (visit.words.identity.place) }
            select name="lieu" required[required] { (places::options(visit, Action::ManagePeople, was("lieu"))) }
        }
        label.field { span { (it.from) } input type="date" name="du" value=[was("du")]; }
        label.field { span { (it.until) } input type="date" name="au" value=[was("au")]; }
    }
}
