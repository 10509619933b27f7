//! The sheet of a stay: who, where, since when, what next; its course; what can be done.

use std::sync::Arc;

use app::Snapshot;
use base::Moment;
use base::id::StayId;
use domain::board_config::BoardConfig;
use domain::care::Care;
use domain::precaution::Precaution;
use domain::view::board::{Face, ward_board};
use domain::view::drawer::{Arrival, StayDrawer, Step, stay_drawer};
use maud::{Markup, html};

use super::Subject;
use super::asked::asked;
use super::care::Desk;
use super::clocks;
use super::history::History;
use super::notes::notes;
use super::sheet::{self, Refused, Sheet, fact, refusal, section, time_field, typed};
use crate::icon::icon;
use crate::scene::Scene;
use crate::visit::Visit;
use crate::words::when::to_field;
use crate::{head, person};

/// A stay and the free beds around it.
pub struct Known {
    pub drawer: StayDrawer,
    /// Free and ready beds of its ward, with their names.
    free: Vec<(base::id::BedId, String)>,
    /// In the hospital now.
    present: bool,
    /// When the stay ended, once it has.
    left: Option<Moment>,
    /// On leave, and when they come back if it is known.
    away: Option<Option<Moment>>,
    /// Not over: something may still be said of it.
    open: bool,
    /// What the ward said of it.
    care: Care,
    /// What the ward set about its board.
    config: Arc<BoardConfig>,
    /// The hospital's precautions.
    set: Vec<Arc<Precaution>>,
}

impl Known {
    /// What is known of that stay; nothing when there is no such stay.
    pub fn of(snapshot: &Snapshot, stay: StayId, now: Moment) -> Option<Self> {
        let drawer = stay_drawer(&snapshot.state, &snapshot.vault, stay, now)?;
        let ward = drawer.ward.as_ref().map(|(ward, _)| *ward);
        let board = ward.and_then(|ward| ward_board(&snapshot.state, &snapshot.vault, ward, now));
        let tiles = board
            .iter()
            .flat_map(|board| &board.rooms)
            .flat_map(|room| &room.beds);
        let away = tiles.clone().find_map(|tile| match &tile.face {
            Face::OnLeave { stay: away, back_at } if away.stay == stay => Some(*back_at),
            _ => None,
        });
        let free = tiles
            .filter(|tile| matches!(tile.face, Face::Free { .. }))
            .map(|tile| (tile.bed, tile.name.clone()))
            .collect();
        let known = snapshot.state.stay(stay)?;
        let timeline = &known.timeline;
        let arrived = timeline.arrived_at.is_some_and(|at| at <= now);
        let left = timeline.left_at.filter(|at| *at <= now);
        Some(Self {
            drawer,
            free,
            present: arrived && left.is_none(),
            left,
            away,
            open: !timeline.over_by(now),
            care: known.care().clone(),
            config: snapshot
                .state
                .board_config(snapshot.state.ward_concerned(known, now)),
            set: snapshot.state.settings.precautions.clone(),
        })
    }
}

/// The sheet.
pub fn sheet(visit: &Visit, known: &Known, history: &History, refused: Option<&Refused>) -> Sheet {
    let scene = visit.scene();
    let (words, drawer) = (visit.words, &known.drawer);
    let desk = Desk {
        scene,
        stay: drawer.stay.stay,
        care: &known.care,
        leaving: drawer.stay.leaving.as_ref(),
        config: &known.config,
        set: &known.set,
        refused,
        journal: history.known.as_ref(),
    };
    let body = html! {
        article.sheet {
            header {
                h1 #drawer-title { span { (person::name(&scene, &drawer.stay.name)) } (person::sex_and_age(&scene, &drawer.stay)) }
                (lead(&scene, known))
            }
            (alerts(&scene, drawer))
            (asked(visit, drawer.stay.stay))
            (parts(&scene, known.open))
            @if known.open { (desk.discharge()) }
            @if known.present { (actions(&scene, known, refused)) }
            @else if drawer.arrival != Arrival::Past {
                section.do aria-label=(words.drawer.actions) { (clocks::arrival(&scene, drawer, refused)) }
            }
            @if known.open { (desk.alerts()) }
            (notes(&scene, drawer.stay.stay, &drawer.notes, known.open, refused))
            section #parcours {
                h2 { (icon("history")) (words.drawer.course) }
                (facts(&scene, known))
                (clocks::table(&scene, drawer))
                (course(&scene, drawer))
            }
            (section("id-card", words.drawer.numbers, &numbers(&scene, drawer)))
            div #historique { (sheet::history(&scene, Subject::Stay(drawer.stay.stay), history, true)) }
            @if !drawer.others.is_empty() { (section("layers", words.drawer.others, &others(&scene, drawer))) }
        }
    };
    let ward = drawer
        .ward
        .as_ref()
        .map(|(ward, name)| (name.to_string(), format!("/service/{ward}")));
    Sheet {
        subject: Subject::Stay(drawer.stay.stay),
        // A title is kept in the history of the browser: no name in it.
        title: words.drawer.stay.to_owned(),
        ward,
        about: drawer
            .bed
            .as_ref()
            .map_or_else(|| "lane".to_owned(), |(bed, _)| bed.to_string()),
        body,
    }
}

