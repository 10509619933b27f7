//! Drawing a board: rooms and beds in reading order, and the people in them.

use std::sync::Arc;

use base::Moment;
use base::id::{BedId, StayId, WardId};
use smallvec::{SmallVec, smallvec};

use super::super::day::Day;
use super::super::order::natural;
use super::super::ward_flow::ward_flow;
use super::count::{beds_of, rooms_of};
use super::figures::figures_of;
use super::look::{Around, Look, around, is_soon_free, look};
use super::person::{Cast, Shown};
use super::specialties::specialties_of;
use super::{Closure, DoctorCount, Face, RoomView, StayView, Summary, TileView, WardBoard};
use crate::bed::Operation;
use crate::board_config::BoardConfig;
use crate::state::State;
use crate::stay::Stay;
use crate::structure::{Bed, Room, Standing, Ward};
use crate::vault::Vault;

/// The board of a ward at a moment; none for a ward that is unknown or was merged into another one.
///
/// A ward that was set aside (ignored) still has its board, for whoever set it aside by mistake; the territory leaves
/// it out. Out-patients without a bed are shown for a day: administrative systems rarely say that a consultation
/// is over.
#[must_use]
pub fn ward_board(state: &State, vault: &Vault, ward: WardId, now: Moment) -> Option<WardBoard> {
    ward_board_with(state, vault, ward, now, &state.board_config(Some(ward)))
}

/// The board of a ward as it would be with that configuration: what a draft is judged by.
#[must_use]
pub fn ward_board_with(
    state: &State,
    vault: &Vault,
    ward: WardId,
    now: Moment,
    config: &Arc<BoardConfig>,
) -> Option<WardBoard> {
    let known = state.ward(ward).filter(|it| it.merged_into.is_none())?;
    let day = Day::of(state, now);
    let rooms = looks_of(state, known, &day);
    let mut summary = Summary::default();
    let (unplaced, expected) = people_around(state, ward, &rooms, &day, &mut summary);
    let in_beds = || {
        rooms
            .iter()
            .flat_map(|room| &room.beds)
            .flat_map(|(_, look)| people_of(look, now))
    };
    let shown: Vec<Shown<'_>> = in_beds()
        .chain(unplaced.clone())
        .chain(expected.clone())
        .collect();
    let cast = Cast::of(state, vault, &day, &shown, config);
    let doctors = doctor_counts(&cast, in_beds().filter(|it| it.present), &unplaced);
    let views =
        |list: Vec<Shown<'_>>| -> Vec<StayView> { list.into_iter().map(|it| cast.view(it)).collect() };
    let planned_beds = planned_beds(state, ward, &expected, &day);
    let (unplaced, expected) = (views(unplaced), views(expected));
    let rooms: Vec<RoomView> = rooms
        .iter()
        .map(|room| room_view(state, room, &cast, &day))
        .collect();
    let tiles = || rooms.iter().flat_map(|room| &room.beds);
    let lying = tiles().filter_map(|tile| tile.face.lying());
    let others = tiles()
        .filter(|tile| matches!(tile.face, Face::Reserved(_) | Face::Disputed(_)))
        .flat_map(|tile| tile.face.stays());
    let specialties = specialties_of(lying, others.chain(&unplaced).chain(&expected), config);
    let figures = figures_of(state, &day, tiles(), &unplaced, &expected);
    Some(WardBoard {
        ward,
        name: known.name.clone(),
        site: known.site.and_then(|id| state.site(id)).map(|it| it.name.clone()),
        establishment: state
            .establishment(known.establishment)
            .map_or_else(|| known.name.clone(), |it| it.name.clone()),
        specialty: known.specialty.clone(),
        discovered: known.standing == Standing::Discovered,
        config: config.clone(),
        seq: state.seq,
        now,
        summary,
        figures,
        rooms,
        unplaced,
        expected,
        doctors,
        specialties,
        planned_beds,
        flow: ward_flow(state, vault, ward, now),
    })
}

/// A room with what its beds show, in reading order.
struct RoomLook<'a> {
    room: &'a Room,
    beds: Vec<(&'a Bed, Look<'a>)>,
}

