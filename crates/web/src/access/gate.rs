//! The gate: looks up what an address needs, who is asking, and whether both go together.
//!
//! Reading needs a right of the post or of the person. Writing needs a person: whoever is not there yet is asked here,
//! over the current screen, with the form kept. No handler runs for somebody who was not judged.

use auth::{Missing, Weight};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use base::Moment;
use base::id::{BedId, NoteId, PatientId, RequestId, StayId, WardId};
use domain::rights::{Action, Target};
use maud::html;

use super::reading::{Reading, may_search, names_somebody};
use super::table::{Need, On, rule};
use super::{Cleared, Client, Visitor, missing, password_lacks, weight};
use crate::Web;
use crate::identity::Showing;
use crate::layout::{Page, notice_leading, query_escaped};
use crate::operator::{self, Asking};
use crate::problem::Problem;
use crate::visit::{PART_HEADER, screen_of, words_of};

/// Where somebody unknown is asked who they are.
pub const SIGN_IN: &str = "/connexion";
/// Where somebody at a known post is asked who they are.
const IDENTIFY: &str = "/operateur";
/// Where somebody who is signed in is asked to prove more.
pub const PROVE: &str = "/connexion/preuve";
/// Where a server that nobody has installed is installed.
pub const INSTALL: &str = "/installation";

/// Lets a request through, or says why not.
pub async fn gate(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let now = web.app().now();
    let client = Client::of(
        request.extensions(),
        request.headers(),
        &web.config().proxies,
        web.config().tls.is_some(),
    );
    let known = web.identity().visitor(&web, request.headers(), client, now);
    let wanted = wanted(&web, &request, now);
    if let Some(print) = known.visitor.person.as_ref().map(|it| it.session)
        && !is_machine(request.uri())
    {
        web.identity().touch(&web, &print, now);
    }
    let mut visitor = known.visitor.clone();
    let (mut cookie, mut staying) = (None, None);
    let mut verdict = judge(&web, &request, &visitor, &wanted, now);
    // Twice at most: whoever was nobody may turn out to have a passkey, which is then asked for.
    while let Some(asking) = asking(&web, &visitor, &verdict, &request, &wanted) {
        request.extensions_mut().insert(client);
        request.extensions_mut().insert(visitor.clone());
        match operator::prove(&web, request, asking).await {
            Ok(proven) => {
                request = proven.request;
                visitor.person = Some(proven.present);
                cookie = proven.cookie.or(cookie);
                staying = proven.staying;
                verdict = judge(&web, &request, &visitor, &wanted, now);
            }
            Err(asked) => return operator::remembering(asked, cookie),
        }
    }
    if let Ok(Some(cleared)) = verdict
        && let Err(spent) = count_reading(&web, &request.method().clone(), &visitor, cleared, now).await
    {
        verdict = Err(spent);
    }
    let cleared = verdict.as_ref().ok().copied().flatten();
    let mut response = match verdict {
        Err(Stop::Said(problem)) => problem.answer(words_of(request.headers()), is_part(request.headers())),
        Err(Stop::AskWho | Stop::Unproven) => ask_who(&web, &request, &visitor),
        Err(Stop::Missing(_)) => lead_to(PROVE, &request),
        Ok(cleared) => {
            let reading = cleared.and_then(|it| Reading::of(&web, &request, &visitor, it, now));
            let extensions = request.extensions_mut();
            extensions.insert(client);
            extensions.insert(visitor.clone());
            if let Some(cleared) = cleared {
                extensions.insert(cleared);
            }
            let response = next.run(request).await;
            if let Some(reading) = reading.and_then(|it| it.answered(&response)) {
                if reading.is_search() {
                    let named = Showing::Answers(reading.patients());
                    web.identity().shows(&web, &visitor, named, now).await;
                }
                reading.note(&web, &visitor).await;
            }
            response
        }
    };
    if let Some(mut visit) = staying {
        visit.cleared = cleared;
        response = operator::naming(response, &visit).await;
    }
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    if known.renews {
        renew(
            &web,
            &known.visitor,
            known.held,
            client,
            now,
            response.headers_mut(),
        )
        .await;
    }
    response
}

/// Requests a page makes by itself are no gesture of anybody.
fn is_machine(uri: &Uri) -> bool {
    let path = uri.path();
    path == crate::live::PATH || path.starts_with("/assets/") || path == "/sw.js"
}

/// Why a request goes no further.
enum Stop {
    /// For that reason.
    Said(Problem),
    /// Nobody said who they are: they are led to where it is asked.
    AskWho,
    /// Nobody said who they are, and there is a form: they are asked over the screen, and the form is kept.
    Unproven,
    /// They have the right, and did not prove enough to use it.
    Missing(Missing),
}

