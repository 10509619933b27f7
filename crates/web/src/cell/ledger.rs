//! How a request was decided: `/cellule/demande/{request}/decisions`. Its rank at any past instant with every point, and
//! each decision with the ranking it was taken from, replayed from the journal to show that it comes out the same.

use app::{App, Failure};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::Moment;
use base::id::RequestId;
use domain::event::Event;
use domain::flow::placement::{Choice, PlacementChanged, PlacementRecord, rank};
use domain::flow::{HoldChange, Rank, Ranking, RequestChange};
use domain::view::board::bed_name;
use domain::view::queue::{RequestView, waits};
use maud::{Markup, html};
use store::{Seq, codec};

use super::chosen::{self, reason};
use super::proposed::beds;
use crate::Web;
use crate::icon::icon;
use crate::layout::{Frame, Nav, Place, page};
use crate::person;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::when::{of_past_field, to_field};

/// How many records of a request are looked through: far more than one ever has.
const RECORDS: u32 = 400;

/// The instant asked for.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct Asked {
    /// As a field of a form writes it.
    a: Option<String>,
}

/// What the journal says.
struct Read {
    /// The place in the queue and the points, at the instant asked for; none when there was no such request then.
    rank: Option<(Option<usize>, Rank)>,
    decisions: Vec<Decision>,
}

/// A decision, and whether the ranking comes out the same today.
struct Decision {
    at: Moment,
    record: PlacementRecord,
    agrees: bool,
}

/// The page.
pub async fn show(
    State(web): State<Web>,
    visit: Visit,
    Path(request): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let request = request.parse::<RequestId>().ok();
    let Some(row) = request.and_then(|it| chosen::of(&visit, it)) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let asked = asked.a.as_deref();
    let at = asked
        .and_then(|it| of_past_field(&visit.zone, it, visit.now))
        .map_or(visit.now, |it| it.min(visit.now));
    let id = row.request;
    match web.app().look_back(move |app| read(app, id, at)).await {
        Ok(read) => drawn(&visit, &row, at, &read),
        Err(fault) => {
            tracing::error!(%fault, "the decisions of a request could not be read");
            Problem::Fault.answer(visit.words, visit.part)
        }
    }
}

fn read(app: &App, id: RequestId, at: Moment) -> Result<Read, Failure> {
    let then = app.past_now(at)?;
    let ranking = Ranking::of(&then.state, at);
    let ranked = then.state.request(id).filter(|it| it.stage.is_open()).map(|it| {
        let queue = ranking.queue();
        let mut waiting = queue.iter().filter(|(one, _)| waits(one, at));
        let place = waiting.position(|(one, _)| one.id == id);
        (place.map(|it| it + 1), ranking.rank(it))
    });
    let mut decisions = Vec::new();
    let mut found: Vec<(Moment, PlacementRecord)> = Vec::new();
    app.passing(&ledgers(app, id)?, |passing| {
        if let Event::PlacementChanged(changed) = passing.event
            && let PlacementChanged::Decided(record) = &**changed
        {
            found.push((passing.record.recorded_at, (**record).clone()));
        }
    })?;
    for (at, record) in found {
        let state = app.past_of(Seq::new(record.seq))?;
        let beds = beds(&state);
        let answer = rank(&beds, &record.question, record.asked_at, record.top.len());
        let agrees = record.agrees_with(&answer);
        decisions.push(Decision { at, record, agrees });
    }
    decisions.reverse();
    Ok(Read {
        rank: ranked,
        decisions,
    })
}

