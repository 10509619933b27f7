//! The course of a stay as a pure fold of the set of its reports: any order, any repetition, same course.
//!
//! Three steps, each a function: reports are gathered into movements (one per ZBE-1, the later word winning field by
//! field, a CANCEL being a tombstone); live movements are put in the order in which they took effect; walking
//! them gives segments of constant place and responsibility. Places are not resolved here: which ward a unit or a
//! bed belongs to is the structure's business, and may be corrected later without touching any stay.

use base::Moment;
use base::id::{PractitionerId, UnitId};
use smallvec::SmallVec;

use crate::movement::{Action, Class, Destination, Kind, MovementKey, Report, Said, Spot, Stamp};
use crate::stay::Doubt;

/// How long before its effect a movement may be announced without raising a doubt: a year, in milliseconds.
const FAR_FUTURE: i64 = 366 * base::time::DAY;

/// What the reports of a stay amount to.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Timeline {
    /// Periods of constant place and responsibility, oldest first, without overlap.
    pub segments: SmallVec<[Segment; 1]>,
    /// When the patient came; none while only expected.
    pub arrived_at: Option<Moment>,
    /// When the stay ended or is said to end (A03).
    pub left_at: Option<Moment>,
    /// The stay was called off: something was reported, nothing stands.
    pub cancelled: bool,
    /// Where and when the patient is expected (A05, A14), while that stands.
    pub planned: Option<Box<Plan>>,
    /// Where and when the patient is to be transferred (A15).
    pub pending_transfer: Option<Box<Plan>>,
    /// Patient class, last known.
    pub class: Option<Class>,
    /// Attending doctor, last known.
    pub doctor: Option<PractitionerId>,
    /// What does not add up.
    pub doubts: SmallVec<[Doubt; 2]>,
    /// What else was said, last word on each.
    pub facts: Facts,
}

/// A period of constant place and responsibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// From when.
    pub from: Moment,
    /// Until when; [`Moment::NEVER`] while it lasts.
    pub to: Moment,
    /// Functional unit of housing.
    pub unit: Option<UnitId>,
    /// Room or bed.
    pub spot: Spot,
    /// Functional unit of medical responsibility.
    pub medical: Option<UnitId>,
    /// Functional unit of nursing responsibility.
    pub care: Option<UnitId>,
    /// On leave: the place is kept, the patient is away.
    pub away: bool,
}

impl Segment {
    /// The unit that says in which ward the patient is: housing, else nursing, else medical responsibility.
    ///
    /// Some French systems leave PV1-3 empty and give units in ZBE-7 and ZBE-8 only.
    #[must_use]
    pub fn lodging(&self) -> Option<UnitId> {
        self.unit.or(self.care).or(self.medical)
    }

    /// Whether the segment covers that moment.
    #[must_use]
    pub fn covers(&self, moment: Moment) -> bool {
        self.from <= moment && moment < self.to
    }
}

/// An expected place and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// When.
    pub at: Moment,
    /// Functional unit.
    pub unit: Option<UnitId>,
    /// Room or bed.
    pub spot: Spot,
    /// Medical responsibility.
    pub medical: Option<UnitId>,
    /// Nursing responsibility.
    pub care: Option<UnitId>,
}

impl Plan {
    /// The unit that says which ward expects the patient.
    #[must_use]
    pub fn lodging(&self) -> Option<UnitId> {
        self.unit.or(self.care).or(self.medical)
    }
}

/// Facts about a stay that are not tied to a period: for each, the last word of the live movements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Facts {
    /// Expected discharge.
    pub expected_discharge: Option<Moment>,
    /// A discharge was announced (A16), not merely estimated.
    pub discharge_announced: bool,
    /// Expected return from leave.
    pub expected_return: Option<Moment>,
    /// Where the patient goes afterwards.
    pub destination: Option<Destination>,
    /// A single room is wished.
    pub private_room: bool,
    /// The presence is to be kept secret.
    pub confidential: bool,
}

impl Timeline {
    /// The course that those reports amount to. The reports must be sorted by stamp, without repetition.
    #[must_use]
    pub fn of(reports: &[Report]) -> Self {
        let movements = gather(reports);
        let mut walk = Walk::default();
        for movement in in_order_of_effect(&movements) {
            walk.step(movement);
        }
        if walk
            .pending_told
            .is_some_and(|told| was_fulfilled(told, &movements))
        {
            walk.timeline.pending_transfer = None;
        }
        let mut timeline = walk.finish();
        note_doubts(&mut timeline, &movements);
        timeline.facts = facts(&movements);
        let stands =
            timeline.arrived_at.is_some() || timeline.planned.is_some() || timeline.left_at.is_some();
        timeline.cancelled = !movements.is_empty() && !stands;
        timeline
    }

