//! The list of a ward: a line a bed, in the columns the ward chose, for those who work with lists.

use base::text::folded;
use domain::board_config::{BoardConfig, Column};
use domain::care::Progress;
use domain::view::board::{Age, Face, StayView, TileView, WardBoard};
use maud::{Markup, html};

use super::tile::Around;
use crate::hub::Piece;
use crate::icon::icon;
use crate::scene::Scene;
use crate::{flags, head, person};

/// The number a hospital knows a patient by (IPP), where there is one to show.
pub type Number<'a> = &'a dyn Fn(&StayView) -> Option<String>;

/// In which order the lines are asked for; without one, that of the rooms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub by: Option<Column>,
    /// The greatest first.
    pub down: bool,
}

/// A line: a bed, or somebody without one.
#[derive(Clone, Copy)]
struct Line<'a> {
    tile: Option<&'a TileView>,
    /// Who lies there, or is awaited there; none when nobody is or two are.
    stay: Option<&'a StayView>,
}

/// The name of a sortable column in an address; none for one that cannot be put in order.
pub const fn key(column: Column) -> Option<&'static str> {
    match column {
        Column::Bed => Some("lit"),
        Column::State => Some("etat"),
        Column::Patient => Some("patient"),
        Column::SexAge => Some("age"),
        Column::Doctor => Some("medecin"),
        Column::Specialty => Some("specialite"),
        Column::Since => Some("entree"),
        Column::Days => Some("jours"),
        Column::Leaving => Some("sortie"),
        Column::Destination => Some("vers"),
        Column::Steps => Some("preparation"),
        Column::Number | Column::Flags | Column::Slots | Column::Note => None,
    }
}

impl Order {
    /// The order an address asks for.
    #[must_use]
    pub fn of(by: Option<&str>, sense: Option<&str>) -> Self {
        let by = by.and_then(|by| Column::ALL.into_iter().find(|it| key(*it) == Some(by)));
        Self {
            by,
            down: by.is_some() && sense == Some("desc"),
        }
    }

    /// Whether it is that of the rooms.
    #[must_use]
    pub fn is_plain(self) -> bool {
        self.by.is_none()
    }

    /// The address of the same list by that column: upward, then downward, then by rooms again.
    fn after(self, board: &WardBoard, column: Column) -> Option<String> {
        let key = key(column)?;
        let path = crate::ward_view::address(board.ward, domain::board_config::BoardView::List);
        Some(match (self.by == Some(column), self.down) {
            (false, _) => format!("{path}?tri={key}"),
            (true, false) => format!("{path}?tri={key}&sens=desc"),
            (true, true) => path,
        })
    }

    fn said(self, column: Column) -> Option<&'static str> {
        (self.by == Some(column)).then_some(if self.down { "descending" } else { "ascending" })
    }
}

/// The head of the table.
pub fn head_row(scene: &Scene<'_>, board: &WardBoard, order: Order) -> Markup {
    html! {
        tr {
            @for column in &board.config.columns {
                @let text = scene.words.column(*column);
                th scope="col" class=(class(*column)) aria-sort=[order.said(*column)] {
                    @if let Some(href) = order.after(board, *column) { a href=(href) { (text) (icon("arrow-up-down")) } }
                    @else { (text) }
                }
            }
        }
    }
}

/// The lines, as pieces, in that order.
pub fn lines(
    scene: &Scene<'_>,
    board: &WardBoard,
    around: Around<'_>,
    number: Number<'_>,
    order: Order,
) -> Vec<Piece> {
    let mut lines: Vec<Line<'_>> = board.tiles().map(line).collect();
    lines.extend(board.unplaced.iter().map(|stay| Line {
        tile: None,
        stay: Some(stay),
    }));
    if let Some(column) = order.by {
        // Beds are in the order of rooms already.
        if column != Column::Bed {
            lines.sort_by_cached_key(|line| rank(scene, column, line));
        }
        if order.down {
            lines.reverse();
            // What is not known stays last, whichever way.
            lines.sort_by_key(|line| rank(scene, column, line).0);
        }
    }
    lines
        .iter()
        .map(|line| Piece {
            id: id(line),
            html: row(scene, board, around, number, line).into_string(),
        })
        .collect()
}

