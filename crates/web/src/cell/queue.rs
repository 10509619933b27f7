//! The list of who waits, most urgent first.

use base::id::{PersonId, RequestId};
use base::{Label, Moment};
use domain::flow::Origin;
use domain::vault::Vault;
use domain::view::queue::{QueueView, RequestView};
use maud::{Markup, html};

use super::{Asked, Looking};
use crate::person;
use crate::request::need_chips;
pub use crate::request::{class, source, step};
use crate::scene::Scene;
use crate::visit::{Visit, initials};

/// Which requests a chip shows.
const SHOWN: [(&str, &str, &str); 4] = [
    ("", "Toutes", "All"),
    ("urgences", "Urgences", "Emergency"),
    ("mutations", "Mutations", "Transfers"),
    ("prevues", "Prévues", "Planned"),
];

/// How many requests for later are listed among all.
const LATER: usize = 5;

fn is_shown(row: &RequestView, which: Option<&str>) -> bool {
    match which {
        Some("urgences") => row.asker.origin == Origin::Emergency,
        Some("prevues") => row.asker.origin == Origin::Admissions,
        Some("mutations") => matches!(
            row.asker.origin,
            Origin::Ward | Origin::Theatre | Origin::DayHospital
        ),
        _ => true,
    }
}

/// The chips above the list.
pub fn filters(visit: &Visit, queue: &QueueView, asked: &Asked) -> Markup {
    let which = asked.voir.as_deref().unwrap_or_default();
    html! {
        nav.qf aria-label=(visit.words.pick("Demandes montrées", "Requests shown")) {
            @for (key, fr, en) in SHOWN {
                @let count = queue.rows.iter().filter(|it| is_shown(it, Some(key)) && !it.is_promised() && !it.is_later(visit.now)).count();
                a.chipf.plain href=(if key.is_empty() { "/cellule".to_owned() } else { format!("/cellule?voir={key}") }) aria-current=[(key == which).then_some("true")] {
                    (visit.words.pick(fr, en)) small { (count) }
                }
            }
        }
    }
}

/// Who looks at which request, by name.
#[derive(Clone, Debug, Default)]
pub struct Lookers(Vec<(RequestId, PersonId, Label)>);

impl Lookers {
    /// Those of now.
    #[must_use]
    pub fn of(looking: &Looking, vault: &Vault, now: Moment) -> Self {
        let all = looking.now(now).into_iter();
        let named =
            all.filter_map(|(request, person)| Some((request, person, vault.person(person)?.clone())));
        Self(named.collect())
    }

    fn at(&self, request: RequestId) -> impl Iterator<Item = (PersonId, &Label)> {
        let here = self.0.iter().filter(move |(it, ..)| *it == request);
        here.map(|(_, person, name)| (*person, name))
    }
}

/// The list. Asked for by somebody, it shows what they chose; live, it shows all and our script marks the choice.
pub fn list(
    scene: &Scene<'_>,
    queue: &QueueView,
    asked: Option<(&Asked, Option<RequestId>)>,
    lookers: &Lookers,
) -> Markup {
    let which = asked.and_then(|(asked, _)| asked.voir.as_deref());
    let chosen = asked.and_then(|(_, chosen)| chosen);
    let words = scene.words;
    let shown = queue.rows.iter().filter(|it| is_shown(it, which));
    let (promised, shown): (Vec<&RequestView>, Vec<&RequestView>) = shown.partition(|it| it.is_promised());
    let (mut later, rows): (Vec<&RequestView>, Vec<&RequestView>) =
        shown.into_iter().partition(|it| it.is_later(scene.now));
    later.sort_by_key(|it| (it.wanted_at, it.request));
    let aside: Vec<&RequestView> = queue.drafts.iter().chain(&queue.deferred).collect();
    // Narrowed, the list has another name: the whole one does not come in its place.
    let id = if which.is_some_and(|it| !it.is_empty()) {
        "queue-asked"
    } else {
        "queue"
    };
    html! {
        div id=(id) {
            @if rows.is_empty() {
                p.nothing { (words.pick("Aucune demande n’attend.", "No request waits.")) }
            }
            ol.queue { @for row in rows { (line(scene, row, chosen, lookers)) } }
            @if !promised.is_empty() {
                h3.sep { (words.pick("Lit promis, en attente d’arrivée", "Bed promised, to arrive")) " " small { (promised.len()) } }
                ol.queue { @for row in &promised { (line(scene, row, chosen, lookers)) } }
            }
            @if !later.is_empty() {
                @let most = if which == Some("prevues") { usize::MAX } else { LATER };
                h3.sep { (words.pick("Plus tard que demain à cette heure", "Later than tomorrow at this hour")) " " small { (later.len()) } }
                ol.queue { @for row in later.iter().take(most) { (line(scene, row, chosen, lookers)) } }
            }
            @if !aside.is_empty() {
                h3.sep { (words.pick("Mises de côté", "Set aside")) " " small { (aside.len()) } }
                ol.queue { @for row in &aside { (line(scene, row, chosen, lookers)) } }
            }
        }
    }
}

fn line(scene: &Scene<'_>, row: &RequestView, chosen: Option<RequestId>, lookers: &Lookers) -> Markup {
    let words = scene.words;
    let late = row.rank.is_overdue() && !row.is_promised();
    let share = (row.rank.waited * 100 / row.rank.target.max(1)).clamp(0, 100);
    html! {
        li {
            a.qi.over[late] id={ "q" (row.request) } href={ "/cellule?demande=" (row.request) } data-request=(row.request) aria-current=[(chosen == Some(row.request)).then_some("true")] {
                span.rk { @if let Some(place) = row.place { (place) } @else { "–" } }
                div.qm {
                    p.h { (class(row)) b { (person::name(scene, &row.name)) } (person::sex_and_age_of(scene, row.sex, row.age)) }
                    p.src { (source(scene, row)) }
                    (need_chips(scene, row))
                }
                div.w {
                    b { (words.waited(row.rank.waited)) }
                    progress.wb value=(share) max="100" aria-hidden="true" {}
                    small { (words.pick("cible", "target")) " " (words.waited(row.rank.target)) }
                }
                (step(scene, row))
                @for (person, name) in lookers.at(row.request) {
                    span.eye data-who=(person) { span.av aria-hidden="true" { (initials(name)) } (name.as_str()) " " (words.pick("regarde", "is looking")) }
                }
            }
        }
    }
}
