//! The laws, each written the slow and plain way, sharing no code with what it checks.

use std::collections::{BTreeMap, BTreeSet};

use base::id::{BedId, PatientId, StayId, WardId};
use domain::bed::Lifecycle;
use domain::board_config::FreedBy;
use domain::care::Need;
use domain::command::BoardCommand;
use domain::identity::IdentifierKind;
use domain::movement::{Class, Spot};
use domain::refusal::Refusal;
use domain::state::State;
use domain::stay::Stay;
use domain::structure::Standing;
use domain::testing::{Hospital, identifier};
use domain::timeline::Segment;
use domain::view::board::{Face, Summary, Whom, homonyms_of, ward_board, ward_summary};
use domain::view::placing::{Outcome, placings};
use domain::view::territory::territory;
use domain::view::ward_flow::ward_flow;
use proptest::prelude::*;

/// Where everybody is, by looking at every period of every stay.
fn present(hospital: &Hospital) -> Vec<(&Stay, Segment)> {
    let now = hospital.now;
    hospital
        .state
        .stays
        .iter()
        .filter_map(|stay| {
            let segments = &stay.timeline.segments;
            let last = segments.len().checked_sub(1)?;
            let position = segments.iter().rposition(|it| it.from <= now && now < it.to)?;
            // Where the ward goes by what people see, who was seen leaving it, and did not move on since, is gone.
            let ward = hospital.state.ward_of_segment(&segments[last]);
            let seen_leaving = stay.seen_leaving().filter(|seen| {
                let same = seen.ward.is_none_or(|it| hospital.state.surviving(it) == ward);
                let policy = hospital.state.board_config(ward).frees;
                position == last && segments[last].from <= seen.at && same && policy == FreedBy::Observed
            });
            (seen_leaving.is_none_or(|seen| now < seen.at)).then_some((&**stay, segments[position]))
        })
        .collect()
}

fn wards(state: &State) -> impl Iterator<Item = WardId> {
    state
        .wards
        .iter()
        .filter(|ward| ward.merged_into.is_none())
        .map(|ward| ward.id)
}

/// Whoever the index holds for gone is not there, not expected, not called off, and kept quiet by no word.
pub fn what_is_over_is_over(hospital: &Hospital) -> Result<(), TestCaseError> {
    let open: BTreeSet<StayId> = hospital.state.index.open_stays().collect();
    let present: BTreeSet<StayId> = present(hospital).iter().map(|(stay, _)| stay.id).collect();
    for stay in hospital.state.stays.iter().filter(|it| !open.contains(&it.id)) {
        let timeline = &stay.timeline;
        prop_assert!(!present.contains(&stay.id), "{:?} is there", stay.id);
        prop_assert!(timeline.segments.iter().all(|it| it.from <= hospital.now));
        prop_assert!(timeline.planned.is_none() && timeline.pending_transfer.is_none());
        prop_assert!(!timeline.cancelled);
        prop_assert!(!timeline.facts.confidential && !stay.care().needs(Need::Confidential));
    }
    Ok(())
}

/// I1: a bed shows all those who lie in it and nobody else; two or more are a dispute.
pub fn each_bed_shows_who_lies_there(hospital: &Hospital) -> Result<(), TestCaseError> {
    let mut lying: BTreeMap<BedId, BTreeSet<StayId>> = BTreeMap::new();
    for (stay, period) in present(hospital) {
        if let Spot::Bed(bed) = period.spot {
            lying.entry(bed).or_default().insert(stay.id);
        }
    }
    for ward in wards(&hospital.state) {
        let board = ward_board(&hospital.state, &hospital.vault, ward, hospital.now).expect("a board");
        for tile in board.tiles() {
            let expected = lying.remove(&tile.bed).unwrap_or_default();
            let stays = tile.face.stays();
            let shown: BTreeSet<StayId> = match &tile.face {
                Face::Occupied(_) | Face::OnLeave { .. } | Face::Disputed(_) => {
                    stays.iter().map(|it| it.stay).collect()
                }
                _ => BTreeSet::new(),
            };
            prop_assert_eq!(&shown, &expected, "bed {} shows {:?}", tile.bed, tile.face);
            prop_assert_eq!(matches!(tile.face, Face::Disputed(_)), expected.len() > 1);
        }
    }
    // What is left lies in beds that were taken away.
    for bed in lying.keys() {
        prop_assert_eq!(
            hospital.state.bed(*bed).map(|it| it.lifecycle),
            Some(Lifecycle::Removed)
        );
    }
    Ok(())
}

