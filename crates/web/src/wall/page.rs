//! The page of a wall, and the pages of an address that opens nothing. None of them has a link, a button or a log-in.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use base::Moment;

use crate::assets;
use crate::hub::Shown;
use crate::layout::Page;
use crate::words::{EN, FR, Words};

/// The page of a wall. `zone` is the name of the time zone of the site, `now` the moment at which the page is made.
#[must_use]
pub fn wall(words: &'static Words, shown: &Shown, token: &str, zone: &str, now: Moment) -> Page {
    let text = &words.wall;
    Page(html! {
        (DOCTYPE)
        html lang=(words.lang.tag()) {
            (head(&format!("{}, {}", shown.title, text.title), true))
            body.wall data-offline="" data-flux={ "/mur/" (token) "/flux" } data-have=(shown.stamped) data-version=(assets::version())
                data-zone=(zone) data-made=(now.millis()) data-up=(text.up_to_date) data-down=(text.reconnecting) data-frozen=(text.frozen) {
                (PreEscaped(&shown.html))
                div.frozen #frozen role="alert" hidden { b {} span { (text.frozen_advice) } }
            }
        }
    })
}

/// The page of a token that opens nothing, or nothing any more.
pub fn closed() -> Page {
    still(
        FR.wall.closed,
        &html! {
            h1 { (FR.wall.closed) }
            p { (FR.wall.closed_why) }
            p { b { (FR.wall.closed_next) } }
            p lang="en" { (EN.wall.closed) ". " (EN.wall.closed_next) }
        },
    )
}

/// The page of a display whose ward is gone.
pub fn gone() -> Page {
    still(
        FR.wall.gone,
        &html! {
            h1 { (FR.wall.gone) }
            p { b { (FR.wall.gone_next) } }
            p lang="en" { (EN.wall.gone) ". " (EN.wall.gone_next) }
        },
    )
}

fn still(title: &str, body: &Markup) -> Page {
    Page(html! {
        (DOCTYPE)
        html lang="fr" {
            (head(title, false))
            body.wall.shut { main { (body) } }
        }
    })
}

fn head(title: &str, live: bool) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width,initial-scale=1";
            meta name="robots" content="noindex";
            title { (title) " · Chevet" }
            link rel="icon" href=(assets::url("favicon.svg"));
            link rel="preload" as="font" type="font/woff2" crossorigin href=(assets::url("fonts/ahn-latin.woff2"));
            link rel="stylesheet" href=(assets::url("wall.css"));
            @if live {
                script defer src=(assets::url("js/wall.js")) {}
                script defer src=(assets::url("js/offline.js")) {}
            }
        }
    }
}
