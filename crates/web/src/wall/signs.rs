//! The small signs of a bed on a wall: precautions, equipment, needs, and the day of stay.
//!
//! Precautions protect whoever comes in, so they are shown whatever the patient hides. The rest is about the patient
//! and goes with the name.

use domain::care::{Mobility, Need};
use domain::display::{Masking, WallName, on_wall};
use domain::view::board::StayView;
use maud::{Markup, html};

use super::tile::Look;
use crate::flags::icon_of;
use crate::icon::icon;
use crate::precaution;

/// The line of signs; the day of stay stands at its right when `day`.
pub fn line(look: Look<'_>, stay: &StayView, day: bool) -> Markup {
    let words = look.scene.words;
    let shown = look.settings.fields.flags;
    let told = shown && on_wall(stay, look.settings.masking) != WallName::Nobody;
    html! {
        p.icr {
            @if shown { @for known in &stay.care.precautions { (precaution::glyph(known)) } }
            @if told {
                @if let Some(unit) = &stay.care.telemetry { span.tele { (icon("activity")) span.vh { (words.attribute(domain::bed::Attribute::Telemetry)) " " } (unit.as_str()) } }
                @if let Some((symbol, text)) = stay.care.mobility.and_then(|it| moves(look, it)) { (flag(symbol, text)) }
                @for (symbol, text) in stay.care.needs.iter().filter_map(|need| needs(look, *need)) { (flag(symbol, text)) }
                @if stay.homonym { (flag("users", words.board.homonym)) }
                @if stay.with.is_some() { (flag("baby", words.board.mother_child)) }
            }
            @if day { span.los { (words.board.day_letter) (stay.day) } }
        }
    }
}

fn flag(symbol: &str, text: &str) -> Markup {
    html! { span.fl { (icon(symbol)) span.vh { (text) " " } } }
}

/// Somebody who walks alone needs no sign.
fn moves(look: Look<'_>, mobility: Mobility) -> Option<(&'static str, &'static str)> {
    let text = look.scene.words.mobility(mobility);
    match mobility {
        Mobility::Independent => None,
        Mobility::Helped => Some(("hand-helping", text)),
        Mobility::Wheelchair => Some(("accessibility", text)),
        Mobility::Stretcher => Some(("bed-single", text)),
    }
}

/// A secret that a sign gives away is none: a patient to be kept secret has no sign of it on a wall.
fn needs(look: Look<'_>, need: Need) -> Option<(&'static str, &'static str)> {
    (need != Need::Confidential).then(|| (icon_of(need), look.scene.words.need(need)))
}

/// What the foot of the wall says of its names, with its icon.
pub const fn masking_icon(masking: Masking) -> &'static str {
    match masking {
        Masking::None => "users",
        Masking::Initials | Masking::BedOnly => "eye-off",
    }
}
