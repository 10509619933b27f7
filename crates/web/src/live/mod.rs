//! `/live`: the stream of server-sent events behind every live page.
//!
//! `?t=ward:w12@1763-42,territory` names what to watch and what the page already has of each. `since` or
//! `Last-Event-ID` stand in when there is a single topic without its own stamp. The bytes of a frame are shared
//! by every stream; only heartbeats are made for one.

use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use bytes::Bytes;
use domain::rights::{Action, Place, Target};
use hyper::body::Frame;

use crate::access::Visitor;
use crate::hub::{Next, Session, Stamp, Topic, Wish};
use crate::visit::words_of;
use crate::words::Lang;
use crate::{Web, assets};
use tokio::sync::watch;

/// The address of the stream.
pub const PATH: &str = "/live";

/// What a browser left to itself waits before it asks again, in milliseconds.
const RETRY: &str = "retry: 1000\n\n";

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new().route(PATH, get(stream))
}

#[derive(Debug, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    t: String,
    /// The language of the page, which may differ from what the browser would prefer now.
    l: Option<String>,
    since: Option<String>,
}

async fn stream(
    State(web): State<Web>,
    visitor: Option<Extension<Visitor>>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Response {
    let visitor = visitor.map(|it| it.0).unwrap_or_default();
    if !visitor.is_known() {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    let since = last.or(asked.since.as_deref()).and_then(|text| text.parse().ok());
    let wishes = wishes(&asked.t, since);
    if wishes.is_empty() || wishes.len() > web.config().limits.topics {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let lang = asked
        .l
        .as_deref()
        .and_then(Lang::of_tag)
        .unwrap_or(words_of(&headers).lang);
    let topics: Vec<Topic> = wishes.iter().map(|wish| wish.topic).collect();
    if !may_watch(&web, &visitor, &topics) {
        // The page was made for somebody else: it asks for itself again.
        return dressed(Body::from(format!("{RETRY}{}", renew_and_leave(&web))));
    }
    let session = web.hub().watch(&wishes, lang);
    let pass = Pass {
        changes: web.identity().changes(),
        may_go_on: Box::new({
            let web = web.clone();
            // A page of a post shows who signed in there after its stream was opened, too: it is told when they left.
            let there = AtomicUsize::new(0);
            move || {
                let now = web.app().now();
                let snapshot = web.app().snapshot();
                let directory = web.identity().read();
                let count = visitor.post_id().map_or(0, |it| directory.signed_in_at(it, now));
                let same = visitor.still_holds(&directory, &snapshot.state, now)
                    && there.swap(count, Ordering::Relaxed) <= count;
                drop(directory);
                (same && may_watch(&web, &visitor, &topics))
                    .then_some(())
                    .ok_or(OTHERWISE)
            }
        }),
    };
    answer(web, session, Some(pass))
}

/// What a stream says when the people at its screen, or what they may see, are not the same any more.
const OTHERWISE: &str = "who";

/// Whether all of these may be shown to that visitor.
fn may_watch(web: &Web, visitor: &Visitor, topics: &[Topic]) -> bool {
    let (snapshot, now) = (web.app().snapshot(), web.app().now());
    topics.iter().all(|topic| {
        let may = |action, ward| visitor.may(&snapshot, action, Target::Ward(ward), now);
        match topic {
            Topic::Territory => visitor.may(&snapshot, Action::SeeMap, Target::Anywhere, now),
            Topic::Cell => [Action::SeeQueue, Action::SeeIdentity]
                .into_iter()
                .all(|action| visitor.may(&snapshot, action, Target::Place(Place::Territory), now)),
            // What does not exist is told by the hub, to anybody.
            _ if topic
                .ward()
                .and_then(|ward| snapshot.state.surviving(ward))
                .is_none() =>
            {
                true
            }
            Topic::Emergency(ward) => {
                may(Action::SeeQueue, *ward) && visitor.sees_names(&snapshot, *ward, now)
            }
            Topic::Ward(ward) | Topic::View(ward, _) => {
                may(Action::SeeBoard, *ward) && visitor.sees_names(&snapshot, *ward, now)
            }
            Topic::Veiled(ward, _) => may(Action::SeeBoard, *ward),
            // A wall has an address of its own.
            Topic::Wall(_) => false,
        }
    })
}

/// A heartbeat of a version that no page has, so that the page loads itself again as soon as nobody is typing in
/// it, and a good-bye.
fn renew_and_leave(web: &Web) -> String {
    format!("{}{}", heartbeat_of(web, OTHERWISE), good_bye(OTHERWISE))
}

/// What lets a stream go on. A board asks as often as it says something, a wall display too.
pub(crate) struct Pass {
    /// Changes when it should ask at once.
    pub changes: watch::Receiver<u64>,
    /// Whether it may, else why not, in the word that its script knows.
    pub may_go_on: Box<dyn Fn() -> Result<(), &'static str> + Send>,
}

/// That session as an answer.
pub(crate) fn answer(web: Web, session: Session, pass: Option<Pass>) -> Response {
    dressed(Body::new(Stream::new(web, session, pass)))
}

/// A stream that says why it ends, and nothing else.
pub(crate) fn farewell(why: &str) -> Response {
    dressed(Body::from(format!("{RETRY}{}", good_bye(why))))
}

fn good_bye(why: &str) -> String {
    format!("event: bye\ndata: {why}\n\n")
}

fn dressed(body: Body) -> Response {
    let fixed = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/event-stream"),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-cache, no-transform"),
        ),
        (
            header::HeaderName::from_static("x-accel-buffering"),
            HeaderValue::from_static("no"),
        ),
    ];
    (fixed, body).into_response()
}

