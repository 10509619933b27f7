//! Asking for a bed: `/cellule/nouvelle`. The patient is looked for in what the feed knows; nothing is typed twice.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::Label;
use base::id::{StayId, WardId};
use domain::command::Command;
use domain::flow::{AnnouncedName, Asker, By, Entry, FlowCommand, NewRequest, Origin, RequestCommand, Who};
use domain::identity::Sex;
use domain::rights::{Action, Target};
use domain::view::search::PersonFound;
use maud::{Markup, html};

use crate::Web;
use crate::access::Opened;
use crate::engine::{self, Undone};
use crate::fields::Fields;
use crate::icon::icon;
use crate::layout::{self, Page};
use crate::operator;
use crate::person;
use crate::request::{self, Typed};
use crate::search;
use crate::visit::Visit;
use crate::words::Explained;

/// Where a form comes from.
#[derive(Debug, Default, serde::Deserialize)]
pub struct From {
    /// The stay it is for.
    sejour: Option<String>,
}

/// What is shown beside the fields.
#[derive(Default)]
struct Shown {
    found: Vec<PersonFound>,
    looked: bool,
    refused: Option<Explained>,
    /// What was typed as the reason may mean each of these.
    several: Vec<Arc<Entry>>,
}

impl Shown {
    fn refused(why: Explained) -> Self {
        Self {
            refused: Some(why),
            ..Self::default()
        }
    }
}

pub async fn show(State(_): State<Web>, visit: Visit, Query(from): Query<From>) -> Response {
    let fields = Fields(
        from.sejour
            .map(|it| ("pour".to_owned(), it))
            .into_iter()
            .collect(),
    );
    form(&visit, &fields, &Shown::default()).into_response()
}

/// Looks for the patient, or asks.
pub async fn save(State(web): State<Web>, mut visit: Visit, fields: Fields) -> Response {
    if fields.get("acte") == Some("chercher") {
        let text = fields.get("q").unwrap_or_default();
        let shown = Shown {
            found: search::people(&web, &visit, text).await,
            looked: true,
            ..Shown::default()
        };
        let opened = Opened(shown.found.iter().map(|it| it.patient).collect());
        let mut response = form(&visit, &fields, &shown).into_response();
        response.extensions_mut().insert(opened);
        return response;
    }
    let asked = match read(&visit, &fields) {
        Ok(asked) => asked,
        Err(shown) => return refuse(&visit, &fields, &shown),
    };
    let (who, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let command = FlowCommand::Request {
        by: who.person,
        command: RequestCommand::Make(Box::new(asked)),
    };
    let done = engine::submit(&web, who.person, Command::Flow(Box::new(command))).await;
    let by = By::Person(who.person);
    visit.operator = Some(who);
    let answer = match done {
        Ok(_) => {
            // Requests are numbered as they come, and somebody else may have made one since.
            let state = &web.app().snapshot().state;
            let made = state.open_requests().filter(|it| it.made_by == by).last();
            let made = made.map(|it| it.id);
            let to = made.map_or_else(|| "/cellule".to_owned(), |it| format!("/cellule?demande={it}"));
            Redirect::to(&to).into_response()
        }
        Err(Undone::Problem(problem)) => problem.answer(visit.words, visit.part),
        Err(Undone::Refused(refusal)) => {
            let why = visit.explained(&refusal);
            refuse(&visit, &fields, &Shown::refused(why))
        }
    };
    operator::remembering(answer, cookie)
}

fn refuse(visit: &Visit, fields: &Fields, shown: &Shown) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, form(visit, fields, shown)).into_response()
}

