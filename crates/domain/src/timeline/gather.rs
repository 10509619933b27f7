//! From reports to movements: one per ZBE-1, the later word winning field by field, a CANCEL being a tombstone.

use base::Moment;
use base::id::{PractitionerId, UnitId};
use smallvec::SmallVec;

use crate::movement::{Action, Class, Extras, Kind, MovementKey, Report, Spot, Stamp};

/// The movements of a stay; few have more than four.
pub type Movements<'a> = SmallVec<[Movement<'a>; 4]>;

/// A movement: everything said under one ZBE-1.
#[derive(Debug)]
pub struct Movement<'a> {
    /// Its name, the smallest when it has several.
    pub key: &'a MovementKey,
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
    /// An appointment book told it, and not the admission office.
    pub booked: bool,
    /// What was last said of it, field by field since the last cancel.
    pub word: Word,
    /// The stamps and extras of its live reports, in stamp order.
    pub(super) extras: SmallVec<[(&'a Stamp, &'a Extras); 1]>,
}

/// What a report says of a movement, as [`Report`] has it.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// ZBE-5 = Y.
    pub historic: bool,
    /// The movement id was made up by Chevet.
    pub inferred: bool,
    /// The place changed.
    pub moves: bool,
    /// Patient class.
    pub class: Option<Class>,
    /// Room or bed.
    pub spot: Spot,
    /// Functional unit of housing.
    pub unit: Option<UnitId>,
    /// Functional unit of medical responsibility.
    pub medical: Option<UnitId>,
    /// Functional unit of nursing responsibility.
    pub care: Option<UnitId>,
    /// Attending doctor.
    pub doctor: Option<PractitionerId>,
}

/// Gathers reports (sorted by stamp) into movements, in the order in which they were first told.
#[must_use]
pub fn gather(reports: &[Report]) -> Movements<'_> {
    let mut movements = Movements::new();
    let aliased = canonical_names(reports);
    for (slot, report) in reports.iter().enumerate() {
        let name = aliased.get(slot).copied().unwrap_or(&report.movement);
        if report.takes_back_last {
            take_back_last(&mut movements, name, report);
            continue;
        }
        match movements.iter_mut().find(|movement| movement.key == name) {
            Some(movement) => movement.hear(report),
            None => movements.push(Movement::first(name, report)),
        }
    }
    movements
}

/// Live movements in the order in which they took effect.
///
/// Of two movements of the same instant, an arrival comes before a move, a move before a departure; then the one
/// told first; then the one of the smaller name, so that the order never depends on the order of arrival.
pub(super) fn in_order_of_effect<'m, 'a>(movements: &'m [Movement<'a>]) -> SmallVec<[&'m Movement<'a>; 8]> {
    let mut live: SmallVec<[&Movement<'_>; 8]> = movements.iter().filter(|movement| movement.live).collect();
    live.sort_by(|a, b| (a.at, a.kind, &a.told, a.key).cmp(&(b.at, b.kind, &b.told, b.key)));
    live
}

impl From<&Report> for Word {
    fn from(report: &Report) -> Self {
        Self {
            historic: report.historic,
            inferred: report.inferred,
            moves: report.moves,
            class: report.class,
            spot: report.spot,
            unit: report.unit,
            medical: report.medical,
            care: report.care,
            doctor: report.doctor,
        }
    }
}

impl<'a> Movement<'a> {
    fn first(key: &'a MovementKey, report: &'a Report) -> Self {
        let mut movement = Self {
            key,
            kind: report.kind,
            at: report.at,
            told: report.stamp,
            live: false,
            inserted: false,
            cancelled: false,
            booked: report.is_booked(),
            word: report.into(),
            extras: SmallVec::new(),
        };
        movement.hear(report);
        movement
    }

    /// Takes a later word into account.
    fn hear(&mut self, report: &'a Report) {
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
            self.word.restate(report);
        } else {
            self.word = report.into();
            self.extras.clear();
        }
        self.live = true;
        if let Some(extras) = &report.extras {
            self.extras.push((&report.stamp, extras));
        }
    }
}

impl Word {
    /// Takes over what a later report says.
    fn restate(&mut self, report: &Report) {
        // A message that names no unit does not take the unit back; one that names a unit restates the spot,
        // unless it names the same unit alone and says that the place did not change (a change of class).
        let unit_alone = report.unit == self.unit && report.spot == Spot::Nowhere && !report.moves;
        if report.unit.is_some() && !unit_alone {
            self.unit = report.unit;
            self.spot = report.spot;
        } else if report.spot != Spot::Nowhere {
            self.spot = report.spot;
        }
        self.medical = report.medical.or(self.medical);
        self.care = report.care.or(self.care);
        self.class = report.class.or(self.class);
        self.doctor = report.doctor.or(self.doctor);
        self.moves |= report.moves;
    }
}

/// The name each report's movement goes by: aliases of one movement share the smallest of their names. Empty when
/// nothing has an alias, which is nearly always.
fn canonical_names(reports: &[Report]) -> Vec<&MovementKey> {
    let any_alias = reports.iter().any(|it| {
        it.extras
            .as_ref()
            .is_some_and(|extras| !extras.aliases.is_empty())
    });
    if !any_alias {
        return Vec::new();
    }
    let mut names: Vec<&MovementKey> = reports.iter().map(|report| &report.movement).collect();
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
fn take_back_last<'a>(movements: &mut Movements<'a>, name: &'a MovementKey, cancel: &'a Report) {
    let is_arrival = |kind| matches!(kind, Kind::Admission | Kind::Arrival);
    let last = movements
        .iter_mut()
        .filter(|movement| movement.live)
        .filter(|it| it.kind == cancel.kind || (is_arrival(it.kind) && is_arrival(cancel.kind)))
        .max_by(|a, b| {
            let rank = |it: &Movement<'_>| (it.kind == cancel.kind, it.at);
            (rank(a), &a.told, a.key).cmp(&(rank(b), &b.told, b.key))
        });
    match last {
        Some(movement) => {
            movement.live = false;
            movement.cancelled = true;
        }
        None => movements.push(Movement::first(name, cancel)),
    }
}