/// The rankings from which that request was decided on.
fn ledgers(app: &App, id: RequestId) -> Result<Vec<Seq>, Failure> {
    let records = app
        .store()
        .records_of(&id.to_string(), None, RECORDS)
        .map_err(|fault| Failure::Fault(std::sync::Arc::new(fault)))?;
    let named = |event: Event| match event {
        Event::RequestChanged(changed) => match changed.change {
            RequestChange::Proposed { ledger, .. } => ledger,
            _ => None,
        },
        Event::HoldChanged(changed) => match changed.change {
            HoldChange::Opened(opened) => opened.ledger,
            _ => None,
        },
        _ => None,
    };
    let events = records.iter().filter_map(|it| codec::decode(&it.borrowed()).ok());
    let mut found: Vec<Seq> = events.filter_map(named).map(|it| Seq::new(it.0)).collect();
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn drawn(visit: &Visit, row: &RequestView, at: Moment, read: &Read) -> Response {
    let words = visit.words;
    let scene = visit.scene();
    let title = words.pick("Décisions", "Decisions");
    let body = html! {
        main.plain.stack #main tabindex="-1" {
            header.ph {
                h1 { (title) " " small.q { (person::name(&scene, &row.name)) } }
                a.btn.sm href={ "/cellule?demande=" (row.request) } { (icon("chevron-left")) (words.pick("La demande", "The request")) }
            }
            section.card {
                h2 { (words.pick("Rang à un instant", "Rank at an instant")) }
                form.acts method="get" action={ "/cellule/demande/" (row.request) "/decisions" } {
                    label.field { span { (words.pick("Jour et heure", "Day and hour")) } input type="datetime-local" name="a" value=(to_field(&visit.zone, at)); }
                    button.btn { (words.pick("Voir", "Show")) }
                }
                (ranked(visit, at, read.rank.as_ref()))
            }
            @if read.decisions.is_empty() { p { (words.pick("Aucun lit n’a encore été choisi pour cette demande.", "No bed has been chosen for this request yet.")) } }
            @for decision in &read.decisions { (one(visit, decision)) }
        }
    };
    let above = words.pick("Cellule d’ordonnancement", "Flow cell");
    let frame = Frame {
        title,
        nav: Nav::Cell,
        place: Some(Place {
            name: title,
            above,
            href: super::PATH,
        }),
        topics: String::new(),
        body,
    };
    page(visit, &frame).into_response()
}

fn ranked(visit: &Visit, at: Moment, rank: Option<&(Option<usize>, Rank)>) -> Markup {
    let words = visit.words;
    let when = words.day_and_hour(&visit.zone, visit.now, at);
    let Some((place, rank)) = rank else {
        return html! { p { (when) " : " (words.pick("cette demande n’était pas dans la file.", "this request was not in the queue.")) } };
    };
    html! {
        p {
            (when) " : "
            @if let Some(place) = place { b { (words.pick("rang", "rank")) " " (place) } ", " }
            b { (rank.score()) " points" }
        }
        dl.points { @for line in &rank.lines { dt { (reason(words, &line.why)) } dd { @if line.points > 0 { "+" } (line.points) } } }
    }
}

fn one(visit: &Visit, decision: &Decision) -> Markup {
    let (words, state) = (visit.words, &visit.snapshot.state);
    let record = &decision.record;
    let name =
        |bed| bed_name(state, bed).unwrap_or_else(|| words.pick("lit retiré", "bed removed").to_owned());
    let by = record.by.and_then(|it| visit.snapshot.vault.person(it));
    let by = by.map_or(words.drawer.by_chevet, |it| it.as_str());
    html! {
        section.card {
            h2 {
                (words.day_and_hour(&visit.zone, visit.now, decision.at)) " : "
                @match &record.choice {
                    Choice::Bed { bed, place } => { (name(*bed)) ", " (words.pick("proposition", "proposal")) " " (place) }
                    Choice::Forced { bed, .. } => { (name(*bed)) ", " (words.pick("forcé", "forced")) }
                    Choice::None => { (words.pick("aucun lit", "no bed")) }
                }
            }
            p {
                (words.pick("Par", "By")) " " (by) ". "
                (record.considered) " " (words.pick("lits regardés", "beds considered")) ", " (record.candidates) " " (words.pick("convenaient", "would do")) ". "
                @if decision.agrees {
                    span.tag.libre { (icon("check")) (words.pick("Rejoué : même classement", "Replayed: same ranking")) }
                } @else {
                    span.tag.alerte { (icon("triangle-alert")) (words.pick("Rejoué : autre classement", "Replayed: another ranking")) }
                }
            }
            @if let Choice::Forced { waived, .. } = &record.choice {
                ul { @for it in waived { li { (words.placement_rule(it.rule)) " : " (words.waiver(it.reason)) } } }
            }
            ol.points {
                @for it in &record.top { li { b { (name(it.bed)) } " " (it.points) " points" @if Some(it.bed) == record.choice.bed() { " " span.tag.reserve { (words.pick("choisi", "chosen")) } } } }
            }
            details { summary { (words.pick("Lits écartés, par motif", "Beds discarded, by reason")) }
                ul { @for (rule, count) in &record.refused { li { b { (count.beds) } " " (words.placement_rule(*rule)) } } }
            }
        }
    }
}
