//! What the next team must know: one block a patient, in the order of rooms, as the round is walked.

use domain::view::board::{NoteView, StayView, WardBoard};
use maud::{Markup, html};

use super::tile::Around;
use crate::hub::Piece;
use crate::icon::icon;
use crate::scene::Scene;
use crate::{flags, person};

/// The blocks, each a piece.
pub fn blocks(scene: &Scene<'_>, board: &WardBoard, around: Around<'_>) -> Vec<Piece> {
    let lying = board
        .tiles()
        .filter(|tile| tile.face.is_taken())
        .flat_map(|tile| {
            tile.face
                .stays()
                .iter()
                .map(move |stay| (tile.name.as_str(), stay))
        });
    let unplaced = board.unplaced.iter().map(|stay| (scene.words.board.lane, stay));
    let mut pieces: Vec<Piece> = lying
        .chain(unplaced)
        .map(|(bed, stay)| Piece {
            id: format!("t-{}", stay.stay),
            html: block(scene, board, around, bed, stay).into_string(),
        })
        .collect();
    let nobody = pieces.is_empty();
    pieces.push(Piece {
        id: "nobody".to_owned(),
        html: html! { p.empty #nobody hidden[!nobody] { (icon("check")) (scene.words.views.nobody_here) } }
            .into_string(),
    });
    pieces
}

fn block(scene: &Scene<'_>, board: &WardBoard, around: Around<'_>, bed: &str, stay: &StayView) -> Markup {
    let (words, views, care) = (scene.words, &scene.words.views, &stay.care);
    let signs = flags::said(words, stay, &domain::board_config::BoardConfig::default());
    html! {
        article.relay id={ "t-" (stay.stay) } data-f=[super::filters::filters(Some(stay), around.heads)] {
            header {
                span.bd { i class={ "edge tinted " (around.heads.classes(stay)) } {} b { (bed) } }
                h2 { a href=(scene.stay_href(stay.stay)) data-drawer { (person::name(scene, &stay.name)) } }
                (person::sex_and_age(scene, stay))
                span.los title=(words.board.day_of_stay) { (words.board.day_letter) (stay.day) }
                @if let Some(doctor) = &stay.doctor { span.q { (doctor.name) } }
            }
            dl {
                dt { (views.since) }
                dd {
                    (words.day_and_hour(scene.zone, scene.now, stay.since))
                    @if stay.seen_arriving.is_some() { " · " (words.drawer.clocks.admission_awaited) }
                    @if let Some(department) = &stay.outlier { " · " (words.board.outlier) " : " (department.as_str()) }
                }
                dt { (views.needs) }
                dd {
                    @if signs.is_empty() && care.slots.is_empty() { span.q { (views.nothing) } }
                    @else {
                        span.fs { (flags::all(scene, stay, &domain::board_config::BoardConfig::default())) }
                        span { (said_once(&signs, stay)) }
                    }
                }
                dt { (views.discharge) }
                dd {
                    @if let Some(at) = stay.seen_leaving { (words.drawer.clocks.exit_awaited) " " (words.clock(scene.zone, at)) }
                    @else if stay.leaving.is_some() || care.waiting.is_some() { (person::leaving_text(scene, stay)) } @else { span.q { (views.undated) } }
                    @if !care.steps.is_empty() { " " (flags::steps(words, &care.steps)) }
                    " " (person::hold_up(scene, stay, &board.config))
                }
                @if let Some(moving) = &stay.moving {
                    dt { (views.moves_to) }
                    dd { (words.day_and_hour(scene.zone, scene.now, moving.at)) " " (moving.place()) }
                }
                @if !stay.doubts.is_empty() {
                    dt { (views.doubts) }
                    dd { @for (place, doubt) in stay.doubts.iter().enumerate() { @if place > 0 { " · " } (words.doubt(*doubt).0) } }
                }
            }
            @if !care.notes.is_empty() { ul.notes { @for note in &care.notes { (written(scene, note)) } } }
        }
    }
}

/// What the signs mean, in words, and the ward's own slots.
fn said_once(signs: &[String], stay: &StayView) -> String {
    let slots = stay
        .care
        .slots
        .iter()
        .map(|(slot, choice)| format!("{slot} {choice}"));
    signs.iter().cloned().chain(slots).collect::<Vec<_>>().join(" · ")
}

fn written(scene: &Scene<'_>, note: &NoteView) -> Markup {
    let (words, views) = (scene.words, &scene.words.views);
    html! {
        li {
            p { @if let Some(text) = &note.text { (text.as_str()) } @else { i.hid { (views.purged) } } }
            small {
                @if let Some(name) = &note.author_name { (name.as_str()) } @else { (views.unknown_author) }
                " · " (words.day_and_hour(scene.zone, scene.now, note.at))
            }
        }
    }
}