/// What the form asks.
fn read(visit: &Visit, fields: &Fields) -> Result<NewRequest, Shown> {
    let words = visit.words;
    let state = &visit.snapshot.state;
    let missing = |fr: &str, en: &str| {
        Shown::refused(Explained {
            why: words.pick(fr, en).to_owned(),
            next: String::new(),
        })
    };
    let who = match fields.get("pour").filter(|it| !it.is_empty() && *it != "autre") {
        Some(text) => {
            let stay: StayId = text
                .parse()
                .map_err(|_| missing("Ce séjour n’existe pas.", "There is no such stay."))?;
            let target = Target::Stay(stay);
            let known = visit
                .visitor
                .may(&visit.snapshot, Action::SeeIdentity, target, visit.now);
            if !known || state.stay(stay).is_none() {
                return Err(missing("Ce séjour n’existe pas.", "There is no such stay."));
            }
            Who::Stay(stay)
        }
        None => {
            let family = Label::new(fields.get("nom").unwrap_or_default());
            let family = family.map_err(|_| {
                missing(
                    "Choisissez le patient, ou donnez son nom.",
                    "Choose the patient, or give the name.",
                )
            })?;
            let year = fields.get("naissance").unwrap_or_default();
            let birth_year = match year.trim() {
                "" => None,
                text => Some(text.parse().map_err(|_| {
                    missing(
                        "L’année de naissance est illisible.",
                        "The year of birth cannot be read.",
                    )
                })?),
            };
            Who::Announced {
                name: AnnouncedName {
                    family,
                    given: fields.get("prenom").and_then(|it| Label::new(it).ok()),
                },
                sex: match fields.get("sexe") {
                    Some("f") => Sex::Female,
                    Some("m") => Sex::Male,
                    _ => Sex::Unknown,
                },
                birth_year,
            }
        }
    };
    let ward: Option<WardId> = fields.get("service").and_then(|it| it.parse().ok());
    let asks = |ward| {
        let target = Target::Ward(ward);
        visit
            .visitor
            .may(&visit.snapshot, Action::AskBed, target, visit.now)
    };
    if ward.is_some_and(|it| !asks(it)) {
        return Err(missing(
            "Vous ne demandez pas de lit au nom de ce service.",
            "You do not ask for beds in the name of that ward.",
        ));
    }
    let origin = fields
        .get("origine")
        .and_then(|it| it.parse::<usize>().ok())
        .and_then(|it| Origin::ALL.get(it).copied())
        .unwrap_or(Origin::Cell);
    let entry = match request::typed(visit, fields) {
        Typed::One(entry) => Some(entry),
        Typed::Blank => None,
        Typed::Nothing(text) => return Err(Shown::refused(request::unknown_reason(visit, &text))),
        Typed::Several(several) => {
            return Err(Shown {
                several,
                ..Shown::default()
            });
        }
    };
    let implied = request::implied(state, entry.as_ref(), visit.now);
    let needs = request::read(visit, fields, implied).map_err(Shown::refused)?;
    Ok(NewRequest {
        asker: Asker { origin, ward },
        who,
        needs,
        entry,
        decided: None,
        draft: false,
    })
}

fn form(visit: &Visit, fields: &Fields, shown: &Shown) -> Page {
    let words = visit.words;
    let title = words.pick("Demander un lit", "Ask for a bed");
    let body = html! {
        main.plain.askbed #main tabindex="-1" {
            h1 { (title) }
            @if let Some(why) = &shown.refused { p.bad role="alert" { (why.why) " " (why.next) } }
            form.form method="post" action="/cellule/nouvelle" {
                (whom(visit, fields, shown))
                (asker(visit, fields))
                (request::form(visit, fields, &shown.several))
                p.row { button.btn.pri name="acte" value="demander" { (icon("check")) (words.pick("Demander ce lit", "Ask for this bed")) } a.btn href="/cellule" { (words.pick("Annuler", "Cancel")) } }
            }
        }
    };
    layout::apart(visit, title, body)
}

