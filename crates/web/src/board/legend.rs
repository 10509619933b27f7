//! What the signs of the board mean, and which keys work.

use maud::{Markup, html};

use crate::icon::icon;
use crate::scene::Scene;
use crate::words::Words;

/// The legend at the foot of the board.
pub fn legend(scene: &Scene<'_>) -> Markup {
    let words = &scene.words.board;
    let [
        homonym,
        identity,
        movements,
        confidential,
        single,
        mother_child,
        extra,
    ] = words.signs;
    let signs = [
        ("users", homonym),
        ("id-card", identity),
        ("file-warning", movements),
        ("eye-off", confidential),
        ("door-closed", single),
        ("baby", mother_child),
    ];
    html! {
        footer.leg #legend aria-label=(words.legend) {
            @for (symbol, text) in signs { span { span.fl { (icon(symbol)) } (text) } }
            span { i.sw.ardoise {} (words.outlier) }
            span { i.sw.surge {} (extra) }
            span.sp {}
            span.kb {
                kbd { "←↑→↓" } " " (words.keys_beds) " "
                kbd { (words.key_enter) } " " (words.keys_open) " "
                kbd { (words.key_escape) } " " (words.keys_close) " "
                kbd { "?" } " " (words.keys_help)
            }
        }
    }
}

/// The keys of the board, shown by `?`.
pub fn help(words: &Words) -> Markup {
    let board = &words.board;
    let keys = [
        ("← ↑ → ↓", board.keys_beds),
        (board.key_enter, board.keys_open),
        (board.key_escape, board.keys_close),
        ("?", board.keys_help),
    ];
    html! {
        dialog.ask #help data-keep aria-labelledby="help-title" {
            h2 #help-title { (words.common.help) }
            dl.facts { @for (key, text) in keys { dt { kbd { (key) } } dd { (text) } } }
            p.acts { button.btn type="button" data-close { (words.common.close) } }
        }
    }
}
