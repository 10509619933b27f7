//! The right of the home page: how the feeds are doing, and what asks for somebody. And the banner of silence.

use app::FeedStatus;
use base::{Moment, Zone};
use domain::view::territory::TerritoryView;
use maud::{Markup, html};

use super::feeds::{Pulse, pulse};
use crate::icon::icon;
use crate::words::Words;

/// What the rail is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The texts.
    pub words: &'static Words,
    /// The time zone of the sites.
    pub zone: &'a Zone,
    /// The moment shown.
    pub now: Moment,
    /// The senders.
    pub feeds: &'a [FeedStatus],
}

/// One line per silent sender; an empty element when there is none, so that the line can appear.
pub fn banner(scene: &Scene<'_>) -> Markup {
    let text = &scene.words.territory;
    let silent = scene
        .feeds
        .iter()
        .filter_map(|feed| match pulse(feed, scene.now, scene.zone)? {
            Pulse::Silent { since } => Some((feed, since)),
            Pulse::Alive { .. } | Pulse::Late { .. } | Pulse::Stopped { .. } => None,
        });
    html! {
        div.mute #mute role="status" {
            @for (feed, since) in silent {
                p.conf {
                    (icon("wifi-off"))
                    span {
                        b { (Words::sender(&feed.name)) " " (text.feed_silent) " " (scene.words.soon(scene.zone, scene.now, since)) }
                        " (" (scene.words.lasting(scene.now.since(since))) "). " (text.silent_advice)
                    }
                }
            }
        }
    }
}

/// The rail.
pub fn rail(scene: &Scene<'_>, territory: &TerritoryView) -> Markup {
    let text = &scene.words.territory;
    html! {
        aside.rail #rail aria-label=(text.rail) {
            section {
                h2 { (icon("activity")) (text.feeds) }
                @if scene.feeds.is_empty() { p.none { (text.no_feed) } }
                ul.feeds { @for feed in scene.feeds { (line(scene, feed)) } }
            }
            (look(scene, territory))
        }
    }
}

fn line(scene: &Scene<'_>, feed: &FeedStatus) -> Markup {
    let text = &scene.words.territory;
    let said = |word: &str, at: Moment| format!("{word} {}", scene.words.soon(scene.zone, scene.now, at));
    let (class, said) = match pulse(feed, scene.now, scene.zone) {
        None => ("off", text.no_feed.to_owned()),
        Some(Pulse::Alive { at }) => ("on", said(text.feed_alive, at)),
        Some(Pulse::Late { told }) => ("lag", said(text.feed_late, told)),
        Some(Pulse::Silent { since }) => ("mute", said(text.feed_silent, since)),
        Some(Pulse::Stopped { since }) => ("off", said(text.feed_stopped, since)),
    };
    html! { li class=(class) { i {} p { b { (Words::sender(&feed.name)) } span { (said) } } } }
}

fn look(scene: &Scene<'_>, territory: &TerritoryView) -> Markup {
    let (words, text) = (scene.words, &scene.words.territory);
    let wards = territory
        .establishments
        .iter()
        .flat_map(|it| &it.sites)
        .flat_map(|site| &site.wards);
    let discovered = u32::try_from(wards.filter(|ward| ward.discovered).count()).unwrap_or(u32::MAX);
    let points = [
        (
            territory.nowhere,
            text.nowhere,
            "/messages?vue=doutes",
            "user-round-search",
        ),
        (
            territory.total.disputed,
            text.disputes,
            "/messages?vue=doutes",
            "users",
        ),
        (
            territory.total.unplaced,
            text.waiting,
            "/?voir=sans-lit",
            "armchair",
        ),
        (discovered, text.to_confirm, "/structure", "circle-question-mark"),
    ];
    html! {
        section {
            h2 { (icon("triangle-alert")) (text.look) }
            @if points.iter().all(|(count, ..)| *count == 0) { p.none { (text.all_well) } }
            ul.look {
                @for (count, noun, href, symbol) in points.into_iter().filter(|(count, ..)| *count > 0) {
                    li { a href=(href) { (icon(symbol)) span { b { (count) } " " (words.form(count, noun)) } (icon("chevron-right")) } }
                }
                li { a href="/confiance" { (icon("activity")) span { (words.trust.title) } (icon("chevron-right")) } }
                li { a href="/messages" { (icon("inbox")) span { (text.inbox) } (icon("chevron-right")) } }
            }
        }
    }
}
