//! The first of the rail: what the flow cell asks of the ward, and who was promised a bed in it.
//!
//! A yes to a named bed is one button here; everything else (another bed, a reason) opens beside the board, as a page
//! of its own without script.

use base::id::WardId;
use base::time::MINUTE;
use domain::flow::StageName;
use domain::view::board::WardBoard;
use domain::view::queue::{AskedView, RequestView};
use maud::{Markup, html};

use crate::hub::Piece;
use crate::icon::icon;
use crate::person;
use crate::request::{class, lasts, need_chips, source};
use crate::scene::Scene;

/// What the cell asks.
pub fn questions(scene: &Scene<'_>, board: &WardBoard) -> Markup {
    let words = scene.words;
    let asked = &board.flow.asked;
    let late = board.flow.late(scene.now);
    html! {
        section.asked #demandes tabindex="-1" {
            h2 { (icon("inbox")) (words.pick("Demandes de la cellule", "Requests of the cell")) @if !asked.is_empty() { " " span.cnt.overdue[late > 0] { (asked.len()) } } }
            @if asked.is_empty() { p.none { (words.pick("Aucune question en attente.", "No question is waiting.")) } }
            @for row in asked { @if let Some(question) = &row.asked { (card(scene, board.ward, row, question)) } }
        }
    }
}

/// Changes when a question comes, goes or changes, and not when a minute passes: what an open answer follows.
pub fn follows(board: &WardBoard) -> Markup {
    let flow = &board.flow;
    let said = flow
        .asked
        .iter()
        .chain(&flow.coming)
        .map(|it| format!("{}.{}.{}", it.request, it.revision, it.needs_revision))
        .collect::<Vec<_>>();
    html! { i #asked hidden data-v=(said.join(" ")) {} }
}

fn href(ward: WardId, row: &RequestView) -> String {
    format!("/service/{ward}/demande/{}", row.request)
}

fn card(scene: &Scene<'_>, ward: WardId, row: &RequestView, asked: &AskedView) -> Markup {
    let (words, href) = (scene.words, href(ward, row));
    let late = asked.answer_by <= scene.now;
    let said = person::name_said(scene, &row.name);
    html! {
        article.ask1.overdue[late] aria-label=(said) {
            p.h { (class(row)) a href=(href) data-drawer { (person::name(scene, &row.name)) } (person::sex_and_age_of(scene, row.sex, row.age)) }
            @if let Some((_, label)) = &row.entry { p.why { (label.as_str()) } }
            (need_chips(scene, row))
            p.src { (source(scene, row)) }
            p.src { (words.pick("Attend depuis", "Waits since")) " " b.red[row.rank.is_overdue()] { (words.lasting(row.rank.waited * MINUTE)) } " · " (words.pick("cible", "target")) " " (words.lasting(row.rank.target * MINUTE)) }
            p.prb { (icon("bed-double")) (proposed(scene, row, asked)) }
            p.by { (icon(if late { "triangle-alert" } else { "clock" })) (words.answer_by(scene.zone, scene.now, asked.answer_by)) @if asked.level > 0 { " · " (words.escalation(asked.level)) } }
            @if !scene.still {
                div.acts {
                    @if let Some((_, bed, _)) = &asked.bed {
                        form method="post" action=(href) data-live {
                            input type="hidden" name="vu" value=(row.revision);
                            input type="hidden" name="retour" value="tableau";
                            button.btn.pri.sm name="acte" value="accepter" aria-label={ (words.pick("Accepter", "Accept")) " " (said) ", " (words.board.bed) " " (bed) } { (words.pick("Accepter", "Accept")) }
                        }
                        a.btn.sm href={ (href) "#autre" } data-drawer aria-label={ (words.pick("Autre lit", "Other bed")) ", " (said) } { (words.pick("Autre lit", "Other bed")) }
                    } @else {
                        a.btn.pri.sm href={ (href) "#autre" } data-drawer aria-label={ (words.pick("Choisir un lit", "Choose a bed")) ", " (said) } { (words.pick("Choisir un lit", "Choose a bed")) }
                    }
                    a.btn.ghost.sm href={ (href) "#refuser" } data-drawer aria-label={ (words.pick("Refuser", "Refuse")) " " (said) } { (words.pick("Refuser…", "Refuse…")) }
                }
            }
        }
    }
}

/// The bed that is named, and whether it is ready; or that the ward is to name one.
fn proposed(scene: &Scene<'_>, row: &RequestView, asked: &AskedView) -> Markup {
    let words = scene.words;
    let ready = row.held.as_ref().is_some_and(|(.., hold)| hold.ready);
    html! {
        @match &asked.bed {
            Some((_, name, _)) => {
                (words.pick("Proposé :", "Proposed:")) " " b { (name) } " "
                @if ready { (words.pick("libre, prêt", "free, ready")) } @else { (words.pick("pas encore prêt", "not ready yet")) }
            }
            None => { (words.pick("Aucun lit nommé : au service de choisir", "No bed named: the ward chooses")) }
        }
    }
}

/// Who was promised a bed of the ward; nothing while nobody was.
pub fn coming(scene: &Scene<'_>, board: &WardBoard) -> Markup {
    let words = scene.words;
    let coming = &board.flow.coming;
    if coming.is_empty() {
        return html! {};
    }
    html! {
        section.due {
            h2 { (icon("bookmark-check")) (words.pick("Arrivées promises", "Promised arrivals")) " " span.cnt { (coming.len()) } }
            ul { @for row in coming { (arrival(scene, board.ward, row)) } }
        }
    }
}

fn arrival(scene: &Scene<'_>, ward: WardId, row: &RequestView) -> Markup {
    let (words, href) = (scene.words, href(ward, row));
    let hold = row.held.as_ref();
    let bed = hold.map_or("–", |(_, name, _)| name.as_str());
    let said = person::name_said(scene, &row.name);
    let comes = matches!(row.stage, StageName::Held | StageName::Ready | StageName::Moving);
    html! {
        li class=(step_class(row.stage)) {
            b { (bed) }
            div {
                p.h {
                    @if scene.still { (person::name(scene, &row.name)) } @else { a href=(href) data-drawer { (person::name(scene, &row.name)) } }
                    (person::sex_and_age_of(scene, row.sex, row.age))
                }
                small { (words.coming(row.stage, hold.map(|(.., it)| it.kind))) " " (hour(scene, row)) " · " (source(scene, row)) }
            }
            @if !scene.still {
                @if row.stage == StageName::Accepted {
                    a.btn.sm href={ (href) "#autre" } data-drawer aria-label={ (words.pick("Nommer le lit", "Name the bed")) ", " (said) } { (words.pick("Nommer le lit", "Name the bed")) }
                } @else if comes {
                    form method="post" action=(href) data-live {
                        input type="hidden" name="vu" value=(row.revision);
                        input type="hidden" name="retour" value="tableau";
                        button.btn.sm name="acte" value="arrivee" aria-label={ (words.pick("Arrivé", "Arrived")) ", " (said) } { (words.pick("Arrivé", "Arrived")) }
                    }
                }
            }
        }
    }
}

const fn step_class(stage: StageName) -> &'static str {
    match stage {
        StageName::Moving => "way",
        StageName::Ready => "rdy",
        _ => "",
    }
}

