//! The page: lists first, then delays, then the rank, then the reserve, then what was set before.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::flow::{FlowSettings, ListName};
use maud::{Markup, html};

use super::super::CELL;
use super::super::frame::{self, Said};
use super::super::history::{self, Changes, Former};
use super::changes::{changes, numbers};
use super::{lists, parts};
use crate::fields::Fields;
use crate::visit::Visit;

/// What lies on the desk of whoever sets the flow.
pub struct Desk<'a> {
    pub visit: &'a Visit,
    /// Whether it may be changed.
    pub may: bool,
    /// What was typed in the part that was sent.
    typed: Option<&'a Fields>,
    /// What is wrong: the name of a field or of a part, and why.
    pub faults: Vec<(String, String)>,
    /// In what the settings that somebody else set differ from what was typed.
    pub differences: Option<Changes>,
    said: Said,
    numbers: Vec<(&'static str, String)>,
}

impl<'a> Desk<'a> {
    fn former(&self) -> Former<'_, FlowSettings> {
        let state = &self.visit.snapshot.state;
        Former {
            page: CELL,
            saw: state.settings_revision,
            versions: state.flow_versions.iter().map(AsRef::as_ref).collect(),
            changes: Box::new(changes),
            may: self.may,
        }
    }

    pub fn of(visit: &'a Visit, typed: Option<&'a Fields>, said: Said) -> Self {
        Self {
            visit,
            may: frame::may_set(visit),
            typed,
            faults: Vec::new(),
            differences: None,
            said,
            numbers: numbers(&visit.snapshot.state.settings.flow),
        }
    }

    /// What was typed, when that part was sent.
    pub fn typed(&self, part: &str) -> Option<&'a Fields> {
        self.typed.filter(|it| it.get("part") == Some(part))
    }

    /// What a number says: what was typed when its part was sent, else what is set.
    pub fn number(&self, part: &str, field: &str) -> String {
        if let Some(typed) = self.typed(part) {
            return typed.get(field).unwrap_or_default().to_owned();
        }
        let found = self.numbers.iter().find(|(name, _)| *name == field);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    }

    /// What is wrong with a field or a part.
    pub fn fault(&self, field: &str) -> Option<&str> {
        let found = self.faults.iter().find(|(name, _)| name == field);
        found.map(|(_, said)| said.as_str())
    }

    /// A form of a part: what it has seen, what it holds, its faults.
    pub fn part(&self, part: &str, title: &str, body: &Markup) -> Markup {
        let words = self.visit.words;
        let saw = self.visit.snapshot.state.settings_revision;
        let is_sent = self.typed(part).is_some();
        // A part that comes back for a fault has seen no more than before.
        let before = self
            .typed(part)
            .and_then(|it| it.get("saw"))
            .and_then(|it| it.parse().ok());
        let saw = before.filter(|_| self.differences.is_none()).unwrap_or(saw);
        html! {
            section.setpart id=(part) aria-labelledby={ "t-" (part) } {
                h2 id={ "t-" (part) } { (title) }
                @if let Some(said) = self.fault(part) { p.bad role="alert" { (said) } }
                @if is_sent && let Some(differences) = &self.differences {
                    div.setconf {
                        h3 { (words.pick("En vigueur maintenant → ce que vous avez saisi", "In force now → what you typed")) }
                        @if differences.is_empty() { p.q { (words.pick("Aucune différence.", "No difference.")) } } @else { (history::list(differences)) }
                    }
                }
                form method="post" action={ (CELL) "#" (part) } {
                    input type="hidden" name="saw" value=(saw);
                    input type="hidden" name="part" value=(part);
                    (body)
                }
            }
        }
    }

    /// The page as an answer.
    pub fn answer(&self, status: StatusCode) -> Response {
        let words = self.visit.words;
        let title = words.pick("Cellule", "Flow cell");
        let body = html! {
            h1 { (words.pick("Réglages de la cellule", "Settings of the flow cell")) }
            (frame::said(&self.said))
            p.intro { (words.pick(
                "Chaque partie s’enregistre seule et compte aussitôt. Un mot retiré n’est plus proposé ; le journal qui le porte le lit toujours.",
                "Each part is saved by itself and counts at once. A retired word is no longer offered; the journal that bears it still reads it.",
            )) }
            @if !self.may { (frame::only_read(self.visit)) }
            div.setlists { @for name in ListName::ALL { (lists::list(self, name)) } }
            (parts::reservations(self))
            (parts::questions(self))
            (parts::ranking(self))
            (parts::reserve(self))
            (history::section(self.visit, &self.former()))
        };
        (status, frame::page(self.visit, CELL, title, &body)).into_response()
    }
}
