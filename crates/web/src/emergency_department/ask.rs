//! The short form: who it is for is known, the reason is typed in a few letters, what is needed stands in one row.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::id::{StayId, WardId};
use domain::bed::Attribute;
use domain::flow::Entry;
use domain::view::emergency::{EmergencyRow, emergency};
use maud::{Markup, html};

use crate::Web;
use crate::access::Opened;
use crate::fields::Fields;
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, Place, page};
use crate::person;
use crate::problem::Problem;
use crate::request;
use crate::visit::Visit;
use crate::words::Explained;

/// What the form offers beside precautions and a single room; the rest is said in the whole form.
const OFFERED: [Attribute; 2] = [Attribute::Telemetry, Attribute::Oxygen];

/// Somebody of the department for whom a bed is asked.
pub struct Subject {
    /// The department.
    pub ward: WardId,
    /// Who.
    pub stay: StayId,
    /// What is known of them there.
    pub row: EmergencyRow,
}

impl Subject {
    /// Somebody who is in that department now.
    pub fn of(visit: &Visit, ward: &str, stay: &str) -> Option<Self> {
        let (ward, stay) = (ward.parse().ok()?, stay.parse().ok()?);
        let snapshot = &visit.snapshot;
        let seen = emergency(&snapshot.state, &snapshot.vault, ward, visit.now)?;
        let row = seen.rows.into_iter().find(|it| it.stay == Some(stay))?;
        Some(Self { ward, stay, row })
    }

    pub fn address(&self) -> String {
        format!("/urgences/{}/demander/{}", self.ward, self.stay)
    }
}

pub async fn show(
    State(_): State<Web>,
    visit: Visit,
    Path((ward, stay)): Path<(String, String)>,
) -> Response {
    let Some(subject) = Subject::of(&visit, &ward, &stay) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let known = visit.snapshot.state.stay(subject.stay);
    // What the department has stated of the patient is not typed again.
    let stated = known.into_iter().flat_map(|it| it.care().precautions());
    let fields = Fields(
        stated
            .map(|code| ("precaution".to_owned(), code.to_string()))
            .collect(),
    );
    let mut answer = sheet(&visit, &subject, &fields, &[], None).into_response();
    let named = Opened(subject.row.patient.into_iter().collect());
    answer.extensions_mut().insert(named);
    answer
}

/// The form, in the drawer for our own script, else a page.
pub fn sheet(
    visit: &Visit,
    subject: &Subject,
    fields: &Fields,
    several: &[Arc<Entry>],
    refused: Option<&Explained>,
) -> Page {
    let (scene, words) = (visit.scene(), visit.words);
    let back = format!("/urgences/{}", subject.ward);
    let row = &subject.row;
    let body = html! {
        article.sheet {
            header {
                h1 #drawer-title { span { (words.pick("Un lit pour", "A bed for")) " " (person::name(&scene, &row.name)) } (person::sex_and_age_of(&scene, row.sex, row.age)) }
                @if let Some(at) = row.arrived { p.lead { (words.pick("Aux urgences depuis", "In the department since")) " " (words.day_and_hour(&visit.zone, visit.now, at)) } }
            }
            @if let Some(refused) = refused { p.refusal role="alert" { b { (refused.why) } span { (refused.next) } } }
            form.do.quick method="post" action=(subject.address()) data-live {
                (request::reason_field(visit, fields, several, true))
                (needs(visit, fields))
                p.row {
                    button.btn.pri { (icon("check")) (words.pick("Demander le lit", "Ask for the bed")) }
                    a.btn.ghost href={ "/cellule/nouvelle?sejour=" (subject.stay) } { (words.pick("Formulaire complet", "Whole form")) }
                }
            }
        }
    };
    if visit.part {
        let about = format!("ed-{}", subject.stay);
        return Page(html! { div #drawer-body data-href=(subject.address()) data-about=(about) { (body) } });
    }
    page(
        visit,
        &Frame {
            title: words.pick("Demander un lit", "Ask for a bed"),
            nav: Nav::Emergency,
            place: Some(Place {
                name: words.pick("Urgences", "Emergency department"),
                above: words.pick("Tous les patients", "All patients"),
                href: &back,
            }),
            topics: String::new(),
            body: html! { main.plain #main { (body) } },
        },
    )
}

/// What is needed, in one row; the entry brings its own.
fn needs(visit: &Visit, fields: &Fields) -> Markup {
    let (words, state) = (visit.words, &visit.snapshot.state);
    let has = |name: &'static str, value: &str| fields.all(name).any(|it| it == value);
    html! {
        fieldset.choices {
            legend { (words.pick("Besoins, en plus de ceux du motif", "Needs, beside those of the reason")) }
            label.tick { input type="checkbox" name="seule" value="2" checked[has("seule", "2")]; (icon("door-closed")) (words.pick("Chambre seule", "Single room")) }
            @for it in OFFERED {
                label.tick { input type="checkbox" name="equipement" value=(it.word()) checked[has("equipement", it.word())]; @if it == Attribute::Telemetry { (icon("activity")) } @else { (icon("wind")) } (words.attribute(it)) }
            }
            @for it in state.settings.precautions.iter().filter(|it| !it.retired) {
                label.tick { input type="checkbox" name="precaution" value=(it.code) checked[has("precaution", &it.code)]; (crate::precaution::drawn(it.shape, it.tint, it.letter.as_str())) (it.name.as_str()) }
            }
        }
    }
}
