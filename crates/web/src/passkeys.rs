//! What the screens share about passkeys: the question a browser is sent, the button that asks for it, and the answer
//! as it comes back in a form.
//!
//! The button works with our script only, which is fetched when it is pressed; every other way in needs none.

use auth::{Denied, Secret, Source};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use webauthn::{Assertion, Challenge, Party, Refused as Why};

use crate::access::{Client, asking_cookie, asking_name};
use crate::assets;
use crate::identity::{Given, Purpose, Question, Refused};
use crate::operator::{PASSKEY, remembering};
use crate::visit::{Visit, cookie};
use crate::{Web, problem::Problem};

/// Where a browser asks for the question by which somebody signs in.
pub const SIGN_IN_QUESTION: &str = "/connexion/cle";
/// Where it asks for the one by which somebody registers a key.
pub const NEW_QUESTION: &str = "/moi/cle";

/// A question that waits for its answer, and what the browser holds meanwhile.
pub struct Asked {
    /// Us, as the question says.
    pub party: Party,
    /// The question.
    pub challenge: Challenge,
    cookie: Option<HeaderValue>,
}

/// Puts a question to that browser.
///
/// # Errors
/// What to answer when none can be.
pub fn ask(web: &Web, visit: &Visit, headers: &HeaderMap, purpose: Purpose) -> Result<Asked, Box<Response>> {
    let Some(party) = visit.party.clone() else {
        return Err(said(visit.words.passkeys.elsewhere).into());
    };
    let drawn = || app::chance::thirty_two_bytes();
    let (Some(client), Ok(fresh), Ok(challenge)) = (visit.client, drawn(), drawn()) else {
        return Err(Problem::Fault.answer(visit.words, visit.part).into());
    };
    let browser = browser(headers, client).unwrap_or_else(|| Secret::new(fresh));
    let challenge = Challenge::new(challenge);
    let question = Question {
        browser: browser.print(),
        source: visit
            .visitor
            .post_id()
            .map_or(Source::Address(client.address), Source::Post),
        since: visit.now,
        purpose,
        party: party.clone(),
        challenge: challenge.clone(),
    };
    if !web.identity().questions().put(question) {
        return Err(said(visit.words.errors.busy).into());
    }
    Ok(Asked {
        party,
        challenge,
        cookie: asking_cookie(&browser.text(), client.encrypted),
    })
}

impl Asked {
    /// Sends the question.
    pub fn sent(self, options: &serde_json::Value) -> Response {
        remembering(json(StatusCode::OK, options), self.cookie)
    }
}

/// Why there is no question, for our script to show.
pub fn said(why: &str) -> Response {
    json(
        StatusCode::UNPROCESSABLE_ENTITY,
        &serde_json::json!({ "why": why }),
    )
}

fn json(status: StatusCode, body: &serde_json::Value) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (status, kind, body.to_string()).into_response()
}

fn browser(headers: &HeaderMap, client: Client) -> Option<Secret> {
    cookie(headers, &asking_name(client.encrypted)).and_then(Secret::read)
}

/// The question that an answer says it answers, if it was put to that browser; it serves no more.
pub fn question(
    web: &Web,
    visit: &Visit,
    headers: &HeaderMap,
    challenge: Option<Challenge>,
) -> Option<Question> {
    let browser = browser(headers, visit.client?)?.print();
    web.identity().questions().take(browser, &challenge?, visit.now)
}

/// What an answer gives: the proof of who is there.
///
/// # Errors
/// When it cannot be read, or answers no question of this browser.
pub fn given(web: &Web, visit: &Visit, headers: &HeaderMap, answer: &str) -> Result<Given, Refused> {
    let refused = |why: Why| Refused::Denied(Denied::Passkey(why));
    let answer = Assertion::read(answer).map_err(refused)?;
    let question = question(web, visit, headers, answer.challenge());
    let question = question
        .filter(|it| it.purpose == Purpose::SignIn)
        .ok_or(refused(Why::Challenge))?;
    Ok(Given::Passkey(Box::new(question), Box::new(answer)))
}

/// The button that signs in by a passkey, inside the form that it sends; nothing where browsers have no keys for us.
pub fn sign_in(visit: &Visit) -> Markup {
    let it = &visit.words.passkeys;
    html! { @if visit.party.is_some() { p.acts.scripted { (button(visit, SIGN_IN_QUESTION, PASSKEY, it.sign_in, false)) } } }
}

/// A button of our script: it asks for the question there and puts the answer in that field. One that makes a key
/// sends its form along with the asking.
pub fn button(visit: &Visit, from: &str, field: &str, text: &str, makes: bool) -> Markup {
    let it = &visit.words.passkeys;
    html! {
        button.btn type="button" data-passkey=(assets::url("js/passkey.js")) data-from=(from) data-field=(field) data-makes[makes]
            data-unable=(it.unable) data-cancelled=(it.cancelled) data-known=(it.known) data-lost=(it.lost) { (text) }
    }
}
