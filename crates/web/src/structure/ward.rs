//! `/structure/service/{ward}`: everything that can be set about one ward.

use domain::state::State;
use domain::structure::Standing;
use domain::view::structure::{RoomLine, StructureView, WardStructure};
use maud::{Markup, html};

use super::parts::{Said, act, choice, kinds, line, said, standing};
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, Place, page as whole};
use crate::visit::Visit;
use crate::words::Words;

/// The page.
pub fn page(visit: &Visit, state: &State, view: &StructureView, ward: &WardStructure, told: &Said) -> Page {
    let words = visit.words;
    let text = &words.structure;
    let scene = Scene {
        words,
        state,
        view,
        ward,
    };
    let body = html! {
        div.page.struct {
            main.list #main tabindex="-1" {
                div.wardhead {
                    h1 { (ward.name) " " (standing(words, ward.standing)) }
                    p {
                        (words.pair(text.code, &ward.code)) " · " (ward.establishment) " · "
                        (words.count(ward.present, text.patients)) " · "
                        a href={ "/service/" (ward.ward) } { (text.board) }
                    }
                }
                (said(words, told))
                @if ward.standing == Standing::Discovered {
                    form.todo method="post" {
                        (icon("circle-question-mark"))
                        p { b { (words.board.discovered_ward) } span { (text.confirm_why) } }
                        (act("confirm", "pri", text.confirm))
                    }
                }
                (beds(&scene))
            }
            aside.rail aria-label=(text.identity) {
                (identity(&scene))
                (place(&scene))
                (units(&scene))
                (rooms(&scene))
                (ending(&scene))
            }
        }
    };
    let place = Some(Place {
        name: &ward.name,
        above: text.title,
        href: "/structure",
    });
    whole(
        visit,
        &Frame {
            title: &ward.name,
            nav: Nav::Structure,
            place,
            topics: String::new(),
            body,
        },
    )
}

struct Scene<'a> {
    words: &'static Words,
    state: &'a State,
    view: &'a StructureView,
    ward: &'a WardStructure,
}

fn identity(scene: &Scene<'_>) -> Markup {
    let text = &scene.words.structure;
    html! {
        section {
            h2 { (icon("pencil")) (text.identity) }
            form.card method="post" {
                (line(text.name, "name", &scene.ward.name, 250))
                (line(text.specialty, "specialty", &scene.ward.specialty, 250))
                (act("rename", "", scene.words.common.save))
            }
        }
    }
}

/// Sites and divisions of the ward's own establishment only: no other would be accepted.
fn place(scene: &Scene<'_>) -> Markup {
    let (text, state, ward) = (&scene.words.structure, scene.state, scene.ward);
    let establishment = state.ward(ward.ward).map(|it| it.establishment);
    let sites = scene
        .view
        .sites
        .iter()
        .filter(|(id, _)| state.site(*id).map(|it| it.establishment) == establishment);
    let divisions = scene
        .view
        .divisions
        .iter()
        .filter(|(id, _)| state.division(*id).map(|it| it.establishment) == establishment);
    let site = ward.site.map(|id| id.to_string());
    let division = ward.division.map(|id| id.to_string());
    html! {
        section {
            h2 { (icon("map-pin")) (text.place) }
            form.card method="post" {
                (choice(text.site, "site", Some(text.unknown), sites.map(|(id, name)| (id.to_string(), name.as_str())), site.as_deref()))
                (choice(text.division, "division", Some(text.unknown), divisions.map(|(id, name)| (id.to_string(), name.as_str())), division.as_deref()))
                (act("attach", "", scene.words.common.save))
            }
        }
    }
}

fn units(scene: &Scene<'_>) -> Markup {
    let (text, ward) = (&scene.words.structure, scene.ward);
    let others: Vec<(String, String)> = scene
        .view
        .units
        .iter()
        .chain(
            scene
                .view
                .wards
                .iter()
                .filter(|it| it.ward != ward.ward)
                .flat_map(|it| &it.units),
        )
        .map(|unit| (unit.unit.to_string(), format!("{} {}", unit.code, unit.name)))
        .collect();
    html! {
        section {
            h2 { (icon("layers")) (text.units) " " span.cnt { (ward.units.len()) } }
            ul.units {
                @for unit in &ward.units {
                    li {
                        p { b { (unit.code) } " " (unit.name) small { (kinds(scene.words, unit.kinds)) } }
                        form method="post" {
                            input type="hidden" name="unit" value=(unit.unit);
                            button.btn.sm name="do" value="detach" aria-label={ (text.detach) ", " (unit.code) } { (text.detach) }
                        }
                    }
                }
            }
            @if !others.is_empty() {
                details.fold {
                    summary { (icon("plus")) (text.attach) }
                    form method="post" {
                        (choice(text.unit, "unit", Some(text.no_ward), others.iter().map(|(id, said)| (id.clone(), said.as_str())), None))
                        (act("unit", "", text.attach))
                    }
                }
            }
        }
    }
}