    /// The segment at that moment.
    #[must_use]
    pub fn at(&self, moment: Moment) -> Option<&Segment> {
        self.segments.iter().rev().find(|segment| segment.covers(moment))
    }

    /// Whether the patient is in the hospital (or on leave with a bed kept) at that moment.
    #[must_use]
    pub fn present_at(&self, moment: Moment) -> bool {
        self.arrived_at.is_some_and(|arrived| arrived <= moment)
            && self.left_at.is_none_or(|left| moment < left)
    }

    /// Whether that unit says, at some time, in which ward the patient is or is expected.
    #[must_use]
    pub fn lodges_in(&self, unit: UnitId) -> bool {
        let plans = self.planned.iter().chain(&self.pending_transfer);
        let mut plans = plans.map(|plan| plan.lodging());
        let mut segments = self.segments.iter().map(Segment::lodging);
        segments.any(|it| it == Some(unit)) || plans.any(|it| it == Some(unit))
    }

    /// Whether nothing of this stay lies at or after that moment.
    #[must_use]
    pub fn over_by(&self, moment: Moment) -> bool {
        self.cancelled || (self.left_at.is_some_and(|left| left <= moment) && self.planned.is_none())
    }
}

/// A movement: everything said under one ZBE-1.
#[derive(Debug)]
pub struct Movement {
    /// Its name, the smallest when it has several.
    pub key: MovementKey,
    /// What it does.
    pub kind: Kind,
    /// When it takes effect.
    pub at: Moment,
    /// The stamp of its first report: of two movements of one instant, the one told first comes first.
    pub told: Stamp,
    /// It stands: the last word was not a cancel.
    pub live: bool,
    /// An INSERT was seen.
    pub inserted: bool,
    /// A CANCEL was seen.
    pub cancelled: bool,
    /// What was last said of it, field by field since the last cancel.
    pub word: Report,
    /// The stamps and extras of its live reports, in stamp order.
    extras: Vec<(Stamp, crate::movement::Extras)>,
}

/// Gathers reports (sorted by stamp) into movements, in the order of their keys.
#[must_use]
pub fn gather(reports: &[Report]) -> Vec<Movement> {
    let mut movements: Vec<Movement> = Vec::with_capacity(reports.len());
    let names = canonical_names(reports);
    for (report, name) in reports.iter().zip(&names) {
        if report.takes_back_last {
            take_back_last(&mut movements, name, report);
            continue;
        }
        match movements.iter_mut().find(|movement| movement.key == **name) {
            Some(movement) => movement.hear(report),
            None => movements.push(Movement::first((*name).clone(), report)),
        }
    }
    movements
}

impl Movement {
    fn first(key: MovementKey, report: &Report) -> Self {
        let mut movement = Self {
            key,
            kind: report.kind,
            at: report.at,
            told: report.stamp,
            live: false,
            inserted: false,
            cancelled: false,
            word: report.clone(),
            extras: Vec::new(),
        };
        movement.hear(report);
        movement
    }

    /// Takes a later word into account.
    fn hear(&mut self, report: &Report) {
        if report.action() == Action::Cancel {
            // A cancel carries the situation before the movement: it says nothing of the movement itself.
            self.live = false;
            self.cancelled = true;
            return;
        }
        self.inserted |= report.action() == Action::Insert;
        self.kind = report.kind;
        self.at = report.at;
        if self.live {
            let word = &mut self.word;
            // A message that names no unit does not take the unit back; one that names a unit restates the spot,
            // unless it names the same unit alone and says that the place did not change (a change of class).
            let unit_alone = report.unit == word.unit && report.spot == Spot::Nowhere && !report.moves;
            if report.unit.is_some() && !unit_alone {
                word.unit = report.unit;
                word.spot = report.spot;
            } else if report.spot != Spot::Nowhere {
                word.spot = report.spot;
            }
            word.medical = report.medical.or(word.medical);
            word.care = report.care.or(word.care);
            word.class = report.class.or(word.class);
            word.doctor = report.doctor.or(word.doctor);
            word.moves |= report.moves;
        } else {
            self.word = report.clone();
            self.extras.clear();
        }
        self.live = true;
        if let Some(extras) = &report.extras {
            self.extras.push((report.stamp, (**extras).clone()));
        }
    }
}