fn line(tile: &TileView) -> Line<'_> {
    let stay = match &tile.face {
        Face::Occupied(stay) | Face::Reserved(stay) | Face::OnLeave { stay, .. } => Some(stay.as_ref()),
        Face::Free { .. }
        | Face::Promised
        | Face::Disputed(_)
        | Face::ToClean { .. }
        | Face::Cleaning { .. }
        | Face::Closed { .. } => None,
    };
    Line {
        tile: Some(tile),
        stay,
    }
}

fn id(line: &Line<'_>) -> String {
    match (line.tile, line.stay) {
        (Some(tile), _) => format!("l-{}", tile.bed),
        (None, Some(stay)) => format!("l-{}", stay.stay),
        (None, None) => String::new(),
    }
}

/// What a line is put in order by: whether it is unknown, then a number, then a text.
type Rank = (bool, i64, String);

fn rank(scene: &Scene<'_>, column: Column, line: &Line<'_>) -> Rank {
    let unknown = || (true, 0, String::new());
    let by_text = |text: &str| (false, 0, folded(text));
    let by_number = |number: i64| (false, number, String::new());
    if column == Column::State {
        return by_text(state(scene, line));
    }
    let Some(stay) = line.stay else {
        return match column {
            // Whatever the way, beds keep the order of rooms.
            Column::Bed => by_number(0),
            Column::State
            | Column::Patient
            | Column::SexAge
            | Column::Number
            | Column::Doctor
            | Column::Specialty
            | Column::Since
            | Column::Days
            | Column::Flags
            | Column::Leaving
            | Column::Destination
            | Column::Steps
            | Column::Slots
            | Column::Note => unknown(),
        };
    };
    match column {
        Column::Bed | Column::State | Column::Number | Column::Flags | Column::Slots | Column::Note => {
            by_number(0)
        }
        Column::Patient => by_text(&person::name_said(scene, &stay.name)),
        Column::SexAge => stay.age.map_or_else(unknown, |age| {
            by_number(match age {
                Age::Days(days) => i64::from(days),
                Age::Months(months) => i64::from(months) * 31,
                Age::Years(years) => i64::from(years) * 372,
            })
        }),
        Column::Doctor => stay.doctor.as_ref().map_or_else(unknown, |it| by_text(&it.name)),
        Column::Specialty => stay.specialty.as_ref().map_or_else(unknown, |it| by_text(it)),
        Column::Since => by_number(stay.since.millis()),
        Column::Days => by_number(i64::from(stay.day)),
        Column::Leaving => match (&stay.care.waiting, stay.leaving) {
            (_, Some(leaving)) => by_number(leaving.at.millis()),
            (Some(waiting), None) => by_number(waiting.since.millis()),
            (None, None) => unknown(),
        },
        Column::Destination => {
            head::destination(stay).map_or_else(unknown, |it| by_text(scene.words.destination(it)))
        }
        Column::Steps if stay.care.steps.is_empty() => unknown(),
        Column::Steps => by_number(i64::try_from(done(stay)).unwrap_or(i64::MAX)),
    }
}

fn done(stay: &StayView) -> usize {
    let steps = stay.care.steps.iter();
    steps.filter(|(_, it)| *it == Progress::Done).count()
}

fn row(
    scene: &Scene<'_>,
    board: &WardBoard,
    around: Around<'_>,
    number: Number<'_>,
    line: &Line<'_>,
) -> Markup {
    let disputed = line
        .tile
        .is_some_and(|tile| matches!(tile.face, Face::Disputed(_)));
    html! {
        tr id=(id(line)) class=[disputed.then_some("bad")] data-f=[super::filters::filters(line.stay, around.heads)] {
            @for column in &board.config.columns {
                @if *column == Column::Bed { th scope="row" class=(class(*column)) { (bed(scene, around, line)) } }
                @else { td class=(class(*column)) data-th=(scene.words.column(*column)) { (cell(scene, &board.config, number, *column, line)) } }
            }
        }
    }
}

/// The bed, with the colour of its head in front.
fn bed(scene: &Scene<'_>, around: Around<'_>, line: &Line<'_>) -> Markup {
    let name = line.tile.map_or("–", |tile| tile.name.as_str());
    html! {
        @if let Some(stay) = line.stay { i class={ "edge tinted " (around.heads.classes(stay)) } {} }
        @if let Some(tile) = line.tile { a href=(scene.bed_href(tile.bed)) data-drawer { (name) } }
        @else { (name) }
    }
}

