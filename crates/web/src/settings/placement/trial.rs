//! The trial: an open request, and how the first beds proposed for it change under what is typed.
//!
//! The ranking is a pure function of the state: it is asked twice, once with the settings in force, once with those
//! that are typed, and nothing is written. No name is shown here: a page of rules is read over the shoulder.

use std::sync::Arc;

use base::id::{BedId, RequestId};
use domain::flow::placement::{
    Beds, Mark, PlacementSettings, Question, Ranked, Remark, Shift, StatePromises, compare, explain, rank,
};
use domain::rights::{Action, Place, Target};
use domain::state::State;
use domain::view::answering::question;
use domain::view::board::bed_name;
use domain::view::queue::{RequestView, queue};
use maud::{Markup, html};

use crate::icon::icon;
use crate::visit::Visit;
use crate::words::Noun;
use crate::words::placement::Around;

/// How many beds are compared.
const TOP: usize = 5;

/// Most requests that can be chosen from.
const MOST: usize = 200;

/// The requests that wait, for whoever may see the whole queue.
pub fn requests(visit: &Visit) -> Vec<RequestView> {
    let everywhere = Target::Place(Place::Territory);
    if !visit
        .visitor
        .may(&visit.snapshot, Action::SeeQueue, everywhere, visit.now)
    {
        return Vec::new();
    }
    let mut rows = queue(&visit.snapshot.state, &visit.snapshot.vault, visit.now).rows;
    rows.truncate(MOST);
    rows
}

/// A request without its name: rank, reason, sex and age, where it comes from.
pub fn said(visit: &Visit, row: &RequestView) -> String {
    let words = visit.words;
    let reason = row.entry.as_ref().map(|(_, label)| label.to_string());
    let reason = reason.unwrap_or_else(|| words.pick("sans motif", "without an entry").to_owned());
    let mut parts = vec![format!("{}. {reason}", row.place.unwrap_or_default())];
    parts.push(words.sex(row.sex).to_owned());
    parts.extend(row.age.map(|it| words.age(it)));
    parts.push(words.origin_of_request(row.asker.origin).to_owned());
    parts.join(" · ")
}

fn beds(state: &State) -> Beds {
    Beds::of(state, &StatePromises(state))
}

/// The first beds before and after; nothing for a request that is not there.
pub fn panel(visit: &Visit, request: RequestId, typed: &PlacementSettings) -> Option<Markup> {
    let (words, state) = (visit.words, &visit.snapshot.state);
    let question = question(state, &visit.reserves, state.request(request)?, visit.now);
    let mut tried = state.clone();
    tried.placement = Arc::new(typed.clone());
    let (was, is) = (beds(state), beds(&tried));
    let (before, after) = (
        rank(&was, &question, visit.now, 0),
        rank(&is, &question, visit.now, 0),
    );
    let shifts = compare(&before, &after, TOP);
    let moved = shifts
        .iter()
        .filter(|it| it.before.map(|it| it.place) != it.after.map(|it| it.place))
        .count();
    Some(html! {
        p.moved {
            @if moved == 0 { (icon("check")) " " (words.pick("L’ordre des premiers lits ne change pas.", "The order of the first beds does not change.")) }
            @else { (icon("arrow-up-down")) " " b { (words.count(u32::try_from(moved).unwrap_or(u32::MAX), words.pick(Noun("lit change de place", "lits changent de place"), Noun("bed changes places", "beds change places")))) "." } }
            " " (words.pick(
                format!("Lits possibles : {} avant, {} après.", before.candidates, after.candidates),
                format!("Beds that will do: {} before, {} after.", before.candidates, after.candidates),
            ))
        }
        @if shifts.is_empty() { p.q { (words.pick("Aucun lit ne convient, ni avant ni après.", "No bed will do, neither before nor after.")) } }
        @else {
            div.wide tabindex="0" role="region" aria-label=(words.pick("Lits proposés avant et après", "Beds proposed before and after")) {
                table.ledger.trial {
                    thead { tr {
                        th { (words.pick("Lit", "Bed")) }
                        th { (words.pick("Avant", "Before")) }
                        th { (words.pick("Après", "After")) }
                        th { (words.pick("Ce qui change", "What changes")) }
                    } }
                    tbody {
                        @for shift in &shifts {
                            (row(visit, shift, &remarks(&was, &question, visit, shift.bed), &remarks(&is, &question, visit, shift.bed)))
                        }
                    }
                }
            }
        }
    })
}

fn remarks(beds: &Beds, question: &Question, visit: &Visit, bed: BedId) -> Vec<Remark> {
    explain(beds, question, bed, visit.now)
        .map(|it| it.remarks)
        .unwrap_or_default()
}

fn row(visit: &Visit, shift: &Shift, was: &[Remark], is: &[Remark]) -> Markup {
    let (words, state) = (visit.words, &visit.snapshot.state);
    let ward = state.ward_of_bed(shift.bed).and_then(|it| state.ward(it));
    let place = |it: Option<Ranked>| match it {
        Some(it) => format!("{} · {} points", it.place, it.points),
        None => words.pick("écarté", "discarded").to_owned(),
    };
    let (class, way) = match (shift.before, shift.after) {
        (None, Some(_)) => ("libre", words.pick("nouveau", "new")),
        (Some(_), None) => ("alerte", words.pick("sort", "leaves")),
        (Some(a), Some(b)) if b.place < a.place => ("libre", words.pick("monte", "rises")),
        (Some(a), Some(b)) if b.place > a.place => ("sortie", words.pick("descend", "falls")),
        _ => ("", words.pick("inchangé", "unchanged")),
    };
    html! {
        tr {
            th scope="row" { (bed_name(state, shift.bed).unwrap_or_default()) " " span.q { (ward.map_or("", |it| it.name.as_str())) } }
            td { (place(shift.before)) }
            td { b { (place(shift.after)) } " " span.tag.(class) { (way) } }
            td { (why(visit, was, is)) }
        }
    }
}

/// The rules that speak otherwise of the bed, with what they say after.
fn why(visit: &Visit, was: &[Remark], is: &[Remark]) -> Markup {
    let words = visit.words;
    // Nobody is named on this page.
    let nobody = |_| None;
    let around = Around {
        zone: &visit.zone,
        now: visit.now,
        name: &nobody,
    };
    let mark_in = |remarks: &[Remark], of: &Remark| -> Option<Mark> {
        remarks.iter().find(|it| it.rule == of.rule).map(|it| it.mark)
    };
    let said = |mark: Option<Mark>| {
        mark.map_or_else(
            || words.pick("ne joue pas", "is off").to_owned(),
            |it| words.mark(it),
        )
    };
    let gone = was
        .iter()
        .filter(|it| mark_in(is, it).is_none() && matches!(it.mark, Mark::Costs(_) | Mark::Refuses));
    let other = is.iter().filter(|it| {
        let before = mark_in(was, it);
        before != Some(it.mark) && matches!(it.mark, Mark::Costs(_) | Mark::Refuses)
    });
    html! {
        ul.whyc {
            @for it in other { li { (words.placement_reason(&it.why, &around)) " : " del { (said(mark_in(was, it))) } " → " ins { (said(Some(it.mark))) } } }
            @for it in gone { li { (words.placement_reason(&it.why, &around)) " : " del { (said(Some(it.mark))) } " → " ins { (said(None)) } } }
        }
    }
}
