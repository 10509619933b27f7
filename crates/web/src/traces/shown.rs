//! The boards and lists on which a patient stood when somebody read them.
//!
//! Such a reading is one row of the trace about a ward, and names nobody: who stood there is told by the journal, as it
//! was recorded at that moment. A correction that came later does not take away that somebody was shown.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::{App, Failure};
use base::Moment;
use base::id::{PatientId, WardId};
use domain::rights::Action;
use domain::state::State;
use domain::view::board::Whom;
use domain::view::ward_flow::is_told;
use store::{Fault, Seq, TraceClass, TraceQuery, TraceRow};

/// Records of one stay, file or request that are looked through.
const OF_STREAM: u32 = 4_000;

/// What is recorded of somebody from one moment on, as the whole state was right after it.
struct Since {
    from: Moment,
    state: State,
}

/// The readings that named that patient without being about them alone, newest first. Blocks.
///
/// # Errors
/// When the journal or the trace cannot be read.
pub fn named(app: &App, patient: PatientId, asked: &TraceQuery) -> Result<Vec<TraceRow>, Failure> {
    let whom = Whom::of(&app.snapshot().state, patient);
    let known = history(app, &whom)?;
    let Some(first) = known.first().map(|it| it.from) else {
        return Ok(Vec::new());
    };
    let of = |place: Option<WardId>, action: Option<Action>| TraceQuery {
        place: place.map(|it| it.to_string()),
        action: action.map(|it| it.code().to_owned()),
        class: Some(TraceClass::Access),
        actor: asked.actor.clone(),
        from: Some(asked.from.map_or(first, |from| from.max(first))),
        until: asked.until,
        limit: asked.limit,
        ..TraceQuery::default()
    };
    let mut found = Vec::new();
    for ward in wards(&known, &whom) {
        let rows = read(app, &of(Some(ward), None))?;
        found.extend(
            rows.into_iter()
                .filter(|row| is_about_a_ward(row) && stood(&known, &whom, Some(ward), row)),
        );
    }
    // The queue of the cell is about no ward.
    let rows = read(app, &of(None, Some(Action::SeeQueue)))?;
    found.extend(
        rows.into_iter()
            .filter(|row| row.place.is_none() && row.patient.is_none() && stood(&known, &whom, None, row)),
    );
    found.sort_by_key(|row| std::cmp::Reverse((row.at, row.seq)));
    found.truncate(asked.limit as usize);
    Ok(found)
}

/// Every file that is that patient's.
pub fn files(app: &App, patient: PatientId) -> Vec<PatientId> {
    Whom::of(&app.snapshot().state, patient).files
}

/// Rows of the trace.
///
/// # Errors
/// When it cannot be read.
pub fn read(app: &App, query: &TraceQuery) -> Result<Vec<TraceRow>, Failure> {
    app.store().traces(query).map_err(lost)
}

fn lost(fault: Fault) -> Failure {
    Failure::Fault(Arc::new(fault))
}

/// What was recorded of them, the first first.
fn history(app: &App, whom: &Whom) -> Result<Vec<Since>, Failure> {
    let now = app.snapshot();
    let files = whom.files.iter().map(ToString::to_string);
    let stays = whom.stays.iter().map(ToString::to_string);
    let requests = whom.requests(&now.state).map(|it| it.id.to_string());
    let mut records: BTreeSet<Seq> = BTreeSet::new();
    for stream in files.chain(stays).chain(requests) {
        let read = app.store().records_of(&stream, None, OF_STREAM).map_err(lost)?;
        records.extend(read.iter().map(|it| it.seq));
    }
    let records: Vec<Seq> = records.into_iter().collect();
    let mut known = Vec::with_capacity(records.len());
    app.passing(&records, |passing| {
        known.push(Since {
            from: passing.record.recorded_at,
            state: passing.after.clone(),
        });
    })?;
    Ok(known)
}

/// The wards in which they ever were, were expected, or that were asked for a bed for them.
fn wards(known: &[Since], whom: &Whom) -> BTreeSet<WardId> {
    let mut wards = BTreeSet::new();
    for Since { state, .. } in known {
        for stay in whom.stays.iter().filter_map(|it| state.stay(*it)) {
            let course = &stay.timeline;
            wards.extend(course.segments.iter().filter_map(|it| state.ward_of_segment(it)));
            let plans = course.planned.iter().chain(&course.pending_transfer);
            wards.extend(plans.filter_map(|it| state.ward_of(it.spot, it.lodging())));
        }
        wards.extend(whom.promised(state).filter_map(|bed| state.ward_of_bed(bed)));
        for request in whom.requests(state) {
            let told = state.wards.iter().map(|it| it.id);
            wards.extend(told.filter(|ward| is_told(state, request, *ward)));
        }
    }
    wards
}

/// Whether a row tells that somebody read what names a whole ward.
fn is_about_a_ward(row: &TraceRow) -> bool {
    let reads = [
        Action::SeeBoard,
        Action::SeeIdentity,
        Action::PrintSheet,
        Action::SeePast,
        Action::SeeQueue,
    ];
    row.patient.is_none() && reads.iter().any(|it| it.code() == row.action)
}

/// Whether they stood there when it was read.
fn stood(known: &[Since], whom: &Whom, ward: Option<WardId>, row: &TraceRow) -> bool {
    let before = known.partition_point(|it| it.from <= row.at);
    let Some(then) = before.checked_sub(1).and_then(|place| known.get(place)) else {
        return false;
    };
    let Some(ward) = ward else {
        return whom.is_in_queue(&then.state);
    };
    // Of a look back the trace does not say how far: whoever was there by then may have been looked at.
    let looks_back = row.action == Action::SeePast.code();
    whom.is_on_board(&then.state, ward, row.at)
        || (looks_back && wards(known.get(..before).unwrap_or_default(), whom).contains(&ward))
}
