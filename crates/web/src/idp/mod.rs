//! Signing in at an identity provider: the way there, the way back, and what a provider says behind the browser's
//! back. The provider's answers are judged by the crate `oidc`; who may come in is judged by `auth`.
//!
//! The way there is a page that goes on by itself, not a redirection: browsers hold the rule that our forms are sent
//! to us alone (`form-action 'self'`) against every redirection that follows a form, and a provider may send people
//! on to others that we do not know.

mod situation;
mod view;

use auth::{Denied, Link, ProviderId, Secret, Source};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use base::id::EstablishmentId;
use oidc::{Callback, Login, Prompt, Why};

use self::situation::{Situations, situations};
use crate::Web;
use crate::access::{Client, away_cookie, away_name, session_cookie};
use crate::fields::Fields;
use crate::identity::{Asserted, Entry, Given, Kept, Noted, Refused, Step};
use crate::operator::{self, Asking, PATH, is_about_who, remembering};
use crate::problem::Problem;
use crate::visit::{Visit, cookie, safe_return};

/// How long the cookie of a browser that is away lasts, in seconds: a little longer than what it is for.
const AWAY: u32 = 15 * 60;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/connexion/{provider}", post(begin))
        .route("/connexion/retour/{provider}", get(finish))
        .route("/connexion/fin/{provider}", post(signed_out))
        .route("/connexion/situation", get(show_choices).post(choose))
        .route("/connexion/reprise", get(resume))
}

/// The cookie of a browser that is away.
fn browser(headers: &HeaderMap, client: Client) -> Option<Secret> {
    cookie(headers, &away_name(client.encrypted)).and_then(Secret::read)
}

/// The form under way, if there is one.
fn kept(fields: &Fields) -> Option<Kept> {
    let path = fields.get(PATH)?;
    let ours = safe_return(Some(path), "");
    let typed = fields.0.iter().filter(|(name, _)| !is_about_who(name));
    (!ours.is_empty()).then(|| Kept {
        path: ours.to_owned(),
        fields: Fields(typed.cloned().collect()),
    })
}

/// Sends somebody to a provider.
async fn begin(
    State(web): State<Web>,
    visit: Visit,
    Path(provider): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    let back = safe_return(fields.get("back"), "/").to_owned();
    let kept = kept(&fields);
    let Some(client) = visit.client else {
        return Problem::Fault.answer(visit.words, visit.part);
    };
    let offered = web.identity().offered(visit.now);
    let Some(offered) = offered.into_iter().find(|it| it.id.as_str() == provider) else {
        return again(&web, &visit, kept, &back, &Refused::NoProvider);
    };
    let Some(provider) = web.identity().provider(web.config(), &offered.id) else {
        return again(&web, &visit, kept, &back, &Refused::NoProvider);
    };
    if let Some(public) = other_name(&web, &uri, &headers) {
        if kept.is_some() {
            return again(&web, &visit, kept, &back, &Refused::OtherName);
        }
        return (StatusCode::MISDIRECTED_REQUEST, view::elsewhere(&visit, public)).into_response();
    }
    let Ok((chance, fresh)) = chance() else {
        return Problem::Fault.answer(visit.words, visit.part);
    };
    // Whoever is here already proves it once more: a provider that remembers them must not say so without asking.
    let prompt = match visit.visitor.person {
        Some(_) => Prompt::Again,
        None => Prompt::Usual,
    };
    let (url, pending) = match provider.begin_as(prompt, visit.now, &chance).await {
        Ok(begun) => begun,
        Err(trouble) => {
            tracing::warn!(provider = %offered.id, detail = trouble.detail(), "an identity provider cannot be talked to");
            web.identity()
                .provider_answered(&offered.id, Some(trouble.snag()), visit.now);
            return again(
                &web,
                &visit,
                kept,
                &back,
                &Refused::Provider(Why::Provider(trouble.snag())),
            );
        }
    };
    web.identity().provider_answered(&offered.id, None, visit.now);
    let browser = browser(&headers, client).unwrap_or(fresh);
    let entry = Entry {
        browser: browser.print(),
        source: visit
            .visitor
            .post_id()
            .map_or(Source::Address(client.address), Source::Post),
        since: visit.now,
        back,
        kept,
        step: Step::Away(pending),
    };
    if !web.identity().sign_ins().add(entry, visit.now) {
        return Problem::Busy.answer(visit.words, visit.part);
    }
    let mut response = view::leaving(&visit, &offered.name, url.as_str()).into_response();
    if let Ok(refresh) = HeaderValue::from_str(&format!("0;url={url}")) {
        response.headers_mut().insert(header::REFRESH, refresh);
    }
    remembering(response, away_cookie(&browser.text(), AWAY, client.encrypted))
}

