//! The page: documents at the left, the board with the draft in the middle, options at the right.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::Snapshot;
use base::id::{PersonId, WardId};
use domain::board_config::{BoardConfig, HeadOf};
use domain::studio::{BoardChange, BoardDocument, BoardOption, Resolved, Scope, Shelf};
use domain::view::board::ward_board;
use maud::{Markup, html};

use super::{address, aside, cards, chosen};
use crate::fields::Fields;
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, Place, page as whole};
use crate::visit::Visit;
use crate::words::{Explained, Words};

/// What is said on top after a form.
pub enum Said {
    /// Nothing was sent.
    Nothing,
    /// The draft was kept.
    Drafted {
        /// How many colours of a file were left out, because their doctors are unknown here.
        unknown_doctors: u32,
    },
    /// A version is in force.
    Published,
    /// It was refused.
    Refused(Explained),
}

/// Everything that lies on the desk of whoever sets a board.
pub struct Desk<'a> {
    pub visit: &'a Visit,
    pub words: &'static Words,
    pub snapshot: &'a Arc<Snapshot>,
    pub scope: Scope,
    pub shelf: Shelf,
    /// The draft, or what is in force.
    pub document: BoardDocument,
    pub resolved: Resolved,
    pub said: Said,
    /// The ward that is looked at before following it.
    pub compared: Option<WardId>,
    typed: Option<&'a Fields>,
}

impl<'a> Desk<'a> {
    pub fn of(
        visit: &'a Visit,
        snapshot: &'a Arc<Snapshot>,
        scope: Scope,
        said: Said,
        typed: Option<&'a Fields>,
        compared: Option<WardId>,
    ) -> Self {
        let state = &snapshot.state;
        let shelf = state.boards.shelf(scope);
        let document = shelf.worked_on();
        let own = match scope {
            Scope::Ward(ward) => Some(ward),
            Scope::Territory => None,
        };
        let compared = compared.filter(|it| {
            own.is_some() && own != Some(*it) && state.ward(*it).is_some_and(|it| it.merged_into.is_none())
        });
        Self {
            visit,
            words: visit.words,
            snapshot,
            scope,
            resolved: state.resolve_board(scope, &document),
            shelf,
            document,
            said,
            compared,
            typed,
        }
    }

    /// What was typed in a field of the form that was refused.
    pub fn kept(&self, form: &str, field: &str) -> Option<&str> {
        let typed = self.typed.filter(|it| it.get("do") == Some(form))?;
        typed.get(field)
    }

    /// Whether the form that was sent last was about that option.
    pub fn is_about(&self, option: BoardOption) -> bool {
        let typed = self.typed.and_then(|it| it.get("option"));
        typed.and_then(chosen::option) == Some(option)
    }

    pub fn ward_name(&self, ward: WardId) -> String {
        let state = &self.snapshot.state;
        let known = state.surviving(ward).and_then(|it| state.ward(it));
        known.map_or_else(|| ward.to_string(), |it| it.name.to_string())
    }

    /// Doctors and specialties of the ward, and those that have a colour already.
    pub fn heads(&self) -> Vec<(HeadOf, String)> {
        let mut heads: BTreeMap<HeadOf, String> = BTreeMap::new();
        let vault = &self.snapshot.vault;
        for head in &self.resolved.config.heads {
            let name = match &head.of {
                HeadOf::Doctor(doctor) => vault
                    .practitioner(*doctor)
                    .map_or_else(|| doctor.to_string(), |it| it.family.to_string()),
                HeadOf::Specialty(name) => name.to_string(),
            };
            heads.insert(head.of.clone(), name);
        }
        if let Scope::Ward(ward) = self.scope
            && let Some(board) = ward_board(&self.snapshot.state, vault, ward, self.visit.now)
        {
            for it in &board.doctors {
                let of = HeadOf::Doctor(it.doctor.practitioner);
                heads.insert(of, it.doctor.name.clone());
            }
            for name in board.stays().filter_map(|it| it.specialty.clone()) {
                heads.insert(HeadOf::Specialty(name.clone()), name.to_string());
            }
        }
        heads.into_iter().collect()
    }

