//! What the signs of the board mean, and the keys one needs first.

use maud::{Markup, html};

use crate::icon::icon;
use crate::scene::Scene;

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
                a href="/aide" data-ask { kbd { "?" } " " (words.keys_help) }
            }
        }
    }
}
