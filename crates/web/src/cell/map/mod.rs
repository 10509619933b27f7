//! The map: every bed of the territory on one screen, a square each, grouped by ward; with a request chosen, the beds
//! that would do stand out and the best are numbered.
//!
//! It names nobody. A ward is one link to the list of its beds, where beds are looked at and given: squares are too
//! small to be aimed at.

mod look;
mod ward;

use std::collections::HashMap;

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use base::id::{BedId, RequestId, WardId};
use domain::flow::placement::{Answer, Beds, Question, rank};
use domain::rights::{Action, Place as Where, Target};
use domain::view::board::{RoomView, TileView, WardBoard, ward_board};
use domain::view::queue::RequestView;
use domain::view::territory::{SiteView, WardLine, territory};
use maud::{Markup, html};

use self::look::{Filter, Look};
use super::proposed::{PROPOSED, beds};
use super::{chosen, queue, queue_for, steers, strip};
use crate::Web;
use crate::access::Opened;
use crate::hub::Topic;
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, Place, page as whole};
use crate::person;
use crate::visit::Visit;
use crate::words::Noun;
use domain::view::answering::question;

/// How the map is looked at. Never a name: an address is kept in many places.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub struct Asked {
    /// The request for which a bed is looked for.
    demande: Option<String>,
    /// The ward whose beds are listed.
    service: Option<String>,
    /// What beds must have.
    filtre: Option<String>,
    /// The specialty of the wards shown.
    specialite: Option<String>,
}

impl Asked {
    fn request(&self) -> Option<RequestId> {
        self.demande.as_deref()?.parse().ok()
    }

    fn ward(&self) -> Option<WardId> {
        self.service.as_deref()?.parse().ok()
    }

    fn filters(&self) -> Vec<Filter> {
        Filter::read(self.filtre.as_deref().unwrap_or_default())
    }

    /// The address of the map with one thing changed.
    fn address(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut asked = self.clone();
        change(&mut asked);
        let parts = [
            ("demande", asked.demande),
            ("service", asked.service),
            ("filtre", asked.filtre),
            ("specialite", asked.specialite),
        ];
        let said = parts
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.filter(|it| !it.is_empty())?)));
        let query: Vec<String> = said
            .map(|(name, value)| format!("{name}={}", crate::layout::query_escaped(&value)))
            .collect();
        if query.is_empty() {
            "/cellule/carte".to_owned()
        } else {
            format!("/cellule/carte?{}", query.join("&"))
        }
    }
}

/// Beds from which on a ward takes the width of two.
const LARGE: u32 = 48;

/// What every square is drawn from.
struct Sight<'a> {
    visit: &'a Visit,
    asked: &'a Asked,
    filters: Vec<Filter>,
    /// The request a bed is looked for, when one is chosen.
    sought: Option<Sought>,
}

/// A request that looks for a bed, and what the rules say of each bed for it.
struct Sought {
    row: RequestView,
    question: Question,
    beds: Beds,
    /// The best beds, best first.
    best: Vec<BedId>,
    /// Beds that nothing refuses.
    fit: HashMap<BedId, bool>,
}

impl Sought {
    fn of(visit: &Visit, row: RequestView) -> Option<Self> {
        // Whoever has a bed, is on the way or has come is offered no other one.
        chosen::looks_for_a_bed(&row).then_some(())?;
        let state = &visit.snapshot.state;
        let request = state.request(row.request)?;
        let (question, beds) = (question(state, &visit.reserves, request, visit.now), beds(state));
        let answer: Answer<'_> = rank(&beds, &question, visit.now, PROPOSED);
        let fit = answer
            .all()
            .map(|(bed, verdict)| (bed, verdict.refused.is_empty()));
        let (fit, best) = (fit.collect(), answer.top.iter().map(|it| it.bed).collect());
        Some(Self {
            row,
            question,
            beds,
            best,
            fit,
        })
    }

    fn fits(&self, bed: BedId) -> bool {
        self.fit.get(&bed).copied().unwrap_or_default()
    }

    fn place(&self, bed: BedId) -> Option<usize> {
        self.best.iter().position(|it| *it == bed)
    }
}

