//! The page: every ward with what it takes, the distances between sites, and what was set before.

use std::borrow::Cow;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::flow::placement::PlacementSettings;
use domain::structure::{Establishment, Ward};
use maud::{Markup, html};

use super::super::frame::{self, Said};
use super::super::history::{self, Former};
use super::super::{PLACEMENT, WARDS};
use super::changes::{changes, said};
use super::{is_shown, place, profile_in, typed};
use crate::fields::Fields;
use crate::icon::icon;
use crate::visit::Visit;

/// What lies on the desk of whoever describes wards.
pub struct Desk<'a> {
    visit: &'a Visit,
    /// What is in the fields of the distances.
    fields: Cow<'a, Fields>,
    said: Said,
}

impl<'a> Desk<'a> {
    /// The page of what is set.
    pub fn new(visit: &'a Visit, said: Said) -> Self {
        Self {
            fields: Cow::Owned(distances_set(visit)),
            visit,
            said,
        }
    }

    /// The page of what is typed.
    pub fn typed(visit: &'a Visit, fields: &'a Fields, said: Said) -> Self {
        let has_fields = fields.get("do").is_some_and(|it| it == "distances");
        if !has_fields {
            return Self::new(visit, said);
        }
        Self {
            visit,
            fields: Cow::Borrowed(fields),
            said,
        }
    }

    /// The page as an answer.
    pub fn answer(&self, status: StatusCode) -> Response {
        let (visit, words) = (self.visit, self.visit.words);
        let title = words.pick("Services et sites", "Wards and sites");
        let body = html! {
            h1 { (title) }
            (frame::said(&self.said))
            p.intro { (words.pick(
                "Ce que chaque service prend, et combien de minutes séparent les sites : les règles de placement s’y réfèrent pour chaque lit. Un service que personne n’a décrit prend tout le monde.",
                "What each ward takes, and how many minutes lie between sites: the rules of placement go by it for every bed. A ward that nobody described takes everybody.",
            )) }
            p { a.lnk href=(PLACEMENT) { (words.pick("Voir les règles de placement", "See the rules of placement")) } }
            @if !frame::may_set(visit) { (frame::only_read(visit)) }
            @for establishment in &visit.snapshot.state.establishments { (wards_of(visit, establishment)) }
            (self.distances())
            (history::section(visit, &former(visit)))
        };
        (status, frame::page(visit, WARDS, title, &body)).into_response()
    }

    fn distances(&self) -> Markup {
        let (visit, words) = (self.visit, self.visit.words);
        let pairs = typed::pairs(visit);
        if pairs.is_empty() {
            return html! {};
        }
        html! {
            form.rulesform method="post" action=(WARDS) {
                input type="hidden" name="saw" value=(visit.snapshot.state.placement_revision);
                fieldset disabled[!frame::may_set(visit)] {
                    legend { (words.pick("Transport entre deux sites, en minutes", "Transport between two sites, in minutes")) }
                    div.pairs {
                        @for (one, other, field) in &pairs {
                            label.field { span { (one.name.as_str()) " – " (other.name.as_str()) } input type="number" name=(field) value=[self.fields.get(field)] min="0" max="1440"; }
                        }
                    }
                    p.q { (words.pick("Un champ vide : personne ne l’a dit, la distance ne compte pas.", "An empty field: nobody said it, the distance does not count.")) }
                    @if frame::may_set(visit) { p.acts { button.btn name="do" value="distances" { (icon("check-check")) (words.pick("Publier", "Publish")) } } }
                }
            }
        }
    }
}

/// The distances as they are set, in the fields of the form.
fn distances_set(visit: &Visit) -> Fields {
    let settings = &visit.snapshot.state.placement;
    let pairs = typed::pairs(visit);
    let known = pairs.into_iter().filter_map(|(one, other, field)| {
        let (from, to) = (typed::site_place(visit, one)?, typed::site_place(visit, other)?);
        Some((field, settings.minutes(&from, &to)?.to_string()))
    });
    Fields(known.collect())
}

fn wards_of(visit: &Visit, establishment: &Establishment) -> Markup {
    let state = &visit.snapshot.state;
    let theirs = |it: &&Ward| it.establishment == establishment.id && is_shown(it);
    let mut wards: Vec<&Ward> = state.wards.iter().map(AsRef::as_ref).filter(theirs).collect();
    wards.sort_by_key(|it| base::text::folded(&it.name));
    html! {
        @if !wards.is_empty() {
            section.rules {
                h2 { (establishment.name.as_str()) " " span.q { (wards.len()) } }
                div.wide tabindex="0" role="region" aria-label=(establishment.name.as_str()) {
                    table.ledger {
                        thead { tr {
                            th scope="col" { (visit.words.pick("Service", "Ward")) }
                            th scope="col" { (visit.words.pick("Ce qu’il prend", "What it takes")) }
                        } }
                        tbody { @for ward in wards { (row(visit, ward)) } }
                    }
                }
            }
        }
    }
}

fn row(visit: &Visit, ward: &Ward) -> Markup {
    let place = place(visit, ward);
    let profile = place
        .as_ref()
        .and_then(|it| profile_in(&visit.snapshot.state.placement, it));
    html! {
        tr {
            th scope="row" { a href={ (WARDS) "/" (ward.id) } { (ward.name.as_str()) } }
            td { (said(visit, profile)) }
        }
    }
}

/// The versions in which a ward or a distance changed.
fn former(visit: &Visit) -> Former<'_, PlacementSettings> {
    let state = &visit.snapshot.state;
    let shipped = PlacementSettings::default();
    let mut versions = Vec::new();
    let mut last: &PlacementSettings = &shipped;
    for version in state.placement_versions.iter() {
        let now = &*version.settings;
        if now.wards != last.wards || now.distances != last.distances {
            versions.push(version.as_ref());
        }
        last = now;
    }
    Former {
        page: WARDS,
        saw: state.placement_revision,
        versions,
        changes: Box::new(|_, before, after| changes(visit, before, after)),
        may: frame::may_set(visit),
    }
}
