//! Lending one's roles to a colleague for some time, and taking them back.

use auth::{Login, NotGiven, Standing};
use base::Label;
use base::id::PersonId;
use base::time::HOUR;
use domain::rights::{Action, Assignment, Place, Role, reach};
use maud::{Markup, html};

use super::Undone;
use crate::Web;
use crate::fields::Fields;
use crate::identity::Noted;
use crate::places;
use crate::visit::Visit;
use crate::words::when::{of_field, to_field};

/// By which a form names a role at a place.
fn key(role: Role, place: Place) -> String {
    format!("{}|{place}", role.code())
}

fn of_key(text: &str) -> Option<(Role, Place)> {
    let (role, place) = text.split_once('|')?;
    Some((Role::of_code(role)?, place.parse().ok()?))
}

/// Lends what the form says.
pub async fn lend(web: &Web, visit: &Visit, person: PersonId, fields: &Fields) -> Result<(), Undone> {
    let refused = |why: NotGiven| Undone::Told(visit.words.not_given(&why));
    let (role, place) = fields
        .get("role")
        .and_then(of_key)
        .ok_or_else(|| refused(NotGiven::Unknown))?;
    let login: Option<Login> = fields.get("a").and_then(|it| it.parse().ok());
    let day = |name| fields.get(name).and_then(|text| of_field(&visit.zone, text));
    let from = day("du").unwrap_or(visit.now);
    let until = day("au").ok_or_else(|| refused(NotGiven::BadTime))?;
    let decided = web.identity().decide_as(web, person, |directory, giving| {
        let colleague = login.and_then(|it| directory.account_of_login(&it));
        let colleague = colleague.ok_or(NotGiven::Unknown)?.person;
        let changes = directory.lend(giving, colleague, role, place, from, until)?;
        let noted = Noted {
            place: Some(place.to_string()),
            ..Noted::administration("role_lent")
                .by(&visit.visitor)
                .with(serde_json::json!({
                    "to": colleague.to_string(),
                    "role": role.code(),
                    "from": from.millis(),
                    "until": until.millis(),
                }))
        };
        Ok((changes, vec![noted], ()))
    });
    decided.await?.map_err(refused)
}

/// Takes back what the form says.
pub async fn end(web: &Web, visit: &Visit, person: PersonId, fields: &Fields) -> Result<(), Undone> {
    let refused = |why: NotGiven| Undone::Told(visit.words.not_given(&why));
    let what = fields.get("role").and_then(of_key);
    let to = fields.get("a").and_then(|it| it.parse::<PersonId>().ok());
    let ((role, place), to) = what.zip(to).ok_or_else(|| refused(NotGiven::Unknown))?;
    let decided = web.identity().decide(web, |directory| {
        let changes = directory.end_loan(person, to, role, place)?;
        let noted = Noted {
            place: Some(place.to_string()),
            ..Noted::administration("loan_ended")
                .by(&visit.visitor)
                .with(serde_json::json!({
                    "to": to.to_string(),
                    "role": role.code(),
                }))
        };
        Ok((changes, vec![noted], ()))
    });
    decided.await?.map_err(refused)
}

/// What one may lend, what one lends, and to whom.
pub fn section(web: &Web, visit: &Visit, person: PersonId) -> Markup {
    let it = &visit.words.loans;
    let (own, lent, colleagues) = known(web, visit, person);
    if own.is_empty() && lent.is_empty() {
        return Markup::default();
    }
    let text = |held: &Assignment| {
        format!(
            "{} · {}",
            visit.words.role(held.role),
            places::name(visit, held.place)
        )
    };
    let (from, until) = (visit.now, visit.now.plus(12 * HOUR));
    html! {
        section.card #prets {
            h2 { (it.title) }
            p.q { (it.why) }
            @if !lent.is_empty() {
                ul.sessions {
                    @for (to, name, held) in &lent {
                        li {
                            span {
                                b { (text(held)) } " → " (name)
                                @if let Some(until) = held.until { " · " (it.until) " " (visit.words.day_and_hour(&visit.zone, visit.now, until)) }
                            }
                            form method="post" action="/moi" {
                                input type="hidden" name="quoi" value="reprendre";
                                input type="hidden" name="a" value=(to);
                                button.btn.sm name="role" value=(key(held.role, held.place)) { (it.take_back) }
                            }
                        }
                    }
                }
            }
            @if !own.is_empty() {
                form.form method="post" action="/moi" {
                    input type="hidden" name="quoi" value="preter";
                    label.field {
                        span { (visit.words.people.role) }
                        select name="role" required { @for held in &own { option value=(key(held.role, held.place)) { (text(held)) } } }
                    }
                    label.field {
                        span { (it.colleague) }
                        input type="text" name="a" required maxlength="64" list="collegues" autocomplete="off" autocapitalize="none" spellcheck="false";
                    }
                    datalist #collegues { @for (login, name) in &colleagues { option value=(login) { (name.as_str()) } } }
                    label.field { span { (it.from) } input type="datetime-local" name="du" value=(to_field(&visit.zone, from)) required; }
                    label.field { span { (it.until_field) } input type="datetime-local" name="au" value=(to_field(&visit.zone, until)) required; }
                    p.acts { button.btn { (it.lend) } }
                }
            }
        }
    }
}

type Known = (
    Vec<Assignment>,
    Vec<(PersonId, String, Assignment)>,
    Vec<(String, Label)>,
);

/// The roles one may lend, what is lent, and the colleagues of the same establishments.
fn known(web: &Web, visit: &Visit, person: PersonId) -> Known {
    let vault = &visit.snapshot.vault;
    web.identity().ask_as(web, person, |directory, giving| {
        let state = giving.state;
        let in_force = giving.authority.in_force(giving.now);
        let own: Vec<Assignment> = in_force
            .filter(|it| it.lent_by.is_none() && reach(it.role, Action::Delegate).is_some())
            .cloned()
            .collect();
        let lent = directory.lent_by(person, giving.now).into_iter();
        let lent = lent.map(|(to, held)| {
            let name = vault
                .person(to)
                .map_or_else(|| to.to_string(), ToString::to_string);
            (to, name, held.clone())
        });
        let around = |place: Place| place.establishment(state);
        let near = |it: &Assignment| {
            own.iter()
                .any(|own| around(own.place).is_none() || around(own.place) == around(it.place))
        };
        let accounts = directory.accounts().into_iter();
        let colleagues =
            accounts.filter(|it| it.person != person && it.standing(giving.now) == Standing::Open);
        let colleagues = colleagues.filter(|it| it.assignments.iter().any(near));
        let named =
            colleagues.filter_map(|it| Some((it.login.to_string(), vault.person(it.person)?.clone())));
        let named = if own.is_empty() {
            Vec::new()
        } else {
            named.collect()
        };
        (own.clone(), lent.collect(), named)
    })
}