/// What is asked over the current screen before a form goes on; nothing where there is nothing to ask, or no form.
fn asking<T>(
    web: &Web,
    visitor: &Visitor,
    verdict: &Result<T, Stop>,
    request: &Request,
    wanted: &Result<Option<Wanted>, Problem>,
) -> Option<Asking> {
    let changes = is_write(request.method()) && operator::is_kept(request.headers(), visitor);
    match verdict {
        // Whoever comes to administrate is asked at once for what that takes, and not first for a card.
        Err(Stop::Unproven) => Some(match wanted {
            Ok(Some(Wanted {
                need: Need::Right(action),
                ..
            })) => asked_of_newcomers(web, visitor, *action),
            _ => Asking::Who,
        }),
        Err(Stop::Missing(missing)) if changes => Some(Asking::More(*missing)),
        _ => None,
    }
}

/// What an address needs, and of what; nothing when there is no such address.
#[derive(Clone, Copy)]
struct Wanted {
    need: Need,
    target: Option<Target>,
}

fn wanted(web: &Web, request: &Request, now: Moment) -> Result<Option<Wanted>, Problem> {
    let Some(matched) = request.extensions().get::<MatchedPath>() else {
        // No route: the fallback says so, to anybody.
        return Ok(None);
    };
    let Some(rule) = rule(matched.as_str()) else {
        tracing::error!(route = matched.as_str(), "a route without a rule opens to nobody");
        return Err(Problem::NotFound);
    };
    let Some(need) = rule.need(request.method()) else {
        return Ok(None);
    };
    let target = target_of(web, rule.on, matched.as_str(), request.uri().path(), now);
    Ok(Some(Wanted { need, target }))
}

/// The part of a path that stands where its template has that name.
pub(super) fn named<'a>(template: &str, path: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = template.split('/').zip(path.split('/'));
    pairs.find(|(it, _)| *it == name).map(|(_, value)| value)
}

/// What an address is about; none when it names something that does not exist.
fn target_of(web: &Web, on: On, template: &str, path: &str, now: Moment) -> Option<Target> {
    let named = |name: &str| named(template, path, name);
    let snapshot = web.app().snapshot();
    let state = &snapshot.state;
    match on {
        On::Anywhere => Some(Target::Anywhere),
        On::Ward => {
            let ward: WardId = named("{ward}")?.parse().ok()?;
            state.surviving(ward).map(Target::Ward)
        }
        On::Stay => {
            let stay: StayId = named("{stay}")?.parse().ok()?;
            state.stay(stay).map(|it| Target::Stay(it.id))
        }
        On::Bed => {
            let bed: BedId = named("{bed}")?.parse().ok()?;
            state.ward_of_bed(bed).map(Target::Ward)
        }
        On::Note => {
            let note: NoteId = named("{note}")?.parse().ok()?;
            state.note(note).map(|it| Target::Stay(it.stay))
        }
        On::Patient => {
            let patient: PatientId = named("{patient}")?.parse().ok()?;
            let stays = state.stays_of(state.patient_of(patient));
            let present = |id: &&StayId| state.stay(**id).is_some_and(|it| state.is_present(it, now));
            let stay = stays.iter().find(present).or_else(|| stays.last());
            stay.copied().map(Target::Stay)
        }
        On::Request => {
            let request: RequestId = named("{request}")?.parse().ok()?;
            Some(Target::of_request(state, state.request(request)?, now))
        }
    }
}

fn judge(
    web: &Web,
    request: &Request,
    visitor: &Visitor,
    wanted: &Result<Option<Wanted>, Problem>,
    now: Moment,
) -> Result<Option<Cleared>, Stop> {
    let answer = |problem: Problem| Err(Stop::Said(problem));
    let wanted = match wanted {
        Ok(Some(wanted)) => wanted,
        Ok(None) => return Ok(None),
        Err(problem) => return answer(*problem),
    };
    let is_proven = visitor.person.is_some() || visitor.is_courtesy;
    let action = match wanted.need {
        Need::Nothing | Need::Token => return Ok(None),
        Need::Somebody if visitor.person.is_some() => return Ok(None),
        Need::Somebody => return Err(Stop::AskWho),
        Need::Right(_) if is_write(request.method()) && !is_proven => {
            let keeps = operator::is_kept(request.headers(), visitor);
            return Err(if keeps { Stop::Unproven } else { Stop::AskWho });
        }
        Need::Right(action) | Need::Ask(action) => action,
    };
    if !visitor.is_known() {
        // Whether what is asked for exists is nothing a stranger is told.
        return Err(Stop::AskWho);
    }
    let Some(target) = wanted.target else {
        return answer(Problem::Gone);
    };
    let may = visitor.may(&web.app().snapshot(), action, target, now);
    let changes = is_write(request.method()) && matches!(wanted.need, Need::Right(_));
    // Where two factors are asked of everybody, one gives no right: what is missing is said in the place of that.
    let weight = if may {
        weight(action, changes)
    } else {
        Weight::Ordinary
    };
    if let Some(missing) = missing(web, visitor, weight, now) {
        return Err(Stop::Missing(missing));
    }
    if may {
        return Ok(Some(Cleared { action, target }));
    }
    if !is_proven {
        return Err(Stop::AskWho);
    }
    tracing::warn!(
        target: "security",
        action = action.code(),
        person = visitor.person.as_ref().map(|it| it.person.to_string()),
        "a right was refused"
    );
    match target {
        // What lies elsewhere is as unknown as what does not exist; that a page exists is no secret.
        Target::Stay(_) => answer(Problem::Gone),
        Target::Ward(ward) if !changes && names_somebody(action) && opens_names(web, visitor, ward, now) => {
            answer(Problem::Closed(ward))
        }
        Target::Anywhere | Target::Ward(_) | Target::Place(_) => answer(Problem::Forbidden),
    }
}

