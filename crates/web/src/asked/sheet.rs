//! The request as the ward reads it, and the forms of its answer.

use base::time::MINUTE;
use domain::flow::{Outcome, StageName};
use domain::view::board::bed_name;
use domain::view::queue::AskedView;
use maud::{Markup, html};

use super::{Known, beds};
use crate::fields::Fields;
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, Place, page};
use crate::person;
use crate::request::{class, need_chips, source};
use crate::visit::Visit;
use crate::words::Explained;

/// An answer that was not taken: why, what it was, and what was typed.
pub struct Refused {
    /// Why, and what to do next.
    pub why: Explained,
    /// What was answered, in words; none where it has no other to be compared with.
    pub mine: Option<String>,
    /// What was typed.
    pub fields: Fields,
}

/// The sheet: the content of the drawer for our own script, else a page.
pub fn answer(visit: &Visit, known: &Known<'_>, refused: Option<&Refused>) -> Page {
    let body = html! { article.sheet { (head(visit, known)) (said(visit, known, refused)) (forms(visit, known, refused)) } };
    if visit.part {
        let href = address(known);
        // While somebody chooses, the sheet stays as it is: what changed meanwhile is said when they answer, beside what
        // they chose. Once there is nothing to choose it follows the board.
        let follows = if known.is_asked() || known.is_agreed() {
            ""
        } else {
            "asked"
        };
        return Page(html! { div #drawer-body data-href=(href) data-about=(follows) { (body) } });
    }
    let ward = visit
        .snapshot
        .state
        .ward(known.ward)
        .map_or("", |it| it.name.as_str());
    let href = format!("/service/{}", known.ward);
    let place = Place {
        name: ward,
        above: visit.words.drawer.see_board,
        href: &href,
    };
    page(
        visit,
        &Frame {
            title: visit.words.pick("Répondre à la cellule", "Answer the cell"),
            nav: Nav::Territory,
            place: Some(place),
            topics: String::new(),
            body: html! { main.plain #main { (body) } },
        },
    )
}

/// The address of the request, for that ward.
pub fn address(known: &Known<'_>) -> String {
    format!("/service/{}/demande/{}", known.ward, known.row.request)
}

fn head(visit: &Visit, known: &Known<'_>) -> Markup {
    let (scene, words, row) = (visit.scene(), visit.words, &known.row);
    if !known.is_current(visit) {
        return html! { header { h1 #drawer-title { (words.pick("Demande traitée", "Request dealt with")) } p.lead { (standing(visit, known)) } } };
    }
    html! {
        header {
            h1 #drawer-title { (class(row)) span { (person::name(&scene, &row.name)) } (person::sex_and_age_of(&scene, row.sex, row.age)) }
            p.lead { (source(&scene, row)) }
            @if let Some((_, label)) = &row.entry { p { b { (label.as_str()) } } }
            (need_chips(&scene, row))
            p { (words.pick("Attend depuis", "Waits since")) " " b.red[row.rank.is_overdue()] { (words.lasting(row.rank.waited * MINUTE)) } ", " (words.pick("cible", "target")) " " (words.lasting(row.rank.target * MINUTE)) }
        }
    }
}

/// Where the request stands; over it, why the last answer was not taken, beside what was answered.
fn said(visit: &Visit, known: &Known<'_>, refused: Option<&Refused>) -> Markup {
    let words = visit.words;
    html! {
        @if let Some(refused) = refused {
            div.refusal role="alert" {
                b { (refused.why.why) } span { (refused.why.next) }
                @if let Some(mine) = &refused.mine {
                    dl.facts { dt { (words.pick("Votre réponse", "Your answer")) } dd { (mine) } dt { (words.pick("Maintenant", "Now")) } dd { (standing(visit, known)) } }
                }
            }
        }
        @if known.is_current(visit) && refused.is_none_or(|it| it.mine.is_none()) {
            @match &known.row.asked {
                Some(asked) if known.is_asked() => { (question(visit, asked)) }
                _ => { p.standing { (icon("check")) (standing(visit, known)) } }
            }
        }
    }
}

fn question(visit: &Visit, asked: &AskedView) -> Markup {
    let words = visit.words;
    let late = asked.answer_by <= visit.now;
    html! {
        p.by.overdue[late] {
            (icon(if late { "triangle-alert" } else { "clock" }))
            span {
            (words.answer_by(&visit.zone, visit.now, asked.answer_by))
            @if asked.level > 0 { " · " (words.escalation(asked.level)) }
            @if let Some(rises) = asked.rises_at.filter(|_| late) { " · " (words.pick("relance suivante à", "next reminder at")) " " (words.soon(&visit.zone, visit.now, rises)) }
            " · " (words.pick("sans réponse à", "unanswered at")) " " (words.soon(&visit.zone, visit.now, asked.lapses_at)) (words.pick(", la demande retourne à la cellule", ", the request goes back to the cell"))
            }
        }
    }
}

/// Where the request stands for this ward, in one sentence.
pub fn standing(visit: &Visit, known: &Known<'_>) -> String {
    let (words, state, row) = (visit.words, &visit.snapshot.state, &known.row);
    let bed = row.held.as_ref().map_or("", |(_, name, _)| name.as_str());
    if known.is_asked() {
        return match bed {
            "" => words
                .pick(
                    "La cellule demande un lit au service.",
                    "The cell asks the ward for a bed.",
                )
                .to_owned(),
            bed => words.pick(
                format!("La cellule demande le lit {bed}."),
                format!("The cell asks for bed {bed}."),
            ),
        };
    }
    if known.is_agreed() {
        return words
            .pick(
                "Acceptée, le lit est à nommer.",
                "Agreed, the bed is to be named.",
            )
            .to_owned();
    }
    if known.is_promised(visit) {
        let step = words.coming(row.stage, row.held.as_ref().map(|(.., it)| it.kind));
        let owner = row.held.as_ref().and_then(|(.., it)| it.owner_name.as_ref());
        let by = owner.map_or_else(String::new, |name| format!(" ({name})"));
        return words.pick(
            format!("Lit {bed} : {step}{by}."),
            format!("Bed {bed}: {step}{by}."),
        );
    }
    let last = row.answers.iter().rev().find(|it| it.ward == known.ward);
    let Some(last) = last else {
        return words.request_stage(row.stage).to_owned();
    };
    let reason = |code: &base::Code| {
        let list = &state.settings.flow.refusals;
        list.iter()
            .find(|it| it.code == *code)
            .map_or_else(|| code.to_string(), |it| it.name.to_string())
    };
    let bed = |bed| bed_name(state, bed).unwrap_or_default();
    let outcome = words.outcome_of_asking(&last.outcome, reason, bed);
    let at = words.soon(&visit.zone, visit.now, last.at);
    // A yes that no longer holds: the cell gave another bed, or the bed went to somebody else.
    let since = match last.outcome {
        Outcome::Accepted if row.stage == StageName::Placed => {
            words.pick(", patient arrivé", ", patient arrived")
        }
        Outcome::Accepted => words.pick(
            ", depuis la demande a suivi un autre chemin",
            ", since then the request went another way",
        ),
        _ => "",
    };
    format!("{at} : {outcome}{since}.")
}

fn forms(visit: &Visit, known: &Known<'_>, refused: Option<&Refused>) -> Markup {
    html! {
        @if known.is_asked() {
            (yes(visit, known))
            (beds::other(visit, known, refused))
            (no(visit, known, refused))
        } @else if known.is_agreed() {
            (beds::other(visit, known, refused))
        } @else if known.is_promised(visit) {
            (arrived(visit, known))
        } @else {
            p.links { a.btn href={ "/service/" (known.ward) } { (visit.words.drawer.see_board) } }
        }
    }
}

/// The hidden fields of every answer.
pub fn seen(known: &Known<'_>) -> Markup {
    html! { input type="hidden" name="vu" value=(known.row.revision); }
}

/// Yes to the bed that is named; without one, yes, and the bed is named later.
fn yes(visit: &Visit, known: &Known<'_>) -> Markup {
    let words = visit.words;
    let named = known.row.asked.as_ref().and_then(|it| it.bed.as_ref());
    let Some((_, bed, _)) = named else { return html! {} };
    let ready = known.row.held.as_ref().is_some_and(|(.., hold)| hold.ready);
    html! {
        section.do {
            h2 { (icon("bed-double")) (words.pick("Lit proposé", "Proposed bed")) " " (bed) @if ready { " " span.tag.libre { (words.pick("Libre, prêt", "Free, ready")) } } }
            (beds::named(visit, known))
            form method="post" action=(address(known)) data-live {
                (seen(known))
                button.btn.pri name="acte" value="accepter" { (icon("check")) (words.pick("Accepter dans le lit", "Accept in bed")) " " (bed) }
            }
        }
    }
}

/// No, for a reason of the hospital's list.
fn no(visit: &Visit, known: &Known<'_>, refused: Option<&Refused>) -> Markup {
    let words = visit.words;
    let typed = refused.and_then(|it| it.fields.get("motif")).unwrap_or_default();
    html! {
        section.do #refuser {
            h2 { (icon("x")) (words.pick("Refuser", "Refuse")) }
            form method="post" action=(address(known)) data-live {
                (seen(known))
                label.field { span { (words.pick("Motif", "Reason")) }
                    select name="motif" required {
                        option value="" { (words.pick("Choisir…", "Choose…")) }
                        @for it in visit.snapshot.state.settings.flow.refusals.iter().filter(|it| !it.retired) { option value=(it.code) selected[typed == it.code.as_str()] { (it.name.as_str()) } }
                    }
                }
                button.btn.bad name="acte" value="refuser" { (words.pick("Refuser", "Refuse")) }
            }
            p.q { (words.pick("La demande retourne à la cellule, avec votre motif et votre nom.", "The request goes back to the cell, with your reason and your name.")) }
        }
    }
}

fn arrived(visit: &Visit, known: &Known<'_>) -> Markup {
    let words = visit.words;
    let comes = matches!(
        known.row.stage,
        StageName::Held | StageName::Ready | StageName::Moving
    );
    html! {
        @if comes {
            section.do {
                form method="post" action=(address(known)) data-live {
                    (seen(known))
                    button.btn.pri name="acte" value="arrivee" { (icon("log-in")) (words.pick("Le patient est arrivé", "The patient has arrived")) }
                }
            }
        }
    }
}
