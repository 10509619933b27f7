//! What a request needs, as chips.

use base::text::folded;
use domain::bed::Attribute;
use domain::flow::{Level, SingleRoom};
use domain::view::queue::RequestView;
use maud::{Markup, html};

use crate::icon::icon;
use crate::precaution;
use crate::scene::Scene;

/// What is needed, as chips: the specialty first, precautions with their glyph.
#[must_use]
pub fn need_chips(scene: &Scene<'_>, row: &RequestView) -> Markup {
    let (words, needs) = (scene.words, &row.needs);
    // A specialty that is a level of care says it already.
    let level = words.level(needs.level);
    let said = row
        .specialty
        .as_deref()
        .is_some_and(|it| folded(it) == folded(level));
    html! {
        p.need {
            @if let Some(specialty) = &row.specialty { span { (specialty.as_str()) } }
            @if needs.level != Level::Conventional && !said { span { (level) } }
            @match needs.single {
                SingleRoom::Required => { span { (icon("door-closed")) (words.pick("Seule", "Single")) } }
                SingleRoom::Wished => { span { (icon("door-closed")) (words.pick("Seule souhaitée", "Single wished")) } }
                SingleRoom::Indifferent => {}
            }
            @for it in &row.precautions { span { (precaution::drawn(it.shape, it.tint, it.letter.as_str())) (it.name.as_str()) } }
            @for attribute in needs.equipment.iter() {
                span { @if attribute == Attribute::Telemetry { (icon("activity")) } (words.attribute(attribute)) }
            }
            @if needs.companion { span { (words.pick("Accompagnant", "Companion")) } }
        }
    }
}