/// Whether they may open the names of that ward in an emergency, and have not.
fn opens_names(web: &Web, visitor: &Visitor, ward: WardId, now: Moment) -> bool {
    let snapshot = web.app().snapshot();
    !visitor.sees_names(&snapshot, ward, now)
        && visitor.may(&snapshot, Action::BreakGlass, Target::Ward(ward), now)
}

fn is_write(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

pub(super) fn is_part(headers: &HeaderMap) -> bool {
    headers.contains_key(PART_HEADER)
}

/// Asks whoever comes who they are.
fn ask_who(web: &Web, request: &Request, visitor: &Visitor) -> Response {
    let page = if visitor.post.is_some() { IDENTIFY } else { SIGN_IN };
    if !is_part(request.headers()) && !is_machine(request.uri()) && !web.identity().is_installed() {
        return unkept(Redirect::to(INSTALL));
    }
    lead_to(page, request)
}

fn asked_of_newcomers(web: &Web, visitor: &Visitor, action: Action) -> Asking {
    let weight = weight(action, true);
    match password_lacks(web, visitor, weight) {
        Some(missing) => Asking::More(missing),
        None if weight == Weight::Change => Asking::More(Missing::FreshProof),
        None => Asking::Who,
    }
}

/// Leads to a page where somebody says who they are, or proves it: a page by a redirection, our script by a link over
/// the screen, a machine by a bare status.
fn lead_to(page: &str, request: &Request) -> Response {
    let (path, words) = (
        request.uri().path_and_query().map_or("/", |it| it.as_str()),
        words_of(request.headers()),
    );
    if is_machine(request.uri()) {
        return Problem::Unidentified.answer(words, is_part(request.headers()));
    }
    let screen = screen_of(request.headers());
    // Back to a page that can be asked for again, never to a form.
    let back = match &screen {
        Some(screen) => screen,
        None if is_write(request.method()) => "/",
        None => path,
    };
    let door = format!("{page}?back={}", query_escaped(back));
    if !is_part(request.headers()) {
        return unkept(Redirect::to(&door));
    }
    let (title, advice) = Problem::Unidentified.said(words);
    let link = html! { a.btn href=(door) autofocus { (words.pick("Continuer", "Continue")) } };
    let notice = notice_leading(words, title, advice, Some(link));
    (Problem::Unidentified.status(), Page(notice)).into_response()
}

/// An answer that no cache keeps.
fn unkept(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    let kept = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    response
}

/// Counts what somebody reads that names people; refuses when they read far too much. Who a search names is counted
/// when it has answered.
async fn count_reading(
    web: &Web,
    method: &Method,
    visitor: &Visitor,
    cleared: Cleared,
    now: Moment,
) -> Result<(), Stop> {
    let Some(person) = &visitor.person else {
        return Ok(());
    };
    // A board and the queue are what somebody works with all day.
    let works = matches!(cleared.action, Action::SeeBoard | Action::SeeQueue);
    let opens = !is_write(method) && names_somebody(cleared.action) && !works;
    if !(opens || may_search(method, cleared)) {
        return Ok(());
    }
    if web.identity().is_spent(person.person, now) {
        return Err(Stop::Said(Problem::TooManyReads));
    }
    if opens {
        web.identity().shows(web, visitor, Showing::Record, now).await;
    }
    Ok(())
}

/// Gives a post its new token along with the answer it asked for.
async fn renew(
    web: &Web,
    visitor: &Visitor,
    held: Option<auth::Print>,
    client: Client,
    now: Moment,
    headers: &mut HeaderMap,
) {
    let (Some(post), Some(held)) = (&visitor.post, held) else {
        return;
    };
    match web.identity().renew_post(web, post.id, held, now).await {
        Ok(Some(secret)) => {
            if let Some(cookie) = super::post_cookie(&secret.text(), client.encrypted) {
                headers.append(header::SET_COOKIE, cookie);
            }
        }
        Ok(None) => {}
        // The old token works as long as the new one was not seen: try again at the next request.
        Err(fault) => tracing::warn!(%fault, "a post was not given its new token"),
    }
}
