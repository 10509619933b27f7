//! Who acts: asked over the current screen when something is written, with the form under way kept.
//!
//! At a shared post a badge, a PIN or a password is enough; elsewhere a password or a provider; a passkey anywhere. Before the server is
//! installed, whoever sits at this very machine types a name: a courtesy between colleagues, not a protection.

mod choose;
mod courtesy;
mod given;
mod proof;
mod view;

use auth::{Denied, Secret, Source};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest as _, FromRequestParts as _, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};

use crate::Web;
use crate::access::{Present, Visitor, password_is_enough, session_cookie};
use crate::fields::Fields;
use crate::identity::{Given, Noted, Purpose, Refused, Upload};
use crate::layout::{self, Page, query_escaped};
use crate::menu::Menu;
use crate::passkeys;
use crate::problem::Problem;
use crate::upload::{TICKET, kind_of_file};
use crate::visit::{LANG_COOKIE, Operator, Visit, lasting_cookie, safe_return};
use crate::words::Lang;
pub use courtesy::{NAME_FIELD, name_of};
pub use given::{CLIENT_SECRET, PASSKEY, PATH, is_about_who};
pub use proof::Asking;
pub use view::{ask, carried, door};

/// Most bytes of a file that waits: the largest that any form takes, and what stands around it.
const MOST_FILE: usize = auth::MOST_BYTES + (64 << 10);

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/operateur", get(show).post(save))
        .route("/connexion", get(show_door).post(save))
        .route("/connexion/choisir", get(choose::show).post(choose::save))
        .route("/connexion/cle", post(question))
        .route("/connexion/preuve", get(proof::show))
        .route("/deconnexion", post(leave))
        .route("/langue", post(speak))
}

/// The operator of a write, and the cookie to set when they have just given their name.
pub type Identified = (Operator, Option<HeaderValue>);

/// Who makes this write. The gate has asked who it is and judged that they may; only before the installation is a
/// name still to be asked for.
///
/// # Errors
/// The answer to send instead of doing the write.
pub async fn identify(web: &Web, visit: &Visit, fields: &Fields) -> Result<Identified, Response> {
    if visit.visitor.is_courtesy {
        return courtesy::identify(web, visit, fields).await;
    }
    match &visit.operator {
        Some(operator) => Ok((operator.clone(), None)),
        // No rule of the gate lets this happen; should one ever, nothing is done.
        None => Err(Problem::Unidentified.answer(visit.words, visit.part)),
    }
}

/// A write whose person said who they are along with it.
pub struct Proven {
    /// The request, as it came.
    pub request: Request,
    /// Who.
    pub present: Present,
    /// What their browser holds from now on.
    pub cookie: Option<HeaderValue>,
    /// Their visit, when the page that sent the form stays: it was made when nobody was there, and is to name them.
    pub staying: Option<Box<Visit>>,
}

/// Finds out who makes a write, before its handler sees any of it: from what its form says, else by asking over the
/// current screen, with the form kept.
///
/// # Errors
/// The question, or why the form cannot be read.
pub async fn prove(web: &Web, request: Request, asking: Asking) -> Result<Proven, Response> {
    let (mut parts, body) = request.into_parts();
    let Ok(visit) = Visit::from_request_parts(&mut parts, web).await;
    let answer = |problem: Problem| problem.answer(visit.words, visit.part);
    let file = kind_of_file(&parts.headers);
    let most = file.map_or(web.config().limits.body, |_| MOST_FILE);
    let bytes = axum::body::to_bytes(body, most)
        .await
        .map_err(|_| answer(Problem::TooLarge))?;
    let again = |bytes: &Bytes| Request::from_parts(parts.clone(), Body::from(bytes.clone()));
    let fields = match file {
        Some(kind) => waits(web, &visit, kind, &bytes).map_err(answer)?,
        None => Fields::from_request(again(&bytes), web).await?,
    };
    let ask = |why: Option<&Refused>| {
        let page = view::ask(web, &visit, &fields, asking, why);
        (StatusCode::PRECONDITION_REQUIRED, page).into_response()
    };
    if let Some(why) = too_little(web, &visit, &fields, asking) {
        return Err(ask(Some(&why)));
    }
    match enter(web, &visit, &parts.headers, &fields).await {
        Entered::Yes(present, cookie) => {
            let request = again(&bytes);
            Ok(Proven {
                request,
                present: (*present).clone(),
                cookie,
                staying: visit.part.then(|| Box::new(as_seen_by(visit, *present))),
            })
        }
        Entered::NotAsked => Err(ask(None)),
        Entered::No(why) => Err(ask(Some(&why))),
        // The form under way stays where it is, with the way to the page where a password is chosen.
        Entered::MustChoose(ticket) => {
            let why = Refused::Denied(Denied::MustChoose);
            Err(remembering(ask(Some(&why)), ticket))
        }
    }
}

