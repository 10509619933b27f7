//! One ward: what it takes, field by field, and what somebody else described meanwhile.

use std::borrow::Cow;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::id::WardId;
use domain::flow::Level;
use domain::flow::placement::{Sector, WardPlace, WardProfile};
use maud::{Markup, html};

use super::super::frame::{self, Said};
use super::super::{WARDS, history};
use super::changes::{said, sexes, way};
use super::typed::{SEXES, WAYS, fields_of, profile};
use super::{profile_in, saw_all};
use crate::fields::Fields;
use crate::icon::icon;
use crate::visit::Visit;

/// What lies on the desk of whoever describes a ward.
pub struct Sheet<'a> {
    visit: &'a Visit,
    ward: WardId,
    place: WardPlace,
    fields: Cow<'a, Fields>,
    said: Said,
    /// The revision that the form has seen.
    saw: u64,
    /// Somebody else described it meanwhile.
    is_conflict: bool,
}

impl<'a> Sheet<'a> {
    /// The page of what is set.
    pub fn of_state(visit: &'a Visit, ward: WardId, place: WardPlace) -> Self {
        let state = &visit.snapshot.state;
        let known = profile_in(&state.placement, &place).cloned();
        let known = known.unwrap_or_else(|| WardProfile::of(place.clone()));
        Self {
            visit,
            ward,
            place,
            fields: Cow::Owned(fields_of(&known)),
            said: Said::Nothing,
            saw: state.placement_revision,
            is_conflict: false,
        }
    }

    /// The page of what is typed.
    pub fn typed(visit: &'a Visit, ward: WardId, place: WardPlace, fields: &'a Fields, said: Said) -> Self {
        let has_fields = fields.get("niveau").is_some();
        let sheet = Self {
            said,
            ..Self::of_state(visit, ward, place)
        };
        if !has_fields {
            return sheet;
        }
        Self {
            fields: Cow::Borrowed(fields),
            saw: saw_all(fields),
            ..sheet
        }
    }

    /// Both descriptions are on the page: saving now means the one that is typed.
    pub fn in_conflict(self) -> Self {
        Self {
            saw: self.visit.snapshot.state.placement_revision,
            is_conflict: true,
            ..self
        }
    }

    /// The page as an answer.
    pub fn answer(&self, status: StatusCode) -> Response {
        let (visit, words) = (self.visit, self.visit.words);
        let ward = visit.snapshot.state.ward(self.ward);
        let title = ward.map_or_else(String::new, |it| it.name.to_string());
        let body = html! {
            p { a.lnk href=(WARDS) { (icon("arrow-left")) (words.pick("Tous les services", "All wards")) } }
            h1 { (title) " " span.q { (self.place.ward) } }
            (frame::said(&self.said))
            @if self.is_conflict { (self.theirs()) }
            @if frame::may_set(visit) { (self.form()) } @else {
                (frame::only_read(visit))
                p { (said(visit, profile_in(&visit.snapshot.state.placement, &self.place))) }
            }
        };
        (status, frame::page(visit, WARDS, &title, &body)).into_response()
    }

    /// What somebody else described meanwhile beside what is typed.
    fn theirs(&self) -> Markup {
        let (visit, words) = (self.visit, self.visit.words);
        let theirs = profile_in(&visit.snapshot.state.placement, &self.place);
        let mine = profile(visit, &self.place, &self.fields);
        let of = words.pick("La leur, puis la vôtre", "Theirs, then yours");
        let both = [(of.to_owned(), said(visit, theirs), said(visit, mine.as_ref()))];
        html! {
            div.card.setconf {
                h2 { (words.pick("Deux descriptions du même service", "One ward, described twice")) }
                (history::list(&both))
                p.acts { a.btn href={ (WARDS) "/" (self.ward) } { (words.pick("Garder la leur", "Keep theirs")) } }
            }
        }
    }

    fn form(&self) -> Markup {
        let (visit, words) = (self.visit, self.visit.words);
        let state = &visit.snapshot.state;
        let at = |name: &str| self.fields.get(name).and_then(|it| it.parse::<usize>().ok());
        let is_described = profile_in(&state.placement, &self.place).is_some();
        html! {
            form.rulesform method="post" action={ (WARDS) "/" (self.ward) } {
                input type="hidden" name="saw" value=(self.saw);
                fieldset {
                    legend { (words.pick("Le service", "The ward")) }
                    div.pairs {
                        label.field { span { (words.pick("Niveau de soins", "Level of care")) }
                            select name="niveau" { @for (place, it) in Level::ALL.into_iter().enumerate() { option value=(place) selected[at("niveau") == Some(place)] { (words.level(it)) } } }
                        }
                        label.field { span { (words.pick("Chambres à plusieurs", "Shared rooms")) }
                            select name="sexes" { @for (place, it) in SEXES.into_iter().enumerate() { option value=(place) selected[at("sexes") == Some(place)] { (sexes(words, it)) } } }
                        }
                        label.field { span { (words.pick("Âge le plus bas (ans)", "Lowest age (years)")) } input type="number" name="age_de" value=[self.fields.get("age_de")] min="0" max="130"; }
                        label.field { span { (words.pick("Âge le plus haut (ans)", "Highest age (years)")) } input type="number" name="age_a" value=[self.fields.get("age_a")] min="0" max="130"; }
                        label.field { span { (words.pick("Secteur réservé", "Sector kept for")) }
                            select name="secteur" {
                                option value="" { "–" }
                                @for (place, it) in Sector::ALL.into_iter().enumerate() { option value=(place) selected[at("secteur") == Some(place)] { (words.sector(it)) } }
                            }
                        }
                    }
                }
                fieldset {
                    legend { (words.pick("Spécialités", "Specialties")) }
                    div.pairs {
                        @for it in state.settings.flow.specialties.iter().filter(|it| !it.retired || self.fields.get(&format!("sp_{}", it.code)).is_some()) {
                            @let field = format!("sp_{}", it.code);
                            label.field { span { (it.name.as_str()) }
                                select name=(field) {
                                    option value="" { "–" }
                                    @for word in WAYS { option value=(word) selected[self.fields.get(&field) == Some(word)] { (way(words, word)) } }
                                }
                            }
                        }
                    }
                }
                p.acts {
                    button.btn.pri name="do" value="publier" { (icon("check-check")) (words.pick("Publier", "Publish")) }
                    @if is_described { button.btn name="do" value="retirer" { (icon("trash-2")) (words.pick("Ne plus décrire ce service", "Describe this ward no more")) } }
                }
            }
        }
    }
}