/// The name each report's movement goes by: aliases of one movement share the smallest of their names.
fn canonical_names(reports: &[Report]) -> Vec<&MovementKey> {
    let mut names: Vec<&MovementKey> = reports.iter().map(|report| &report.movement).collect();
    let any_alias = reports.iter().any(|it| {
        it.extras
            .as_ref()
            .is_some_and(|extras| !extras.aliases.is_empty())
    });
    if !any_alias {
        return names;
    }
    // Few reports, fewer aliases: merge until nothing changes.
    loop {
        let mut changed = false;
        for index in 0..reports.len() {
            let Some(extras) = &reports[index].extras else {
                continue;
            };
            for alias in &extras.aliases {
                let known: Vec<usize> = (0..reports.len())
                    .filter(|other| names[*other] == alias || reports[*other].movement == *alias)
                    .collect();
                let smallest = known
                    .iter()
                    .map(|other| names[*other])
                    .chain([names[index], alias])
                    .min()
                    .unwrap_or(alias);
                let old = names[index];
                for (slot, name) in names.iter_mut().enumerate() {
                    let joins = slot == index || *name == old || known.contains(&slot);
                    if joins && *name != smallest {
                        *name = smallest;
                        changed = true;
                    }
                }
            }
        }
        if !changed {
            return names;
        }
    }
}

/// A cancel without a movement id takes back the movement of its kind that took effect last before it was told; of
/// arrivals, one of the other kind when there is none of its own (A11 does not say which it means).
///
/// One that finds nothing to take back stays as a movement that was cancelled and never inserted: a doubt.
fn take_back_last(movements: &mut Vec<Movement>, name: &MovementKey, cancel: &Report) {
    let is_arrival = |kind| matches!(kind, Kind::Admission | Kind::Arrival);
    let last = movements
        .iter_mut()
        .filter(|movement| movement.live)
        .filter(|it| it.kind == cancel.kind || (is_arrival(it.kind) && is_arrival(cancel.kind)))
        .max_by(|a, b| {
            let rank = |it: &Movement| (it.kind == cancel.kind, it.at);
            (rank(a), &a.told, &a.key).cmp(&(rank(b), &b.told, &b.key))
        });
    match last {
        Some(movement) => {
            movement.live = false;
            movement.cancelled = true;
        }
        None => movements.push(Movement::first(name.clone(), cancel)),
    }
}

/// Live movements in the order in which they took effect.
///
/// Of two movements of the same instant, an arrival comes before a move, a move before a departure; then the one
/// told first; then the one of the smaller name, so that the order never depends on the order of arrival.
#[must_use]
pub fn in_order_of_effect(movements: &[Movement]) -> Vec<&Movement> {
    let mut live: Vec<&Movement> = movements.iter().filter(|movement| movement.live).collect();
    live.sort_by(|a, b| (a.at, a.kind, &a.told, &a.key).cmp(&(b.at, b.kind, &b.told, &b.key)));
    live
}

/// The situation while walking the movements.
#[derive(Default)]
struct Walk {
    timeline: Timeline,
    here: Option<Segment>,
    left: bool,
    /// When the pending transfer that stands was told.
    pending_told: Option<Stamp>,
    /// Where a feed last said the patient was.
    said: (Option<UnitId>, Spot),
    /// The patient is where a person placed them on a board.
    by_hand: bool,
}

impl Walk {
    fn step(&mut self, movement: &Movement) {
        match movement.kind {
            Kind::PreAdmission | Kind::PendingAdmission => self.plan(movement),
            Kind::PendingTransfer => {
                self.timeline.pending_transfer = Some(Box::new(pending_plan(movement)));
                self.pending_told = Some(movement.told);
            }
            Kind::PendingDischarge => {}
            Kind::Admission | Kind::Arrival => self.arrive(movement),
            Kind::ToInpatient | Kind::ToOutpatient | Kind::Transfer | Kind::DoctorChange | Kind::Passage => {
                self.go_on(movement, None);
            }
            Kind::Leave => self.go_on(movement, Some(true)),
            Kind::LeaveEnd => self.go_on(movement, Some(false)),
            Kind::Discharge => self.leave_for_good(movement),
        }
        if movement.kind != Kind::PendingTransfer {
            self.timeline.class = movement.word.class.or(self.timeline.class);
            self.timeline.doctor = movement.word.doctor.or(self.timeline.doctor);
        }
    }