fn beds(scene: &Scene<'_>) -> Markup {
    let (words, text, ward) = (scene.words, &scene.words.structure, scene.ward);
    let count: usize = ward.rooms.iter().map(|(_, _, beds)| beds.len()).sum();
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let rooms = u32::try_from(ward.rooms.len()).unwrap_or(u32::MAX);
    html! {
        section.beds {
            h2 { (text.rooms) " " span.q { (words.count(rooms, text.room)) ", " (words.count(count, words.common.beds)) } }
            @if count == 0 {
                p.none { (text.no_bed) }
            } @else {
                p.q { (text.rooms_why) }
                form method="post" {
                    div.rooms { @for room in &ward.rooms { (room_fold(scene, room)) } }
                    p.sticky { (act("beds", "pri", text.save_beds)) }
                }
            }
        }
    }
}

fn room_fold(scene: &Scene<'_>, (room, code, beds): &RoomLine) -> Markup {
    let (words, text) = (scene.words, &scene.words.structure);
    let count = u32::try_from(beds.len()).unwrap_or(u32::MAX);
    let is_new = beds
        .iter()
        .any(|(_, _, standing)| *standing == Standing::Discovered);
    html! {
        details.fold #(room) {
            summary {
                b { (code) } span.q { (words.count(count, words.common.beds)) }
                @if is_new { (standing(words, Standing::Discovered)) }
            }
            @for (bed, name, _) in beds {
                @let label = scene.state.bed(*bed).and_then(|it| it.label.as_ref()).map_or("", |it| it.as_str());
                div.bedline {
                    label { span.vh { (text.label) " " } b { (name) } input type="text" name={ "label-" (bed) } value=(label) maxlength="20" autocomplete="off"; }
                    label.check { input type="checkbox" name={ "remove-" (bed) } value="1"; (text.remove) }
                }
            }
        }
    }
}

fn rooms(scene: &Scene<'_>) -> Markup {
    let (text, ward) = (&scene.words.structure, scene.ward);
    html! {
        @if !ward.rooms.is_empty() && scene.view.wards.len() > 1 {
            section {
                details.fold {
                    summary { (icon("move")) (text.move_rooms) }
                    form method="post" {
                        fieldset {
                            legend.vh { (text.move_rooms) }
                            @for (room, code, _) in &ward.rooms {
                                label.check { input type="checkbox" name="room" value=(room); (code) }
                            }
                        }
                        (other_wards(scene, text.to_ward, "ward"))
                        (act("rooms", "", text.move_room))
                    }
                }
            }
        }
    }
}

fn ending(scene: &Scene<'_>) -> Markup {
    let (text, ward) = (&scene.words.structure, scene.ward);
    html! {
        section {
            @if scene.view.wards.len() > 1 {
                details.fold {
                    summary { (icon("merge")) (text.merge) }
                    form method="post" {
                        p.q { (text.merge_why) }
                        (other_wards(scene, text.to_ward, "kept"))
                        (act("merge", "bad", text.merge_do))
                    }
                }
            }
            @if ward.standing == Standing::Ignored {
                form.card method="post" { p.q { (text.restore_why) } (act("restore", "pri", text.restore)) }
            } @else {
                details.fold {
                    summary { (icon("eye-off")) (text.ignore) }
                    form method="post" { p.q { (text.ignore_why) } (act("ignore", "bad", text.ignore)) }
                }
            }
        }
    }
}

/// The other wards of the same establishment.
fn other_wards(scene: &Scene<'_>, label: &str, name: &str) -> Markup {
    let this = scene.ward.ward;
    let establishment = |ward| scene.state.ward(ward).map(|it| it.establishment);
    let others = scene
        .view
        .wards
        .iter()
        .filter(|it| it.ward != this && establishment(it.ward) == establishment(this));
    let others = others.map(|it| (it.ward.to_string(), it.name.as_str()));
    choice(label, name, Some(scene.words.structure.no_ward), others, None)
}