/// Where the patient is, with which doctor, since how many days.
fn lead(scene: &Scene<'_>, known: &Known) -> Markup {
    let (words, drawer) = (scene.words, &known.drawer);
    html! {
        p.lead {
            @if let Some((short, long)) = head::said(&drawer.stay) {
                span class={ "mono " (head::of(&drawer.stay)) } title=(long) { (short) }
            }
            @if let Some((bed, name)) = &drawer.bed { a href={ "/lit/" (bed) } data-drawer { b { (words.board.bed) " " (name) } } }
            @else if drawer.ward.is_some() { b { (words.board.lane) } }
            @if let Some((ward, name)) = &drawer.ward { a href={ "/service/" (ward) } { (name.as_str()) } }
            @else { (nowhere(scene, known)) }
            span title=(words.board.day_of_stay) { (words.board.day_letter) (drawer.stay.day) }
            @if let Some(reason) = &drawer.stay.reason { span title=(words.pick("Motif du séjour", "Reason of the stay")) { (reason.as_str()) } }
            @for (shown, symbol, text) in person::flags(scene, &drawer.stay) { @if shown { (person::flag(symbol, text)) } }
        }
    }
}

/// Why the patient is in no ward.
fn nowhere(scene: &Scene<'_>, known: &Known) -> &'static str {
    let (words, stay) = (&scene.words.drawer, &known.drawer.stay);
    if known.left.is_some() {
        words.over
    } else if stay.seen_leaving.is_some() {
        words.gone
    } else if stay.since > scene.now {
        words.not_here_yet
    } else {
        words.nowhere
    }
}

/// The parts of the sheet, for whoever jumps.
fn parts(scene: &Scene<'_>, open: bool) -> Markup {
    let (acts, drawer) = (&scene.words.acts, &scene.words.drawer);
    let parts = [
        (open, "sortie", acts.discharge),
        (open, "soins", acts.care),
        (true, "notes", acts.notes),
        (true, "parcours", drawer.course),
        (true, "historique", drawer.journal),
    ];
    html! {
        nav.parts aria-label=(acts.parts) {
            @for (shown, place, text) in parts { @if shown { a href={ "#" (place) } { (text) } } }
        }
    }
}

/// What asks to be looked at: departures, doubts, homonyms.
fn alerts(scene: &Scene<'_>, drawer: &StayDrawer) -> Markup {
    let (words, stay) = (scene.words, &drawer.stay);
    html! {
        @if let Some(at) = stay.seen_leaving {
            p.warn { b { (words.drawer.clocks.exit_awaited) } (words.day_and_hour(scene.zone, scene.now, at)) }
        }
        @if let Some(at) = stay.seen_arriving {
            p.warn { b { (words.drawer.clocks.admission_awaited) } (words.day_and_hour(scene.zone, scene.now, at)) }
        }
        @for doubt in &stay.doubts {
            @let (what, next) = words.doubt(*doubt);
            p.warn { b { (what) } span { (next) } }
        }
        @if !drawer.homonyms.is_empty() {
            div.warn {
                b { (words.acts.homonyms) }
                ul.same {
                    @for it in &drawer.homonyms {
                        li {
                            a href={ "/sejour/" (it.stay.stay) } data-drawer {
                                @match &it.bed { Some(bed) => { (words.board.bed) " " (bed) } None => (words.acts.no_bed) }
                                " · " (person::name(scene, &it.stay.name))
                                @if let Some(born) = it.born { " · " (words.drawer.born) " " (born) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn actions(scene: &Scene<'_>, known: &Known, refused: Option<&Refused>) -> Markup {
    let (words, stay) = (&scene.words.drawer, &known.drawer.stay);
    let path = |action: &str| format!("/sejour/{}/{action}", stay.stay);
    let now = to_field(scene.zone, scene.now);
    html! {
        section.do #placer aria-label=(words.actions) {
            @if known.drawer.bed.is_none() && stay.seen_leaving.is_none() { (place(scene, known, refused)) }
            @if known.drawer.bed.is_some() && stay.seen_leaving.is_none() {
                (refusal(refused, "placer"))
                div.row {
                    a.btn href=(path("deplacer")) data-drawer { (icon("move")) (scene.words.acts.move_to) }
                    form method="post" action=(path("sans-lit")) data-live {
                        (refusal(refused, "sans-lit"))
                        button.btn { (icon("armchair")) (words.unplace) }
                    }
                }
            }
            @if stay.seen_leaving.is_none() { hr; }
            (clocks::arrival(scene, &known.drawer, refused))
            @if stay.seen_leaving.is_some() {
                form method="post" action=(path("present")) data-live {
                    (refusal(refused, "present"))
                    button.btn.pri { (icon("undo-2")) (words.unmark_left) }
                }
            } @else {
                form method="post" action=(path("parti")) data-live {
                    (refusal(refused, "parti"))
                    (time_field(scene.words, "quand", words.left_at, &typed(refused, "parti", "quand", &now), true))
                    button.btn { (icon("log-out")) (words.mark_left) }
                }
            }
        }
    }
}

/// The choice of a bed, for somebody without one; the beds with what each would mean are one link away.
fn place(scene: &Scene<'_>, known: &Known, refused: Option<&Refused>) -> Markup {
    let words = &scene.words.drawer;
    let chosen = typed(refused, "placer", "lit", "");
    html! {
        form method="post" action={ "/sejour/" (known.drawer.stay.stay) "/placer" } data-live {
            (refusal(refused, "placer"))
            @if known.free.is_empty() {
                p.none { (words.no_free_bed) }
            } @else {
                label.field {
                    span { (words.which_bed) }
                    select name="lit" required {
                        @for (bed, name) in &known.free {
                            option value=(bed) selected[bed.to_string() == chosen] { (name) }
                        }
                    }
                }
                button.btn.pri { (icon("bed-single")) (words.place_in) }
                a.btn href={ "/sejour/" (known.drawer.stay.stay) "/deplacer" } data-drawer { (scene.words.acts.move_to) }
            }
        }
    }
}

fn facts(scene: &Scene<'_>, known: &Known) -> Markup {
    let (words, drawer) = (scene.words, &known.drawer);
    let stay = &drawer.stay;
    let hour = |at| words.day_and_hour(scene.zone, scene.now, at);
    let since = match known.left {
        Some(_) => words.drawer.stay,
        None if stay.since > scene.now => words.board.arrival,
        None => words.drawer.here_since,
    };
    html! {
        dl.facts {
            @if let Some(birth) = drawer.birth {
                (fact(words.drawer.born, &html! {
                    (words.birth(birth)) @if let Some(age) = stay.age { " " small { (words.age_said(age)) } }
                }))
            }
            @if let Some(name) = &drawer.birth_family { (fact(words.drawer.birth_name, &html! { (name.as_str()) })) }
            @if let Some(doctor) = &stay.doctor { (fact(words.drawer.doctor, &html! { (doctor.name) })) }
            @if let Some(department) = &stay.outlier { (fact(words.drawer.outlier_of, &html! { (department.as_str()) })) }
            (fact(since, &html! {
                (hour(stay.since)) @if let Some(left) = known.left { " – " (hour(left)) }
                @if let Some(class) = stay.class { " " small { (words.class(class)) } }
            }))
            @if let Some(back) = known.away {
                (fact(words.board.is_on_leave, &html! { (words.board.back) " " (back.map_or_else(|| "?".to_owned(), hour)) }))
            }
            @if let Some(leaving) = &stay.leaving {
                (fact(words.drawer.expected_discharge, &html! {
                    (person::leaving_said(scene, leaving))
                    @if let Some(destination) = leaving.destination { " " small { (words.destination(destination)) } }
                }))
            }
        }
    }
}

fn course(scene: &Scene<'_>, drawer: &StayDrawer) -> Markup {
    html! { ol.course { @for step in &drawer.course { (self::step(scene, step)) } } }
}

fn step(scene: &Scene<'_>, step: &Step) -> Markup {
    let words = scene.words;
    let class = match (step.cancelled, step.expected) {
        (true, _) => "cancelled",
        (false, true) => "expected",
        (false, false) => "done",
    };
    let notes = [
        (step.cancelled, words.drawer.step_cancelled),
        (step.expected && !step.cancelled, words.drawer.step_expected),
        (step.by_board, words.drawer.step_by_board),
        (step.inferred && !step.by_board, words.drawer.step_inferred),
    ];
    let notes: Vec<_> = notes
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, note)| note)
        .collect();
    html! {
        li class=(class) {
            time { (words.day_and_hour(scene.zone, scene.now, step.at)) }
            span.dot {}
            div title=(step.movement_name) {
                b { (words.movement(step.kind)) }
                @if !step.place.is_empty() { " " span.at { (step.place) } }
                @if !step.detail.is_empty() { small { (step.detail) } }
                @if let Some(seen) = step.seen {
                    small { (words.drawer.clocks.seen) " " (words.clock(scene.zone, seen)) " · " (words.drawer.clocks.office) " " (words.clock(scene.zone, step.at)) }
                }
                @if !notes.is_empty() { small { (notes.join(" · ")) } }
            }
        }
    }
}

fn numbers(scene: &Scene<'_>, drawer: &StayDrawer) -> Markup {
    html! {
        dl.facts {
            @for number in &drawer.numbers {
                (fact(scene.words.identifier(number.kind), &html! { (number.value.as_str()) " " small { (number.authority.as_str()) } }))
            }
        }
    }
}

fn others(scene: &Scene<'_>, drawer: &StayDrawer) -> Markup {
    html! {
        ul.links {
            @for (stay, at) in &drawer.others {
                li { a.btn.sm href={ "/sejour/" (stay) } data-drawer { (scene.words.day(scene.zone, scene.now, *at)) } }
            }
        }
    }
}
