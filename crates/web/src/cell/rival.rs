//! Whether somebody else would want the bed that is about to be given, and what would be left to them.

use base::id::BedId;
use domain::flow::placement::{Beds, rank};
use domain::view::board::bed_name;
use domain::view::queue::{RequestView, queue};
use maud::{Markup, html};

use super::queue as rows;
use crate::icon::icon;
use crate::person;
use crate::visit::Visit;
use domain::view::answering::question;

/// How many of the most urgent other requests are looked at: each costs a whole ranking.
const LOOKED_AT: usize = 8;

/// A warning when one of the most urgent other requests has that bed as its best, too.
pub fn bar(visit: &Visit, row: &RequestView, beds: &Beds, best: BedId) -> Markup {
    let Some((rival, instead)) = find(visit, row, beds, best) else {
        return html! {};
    };
    let (state, words, scene) = (&visit.snapshot.state, visit.words, visit.scene());
    let name = bed_name(state, best).unwrap_or_default();
    html! {
        p.clash {
            (icon("triangle-alert"))
            span {
                b { (words.pick("Aussi voulu : ", "Wanted by another, too: ")) }
                (name) " " (words.pick("serait le premier choix de", "would be the first choice of")) " "
                a href={ "/cellule?demande=" (rival.request) } data-request=(rival.request) { (rows::class(&rival)) " " (person::name(&scene, &rival.name)) }
                @if let Some(place) = rival.place { " (" (words.pick("rang", "rank")) " " (place) ")" }
                ". "
                @match instead.and_then(|it| bed_name(state, it)) {
                    Some(other) => { (words.pick("Il lui resterait", "What is left to them is")) " " b { (other) } "." }
                    None => { (words.pick("Aucun autre lit ne lui convient.", "No other bed will do for them.")) }
                }
            }
        }
    }
}

fn find(visit: &Visit, row: &RequestView, beds: &Beds, best: BedId) -> Option<(RequestView, Option<BedId>)> {
    let snapshot = &visit.snapshot;
    let others = queue(&snapshot.state, &snapshot.vault, visit.now).rows;
    let waiting = others
        .into_iter()
        .filter(|it| it.request != row.request && !it.is_promised() && !it.is_later(visit.now))
        .filter(|it| super::steers(visit) || super::concerns(visit, it));
    waiting.take(LOOKED_AT).find_map(|rival| {
        let request = snapshot.state.request(rival.request)?;
        let question = question(&snapshot.state, &visit.reserves, request, visit.now);
        let answer = rank(beds, &question, visit.now, 2);
        (answer.top.first()?.bed == best).then_some(())?;
        let instead = answer.top.get(1).map(|it| it.bed);
        Some((rival, instead))
    })
}
