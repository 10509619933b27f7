//! The page put together: figures, queue, the request that is chosen, where beds are free.

use domain::view::heat::Heat;
use domain::view::queue::{QueueView, RequestView};
use domain::view::territory::territory;
use maud::{Markup, html};

use super::queue::Lookers;
use super::{Asked, chosen, feed, heat, queue, queue_for, steers, strip};
use crate::Web;
use crate::hub::Topic;
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, Place, page as whole};
use crate::visit::Visit;
use crate::words::Explained;

/// The page.
pub fn page(web: &Web, visit: &Visit, asked: &Asked) -> Page {
    drawn(web, visit, asked, None)
}

/// The page with why nothing was done.
pub fn refused(web: &Web, visit: &Visit, asked: &Asked, why: &Explained) -> Page {
    drawn(web, visit, asked, Some(why))
}

fn drawn(web: &Web, visit: &Visit, asked: &Asked, refused: Option<&Explained>) -> Page {
    let (scene, words) = (visit.scene(), visit.words);
    let queue_seen = queue_for(visit);
    let shown = asked
        .request()
        .and_then(|it| chosen::of(visit, it))
        .or_else(|| first_waiting(&queue_seen, visit));
    let land = territory(&visit.snapshot.state, &visit.snapshot.vault, visit.now);
    // Who looks at what is the business of colleagues of the cell.
    let lookers = if steers(visit) {
        Lookers::of(web.looking(), &visit.snapshot.vault, visit.now)
    } else {
        Lookers::default()
    };
    let above = words.cell_above(land.total.beds());
    // The live picture carries names of the whole territory: whoever sees a part of it reads a page that stands still.
    let topics = if steers(visit) {
        let live = web.hub().show(Topic::Cell, words.lang);
        live.map(|it| it.stamped.to_string()).unwrap_or_default()
    } else {
        String::new()
    };
    let body = html! {
        div.page.cock.withone[asked.request().is_some()] {
            (strip::strip(&scene, &queue_seen, &land, &visit.reserves))
            section.q-col aria-label=(words.pick("File des demandes", "Queue of requests")) {
                (title(visit))
                (queue::filters(visit, &queue_seen, asked))
                (queue::list(&scene, &queue_seen, Some((asked, shown.as_ref().map(|it| it.request))), &lookers))
            }
            main.d-col #main tabindex="-1" {
                h1.vh { (words.pick("Cellule d’ordonnancement", "Flow cell")) }
                @match &shown {
                    Some(row) => { (chosen::panel(visit, row, asked, refused)) }
                    None => { (chosen::nobody(visit)) }
                }
            }
            aside.r-col aria-label=(words.common.territory) {
                (heat::table(&scene, &Heat::of(&visit.snapshot.state, &land)))
                @if steers(visit) { (feed::list(&scene, &visit.snapshot.state, &visit.snapshot.vault, visit.now)) }
            }
        }
        script defer src=(crate::assets::url("js/cell.js")) {}
    };
    let place = Some(Place {
        name: words.pick("Cellule d’ordonnancement", "Flow cell"),
        above: &above,
        href: "/",
    });
    whole(
        visit,
        &Frame {
            title: words.pick("Cellule d’ordonnancement", "Flow cell"),
            nav: Nav::Cell,
            place,
            topics,
            body,
        },
    )
}

/// The most urgent one for which something is to be done.
fn first_waiting(queue: &QueueView, visit: &Visit) -> Option<RequestView> {
    let mut waiting = queue
        .rows
        .iter()
        .filter(|it| !it.is_promised() && !it.is_later(visit.now));
    waiting.next().or(queue.rows.first()).cloned()
}

fn title(visit: &Visit) -> Markup {
    let words = visit.words;
    html! {
        header.ph {
            h2 { (words.pick("File des demandes", "Queue")) }
            a.btn.sm.ghost href="/reglages" title=(words.pick("Réglages", "Settings")) aria-label=(words.pick("Réglages", "Settings")) { (icon("settings")) }
            a.btn.sm.ghost href="/cellule/carte" data-key="c" data-map {
                (icon("layout-grid")) span.wide-only { (words.pick("Carte", "Map")) } @if visit.keys { " " kbd { "C" } }
            }
            a.btn.sm href="/cellule/nouvelle" data-key="n" {
                (icon("plus")) (words.pick("Demande", "Request")) @if visit.keys { " " kbd { "N" } }
            }
        }
    }
}
