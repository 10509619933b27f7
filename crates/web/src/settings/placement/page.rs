//! The page: rules, numbers beside them, the trial, and publishing.

use std::borrow::Cow;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::id::RequestId;
use domain::bed::Attribute;
use domain::flow::placement::{PlacementSettings, RoomNeed, Rule, Sector};
use maud::{Markup, html};

use super::super::frame::Said;
use super::super::history::{self, Former};
use super::super::{PLACEMENT, WARDS, frame};
use super::changes::changes;
use super::typed::{NUMBERS, fields_of};
use super::{rules, trial};
use crate::fields::Fields;
use crate::icon::icon;
use crate::visit::Visit;
use crate::words::Words;

/// What lies on the desk of whoever sets the rules.
pub struct Desk<'a> {
    pub visit: &'a Visit,
    /// What is in the fields.
    pub fields: Cow<'a, Fields>,
    /// Whether it may be changed.
    pub may: bool,
    said: Said,
    /// What is tried.
    tried: Option<PlacementSettings>,
    /// Somebody else set other rules meanwhile: what is typed is compared with theirs.
    is_conflict: bool,
}

impl<'a> Desk<'a> {
    fn former(&self) -> Former<'_, PlacementSettings> {
        let state = &self.visit.snapshot.state;
        Former {
            page: PLACEMENT,
            saw: state.placement_revision,
            versions: state.placement_versions.iter().map(AsRef::as_ref).collect(),
            changes: Box::new(changes),
            may: self.may,
        }
    }

    /// The page of what is set.
    pub fn of_state(visit: &'a Visit, said: Said) -> Self {
        Self {
            visit,
            fields: Cow::Owned(fields_of(&visit.snapshot.state.placement)),
            may: frame::may_set(visit),
            said,
            tried: None,
            is_conflict: false,
        }
    }

    /// The page of what is typed.
    pub fn of_fields(visit: &'a Visit, fields: &'a Fields, said: Said) -> Self {
        Self {
            fields: Cow::Borrowed(fields),
            ..Self::of_state(visit, said)
        }
    }

    /// The page of what is tried.
    pub fn of_trial(visit: &'a Visit, fields: &'a Fields, tried: PlacementSettings) -> Self {
        Self {
            tried: Some(tried),
            ..Self::of_fields(visit, fields, Said::Nothing)
        }
    }

    /// The page of what is typed beside what somebody else set meanwhile.
    pub fn of_conflict(visit: &'a Visit, fields: &'a Fields, said: Said) -> Self {
        let has_fields = fields.get("horizon").is_some();
        let desk = if has_fields {
            Self::of_fields(visit, fields, said)
        } else {
            Self::of_state(visit, said)
        };
        Self {
            is_conflict: has_fields,
            ..desk
        }
    }

    /// The revision the form has seen: with what somebody else set in front of them, that one.
    fn saw(&self) -> u64 {
        let now = self.visit.snapshot.state.placement_revision;
        let before = self.fields.get("saw").and_then(|it| it.parse().ok());
        before.filter(|_| !self.is_conflict).unwrap_or(now)
    }

    /// The page as an answer.
    pub fn answer(&self, status: StatusCode) -> Response {
        (status, self.page()).into_response()
    }

    fn page(&self) -> crate::layout::Page {
        let words = self.visit.words;
        let title = words.pick("Règles de placement", "Rules of placement");
        let rules = Rule::COUNT;
        let body = html! {
            h1 { (title) }
            (frame::said(&self.said))
            p.intro { (words.pick(
                format!("Chaque lit du territoire est jugé par ces {rules} règles, pour chaque demande. Une règle écarte le lit ou coûte des points ; le lit qui coûte le moins est proposé d’abord, avec ses raisons."),
                format!("Every bed of the territory is judged by these {rules} rules, for every request. A rule discards the bed or costs points; the bed that costs least is proposed first, with its reasons."),
            )) }
            @if !self.may { (frame::only_read(self.visit)) }
            form.rulesform method="post" action={ (PLACEMENT) "#essai" } {
                input type="hidden" name="saw" value=(self.saw());
                (rules::section(self))
                (parameters(self))
                (trial_section(self))
            }
            (history::section(self.visit, &self.former()))
        };
        frame::page(self.visit, PLACEMENT, title, &body)
    }
}

/// The name of a number, or of a rule, by its field.
pub fn parameter_name(words: &Words, field: &str) -> String {
    let name = match field {
        "horizon" => words.pick(
            "Horizon : un lit prêt plus tard n’est pas proposé (minutes)",
            "Horizon: a bed ready later is not proposed (minutes)",
        ),
        "menage" => words.pick(
            "Bionettoyage après une sortie (minutes)",
            "Cleaning after a departure (minutes)",
        ),
        "desinfection" => words.pick("Désinfection (minutes)", "Disinfection (minutes)"),
        "depart" => words.pick(
            "Heure de sortie quand seul le jour est connu",
            "Hour of departure when only the day is known",
        ),
        "ecart" => words.pick(
            "Écart d’âge entre voisins (ans)",
            "Gap of age between room-mates (years)",
        ),
        "nuits" => words.pick(
            "Nuits d’un séjour de durée inconnue",
            "Nights of a stay of unknown length",
        ),
        other => {
            return Rule::named(other)
                .map_or_else(|| other.to_owned(), |it| words.placement_rule(it).to_owned());
        }
    };
    name.to_owned()
}

