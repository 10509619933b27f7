//! The menu of a tile: everything that can be done with its patient or its bed, each with its key.
//!
//! Our script opens it over the board, and looks a pressed key up in it; without script it is a page of links.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use base::id::{BedId, StayId};
use domain::bed::Hygiene;
use domain::view::board::Face;
use domain::view::drawer::{bed_drawer, stay_drawer};
use maud::{Markup, html};

use super::Subject;
use super::act::gone;
use super::sheet::{Sheet, whole};
use crate::fields::hygiene_word;
use crate::icon::icon;
use crate::layout::Page;
use crate::visit::Visit;
use crate::words::when::to_hidden;
use crate::{Web, person};

/// `GET /sejour/{stay}/menu`
pub async fn of_stay(State(_): State<Web>, visit: Visit, Path(stay): Path<String>) -> Response {
    let drawer = stay.parse::<StayId>().ok().and_then(|id| {
        let snapshot = &visit.snapshot;
        stay_drawer(&snapshot.state, &snapshot.vault, id, visit.now)
    });
    let Some(drawer) = drawer else {
        return gone(&visit);
    };
    let acts = &visit.words.acts;
    let stay = &drawer.stay;
    let state = &visit.snapshot.state;
    let known = state.stay(stay.stay);
    let open = known.is_some_and(|it| !it.timeline.over_by(visit.now));
    let present = known.is_some_and(|it| state.is_present(it, visit.now));
    let sheet = format!("/sejour/{}", stay.stay);
    let part = |place: &str| format!("{sheet}#{place}");
    let leaving = match stay.seen_leaving {
        Some(_) => button(
            &format!("{sheet}/present"),
            &[],
            ("p", "undo-2", visit.words.drawer.unmark_left),
        ),
        None => button(
            &format!("{sheet}/parti"),
            &[("quand", to_hidden(visit.now))],
            ("p", "user-check", acts.left),
        ),
    };
    let items = html! {
        (link(&sheet, ("", "chevron-right", acts.open)))
        @if open {
            (link(&part("sortie"), ("s", "log-out", acts.discharge)))
            @if present { (link(&format!("{sheet}/deplacer"), ("m", "move", acts.move_to))) }
            (link(&part("precautions"), ("i", "shield-alert", acts.precautions)))
            (link(&part("telemetrie"), ("t", "activity", acts.telemetry)))
            (link(&part("notes"), ("n", "notebook-pen", acts.note)))
        }
        @if present || stay.seen_leaving.is_some() { (leaving) }
    };
    let scene = visit.scene();
    let of = html! {
        @if let Some((_, name)) = &drawer.bed { (visit.words.board.bed) " " (name) " · " }
        (person::name(&scene, &stay.name))
    };
    answer(&visit, Subject::Stay(stay.stay), &of, &items)
}

/// `GET /lit/{bed}/menu`
pub async fn of_bed(State(_): State<Web>, visit: Visit, Path(bed): Path<String>) -> Response {
    let drawer = bed.parse::<BedId>().ok().and_then(|id| {
        let snapshot = &visit.snapshot;
        bed_drawer(&snapshot.state, &snapshot.vault, id, visit.now)
    });
    let Some(drawer) = drawer else {
        return gone(&visit);
    };
    let acts = &visit.words.acts;
    let bed = drawer.tile.bed;
    let clean = |hygiene, symbol, text| {
        let fields = [("etat", hygiene_word(hygiene).to_owned())];
        button(&format!("/lit/{bed}/proprete"), &fields, ("b", symbol, text))
    };
    let items = html! {
        (link(&format!("/lit/{bed}"), ("", "chevron-right", acts.open)))
        @match &drawer.tile.face {
            Face::Free { .. } => {
                (link(&format!("/lit/{bed}#placer"), ("p", "armchair", visit.words.board.place_someone)))
                (clean(Hygiene::ToClean, "spray-can", acts.dirty))
            }
            Face::ToClean { .. } => (clean(Hygiene::Cleaning, "brush-cleaning", acts.clean_start)),
            Face::Cleaning { .. } => (clean(Hygiene::Clean, "check", acts.clean_end)),
            Face::Reserved(_) | Face::Promised => (clean(Hygiene::ToClean, "spray-can", acts.dirty)),
            Face::Occupied(_) | Face::OnLeave { .. } | Face::Disputed(_) | Face::Closed { .. } => {}
        }
    };
    let of = html! { (visit.words.board.bed) " " (drawer.tile.name) };
    answer(&visit, Subject::Bed(bed), &of, &items)
}

/// Key, symbol and text of an entry.
type Entry<'a> = (&'a str, &'a str, &'a str);

fn entry((key, symbol, text): Entry<'_>) -> Markup {
    html! { (icon(symbol)) span { (text) } @if !key.is_empty() { kbd { (key.to_uppercase()) } } }
}

fn link(href: &str, item: Entry<'_>) -> Markup {
    let key = (!item.0.is_empty()).then_some(item.0);
    html! { a.btn href=(href) data-drawer data-key=[key] { (entry(item)) } }
}

fn button(action: &str, fields: &[(&str, String)], item: Entry<'_>) -> Markup {
    html! {
        form method="post" action=(action) data-live {
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            input type="hidden" name="retour" value="tableau";
            button.btn data-key=(item.0) { (entry(item)) }
        }
    }
}

fn answer(visit: &Visit, subject: Subject, of: &Markup, items: &Markup) -> Response {
    let words = visit.words;
    if visit.part {
        let dialog = html! {
            dialog.ask.menu #ask aria-labelledby="ask-title" {
                h2 #ask-title { (words.acts.menu) small { (of) } }
                (items)
                button.btn.ghost type="button" data-close { (words.common.close) }
            }
        };
        return Page(dialog).into_response();
    }
    let body = html! { section.notice.menu { h1 { (words.acts.menu) " " small { (of) } } (items) } };
    let sheet = Sheet {
        subject,
        title: words.acts.menu.to_owned(),
        ward: None,
        about: String::new(),
        body,
    };
    whole(visit, &sheet).into_response()
}