    /// In what an option differs, in words; nothing when it does not.
    pub fn difference(
        &self,
        option: BoardOption,
        before: &BoardConfig,
        after: &BoardConfig,
    ) -> Option<String> {
        let (before, after) = (before.setting(option), after.setting(option));
        (before != after).then(|| {
            let said = self.words.setting_diff(&before, &after);
            self.words.pair(self.words.board_option(option), said)
        })
    }

    fn person(&self, by: Option<PersonId>) -> String {
        match by {
            None => self.words.studio.command_line.to_owned(),
            Some(person) => {
                let name = self.snapshot.vault.person(person);
                name.map_or_else(|| self.words.studio.somebody.to_owned(), ToString::to_string)
            }
        }
    }

    /// What changes from one document to the next, in words: values that differ on the board, then what else was said.
    fn changes(&self, before: &BoardDocument, after: &BoardDocument) -> Vec<String> {
        let state = &self.snapshot.state;
        let (was, is) = (
            state.resolve_board(self.scope, before),
            state.resolve_board(self.scope, after),
        );
        let said = before.changes_to(after).into_iter().map(|change| {
            let option = match &change {
                BoardChange::Set(setting) => Some(setting.option()),
                BoardChange::Inherit(option) => Some(*option),
                BoardChange::Follow(_) | BoardChange::Lock(_) | BoardChange::Unlock(_) => None,
            };
            let differs = option.and_then(|it| self.difference(it, &was.config, &is.config));
            differs.unwrap_or_else(|| {
                self.words
                    .board_change(&change, |ward| Some(self.ward_name(ward)))
            })
        });
        said.collect()
    }
}

/// The page, or for our own script its changing part alone.
pub fn page(desk: &Desk<'_>) -> Page {
    let text = &desk.words.studio;
    let name = match desk.scope {
        Scope::Territory => text.everybody.to_owned(),
        Scope::Ward(ward) => desk.ward_name(ward),
    };
    let body = html! {
        div.page.studio #studio {
            (aside::aside(desk))
            main.desk #main tabindex="-1" {
                div.wardhead {
                    h1 { (name) ", " (text.title) }
                    @if let Scope::Ward(ward) = desk.scope {
                        p { a href={ "/service/" (ward) } { (desk.words.structure.board) } }
                    } @else {
                        p { (text.everybody_why) }
                    }
                }
                (said(desk))
                (first_steps(desk))
                (draft(desk))
                (preview(desk))
                (history(desk))
            }
            (cards::cards(desk))
        }
    };
    if desk.visit.part {
        return Page(body);
    }
    let href = match desk.scope {
        Scope::Territory => "/".to_owned(),
        Scope::Ward(ward) => format!("/service/{ward}"),
    };
    let title = format!("{name}, {}", text.title);
    whole(
        desk.visit,
        &Frame {
            title: &title,
            nav: Nav::Territory,
            place: Some(Place {
                name: &name,
                above: text.title,
                href: &href,
            }),
            topics: String::new(),
            body,
        },
    )
}

fn said(desk: &Desk<'_>) -> Markup {
    let text = &desk.words.studio;
    html! {
        @match &desk.said {
            Said::Nothing => {}
            Said::Drafted { unknown_doctors: 0 } => { p.told.ok role="status" { (icon("check")) (text.done) } }
            Said::Drafted { unknown_doctors } => {
                p.told.ok role="status" { (icon("check")) (text.done) " " (unknown_doctors) " " (desk.words.form(*unknown_doctors, text.unknown_doctors)) }
            }
            Said::Published => { p.told.ok role="status" { (icon("check-check")) (text.published) } }
            Said::Refused(explained) => {
                div.told.no role="alert" { (icon("triangle-alert")) p { b { (explained.why) } " " (explained.next) } }
            }
        }
    }
}

