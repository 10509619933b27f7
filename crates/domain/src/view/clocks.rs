//! Both clocks of every coming and going of a stay: when somebody saw it, and what the administration says of it.

use base::Moment;
use base::id::WardId;

use crate::movement::{Kind, MovementKey};
use crate::seen::Sighting;
use crate::state::{Passage, State};
use crate::stay::Stay;
use crate::timeline::{Movement, gather};

/// A coming or a going.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// Into a ward.
    Arrival,
    /// Out of a ward.
    Exit,
}

/// Both clocks of one coming or going; at least one of them speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// Which way.
    pub way: Way,
    /// Into or out of which ward.
    pub ward: Option<WardId>,
    /// A bed was given during that passage through the ward.
    pub in_bed: bool,
    /// When somebody saw it.
    pub seen: Option<Sighting>,
    /// What the administration says.
    pub stated: Option<Stated>,
}

/// What a feed says of a coming or going: the last word on its hour, and when it was first spoken of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The hour given (ZBE-2), corrections included.
    pub at: Moment,
    /// When the sender first said so, by its own clock.
    pub said_at: Moment,
    /// What the movement is.
    pub kind: Kind,
    /// The movement.
    pub movement: MovementKey,
}

impl Stated {
    /// From when on the word holds: said, and of an hour that has come. A departure announced ahead frees nothing.
    #[must_use]
    pub fn holds_from(&self) -> Moment {
        self.said_at.max(self.at)
    }
}

impl Clocks {
    /// Whether it was seen before the administration's word held; false when it was never seen.
    #[must_use]
    pub fn seen_first(&self) -> bool {
        match (&self.seen, &self.stated) {
            (Some(seen), Some(stated)) => seen.at < stated.holds_from(),
            (Some(_), None) => true,
            (None, _) => false,
        }
    }

    /// How long after it was seen the administration's word held, in milliseconds; negative when it came first.
    #[must_use]
    pub fn lag(&self) -> Option<i64> {
        Some(self.stated.as_ref()?.holds_from().since(self.seen?.at))
    }

    /// How much later than it was seen the administration says it happened, in milliseconds.
    #[must_use]
    pub fn gap(&self) -> Option<i64> {
        Some(self.stated.as_ref()?.at.since(self.seen?.at))
    }
}

/// The comings and goings of a stay, passage by passage, those that nobody spoke of left out.
///
/// A sighting belongs to a passage through the ward it was said of. An arrival goes with the passage whose beginning is
/// nearest; a departure with the passage during which it was seen, else with the one whose end is nearest. A move that
/// a person made on the board is no word of the administration.
#[must_use]
pub fn clocks_of(state: &State, stay: &Stay) -> Vec<Clocks> {
    let passages = state.passages(stay);
    let reports = stay.reports.unpack();
    let movements = gather(&reports);
    let (mut arrivals, mut exits) = (vec![None; passages.len()], vec![None; passages.len()]);
    for seen in stay.seen.iter().flat_map(|seen| &seen.arrivals) {
        if let Some(place) = arrival_of(state, &passages, seen) {
            arrivals[place] = Some(*seen);
        }
    }
    for seen in stay.seen.iter().flat_map(|seen| &seen.exits) {
        if let Some(place) = exit_of(state, &passages, seen) {
            exits[place] = Some(*seen);
        }
    }
    let mut clocks = Vec::with_capacity(passages.len() * 2);
    for ((passage, arrival), exit) in passages.iter().zip(arrivals).zip(exits) {
        let both = |way, seen, at| Clocks {
            way,
            ward: passage.ward,
            in_bed: passage.in_bed,
            seen,
            stated: stated(&movements, at),
        };
        clocks.push(both(Way::Arrival, arrival, passage.from));
        clocks.push(both(Way::Exit, exit, passage.to));
    }
    clocks.retain(|it| it.seen.is_some() || it.stated.is_some());
    clocks
}

fn arrival_of(state: &State, passages: &[Passage], seen: &Sighting) -> Option<usize> {
    through_ward(state, passages, seen).min_by_key(|place| distance(passages[*place].from, seen.at))
}

fn exit_of(state: &State, passages: &[Passage], seen: &Sighting) -> Option<usize> {
    let during = through_ward(state, passages, seen).find(|place| passages[*place].covers(seen.at));
    during.or_else(|| {
        through_ward(state, passages, seen).min_by_key(|place| distance(passages[*place].to, seen.at))
    })
}

/// The passages through the ward of which something was seen.
fn through_ward<'a>(
    state: &'a State,
    passages: &'a [Passage],
    seen: &Sighting,
) -> impl Iterator<Item = usize> + 'a {
    let ward = seen.ward.and_then(|it| state.surviving(it));
    (0..passages.len()).filter(move |place| ward.is_none() || passages[*place].ward == ward)
}

const fn distance(one: Moment, other: Moment) -> u64 {
    one.since(other).unsigned_abs()
}

/// The movement of a feed that begins or ends a passage at that moment; of several, the one told first.
fn stated(movements: &[Movement<'_>], at: Moment) -> Option<Stated> {
    movements
        .iter()
        .filter(|it| it.live && it.at == at && moves(it.kind) && it.key.authority != State::OURSELVES)
        .min_by_key(|it| (it.told, it.key))
        .map(|it| Stated {
            at,
            said_at: it.told.sent_at,
            kind: it.kind,
            movement: it.key.clone(),
        })
}

/// Whether a movement of that kind may begin or end a passage, rather than announce one.
const fn moves(kind: Kind) -> bool {
    match kind {
        Kind::Admission
        | Kind::Arrival
        | Kind::ToInpatient
        | Kind::ToOutpatient
        | Kind::Transfer
        | Kind::DoctorChange
        | Kind::Passage
        | Kind::Leave
        | Kind::LeaveEnd
        | Kind::Discharge => true,
        Kind::PreAdmission | Kind::PendingAdmission | Kind::PendingTransfer | Kind::PendingDischarge => false,
    }
}
