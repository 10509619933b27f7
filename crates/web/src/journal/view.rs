//! The page of a journal, and its short form beside a board.

use base::id::PatientId;
use domain::view::journal::Sort;
use maud::{Markup, html};

use super::find::{Found, Wish};
use super::line::Line;
use super::{Subject, key_of};
use crate::author;
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, Place, page, query_escaped};
use crate::scene::Scene;
use crate::visit::Visit;
use crate::words::Words;

/// A journal read.
#[derive(Clone, Debug)]
pub struct Journal {
    /// Of what.
    pub subject: Subject,
    /// What people call it.
    pub name: String,
    /// The patient of the stay.
    pub patient: Option<PatientId>,
    /// The ward it belongs to now: its name and board.
    pub ward: Option<(String, String)>,
    /// What was asked for.
    pub wish: Wish,
    /// Which records.
    pub found: Found,
    /// Their lines.
    pub lines: Vec<Line>,
}

/// The page.
pub fn whole(visit: &Visit, journal: &Journal) -> Page {
    // The title of a window is kept by the history of browsers: it names nobody.
    let title = match journal.subject {
        Subject::Stay(_) | Subject::Patient(_) => kind(visit.words, journal).to_owned(),
        Subject::Bed(_) | Subject::Ward(_) => title(visit.words, journal),
    };
    let place = journal.ward.as_ref().map(|(name, href)| Place {
        name,
        above: visit.words.drawer.see_board,
        href,
    });
    let body = html! {
        main.plain #main tabindex="-1" {
            article.jrn { (head(visit, journal)) (filters(visit, journal)) (content(visit, journal)) }
        }
    };
    page(
        visit,
        &Frame {
            title: &title,
            nav: Nav::Territory,
            place,
            topics: String::new(),
            body,
        },
    )
}

/// Beside a board: the newest lines. It names no address to be asked for again: a past does not change.
pub fn part(visit: &Visit, journal: &Journal) -> Page {
    Page(html! {
        div #drawer-body data-about=(journal.subject.id()) {
            div.sheet { (head(visit, journal)) (content(visit, journal)) }
        }
    })
}

fn title(words: &Words, journal: &Journal) -> String {
    words.pair(kind(words, journal), &journal.name)
}

fn kind(words: &Words, journal: &Journal) -> &'static str {
    let [stay, patient, bed, ward] = words.journal.titles;
    match journal.subject {
        Subject::Stay(_) => stay,
        Subject::Patient(_) => patient,
        Subject::Bed(_) => bed,
        Subject::Ward(_) => ward,
    }
}

fn head(visit: &Visit, journal: &Journal) -> Markup {
    let words = &visit.words.journal;
    html! {
        header.jhead {
            h1 #drawer-title { (icon("history")) (title(visit.words, journal)) }
            p.links {
                @match journal.subject {
                    Subject::Stay(id) => { a.btn.sm href={ "/sejour/" (id) } { (words.sheet) } }
                    Subject::Bed(id) => { a.btn.sm href={ "/lit/" (id) } { (words.sheet) } }
                    Subject::Ward(id) => { a.btn.sm href={ "/service/" (id) } { (visit.words.drawer.see_board) } }
                    Subject::Patient(_) => {}
                }
                @if let Some(patient) = journal.patient { a.btn.sm href={ "/journal/patient/" (patient) } { (words.patient) } }
                @if visit.part { a.btn.sm href=(journal.subject.href()) { (words.whole) } }
            }
        }
    }
}

fn filters(visit: &Visit, journal: &Journal) -> Markup {
    let words = &visit.words.journal;
    let vault = &visit.snapshot.vault;
    let mut authors: Vec<(String, &String)> = journal
        .found
        .authors
        .iter()
        .chain(
            journal
                .wish
                .author
                .iter()
                .filter(|it| !journal.found.authors.contains(it)),
        )
        .map(|actor| (author::said(visit.words, vault, actor), actor))
        .collect();
    authors.sort();
    html! {
        form.jfilter method="get" action=(journal.subject.href()) aria-label=(words.filters) {
            label.field { span { (words.sort) }
                select name="nature" {
                    option value="" { (words.all) }
                    @for sort in Sort::ALL {
                        option value=(key_of(sort)) selected[journal.wish.sort == Some(sort)] { (visit.words.sort(sort)) }
                    }
                }
            }
            label.field { span { (words.author) }
                select name="auteur" {
                    option value="" { (words.all) }
                    @for (name, actor) in &authors {
                        option value=(actor) selected[journal.wish.author.as_ref() == Some(*actor)] { (name) }
                    }
                }
            }
            button.btn { (icon("funnel")) (words.show) }
        }
    }
}

fn content(visit: &Visit, journal: &Journal) -> Markup {
    let words = &visit.words.journal;
    let found = &journal.found;
    let scene = visit.scene();
    html! {
        @if journal.lines.is_empty() {
            p.none { (if found.older.is_some() { words.so_far } else { words.empty }) }
        }
        ol.jlines { @for line in &journal.lines { (self::line(&scene, line)) } }
        nav.jpages aria-label=(words.lines.1) {
            @if journal.wish.before.is_some() || journal.wish.after.is_some() {
                a.btn.sm href=(address(journal, "")) { (words.newest) }
            }
            @if let Some(newer) = found.newer { a.btn.sm href=(address(journal, &format!("apres={newer}"))) { (icon("chevron-left")) (words.newer) } }
            @if let Some(older) = found.older { a.btn.sm href=(address(journal, &format!("avant={older}"))) { (words.older) (icon("chevron-right")) } }
        }
    }
}

/// The address of another page of the same journal, with the same filters.
fn address(journal: &Journal, place: &str) -> String {
    let sort = journal.wish.sort.map(|sort| format!("nature={}", key_of(sort)));
    let author = journal.wish.author.as_ref();
    let author = author.map(|author| format!("auteur={}", query_escaped(author)));
    let place = Some(place.to_owned()).filter(|place| !place.is_empty());
    let query: Vec<String> = [sort, author, place].into_iter().flatten().collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{}{mark}{}", journal.subject.href(), query.join("&"))
}

fn line(scene: &Scene<'_>, line: &Line) -> Markup {
    let words = &scene.words.journal;
    let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    html! {
        li id={ "j" (line.seq) } {
            div.jw {
                time { (scene.words.day_and_hour(scene.zone, scene.now, line.recorded_at)) }
                @if let Some(at) = line.occurred_at {
                    small { (words.happened) " " (scene.words.day_and_hour(scene.zone, scene.now, at)) }
                }
            }
            div.jt {
                p {
                    b { (line.what) }
                    @if let Some((name, href)) = &line.about { " · " a href=(href) { (name) } }
                }
                @if !line.changes.is_empty() {
                    dl.jc {
                        @for (label, before, after) in &line.changes {
                            div {
                                dt { (label) }
                                dd {
                                    span.vh { (words.from) " " } span.was.no[before.is_none()] { (said(before)) }
                                    (icon("arrow-right"))
                                    span.vh { " " (words.to) " " } b { (said(after)) }
                                }
                            }
                        }
                    }
                }
                p.jby {
                    (icon("circle-user-round")) (line.who)
                    @if let Some(message) = line.message { " · " a href={ "/message/" (message) } { (words.message) " n° " (message) } }
                    @if let Some(board) = &line.board { " · " a href=(board) { (words.board) } }
                }
            }
        }
    }
}
