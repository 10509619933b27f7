//! `/service/{ward}/murs`: the displays of a ward, their addresses, and the form that adds one.

use app::Snapshot;
use base::id::WardId;
use domain::display::{Display, DisplaySettings, Language, Masking, Orientation, Sector};
use domain::view::board::{RoomView, ward_board};
use maud::{Markup, html};

use super::form::{BOXES, inches, masking_word, metres, ticked};
use super::plan::plan;
use super::presence::Walls;
use crate::fields::Fields;
use crate::hub::Screen;
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, Place, page as whole};
use crate::qr;
use crate::visit::Visit;
use crate::words::{Explained, Layout};

/// What is said after a form.
pub enum Said {
    /// Nothing was sent.
    Nothing,
    /// It was done.
    Done,
    /// It was not, and this is what had been typed.
    Refused {
        /// Why, and what to do next.
        explained: Explained,
        /// What was typed.
        fields: Fields,
    },
}

/// What the page is made of.
pub struct Setup<'a> {
    pub visit: &'a Visit,
    pub snapshot: &'a Snapshot,
    pub walls: &'a Walls,
    /// Scheme and host of the addresses.
    pub base: String,
    pub ward: WardId,
}

/// The page; nothing when there is no such ward.
pub fn page(setup: &Setup<'_>, told: &Said) -> Option<Page> {
    let (visit, state) = (setup.visit, &setup.snapshot.state);
    let board = ward_board(state, &setup.snapshot.vault, setup.ward, visit.now)?;
    let words = visit.words;
    let text = &words.wall;
    let (closed, open): (Vec<&Display>, Vec<&Display>) =
        state.displays_of(setup.ward).partition(|it| it.revoked);
    let typed = match told {
        Said::Refused { fields, .. } => Some(fields),
        Said::Nothing | Said::Done => None,
    };
    let adding = typed.filter(|fields| fields.get("do") == Some("add"));
    let body = html! {
        main.plain.walls #main tabindex="-1" {
            h1 { (text.walls) }
            p.intro { (text.about) }
            (said(setup, told))
            @if open.is_empty() { p.none { (text.none) } }
            @for display in &open { (card(setup, &board.rooms, display, typed)) }
            section.card.new aria-labelledby="add-title" {
                h2 #add-title { (icon("plus")) (text.add_title) }
                form method="post" {
                    (fields(setup, &board.rooms, &Values::of(None, adding)))
                    p.acts { button.btn.pri name="do" value="add" { (text.add) } }
                }
            }
            @if !closed.is_empty() {
                section {
                    h2 { (text.revoked_ones) }
                    ul.gone { @for display in closed { li { (display.label.as_str()) " " span.tag { (text.revoked) } } } }
                }
            }
        }
    };
    let href = format!("/service/{}", setup.ward);
    let place = Some(Place {
        name: &board.name,
        above: text.walls,
        href: &href,
    });
    Some(whole(
        visit,
        &Frame {
            title: &format!("{}, {}", text.walls, board.name),
            nav: Nav::Territory,
            place,
            topics: String::new(),
            body,
        },
    ))
}

fn said(setup: &Setup<'_>, told: &Said) -> Markup {
    html! {
        @match told {
            Said::Nothing => {}
            Said::Done => { p.told.ok role="status" { (icon("check")) (setup.visit.words.wall.done) } }
            Said::Refused { explained, .. } => {
                div.told.no role="alert" tabindex="-1" autofocus {
                    (icon("triangle-alert")) p { b { (explained.why) } " " (explained.next) }
                }
            }
        }
    }
}

