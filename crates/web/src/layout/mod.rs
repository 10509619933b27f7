//! The frame of every page: head, top bar, place for the content, and the few parts all screens share.

mod glass;
mod palette;
mod parts;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::time::MINUTE;
use domain::rights::Target;
use maud::{DOCTYPE, Markup, html};

pub use palette::SEARCH;
pub use parts::{drawer_shell, notice_leading, notice_part, toast};

use crate::assets;
use crate::icon::icon;
use crate::visit::Visit;
use crate::words::Words;

/// A piece of HTML as an answer.
#[derive(Debug)]
pub struct Page(pub Markup);

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let kind = HeaderValue::from_static("text/html; charset=utf-8");
        ([(header::CONTENT_TYPE, kind)], self.0.into_string()).into_response()
    }
}

/// The pages of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nav {
    /// The territory and, below it, the wards.
    Territory,
    /// The flow cell.
    Cell,
    /// The emergency departments.
    Emergency,
    /// Messages and work-list.
    Messages,
    /// Structure.
    Structure,
    /// None of them.
    Elsewhere,
}

/// What differs from page to page.
#[derive(Debug)]
pub struct Frame<'a> {
    /// Title of the window, without the name of the product.
    pub title: &'a str,
    /// Which page of the navigation is shown, or is above the one shown.
    pub nav: Nav,
    /// Where one is: bold name and a line below it, linked to the place above.
    pub place: Option<Place<'a>>,
    /// Live topics, as [`crate::hub::Stamped`] prints them, separated by commas; empty for a still page.
    pub topics: String,
    /// The content: everything below the top bar.
    pub body: Markup,
}

/// Where one is.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is part of.
    pub above: &'a str,
    /// The page of what it is part of.
    pub href: &'a str,
}

/// A view of the place one is in.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Its address.
    pub href: String,
    /// Its name.
    pub text: &'static str,
    /// The same where there is little room.
    pub short: &'static str,
    /// Its icon.
    pub symbol: &'static str,
    /// It is the one shown.
    pub current: bool,
    /// What is counted there. Such a tab is in the bar of a phone alone: on a desk it is on the page.
    pub badge: Option<Markup>,
}

/// A whole page.
#[must_use]
pub fn page(visit: &Visit, frame: &Frame<'_>) -> Page {
    whole(visit, frame, None)
}

/// A whole page that stands beside the boards: of no place, and still.
#[must_use]
pub fn apart(visit: &Visit, title: &str, body: Markup) -> Page {
    let frame = Frame {
        title,
        nav: Nav::Elsewhere,
        place: None,
        topics: String::new(),
        body,
    };
    whole(visit, &frame, None)
}

/// A whole page of a place that is seen in several ways: they are the tabs, and the pages of the product are a menu.
#[must_use]
pub fn page_with_tabs(visit: &Visit, frame: &Frame<'_>, label: &str, tabs: &[Tab]) -> Page {
    whole(visit, frame, Some((label, tabs)))
}

fn whole(visit: &Visit, frame: &Frame<'_>, tabs: Option<(&str, &[Tab])>) -> Page {
    let words = visit.words;
    if !visit.visitor.is_known() {
        // Whoever is nobody yet has nowhere to go: nothing but the door.
        let body = html! { (bare_top(words)) (frame.body) };
        return Page(document(words, frame.title, "", visit.keys, false, &body));
    }
    Page(document(
        words,
        frame.title,
        &frame.topics,
        visit.keys,
        is_kept(visit, &frame.topics),
        &html! {
            a.skip href="#main" { (words.common.skip) }
            header.top {
                a.brand href="/" aria-label={ "Chevet, " (words.common.territory) } { (brand()) }
                @if let Some(place) = frame.place {
                    a.switch href=(place.href) {
                        span.where { b { (place.name) } span { (place.above) } }
                        (icon("chevrons-up-down"))
                    }
                }
                @if let Some((label, tabs)) = tabs { (tabs_of(label, tabs, "tabs")) (menu(visit, Some(frame.nav))) }
                @else { (navigation(visit, frame.nav, "tabs")) (menu(visit, None)) }
                (palette::search_box(words))
                (freshness(visit, !frame.topics.is_empty()))
                form.lang #lang method="post" action="/langue" {
                    (language_fields(visit))
                    button.icobtn lang=(words.pick("en", "fr")) aria-label=(words.common.other_language) title=(words.common.other_language) {
                        (icon("languages"))
                    }
                }
                (who(visit))
            }
            @if let Some(trouble) = &visit.trouble { (suspended(words, trouble)) }
            (glass::glass(visit))
            (frame.body)
            @if let Some((label, tabs)) = tabs { (tabs_of(label, tabs, "tabbar")) }
            @else { (navigation(visit, frame.nav, "tabbar")) }
            (drawer_shell(words))
            (palette::palette(visit))
        },
    ))
}