/// What nobody can guess of a sign-in, and of a browser that has no cookie for it yet.
fn chance() -> std::io::Result<(oidc::Chance, Secret)> {
    let mut chance = [0; 96];
    for part in chance.chunks_exact_mut(32) {
        part.copy_from_slice(&app::chance::thirty_two_bytes()?);
    }
    Ok((chance, Secret::new(app::chance::thirty_two_bytes()?)))
}

/// The address that providers know, when this browser came by another name: its cookie would not come back.
fn other_name<'a>(web: &'a Web, uri: &Uri, headers: &HeaderMap) -> Option<&'a str> {
    let public = web.config().public_url.as_deref()?.trim_end_matches('/');
    let (_, known) = public.split_once("://")?;
    let host = || headers.get(header::HOST)?.to_str().ok();
    let called = uri.authority().map(|it| it.as_str()).or_else(host)?;
    (!known.eq_ignore_ascii_case(called)).then_some(public)
}

/// Somebody who was not let in is asked again, with the form they were sending.
fn again(web: &Web, visit: &Visit, kept: Option<Kept>, back: &str, why: &Refused) -> Response {
    let status = match why {
        Refused::Provider(Why::Provider(_)) => StatusCode::SERVICE_UNAVAILABLE,
        Refused::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        Refused::Denied(_)
        | Refused::Provider(_)
        | Refused::NoProvider
        | Refused::OtherName
        | Refused::OneFactor => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let visit = Visit {
        part: false,
        path: kept.as_ref().map_or(back, |it| &it.path).to_owned(),
        ..visit.clone()
    };
    let page = match &kept {
        Some(kept) => operator::ask(web, &visit, &kept.fields, Asking::Who, Some(why)),
        None => operator::door(web, &visit, back, Some(why)),
    };
    (status, page).into_response()
}

/// Takes somebody who comes back from a provider.
async fn finish(
    State(web): State<Web>,
    visit: Visit,
    Path(provider): Path<String>,
    headers: HeaderMap,
    callback: Result<Query<Callback>, QueryRejection>,
) -> Response {
    let Some(client) = visit.client else {
        return Problem::Fault.answer(visit.words, visit.part);
    };
    // Parameters that stand there twice are parameters that cannot be read.
    let callback = callback.map(|Query(it)| it).unwrap_or_default();
    let browser = browser(&headers, client).map(|it| it.print());
    let entry = browser
        .zip(callback.state.as_deref())
        .and_then(|(browser, state)| web.identity().sign_ins().comes_back(browser, state, visit.now));
    let (Some(entry), Ok(id)) = (entry, provider.parse::<ProviderId>()) else {
        // Anybody can send anybody here: it is in the log, and not in the trace, which nobody may fill.
        tracing::warn!(target: "security", "an answer of an identity provider belongs to no sign-in of that browser");
        return again(&web, &visit, None, "/", &Refused::Provider(Why::State));
    };
    let Entry {
        back,
        kept,
        step,
        source,
        since,
        browser,
    } = entry;
    let Step::Away(pending) = step else {
        return Problem::Fault.answer(visit.words, visit.part);
    };
    let is_offered = web
        .identity()
        .read()
        .provider(&id)
        .is_some_and(|it| it.is_enabled);
    let Some(provider) = web.identity().provider(web.config(), &id).filter(|_| is_offered) else {
        return again(&web, &visit, kept, &back, &Refused::NoProvider);
    };
    let login = match provider.finish(pending, callback, visit.now).await {
        Ok(login) => login,
        Err(refused) => {
            let why = refused.why();
            tracing::warn!(target: "security", provider = %id, ?why, detail = refused.detail(), "a sign-in was refused");
            let details = serde_json::json!({ "why": format!("{why:?}"), "provider": id.as_str() });
            web.identity().note_refusal(&web, details, &visit.visitor).await;
            return again(&web, &visit, kept, &back, &Refused::Provider(why));
        }
    };
    let choices = match situations(&login.claims, &visit.snapshot.state) {
        Situations::NotSaid => Vec::new(),
        Situations::Nowhere => {
            let details = serde_json::json!({ "why": "no_situation", "provider": id.as_str() });
            web.identity().note_refusal(&web, details, &visit.visitor).await;
            return again(&web, &visit, kept, &back, &Refused::Denied(Denied::NoSituation));
        }
        Situations::At(establishments) => establishments,
    };
    let asserted = asserted(&web, id, &login);
    let away = Away {
        back,
        kept,
        source,
        since,
        browser,
    };
    if choices.len() > 1 {
        let entry = away.entry(Step::Choosing(Box::new(asserted), choices));
        if !web.identity().sign_ins().add(entry, visit.now) {
            return Problem::Busy.answer(visit.words, visit.part);
        }
        return Redirect::to("/connexion/situation").into_response();
    }
    enter(&web, &visit, client, asserted, away).await
}

/// What is left of a sign-in whose answer was taken.
struct Away {
    back: String,
    kept: Option<Kept>,
    source: Source,
    since: base::Moment,
    browser: auth::Print,
}

impl Away {
    fn entry(self, step: Step) -> Entry {
        Entry {
            browser: self.browser,
            source: self.source,
            since: self.since,
            back: self.back,
            kept: self.kept,
            step,
        }
    }
}

fn asserted(web: &Web, provider: ProviderId, login: &Login) -> Asserted {
    let (links, two_factors) = web
        .identity()
        .read()
        .provider(&provider)
        .map_or((false, false), |it| (it.links_by_rpps, it.is_two_factors()));
    Asserted {
        link: Link {
            issuer: login.issuer.to_string(),
            subject: login.subject.clone(),
        },
        sid: login.sid.clone(),
        rpps: login.claims.rpps().filter(|_| links).map(|it| it.to_string()),
        establishment: None,
        two_factors,
        provider,
    }
}

/// Lets somebody in whom a provider knows, if anybody here does.
async fn enter(web: &Web, visit: &Visit, client: Client, asserted: Asserted, away: Away) -> Response {
    let link = asserted.link.clone();
    let given = Given::Provider(Box::new(asserted));
    let entering = match web
        .identity()
        .enter(web, given, &visit.visitor, client, visit.now)
        .await
    {
        Ok(entering) => entering,
        // With a form under way, the form matters more: it comes back with the same sentence.
        Err(Refused::Denied(Denied::NotLinked)) if away.kept.is_none() => {
            let why = visit.words.denied(&Denied::NotLinked);
            let page = view::nobody(visit, why, &link.issuer, &link.subject);
            return (StatusCode::FORBIDDEN, page).into_response();
        }
        Err(why) => {
            if let Refused::Fault(fault) = &why {
                tracing::error!(%fault, "somebody could not be signed in");
            }
            return again(web, visit, away.kept, &away.back, &why);
        }
    };
    let next = match &away.kept {
        Some(_) => "/connexion/reprise".to_owned(),
        None => away.back.clone(),
    };
    if away.kept.is_some() {
        let entry = Entry {
            // Another ten minutes: the form waits for somebody who is there now.
            since: visit.now,
            ..away.entry(Step::Back(entering.present.person))
        };
        if !web.identity().sign_ins().add(entry, visit.now) {
            tracing::warn!("a form could not wait for whoever just signed in: too many do");
        }
    }
    let shared = visit.visitor.post.is_some();
    let session = session_cookie(&entering.token.text(), shared, client.encrypted);
    remembering(Redirect::to(&next).into_response(), session)
}

async fn show_choices(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Response {
    match choices(&web, &visit, &headers) {
        Some(choices) => view::choose(&visit, &choices, false).into_response(),
        None => Redirect::to("/connexion").into_response(),
    }
}

fn choices(web: &Web, visit: &Visit, headers: &HeaderMap) -> Option<Vec<EstablishmentId>> {
    let browser = browser(headers, visit.client?)?.print();
    let sign_ins = web.identity().sign_ins();
    sign_ins
        .choices(browser, visit.now)
        .map(<[EstablishmentId]>::to_vec)
}

/// Takes the establishment that somebody comes for.
async fn choose(State(web): State<Web>, visit: Visit, headers: HeaderMap, fields: Fields) -> Response {
    let (Some(offered), Some(client)) = (choices(&web, &visit, &headers), visit.client) else {
        return again(&web, &visit, None, "/", &Refused::Provider(Why::PendingExpired));
    };
    let chosen = fields.read::<EstablishmentId>("etablissement").ok();
    let Some(chosen) = chosen.filter(|it| offered.contains(it)) else {
        return (
            StatusCode::UNPROCESSABLE_ENTITY,
            view::choose(&visit, &offered, true),
        )
            .into_response();
    };
    let browser = browser(&headers, client).map(|it| it.print());
    let entry = browser.and_then(|it| web.identity().sign_ins().chooses(it, visit.now));
    let Some(Entry {
        back,
        kept,
        source,
        since,
        browser,
        step: Step::Choosing(asserted, _),
    }) = entry
    else {
        return again(&web, &visit, None, "/", &Refused::Provider(Why::PendingExpired));
    };
    let asserted = Asserted {
        establishment: Some(chosen),
        ..*asserted
    };
    let away = Away {
        back,
        kept,
        source,
        since,
        browser,
    };
    enter(&web, &visit, client, asserted, away).await
}

/// Shows the forms that waited.
async fn resume(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Response {
    let browser = visit.client.and_then(|client| browser(&headers, client));
    let person = visit.visitor.person.as_ref().map(|it| it.person);
    let kept = browser
        .zip(person)
        .map(|(browser, person)| web.identity().sign_ins().kept(browser.print(), person, visit.now));
    view::resume(&visit, &kept.unwrap_or_default()).into_response()
}

/// A provider says that somebody signed out there (Back-Channel Logout 1.0, 2.5 to 2.8).
async fn signed_out(
    State(web): State<Web>,
    visit: Visit,
    Path(provider): Path<String>,
    fields: Fields,
) -> Response {
    let refused = |status: StatusCode| {
        let body = r#"{"error":"invalid_request"}"#;
        (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
    };
    let Ok(id) = provider.parse::<ProviderId>() else {
        return refused(StatusCode::BAD_REQUEST);
    };
    // One that is suspended may still say who left.
    let (Some(provider), Some(token)) = (
        web.identity().provider(web.config(), &id),
        fields.get("logout_token"),
    ) else {
        return refused(StatusCode::BAD_REQUEST);
    };
    let logged_out = match provider.logout(token, visit.now).await {
        Ok(logged_out) => logged_out,
        Err(why) => {
            tracing::warn!(target: "security", provider = %id, why = ?why.why(), detail = why.detail(), "a logout was refused");
            return refused(StatusCode::BAD_REQUEST);
        }
    };
    let issuer = provider.issuer().as_str();
    let decided = web.identity().decide(&web, |directory| {
        let ends = directory.ended_by(issuer, logged_out.sub.as_deref(), logged_out.sid.as_deref());
        let details = serde_json::json!({ "provider": id.as_str(), "sessions": ends.len() });
        let noted = Noted::security("provider_sign_out").with(details);
        Ok::<_, std::convert::Infallible>((ends, vec![noted], ()))
    });
    match decided.await {
        Ok(Ok(())) => StatusCode::OK.into_response(),
        Err(fault) => {
            tracing::error!(%fault, "sessions that a provider ended could not be ended");
            refused(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}
