//! The keys that work, and whether letters typed alone act at all: `/aide`.
//!
//! Asked for by our own script (the key `?`), the answer is a dialog; otherwise a page.

use axum::Router;
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};

use crate::Web;
use crate::fields::Fields;
use crate::layout::{Frame, Nav, Page, page};
use crate::operator::remembering;
use crate::visit::{KEYS_COOKIE, KEYS_OFF, Visit, lasting_cookie, safe_return};
use crate::words::Words;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/aide", get(show))
        .route("/touches", post(switch))
}

async fn show(visit: Visit) -> Response {
    let words = &visit.words.help;
    if visit.part {
        let dialog = html! {
            dialog.ask.help #help aria-labelledby="help-title" {
                h2 #help-title { (words.title) }
                (content(&visit))
                p.acts { button.btn type="button" data-close { (visit.words.common.close) } }
            }
        };
        return Page(dialog).into_response();
    }
    let body = html! { main.plain #main { section.notice.help { h1 { (words.title) } (content(&visit)) } } };
    let frame = Frame {
        title: words.title,
        nav: Nav::Elsewhere,
        place: None,
        topics: String::new(),
        body,
    };
    page(&visit, &frame).into_response()
}

/// Switches letters typed alone off or on, for this browser.
async fn switch(visit: Visit, fields: Fields) -> Response {
    let value = if fields.get("touches") == Some(KEYS_OFF) {
        KEYS_OFF
    } else {
        "on"
    };
    let cookie = lasting_cookie(KEYS_COOKIE, value, visit.client);
    let back = Redirect::to(safe_return(fields.get("back"), "/aide")).into_response();
    remembering(back, HeaderValue::from_str(&cookie).ok())
}

/// A key, or one after the other, and what it does.
type Key = (&'static [&'static str], &'static str);

/// Keys of every page. Those of pages in the navigation are what `data-go` says there.
fn everywhere(words: &Words) -> Vec<Key> {
    vec![
        (&["/"], words.help.search),
        (&["Ctrl K"], words.help.search_always),
        (&["Ctrl Z"], words.help.take_back),
        (&["g", "t"], words.common.territory),
        (&["g", "s"], words.help.last_ward),
        (&["g", "m"], words.common.messages),
        (&["g", "o"], words.common.structure),
        (&["?"], words.board.keys_help),
    ]
}

/// Keys of a board.
fn on_board(words: &Words) -> Vec<Key> {
    vec![
        (&["← ↑ → ↓ Home End"], words.board.keys_beds),
        (&["↵"], words.board.keys_open),
        (&["Esc"], words.board.keys_close),
        (&["S"], words.acts.discharge),
        (&["M"], words.acts.move_to),
        (&["B"], words.acts.help_clean),
        (&["I"], words.acts.precautions),
        (&["T"], words.acts.telemetry),
        (&["N"], words.acts.note),
        (&["P"], words.acts.help_left),
        (&["⇧ F10"], words.acts.help_menu),
    ]
}

fn content(visit: &Visit) -> Markup {
    let words = visit.words;
    let help = &words.help;
    html! {
        h2 { (help.everywhere) }
        (list(words, &everywhere(words)))
        h2 { (help.on_board) }
        (list(words, &on_board(words)))
        h2 { (help.keys) }
        p { (if visit.keys { help.keys_on } else { help.keys_off }) }
        form method="post" action="/touches" {
            input type="hidden" name="touches" value=(if visit.keys { KEYS_OFF } else { "on" });
            button.btn { (if visit.keys { help.switch_off } else { help.switch_on }) }
        }
    }
}

fn list(words: &Words, keys: &[Key]) -> Markup {
    html! {
        dl.keys {
            @for (keys, does) in keys {
                dt {
                    @for (place, key) in keys.iter().enumerate() {
                        @if place > 0 { " " (words.help.then) " " }
                        kbd { (key) }
                    }
                }
                dd { (does) }
            }
        }
    }
}