/// Whoever a board names is told that it did, and nobody is who was neither named nor expected.
pub fn who_was_named_is_told(hospital: &Hospital) -> Result<(), TestCaseError> {
    let (state, vault, now) = (&hospital.state, &hospital.vault, hospital.now);
    for ward in wards(state) {
        let board = ward_board(state, vault, ward, now).expect("a board");
        let flow = ward_flow(state, vault, ward, now);
        let beside = flow.asked.iter().chain(&flow.coming).filter_map(|it| it.patient);
        let named: BTreeSet<PatientId> = board.stays().map(|it| it.patient).chain(beside).collect();
        for patient in (0..state.patients.len()).filter_map(|it| u32::try_from(it).ok().map(PatientId::new)) {
            let whom = Whom::of(state, patient);
            let is_told = whom.is_on_board(state, ward, now);
            let is_named = whom.files.iter().any(|it| named.contains(it));
            let stays = whom.stays.iter().filter_map(|it| state.stay(*it));
            let mut awaited = stays.flat_map(|it| state.expectations(it, now));
            let is_awaited = awaited.any(|it| state.ward_of(it.spot, it.lodging) == Some(ward));
            let is_promised = whom.promised(state).any(|it| state.ward_of_bed(it) == Some(ward));
            prop_assert!(
                is_told || !is_named,
                "{patient} was named in {ward} and is not told"
            );
            prop_assert!(
                !is_told || is_named || is_awaited || is_promised,
                "{patient} is told of {ward}"
            );
        }
    }
    Ok(())
}

/// A patient marked as a homonym has one who can be named, and nobody else has; a bed that is said to take somebody
/// takes them.
pub fn what_is_said_before_a_move_is_what_comes(hospital: &Hospital) -> Result<(), TestCaseError> {
    for ward in wards(&hospital.state) {
        let board = ward_board(&hospital.state, &hospital.vault, ward, hospital.now).expect("a board");
        for shown in board.stays() {
            prop_assert_eq!(shown.homonym, !homonyms_of(&board, shown.stay).is_empty());
            for placing in placings(&board, shown.stay).iter().flat_map(|it| &it.beds) {
                let (stay, bed) = (shown.stay, placing.bed);
                let action = match &placing.outcome {
                    Outcome::Here | Outcome::Impossible(_) => continue,
                    Outcome::Move(_) => BoardCommand::PlaceStay { stay, bed },
                    Outcome::Swap { with, .. } => BoardCommand::SwapStays {
                        one: stay,
                        other: with.stay,
                    },
                };
                let done = hospital.clone().act(action.clone());
                // Somebody placed there whose feed is ahead of our clock lies there in less than a minute.
                let coming = |by| {
                    hospital.state.index.claim_of(by).is_some_and(|claimed| {
                        !hospital
                            .state
                            .occupants(claimed, hospital.now)
                            .any(|it| it.id == by)
                    })
                };
                if !matches!(done, Err(Refusal::BedTaken { by, .. }) if coming(by)) {
                    prop_assert!(done.is_ok(), "{:?}: {:?}", action, done);
                }
            }
        }
    }
    Ok(())
}

/// I2: everybody present is on one board, once, in a bed or visibly without; or counted as being in no known ward.
pub fn everybody_is_somewhere(hospital: &Hospital) -> Result<(), TestCaseError> {
    let mut shown: BTreeMap<StayId, u32> = BTreeMap::new();
    for ward in wards(&hospital.state) {
        let board = ward_board(&hospital.state, &hospital.vault, ward, hospital.now).expect("a board");
        let in_beds = board
            .tiles()
            .filter(|tile| !matches!(tile.face, Face::Reserved(_)))
            .flat_map(|tile| tile.face.stays());
        for stay in in_beds.chain(&board.unplaced) {
            *shown.entry(stay.stay).or_default() += 1;
        }
    }
    let mut nowhere = 0;
    for (stay, period) in present(hospital) {
        let in_bed = match period.spot {
            Spot::Bed(bed) => hospital
                .state
                .bed(bed)
                .is_some_and(|it| it.lifecycle == Lifecycle::Installed),
            _ => false,
        };
        let a_day_ago = hospital.now.plus(-base::time::DAY);
        let forgotten = !in_bed
            && matches!(stay.timeline.class, Some(Class::Outpatient | Class::Recurring))
            && stay.timeline.arrived_at.is_some_and(|at| at < a_day_ago);
        if forgotten {
            continue;
        }
        match hospital.state.ward_of_segment(&period) {
            Some(ward) => prop_assert_eq!(shown.remove(&stay.id), Some(1), "{} is in {}", stay.id, ward),
            None => nowhere += 1,
        }
    }
    prop_assert_eq!(shown, BTreeMap::new(), "these are shown and are not there");
    prop_assert_eq!(
        territory(&hospital.state, &hospital.vault, hospital.now).nowhere,
        nowhere
    );
    Ok(())
}

