//! One line of a request, wherever it is listed: how urgent, from where, how far.

use domain::flow::StageName;
use domain::view::board::HoldView;
use domain::view::queue::RequestView;
use maud::{Markup, html};

use crate::icon::icon;
use crate::scene::Scene;

/// The class of the thesaurus, in its box.
#[must_use]
pub fn class(row: &RequestView) -> Markup {
    let class = row.rank.class.as_ref().map(|it| it.to_string());
    let tone = match class.as_deref() {
        Some("P1") => "prio",
        Some("P2") => "prio p2",
        Some("P3") => "prio p3",
        _ => "prio p4",
    };
    html! { span class=(tone) { (class.as_deref().unwrap_or("–")) } }
}

/// Where they wait, or who asks; for a planned admission, when.
#[must_use]
pub fn source(scene: &Scene<'_>, row: &RequestView) -> String {
    let words = scene.words;
    let origin = words.origin_of_request(row.asker.origin);
    let place = match (&row.here, &row.asker_ward) {
        (Some((ward, Some(bed))), _) => format!("{ward} · {bed}"),
        (Some((ward, None)), _) | (None, Some(ward)) => ward.to_string(),
        (None, None) => String::new(),
    };
    // A ward whose name says where the request comes from does not say it twice.
    let origin = (!place.starts_with(origin)).then(|| origin.to_owned());
    let hour = row.wanted_at.filter(|it| *it > scene.now);
    let hour = hour.map(|it| words.day_and_hour(scene.zone, scene.now, it));
    [origin, Some(place), hour]
        .into_iter()
        .flatten()
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Until when a bed is promised; from when too, while that is to come.
#[must_use]
pub fn lasts(scene: &Scene<'_>, hold: &HoldView) -> String {
    let words = scene.words;
    let soon = |at| words.soon(scene.zone, scene.now, at);
    let (from, until) = (soon(hold.from), soon(hold.until));
    if hold.from > scene.now {
        words.pick(
            format!("dès {from}, jusqu’à {until}"),
            format!("from {from} until {until}"),
        )
    } else {
        words.pick(format!("jusqu’à {until}"), format!("until {until}"))
    }
}

/// How far it is, when that is further than waiting.
#[must_use]
pub fn step(scene: &Scene<'_>, row: &RequestView) -> Markup {
    let words = scene.words;
    let held = row.held.as_ref().map(|(_, name, hold)| (name, hold));
    let (class, symbol, text) = match (row.stage, held) {
        (StageName::Draft, _) => ("", "notebook-pen", words.pick("Brouillon", "Draft").to_owned()),
        (StageName::Deferred, _) => {
            let (reason, until) = row
                .deferred
                .as_ref()
                .map_or(("", None), |(reason, until)| (reason.as_str(), *until));
            let until = until.map(|it| {
                format!(
                    ", {} {}",
                    words.pick("jusqu’à", "until"),
                    words.soon(scene.zone, scene.now, it)
                )
            });
            let text = format!(
                "{} : {reason}{}",
                words.pick("Reportée", "Deferred"),
                until.unwrap_or_default()
            );
            ("", "clock", text)
        }
        (StageName::Proposed, _) => {
            let Some(asked) = &row.asked else { return html! {} };
            let late = if asked.answer_by < scene.now {
                "overdue"
            } else {
                ""
            };
            let bed = asked
                .bed
                .as_ref()
                .map(|(_, name, _)| format!(" {name}"))
                .unwrap_or_default();
            let since = words.lasting(scene.now.since(asked.asked_at));
            (
                late,
                "send",
                format!(
                    "{} {}{bed}, {since}",
                    words.pick("Proposé", "Proposed"),
                    asked.name
                ),
            )
        }
        (StageName::Accepted, _) => {
            let ward = row.agreed.as_ref().map_or("", |(_, name)| name.as_str());
            (
                "ok",
                "check",
                format!(
                    "{ward} : {}",
                    words.pick("d’accord, lit à nommer", "agreed, bed to name")
                ),
            )
        }
        (StageName::Held, Some((bed, hold))) => {
            let text = format!(
                "{} {bed}, {}",
                words.pick("Promis", "Promised"),
                lasts(scene, hold)
            );
            ("ok", "bookmark-check", text)
        }
        (StageName::Ready, Some((bed, _))) => (
            "ok",
            "check",
            format!("{} {bed}", words.pick("Prêt pour", "Ready for")),
        ),
        (StageName::Moving, Some((bed, _))) => (
            "ok",
            "move",
            format!("{} {bed}", words.pick("En route vers", "On the way to")),
        ),
        _ => return html! {},
    };
    html! { span class={ "stt " (class) } { (icon(symbol)) (text) } }
}