fn parameters(desk: &Desk<'_>) -> Markup {
    let (visit, words) = (desk.visit, desk.visit.words);
    let settings = &visit.snapshot.state.settings;
    let has = |name: &'static str, value: &str| desk.fields.all(name).any(|it| it == value);
    html! {
        section.rules aria-labelledby="numbers" {
            h2 #numbers { (words.pick("Mesures", "Measures")) }
            fieldset disabled[!desk.may] {
                div.pairs {
                    @for field in NUMBERS {
                        label.field { span { (parameter_name(words, field)) } input type="number" name=(field) value=[desk.fields.get(field)] min="0" max="2880" required; }
                    }
                }
                div.tickrow role="group" aria-label=(words.pick("Équipement rare", "Rare equipment")) {
                    b { (words.pick("Équipement rare", "Rare equipment")) }
                    @for (it, _) in Attribute::ALL { label { input type="checkbox" name="rare" value=(it.word()) checked[has("rare", it.word())]; " " (words.attribute(it)) } }
                }
                div.tickrow role="group" aria-label=(words.pick("Germes à pression négative", "Germs that ask for negative pressure")) {
                    b { (words.pick("Germes à pression négative", "Germs that ask for negative pressure")) }
                    @for it in &settings.flow.germs { label { input type="checkbox" name="pression" value=(it.code) checked[has("pression", &it.code)]; " " (it.name.as_str()) } }
                }
                div.pairs {
                    @for it in settings.precautions.iter().filter(|it| !it.retired) { (precaution(desk, &it.code, &it.name)) }
                }
            }
            p.q { a.lnk href=(WARDS) { (words.pick("Ce que chaque service prend, et les distances entre sites", "What each ward takes, and the distances between sites")) } }
        }
    }
}

/// What a precaution asks of a room, and the sector of who has it.
fn precaution(desk: &Desk<'_>, code: &str, name: &str) -> Markup {
    let words = desk.visit.words;
    let (room, sector) = (format!("chambre_{code}"), format!("secteur_{code}"));
    let at = |field: &str| desk.fields.get(field).and_then(|it| it.parse::<usize>().ok());
    html! {
        div.duo role="group" aria-label=(name) {
            label.field { span { (name) " : " (words.pick("chambre", "room")) }
                select name=(room) { @for (place, it) in RoomNeed::ALL.into_iter().enumerate() { option value=(place) selected[at(&room).unwrap_or(0) == place] { (words.room_need(it)) } } }
            }
            label.field { span { (words.pick("secteur", "sector")) }
                select name=(sector) {
                    option value="" { "–" }
                    @for (place, it) in Sector::ALL.into_iter().enumerate() { option value=(place) selected[at(&sector) == Some(place)] { (words.sector(it)) } }
                }
            }
        }
    }
}

/// Trying and publishing what is typed.
fn trial_section(desk: &Desk<'_>) -> Markup {
    let (visit, words) = (desk.visit, desk.visit.words);
    if !desk.may {
        return html! {};
    }
    let waiting = trial::requests(visit);
    let chosen: Option<RequestId> = desk.fields.get("demande").and_then(|it| it.parse().ok());
    let shown = desk
        .tried
        .as_ref()
        .zip(chosen)
        .and_then(|(tried, request)| trial::panel(visit, request, tried));
    html! {
        section.card.essai #essai tabindex="-1" aria-labelledby="trial" {
            h2 #trial { (icon("hand-helping")) (words.pick("Essayer avant de publier", "Try before publishing")) }
            @if waiting.is_empty() {
                p.q { (words.pick("Aucune demande en attente que vous puissiez voir : rien à essayer.", "No waiting request that you may see: nothing to try with.")) }
            } @else {
                label.field {
                    span { (words.pick("Une demande en attente (sans nom)", "A waiting request (without its name)")) }
                    select name="demande" {
                        @for row in &waiting { option value=(row.request) selected[chosen == Some(row.request)] { (trial::said(visit, row)) } }
                    }
                }
            }
            p.acts {
                @if !waiting.is_empty() { button.btn.pri name="do" value="essayer" { (icon("play")) (words.pick("Essayer", "Try")) } }
                button.btn name="do" value="publier" formaction=(PLACEMENT) { (icon("check-check")) (words.pick("Publier", "Publish")) }
            }
            @if let Some(tried) = &desk.tried {
                @let differences = changes(words, &visit.snapshot.state.placement, tried);
                @if differences.is_empty() { p.q { (words.pick("Rien n’est changé dans les règles.", "Nothing is changed in the rules.")) } }
                @else { h3 { (words.pick("Ce qui serait publié", "What would be published")) } (history::list(&differences)) }
            }
            @if desk.is_conflict && let Ok(typed) = super::typed::settings(&visit.snapshot.state.placement, &desk.fields) {
                h3 { (words.pick("En vigueur maintenant → ce que vous avez saisi", "In force now → what you typed")) }
                (history::list(&changes(words, &visit.snapshot.state.placement, &typed)))
            }
            @if let Some(panel) = shown { div.trialout role="status" { (panel) } }
        }
    }
}
