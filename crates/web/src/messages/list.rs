//! The markup of the lists: tabs, messages, search, and the quarantine by reason.

use domain::view::board::{ShownName, StayView};
use maud::{Markup, html};
use store::{MessageHead, Outcome};

use super::doubts::Doubtful;
use super::search::{Found, Group, Search};
use super::tabs::{Counts, Tab};
use super::told::{self, Told};
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, page as whole};
use crate::visit::Visit;
use crate::words::Words;
use crate::words::when::to_field;

/// What a page of the inbox shows.
#[derive(Debug)]
pub enum Content {
    /// A list of messages.
    List(Tab, Found),
    /// The answers to a search.
    Search(Search, Found),
    /// What does not add up.
    Doubts(Doubtful),
}

/// What stands around it.
#[derive(Debug)]
pub struct Around {
    /// How many each list holds.
    pub counts: Counts,
    /// The quarantine by reason, on its own list.
    pub groups: Vec<Group>,
    /// Whether messages can be read again.
    pub can_replay: bool,
    /// What is said after a form.
    pub told: Told,
}

/// The page.
pub fn page(visit: &Visit, content: &Content, around: &Around) -> Page {
    let text = &visit.words.messages;
    let tab = match content {
        Content::List(tab, _) => Some(*tab),
        Content::Doubts(_) => Some(Tab::Doubts),
        Content::Search(..) => None,
    };
    let (_, why, empty) = tab.map_or((text.search, text.why_found, text.none_found), |tab| {
        tab.said(text)
    });
    let empty_search = Search::default();
    let search = if let Content::Search(search, _) = content {
        search
    } else {
        &empty_search
    };
    let body = html! {
        div.page.struct.inbox {
            main.list #main tabindex="-1" data-rows {
                h1 { (text.title) }
                (tabs(visit.words, tab, &around.counts))
                p.intro { (why) }
                (told::notice(visit.words, &around.told))
                @match content {
                    Content::List(tab, found) => {
                        (messages(visit, &found.heads, empty))
                        (older(visit.words, *tab, found))
                    }
                    Content::Search(search, found) => {
                        (messages(visit, &found.heads, empty))
                        (older_found(visit, search, found))
                    }
                    Content::Doubts(doubtful) => (doubts(visit, doubtful, empty)),
                }
            }
            aside.rail aria-label=(text.search) {
                @if !around.groups.is_empty() { (groups(visit.words, around)) }
                (search_form(visit, search))
            }
        }
        script defer src=(crate::assets::url("js/list.js")) {}
    };
    whole(
        visit,
        &Frame {
            title: text.title,
            nav: Nav::Messages,
            place: None,
            topics: String::new(),
            body,
        },
    )
}

fn tabs(words: &Words, current: Option<Tab>, counts: &Counts) -> Markup {
    let text = &words.messages;
    html! {
        nav.subtabs aria-label=(text.tabs) {
            @for tab in Tab::ALL {
                a href={ "/messages?vue=" (tab.key()) } aria-current=[(Some(tab) == current).then_some("page")] {
                    (tab.said(text).0)
                    @if let Some(count) = counts.of(tab) {
                        " " small.hot[count > 0 && matches!(tab, Tab::WorkList | Tab::Quarantine | Tab::Doubts)] {
                            (words.thousands(u32::try_from(count).unwrap_or(u32::MAX)))
                        }
                    }
                }
            }
        }
    }
}

fn messages(visit: &Visit, heads: &[MessageHead], empty: &str) -> Markup {
    let (words, text) = (visit.words, &visit.words.messages);
    html! {
        @if heads.is_empty() {
            p.void { (icon("check-check")) (empty) }
        } @else {
            div.grp role="table" aria-label=(text.title) {
                div.mr.mr-h role="row" {
                    @for title in [text.received, text.what, text.reason, text.sender, text.outcome, text.number] {
                        span role="columnheader" { (title) }
                    }
                }
                @for head in heads {
                    div.mr role="row" {
                        span.num role="cell" { (words.soon(&visit.zone, visit.now, head.received_at)) }
                        span.wn role="rowheader" { a href={ "/message/" (head.id) } { (told::what(words, head)) } }
                        span.why role="cell" { (told::reason(visit, head)) }
                        span.q role="cell" { (Words::sender(&head.sender)) }
                        span role="cell" { (outcome(words, head.outcome)) }
                        span.num.q role="cell" { (head.id) }
                    }
                }
            }
        }
    }
}

/// What became of a message, as a tag.
pub fn outcome(words: &Words, outcome: Outcome) -> Markup {
    let (class, symbol) = match outcome {
        Outcome::Applied => ("libre", "check"),
        Outcome::WorkList => ("sortie", "circle-alert"),
        Outcome::Quarantined => ("alerte", "file-warning"),
        Outcome::Rejected => ("alerte", "ban"),
        Outcome::Duplicate => ("", "layers"),
        Outcome::Ignored => ("", "eye-off"),
    };
    html! { span class={ "tag " (class) } { (icon(symbol)) (words.outcome(outcome)) } }
}

