//! The beds of the ward for a request: those that would do, to choose from, and the others with what stands in the way.

use domain::flow::placement::{Mark, Reason, Remark};
use domain::view::answering::{Offer, offers};
use maud::{Markup, html};

use super::Known;
use super::sheet::{Refused, address, seen};
use crate::icon::icon;
use crate::request::{reason, remarks};
use crate::visit::Visit;
use crate::words::Noun;

/// Choosing a bed: another one than the one that is named, or the one that was left to the ward.
pub fn other(visit: &Visit, known: &Known<'_>, refused: Option<&Refused>) -> Markup {
    let words = visit.words;
    let found = found(visit, known);
    let (fit, unfit): (Vec<&Offer>, Vec<&Offer>) =
        found.iter().filter(|it| !it.named).partition(|it| it.would_do());
    let named = known.row.asked.as_ref().is_some_and(|it| it.bed.is_some());
    let common = common(&fit);
    let typed = refused.and_then(|it| it.fields.get("lit")).unwrap_or_default();
    html! {
        section.do #autre {
            h2 { (icon("bed-single")) @if named { (words.pick("Autre lit du service", "Other bed of the ward")) } @else { (words.pick("Lit du service", "Bed of the ward")) } }
            form.beds method="post" action=(address(known)) data-live {
                (seen(known))
                @if fit.is_empty() { p.none { (words.pick("Aucun autre lit du service ne convient.", "No other bed of the ward would do.")) } }
                @if !named { (remarks(visit, common.iter().map(|it| (it.rule, it.mark, &it.why)))) }
                ul { @for (place, it) in fit.iter().enumerate() { (choice(visit, it, &common, typed, place == 0 && !named)) } }
                @if !fit.is_empty() {
                    p.row {
                        @if known.is_agreed() {
                            button.btn.pri name="acte" value="nommer" { (icon("bookmark-check")) (words.pick("Promettre ce lit", "Promise this bed")) }
                        } @else {
                            button.btn.pri name="acte" value="accepter_lit" { (icon("check")) (words.pick("Accepter dans ce lit", "Accept in this bed")) }
                            button.btn name="acte" value="proposer" { (words.pick("Le proposer à la cellule", "Offer it to the cell")) }
                        }
                    }
                }
            }
            @if !named && known.is_asked() {
                form method="post" action=(address(known)) data-live {
                    (seen(known))
                    button.btn name="acte" value="plus_tard" { (words.pick("Accepter, nommer le lit plus tard", "Accept, name the bed later")) }
                }
            }
            @if !unfit.is_empty() {
                details {
                    summary { (words.many(unfit.len(), words.pick(Noun("lit ne convient pas", "lits ne conviennent pas"), Noun("bed would not do", "beds would not do")))) }
                    ul.unfit { @for it in &unfit { li { b { (it.name) } (against(visit, it)) } } }
                }
            }
        }
    }
}

/// What is said of all of these beds alike: mostly what is to be said of the ward.
fn common(offers: &[&Offer]) -> Vec<Remark> {
    let Some((first, others)) = offers.split_first() else {
        return Vec::new();
    };
    let of_all = |it: &&Remark| others.iter().all(|other| other.found.remarks.contains(it));
    first.found.remarks.iter().filter(of_all).copied().collect()
}

/// A bed to choose, with what it costs beside what all of them cost.
fn choice(visit: &Visit, offer: &Offer, common: &[Remark], typed: &str, first: bool) -> Markup {
    let words = visit.words;
    let bed = offer.bed.to_string();
    let doubts: Vec<String> = offer
        .found
        .remarks
        .iter()
        .filter(|it| matches!(it.mark, Mark::Costs(_) | Mark::Unchecked) && !common.contains(it))
        // When it is ready is said beside its name.
        .filter(|it| !matches!(it.why, Reason::ReadyAt { .. }))
        .map(|it| reason(visit, &it.why))
        .collect();
    let ready = offer.found.ready.filter(|it| *it > visit.now);
    let (class, word) = match (ready, doubts.is_empty()) {
        (Some(at), _) => (
            "warn",
            format!(
                "{} {}",
                words.pick("prêt vers", "ready about"),
                words.soon(&visit.zone, visit.now, at)
            ),
        ),
        (None, true) => ("ok", words.pick("convient", "would do").to_owned()),
        (None, false) => ("ok", words.pick("libre", "free").to_owned()),
    };
    html! {
        li class=(class) {
            label {
                input type="radio" name="lit" value=(bed) required checked[bed == typed || (typed.is_empty() && first)];
                b { (offer.name) } span.tag { (word) }
                @if !doubts.is_empty() { span.why { (doubts.join(" · ")) } }
            }
        }
    }
}

/// What stands in the way of a bed.
pub fn against(visit: &Visit, offer: &Offer) -> Markup {
    let refusing = offer.found.remarks.iter().filter(|it| it.mark == Mark::Refuses);
    remarks(visit, refusing.map(|it| (it.rule, it.mark, &it.why)))
}

/// The same in one sentence.
pub fn against_said(visit: &Visit, offer: &Offer) -> String {
    let refusing = offer.found.remarks.iter().filter(|it| it.mark == Mark::Refuses);
    refusing
        .map(|it| reason(visit, &it.why))
        .collect::<Vec<_>>()
        .join(", ")
}

/// What the rules say of the bed that is named.
pub fn named(visit: &Visit, known: &Known<'_>) -> Markup {
    let found = found(visit, known);
    let named = found.iter().find(|it| it.named);
    html! {
        @if let Some(offer) = named { (remarks(visit, offer.found.remarks.iter().map(|it| (it.rule, it.mark, &it.why)))) }
    }
}

/// Every bed of the ward, judged for the request.
fn found(visit: &Visit, known: &Known<'_>) -> Vec<Offer> {
    let state = &visit.snapshot.state;
    offers(state, &visit.reserves, known.request, known.ward, visit.now)
}
