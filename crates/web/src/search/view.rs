//! The list of answers: as options of the palette's combobox, or as the links of a page.

use maud::{Markup, html};

use super::Hits;
use super::answers::{self, Line, LineDoes};
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, SEARCH, page};
use crate::scene::Scene;
use crate::visit::Visit;

/// Lines of one kind, under their title.
type Group = (&'static str, Vec<Line>);

/// The parts of the palette that change with what is typed.
#[must_use]
pub fn part(visit: &Visit, hits: &Hits) -> Page {
    let scene = visit.scene();
    let groups = groups(&scene, hits);
    let words = &visit.words.search;
    let mut number = 0;
    Page(html! {
        p.said #hits-said role="status" { (said(visit, hits, &groups)) }
        @if groups.is_empty() {
            div #hits { p.void { (words.nothing_advice) } }
        } @else {
            div #hits role="listbox" aria-label=(words.answers) {
                @for (title, lines) in &groups {
                    div role="group" aria-label=(title) {
                        h3 aria-hidden="true" { (title) }
                        @for line in lines { (option(line, { number += 1; number })) }
                    }
                }
            }
        }
    })
}

/// The page: the same form and the same lines, as links.
#[must_use]
pub fn whole(visit: &Visit, hits: &Hits) -> Page {
    let scene = visit.scene();
    let groups = groups(&scene, hits);
    let words = &visit.words.search;
    let body = html! {
        main.plain.seeking #main {
            h1 { (words.title) }
            form.acts method="post" action=(SEARCH) role="search" {
                label.field {
                    span { (words.hint) }
                    input name="q" type="text" value=(hits.text) maxlength="100" autocomplete="off" spellcheck="false" autofocus;
                }
                button.btn.pri { (words.send) }
            }
            p.said role="status" { @if hits.text.is_empty() { (words.how) } @else { (said(visit, hits, &groups)) } }
            @if groups.is_empty() { p.void { (words.nothing_advice) } }
            @for (title, lines) in &groups {
                section {
                    h2 { (title) }
                    ul.hits { @for line in lines { @if let Some(line) = link(line) { li { (line) } } } }
                }
            }
        }
    };
    let frame = Frame {
        // Never what was typed: titles are kept in the history of browsers.
        title: words.title,
        nav: Nav::Elsewhere,
        place: None,
        topics: String::new(),
        body,
    };
    page(visit, &frame)
}

/// How many answer, or that nobody does.
fn said(visit: &Visit, hits: &Hits, groups: &[Group]) -> String {
    let words = visit.words;
    if hits.text.is_empty() {
        return words.search.how.to_owned();
    }
    match groups.iter().map(|(_, lines)| lines.len()).sum() {
        0 => words.search.nothing.to_owned(),
        count => words.answers(count, hits.answers.more),
    }
}

/// The groups that have lines. Of a text with a digit a bed is meant first; guesses at names come after places that
/// really answer.
fn groups(scene: &Scene<'_>, hits: &Hits) -> Vec<Group> {
    let (words, found) = (&scene.words.search, &hits.answers);
    let people: Group = (
        words.people,
        found.people.iter().map(|it| answers::person(scene, it)).collect(),
    );
    let beds: Group = (
        words.beds,
        found.beds.iter().map(|it| answers::bed(scene, it)).collect(),
    );
    let wards = found.wards.iter().map(answers::ward);
    let sites = found
        .sites
        .iter()
        .map(|(id, name)| answers::site(scene, *id, name));
    let places: Group = (words.places, wards.chain(sites).collect());
    let doctors: Group = (
        words.doctors,
        found
            .doctors
            .iter()
            .map(|it| answers::doctor(scene, it))
            .collect(),
    );
    let commands: Group = (
        words.commands,
        hits.commands.iter().map(answers::command).collect(),
    );
    let lately: Group = (
        words.lately,
        hits.lately
            .iter()
            .map(|(id, name)| answers::lately(*id, name))
            .collect(),
    );
    let guesses = found.people.iter().all(|it| it.guess);
    let ordered = if guesses {
        [lately, beds, places, doctors, people, commands]
    } else {
        [lately, beds, people, places, doctors, commands]
    };
    ordered
        .into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .collect()
}

fn inside(line: &Line) -> Markup {
    html! {
        (icon(line.symbol))
        span.tx { span.l1 { (line.title) } span.l2 { (line.under) } }
        @if !line.keys.is_empty() { span.ks aria-hidden="true" { @for key in line.keys.split(' ') { kbd { (key) } } } }
    }
}

/// A line as an option: the field keeps the focus, so it is reached by arrows and not by Tab.
fn option(line: &Line, number: u32) -> Markup {
    let id = format!("hit-{number}");
    let inside = inside(line);
    match &line.does {
        LineDoes::Go(href) => {
            html! { a.hit role="option" id=(id) tabindex="-1" aria-selected="false" href=(href) { (inside) } }
        }
        LineDoes::Drawer(href) => {
            html! { a.hit role="option" id=(id) tabindex="-1" aria-selected="false" href=(href) data-drawer { (inside) } }
        }
        LineDoes::Ask(href) => {
            html! { a.hit role="option" id=(id) tabindex="-1" aria-selected="false" href=(href) data-ask { (inside) } }
        }
        LineDoes::Send(form) => {
            html! { button.hit role="option" id=(id) tabindex="-1" aria-selected="false" form=(form) { (inside) } }
        }
    }
}

/// A line as a link; a form of the top bar needs none.
fn link(line: &Line) -> Option<Markup> {
    let inside = inside(line);
    match &line.does {
        LineDoes::Go(href) => Some(html! { a.hit href=(href) { (inside) } }),
        LineDoes::Drawer(href) => Some(html! { a.hit href=(href) data-drawer { (inside) } }),
        LineDoes::Ask(href) => Some(html! { a.hit href=(href) { (inside) } }),
        LineDoes::Send(_) => None,
    }
}
