//! How the downtime folder is doing, in words and figures: told on several pages, written by none of them.

use std::fmt::Write as _;

use maud::{Markup, html};

use crate::Web;
use crate::scene::Scene;

/// How the folder is doing, in a sentence.
#[must_use]
pub fn standing(web: &Web, scene: &Scene<'_>) -> Markup {
    let words = &scene.words.sheet;
    let Some(status) = &web.config().downtime else {
        return html! { (words.folder_none) };
    };
    html! {
        (trouble(web, scene).unwrap_or_default())
        @match status.standing().written_at {
            Some(at) => {
                (scene.words.pair(words.folder, scene.words.paper_hour(scene.zone, scene.now, at))) "."
            }
            None => { (words.folder_never) }
        }
    }
}

/// What keeps the folder from being written, since when; nothing while all is well or no folder was chosen.
#[must_use]
pub fn trouble(web: &Web, scene: &Scene<'_>) -> Option<Markup> {
    let (since, why) = web.config().downtime.as_ref()?.standing().trouble?;
    let since = scene.words.paper_hour(scene.zone, scene.now, since);
    Some(html! {
        b { (scene.words.sheet.folder_broken) " " (since) } " "
        span lang="fr" { (why) } " "
    })
}

/// The figures of the folder in the Prometheus text form; nothing when no folder was chosen.
#[must_use]
pub fn figures(web: &Web) -> String {
    let mut out = String::new();
    let Some(status) = &web.config().downtime else {
        return out;
    };
    let standing = status.standing();
    let age = standing
        .written_at
        .map(|at| web.app().now().since(at).max(0) / base::time::SECOND);
    let figures = [
        (
            "chevet_downtime_ok",
            "gauge",
            "1 while the downtime folder can be written.",
            Some(i64::from(standing.trouble.is_none())),
        ),
        (
            "chevet_downtime_age_seconds",
            "gauge",
            "Age of the last whole generation of the downtime folder.",
            age,
        ),
        (
            "chevet_downtime_written_total",
            "counter",
            "Generations of the downtime folder written.",
            i64::try_from(standing.written).ok(),
        ),
    ];
    for (name, kind, help, value) in figures {
        if let Some(value) = value {
            // Writing into a String cannot fail.
            let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
        }
    }
    out
}
