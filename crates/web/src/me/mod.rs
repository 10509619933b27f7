//! One's own account: roles to read, secrets to change, sessions to end. Nothing here needs a right: it is one's own.

mod lend;
mod passkeys;
mod view;

use auth::{Account, Badge, Change, Cost, Denied, Shown};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use base::Label;
use base::id::PersonId;

use crate::Web;
use crate::fields::Fields;
use crate::identity::{NotKept, Noted, Refused};
use crate::problem::Problem;
use crate::visit::Visit;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/moi", get(show).post(change))
        .route("/moi/cle", post(passkeys::new_question))
}

async fn show(State(web): State<Web>, visit: Visit) -> Response {
    view::page(&web, &visit, None).into_response()
}

/// A secret that is fit to be kept.
pub struct NewSecret(pub String);

enum Undone {
    Said(&'static str),
    Told(String),
    Fault(String),
}

impl From<NotKept> for Undone {
    fn from(fault: NotKept) -> Self {
        Self::Fault(fault.to_string())
    }
}

async fn change(State(web): State<Web>, visit: Visit, headers: HeaderMap, fields: Fields) -> Response {
    let Some(person) = visit.visitor.person.as_ref().map(|it| it.person) else {
        return Problem::Unidentified.answer(visit.words, visit.part);
    };
    let done = match fields.get("quoi") {
        Some("mot-de-passe") => password(&web, &visit, person, &fields).await,
        Some("code") => pin(&web, &visit, person, &fields).await,
        Some("badge") => badge(&web, &visit, person, &fields).await,
        Some("sans-badge") => no_badge(&web, &visit, person, &fields).await,
        Some("cle") => passkeys::add(&web, &visit, &headers, person, &fields).await,
        Some("sans-cle") => passkeys::remove(&web, &visit, person, &fields).await,
        Some("preter") => lend::lend(&web, &visit, person, &fields).await,
        Some("reprendre") => lend::end(&web, &visit, person, &fields).await,
        Some("deconnecter") => end(&web, &visit, person, &fields).await,
        _ => return Problem::Unreadable.answer(visit.words, visit.part),
    };
    let again = |why: &str| {
        let page = view::page(&web, &visit, Some(why));
        (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
    };
    match done {
        Ok(()) => Redirect::to("/moi").into_response(),
        Err(Undone::Said(why)) => again(why),
        Err(Undone::Told(why)) => again(&why),
        Err(Undone::Fault(fault)) => {
            tracing::error!(%fault, "an account was not changed");
            Problem::Fault.answer(visit.words, visit.part)
        }
    }
}

/// The password of that field, when it is fit to be one for that login.
///
/// # Errors
/// Why it is not, in words.
pub fn checked_password(
    visit: &Visit,
    fields: &Fields,
    name: &str,
    login: &str,
) -> Result<NewSecret, &'static str> {
    let typed = fields.0.iter().find(|(key, _)| key == name);
    let typed = typed.map(|(_, text)| text.as_str()).unwrap_or_default();
    let state = &visit.snapshot.state;
    // What everybody here knows: the names of the house, and of whoever chooses.
    let houses = state.establishments.iter().map(|it| it.name.as_str());
    let sites = state.sites.iter().map(|it| it.name.as_str());
    let own = visit.operator.iter().map(|it| it.name.as_str());
    match auth::fit_password(typed, login, houses.chain(sites).chain(own)) {
        Ok(()) => Ok(NewSecret(typed.to_owned())),
        Err(why) => Err(visit.words.unfit_password(why)),
    }
}

/// The PIN of that field, when it is fit to be one.
fn checked_pin(fields: &Fields) -> Option<NewSecret> {
    let typed = fields.get("code")?;
    let is_fit = (4..=6).contains(&typed.len())
        && typed.bytes().all(|it| it.is_ascii_digit())
        && auth::steps(typed) > 1;
    is_fit.then(|| NewSecret(typed.to_owned()))
}

/// Changes the account of whoever is there, as it is at that moment.
async fn with_account(
    web: &Web,
    visit: &Visit,
    person: PersonId,
    action: &'static str,
    change: impl FnOnce(&mut Account),
) -> Result<(), Undone> {
    let decided = web.identity().decide(web, |directory| {
        let mut account = directory.account(person).ok_or(())?.clone();
        change(&mut account);
        let noted = Noted::security(action).by(&visit.visitor);
        Ok::<_, ()>((vec![Change::Account(Box::new(account))], vec![noted], ()))
    });
    decided
        .await?
        .map_err(|()| Undone::Fault("un compte a disparu".to_owned()))
}

/// That it is them again, before what proves them changes: whoever finds a session open must not make it their own.
/// Failures count as at the door. An account without a password is proven by its provider or its passkey, lately.
async fn again(web: &Web, visit: &Visit, person: PersonId, fields: &Fields) -> Result<Account, Undone> {
    let known = web.identity().read().account(person).cloned();
    let account = known.ok_or_else(|| Undone::Fault("un compte a disparu".to_owned()))?;
    if account.password.is_none() {
        let fresh = shown(visit).is_some_and(|it| it.is_fresh(web.identity().read().policy(), visit.now));
        return fresh
            .then_some(account)
            .ok_or(Undone::Said(visit.words.passkeys.too_old));
    }
    let typed = fields
        .0
        .iter()
        .find(|(key, _)| key == "ancien")
        .map(|(_, text)| text.clone());
    match web
        .identity()
        .is_them(&account, typed.unwrap_or_default(), visit)
        .await
    {
        Ok(()) => Ok(account),
        Err(Refused::Denied(denied)) => Err(Undone::Said(match denied {
            Denied::TooMany { .. } => visit.words.denied(&denied),
            _ => visit.words.identity.wrong_password,
        })),
        Err(fault) => Err(Undone::Fault(fault.to_string())),
    }
}

/// What whoever is there has proven.
fn shown(visit: &Visit) -> Option<Shown<'_>> {
    visit.visitor.person.as_ref().map(|present| Shown {
        way: &present.way,
        at_post: visit.visitor.post.is_some(),
        has_key: false,
        at: present.since,
    })
}

