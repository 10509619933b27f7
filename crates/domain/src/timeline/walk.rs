//! Walking movements in the order in which they took effect: segments of constant place and responsibility.

use base::Moment;
use base::id::UnitId;

use super::gather::{Movement, in_order_of_effect};
use super::{Plan, Segment, Timeline};
use crate::movement::{Kind, Said, Spot, Stamp};
use crate::stay::Doubt;

/// The course that those movements make, without the facts told beside them.
pub(super) fn walk(movements: &[Movement<'_>]) -> Timeline {
    let mut walk = Walk::default();
    for movement in in_order_of_effect(movements) {
        walk.step(movement);
    }
    if walk
        .pending_told
        .is_some_and(|told| was_fulfilled(told, movements))
    {
        walk.timeline.pending_transfer = None;
    }
    walk.finish()
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
    fn step(&mut self, movement: &Movement<'_>) {
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
        if movement.booked {
            self.timeline.class = self.timeline.class.or(movement.word.class);
            self.timeline.doctor = self.timeline.doctor.or(movement.word.doctor);
        } else if movement.kind != Kind::PendingTransfer {
            self.timeline.class = movement.word.class.or(self.timeline.class);
            self.timeline.doctor = movement.word.doctor.or(self.timeline.doctor);
        }
    }

    fn plan(&mut self, movement: &Movement<'_>) {
        // Of appointments the first one counts, when the patient comes, and none once the office says when.
        if self.timeline.arrived_at.is_some() || (movement.booked && self.timeline.planned.is_some()) {
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

    fn arrive(&mut self, movement: &Movement<'_>) {
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

    fn go_on(&mut self, movement: &Movement<'_>, away: Option<bool>) {
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
    fn only_repeats(&self, movement: &Movement<'_>) -> bool {
        let word = &movement.word;
        self.by_hand && !is_by_hand(movement) && (word.unit, word.spot) == self.said
    }

    fn note_place(&mut self, movement: &Movement<'_>) {
        let place = (movement.word.unit, movement.word.spot);
        if place == (None, Spot::Nowhere) {
            return;
        }
        self.by_hand = is_by_hand(movement);
        if !self.by_hand {
            self.said = place;
        }
    }

    fn leave_for_good(&mut self, movement: &Movement<'_>) {
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

fn is_by_hand(movement: &Movement<'_>) -> bool {
    movement.key.authority == crate::state::State::OURSELVES
}

/// Housing unit and spot after a movement.
///
/// A movement whose nature (ZBE-9) says that the place did not change, and which names no bed, keeps the bed as long as
/// it stays in the same unit; one that names nothing keeps everything.
fn place_after(here: &Segment, movement: &Movement<'_>) -> (Option<UnitId>, Spot) {
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

fn pending_plan(movement: &Movement<'_>) -> Plan {
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
fn was_fulfilled(pending_told: Stamp, movements: &[Movement<'_>]) -> bool {
    movements.iter().any(|movement| {
        let moves_on = matches!(
            movement.kind,
            Kind::Transfer | Kind::ToInpatient | Kind::Discharge
        );
        movement.live && moves_on && !movement.word.historic && movement.told > pending_told
    })
}
