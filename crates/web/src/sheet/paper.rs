//! A sheet as HTML that prints like its PDF: page by page, the same lines on each.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use pack::{Density, Laid, Mark, Page, Person, Row, Shape, Sheet, pages};

use crate::assets;

/// The pages of a sheet.
#[must_use]
pub fn paper(sheet: &Sheet) -> Markup {
    html! { @for page in pages(sheet) { (one(sheet, &page)) } }
}

/// The sheet as a file that needs no other: for the folder, read without a server.
#[must_use]
pub fn file(sheet: &Sheet, back: &str, back_word: &str) -> Markup {
    let title = format!("{} · {}", sheet.title, sheet.stamp);
    alone(
        sheet.lang,
        &title,
        &html! {
            p.noprint { a href=(back) { "← " (back_word) } }
            div.papers { (paper(sheet)) }
        },
    )
}

/// A document with its style inside.
#[must_use]
pub fn alone(lang: &str, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) }
                style { (PreEscaped(assets::sheet_style())) }
            }
            body.alone { (body) }
        }
    }
}

fn one(sheet: &Sheet, page: &Page<'_>) -> Markup {
    let density = match page.density {
        Density::Airy => "airy",
        Density::Normal => "normal",
        Density::Dense => "dense",
        Density::Tight => "tight",
    };
    let heads = &sheet.headings;
    html! {
        section class={ "paper " (density) } aria-label={ (sheet.page) " " (page.number) "/" (page.of) } {
            header {
                h2 { (sheet.title) }
                p.pl { (sheet.place) }
                p.ct {
                    @for (place, (number, noun)) in sheet.counts.iter().enumerate() {
                        @if place > 0 { " · " } b { (number) } " " (noun)
                    }
                }
                p.st { (sheet.stamp) }
                p.heard { (sheet.fresh) }
            }
            table {
                thead {
                    tr {
                        @for head in [
                            heads.bed, heads.patient, heads.who, heads.number, heads.doctor, heads.since,
                            heads.marks, heads.leaving, heads.next, heads.report,
                        ] { th scope="col" { (head) } }
                    }
                }
                tbody { @for laid in &page.rows { (line(laid)) } }
            }
            footer {
                p.lg { @for (sign, said) in &sheet.legend { span { (mark(sign)) " " (said) } " " } }
                p.ft { (sheet.foot) }
                p.pg { (sheet.page) " " (page.number) "/" (page.of) }
            }
        }
    }
}

fn line(laid: &Laid<'_>) -> Markup {
    html! {
        @match laid.row {
            Row::Title(text) => { tr.ti { th scope="rowgroup" colspan="10" { (text) } } }
            Row::Bed { bed, state, said } => {
                tr.em { th scope="row" { (bed) } td colspan="8" { b { (state) } " " (said) } td.rp {} }
            }
            Row::Note { bed, name, at, .. } => {
                tr { th scope="row" { (bed) } td { b { (name) } } td { (at) } td.ln colspan="6" { (lines(&laid.text)) } td.rp {} }
            }
            Row::Person(person) => { (self::person(person, laid)) }
        }
    }
}

fn person(person: &Person, laid: &Laid<'_>) -> Markup {
    html! {
        tr.em[person.state.is_some()] {
            th scope="row" { (person.bed) }
            td { b { (person.family) } " " (person.given) }
            td { (person.who) }
            td.nb { (person.number) }
            td.dr { (person.doctor) }
            td.dep { (person.since) " " b { (person.day) } }
            td.mk { @for line in &laid.marks { div { @for sign in line { (mark(sign)) } } } }
            td.ln.long[is_long(&laid.text)] { (lines(&laid.text)) }
            td.ln.long[is_long(&laid.next)] { @if person.urgent { b { (lines(&laid.next)) } } @else { (lines(&laid.next)) } }
            td.rp {}
        }
    }
}

/// A text as it is broken on the PDF.
fn lines(text: &[String]) -> Markup {
    html! { @for (place, line) in text.iter().enumerate() { @if place > 0 { br; } (line) } }
}

/// Whether a line is to be set smaller: on paper nobody can ask for what was cut.
fn is_long(lines: &[String]) -> bool {
    lines.iter().any(|line| line.chars().count() > 24)
}

fn mark(sign: &Mark) -> Markup {
    html! {
        @match sign {
            Mark::Precaution(shape, letter) => {
                svg viewBox="-1 -1 22 22" role="img" aria-label=(letter) {
                    (outline(*shape))
                    text x="10" y=(if *shape == Shape::Drop { "16.4" } else { "15" }) text-anchor="middle" font-size="14" font-weight="700" { (letter) }
                }
            }
            Mark::Strong(word) => { span.ms { (word) } }
            Mark::Plain(word) => { span.mp { (word) } }
            Mark::Letters(word) => { b { (word) } }
        }
    }
}

/// The outlines of `pack::pdf`, in a square of twenty.
fn outline(shape: Shape) -> Markup {
    let path = match shape {
        Shape::Square => "M.6.6h18.8v18.8H.6z",
        Shape::Drop => {
            "M10-1c3.600 5.200 9.200 9.200 9.200 13.200a9.200 8.600 0 0 1-18.400 0C.8 8.200 6.400 4.200 10-1z"
        }
        Shape::Hexagon => "M10-.6l9.800 5.400v10.400L10 20.600.2 15.200V4.800z",
        Shape::Shield => "M10-.8l9.400 2.800v8c0 5.600-4 9-9.400 10.800C4.600 19 .6 15.600.6 10V2z",
        Shape::Diamond => "M10-1.600L21.600 10 10 21.600-1.600 10z",
        Shape::Circle => "M10-.8a10.800 10.800 0 1 1 0 21.600a10.800 10.800 0 1 1 0-21.600z",
    };
    html! { path d=(path) fill="#fff" stroke="#000" stroke-width="1.8" {} }
}
