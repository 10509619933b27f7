//! `/reglages`: what can be set, and by whom it was set last.

use axum::response::{IntoResponse, Response};
use domain::rights::{Action, Target};
use maud::{Markup, html};

use super::{CELL, HUB, PLACEMENT, THESAURUS, WARDS, frame};
use crate::icon::icon;
use crate::visit::Visit;

/// `GET /reglages`
pub async fn show(visit: Visit) -> Response {
    let words = visit.words;
    let state = &visit.snapshot.state;
    let thesaurus = state.thesauri.last().map(|it| {
        let count = it.thesaurus.entries.len();
        let entries = words.pick(format!("{count} entrées"), format!("{count} entries"));
        format!("{entries}, version {}", it.version)
    });
    let placement = state.placement_versions.last();
    let placement = placement.map(|it| frame::by_and_when(&visit, it.by, it.at));
    let flow = state.flow_versions.last();
    let flow = flow.map(|it| frame::by_and_when(&visit, it.by, it.at));
    let count = state.placement.wards.len();
    let described = words.pick(
        format!("{count} services décrits"),
        format!("{count} wards described"),
    );
    let may = |action| {
        visit
            .visitor
            .may(&visit.snapshot, action, Target::Anywhere, visit.now)
    };
    let body = html! {
        h1 { (words.pick("Réglages", "Settings")) }
        ul.sethub {
            (line(THESAURUS, "notebook-pen", words.pick("Thésaurus", "Thesaurus"),
                words.pick("Les motifs de demande de lit par spécialité : urgence, délai, besoins, services.", "The reasons for asking for a bed by specialty: urgency, delay, needs, wards."),
                thesaurus.as_deref()))
            (line(PLACEMENT, "bed-double", words.pick("Règles de placement", "Rules of placement"),
                words.pick("Ce qui écarte un lit, ce qui coûte des points, et l’essai avant de publier.", "What discards a bed, what costs points, and a trial before publishing."),
                placement.as_deref()))
            (line(WARDS, "building-2", words.pick("Services et sites", "Wards and sites"),
                words.pick("Ce que chaque service prend : niveau de soins, spécialités, âges, chambres mixtes ; les distances entre sites.", "What each ward takes: level of care, specialties, ages, mixed rooms; the distances between sites."),
                Some(described.as_str())))
            (line(CELL, "list-ordered", words.pick("Cellule", "Flow cell"),
                words.pick("Listes de motifs, délais, relances, rang des demandes, réserve pour les urgences.", "Lists of reasons, delays, escalations, rank of requests, reserve for emergencies."),
                flow.as_deref()))
            (line("/precautions", "biohazard", words.precautions.title, words.precautions.why, None))
            @if may(Action::SetCommon) {
                (line("/studio", "layout-grid", words.studio.everybody, words.studio.everybody_why, None))
            }
        }
    };
    frame::page(&visit, HUB, words.pick("Réglages", "Settings"), &body).into_response()
}

fn line(href: &str, symbol: &str, name: &str, why: &str, state: Option<&str>) -> Markup {
    html! {
        li {
            (icon(symbol))
            div {
                h2 { a href=(href) { (name) } }
                p { (why) }
                @if let Some(state) = state { p.q { (state) } }
            }
        }
    }
}