/// The hour that counts: when they left, since when they are ready, from and until when the bed is kept.
fn hour(scene: &Scene<'_>, row: &RequestView) -> String {
    let words = scene.words;
    let soon = |at| words.soon(scene.zone, scene.now, at);
    let since = |at: Option<base::Moment>| {
        at.map_or_else(String::new, |it| {
            format!("{} {}", words.pick("depuis", "since"), soon(it))
        })
    };
    match (row.stage, &row.held) {
        (StageName::Moving, _) => since(row.clocks.departed),
        (StageName::Ready, _) => since(row.clocks.patient_ready),
        (StageName::Held, Some((.., hold))) => lasts(scene, hold),
        _ => since(row.clocks.agreed),
    }
}

/// The count of questions in the bar of a phone: outside of the live region, and as live as the rest.
pub fn badge(scene: &Scene<'_>, board: &WardBoard) -> Piece {
    let count = board.flow.asked.len();
    let late = board.flow.late(scene.now) > 0;
    let words = scene.words;
    let html = html! {
        span #askn.askn.overdue[late] {
            @if count > 0 { b aria-hidden="true" { (count) } span.vh { ", " (words.questions(count)) } }
        }
    };
    Piece {
        id: "askn".to_owned(),
        html: html.into_string(),
    }
}

/// The same in the strip of the ward, on every view: the way to the questions.
pub fn call(scene: &Scene<'_>, board: &WardBoard) -> Markup {
    let count = board.flow.asked.len();
    let late = board.flow.late(scene.now) > 0;
    html! {
        @if count > 0 && !scene.still {
            a.call.overdue[late] href={ "/service/" (board.ward) "#demandes" } { (icon("inbox")) (scene.words.questions(count)) }
        }
    }
}
