//! Wall displays: the wall itself at `/mur/{token}`, and their set-up at `/service/{ward}/murs`.
//!
//! A wall is authorised by the token in its address and by nothing else: it has no operator, no session and no
//! log-in, it only reads, and only the ward and the fields its settings name. Its stream is its own (`/flux`), drawn
//! once for all displays set up alike, and asked again at each heartbeat whether it may go on.

mod admin;
mod form;
mod page;
pub mod plan;
mod presence;
mod setup;
mod signs;
mod tile;
mod token;
mod view;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use base::id::DisplayId;
use domain::display::{Display, Language};
use domain::view::board::ward_board;

use crate::Web;
use crate::hub::{Picture, Screen, Stamp, Topic, Wall, Wish};
use crate::live::{self, Pass};
use crate::scene::Scene;
use crate::visit::words_of;
use crate::words::{Lang, Words};
pub use page::wall as page;
pub use presence::Walls;
pub use token::Token;
pub use view::draw;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/mur/{token}", get(show).fallback(any(read_only)))
        .route("/mur/{token}/flux", get(stream).fallback(any(read_only)))
        .route("/service/{ward}/murs", get(admin::show).post(admin::change))
}

/// A wall as a live picture; nothing when there is no such ward.
#[must_use]
pub fn picture(
    snapshot: &app::Snapshot,
    wall: &Wall,
    words: &'static Words,
    zone: &base::Zone,
    now: base::Moment,
) -> Option<Picture> {
    let board = ward_board(&snapshot.state, &snapshot.vault, wall.ward, now)?;
    let scene = Scene {
        words,
        zone,
        now,
        still: true,
    };
    Some(draw(&board, &wall.settings, wall.screen, &scene))
}

/// What a screen says of itself.
#[derive(Debug, Default, serde::Deserialize)]
struct Asked {
    /// Its size, `1920x1080`.
    e: Option<String>,
    /// The picture it has: topic and stamp.
    s: Option<String>,
}

impl Asked {
    fn screen(&self) -> Screen {
        let said = self.e.as_deref().and_then(|text| text.parse().ok());
        said.unwrap_or(Screen::USUAL)
    }

    /// The stamp of what the screen has, if that is the same picture.
    fn since(&self, topic: Topic) -> Option<Stamp> {
        let (of, stamp) = self.s.as_deref()?.split_once('@')?;
        (of == topic.to_string()).then(|| stamp.parse().ok())?
    }
}

/// The language of a display.
const fn lang(language: Language) -> Lang {
    match language {
        Language::French => Lang::Fr,
        Language::English => Lang::En,
    }
}

/// What opens behind an address.
enum Door {
    /// A display, and what it watches.
    Open(DisplayId, Wall),
    /// A display of a ward that is gone.
    NoWard,
    /// Nothing, or nothing any more.
    Closed,
}

fn door(web: &Web, token: &str, screen: Screen) -> Door {
    let snapshot = web.app().snapshot();
    let state = &snapshot.state;
    let display = Token::read(token).and_then(|token| state.display_of(&token.fingerprint()));
    match display.filter(|display| !display.revoked) {
        None => Door::Closed,
        Some(display) => match watched(state, display, screen) {
            Some(wall) => Door::Open(display.id, wall),
            None => Door::NoWard,
        },
    }
}

fn watched(state: &domain::state::State, display: &Display, screen: Screen) -> Option<Wall> {
    Some(Wall {
        ward: state.surviving(display.ward)?,
        settings: display.settings,
        screen,
    })
}

async fn show(State(web): State<Web>, Path(token): Path<String>, Query(asked): Query<Asked>) -> Response {
    let screen = asked.screen();
    match door(&web, &token, screen) {
        Door::Open(display, wall) => {
            let words = Words::of(lang(wall.settings.language));
            web.walls().note(display, screen, web.app().now());
            match web.hub().show(Topic::Wall(wall), words.lang) {
                Some(shown) => {
                    let zone = &web.app().snapshot().state.settings.zone;
                    page::wall(words, &shown, &token, zone, web.app().now()).into_response()
                }
                None => closed(StatusCode::GONE, page::gone()),
            }
        }
        Door::NoWard => closed(StatusCode::GONE, page::gone()),
        Door::Closed => closed(StatusCode::FORBIDDEN, page::closed()),
    }
}

/// A page that opens nothing asks again by itself: nobody stands at a wall to reload it.
fn closed(status: StatusCode, page: crate::layout::Page) -> Response {
    let again = (header::REFRESH, HeaderValue::from_static("60"));
    // Whatever this device kept of a board is no longer its to show.
    let clear = (
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"storage\""),
    );
    (status, [again, clear], page).into_response()
}

async fn stream(State(web): State<Web>, Path(token): Path<String>, Query(asked): Query<Asked>) -> Response {
    let screen = asked.screen();
    // A browser does not tell a script why a stream was refused: it is opened, and says why it ends.
    let Door::Open(display, wall) = door(&web, &token, screen) else {
        return live::farewell("revoked");
    };
    let topic = Topic::Wall(wall);
    let wish = Wish {
        topic,
        since: asked.since(topic),
    };
    let session = web.hub().watch(&[wish], lang(wall.settings.language));
    let app = web.app().clone();
    let present = web.walls().enter(display, screen, move || app.now());
    let asker = web.clone();
    let pass = Pass {
        changes: web.walls().changes(),
        may_go_on: Box::new(move || {
            // Counted as connected for as long as the stream asks.
            let _ = &present;
            match door(&asker, &token, screen) {
                Door::Open(_, now) if now == wall => Ok(()),
                Door::Open(..) => Err("changed"),
                Door::NoWard | Door::Closed => Err("revoked"),
            }
        }),
    };
    live::answer(web, session, Some(pass))
}

/// The token of a wall writes nothing.
async fn read_only(headers: HeaderMap) -> Response {
    let words = words_of(&headers);
    (StatusCode::FORBIDDEN, format!("{}\n", words.wall.read_only)).into_response()
}