/// For a ward that never set anything: where to begin.
fn first_steps(desk: &Desk<'_>) -> Markup {
    let text = &desk.words.studio;
    let untouched = desk.shelf.versions.is_empty() && desk.shelf.draft.is_none();
    let anchors = [BoardOption::ColourBy, BoardOption::Slots].map(chosen::word);
    html! {
        @if untouched && desk.scope != Scope::Territory {
            section.first aria-label=(text.first) {
                h2 { (text.first) }
                ol {
                    @for (place, step) in text.first_steps.iter().enumerate() {
                        li {
                            @match anchors.get(place) {
                                Some(option) => { a href={ "#opt-" (option) } { (step) } }
                                None => { a href="#draft" { (step) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn draft(desk: &Desk<'_>) -> Markup {
    let (words, text) = (desk.words, &desk.words.studio);
    let Some(draft) = &desk.shelf.draft else {
        return html! { section.draft.none #draft { p.q { (icon("check")) " " (text.no_draft) } } };
    };
    let changes = desk.changes(&desk.shelf.published(), &draft.document);
    let when = words.lately(&desk.visit.zone, desk.visit.now, draft.at);
    html! {
        section.draft #draft aria-label=(text.draft) {
            div {
                h2 { (icon("pencil")) (text.draft) span.q { (desk.person(draft.by)) ", " (when) } }
                @if draft.from < desk.shelf.current() { p.q { (icon("circle-alert")) " " (text.outdated) } }
                p { (text.would_change) }
                ul.diff { @for it in &changes { li { (it) } } }
            }
            (cards::form(desk, None, &html! {
                p.acts {
                    button.btn.pri name="do" value="publish" { (icon("check-check")) (text.publish) }
                    button.btn name="do" value="discard" { (icon("trash-2")) (text.discard) }
                }
            }))
        }
    }
}

fn preview(desk: &Desk<'_>) -> Markup {
    let text = &desk.words.studio;
    let Scope::Ward(_) = desk.scope else {
        return html! {};
    };
    let href = format!("{}/apercu", address(desk.scope));
    html! {
        section.seen {
            h2 { (text.preview) a.q href=(href) { (text.preview_alone) } }
            div.shot inert { iframe title=(text.preview) src={ (href) "?v=" (desk.shelf.revision) } tabindex="-1" {} }
        }
    }
}

fn history(desk: &Desk<'_>) -> Markup {
    let (words, text) = (desk.words, &desk.words.studio);
    let versions: Vec<_> = (1_u32..).zip(&desk.shelf.versions).collect();
    let current = desk.shelf.current();
    html! {
        section.hist aria-label=(text.history) {
            h2 { (icon("history")) (text.history) }
            @if versions.is_empty() { p.q { (text.no_version) } }
            ol {
                @for (number, version) in versions.iter().rev() {
                    @let before = desk.shelf.version(number - 1).unwrap_or_default();
                    li {
                        p {
                            b { (number) } " "
                            @if *number == current { span.tag.libre { (text.in_force) } " " }
                            (desk.person(version.by)) ", " (words.day_and_hour(&desk.visit.zone, desk.visit.now, version.at))
                            @if let Some(former) = version.restores { " " (icon("rotate-ccw")) " " (former) }
                        }
                        ul.diff { @for it in desk.changes(&before, &version.document) { li { (it) } } }
                        @if *number != current { (revert(desk, *number)) }
                    }
                }
                @if !versions.is_empty() {
                    li { p { b { "0" } " " (text.origin_version) } (revert(desk, 0)) }
                }
            }
        }
    }
}

fn revert(desk: &Desk<'_>, version: u32) -> Markup {
    let text = &desk.words.studio;
    cards::form(
        desk,
        None,
        &html! {
            button.btn.sm name="do" value={ "revert=" (version) } aria-label={ (text.revert) ", " (version) } { (icon("rotate-ccw")) (text.revert) }
        },
    )
}
