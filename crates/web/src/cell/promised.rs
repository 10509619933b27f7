//! Every bed that is promised, the oldest promise first: `/cellule/promesses`. Who froze which bed, for whom, since when
//! and until when: a bed that nobody may use must not be forgotten.

use axum::response::{IntoResponse, Response};
use base::Moment;
use base::id::{BedId, WardId};
use base::time::HOUR;
use domain::flow::{HoldKind, Named};
use domain::rights::{Action, Target};
use domain::view::board::{HoldView, bed_name};
use domain::view::promises::promises;
use maud::{Markup, html};

use super::steers;
use crate::icon::icon;
use crate::layout::{Frame, Nav, Place, page};
use crate::person;
use crate::scene::Scene;
use crate::visit::Visit;

/// From when on a promise is called long.
const LONG: i64 = 12 * HOUR;

/// A promised bed, and its ward.
struct Line {
    bed: BedId,
    ward: Option<WardId>,
    hold: HoldView,
}

/// The page.
pub async fn show(visit: Visit) -> Response {
    let words = visit.words;
    let lines = lines(&visit);
    let title = words.pick("Lits promis", "Promised beds");
    let long = lines.iter().filter(|it| is_long(&it.hold, visit.now)).count();
    let body = html! {
        main.plain.stack #main tabindex="-1" {
            header.ph {
                h1 { (title) " " small.q { (lines.len()) } }
                a.btn.sm href=(super::PATH) { (icon("list-ordered")) (words.pick("File des demandes", "Queue")) }
            }
            @if long > 0 {
                p.clash { (icon("triangle-alert")) span { b { (long) } " " (words.pick("promis depuis plus de 12 h : sont-ils encore attendus ?", "promised for more than 12 h: are they still awaited?")) } }
            }
            @if lines.is_empty() { p { (words.pick("Aucun lit n’est promis.", "No bed is promised.")) } } @else { (table(&visit, &lines)) }
        }
    };
    let above = words.pick("Cellule d’ordonnancement", "Flow cell");
    let place = Some(Place {
        name: title,
        above,
        href: super::PATH,
    });
    let frame = Frame {
        title,
        nav: Nav::Cell,
        place,
        topics: String::new(),
        body,
    };
    page(&visit, &frame).into_response()
}

/// Those that the visitor may see.
fn lines(visit: &Visit) -> Vec<Line> {
    let snapshot = &visit.snapshot;
    let may = |ward: WardId| {
        visit
            .visitor
            .may(snapshot, Action::SeeQueue, Target::Ward(ward), visit.now)
    };
    let all = promises(&snapshot.state, &snapshot.vault, visit.now).into_iter();
    let found = all.map(|(bed, hold)| Line {
        bed,
        ward: snapshot.state.ward_of_bed(bed),
        hold,
    });
    let mut found: Vec<Line> = found
        .filter(|it| steers(visit) || it.ward.is_some_and(may))
        .collect();
    found.sort_by_key(|it| (it.hold.made_at, it.bed));
    found
}

fn is_long(hold: &HoldView, now: Moment) -> bool {
    now.since(hold.made_at) > LONG
}

fn table(visit: &Visit, lines: &[Line]) -> Markup {
    let words = visit.words;
    let scene = visit.scene();
    html! {
        div.wide tabindex="0" role="region" aria-label=(words.pick("Lits promis", "Promised beds")) {
            table.ledger {
                thead { tr {
                    th scope="col" { (words.pick("Lit", "Bed")) }
                    th scope="col" { (words.pick("Pour", "For")) }
                    th scope="col" { (words.pick("Engagement", "Kind")) }
                    th scope="col" { (words.pick("Par", "By")) }
                    th scope="col" { (words.pick("Depuis", "Since")) }
                    th scope="col" { (words.pick("De … à …", "From … until …")) }
                    th scope="col" { (words.pick("Prêt", "Ready")) }
                } }
                tbody { @for line in lines { (row(visit, &scene, line)) } }
            }
        }
    }
}

fn row(visit: &Visit, scene: &Scene<'_>, line: &Line) -> Markup {
    let (words, hold, state) = (visit.words, &line.hold, &visit.snapshot.state);
    let ward = line.ward.and_then(|it| state.ward(it));
    // Two sites may have a ward, and a bed, of one name.
    let site = ward.and_then(|it| it.site).and_then(|it| state.site(it));
    let kind = match hold.kind {
        HoldKind::Kept => words.pick("Tenu", "Held"),
        HoldKind::Asked => words.pick("Demandé au service", "Asked of the ward"),
        HoldKind::Assigned => words.pick("Attribué", "Given"),
    };
    let owner = hold
        .owner_name
        .as_ref()
        .map_or(words.drawer.somebody, |it| it.as_str());
    html! {
        tr {
            th scope="row" { b { (bed_name(state, line.bed).unwrap_or_default()) } " " (ward.map_or("", |it| it.name.as_str())) @if let Some(site) = site { br; small.q { (site.name.as_str()) } } }
            td {
                @match hold.request {
                    Some(request) => { a.lnk href={ "/cellule?demande=" (request) } { (person::name(scene, &hold.name)) } }
                    None => { (person::name(scene, &hold.name)) }
                }
            }
            td { (kind) }
            td { (owner) }
            td { (words.lately(&visit.zone, visit.now, hold.made_at)) ", " (words.lasting(visit.now.since(hold.made_at))) @if is_long(hold, visit.now) { " " span.tag.alerte { (words.pick("longtemps", "long")) } } }
            td { (words.soon(&visit.zone, visit.now, hold.from)) " – " (words.soon(&visit.zone, visit.now, hold.until)) }
            td { @if hold.ready { (words.pick("oui", "yes")) } @else { (words.pick("pas encore", "not yet")) } }
        }
    }
}

/// The way to let go of a bed, or to answer for it: whoever promised it needs no reason, anybody else names one.
pub fn ways_out(visit: &Visit, hold: &HoldView, reasons: &[Named]) -> Markup {
    let words = visit.words;
    let mine = visit.operator.as_ref().is_some_and(|it| it.person == hold.owner);
    if mine {
        return html! { button.btn name="acte" value="liberer" { (words.pick("Libérer le lit", "Let the bed go")) } };
    }
    let owner = hold
        .owner_name
        .as_ref()
        .map_or(words.drawer.somebody, |it| it.as_str());
    html! {
        label.field {
            span { (words.pick("Promis par", "Promised by")) " " (owner) " : " (words.pick("motif", "reason")) }
            select name="motif" {
                option value="" { "" }
                @for reason in reasons.iter().filter(|it| !it.retired) { option value=(reason.code) { (reason.name.as_str()) } }
            }
        }
        button.btn name="acte" value="liberer" { (words.pick("Libérer le lit", "Let the bed go")) }
        button.btn name="acte" value="reprendre_lit" { (words.pick("Reprendre à mon compte", "Answer for it")) }
    }
}
