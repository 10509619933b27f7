//! The first page of the downtime folder: everybody by name, every bed, every ward.

use base::Moment;
use domain::view::board::{Face, ShownName, Summary, TileView};
use domain::view::sheet::{Line, WardSheet, Whose};
use maud::{Markup, html};
use store::TraceHead;

use super::fill::who;
use super::paper::alone;
use crate::scene::Scene;

/// A ward of the folder.
#[derive(Clone, Copy, Debug)]
pub struct Ward<'a> {
    /// Its sheet.
    pub sheet: &'a WardSheet,
    /// The name of its files, without their ending.
    pub stem: &'a str,
    /// The moment its files show: older than the folder when nothing changed since.
    pub made_at: Moment,
}

/// The first page. It shows that name of the territory, that place in the journal and that end of the trace.
#[must_use]
pub fn index(
    territory: &str,
    seq: u64,
    trace: Option<TraceHead>,
    wards: &[Ward<'_>],
    scene: &Scene<'_>,
) -> Markup {
    let words = &scene.words.sheet;
    let stamp = scene.words.paper_stamp(scene.zone, scene.now);
    let title = format!("{} · {territory}", words.index);
    alone(
        scene.words.lang.tag(),
        &format!("{title} · {stamp}"),
        &html! {
            h1 { (title) }
            p.when { (words.index_as_of) " " (stamp) }
            p { (words.index_advice) " " (words.index_find) }
            p { a href="#noms" { (words.index_names) } " · " a href="#lits" { (words.index_beds) } }
            (ward_list(wards, scene))
            (names(wards, scene))
            (beds(wards, scene))
            p { small {
                (words.journal) " " (seq)
                @if let Some(head) = trace { " · " (words.trace) " " (head.to_string()) }
            } }
        },
    )
}

fn ward_list(wards: &[Ward<'_>], scene: &Scene<'_>) -> Markup {
    let (words, board) = (&scene.words.sheet, &scene.words.board);
    let [read, print] = words.index_kinds;
    let figures = |summary: &Summary| {
        [
            summary.taken(),
            summary.free,
            summary.reserved,
            summary.to_clean + summary.cleaning,
            summary.closed,
            summary.unplaced,
        ]
    };
    html! {
        h2 { (words.index_wards) }
        table.list {
            thead { tr {
                th scope="col" { (words.index_ward) }
                th scope="col" { (words.index_files) }
                @for head in [board.occupied.1, board.free.1, board.reserved.1, board.cleaning.1, board.closed.1, board.lane] {
                    th scope="col" { (head) }
                }
                th scope="col" { (words.index_since) }
            } }
            tbody {
                @for ward in wards {
                    tr {
                        th scope="row" { (ward.sheet.board.name) " " small { (place(ward.sheet)) } }
                        td { a href={ (ward.stem) ".html" } { (read) } " · " a href={ (ward.stem) ".pdf" } { (print) } }
                        @for figure in figures(&ward.sheet.board.summary) { td { (figure) } }
                        td { (scene.words.paper_hour(scene.zone, scene.now, ward.made_at)) }
                    }
                }
            }
        }
    }
}

fn place(sheet: &WardSheet) -> &str {
    sheet.board.site.as_ref().unwrap_or(&sheet.board.establishment)
}

/// Everybody whose presence may be told to whoever opens the folder, in alphabetical order.
fn names(wards: &[Ward<'_>], scene: &Scene<'_>) -> Markup {
    let words = &scene.words.sheet;
    let mut people: Vec<(String, String, String, &Ward<'_>)> = Vec::new();
    let mut left_out = 0;
    for ward in wards {
        for line in ward.sheet.lines() {
            let Some(person) = line.person else { continue };
            match &person.stay.name {
                ShownName::Full { family, given } if !person.stay.confidential => people.push((
                    format!("{family} {given}"),
                    who(scene, person.stay),
                    where_is(&line, words.index_no_bed),
                    ward,
                )),
                ShownName::Full { .. } | ShownName::Masked | ShownName::Unknown => left_out += 1,
            }
        }
    }
    people.sort_by_cached_key(|(name, _, bed, ward)| (base::text::folded(name), ward.stem, bed.clone()));
    html! {
        h2 #noms { (words.index_names) " (" (people.len()) ")" }
        @if left_out > 0 { p { (scene.words.count(left_out, words.index_left_out)) "." } }
        ul.cols {
            @for (name, who, bed, ward) in &people {
                li { b { (name) } " " (who) " : " a href={ (ward.stem) ".html" } { (ward.sheet.board.name) } ", " b { (bed) } }
            }
        }
    }
}

fn where_is(line: &Line<'_>, no_bed: &str) -> String {
    match line.whose {
        Whose::Bed(tile) => tile.name.clone(),
        Whose::WithoutBed | Whose::Expected => no_bed.to_owned(),
    }
}

/// Every bed and what it shows, ward by ward.
fn beds(wards: &[Ward<'_>], scene: &Scene<'_>) -> Markup {
    html! {
        h2 #lits { (scene.words.sheet.index_beds) }
        @for ward in wards {
            h3 { a href={ (ward.stem) ".html" } { (ward.sheet.board.name) } }
            ul.cols {
                @for tile in ward.sheet.board.tiles() { li { b { (tile.name) } " " (shows(tile, scene)) } }
            }
        }
    }
}

fn shows(tile: &TileView, scene: &Scene<'_>) -> String {
    let [
        free,
        reserved,
        on_leave,
        disputed,
        to_clean,
        contaminated_word,
        cleaning,
        closed,
    ] = scene.words.sheet.states;
    let name = |stay: &domain::view::board::StayView| {
        if stay.confidential {
            scene.words.board.confidential.to_owned()
        } else {
            crate::person::name_said(scene, &stay.name)
        }
    };
    match &tile.face {
        Face::Free { .. } => free.to_owned(),
        Face::Promised => reserved.to_owned(),
        Face::Reserved(stay) => format!("{reserved} {}", name(stay)),
        Face::Occupied(stay) => name(stay),
        Face::OnLeave { stay, .. } => format!("{on_leave} {}", name(stay)),
        Face::Disputed(stays) => {
            let names: Vec<String> = stays.iter().map(name).collect();
            format!("{disputed} {}", names.join(" / "))
        }
        Face::ToClean {
            contaminated: true, ..
        } => contaminated_word.to_owned(),
        Face::ToClean { .. } => to_clean.to_owned(),
        Face::Cleaning { .. } => cleaning.to_owned(),
        Face::Closed { .. } => closed.to_owned(),
    }
}