async fn password(web: &Web, visit: &Visit, person: PersonId, fields: &Fields) -> Result<(), Undone> {
    let account = again(web, visit, person, fields).await?;
    let new = checked_password(visit, fields, "nouveau", account.login.as_str()).map_err(Undone::Said)?;
    let hashed = web.identity().hash(new.0, Cost::PASSWORD).await;
    let hashed = hashed.map_err(|fault| Undone::Fault(fault.to_string()))?;
    with_account(web, visit, person, "password_changed", |account| {
        account.password = Some(hashed);
        account.must_choose = false;
    })
    .await?;
    // Whoever knew the old one is out: every other session ends.
    let here = visit.visitor.person.as_ref().map(|it| it.session);
    let ends: Vec<Change> = {
        let directory = web.identity().read();
        let others = directory
            .sessions_of(person)
            .into_iter()
            .filter(|it| Some(it.print) != here);
        others.map(|it| Change::NoSession(it.print)).collect()
    };
    Ok(web.identity().keep(web, ends, Vec::new()).await?)
}

async fn pin(web: &Web, visit: &Visit, person: PersonId, fields: &Fields) -> Result<(), Undone> {
    again(web, visit, person, fields).await?;
    let new = checked_pin(fields).ok_or(Undone::Said(visit.words.identity.bad_pin))?;
    let hashed = web.identity().hash(new.0, Cost::PIN).await;
    let hashed = hashed.map_err(|fault| Undone::Fault(fault.to_string()))?;
    with_account(web, visit, person, "pin_changed", |account| {
        account.pin = Some(hashed)
    })
    .await
}

async fn badge(web: &Web, visit: &Visit, person: PersonId, fields: &Fields) -> Result<(), Undone> {
    again(web, visit, person, fields).await?;
    let it = &visit.words.identity;
    let number = fields.get("badge").filter(|it| (4..=64).contains(&it.len()));
    let number = number.ok_or(Undone::Said(it.badge_taken))?;
    let end: String = number
        .chars()
        .skip(number.chars().count().saturating_sub(4))
        .collect();
    let badge = {
        let directory = web.identity().read();
        let print = directory.badge_print(number);
        if directory.account_of_badge(&print).is_some() {
            return Err(Undone::Said(it.badge_taken));
        }
        let end = Label::new(&end).map_err(|fault| Undone::Fault(fault.to_string()))?;
        Badge {
            print,
            end,
            since: visit.now,
        }
    };
    with_account(web, visit, person, "badge_added", |account| {
        account.badges.push(badge)
    })
    .await
}

async fn no_badge(web: &Web, visit: &Visit, person: PersonId, fields: &Fields) -> Result<(), Undone> {
    let which = fields.get("badge").unwrap_or_default().to_owned();
    with_account(web, visit, person, "badge_removed", |account| {
        account.badges.retain(|it| it.print.text() != which);
    })
    .await
}

async fn end(web: &Web, visit: &Visit, person: PersonId, fields: &Fields) -> Result<(), Undone> {
    let which = fields.get("session").unwrap_or_default();
    let ends: Vec<Change> = {
        let directory = web.identity().read();
        let theirs = directory.sessions_of(person).into_iter();
        theirs
            .filter(|it| it.print.text() == which)
            .map(|it| Change::NoSession(it.print))
            .collect()
    };
    let noted = vec![Noted::security("session_ended").by(&visit.visitor)];
    Ok(web.identity().keep(web, ends, noted).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_four_to_six_digits_and_no_run() {
        let fit = |pin: &str| checked_pin(&Fields(vec![("code".to_owned(), pin.to_owned())])).is_some();
        assert!(fit("2580") && fit("190355"));
        for bad in ["258", "2580147", "1234", "9876", "0000", "25a0", "２５８０"] {
            assert!(!fit(bad), "{bad}");
        }
    }
}