fn card(setup: &Setup<'_>, rooms: &[RoomView], display: &Display, typed: Option<&Fields>) -> Markup {
    let text = &setup.visit.words.wall;
    let id = display.id.to_string();
    let mine = typed.filter(|fields| fields.get("display") == Some(&id));
    let setting = mine.filter(|fields| fields.get("do") == Some("set"));
    let token = setup.walls.address(display.id, setup.visit.now);
    html! {
        section.card id=(id) aria-label=(display.label.as_str()) {
            header {
                h2 { (icon("monitor")) (display.label.as_str()) }
                (presence(setup, display))
            }
            p.q { (described(setup, rooms, display)) }
            @if let Some(token) = token {
                @let address = format!("{}/mur/{token}", setup.base);
                div.address {
                    (qr::code(&address, text.qr))
                    div {
                        h3 { (text.address) }
                        p { a href=(address) target="_blank" rel="noreferrer" { (address) } }
                        p.q { (text.address_why) }
                    }
                }
            } @else {
                p.q { (text.address_gone) }
            }
            details.fold open[setting.is_some()] {
                summary { b { (text.change) } }
                form method="post" {
                    input type="hidden" name="display" value=(id);
                    (fields(setup, rooms, &Values::of(Some(display), setting)))
                    p.acts { button.btn.pri name="do" value="set" { (setup.visit.words.common.save) } }
                }
            }
            details.fold {
                summary { b { (text.rekey) } }
                form method="post" {
                    input type="hidden" name="display" value=(id);
                    p.q { (text.rekey_why) }
                    p.acts { button.btn name="do" value="rekey" { (icon("refresh-cw")) (text.rekey) } }
                }
            }
            details.fold {
                summary { b { (text.revoke) } }
                form method="post" {
                    input type="hidden" name="display" value=(id);
                    p.q { (text.revoke_why) }
                    p.acts { button.btn.bad name="do" value="revoke" { (icon("trash-2")) (text.revoke) } }
                }
            }
        }
    }
}

/// Whether the display is connected, or when it was last seen.
fn presence(setup: &Setup<'_>, display: &Display) -> Markup {
    let (words, visit) = (setup.visit.words, setup.visit);
    let text = &words.wall;
    html! {
        @match setup.walls.seen(display.id) {
            Some(seen) if seen.streams > 0 => { span.tag.libre { (icon("check")) (text.online) } }
            Some(seen) => { span.tag.sortie { (icon("clock")) (text.last_seen) " " (words.day_and_hour(&visit.zone, visit.now, seen.at)) } }
            None => { span.tag { (text.never_seen) } }
        }
    }
}

/// `55 pouces, lu à 2,3 m · Initiales · 1920 × 1080 : lettres de 25 px, 6 × 5 lits, 1 page`.
fn described(setup: &Setup<'_>, rooms: &[RoomView], display: &Display) -> String {
    let (words, settings) = (setup.visit.words, &display.settings);
    let screen = setup
        .walls
        .seen(display.id)
        .map_or(Screen::USUAL, |seen| seen.screen);
    let beds: Vec<usize> = super::view::sector(rooms, settings.sector)
        .iter()
        .map(|room| room.beds.len())
        .collect();
    let plan = plan(screen, settings, &beds);
    let mut out = words.wall_measured(&inches(settings.diagonal_mm), &metres(settings.distance_mm));
    out.push_str(" · ");
    out.push_str(words.masking(settings.masking));
    out.push_str(" · ");
    out.push_str(&words.wall_laid_out(&Layout {
        screen: (screen.width, screen.height),
        letters: plan.letter.div_ceil(10),
        beds: (plan.columns, plan.rows),
        pages: u32::try_from(plan.pages.len()).unwrap_or(u32::MAX),
    }));
    if !plan.legible {
        out.push_str(" · ");
        out.push_str(words.wall.too_small);
    }
    out
}

/// What the fields show: what was typed when it was refused, else what is set.
struct Values {
    label: String,
    diagonal: String,
    unit: String,
    distance: String,
    seconds: String,
    orientation: String,
    masking: String,
    language: String,
    from: String,
    to: String,
    boxes: [bool; 6],
}