const fn class(column: Column) -> &'static str {
    match column {
        Column::Bed => "c-bed",
        Column::State => "c-state",
        Column::Patient => "c-who",
        Column::SexAge => "c-age",
        Column::Number => "c-num",
        Column::Doctor => "c-doc",
        Column::Specialty => "c-spe",
        Column::Since => "c-since",
        Column::Days => "c-days",
        Column::Flags => "c-flags",
        Column::Leaving => "c-out",
        Column::Destination => "c-to",
        Column::Steps => "c-steps",
        Column::Slots => "c-slots",
        Column::Note => "c-note",
    }
}

fn state(scene: &Scene<'_>, line: &Line<'_>) -> &'static str {
    let words = &scene.words.board;
    let Some(tile) = line.tile else {
        return words.lane;
    };
    match &tile.face {
        Face::Free { .. } => words.is_free,
        Face::Reserved(_) | Face::Promised => words.is_reserved,
        Face::Occupied(stay) if stay.seen_leaving.is_some() => words.seen_leaving,
        Face::Occupied(_) => words.is_occupied,
        Face::OnLeave { .. } => words.is_on_leave,
        Face::Disputed(_) => words.is_disputed,
        Face::ToClean {
            contaminated: false, ..
        } => scene.words.hygiene(domain::bed::Hygiene::ToClean),
        Face::ToClean {
            contaminated: true, ..
        } => scene.words.hygiene(domain::bed::Hygiene::Contaminated),
        Face::Cleaning { .. } => scene.words.hygiene(domain::bed::Hygiene::Cleaning),
        Face::Closed { .. } => words.is_closed,
    }
}

fn cell(
    scene: &Scene<'_>,
    config: &BoardConfig,
    number: Number<'_>,
    column: Column,
    line: &Line<'_>,
) -> Markup {
    let words = scene.words;
    let lying = line.tile.map(|tile| tile.face.stays()).unwrap_or_default();
    if column == Column::State {
        return html! { (state(scene, line)) };
    }
    let Some(stay) = line.stay else {
        // Two in one bed: their names, and nothing that is true of one only.
        return html! {
            @if column == Column::Patient {
                @for (place, stay) in lying.iter().enumerate() { @if place > 0 { " / " } (who(scene, stay)) }
            }
        };
    };
    match column {
        Column::Bed | Column::State => html! {},
        Column::Patient => who(scene, stay),
        Column::SexAge => html! { (person::sex_and_age(scene, stay)) },
        Column::Number => html! { (number(stay).unwrap_or_default()) },
        Column::Doctor => html! { @if let Some(doctor) = &stay.doctor { (doctor.name) } },
        Column::Specialty => html! { @if let Some(it) = &stay.specialty { (it.as_str()) } },
        Column::Since => html! { (words.day_and_hour(scene.zone, scene.now, stay.since)) },
        Column::Days => html! { (words.board.day_letter) (stay.day) },
        Column::Flags => html! { span.fs { (flags::all(scene, stay, config)) } },
        Column::Leaving => leaving(scene, stay),
        Column::Destination => {
            html! { @if let Some(it) = head::destination(stay) { (words.destination(it)) } }
        }
        Column::Steps => {
            html! { @if !stay.care.steps.is_empty() { (flags::steps(words, &stay.care.steps)) } }
        }
        Column::Slots => html! {
            @for (place, (slot, choice)) in stay.care.slots.iter().enumerate() { @if place > 0 { " · " } span title=(slot.as_str()) { (choice.as_str()) } }
        },
        Column::Note => html! {
            @if let Some(note) = stay.care.notes.first() {
                span.note { @if let Some(text) = &note.text { (text.as_str()) } @else { (words.views.purged) } }
            }
        },
    }
}

fn who(scene: &Scene<'_>, stay: &StayView) -> Markup {
    html! { a href=(scene.stay_href(stay.stay)) data-drawer { (person::name(scene, &stay.name)) } }
}

fn leaving(scene: &Scene<'_>, stay: &StayView) -> Markup {
    html! {
        @if let Some(waiting) = &stay.care.waiting {
            b.red { (scene.words.views.waits) " " (scene.words.board.day_letter) "+" (waiting.days) }
        } @else if let Some(leaving) = stay.leaving {
            span class=[person::is_overdue(stay).then_some("red")] {
                @if !leaving.announced { "≈\u{a0}" } (person::leaving_said(scene, &leaving))
            }
        }
    }
}