/// Lets a file wait for its sender to say who they are; the form in its place names it by a ticket.
fn waits(web: &Web, visit: &Visit, kind: &str, body: &Bytes) -> Result<Fields, Problem> {
    let client = visit.client.ok_or(Problem::Fault)?;
    let drawn = app::chance::thirty_two_bytes().map_err(|fault| {
        tracing::error!(%fault, "a file could not wait for its sender");
        Problem::Fault
    })?;
    let ticket = Secret::new(drawn);
    let post = visit.visitor.post_id();
    let source = post.map_or(Source::Address(client.address), Source::Post);
    let upload = Upload {
        kind: kind.to_owned(),
        body: body.clone(),
    };
    if !web
        .identity()
        .uploads()
        .keep(ticket.print(), source, upload, visit.now)
    {
        return Err(Problem::Busy);
    }
    Ok(Fields(vec![(TICKET.to_owned(), ticket.text())]))
}

/// The same visit once that person said who they are.
fn as_seen_by(visit: Visit, present: Present) -> Visit {
    let name = visit.snapshot.vault.person(present.person).cloned();
    Visit {
        operator: name.map(|name| Operator {
            person: present.person,
            name,
        }),
        visitor: Visitor {
            person: Some(present),
            ..visit.visitor.clone()
        },
        ..visit
    }
}

/// The parts that answer a form, with the name in the bar of the page that stays.
pub async fn naming(response: Response, visit: &Visit) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE);
    if !kind.is_some_and(|it| it.as_bytes().starts_with(b"text/html")) {
        return response;
    }
    let bar = layout::who(visit).into_string();
    let (mut head, body) = response.into_parts();
    // Parts are built whole in memory, so this neither waits nor fails.
    let Ok(parts) = axum::body::to_bytes(body, usize::MAX).await else {
        return Problem::Fault.status().into_response();
    };
    head.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(head, Body::from([&parts, bar.as_bytes()].concat()))
}

/// Whether what a request sends is kept while its sender says who they are: a form always, a file of whoever is at a post
/// or signed in.
pub fn is_kept(headers: &HeaderMap, visitor: &Visitor) -> bool {
    is_form(headers) || (visitor.is_known() && kind_of_file(headers).is_some())
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok());
    kind.is_some_and(|it| it.starts_with("application/x-www-form-urlencoded"))
}

/// Why what a form gives cannot be enough, known before it is looked at: nobody is let in by it and asked again.
fn too_little(web: &Web, visit: &Visit, fields: &Fields, asking: Asking) -> Option<Refused> {
    if asking == Asking::Who {
        return None;
    }
    let given = match fields.get(PASSKEY) {
        Some(_) => return None,
        None => given::read(fields)?,
    };
    match given {
        Given::Pin(..) | Given::Badge(_) => Some(Denied::TooLight.into()),
        Given::Password(..) if !password_is_enough(web, &visit.visitor) => Some(Refused::OneFactor),
        Given::Password(..) | Given::Passkey(..) | Given::Provider(..) => None,
    }
}

enum Entered {
    Yes(Box<Present>, Option<HeaderValue>),
    NotAsked,
    No(Refused),
    /// They gave the password that somebody else chose: here is the ticket for choosing theirs.
    MustChoose(Option<HeaderValue>),
}

async fn enter(web: &Web, visit: &Visit, headers: &HeaderMap, fields: &Fields) -> Entered {
    let given = match fields.get(PASSKEY) {
        Some(answer) => passkeys::given(web, visit, headers, answer).map(Some),
        None => Ok(given::read(fields)),
    };
    let given = match given {
        Ok(Some(given)) => given,
        Ok(None) => return Entered::NotAsked,
        Err(why) => return Entered::No(why),
    };
    let Some(client) = visit.client else {
        return Entered::NotAsked;
    };
    let login = match &given {
        Given::Password(login, _) => Some(login.clone()),
        Given::Pin(..) | Given::Badge(_) | Given::Passkey(..) | Given::Provider(..) => None,
    };
    match web
        .identity()
        .enter(web, given, &visit.visitor, client, visit.now)
        .await
    {
        Ok(entering) => {
            let shared = visit.visitor.post.is_some();
            let cookie = session_cookie(&entering.token.text(), shared, client.encrypted);
            Entered::Yes(Box::new(entering.present), cookie)
        }
        Err(Refused::Fault(fault)) => {
            tracing::error!(%fault, "somebody could not be identified");
            Entered::No(Refused::Fault(fault))
        }
        // Said only to whoever proved the password that was given to them.
        Err(Refused::Denied(Denied::MustChoose)) => match login.map(|it| choose::begin(web, client, &it)) {
            Some(Ok(ticket)) => Entered::MustChoose(ticket),
            Some(Err(fault)) => Entered::No(fault),
            None => Entered::No(Refused::Denied(Denied::MustChoose)),
        },
        Err(denied) => Entered::No(denied),
    }
}