/// The rooms of a ward that hold a bed, and their beds, in reading order.
fn looks_of<'a>(state: &'a State, ward: &'a Ward, day: &Day) -> Vec<RoomLook<'a>> {
    let mut rooms: Vec<RoomLook<'a>> = rooms_of(state, ward)
        .map(|room| {
            let mut beds: Vec<(&Bed, Look<'_>)> = beds_of(state, room)
                .map(|bed| (bed, look(state, bed, day)))
                .collect();
            beds.sort_by(|(a, _), (b, _)| by_place(&a.code, &b.code).then(a.id.cmp(&b.id)));
            RoomLook { room, beds }
        })
        .filter(|room| !room.beds.is_empty())
        .collect();
    rooms.sort_by(|a, b| natural(&a.room.code, &b.room.code).then(a.room.id.cmp(&b.room.id)));
    rooms
}

/// The order of beds in a room: as one walks in, the bed at the door (`P`) before the one at the window (`F`), else natural.
fn by_place(a: &str, b: &str) -> std::cmp::Ordering {
    match (a, b) {
        ("P", "F") => std::cmp::Ordering::Less,
        ("F", "P") => std::cmp::Ordering::Greater,
        _ => natural(a, b),
    }
}

/// Who is in the ward without a bed (longest first), and who is expected until the end of tomorrow (soonest first).
///
/// Somebody whose planned bed shows them already is not repeated; one whose planned bed is still taken is. Beds and
/// people are counted by the way.
fn people_around<'a>(
    state: &'a State,
    ward: WardId,
    rooms: &[RoomLook<'a>],
    day: &Day,
    summary: &mut Summary,
) -> (Vec<Shown<'a>>, Vec<Shown<'a>>) {
    for (bed, look) in rooms.iter().flat_map(|room| &room.beds) {
        summary.note(look, is_soon_free(state, bed, look, day));
    }
    let (mut unplaced, mut expected) = (Vec::new(), Vec::new());
    for stay in state.index.stays_of_ward(ward).filter_map(|id| state.stay(id)) {
        let around = around(state, stay, ward, day);
        summary.note_around(state, stay, ward, &around, day);
        match around {
            Around::WithoutBed(period) => unplaced.push(Shown {
                stay,
                since: stay.timeline.arrived_at.unwrap_or(period.from),
                present: true,
            }),
            Around::Expected { at, bed } if at < day.end_of_tomorrow => {
                if !bed.is_some_and(|bed| shows_as_reserved(rooms, bed, stay.id)) {
                    expected.push(Shown {
                        stay,
                        since: at,
                        present: false,
                    });
                }
            }
            Around::InBed(_) | Around::Expected { .. } | Around::Elsewhere => {}
        }
    }
    unplaced.sort_by_key(|it| (it.since, it.stay.id));
    expected.sort_by_key(|it| (it.since, it.stay.id));
    (unplaced, expected)
}

/// The beds planned for those expected people.
fn planned_beds(state: &State, ward: WardId, expected: &[Shown<'_>], day: &Day) -> Vec<(StayId, BedId)> {
    let mut planned: Vec<_> = expected
        .iter()
        .filter_map(|it| match around(state, it.stay, ward, day) {
            Around::Expected { bed, .. } => Some((it.stay.id, bed?)),
            Around::InBed(_) | Around::WithoutBed(_) | Around::Elsewhere => None,
        })
        .collect();
    planned.sort_unstable();
    planned
}

fn shows_as_reserved(rooms: &[RoomLook<'_>], bed: BedId, stay: StayId) -> bool {
    rooms.iter().flat_map(|room| &room.beds).any(|(it, look)| {
        it.id == bed && matches!(look, Look::Reserved { stay: shown, .. } if shown.id == stay)
    })
}

/// Nearly always one or nobody.
fn people_of<'a>(look: &Look<'a>, now: Moment) -> SmallVec<[Shown<'a>; 1]> {
    match look {
        Look::Disputed(stays) => stays.iter().map(|stay| lying(stay, now)).collect(),
        Look::Occupied(stay) | Look::OnLeave(stay) => smallvec![lying(stay, now)],
        Look::Reserved { stay, at } => smallvec![Shown {
            stay,
            since: *at,
            present: false,
        }],
        Look::Promised
        | Look::Closed { .. }
        | Look::ToClean { .. }
        | Look::Cleaning { .. }
        | Look::Free { .. } => SmallVec::new(),
    }
}

fn lying(stay: &Stay, now: Moment) -> Shown<'_> {
    Shown {
        stay,
        since: stay.timeline.arrived_at.unwrap_or(now),
        present: true,
    }
}

fn room_view(state: &State, room: &RoomLook<'_>, cast: &Cast<'_>, day: &Day) -> RoomView {
    let now = day.now;
    let alone = room.beds.len() == 1;
    let beds: Vec<TileView> = room
        .beds
        .iter()
        .map(|(bed, look)| {
            let (room_code, bed_code) = parts_of_name(room.room, bed, alone);
            TileView {
                bed: bed.id,
                name: joined(&room_code, &bed_code),
                room_code,
                bed_code,
                attributes: bed.attributes.union(room.room.attributes),
                surge: bed.operation == Operation::Surge,
                discovered: bed.standing == Standing::Discovered,
                closed_after: closed_after(bed, look, now),
                hold: cast.promise(bed).map(Box::new),
                soon: is_soon_free(state, bed, look, day),
                face: face(look, cast, now),
            }
        })
        .collect();
    let code = match beds.as_slice() {
        [only] if only.bed_code.is_empty() => only.room_code.clone(),
        _ => room.room.code.to_string(),
    };
    RoomView {
        room: room.room.id,
        code,
        attributes: room.room.attributes,
        beds,
    }
}

/// The closure that whoever lies in the bed hides.
fn closed_after(bed: &Bed, look: &Look<'_>, now: Moment) -> Option<Closure> {
    match look {
        Look::Occupied(_) | Look::OnLeave(_) | Look::Disputed(_) => {
            let (reason, until) = bed.operation.closure(now)?;
            Some(Closure { reason, until })
        }
        Look::Reserved { .. }
        | Look::Promised
        | Look::Closed { .. }
        | Look::ToClean { .. }
        | Look::Cleaning { .. }
        | Look::Free { .. } => None,
    }
}

fn face(look: &Look<'_>, cast: &Cast<'_>, now: Moment) -> Face {
    match look {
        Look::Disputed(stays) => {
            Face::Disputed(stays.iter().map(|stay| cast.view(lying(stay, now))).collect())
        }
        Look::Occupied(stay) => Face::Occupied(Box::new(cast.view(lying(stay, now)))),
        Look::OnLeave(stay) => Face::OnLeave {
            stay: Box::new(cast.view(lying(stay, now))),
            back_at: stay.timeline.facts.expected_return,
        },
        Look::Reserved { stay, at } => Face::Reserved(Box::new(cast.view(Shown {
            stay,
            since: *at,
            present: false,
        }))),
        Look::Promised => Face::Promised,
        Look::Closed { reason, until } => Face::Closed {
            reason: *reason,
            until: *until,
        },
        Look::ToClean { since, contaminated } => Face::ToClean {
            since: *since,
            contaminated: *contaminated,
        },
        Look::Cleaning { since } => Face::Cleaning { since: *since },
        Look::Free { since } => Face::Free { since: *since },
    }
}

/// Doctors in alphabetical order, with how many of the patients in beds are theirs.
fn doctor_counts<'a>(
    cast: &Cast<'_>,
    in_beds: impl Iterator<Item = Shown<'a>>,
    unplaced: &[Shown<'a>],
) -> Vec<DoctorCount> {
    let of_beds: Vec<_> = in_beds.filter_map(|it| it.stay.timeline.doctor).collect();
    let mut doctors: Vec<DoctorCount> = cast
        .doctors()
        .filter_map(|doctor| {
            let theirs = of_beds.iter().filter(|it| **it == doctor.practitioner).count();
            let around = unplaced
                .iter()
                .any(|it| it.stay.timeline.doctor == Some(doctor.practitioner));
            (theirs > 0 || around).then(|| DoctorCount {
                doctor: doctor.clone(),
                patients: u32::try_from(theirs).unwrap_or(u32::MAX),
            })
        })
        .collect();
    doctors.sort_by_cached_key(|it| (base::text::folded(&it.doctor.name), it.doctor.practitioner));
    doctors
}

/// The full name of a bed (`401 P`), wherever one is spoken of; none for a bed that is unknown.
#[must_use]
pub fn bed_name(state: &State, bed: BedId) -> Option<String> {
    let bed = state.bed(bed)?;
    let room = state.room(bed.room)?;
    let alone = beds_of(state, room).all(|it| it.id == bed.id);
    let (room, bed) = parts_of_name(room, bed, alone);
    Some(joined(&room, &bed))
}

/// The room part and the bed part of a bed's name.
///
/// The bed part is what people call the bed, else its code, without the room's code when it begins with it. A label
/// that holds a digit of its own (`Box 12`) names the bed in full. The only bed of a room goes by the name of the room
/// when its code says no more (the same code, or a single character).
fn parts_of_name(room: &Room, bed: &Bed, alone: bool) -> (String, String) {
    let word = bed.label.as_ref().map_or(bed.code.as_str(), |it| it.as_str());
    if let Some(rest) = word.strip_prefix(room.code.as_str()) {
        let rest = rest.trim_start_matches([' ', '-', '/', '_', '.']);
        let rest = if alone && rest.chars().count() == 1 {
            ""
        } else {
            rest
        };
        return (room.code.as_str().to_owned(), rest.to_owned());
    }
    let is_full_name = bed.label.is_some() && word.contains(|letter: char| letter.is_ascii_digit());
    if is_full_name {
        return (word.to_owned(), String::new());
    }
    if alone && bed.label.is_none() && word.trim_start_matches('0').chars().count() <= 1 {
        return (room.code.as_str().to_owned(), String::new());
    }
    (room.code.as_str().to_owned(), word.to_owned())
}

fn joined(room: &str, bed: &str) -> String {
    match (room, bed) {
        (room, "") => room.to_owned(),
        ("", bed) => bed.to_owned(),
        (room, bed) => [room, bed].join(" "),
    }
}