impl Values {
    fn of(display: Option<&Display>, typed: Option<&Fields>) -> Self {
        if let Some(fields) = typed {
            let get = |name: &str| fields.get(name).unwrap_or_default().to_owned();
            return Self {
                label: get("label"),
                diagonal: get("diagonal"),
                unit: get("unit"),
                distance: get("distance"),
                seconds: get("seconds"),
                orientation: get("orientation"),
                masking: get("masking"),
                language: get("language"),
                from: get("from"),
                to: get("to"),
                boxes: BOXES.map(|name| fields.get(name).is_some()),
            };
        }
        let usual = DisplaySettings::default();
        let settings = display.map_or(&usual, |it| &it.settings);
        let (from, to) = match settings.sector {
            Sector::Whole => (String::new(), String::new()),
            Sector::Rooms { from, to } => (from.to_string(), to.to_string()),
        };
        Self {
            label: display.map(|it| it.label.to_string()).unwrap_or_default(),
            diagonal: inches(settings.diagonal_mm),
            unit: "in".to_owned(),
            distance: metres(settings.distance_mm),
            seconds: settings.seconds_per_page.to_string(),
            orientation: match settings.orientation {
                Orientation::Auto => "auto",
                Orientation::Portrait => "portrait",
            }
            .to_owned(),
            masking: masking_word(settings.masking).to_owned(),
            language: match settings.language {
                Language::French => "fr",
                Language::English => "en",
            }
            .to_owned(),
            from,
            to,
            boxes: ticked(&settings.fields),
        }
    }
}

fn fields(setup: &Setup<'_>, rooms: &[RoomView], values: &Values) -> Markup {
    let text = &setup.visit.words.wall;
    let decimal = |text: &str| setup.visit.words.decimal(text);
    let room = |room: &RoomView| (room.room.to_string(), room.code.clone());
    let maskings = Masking::ALL
        .into_iter()
        .zip(text.maskings)
        .map(|(it, said)| (masking_word(it).to_owned(), said.to_owned()));
    let pair = |value: &str, said: &str| (value.to_owned(), said.to_owned());
    html! {
        div.fields {
            label.field.wide { span { (text.label) } input type="text" name="label" value=(values.label) placeholder=(text.label_hint) maxlength="60" required autocomplete="off"; }
            (number(text.diagonal, "diagonal", &decimal(&values.diagonal)))
            (choice(text.unit, "unit", [pair("in", text.inches), pair("cm", text.centimetres)].into_iter(), &values.unit))
            (number(text.distance, "distance", &decimal(&values.distance)))
            (choice(text.masking, "masking", maskings, &values.masking))
            (choice(text.orientation, "orientation", [pair("auto", text.orientation_auto), pair("portrait", text.orientation_portrait)].into_iter(), &values.orientation))
            (choice(text.from, "from", std::iter::once(pair("", text.first_room)).chain(rooms.iter().map(room)), &values.from))
            (choice(text.to, "to", std::iter::once(pair("", text.last_room)).chain(rooms.iter().map(room)), &values.to))
            (number(text.seconds, "seconds", &values.seconds))
            (choice(text.language, "language", [pair("fr", "Français"), pair("en", "English")].into_iter(), &values.language))
            fieldset {
                legend { (text.fields) }
                @for ((name, said), ticked) in BOXES.into_iter().zip(text.field_names).zip(values.boxes) {
                    label.check { input type="checkbox" name=(name) value="1" checked[ticked]; (said) }
                }
            }
        }
    }
}

/// A measure: text, so that a comma is as good as a point.
fn number(label: &str, name: &str, value: &str) -> Markup {
    html! {
        label.field { span { (label) } input type="text" inputmode="decimal" name=(name) value=(value) maxlength="8" required autocomplete="off"; }
    }
}

fn choice(label: &str, name: &str, options: impl Iterator<Item = (String, String)>, current: &str) -> Markup {
    html! {
        label.field {
            span { (label) }
            select name=(name) {
                @for (value, said) in options { option value=(value) selected[value == current] { (said) } }
            }
        }
    }
}
