//! What a brand-new server shows: how to bring it to life.

use maud::{Markup, html};

use crate::icon::icon;
use crate::words::Words;

/// The three ways to begin.
pub fn welcome(words: &Words, mllp: Option<&str>) -> Markup {
    let text = &words.territory;
    html! {
        section.welcome {
            h2 { (text.welcome) }
            p { (text.welcome_why) }
            ol {
                li {
                    h3 { (icon("link")) (text.feed_title) }
                    @if let Some(address) = mllp {
                        p { (text.feed_how) }
                        p { code { (address) } }
                        p.q { (text.feed_then) }
                    } @else {
                        p { (text.feed_closed) }
                    }
                }
                li {
                    h3 { (icon("file-text")) (text.import_title) }
                    p { (text.import_how) }
                    p { code { "chevet import structure FICHIER --dry-run" } }
                }
                li {
                    h3 { (icon("hospital")) (text.demo_title) }
                    p { (text.demo_how) }
                    p { code { "chevet demo" } }
                }
            }
        }
    }
}