/// Reading goes on while nothing can be written; whoever is about to write should know before, and why.
fn suspended(words: &Words, trouble: &str) -> Markup {
    html! {
        div.suspended role="alert" {
            b { (words.pick("Écriture suspendue", "Writing is suspended")) }
            span lang="fr" { (trouble) }
        }
    }
}

/// A page outside the ordinary frame: errors met before anything is known of the request.
#[must_use]
pub fn bare_page(words: &Words, title: &str, body: &Markup) -> Markup {
    document(
        words,
        title,
        "",
        true,
        false,
        &html! { (bare_top(words)) main.plain #main { (body) } },
    )
}

fn bare_top(words: &Words) -> Markup {
    html! { header.top { a.brand href="/" aria-label={ "Chevet, " (words.common.territory) } { (brand()) } } }
}

/// A page shown in a frame of another one: nothing around its content.
#[must_use]
pub fn framed(words: &Words, title: &str, body: &Markup) -> Markup {
    document(words, title, "", false, false, body)
}

/// Whether the page is a ward's board that the device keeps for when the server cannot be reached.
///
/// Not by a personal device: it may go home in a pocket, and names do not.
fn is_kept(visit: &Visit, topics: &str) -> bool {
    let shared = visit.visitor.is_courtesy || visit.visitor.post.is_some();
    shared && topics.starts_with("ward:")
}

fn document(words: &Words, title: &str, topics: &str, keys: bool, kept: bool, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                title { (title) " · Chevet" }
                link rel="icon" href=(assets::url("favicon.svg"));
                link rel="preload" as="font" type="font/woff2" crossorigin href=(assets::url("fonts/ahn-latin.woff2"));
                link rel="stylesheet" href=(assets::style_sheet());
                script defer src=(assets::url("app.js")) {}
            }
            body data-offline[kept] data-topics=[(!topics.is_empty()).then_some(topics)] data-worker=(assets::url("js/live-worker.js")) data-version=(assets::version()) data-keys=[(!keys).then_some("off")] {
                (body)
            }
        }
    }
}

fn navigation(visit: &Visit, current: Nav, class: &str) -> Markup {
    html! {
        nav class=(class) aria-label=(visit.words.common.navigation) { (bar(visit, Some(current))) }
    }
}

/// The pages that every board leads to, as far as the visitor may open them.
fn bar(visit: &Visit, current: Option<Nav>) -> Markup {
    let words = visit.words;
    let pages = [
        (Nav::Territory, "/", words.common.territory, "hospital", "t"),
        (
            Nav::Cell,
            "/cellule",
            words.pick("Demandes", "Requests"),
            "list-ordered",
            "d",
        ),
        (
            Nav::Emergency,
            "/urgences",
            words.pick("Urgences", "Emergency"),
            "ambulance",
            "u",
        ),
        (Nav::Messages, "/messages", words.common.messages, "inbox", "m"),
        (
            Nav::Structure,
            "/structure",
            words.common.structure,
            "network",
            "o",
        ),
    ];
    html! {
        @for (nav, href, text, symbol, go) in pages.into_iter().filter(|(_, href, ..)| !visit.menu.closed.contains(href)) {
            a href=(href) data-go=(go) aria-current=[(Some(nav) == current).then_some("page")] { (icon(symbol)) (text) }
        }
    }
}

fn tabs_of(label: &str, tabs: &[Tab], class: &str) -> Markup {
    let is_bar = class == "tabbar";
    html! {
        nav class={ (class) " views" } aria-label=(label) {
            @for tab in tabs.iter().filter(|it| is_bar || it.badge.is_none()) {
                a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                    @if is_bar { (icon(tab.symbol)) (tab.short) @if let Some(badge) = &tab.badge { (badge) } } @else { (tab.text) }
                }
            }
        }
    }
}

