//! The way out of a provisional password: `/connexion/choisir` asks for one of their own, which then signs them in.
//!
//! Whoever comes here has just proved the provisional password; a ticket in a cookie says so, and no page or field
//! ever holds either password.

use auth::{Change, Cost, Secret};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use base::id::PersonId;
use maud::html;

use super::{Back, remembering, view};
use crate::Web;
use crate::access::{Client, SIGN_IN, choosing_cookie, choosing_name, session_cookie};
use crate::fields::Fields;
use crate::identity::{Given, NotKept, Noted, Refused};
use crate::layout::Page;
use crate::me::checked_password;
use crate::problem::Problem;
use crate::visit::{Visit, cookie, safe_return};

/// Where a password is chosen.
pub const PAGE: &str = "/connexion/choisir";

/// Gives the ticket to whoever proved the provisional password of that login.
pub fn begin(web: &Web, client: Client, login: &str) -> Result<Option<HeaderValue>, Refused> {
    let person = login
        .parse()
        .ok()
        .and_then(|login| Some(web.identity().read().account_of_login(&login)?.person));
    let Some(person) = person else {
        return Err(Refused::Denied(auth::Denied::Unknown));
    };
    let drawn = app::chance::thirty_two_bytes().map_err(|fault| Refused::Fault(fault.to_string()))?;
    let ticket = Secret::new(drawn);
    let now = web.app().now();
    web.identity().choosing().begin(person, ticket.print(), now);
    Ok(choosing_cookie(&ticket.text(), client.encrypted))
}

pub async fn show(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    Query(query): Query<Back>,
) -> Response {
    let back = safe_return(query.back.as_deref(), "/");
    match holder(&web, &visit, &headers) {
        Some(_) => page(&visit, back, None).into_response(),
        None => Redirect::to(SIGN_IN).into_response(),
    }
}

/// The ticket of that browser, and whose it is.
fn holder(web: &Web, visit: &Visit, headers: &HeaderMap) -> Option<(Secret, PersonId, Client)> {
    let client = visit.client?;
    let ticket = cookie(headers, &choosing_name(client.encrypted)).and_then(Secret::read)?;
    let person = web.identity().choosing().holder(&ticket.print(), visit.now)?;
    Some((ticket, person, client))
}

pub async fn save(State(web): State<Web>, visit: Visit, headers: HeaderMap, fields: Fields) -> Response {
    let back = safe_return(fields.get("back"), "/");
    let Some((ticket, person, client)) = holder(&web, &visit, &headers) else {
        return Redirect::to(SIGN_IN).into_response();
    };
    let again = |why| (StatusCode::UNPROCESSABLE_ENTITY, page(&visit, back, Some(why))).into_response();
    let login = match chosen(&web, &visit, &fields, person, &ticket).await {
        Ok(login) => login,
        Err(Unfit::Said(why)) => return again(why),
        Err(Unfit::Gone) => return Redirect::to(SIGN_IN).into_response(),
        Err(Unfit::Fault(fault)) => {
            tracing::error!(%fault, "a password could not be chosen");
            return Problem::Fault.answer(visit.words, visit.part);
        }
    };
    let password = fields.0.iter().find(|(key, _)| key == "nouveau");
    let given = Given::Password(login, password.map(|(_, text)| text.clone()).unwrap_or_default());
    let entered = web
        .identity()
        .enter(&web, given, &visit.visitor, client, visit.now);
    let (to, session) = match entered.await {
        Ok(entering) => {
            let shared = visit.visitor.post.is_some();
            (
                back,
                session_cookie(&entering.token.text(), shared, client.encrypted),
            )
        }
        // The password is theirs now: they sign in by it as anybody does.
        Err(_) => (SIGN_IN, None),
    };
    let gone = choosing_cookie("", client.encrypted);
    remembering(remembering(Redirect::to(to).into_response(), session), gone)
}

enum Unfit {
    Said(&'static str),
    Gone,
    Fault(String),
}

impl From<NotKept> for Unfit {
    fn from(fault: NotKept) -> Self {
        Self::Fault(fault.to_string())
    }
}

impl From<Refused> for Unfit {
    fn from(fault: Refused) -> Self {
        Self::Fault(fault.to_string())
    }
}

/// Keeps the chosen password, and gives back the login it goes with.
async fn chosen(
    web: &Web,
    visit: &Visit,
    fields: &Fields,
    person: PersonId,
    ticket: &Secret,
) -> Result<String, Unfit> {
    let it = &visit.words.identity;
    let account = web
        .identity()
        .read()
        .account(person)
        .cloned()
        .ok_or(Unfit::Gone)?;
    let login = account.login.as_str().to_owned();
    let new = checked_password(visit, fields, "nouveau", &login).map_err(Unfit::Said)?;
    let provisional = account
        .password
        .filter(|_| account.must_choose)
        .ok_or(Unfit::Gone)?;
    if web.identity().compare(provisional.clone(), new.0.clone()).await? {
        return Err(Unfit::Said(it.same_password));
    }
    let hashed = web.identity().hash(new.0, Cost::PASSWORD).await?;
    let decided = web.identity().decide(web, |directory| {
        // Judged by what is true now: a ticket is good once, and only for the password it was given for.
        let taken = web.identity().choosing().take(&ticket.print(), visit.now);
        let mut account = directory.account(person).cloned().ok_or(())?;
        if taken != Some(person) || !account.must_choose || account.password.as_ref() != Some(&provisional) {
            return Err(());
        }
        account.password = Some(hashed);
        account.must_choose = false;
        let noted = Noted {
            actor: Some(person),
            post: visit.visitor.post_id(),
            ..Noted::security("password_chosen")
        };
        Ok((vec![Change::Account(Box::new(account))], vec![noted], ()))
    });
    decided.await?.map_err(|()| Unfit::Gone)?;
    Ok(login)
}

fn page(visit: &Visit, back: &str, why: Option<&str>) -> Page {
    let it = &visit.words.identity;
    let body = html! {
        main.plain #main {
            section.notice {
                h1 { (it.choose_password) }
                p { (it.choose_password_why) }
                @if let Some(why) = why { p.bad role="alert" { (why) } }
                form method="post" action=(PAGE) {
                    input type="hidden" name="back" value=(back);
                    label.field {
                        span { (it.new_password) }
                        input type="password" name="nouveau" required maxlength="256" autocomplete="new-password" autofocus;
                        small { (it.password_hint) }
                    }
                    p.acts { button.btn.pri { (it.enter) } }
                }
            }
        }
    };
    view::framed(visit, it.choose_password, body)
}