/// For whom: looked for, or announced by name.
fn whom(visit: &Visit, fields: &Fields, shown: &Shown) -> Markup {
    let (words, scene) = (visit.words, visit.scene());
    let chosen = fields.get("pour").unwrap_or_default();
    let stay: Option<StayId> = chosen.parse().ok();
    let known =
        stay.and_then(|it| domain::view::drawer::stay_name(&visit.snapshot.state, &visit.snapshot.vault, it));
    html! {
        fieldset {
            legend { (words.pick("Pour qui", "For whom")) }
            @if let (Some(stay), Some(name)) = (stay, &known) {
                label.optline { input type="radio" name="pour" value=(stay) checked; " " (person::name(&scene, name)) }
            }
            div.pair {
                label.field { span { (words.pick("Nom, IPP ou lit", "Name, number or bed")) } input type="search" name="q" value=[fields.get("q")] autocomplete="off" maxlength="80" autofocus[!shown.looked && stay.is_none()]; }
                button.btn name="acte" value="chercher" formnovalidate { (icon("search")) (words.pick("Chercher", "Look for")) }
            }
            @for it in &shown.found {
                label.optline {
                    input type="radio" name="pour" value=(it.stay) checked[shown.found.len() == 1];
                    " " (person::name(&scene, &it.name)) " " (person::sex_and_age_of(&scene, it.sex, it.age))
                }
            }
            @if shown.looked && shown.found.is_empty() { p.q { (words.pick("Le flux ne connaît personne de ce nom.", "The feed knows nobody of that name.")) } }
            details open[chosen == "autre" || (shown.looked && shown.found.is_empty())] {
                summary { (words.pick("Pas encore connu du flux", "Not known to the feed yet")) }
                label.optline { input type="radio" name="pour" value="autre" checked[chosen == "autre" || (shown.looked && shown.found.is_empty())]; " " (words.pick("Le nommer ici", "Name them here")) }
                div.pair {
                    label.field { span { (words.pick("Nom", "Surname")) } input type="text" name="nom" value=[fields.get("nom")] maxlength="60" autocomplete="off"; }
                    label.field { span { (words.pick("Prénom", "Given name")) } input type="text" name="prenom" value=[fields.get("prenom")] maxlength="60" autocomplete="off"; }
                    label.field { span { (words.pick("Sexe", "Sex")) } select name="sexe" {
                        option value="" { "?" }
                        option value="f" selected[fields.get("sexe") == Some("f")] { (words.sex(Sex::Female)) }
                        option value="m" selected[fields.get("sexe") == Some("m")] { (words.sex(Sex::Male)) }
                    } }
                    label.field { span { (words.pick("Année de naissance", "Year of birth")) } input type="text" inputmode="numeric" name="naissance" value=[fields.get("naissance")] maxlength="4"; }
                }
            }
        }
    }
}

/// Who asks.
fn asker(visit: &Visit, fields: &Fields) -> Markup {
    let words = visit.words;
    let (origin, ward) = (
        fields.get("origine").unwrap_or_default(),
        fields.get("service").unwrap_or_default(),
    );
    let wards = visit
        .snapshot
        .state
        .wards
        .iter()
        .filter(|it| it.merged_into.is_none());
    let asks = |ward| {
        visit
            .visitor
            .may(&visit.snapshot, Action::AskBed, Target::Ward(ward), visit.now)
    };
    html! {
        fieldset {
            legend { (words.pick("Qui demande", "Who asks")) }
            div.pair {
                label.field { span { (words.pick("Provenance", "From")) } select name="origine" {
                    @for (at, it) in Origin::ALL.into_iter().enumerate() { option value=(at) selected[origin == at.to_string()] { (words.origin_of_request(it)) } }
                } }
                label.field { span { (words.pick("Service demandeur", "Asking ward")) } select name="service" {
                    option value="" { "–" }
                    @for it in wards.filter(|it| asks(it.id)) { option value=(it.id) selected[ward == it.id.to_string()] { (it.name.as_str()) } }
                } }
            }
        }
    }
}