    fn plan(&mut self, movement: &Movement) {
        if self.timeline.arrived_at.is_some() {
            return;
        }
        let expected = movement
            .extras
            .iter()
            .rev()
            .find_map(|(_, extras)| match extras.expected_admission {
                Said::Value(at) => Some(at),
                Said::Nothing | Said::Cleared => None,
            });
        let word = &movement.word;
        self.timeline.planned = Some(Box::new(Plan {
            at: expected.unwrap_or(movement.at),
            unit: word.unit,
            spot: word.spot,
            medical: word.medical,
            care: word.care,
        }));
    }

    fn arrive(&mut self, movement: &Movement) {
        if self.here.is_some() {
            // A second arrival of one stay (an emergency arrival, then an admission): the stay goes on.
            return self.go_on(movement, Some(false));
        }
        // Coming back after a discharge reopens the stay.
        self.left = false;
        self.timeline.left_at = None;
        self.timeline.planned = None;
        if self.timeline.arrived_at.is_none() {
            self.timeline.arrived_at = Some(movement.at);
        }
        self.note_place(movement);
        let word = &movement.word;
        self.enter(Segment {
            from: movement.at,
            to: Moment::NEVER,
            unit: word.unit,
            spot: word.spot,
            medical: word.medical,
            care: word.care,
            away: false,
        });
    }

    fn go_on(&mut self, movement: &Movement, away: Option<bool>) {
        if self.left {
            self.doubt(Doubt::AfterDischarge);
            return;
        }
        let word = &movement.word;
        let Some(here) = self.here else {
            // No arrival yet: the patient is taken to have come with this movement, and the doubt is shown.
            self.doubt(Doubt::NoAdmission);
            return self.arrive(movement);
        };
        if away == Some(false) && movement.kind == Kind::LeaveEnd && !here.away {
            self.doubt(Doubt::NoLeave);
        }
        let mut next = Segment {
            from: movement.at,
            to: Moment::NEVER,
            ..here
        };
        next.medical = word.medical.or(here.medical);
        next.care = word.care.or(here.care);
        next.away = away.unwrap_or(here.away && movement.kind == Kind::DoctorChange);
        // Going on leave names the place one leaves for, or none: the bed is kept.
        if away != Some(true) && !self.only_repeats(movement) {
            (next.unit, next.spot) = place_after(&here, movement);
            self.note_place(movement);
        }
        if matches!(movement.kind, Kind::Transfer | Kind::ToInpatient) {
            self.timeline.pending_transfer = None;
        }
        self.enter(next);
    }

    /// Whether a feed says again the place it already knew, of a patient whom a person has placed elsewhere since.
    ///
    /// Messages about a doctor or a unit restate the bed; the administration does not know of the board's move, so
    /// it does not mean to undo it.
    fn only_repeats(&self, movement: &Movement) -> bool {
        let word = &movement.word;
        self.by_hand && !is_by_hand(movement) && (word.unit, word.spot) == self.said
    }

    fn note_place(&mut self, movement: &Movement) {
        let place = (movement.word.unit, movement.word.spot);
        if place == (None, Spot::Nowhere) {
            return;
        }
        self.by_hand = is_by_hand(movement);
        if !self.by_hand {
            self.said = place;
        }
    }

    fn leave_for_good(&mut self, movement: &Movement) {
        if self.left {
            self.timeline.left_at = Some(movement.at);
            return;
        }
        match self.here.take() {
            Some(mut here) => {
                here.to = movement.at;
                self.close(here);
            }
            None => {
                self.doubt(Doubt::NoAdmission);
                // Only the end is known: the stay has an end but no period.
                self.timeline.planned = None;
            }
        }
        self.timeline.pending_transfer = None;
        self.timeline.left_at = Some(movement.at);
        self.left = true;
    }

    /// Ends the current segment where the next begins, unless nothing changed.
    fn enter(&mut self, next: Segment) {
        if let Some(mut here) = self.here {
            if (Segment {
                from: here.from,
                ..next
            }) == here
            {
                return;
            }
            here.to = next.from;
            self.close(here);
        }
        self.here = Some(next);
    }

    fn close(&mut self, segment: Segment) {
        // What lasted no time leaves no trace: a bed filled in at the instant of the admission.
        if segment.from < segment.to {
            self.timeline.segments.push(segment);
        }
    }

    fn doubt(&mut self, doubt: Doubt) {
        if !self.timeline.doubts.contains(&doubt) {
            self.timeline.doubts.push(doubt);
        }
    }

    fn finish(mut self) -> Timeline {
        if let Some(here) = self.here {
            self.timeline.segments.push(here);
        }
        self.timeline
    }
}

fn is_by_hand(movement: &Movement) -> bool {
    movement.key.authority == crate::state::State::OURSELVES
}

