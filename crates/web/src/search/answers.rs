//! The answers as lines: what each says, and where it leads.

use base::id::{BedId, StayId, WardId};
use domain::bed::Hygiene;
use domain::view::board::{Face, ShownName, StayView};
use domain::view::search::{BedFound, DoctorFound, PersonFound, Place, WardFound, Whereabouts};
use maud::{Markup, html};

use super::commands::{Command, Does};
use crate::icon::icon;
use crate::person;
use crate::scene::Scene;

/// One line of the list.
pub(super) struct Line {
    /// Its icon.
    pub symbol: &'static str,
    /// What it says first, in bold or not.
    pub title: Markup,
    /// What it says below or beside.
    pub under: Markup,
    /// What it does.
    pub does: LineDoes,
    /// The keys that do the same.
    pub keys: &'static str,
}

/// What choosing a line does.
pub(super) enum LineDoes {
    /// Leads to a page, perhaps to a tile on it.
    Go(String),
    /// Opens the drawer over the current screen.
    Drawer(String),
    /// Opens a dialog.
    Ask(&'static str),
    /// Sends the form of that id.
    Send(&'static str),
}

/// The tile of a bed on the board of its ward.
fn tile_of(ward: WardId, bed: BedId) -> String {
    format!("/service/{ward}#{bed}")
}

/// A patient: to the tile for somebody who is there, to the drawer for anybody else.
pub(super) fn person(scene: &Scene<'_>, found: &PersonFound) -> Line {
    let words = scene.words;
    let drawer = || LineDoes::Drawer(format!("/sejour/{}", found.stay));
    let (symbol, under, does) = match &found.whereabouts {
        Whereabouts::Present { place, on_leave } => {
            let does = match (&place.ward, &place.bed) {
                (Some((ward, _)), Some((bed, _))) => LineDoes::Go(tile_of(*ward, *bed)),
                (Some((ward, _)), None) => LineDoes::Go(card_of(*ward, found.stay)),
                (None, _) => drawer(),
            };
            let under = html! {
                (self::place(scene, place, true))
                @if *on_leave { span.tag { (words.search.on_leave) } }
            };
            ("bed-single", under, does)
        }
        Whereabouts::Expected { at, place } => {
            let under = html! {
                span.tag.reserve { (words.search.expected) " " (words.day_and_hour(scene.zone, scene.now, *at)) }
                (self::place(scene, place, false))
            };
            ("log-in", under, drawer())
        }
        Whereabouts::Left { at, place } => {
            let said = match at {
                Some(at) => words.left_on(scene.zone, scene.now, *at),
                None => words.search.left_once.to_owned(),
            };
            (
                "log-out",
                html! { span.tag { (said) } (self::place(scene, place, false)) },
                drawer(),
            )
        }
    };
    let title = html! {
        span.nm { (person::name(scene, &found.name)) }
        @if found.name != ShownName::Masked { (person::sex_and_age_of(scene, found.sex, found.age)) }
        @if let Some(birth) = found.birth { small { (words.born(found.sex, birth)) } }
        @if let Some(family) = &found.birth_family { small { "(" (family.to_uppercase()) ")" } }
        @if found.homonym { span.tag.sortie { (icon("users")) (words.search.homonym) } }
        @if found.guess { small.q { "≈ " (words.search.guess) } }
    };
    Line {
        symbol,
        title,
        under,
        does,
        keys: "",
    }
}

/// The card of somebody without a bed, on the board of their ward.
fn card_of(ward: WardId, stay: StayId) -> String {
    format!("/service/{ward}#{stay}")
}

/// `Bel-Orme · Cardiologie B · lit 402 F`.
fn place(scene: &Scene<'_>, place: &Place, present: bool) -> Markup {
    let words = scene.words;
    html! {
        span.pl {
            @if let Some(site) = &place.site { (site.as_str()) " · " }
            @match &place.ward {
                Some((_, ward)) => { b { (ward.as_str()) } }
                None => { @if present { (words.search.no_ward) } }
            }
            @match (&place.bed, present && place.ward.is_some()) {
                (Some((_, bed)), _) => { " · " (words.board.bed) " " b { (bed) } }
                (None, true) => { " · " (words.search.no_bed) }
                (None, false) => {}
            }
        }
    }
}

/// A bed, and who is in it.
pub(super) fn bed(scene: &Scene<'_>, found: &BedFound) -> Line {
    let words = scene.words;
    let ward = found.place.ward.as_ref();
    let title = html! {
        b { (found.tile.name) }
        span.pl {
            @if let Some((_, ward)) = ward { (ward.as_str()) }
            @if let Some(site) = &found.place.site { small { " · " (site.as_str()) } }
        }
    };
    let does = match ward {
        Some((ward, _)) => LineDoes::Go(tile_of(*ward, found.tile.bed)),
        None => LineDoes::Drawer(format!("/lit/{}", found.tile.bed)),
    };
    let face = &found.tile.face;
    let (class, said) = match face {
        Face::Occupied(_) => ("", words.board.is_occupied),
        Face::OnLeave { .. } => ("", words.board.is_on_leave),
        Face::Disputed(_) => ("alerte", words.board.is_disputed),
        Face::Reserved(_) | Face::Promised => ("reserve", words.board.is_reserved),
        Face::Free { .. } => ("libre", words.board.is_free),
        Face::ToClean {
            contaminated: true, ..
        } => ("menage", words.hygiene(Hygiene::Contaminated)),
        Face::ToClean { .. } => ("menage", words.hygiene(Hygiene::ToClean)),
        Face::Cleaning { .. } => ("menage", words.hygiene(Hygiene::Cleaning)),
        Face::Closed { .. } => ("", words.board.is_closed),
    };
    let under = html! {
        span class={ "tag " (class) } { (said) }
        @for stay in face.stays() { (occupant(scene, stay)) }
    };
    Line {
        symbol: "bed-double",
        title,
        under,
        does,
        keys: "",
    }
}

/// Who is in a bed: without a name when their presence is to be kept quiet.
fn occupant(scene: &Scene<'_>, stay: &StayView) -> Markup {
    let quiet = stay.confidential || stay.name == ShownName::Masked;
    let name = if quiet { &ShownName::Masked } else { &stay.name };
    html! {
        span.nm { (person::name(scene, name)) }
        @if !quiet { (person::sex_and_age(scene, stay)) }
    }
}

pub(super) fn ward(found: &WardFound) -> Line {
    Line {
        symbol: "layout-grid",
        title: html! { b { (found.name.as_str()) } },
        under: html! { @if let Some(site) = &found.site { span.pl { (site.as_str()) } } },
        does: LineDoes::Go(format!("/service/{}", found.ward)),
        keys: "",
    }
}

pub(super) fn site(scene: &Scene<'_>, site: base::id::SiteId, name: &str) -> Line {
    Line {
        symbol: "building-2",
        title: html! { b { (name) } },
        under: html! { span.pl { (scene.words.common.territory) } },
        does: LineDoes::Go(format!("/#{site}")),
        keys: "",
    }
}

/// A doctor in a ward: to its board, with the others dimmed.
pub(super) fn doctor(scene: &Scene<'_>, found: &DoctorFound) -> Line {
    Line {
        symbol: "stethoscope",
        title: html! { b { (found.name) } },
        under: html! { span.pl { (scene.words.patients_in(&found.ward_name, found.patients)) } },
        does: LineDoes::Go(format!("/service/{}#f-{}", found.ward, found.doctor)),
        keys: "",
    }
}

pub(super) fn lately(ward: WardId, name: &str) -> Line {
    Line {
        symbol: "history",
        title: html! { b { (name) } },
        under: html! {},
        does: LineDoes::Go(format!("/service/{ward}")),
        keys: "",
    }
}

pub(super) fn command(command: &Command) -> Line {
    Line {
        symbol: command.symbol,
        title: html! { (command.title) },
        under: html! {},
        does: match &command.does {
            Does::Go(href) => LineDoes::Go(href.clone()),
            Does::Ask(href) => LineDoes::Ask(href),
            Does::Send(form) => LineDoes::Send(form),
        },
        keys: command.keys,
    }
}
