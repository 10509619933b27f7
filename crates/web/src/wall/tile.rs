//! A bed on a wall: no link, no button; the head says who treats, texture and word and icon say the state.
//!
//! The match on [`Face`] has no other arm: a state without a picture does not compile.

use domain::bed::Hygiene;
use domain::display::{DisplaySettings, WallName, on_wall};
use domain::view::board::{Face, StayView, TileView};
use maud::{Markup, html};

use super::signs;
use crate::icon::icon;
use crate::scene::Scene;
use crate::{head, person};

/// What a wall needs to know to draw a bed.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// Texts, zone and moment.
    pub scene: &'a Scene<'a>,
    /// What the display shows.
    pub settings: &'a DisplaySettings,
}

/// What differs from one bed to the next.
struct Card {
    class: &'static str,
    band: String,
    right: Markup,
    body: Markup,
    foot: Option<Foot>,
}

/// The next movement, or what the bed waits for.
struct Foot {
    class: &'static str,
    symbol: &'static str,
    when: String,
    what: String,
}

/// The bed.
pub fn tile(look: Look<'_>, tile: &TileView) -> Markup {
    let card = match &tile.face {
        Face::Free { since } => free(look, tile, *since),
        Face::Reserved(stay) => reserved(look, tile, stay),
        Face::Promised => promised(look, tile),
        Face::Occupied(stay) => occupied(look, stay),
        Face::OnLeave { stay, back_at } => on_leave(look, stay, *back_at),
        Face::Disputed(stays) => disputed(look, stays),
        Face::ToClean { since, contaminated } => to_clean(look, *since, *contaminated),
        Face::Cleaning { since } => cleaning(look, *since),
        Face::Closed { reason, until } => {
            let words = look.scene.words;
            let until = until.map(|until| words.day_and_hour(look.scene.zone, look.scene.now, until));
            Card {
                class: "ferme",
                band: String::new(),
                right: state("lock", words.board.is_closed),
                body: html! {
                    p.nm { b { (words.closure(*reason)) } }
                    @if let Some(until) = until { p.fit { (words.board.until) " " (until) } }
                },
                foot: None,
            }
        }
    };
    let (bed, number) = if tile.bed_code.is_empty() {
        (&tile.name, "")
    } else {
        (&tile.room_code, tile.bed_code.as_str())
    };
    html! {
        article id=(tile.bed) class={ "tile " (card.class) @if tile.surge { " surge" } } {
            header class={ "band " (card.band) } {
                h3.bed { (bed) @if !number.is_empty() { b { (number) } } }
                (card.right)
            }
            div.b { (card.body) }
            @if let Some(foot) = card.foot {
                footer class={ "mv " (foot.class) } {
                    (icon(foot.symbol)) @if !foot.when.is_empty() { b { (foot.when) } } span { (foot.what) }
                }
            }
        }
    }
}

fn state(symbol: &str, word: &str) -> Markup {
    html! { span.state { (icon(symbol)) (word) } }
}

fn free(look: Look<'_>, tile: &TileView, since: Option<base::Moment>) -> Card {
    let (words, scene) = (look.scene.words, look.scene);
    let offers: Vec<_> = tile.attributes.iter().map(|it| words.attribute(it)).collect();
    Card {
        class: "libre",
        band: String::new(),
        right: state("bed-double", words.board.is_free),
        body: html! {
            p.nm {
                b { (words.board.ready) }
                @if let Some(since) = since { span.q { (words.board.since) " " (words.lately(scene.zone, scene.now, since)) } }
            }
            @if !offers.is_empty() { p.fit { (offers.join(" · ")) } }
        },
        foot: None,
    }
}

fn reserved(look: Look<'_>, tile: &TileView, stay: &StayView) -> Card {
    let (words, scene) = (look.scene.words, look.scene);
    // A ward that is still asked awaits nobody yet.
    let asked = tile.hold.as_ref().and_then(|it| it.answer_by);
    let foot = look.settings.fields.moves.then(|| match asked {
        Some(by) => Foot {
            class: "ent",
            symbol: "inbox",
            when: words.soon(scene.zone, scene.now, by),
            what: words.pick("Réponse attendue", "Answer awaited").to_owned(),
        },
        None => Foot {
            class: "ent",
            symbol: "log-in",
            when: words.soon(scene.zone, scene.now, stay.since),
            what: words.board.arrival.to_owned(),
        },
    });
    Card {
        class: "reserve",
        band: String::new(),
        right: state("bookmark-check", words.board.is_reserved),
        body: html! { (name_line(look, stay, "")) (signs::line(look, stay, false)) },
        foot,
    }
}

/// Promised to somebody whom the feed does not know yet: a wall does not name them.
fn promised(look: Look<'_>, tile: &TileView) -> Card {
    let (words, scene) = (look.scene.words, look.scene);
    let until = tile
        .hold
        .as_ref()
        .filter(|_| look.settings.fields.moves)
        .map(|it| it.until);
    Card {
        class: "reserve",
        band: String::new(),
        right: state("bookmark-check", words.board.is_reserved),
        body: html! {},
        foot: until.map(|until| Foot {
            class: "ent",
            symbol: "log-in",
            when: words.soon(scene.zone, scene.now, until),
            what: words.board.until.to_owned(),
        }),
    }
}

