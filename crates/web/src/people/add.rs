//! Adding somebody, and giving a role to somebody who is here already.

use auth::{AccountWish, Change, Cost, Login, NotGiven, is_rpps};
use axum::response::{IntoResponse, Redirect, Response};
use base::Moment;
use base::id::PersonId;
use domain::rights::{Assignment, Place, Role};

use super::{LIST, Undone, account_in, noted, page, refused};
use crate::fields::Fields;
use crate::identity::provisional_password;
use crate::operator::name_of;
use crate::visit::Visit;
use crate::{Web, engine};

/// Whoever is judged before they have a number: the judgement looks at nobody's account.
const NOBODY_YET: PersonId = PersonId::new(u32::MAX);

/// Adds a person with a login, perhaps a role, and a provisional password that the answer shows once.
pub async fn somebody(web: &Web, visit: &Visit, by: PersonId, fields: &Fields) -> Result<Response, Undone> {
    let said = |text: &str| Undone::Said(text.to_owned());
    let name = fields.get("nom").and_then(name_of);
    let name = name.ok_or_else(|| said(visit.words.identity.bad_name))?;
    let login: Login = fields
        .get("identifiant")
        .unwrap_or_default()
        .parse()
        .map_err(|_| said(visit.words.identity.bad_login))?;
    let assignments = match fields.get("role") {
        Some(_) => vec![assignment(visit, fields)?],
        None => Vec::new(),
    };
    let wish = AccountWish {
        person: NOBODY_YET,
        login,
        from: None,
        until: None,
        is_closed: false,
        assignments,
        rpps: rpps(visit, fields)?,
    };
    // Judged once before a name goes to the vault, so that a refusal leaves none there.
    let taken = |person: PersonId, directory: &auth::Directory| directory.account(person).is_some();
    let known = web.app().snapshot().vault.person_named(&name);
    let judged = web.identity().ask_as(web, by, |directory, giving| {
        if known.is_some_and(|it| taken(it, directory)) {
            return Err(NotGiven::NameTaken);
        }
        directory.give(giving, &wish)
    });
    judged.map_err(|why| refused(visit, &why))?;
    let password = provisional_password()?;
    let hashed = web.identity().hash(password.clone(), Cost::PASSWORD).await?;
    let person = engine::introduce(web, name).await?.person;
    let wish = AccountWish { person, ..wish };
    let decided = web.identity().decide_as(web, by, |directory, giving| {
        // Two people who are added under one name at the same time are two people.
        if taken(person, directory) {
            return Err(NotGiven::NameTaken);
        }
        let mut changes = directory.give(giving, &wish)?;
        for change in &mut changes {
            if let Change::Account(account) = change {
                account.password = Some(hashed.clone());
                account.must_choose = true;
            }
        }
        let traces = account_in(&changes).map(|it| noted(visit, by, "account_given", None, it));
        let traces = traces.into_iter().collect();
        Ok((changes, traces, ()))
    });
    decided.await?.map_err(|why| refused(visit, &why))?;
    let told = page::Told::Password(password);
    Ok(page::page(web, visit, by, person, &told).into_response())
}

/// Gives a role to whoever has exactly that login: they may be somebody at other places that are nobody's business.
pub async fn role_by_login(
    web: &Web,
    visit: &Visit,
    by: PersonId,
    fields: &Fields,
) -> Result<Response, Undone> {
    let given = assignment(visit, fields)?;
    let login: Option<Login> = fields.get("identifiant").and_then(|it| it.parse().ok());
    let decided = web.identity().decide_as(web, by, |directory, giving| {
        let account = login.and_then(|it| directory.account_of_login(&it));
        let account = account.ok_or(NotGiven::Unknown)?;
        let mut wish = AccountWish::of(account);
        wish.assignments.push(given);
        let changes = directory.give(giving, &wish)?;
        let traces = account_in(&changes).map(|it| noted(visit, by, "roles_given", Some(account), it));
        let traces = traces.into_iter().collect();
        Ok((changes, traces, account.person))
    });
    let person = decided.await?.map_err(|why| refused(visit, &why))?;
    Ok(Redirect::to(&format!("{LIST}/{person}")).into_response())
}

/// The role that a form gives: what, where, from which day to which day.
pub fn assignment(visit: &Visit, fields: &Fields) -> Result<Assignment, Undone> {
    let role = fields.get("role").and_then(Role::of_code);
    let place = fields.get("lieu").and_then(|it| it.parse::<Place>().ok());
    let place = place.filter(|it| it.exists(&visit.snapshot.state));
    let (Some(role), Some(place)) = (role, place) else {
        return Err(Undone::Said(visit.words.people.bad_role.to_owned()));
    };
    Ok(Assignment {
        from: first_day(visit, fields, "du")?,
        until: last_day(visit, fields, "au")?,
        ..Assignment::lasting(role, place)
    })
}

/// The national number of a form.
pub fn rpps(visit: &Visit, fields: &Fields) -> Result<Option<String>, Undone> {
    match fields.get("rpps") {
        None => Ok(None),
        Some(text) if is_rpps(text) => Ok(Some(text.to_owned())),
        Some(_) => Err(Undone::Said(visit.words.people.bad_rpps.to_owned())),
    }
}

/// The first moment of the day in that field.
pub fn first_day(visit: &Visit, fields: &Fields, name: &str) -> Result<Option<Moment>, Undone> {
    day(visit, fields, name, |zone, day| zone.day_begins(day))
}

/// The first moment after the day in that field: a last day is a whole day.
pub fn last_day(visit: &Visit, fields: &Fields, name: &str) -> Result<Option<Moment>, Undone> {
    day(visit, fields, name, |zone, day| zone.day_is_over(day))
}

fn day(
    visit: &Visit,
    fields: &Fields,
    name: &str,
    read: impl Fn(&base::Zone, &str) -> Option<Moment>,
) -> Result<Option<Moment>, Undone> {
    let Some(text) = fields.get(name) else {
        return Ok(None);
    };
    let read = read(&visit.zone, text);
    read.map(Some)
        .ok_or_else(|| Undone::Said(visit.words.people.bad_day.to_owned()))
}