/// The pages of the product, folded up: those of the bar where the tabs are those of a ward, and those that only
/// some may open. On a phone the language is changed here: the bar belongs to the name of the ward.
fn menu(visit: &Visit, current: Option<Nav>) -> Markup {
    let (words, menu) = (visit.words, &visit.menu);
    if current.is_none() && menu.pages.is_empty() {
        return Markup::default();
    }
    let here = visit.path.split('?').next();
    html! {
        details.menu {
            summary.icobtn title=(words.views.menu) {
                (icon("menu"))
                span.vh { (words.views.menu) @if menu.reviews > 0 { ", " (words.reviews_wait(menu.reviews)) } }
                @if menu.reviews > 0 { span.cnt aria-hidden="true" { (menu.reviews) } }
            }
            div.pages {
                nav.product aria-label=(words.views.menu) {
                    @if current.is_some() { (bar(visit, current)) }
                    @for (href, symbol) in &menu.pages {
                        a href=(href) aria-current=[(here == Some(href)).then_some("page")] {
                            (icon(symbol)) (words.page_name(href))
                            @if *href == "/urgences-acces" && menu.reviews > 0 { span.cnt { (menu.reviews) } }
                        }
                    }
                }
                form method="post" action="/langue" {
                    (language_fields(visit))
                    button lang=(words.pick("en", "fr")) { (icon("languages")) (words.common.other_language) }
                }
            }
        }
    }
}

fn language_fields(visit: &Visit) -> Markup {
    html! {
        input type="hidden" name="lang" value=(visit.words.pick("en", "fr"));
        input type="hidden" name="back" value=(visit.path);
    }
}

/// How fresh the page is. Our script keeps it up to date; without script it says when the page was made.
fn freshness(visit: &Visit, live: bool) -> Markup {
    let common = &visit.words.common;
    let clock = visit.words.clock_with_seconds(&visit.zone, visit.now);
    html! {
        p.live #link role="status" data-keep data-state=(if live { "made" } else { "still" })
            data-up=(common.up_to_date) data-down=(common.reconnecting) data-frozen=(common.frozen)
            data-advice=(common.frozen_advice) data-restart=(common.restarting) data-lost=(common.unreachable) {
            i {}
            span { span.said { (common.as_of) } span.lg { " · " time.at { (clock) } } }
        }
    }
}

/// Who acts at this browser, in the top bar: the person, with what is left of their time at a shared post as a ring
/// around their initials; else the post; else the way in.
#[must_use]
pub fn who(visit: &Visit) -> Markup {
    let words = visit.words;
    let post = visit.visitor.post.as_ref();
    let left = visit.visitor.person.as_ref().filter(|_| post.is_some());
    let left = left.map(|it| it.ends.since(visit.now).max(0) / MINUTE);
    html! {
        a.who #who href=(asking(visit)) data-post[post.is_some()] title=[left.map(|it| words.minutes_left(it))] {
            @if let Some(operator) = &visit.operator {
                span.av.ring[post.is_some()] aria-hidden="true" data-left=[left.map(|it| it.clamp(1, 60))] { (operator.initials()) }
                span {
                    (operator.name.as_str())
                    @match post {
                        Some(post) => { small { (post.name.as_str()) } }
                        None if visit.visitor.is_courtesy => { small { (words.operator.shared) } }
                        None => {}
                    }
                }
            } @else {
                span.av aria-hidden="true" { (icon("circle-user-round")) }
                span {
                    (words.operator.nobody)
                    @if let Some(post) = post { small { (post.name.as_str()) } }
                }
            }
        }
    }
}

/// Where it is asked who one is, on the way back to the page one is on. The pages that ask lead to themselves: their
/// way back would else hold itself, longer with each look.
fn asking(visit: &Visit) -> String {
    let page = page_of(visit);
    if ["/operateur", "/connexion"].iter().any(|it| page.starts_with(it)) {
        return page;
    }
    format!("/operateur?back={}", query_escaped(&page))
}

/// The page one is on. Where the page that asks for a part does not say which it is: that of the ward it is about.
fn page_of(visit: &Visit) -> String {
    if !visit.part {
        return visit.path.clone();
    }
    if let Some(screen) = &visit.screen {
        return screen.clone();
    }
    let state = &visit.snapshot.state;
    let ward = match visit.cleared.map(|it| it.target) {
        Some(Target::Ward(ward)) => Some(ward),
        Some(Target::Stay(stay)) => state
            .stay(stay)
            .and_then(|it| state.ward_concerned(it, visit.now)),
        Some(Target::Anywhere | Target::Place(_)) | None => None,
    };
    ward.map_or_else(|| "/".to_owned(), |ward| format!("/service/{ward}"))
}

/// Text that stands as one value in a query.
#[must_use]
pub fn query_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn brand() -> Markup {
    html! {
        svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round"
            stroke-linejoin="round" aria-hidden="true" {
            path d="M3 5v14M3 15h18v4M3 11h6a3 3 0 0 1 3 3v1M13 7h8m-3-3 3 3-3 3" {}
        }
    }
}
