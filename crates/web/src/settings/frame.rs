//! What the pages of settings have in common: the way between them, who set a version and when, what is said on top.

use base::Moment;
use base::id::PersonId;
use domain::rights::{Action, Target};
use maud::{Markup, html};

use super::{CELL, HUB, PLACEMENT, THESAURUS, WARDS};
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, Place, page as whole};
use crate::visit::Visit;
use crate::words::Explained;

/// Whether the visitor may change what these pages show.
pub fn may_set(visit: &Visit) -> bool {
    visit
        .visitor
        .may(&visit.snapshot, Action::SetFlow, Target::Anywhere, visit.now)
}

/// A page of settings.
pub fn page(visit: &Visit, current: &str, title: &str, body: &Markup) -> Page {
    let words = visit.words;
    let pages = [
        (THESAURUS, words.pick("Thésaurus", "Thesaurus")),
        (PLACEMENT, words.pick("Règles de placement", "Rules of placement")),
        (WARDS, words.pick("Services et sites", "Wards and sites")),
        (CELL, words.pick("Cellule", "Flow cell")),
    ];
    let body = html! {
        main.plain.setpage #main tabindex="-1" {
            nav.setnav aria-label=(words.pick("Réglages", "Settings")) {
                @for (href, name) in pages {
                    a href=(href) aria-current=[(href == current).then_some("page")] { (name) }
                }
            }
            (body)
        }
    };
    whole(
        visit,
        &Frame {
            title,
            nav: Nav::Elsewhere,
            place: Some(Place {
                name: title,
                above: words.pick("Réglages", "Settings"),
                href: HUB,
            }),
            topics: String::new(),
            body,
        },
    )
}

/// What became of a form.
pub enum Said {
    /// None was sent.
    Nothing,
    /// It was done.
    Done(&'static str),
    /// It was not.
    Refused(Explained),
}

/// What became of a form, on top of the page.
pub fn said(said: &Said) -> Markup {
    html! {
        @match said {
            Said::Nothing => {}
            Said::Done(text) => { p.told.ok role="status" { (icon("check")) (text) } }
            Said::Refused(explained) => {
                div.told.no role="alert" { (icon("triangle-alert")) p { b { (explained.why) } " " (explained.next) } }
            }
        }
    }
}

/// Who set something; a name is only of somebody who works here.
pub fn person(visit: &Visit, by: Option<PersonId>) -> String {
    let words = visit.words;
    match by {
        None => words.studio.command_line.to_owned(),
        Some(person) => {
            let name = visit.snapshot.vault.person(person);
            name.map_or_else(|| words.studio.somebody.to_owned(), ToString::to_string)
        }
    }
}

/// Who and when: `Nora Brandt, lun. 23, 14:05`.
pub fn by_and_when(visit: &Visit, by: Option<PersonId>, at: Moment) -> String {
    let when = visit.words.day_and_hour(&visit.zone, visit.now, at);
    format!("{}, {when}", person(visit, by))
}

/// A line that says why nothing can be changed here.
pub fn only_read(visit: &Visit) -> Markup {
    html! {
        p.q.lock {
            (icon("lock"))
            (visit.words.pick(
                "Vous pouvez tout lire ici ; la cellule et les ambassadeurs peuvent changer ces réglages.",
                "You may read everything here; the cell and the ambassadors may change these settings.",
            ))
        }
    }
}