/// Counts are those of the tiles, add up to the installed beds, and to the territory.
pub fn totals_add_up(hospital: &Hospital) -> Result<(), TestCaseError> {
    let (state, now) = (&hospital.state, hospital.now);
    let mut total = Summary::default();
    for ward in wards(state) {
        let board = ward_board(state, &hospital.vault, ward, now).expect("a board");
        let installed = state
            .beds
            .iter()
            .filter(|bed| bed.lifecycle == Lifecycle::Installed && state.ward_of_bed(bed.id) == Some(ward));
        let count = |is: fn(&Face) -> bool| {
            u32::try_from(board.tiles().filter(|tile| is(&tile.face)).count()).expect("few beds")
        };
        let summary = ward_summary(state, ward, now);
        prop_assert_eq!(summary, board.summary);
        prop_assert_eq!(summary.beds() as usize, installed.count());
        prop_assert_eq!(summary.occupied, count(|it| matches!(it, Face::Occupied(_))));
        prop_assert_eq!(summary.on_leave, count(|it| matches!(it, Face::OnLeave { .. })));
        prop_assert_eq!(summary.disputed, count(|it| matches!(it, Face::Disputed(_))));
        prop_assert_eq!(
            summary.reserved,
            count(|it| matches!(it, Face::Reserved(_) | Face::Promised))
        );
        prop_assert_eq!(summary.free, count(|it| matches!(it, Face::Free { .. })));
        prop_assert_eq!(summary.to_clean, count(|it| matches!(it, Face::ToClean { .. })));
        prop_assert_eq!(summary.cleaning, count(|it| matches!(it, Face::Cleaning { .. })));
        prop_assert_eq!(summary.closed, count(|it| matches!(it, Face::Closed { .. })));
        prop_assert_eq!(summary.unplaced as usize, board.unplaced.len());
        if state
            .ward(ward)
            .is_some_and(|it| it.standing != Standing::Ignored)
        {
            total.add(&summary);
        }
    }
    prop_assert_eq!(territory(state, &hospital.vault, now).total, total);
    Ok(())
}

/// The course of every visit in words that do not depend on the order in which ids were given out.
pub fn courses(hospital: &Hospital) -> BTreeMap<String, String> {
    let visits = (0..5)
        .map(|visit| format!("VENUE-Q{visit}"))
        .chain(["V1".to_owned()]);
    visits
        .filter_map(|visit| {
            let stay = hospital
                .vault
                .stay_by_visit(&identifier(IdentifierKind::Visit, &visit))?;
            let mut told = course(hospital, hospital.state.stay(stay)?);
            told.push_str(&asked_for(hospital, stay));
            Some((visit, told))
        })
        .collect()
}

/// What stands of the requests of a stay: those that are met or withdrawn tell how it came to be, and may differ.
fn asked_for(hospital: &Hospital, stay: StayId) -> String {
    let open = hospital.state.requests_of(stay).filter(|it| it.stage.is_open());
    open.map(|it| format!(" {:?} {:?}", it.born, it.needs)).collect()
}

fn course(hospital: &Hospital, stay: &Stay) -> String {
    let state = &hospital.state;
    let unit = |id: Option<_>| id.and_then(|id| state.unit(id)).map(|it| it.code.to_string());
    let spot = |spot| match spot {
        Spot::Nowhere => String::new(),
        Spot::Room(room) => state
            .room(room)
            .map_or_else(String::new, |it| it.code.to_string()),
        Spot::Bed(bed) => {
            let bed = state.bed(bed).expect("a bed");
            let room = state.room(bed.room).expect("a room");
            let ward = state.ward(room.ward).expect("a ward");
            format!("{}/{}/{}", ward.code, room.code, bed.code)
        }
    };
    let timeline = &stay.timeline;
    let segments: Vec<_> = timeline
        .segments
        .iter()
        .map(|it| {
            (
                it.from,
                it.to,
                unit(it.unit),
                spot(it.spot),
                unit(it.medical),
                unit(it.care),
                it.away,
            )
        })
        .collect();
    let plans: Vec<_> = [&timeline.planned, &timeline.pending_transfer]
        .map(|plan| {
            plan.as_ref().map(|it| {
                (
                    it.at,
                    unit(it.unit),
                    spot(it.spot),
                    unit(it.medical),
                    unit(it.care),
                )
            })
        })
        .to_vec();
    let doctor = timeline
        .doctor
        .and_then(|id| hospital.vault.practitioner(id))
        .map(|it| it.family.clone());
    format!(
        "{segments:?} {:?} {:?} {} {plans:?} {:?} {doctor:?} {:?} {:?}",
        timeline.arrived_at,
        timeline.left_at,
        timeline.cancelled,
        timeline.class,
        timeline.doubts,
        timeline.facts
    )
}