/// The page, or its middle for our own script.
pub async fn show(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Response {
    let row = asked.request().and_then(|it| chosen::of(&visit, it));
    let sight = Sight {
        filters: asked.filters(),
        sought: row.and_then(|it| Sought::of(&visit, it)),
        visit: &visit,
        asked: &asked,
    };
    let mut answer = if visit.part {
        Page(sight.region()).into_response()
    } else {
        page(&web, &sight).into_response()
    };
    // A map names nobody but the patient for whom a bed is looked for.
    let named = sight.sought.as_ref().and_then(|it| it.row.patient);
    let news = sight
        .sought
        .as_ref()
        .is_some_and(|it| !is_kept_up(&web, &visit, it.row.request));
    answer
        .extensions_mut()
        .insert(Opened(named.filter(|_| news).into_iter().collect()));
    answer
}

/// Whether our own script only keeps up to date what somebody opened a moment ago.
fn is_kept_up(web: &Web, visit: &Visit, request: RequestId) -> bool {
    let Some(operator) = &visit.operator else {
        return false;
    };
    let kept_up = visit.part && web.looking().looks_on(operator.person, request, visit.now);
    web.looking().looks(operator.person, request, visit.now);
    kept_up
}

fn page(web: &Web, sight: &Sight<'_>) -> Page {
    let (visit, words) = (sight.visit, sight.visit.words);
    let (scene, queue) = (visit.scene(), queue_for(visit));
    let land = territory(&visit.snapshot.state, &visit.snapshot.vault, visit.now);
    let above = words.cell_above(land.total.beds());
    let topics = if steers(visit) {
        let live = web.hub().show(Topic::Cell, words.lang);
        live.map(|it| it.stamped.to_string()).unwrap_or_default()
    } else {
        String::new()
    };
    let title = words.pick("Carte des lits", "Map of beds");
    let body = html! {
        div.page.carte {
            (strip::strip(&scene, &queue, &land, &visit.reserves))
            main #main tabindex="-1" { (sight.region()) }
        }
        script defer src=(crate::assets::url("js/cell.js")) {}
    };
    let place = Some(Place {
        name: title,
        above: &above,
        href: "/cellule",
    });
    whole(
        visit,
        &Frame {
            title,
            nav: Nav::Cell,
            place,
            topics,
            body,
        },
    )
}

impl Sight<'_> {
    /// Everything below the figures.
    fn region(&self) -> Markup {
        let (visit, words) = (self.visit, self.visit.words);
        let land = territory(&visit.snapshot.state, &visit.snapshot.vault, visit.now);
        let sites = land.establishments.iter().flat_map(|it| &it.sites);
        let chosen = self.sought.as_ref().map(|it| it.row.request);
        html! {
            div.bmap #chosen data-request=(chosen.map(|it| it.to_string()).unwrap_or_default()) data-href=(self.asked.address(|_| ())) {
                header.bmh {
                    h1 { (words.pick("Carte des lits", "Map of beds")) }
                    a.btn.sm href=(chosen.map_or_else(|| super::PATH.to_owned(), |it| format!("/cellule?demande={it}"))) data-key="f" { (icon("list-ordered")) (words.pick("File", "Queue")) @if visit.keys { " " kbd { "F" } } }
                    (self.sought_by())
                    (self.chips())
                }
                div.bms {
                    @for site in sites { (self.site(site)) }
                }
                @if let Some(ward) = self.asked.ward() { (ward::list(self, ward)) }
                (legend(self))
            }
        }
    }

    /// For whom a bed is looked for.
    fn sought_by(&self) -> Markup {
        let (scene, words) = (self.visit.scene(), self.visit.words);
        html! {
            @if let Some(sought) = &self.sought {
                p.bmf {
                    (queue::class(&sought.row)) " " b { (person::name(&scene, &sought.row.name)) } " " (person::sex_and_age_of(&scene, sought.row.sex, sought.row.age))
                    span.q { (words.many(sought.fit.values().filter(|it| **it).count(), words.pick(Noun("lit convient", "lits conviennent"), Noun("bed will do", "beds will do")))) }
                    a.btn.sm.ghost href=(self.asked.address(|it| it.demande = None)) { (icon("x")) (words.pick("Toutes les demandes", "No request")) }
                }
            }
        }
    }

    fn chips(&self) -> Markup {
        let words = self.visit.words;
        html! {
            nav.qf aria-label=(words.pick("Lits montrés", "Beds shown")) {
                @if let Some(specialty) = &self.asked.specialite {
                    a.chipf.plain href=(self.asked.address(|it| it.specialite = None)) aria-current="true" { (specialty) " " (icon("x")) }
                }
                @for (_, filter) in Filter::ALL {
                    a.chipf.plain href=(self.asked.address(|it| it.filtre = Some(Filter::toggled(&self.filters, filter)))) aria-current=[self.filters.contains(&filter).then_some("true")] { (filter.said(words)) }
                }
            }
        }
    }

    fn site(&self, site: &SiteView) -> Markup {
        let wards = || site.wards.iter().filter(|it| self.is_shown(it));
        html! {
            @if wards().next().is_some() {
                section.bsite {
                    h2 { (site.name.as_str()) span.q { (site.total.free) " " (self.visit.words.pick("libres sur", "free of")) " " (site.total.beds()) } }
                    div.bws { @for line in wards() { (self.ward(line)) } }
                }
            }
        }
    }

    /// Whether the visitor may see that ward, and asked for it.
    fn is_shown(&self, line: &WardLine) -> bool {
        let visit = self.visit;
        let may = |target| {
            visit
                .visitor
                .may(&visit.snapshot, Action::SeeMap, target, visit.now)
        };
        let asked = self.asked.specialite.as_deref().map(base::text::folded);
        let known = line.specialty.as_deref().map(base::text::folded);
        (asked.is_none() || asked == known)
            && (may(Target::Ward(line.ward)) || may(Target::Place(Where::Territory)))
    }

    fn ward(&self, line: &WardLine) -> Markup {
        let visit = self.visit;
        let board = ward_board(&visit.snapshot.state, &visit.snapshot.vault, line.ward, visit.now);
        let words = visit.words;
        let current = self.asked.ward() == Some(line.ward);
        html! {
            a.bw.large[line.summary.beds() > LARGE] id={ "bw" (line.ward) } href=(self.asked.address(|it| it.service = Some(line.ward.to_string()))) data-panel aria-current=[current.then_some("true")] {
                span.bwn { b { (line.name.as_str()) } small { (self.reserve(line)) (line.summary.free) " / " (line.summary.beds()) span.vh { " " (words.pick("lits libres", "free beds")) } } }
                @if let Some(board) = &board { (self.squares(board)) }
            }
        }
    }

    /// The beds that the ward keeps for emergencies.
    fn reserve(&self, line: &WardLine) -> Markup {
        let words = self.visit.words;
        let kept = self.visit.reserves.get(&line.ward).map(|it| it.beds);
        html! {
            @if let Some(kept) = kept {
                span.bwr.short[line.summary.free < u32::from(kept)] title=(words.pick("Réserve d’urgence du jour (BJML)", "Emergency reserve of the day (BJML)")) {
                    span.vh { (words.pick("réserve", "reserve")) " " } span aria-hidden="true" { "R" } (kept)
                }
                " "
            }
        }
    }

    /// The squares of a ward. What they say is said by the list of its beds.
    fn squares(&self, board: &WardBoard) -> Markup {
        html! {
            span.bq aria-hidden="true" {
                @for (room, tile) in board.rooms.iter().flat_map(|room| room.beds.iter().map(move |it| (room, it))) {
                    (self.square(room, tile))
                }
            }
        }
    }

    fn square(&self, room: &RoomView, tile: &TileView) -> Markup {
        let look = Look::of(tile);
        let place = self.sought.as_ref().and_then(|it| it.place(tile.bed));
        let fits = self.sought.as_ref().map(|it| it.fits(tile.bed));
        let dim = !self.filters.iter().all(|it| it.holds(room, tile));
        let title = format!("{}, {}", tile.name, look.said(self.visit.words));
        html! {
            i.(look.class()).faint[dim].fits[fits == Some(true)].unfit[fits == Some(false)] title=(title) { @if let Some(place) = place { (place + 1) } }
        }
    }
}

/// What each texture means.
fn legend(sight: &Sight<'_>) -> Markup {
    let words = sight.visit.words;
    html! {
        ul.bleg aria-label=(words.pick("Légende", "Legend")) {
            @for look in Look::ALL { li { span.bq aria-hidden="true" { i.(look.class()) {} } (look.said(words)) } }
            @if sight.sought.is_some() { li { span.bq aria-hidden="true" { i.bl.fits { "1" } } (words.pick("convient, le meilleur d’abord", "will do, best first")) } }
        }
    }
}
