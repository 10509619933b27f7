//! What the signs of the board mean, as far as it shows any, and which keys work.

use domain::board_config::{BoardConfig, Flag};
use domain::care::{Mobility, Need};
use domain::view::board::{Face, StayView, WardBoard};
use maud::{Markup, html};

use crate::icon::icon;
use crate::precaution;
use crate::scene::Scene;
use crate::words::Words;

/// The legend at the foot of the board.
pub fn legend(scene: &Scene<'_>, board: &WardBoard) -> Markup {
    let (words, views) = (&scene.words.board, &scene.words.views);
    let stays: Vec<&StayView> = board.stays().collect();
    let [.., extra] = words.signs;
    let mut precautions: Vec<_> = Vec::new();
    for precaution in stays.iter().flat_map(|stay| &stay.care.precautions) {
        if !precautions.contains(&precaution) {
            precautions.push(precaution);
        }
    }
    html! {
        footer.leg #legend aria-label=(words.legend) {
            span.sg {
            @for it in precautions { span { (precaution::drawn(it.shape, it.tint, it.letter.as_str())) (it.name.as_str()) } }
            @for flag in Flag::ALL {
                @if stays.iter().any(|stay| shows(&board.config, flag, stay)) {
                    @if let Some((symbol, text)) = sign(scene.words, flag) { span { span.fl { (icon(symbol)) } (text) } }
                }
            }
            @if stays.iter().any(|stay| !stay.care.steps.is_empty()) {
                span { span.st5 aria-hidden="true" { i.on {} i.on {} i.on {} i {} i {} } (views.prepared) }
            }
            @if board.summary.outliers > 0 { span { i.sw.ardoise {} (words.outlier) } }
            @if board.tiles().any(|tile| tile.surge) { span { i.sw.surge {} (extra) } }
            @if board.tiles().any(|tile| matches!(tile.face, Face::OnLeave { .. })) { span { i.sw.away { b.b {} } (words.is_on_leave) } }
            }
            span.kb {
                span.kx {
                    kbd { "←↑→↓" } " " (words.keys_beds) " "
                    kbd { (words.key_enter) } " " (words.keys_open) " "
                    kbd { (words.key_escape) } " " (words.keys_close)
                }
                a href="/aide" data-ask { kbd { "?" } " " (words.keys_help) }
            }
        }
    }
}

/// Whether tiles show that flag for that stay.
fn shows(config: &BoardConfig, flag: Flag, stay: &StayView) -> bool {
    let care = &stay.care;
    let raised = match flag {
        Flag::Precautions => false,
        Flag::Telemetry => care.telemetry.is_some(),
        Flag::Fall => care.needs.contains(&Need::Fall),
        Flag::Oxygen => care.needs.contains(&Need::Oxygen),
        Flag::Mobility => care.mobility.is_some_and(|it| it != Mobility::Independent),
        Flag::Social => care.needs.contains(&Need::Social),
        Flag::Companion => care.needs.contains(&Need::Companion),
        Flag::Homonym => stay.homonym,
        Flag::Identity => stay.identity_doubtful,
        Flag::Doubt => !stay.doubts.is_empty(),
        Flag::Confidential => stay.confidential,
        Flag::SingleRoom => stay.private_room,
        Flag::MotherChild => stay.with.is_some(),
        Flag::Note => !care.notes.is_empty(),
    };
    raised && (flag.is_safety() || config.flags.contains(&flag))
}

/// The sign of a flag and a word for it; none for precautions, which have one each.
fn sign(words: &Words, flag: Flag) -> Option<(&'static str, &'static str)> {
    let [
        homonym,
        identity,
        movements,
        confidential,
        single,
        mother_child,
        _,
    ] = words.board.signs;
    let views = &words.views;
    Some(match flag {
        Flag::Precautions => return None,
        Flag::Telemetry => ("activity", views.telemetry),
        Flag::Fall => ("footprints", views.falls),
        Flag::Oxygen => ("wind", views.oxygen),
        Flag::Mobility => ("accessibility", views.mobility),
        Flag::Social => ("house", views.social),
        Flag::Companion => ("user-plus", words.need(Need::Companion)),
        Flag::Homonym => ("users", homonym),
        Flag::Identity => ("id-card", identity),
        Flag::Doubt => ("file-warning", movements),
        Flag::Confidential => ("eye-off", confidential),
        Flag::SingleRoom => ("door-closed", single),
        Flag::MotherChild => ("baby", mother_child),
        Flag::Note => ("message-square-text", views.note_sign),
    })
}
