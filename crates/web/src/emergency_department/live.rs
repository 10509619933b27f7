//! The department as a live picture: drawn once for everybody who watches it.

use app::Snapshot;
use base::id::WardId;
use base::{Moment, Zone};
use domain::view::emergency::{EmergencyView, emergency};
use maud::{Markup, PreEscaped, html};

use super::{figures, table};
use crate::hub::{Picture, Piece};
use crate::scene::Scene;
use crate::words::Words;

/// The department as a live picture; nothing when there is no such ward.
#[must_use]
pub fn picture(
    snapshot: &Snapshot,
    ward: WardId,
    words: &'static Words,
    zone: &Zone,
    now: Moment,
) -> Option<Picture> {
    let seen = emergency(&snapshot.state, &snapshot.vault, ward, now)?;
    let scene = Scene {
        words,
        zone,
        now,
        still: false,
    };
    Some(draw(&scene, &seen))
}

/// The picture.
pub fn draw(scene: &Scene<'_>, seen: &EmergencyView) -> Picture {
    let piece = |id: &str, markup: Markup| Piece {
        id: id.to_owned(),
        html: markup.into_string(),
    };
    let pieces = vec![
        piece("ed-sum", figures::strip(scene, seen)),
        piece("ed-hours", figures::hours(scene, seen)),
        piece("ed-rows", table::table(scene, seen)),
    ];
    let [strip, hours, rows] = [0, 1, 2].map(|at: usize| PreEscaped(pieces[at].html.as_str()));
    let whole = html! {
        div #region .page.ed {
            (strip) (hours)
            main #main tabindex="-1" { h1.vh { (seen.name.as_str()) } (rows) }
        }
    };
    Picture {
        title: seen.name.to_string(),
        above: seen.site.to_string(),
        whole: whole.into_string(),
        pieces,
        beside: vec![],
        // The pieces never come or go.
        shape: String::new(),
    }
}
