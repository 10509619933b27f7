//! The bed that is asked for somebody, in their drawer: how urgent, what is needed, how far it is, and the way to the
//! request.

use base::id::StayId;
use domain::flow::StageName;
use domain::rights::{Action, Target};
use domain::view::queue;
use maud::{Markup, html};

use super::sheet::section;
use crate::request;
use crate::visit::Visit;

/// The open request for that patient, if there is one.
pub fn asked(visit: &Visit, stay: StayId) -> Markup {
    let (state, vault, words) = (&visit.snapshot.state, &visit.snapshot.vault, visit.words);
    let Some(open) = state.requests_of(stay).filter(|it| it.stage.is_open()).last() else {
        return html! {};
    };
    let Some(row) = queue::request(state, vault, open.id, visit.now) else {
        return html! {};
    };
    let scene = visit.scene();
    let target = Target::of_request(state, open, visit.now);
    let opens = visit
        .visitor
        .may(&visit.snapshot, Action::SeeQueue, target, visit.now);
    section(
        "bed-single",
        words.pick("Lit demandé", "Bed asked for"),
        &html! {
            p { (request::class(&row)) @if let Some((_, label)) = &row.entry { " " b { (label.as_str()) } } " " (request::source(&scene, &row)) }
            (request::need_chips(&scene, &row))
            @if let Some(place) = row.place { p { (words.place_in_queue(place)) } }
            @if row.stage != StageName::Open { p { (request::step(&scene, &row)) } }
            @if opens { p { a.btn.sm href={ "/cellule?demande=" (row.request) } { (words.pick("Ouvrir la demande", "Open the request")) } } }
        },
    )
}
