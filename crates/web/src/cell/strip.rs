//! The figures above the queue.

use domain::flow::{Origin, Reserves};
use domain::view::queue::{QueueView, RequestView};
use domain::view::territory::TerritoryView;
use maud::{Markup, html};

use crate::scene::Scene;
use crate::words::Noun;

/// The figures.
pub fn strip(scene: &Scene<'_>, queue: &QueueView, land: &TerritoryView, reserves: &Reserves) -> Markup {
    let (words, total) = (scene.words, &land.total);
    let waiting: Vec<&RequestView> = queue
        .rows
        .iter()
        .filter(|it| !it.is_promised() && !it.is_later(scene.now))
        .collect();
    let late = waiting.iter().filter(|it| it.rank.is_overdue()).count();
    let from = |origin| waiting.iter().filter(|it| it.asker.origin == origin).count();
    let (urgent, planned) = (from(Origin::Emergency), from(Origin::Admissions));
    let mut waits: Vec<i64> = waiting
        .iter()
        .filter(|it| it.asker.origin == Origin::Emergency)
        .map(|it| it.rank.waited)
        .collect();
    waits.sort_unstable();
    let promised = queue.rows.iter().filter(|it| it.is_promised()).count();
    let asked = queue.rows.iter().filter(|it| it.asked.is_some()).count();
    html! {
        section.kpis #cell-sum tabindex="0" aria-label=(words.pick("Chiffres", "Figures")) {
            div.k {
                h2 { (words.pick("Demandes en attente", "Waiting requests")) }
                p { b { (waiting.len()) } @if late > 0 { span.tag.alerte { (late) " " (words.pick("hors délai", "overdue")) } } }
                small { (urgent) " " (words.pick("urg.", "ED")) " · " (words.many(planned, words.pick(Noun("prévue", "prévues"), Noun("planned", "planned")))) " · " (words.many(waiting.len() - urgent - planned, words.pick(Noun("autre", "autres"), Noun("other", "others")))) }
            }
            div.k {
                h2 { (words.pick("Attente médiane aux urgences", "Median wait in the ED")) }
                p { b { (waits.get(waits.len() / 2).map_or_else(|| "–".to_owned(), |it| words.waited(*it))) } }
                small { @if let Some(longest) = waits.last() { "max" " " (words.waited(*longest)) } @else { (words.pick("personne n’attend", "nobody waits")) } }
            }
            div.k {
                h2 { (words.pick("Lits libres maintenant", "Free beds now")) }
                p { b { (total.free) } (reserve(scene, land, reserves)) }
                small { (total.to_clean + total.cleaning) " " (words.pick("en préparation", "being made ready")) " · " (words.count(total.closed, words.pick(Noun("fermé", "fermés"), Noun("closed", "closed")))) }
            }
            div.k {
                h2 { (words.pick("Sorties du jour", "Departures today")) }
                p { b { (total.departures_today) } }
                small { (words.count(total.arrivals_today, words.pick(Noun("entrée attendue", "entrées attendues"), Noun("arrival expected", "arrivals expected")))) }
            }
            div.k {
                h2 { (words.pick("Lits promis", "Promised beds")) }
                p { a href="/cellule/promesses" { b { (promised) } } }
                small { (words.many(asked, words.pick(Noun("service interrogé", "services interrogés"), Noun("ward asked", "wards asked")))) }
            }
            div.k {
                h2 { (words.pick("Sans lit", "Without a bed")) }
                p { b { (total.unplaced + land.nowhere) } }
                small { (words.count(total.outliers, words.pick(Noun("hébergé", "hébergés"), Noun("outlier", "outliers")))) }
            }
        }
    }
}

/// The beds kept for emergencies, and how many of the wards that keep some have fewer free.
fn reserve(scene: &Scene<'_>, land: &TerritoryView, reserves: &Reserves) -> Markup {
    let words = scene.words;
    let beds: u32 = reserves.values().map(|it| u32::from(it.beds)).sum();
    let wards = land
        .establishments
        .iter()
        .flat_map(|it| &it.sites)
        .flat_map(|it| &it.wards);
    let short = wards
        .filter(|it| {
            reserves
                .get(&it.ward)
                .is_some_and(|kept| it.summary.free < u32::from(kept.beds))
        })
        .count();
    html! {
        @if beds > 0 {
            @let title = words.pick("Réserve d’urgence du jour (BJML), services qui en ont moins de libres :", "Emergency reserve of the day (BJML), wards that have fewer free:");
            span.tag.alerte[short > 0] title={ (title) " " (short) } {
                (words.pick("réserve", "reserve")) " " (beds)
                @if short > 0 { span.vh { ", " (words.many(short, words.pick(Noun("service en a moins de libres", "services en ont moins de libres"), Noun("ward has fewer free", "wards have fewer free")))) } }
            }
        }
    }
}
