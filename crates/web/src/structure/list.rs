//! `/structure`: every ward, discovered ones first, and what stands around them.

use base::text::folded;
use domain::state::State;
use domain::structure::Standing;
use domain::view::structure::{StructureView, WardStructure};
use maud::{Markup, html};

use super::parts::{Said, act, choice, kinds, line, said, standing};
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, page as whole};
use crate::visit::Visit;
use crate::words::Words;

/// The page.
pub fn page(visit: &Visit, state: &State, view: &StructureView, told: &Said) -> Page {
    let words = visit.words;
    let text = &words.structure;
    let body = html! {
        div.page.struct {
            main.list #main tabindex="-1" data-rows {
                h1 { (text.title) }
                p.intro { (text.intro) }
                (said(words, told))
                (to_confirm(words, view))
                @if view.wards.is_empty() {
                    section.notice { h2 { (text.none) } p { (text.none_advice) } }
                } @else {
                    (wards(words, state, view))
                }
            }
            aside.rail aria-label=(text.establishments) {
                (establishments(words, view))
                (loose_units(words, view))
                (import(words))
            }
        }
        script defer src=(crate::assets::url("js/list.js")) {}
    };
    whole(
        visit,
        &Frame {
            title: text.title,
            nav: Nav::Structure,
            place: None,
            topics: String::new(),
            body,
        },
    )
}

fn to_confirm(words: &Words, view: &StructureView) -> Markup {
    let text = &words.structure;
    let found = view
        .wards
        .iter()
        .filter(|ward| ward.standing == Standing::Discovered)
        .count();
    let found = u32::try_from(found).unwrap_or(u32::MAX);
    html! {
        @if found > 0 {
            form.todo method="post" action="/structure" {
                (icon("circle-question-mark"))
                p { b { (words.count(found, text.to_confirm)) } span { (text.confirm_all_why) } }
                (act("confirm-all", "", text.confirm_all))
            }
        }
    }
}

fn wards(words: &Words, state: &State, view: &StructureView) -> Markup {
    let text = &words.structure;
    let titles = [
        text.ward,
        text.code,
        text.site,
        text.specialty,
        text.units,
        text.beds,
        text.present,
        text.standing,
    ];
    html! {
        form.seek hidden data-scripted {
            label {
                (icon("search"))
                span.vh { (text.find) }
                input type="search" placeholder=(text.find_hint) maxlength="80" autocomplete="off"
                    data-narrow="[data-rows] .sr[data-text]" aria-keyshortcuts="/";
            }
        }
        div.grp role="table" aria-label=(text.wards) {
            div.sr.sr-h role="row" {
                @for title in titles { span role="columnheader" { (title) } }
                span role="columnheader" { span.vh { (text.open) } }
            }
            @for ward in &view.wards { (row(words, state, ward)) }
        }
    }
}

fn row(words: &Words, state: &State, ward: &WardStructure) -> Markup {
    let text = &words.structure;
    let site = ward
        .site
        .and_then(|id| state.site(id))
        .map_or(ward.establishment.as_str(), |site| site.name.as_str());
    let beds: usize = ward.rooms.iter().map(|(_, _, beds)| beds.len()).sum();
    let narrowed = folded(&format!("{} {} {site} {}", ward.name, ward.code, ward.specialty));
    html! {
        div.sr role="row" data-text=(narrowed) {
            span.wn role="rowheader" { a href={ "/structure/service/" (ward.ward) } { b { (ward.name) } } }
            span.num role="cell" { (ward.code) }
            span role="cell" { (site) }
            span role="cell" { (ward.specialty) }
            span.num.c role="cell" { (ward.units.len()) }
            span.num.c role="cell" { (beds) }
            span.num.c role="cell" { (ward.present) }
            span role="cell" { (standing(words, ward.standing)) }
            span.endc role="cell" {
                @if ward.standing == Standing::Discovered {
                    form method="post" action="/structure" {
                        input type="hidden" name="ward" value=(ward.ward);
                        button.btn.sm.pri name="do" value="confirm" aria-label={ (text.confirm) ", " (ward.name) } { (text.confirm) }
                    }
                }
            }
        }
    }
}

fn establishments(words: &Words, view: &StructureView) -> Markup {
    let text = &words.structure;
    let options = || {
        view.establishments
            .iter()
            .map(|it| (it.establishment.to_string(), it.name.as_str()))
    };
    html! {
        section {
            h2 { (icon("building-2")) (text.establishments) }
            @for it in &view.establishments {
                details.fold {
                    summary { b { (it.name) } (standing(words, it.standing)) }
                    form method="post" action="/structure" {
                        p.q { (words.pair(text.code, &it.code)) }
                        input type="hidden" name="establishment" value=(it.establishment);
                        (line(text.name, "name", &it.name, 250))
                        (act("establishment", "", text.rename))
                    }
                }
            }
            @if !view.establishments.is_empty() {
                details.fold {
                    summary { (icon("plus")) (text.add_site) }
                    form method="post" action="/structure" {
                        (choice(text.establishments, "establishment", None, options(), None))
                        (line(text.site_code, "code", "", 100))
                        (line(text.name, "name", "", 250))
                        (act("site", "", text.add))
                    }
                }
            }
        }
    }
}

fn loose_units(words: &Words, view: &StructureView) -> Markup {
    let text = &words.structure;
    let said: Vec<(String, String)> = view
        .units
        .iter()
        .map(|unit| {
            let kinds = kinds(words, unit.kinds);
            let parts = [unit.code.as_str(), unit.name.as_str(), kinds.as_str()];
            let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            (unit.unit.to_string(), said.join(" · "))
        })
        .collect();
    html! {
        @if !said.is_empty() {
            section {
                h2 { (icon("link")) (text.loose_units) " " span.cnt { (said.len()) } }
                p.none { (text.loose_why) }
                form.card method="post" action="/structure" {
                    (choice(text.unit, "unit", Some(text.no_ward), said.iter().map(|(id, said)| (id.clone(), said.as_str())), None))
                    (choice(text.to_ward, "ward", Some(text.no_ward), super::wards_of(view), None))
                    (act("unit", "", text.attach))
                }
            }
        }
    }
}

fn import(words: &Words) -> Markup {
    let text = &words.structure;
    html! {
        section {
            h2 { (icon("file-text")) (text.import) }
            p.none { (text.import_how) }
            pre { "chevet import structure FICHIER --dry-run\nchevet import structure FICHIER" }
        }
    }
}