/// Adds the operator's cookie to an answer.
#[must_use]
pub fn remembering(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

#[derive(Debug, serde::Deserialize)]
struct Back {
    back: Option<String>,
}

async fn show(State(web): State<Web>, visit: Visit, Query(query): Query<Back>) -> Response {
    let back = safe_return(query.back.as_deref(), "/");
    if visit.visitor.is_courtesy {
        return courtesy::page(&visit, back, false).into_response();
    }
    view::door(&web, &visit, back, None).into_response()
}

async fn show_door(State(web): State<Web>, visit: Visit, Query(query): Query<Back>) -> Response {
    let back = safe_return(query.back.as_deref(), "/");
    if visit.visitor.is_courtesy || visit.visitor.person.is_some() {
        return Redirect::to(back).into_response();
    }
    if !web.identity().is_installed() {
        return Redirect::to(crate::access::INSTALL).into_response();
    }
    view::door(&web, &visit, back, None).into_response()
}

/// The question by which whoever holds a passkey says who they are.
async fn question(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Response {
    match passkeys::ask(&web, &visit, &headers, Purpose::SignIn) {
        Ok(asked) => {
            let options = webauthn::to_recognise(&asked.party, &asked.challenge);
            asked.sent(&options)
        }
        Err(refused) => *refused,
    }
}

async fn save(State(web): State<Web>, visit: Visit, headers: HeaderMap, fields: Fields) -> Response {
    let back = safe_return(fields.get("back"), "/");
    if visit.visitor.is_courtesy {
        return courtesy::save(&web, &visit, &fields, back).await;
    }
    match enter(&web, &visit, &headers, &fields).await {
        // A badge over the current screen: the name in its bar, and the screen stays.
        Entered::Yes(present, cookie) if visit.part => {
            let bar = Page(layout::who(&as_seen_by(visit, *present)));
            remembering(bar.into_response(), cookie)
        }
        Entered::Yes(present, cookie) => {
            let home = home_of(&web, &visit, *present, back);
            remembering(Redirect::to(&home).into_response(), cookie)
        }
        Entered::MustChoose(ticket) => {
            let page = format!("{}?back={}", choose::PAGE, query_escaped(back));
            remembering(Redirect::to(&page).into_response(), ticket)
        }
        Entered::NotAsked => not_let_in(&web, &visit, back, &Refused::Denied(Denied::Unknown)),
        Entered::No(why) => not_let_in(&web, &visit, back, &why),
    }
}

fn not_let_in(web: &Web, visit: &Visit, back: &str, why: &Refused) -> Response {
    let status = match why {
        Refused::Denied(Denied::TooMany { .. }) => StatusCode::TOO_MANY_REQUESTS,
        Refused::Denied(_)
        | Refused::Provider(_)
        | Refused::NoProvider
        | Refused::OtherName
        | Refused::OneFactor => StatusCode::UNPROCESSABLE_ENTITY,
        Refused::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
    };
    if visit.part {
        let (title, said) = (visit.words.identity.who, visit.words.refused(why));
        return (status, Page(layout::notice_part(visit.words, title, said))).into_response();
    }
    (status, view::door(web, visit, back, Some(why))).into_response()
}

/// Where somebody who just said who they are goes on: where they came from, but not to a first page that is not
/// theirs to open.
fn home_of(web: &Web, visit: &Visit, present: Present, back: &str) -> String {
    let visitor = Visitor {
        person: Some(present),
        ..visit.visitor.clone()
    };
    let menu = Menu::of(web, &visitor, &web.app().snapshot(), visit.now);
    match menu.pages.first() {
        Some((page, _)) if back == "/" && menu.closed.contains(&"/") => (*page).to_owned(),
        _ => back.to_owned(),
    }
}

/// Leaves: the person goes, the post and its screen stay.
async fn leave(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let back = safe_return(fields.get("back"), "/");
    let Some(present) = &visit.visitor.person else {
        return Redirect::to(back).into_response();
    };
    let ends = vec![auth::Change::NoSession(present.session)];
    let noted = vec![Noted::security("sign_out").by(&visit.visitor)];
    if let Err(fault) = web.identity().keep(&web, ends, noted).await {
        tracing::error!(%fault, "a session could not be ended");
        return Problem::Fault.answer(visit.words, visit.part);
    }
    let client = visit.client;
    let encrypted = client.is_some_and(|it| it.encrypted);
    let mut response = remembering(
        Redirect::to(back).into_response(),
        session_cookie("", true, encrypted),
    );
    if visit.visitor.post.is_none() {
        // A personal browser keeps nothing of what it showed; a post goes on showing it.
        response.headers_mut().insert(
            "clear-site-data",
            HeaderValue::from_static("\"cache\", \"storage\""),
        );
    }
    response
}

async fn speak(visit: Visit, fields: Fields) -> Response {
    let lang = fields.get("lang").and_then(Lang::of_tag).unwrap_or_default();
    let cookie = lasting_cookie(LANG_COOKIE, lang.tag(), visit.client);
    let back = Redirect::to(safe_return(fields.get("back"), "/")).into_response();
    remembering(back, HeaderValue::from_str(&cookie).ok())
}