/// The topics asked for, each once; what cannot be read is left out.
fn wishes(text: &str, since: Option<Stamp>) -> Vec<Wish> {
    let mut wishes: Vec<Wish> = Vec::new();
    for part in text.split(',') {
        let (topic, stamp) = part
            .split_once('@')
            .map_or((part, None), |(topic, stamp)| (topic, stamp.parse().ok()));
        if let Ok(topic) = topic.parse::<Topic>()
            && !wishes.iter().any(|wish| wish.topic == topic)
        {
            wishes.push(Wish { topic, since: stamp });
        }
    }
    // With several topics one number cannot tell what is missing of each.
    if let [only] = wishes.as_mut_slice() {
        only.since = only.since.or(since);
    }
    wishes
}

type Turn = Pin<Box<dyn Future<Output = (Session, Option<Pass>, Said)> + Send>>;

/// What a stream says next.
enum Said {
    /// More follows.
    More(Bytes),
    /// Nothing follows.
    Last(Bytes),
}

/// The body of the answer: one future after the other, each giving the next bytes.
struct Stream {
    web: Web,
    /// None once good-bye was said.
    turn: Option<Turn>,
    opened: bool,
}

impl Stream {
    fn new(web: Web, session: Session, pass: Option<Pass>) -> Self {
        let turn = Some(turn(web.clone(), session, pass));
        Self {
            web,
            turn,
            opened: false,
        }
    }
}

fn turn(web: Web, mut session: Session, mut pass: Option<Pass>) -> Turn {
    Box::pin(async move {
        let next = next(&mut session, pass.as_mut()).await;
        let refused = match (&next, &pass) {
            // A frame goes to whoever may have it, and a heartbeat is a good time to ask.
            (Some(Next::Frame(_) | Next::Heartbeat) | None, Some(pass)) => (pass.may_go_on)().err(),
            (Some(Next::Bye), _) | (_, None) => None,
        };
        let said = match (refused, next) {
            (Some(OTHERWISE), _) => Said::Last(renew_and_leave(&web).into()),
            (Some(why), _) => Said::Last(good_bye(why).into()),
            (None, Some(Next::Frame(bytes))) => Said::More(bytes),
            (None, Some(Next::Heartbeat) | None) => Said::More(heartbeat(&web)),
            (None, Some(Next::Bye)) => Said::Last(good_bye("restart").into()),
        };
        (session, pass, said)
    })
}

/// What the session says next; nothing when the pass is to be looked at first.
async fn next(session: &mut Session, pass: Option<&mut Pass>) -> Option<Next> {
    let Some(pass) = pass else {
        return Some(session.next().await);
    };
    tokio::select! {
        biased;
        Ok(()) = pass.changes.changed() => None,
        next = session.next() => Some(next),
    }
}

/// The time on the wall of the site, which a screen shows as the moment up to which it is right, and the version
/// of the front end, so that a screen older than the server renews itself.
fn heartbeat(web: &Web) -> Bytes {
    Bytes::from(heartbeat_of(web, assets::version()))
}

fn heartbeat_of(web: &Web, version: &str) -> String {
    let civil = web.app().zone().civil(web.app().now());
    let (hour, minute, second) = (civil.hour(), civil.minute(), civil.second());
    format!("event: hb\ndata: {hour:02}:{minute:02}:{second:02} {version}\n\n")
}

impl axum::body::HttpBody for Stream {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if !self.opened {
            self.opened = true;
            return Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(RETRY.as_bytes())))));
        }
        let Some(running) = self.turn.as_mut() else {
            return Poll::Ready(None);
        };
        let Poll::Ready((session, pass, said)) = running.as_mut().poll(context) else {
            return Poll::Pending;
        };
        let bytes = match said {
            Said::More(bytes) => {
                let next = turn(self.web.clone(), session, pass);
                self.turn = Some(next);
                bytes
            }
            Said::Last(bytes) => {
                self.turn = None;
                bytes
            }
        };
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_topic_brings_its_own_stamp() {
        let asked = wishes("ward:w1@7-3,territory,ward:w1@7-1,nonsense,ward:b2", None);
        let stamp = |revision| Some(Stamp { epoch: 7, revision });
        assert_eq!(asked.len(), 2);
        assert_eq!(asked.first().map(|wish| wish.since), Some(stamp(3)));
        assert_eq!(asked.get(1).map(|wish| wish.since), Some(None));
    }

    #[test]
    fn a_last_event_id_stands_in_for_one_topic_only() {
        let since = Some(Stamp {
            epoch: 7,
            revision: 9,
        });
        assert_eq!(
            wishes("ward:w1", since).first().map(|wish| wish.since),
            Some(since)
        );
        assert!(
            wishes("ward:w1,ward:w2", since)
                .iter()
                .all(|wish| wish.since.is_none())
        );
    }
}