fn older(words: &Words, tab: Tab, found: &Found) -> Markup {
    let text = &words.messages;
    html! {
        @if let Some(before) = found.older {
            p.pages { a.btn href={ "/messages?vue=" (tab.key()) "&avant=" (before) } { (text.older) (icon("arrow-right")) } }
        }
    }
}

/// The way on in a search is a form, like the search: the address stays free of numbers.
fn older_found(visit: &Visit, search: &Search, found: &Found) -> Markup {
    let text = &visit.words.messages;
    html! {
        @if let Some(before) = found.older {
            form.pages method="post" action="/messages" {
                @for (name, value) in as_fields(visit, search) { input type="hidden" name=(name) value=(value); }
                input type="hidden" name="before" value=(before);
                button.btn { (text.older) (icon("arrow-right")) }
            }
        }
    }
}

fn as_fields(visit: &Visit, search: &Search) -> Vec<(&'static str, String)> {
    let moment = |at: Option<base::Moment>| at.map(|at| to_field(&visit.zone, at)).unwrap_or_default();
    vec![
        ("number", search.number.clone().unwrap_or_default()),
        ("sender", search.sender.clone().unwrap_or_default()),
        ("from", moment(search.from)),
        ("until", moment(search.until)),
        (
            "outcome",
            search
                .outcome
                .map(|outcome| outcome.code().to_string())
                .unwrap_or_default(),
        ),
    ]
}

fn search_form(visit: &Visit, search: &Search) -> Markup {
    let text = &visit.words.messages;
    let [number, sender, from, until, _] = as_fields(visit, search).try_into().unwrap_or_default();
    html! {
        section {
            h2 { (icon("search")) (text.search) }
            form.card method="post" action="/messages" role="search" {
                label.field { span { (text.any_number) } input type="text" name=(number.0) value=(number.1) maxlength="100" autocomplete="off"; }
                label.field { span { (text.sender) } input type="text" name=(sender.0) value=(sender.1) maxlength="100" autocomplete="off"; }
                label.field { span { (text.from) } input type="datetime-local" name=(from.0) value=(from.1); }
                label.field { span { (text.until) } input type="datetime-local" name=(until.0) value=(until.1); }
                label.field {
                    span { (text.outcome) }
                    select name="outcome" {
                        option value="" { (text.any_outcome) }
                        @for outcome in Outcome::ALL {
                            option value=(outcome.code()) selected[search.outcome == Some(outcome)] { (visit.words.outcome(outcome)) }
                        }
                    }
                }
                button.btn.pri { (text.find) }
                p.q { (text.search_why) }
            }
        }
    }
}

fn groups(words: &Words, around: &Around) -> Markup {
    let text = &words.messages;
    html! {
        section {
            h2 { (icon("layers")) (text.by_reason) }
            ul.units {
                @for group in &around.groups {
                    li {
                        p { b { (group.count) } " " span lang="fr" { (group.text) } }
                        @if around.can_replay {
                            form method="post" action="/messages/rejouer" {
                                input type="hidden" name="reason" value=(group.code);
                                button.btn.sm aria-label={ (text.replay_all) ", " (group.text) } { (text.replay_all) }
                            }
                        }
                    }
                }
            }
            @if !around.can_replay { p.none { (text.replay_none) } }
        }
    }
}

fn doubts(visit: &Visit, doubtful: &Doubtful, empty: &str) -> Markup {
    let (words, text) = (visit.words, &visit.words.messages);
    html! {
        @if doubtful.count() == 0 { p.void { (icon("check-check")) (empty) } }
        @if !doubtful.disputes.is_empty() {
            section.odd {
                h2 { (text.disputes) } p.q { (text.disputes_why) }
                ul {
                    @for dispute in &doubtful.disputes {
                        li {
                            a href={ "/lit/" (dispute.bed) } { b { (dispute.name) } span { (dispute.ward.1.as_str()) } }
                            p { @for (place, stay) in dispute.stays.iter().enumerate() { @if place > 0 { " · " } (name(words, stay)) } }
                            (icon("chevron-right"))
                        }
                    }
                }
            }
        }
        @if !doubtful.nowhere.is_empty() {
            section.odd {
                h2 { (text.nowhere) } p.q { (text.nowhere_why) }
                ul { @for stay in &doubtful.nowhere { (stay_line(words, stay, None)) } }
            }
        }
        @if !doubtful.stays.is_empty() {
            section.odd {
                h2 { (text.odd_stays) }
                ul { @for (_, ward, stay) in &doubtful.stays { (stay_line(words, stay, Some(ward.as_str()))) } }
            }
        }
    }
}

fn stay_line(words: &Words, stay: &StayView, ward: Option<&str>) -> Markup {
    html! {
        li {
            a href={ "/sejour/" (stay.stay) } { (name(words, stay)) @if let Some(ward) = ward { span { (ward) } } }
            @for doubt in &stay.doubts {
                @let (title, advice) = words.doubt(*doubt);
                p { b { (title) } " " (advice) }
            }
            (icon("chevron-right"))
        }
    }
}

fn name(words: &Words, stay: &StayView) -> Markup {
    html! {
        b {
            @match &stay.name {
                ShownName::Full { family, given } => { (family) " " (given) }
                ShownName::Masked => { (words.board.masked) }
                ShownName::Unknown => { (words.board.unnamed) }
            }
        }
    }
}