/// Housing unit and spot after a movement.
///
/// A movement whose nature (ZBE-9) says that the place did not change, and which names no bed, keeps the bed as long as
/// it stays in the same unit; one that names nothing keeps everything.
fn place_after(here: &Segment, movement: &Movement) -> (Option<UnitId>, Spot) {
    let word = &movement.word;
    match (word.unit, word.spot) {
        (None, Spot::Nowhere) => {
            // Responsibilities alone: a change of the unit that lodges (no PV1-3 ever sent) still is a move.
            if here.unit.is_none() && movement.kind != Kind::DoctorChange {
                let lodging = word.care.or(word.medical);
                let moved = word.moves && lodging.is_some() && lodging != here.lodging();
                (None, if moved { Spot::Nowhere } else { here.spot })
            } else {
                (here.unit, here.spot)
            }
        }
        (None, spot) => (here.unit, spot),
        (Some(unit), Spot::Nowhere) => {
            let stays_put = Some(unit) == here.unit
                && (!word.moves || matches!(movement.kind, Kind::DoctorChange | Kind::LeaveEnd));
            (Some(unit), if stays_put { here.spot } else { Spot::Nowhere })
        }
        (Some(unit), spot) => (Some(unit), spot),
    }
}

fn pending_plan(movement: &Movement) -> Plan {
    let pending = movement
        .extras
        .iter()
        .rev()
        .map(|(_, extras)| extras)
        .find(|extras| extras.pending_unit.is_some() || extras.pending_spot != Spot::Nowhere);
    let word = &movement.word;
    // PV1-42 names the planned place; senders without it put the planned place in PV1-3.
    let (unit, spot) = pending.map_or((word.unit, word.spot), |extras| {
        (extras.pending_unit, extras.pending_spot)
    });
    Plan {
        at: movement.at,
        unit,
        spot,
        medical: word.medical,
        care: word.care,
    }
}

/// Whether the patient was moved or left since a transfer was announced: then, early or not, it is no longer to come.
fn was_fulfilled(pending_told: Stamp, movements: &[Movement]) -> bool {
    movements.iter().any(|movement| {
        let moves_on = matches!(
            movement.kind,
            Kind::Transfer | Kind::ToInpatient | Kind::Discharge
        );
        movement.live && moves_on && !movement.word.historic && movement.told > pending_told
    })
}

fn note_doubts(timeline: &mut Timeline, movements: &[Movement]) {
    let mut doubt = |doubt| {
        if !timeline.doubts.contains(&doubt) {
            timeline.doubts.push(doubt);
        }
    };
    for movement in movements {
        if !movement.inserted && movement.live {
            doubt(Doubt::UnknownUpdated);
        }
        if !movement.inserted && !movement.live {
            doubt(Doubt::UnknownCancelled);
        }
        if movement.live && movement.at.since(movement.told.sent_at) > FAR_FUTURE {
            doubt(Doubt::FarFuture);
        }
    }
    if timeline.doubts.contains(&Doubt::NoAdmission)
        && movements
            .iter()
            .any(|it| it.cancelled && matches!(it.kind, Kind::Admission | Kind::Arrival))
    {
        timeline.doubts.retain(|doubt| *doubt != Doubt::NoAdmission);
        timeline.doubts.push(Doubt::AdmissionCancelled);
    }
    timeline.doubts.sort_unstable();
}

/// The last word on each fact, over the live movements, by stamp.
fn facts(movements: &[Movement]) -> Facts {
    let mut words: Vec<(&Stamp, &crate::movement::Extras)> = movements
        .iter()
        .filter(|movement| movement.live)
        .flat_map(|movement| movement.extras.iter().map(|(stamp, extras)| (stamp, extras)))
        .collect();
    words.sort_by_key(|(stamp, _)| **stamp);
    let (mut private_room, mut confidential) = (None, None);
    let mut facts = Facts::default();
    for (_, extras) in words {
        extras.expected_discharge.update(&mut facts.expected_discharge);
        extras.expected_return.update(&mut facts.expected_return);
        extras.destination.update(&mut facts.destination);
        extras.private_room.update(&mut private_room);
        extras.confidential.update(&mut confidential);
    }
    facts.private_room = private_room.unwrap_or(false);
    facts.confidential = confidential.unwrap_or(false);
    let announced = movements
        .iter()
        .filter(|it| it.live && it.kind == Kind::PendingDischarge)
        .max_by_key(|it| it.told);
    if let Some(pending) = announced {
        facts.discharge_announced = true;
        if facts.expected_discharge.is_none() {
            facts.expected_discharge = Some(pending.at);
        }
    }
    facts
}