fn occupied(look: Look<'_>, stay: &StayView) -> Card {
    let class = match stay.seen_leaving {
        Some(_) => "occ gone",
        None if person::is_overdue(stay) => "occ late",
        None => "occ",
    };
    Card {
        class,
        band: band(look, stay),
        right: monogram(look, stay),
        body: patient(look, stay),
        foot: departure(look, stay),
    }
}

fn on_leave(look: Look<'_>, stay: &StayView, back: Option<base::Moment>) -> Card {
    let (words, scene) = (look.scene.words, look.scene);
    let what = match back {
        Some(back) => format!("{} {}", words.wall.back, words.soon(scene.zone, scene.now, back)),
        None => words.wall.back_unknown.to_owned(),
    };
    Card {
        class: "occ away",
        band: band(look, stay),
        right: monogram(look, stay),
        body: patient(look, stay),
        foot: Some(Foot {
            class: "absent",
            symbol: "move",
            when: words.wall.away.to_owned(),
            what,
        }),
    }
}

fn disputed(look: Look<'_>, stays: &[StayView]) -> Card {
    let words = look.scene.words;
    Card {
        class: "occ dispute late",
        band: String::new(),
        right: state("triangle-alert", words.board.is_disputed),
        body: html! { @for stay in stays.iter().take(2) { (name_line(look, stay, "")) } },
        foot: Some(Foot {
            class: "retard",
            symbol: "triangle-alert",
            when: stays.len().to_string(),
            what: words.wall.settle.to_owned(),
        }),
    }
}

fn to_clean(look: Look<'_>, since: base::Moment, contaminated: bool) -> Card {
    let (words, scene) = (look.scene.words, look.scene);
    let (hygiene, symbol, class) = if contaminated {
        (Hygiene::Contaminated, "biohazard", "menage todo conta")
    } else {
        (Hygiene::ToClean, "spray-can", "menage todo")
    };
    Card {
        class,
        band: String::new(),
        right: state(symbol, words.hygiene(hygiene)),
        body: html! { p.nm { b { (words.board.since_when) " " (words.lately(scene.zone, scene.now, since)) } } },
        foot: None,
    }
}

fn cleaning(look: Look<'_>, since: base::Moment) -> Card {
    let (words, scene) = (look.scene.words, look.scene);
    Card {
        class: "menage",
        band: String::new(),
        right: state("brush-cleaning", words.hygiene(Hygiene::Cleaning)),
        body: html! {
            p.nm {
                b { (words.board.under_way) }
                span.q { (words.board.since) " " (words.lately(scene.zone, scene.now, since)) }
            }
        },
        foot: None,
    }
}

/// Whether the wall may tell anything of the patient.
fn tells(look: Look<'_>, stay: &StayView) -> bool {
    on_wall(stay, look.settings.masking) != WallName::Nobody
}

/// The colour of the head: who treats, when that is shown and the patient is not hidden.
fn band(look: Look<'_>, stay: &StayView) -> String {
    if look.settings.fields.doctor && tells(look, stay) {
        head::of(stay)
    } else {
        "pale".to_owned()
    }
}

fn monogram(look: Look<'_>, stay: &StayView) -> Markup {
    let said = head::said(stay).filter(|_| look.settings.fields.doctor && tells(look, stay));
    html! { @if let Some((short, _)) = said { span.doc { (short) } } }
}

fn patient(look: Look<'_>, stay: &StayView) -> Markup {
    html! {
        (name_line(look, stay, look.scene.words.wall.somebody))
        (signs::line(look, stay, look.settings.fields.day && tells(look, stay)))
    }
}

/// Who lies there, as far as the policy tells; `otherwise` stands for somebody of whom nothing is told.
fn name_line(look: Look<'_>, stay: &StayView, otherwise: &str) -> Markup {
    let name = on_wall(stay, look.settings.masking);
    html! {
        p.nm {
            span {
                @match &name {
                    WallName::Full { family, given } => { b { (family) } " " (given) }
                    WallName::Initials(initials) => { b { (initials) } }
                    WallName::Nobody => { (otherwise) }
                }
            }
            @if name != WallName::Nobody && look.settings.fields.age { (person::sex_and_age(look.scene, stay)) }
        }
    }
}

/// The next movement of an occupied bed, when it is today or overdue, or what the patient waits for.
fn departure(look: Look<'_>, stay: &StayView) -> Option<Foot> {
    if !look.settings.fields.moves {
        return None;
    }
    let (words, scene) = (look.scene.words, look.scene);
    let foot = |class, symbol, when, what: &str| Foot {
        class,
        symbol,
        when,
        what: what.to_owned(),
    };
    if let Some(at) = stay.seen_leaving {
        let when = words.soon(scene.zone, scene.now, at);
        return Some(foot("parti", "user-check", when, words.wall.left));
    }
    let leaving = stay.leaving?;
    if leaving.late {
        let by = if leaving.day_only {
            words.day(scene.zone, scene.now, leaving.at)
        } else {
            format!("+{}", words.lasting(scene.now.since(leaving.at)))
        };
        return Some(if leaving.announced {
            foot("retard", "triangle-alert", by, words.wall.late)
        } else {
            foot("sortie", "hourglass", by, words.wall.passed)
        });
    }
    if !leaving.today {
        return None;
    }
    let when = if leaving.day_only {
        words.day(scene.zone, scene.now, leaving.at)
    } else {
        words.clock(scene.zone, leaving.at)
    };
    let what = if leaving.announced {
        words.wall.leaves
    } else {
        words.wall.may_leave
    };
    Some(foot("sortie", "log-out", when, what))
}
