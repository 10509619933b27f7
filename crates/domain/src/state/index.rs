//! What is derived from the state for speed: look-ups by code, and who concerns which bed and which ward.
//!
//! Nothing here is stored; [`Index`] can be made again from the rest of the state at any time, and a property test
//! checks that the two never differ.

use std::sync::Arc;

use base::id::{BedId, DivisionId, EstablishmentId, PatientId, SiteId, StayId, UnitId, WardId};
use base::{Code, Moment};
use imbl::{OrdMap, OrdSet, Vector};
use smallvec::SmallVec;

use super::flow::FlowIndex;
use super::{State, Touched};
use crate::movement::Spot;
use crate::stay::Stay;
use crate::vault::Map;

/// Which stay was placed in which bed by a person: the exclusive claims, also guarded by the store.
pub type Claims = OrdMap<BedId, StayId>;

/// Who concerns a bed.
#[derive(Clone, Debug, Default, PartialEq)]
struct BedIndex {
    /// Stays with a period in it that is not over yet, or that are expected in it.
    stays: SmallVec<[StayId; 2]>,
    /// Stays that once ended a period in it.
    past: SmallVec<[StayId; 2]>,
    /// The last end of a period in it, not later than the clock of the fold or still to come.
    vacated: Option<Moment>,
}

/// Look-ups and occupancy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    pub(super) establishments: OrdMap<Code, EstablishmentId>,
    pub(super) sites: OrdMap<(EstablishmentId, Code), SiteId>,
    pub(super) divisions: OrdMap<(EstablishmentId, Code), DivisionId>,
    pub(super) units: Map<(EstablishmentId, Code), UnitId>,
    pub(super) wards: Map<(EstablishmentId, Code), WardId>,
    /// Per bed: who concerns it.
    beds: Vector<BedIndex>,
    /// Per ward: stays present, expected or about to come.
    ward_stays: Vector<OrdSet<StayId>>,
    /// Stays that are present in no known ward.
    nowhere: OrdSet<StayId>,
    /// Stays that are not simply over.
    open: OrdSet<StayId>,
    /// Patients merged into another one.
    absorbed: OrdMap<PatientId, SmallVec<[PatientId; 2]>>,
    /// When something that was announced takes effect without any further event.
    due: OrdSet<(Moment, StayId)>,
    /// Exclusive claims made on boards, by bed.
    claims: Claims,
    /// The same, by stay.
    claims_by_stay: OrdMap<StayId, BedId>,
    /// Requests that are open, and beds that are promised.
    pub(super) flow: FlowIndex,
}

impl Index {
    /// The establishment of that code.
    #[must_use]
    pub fn establishment(&self, code: &Code) -> Option<EstablishmentId> {
        self.establishments.get(code).copied()
    }

    /// The site of that code.
    #[must_use]
    pub fn site(&self, establishment: EstablishmentId, code: &Code) -> Option<SiteId> {
        self.sites.get(&(establishment, code.clone())).copied()
    }

    /// The division of that code.
    #[must_use]
    pub fn division(&self, establishment: EstablishmentId, code: &Code) -> Option<DivisionId> {
        self.divisions.get(&(establishment, code.clone())).copied()
    }

    /// The functional unit of that code.
    #[must_use]
    pub fn unit(&self, establishment: EstablishmentId, code: &Code) -> Option<UnitId> {
        self.units.get(&(establishment, code.clone())).copied()
    }

    /// The ward of that code.
    #[must_use]
    pub fn ward(&self, establishment: EstablishmentId, code: &Code) -> Option<WardId> {
        self.wards.get(&(establishment, code.clone())).copied()
    }

    /// Stays with a period in that bed that is not over, or expected in it; the caller looks at the moment.
    #[must_use]
    pub fn stays_of_bed(&self, bed: BedId) -> &[StayId] {
        self.beds.get(bed.index()).map_or(&[], |it| it.stays.as_slice())
    }

    /// Every stay that ever had a period in that bed, present ones included.
    #[must_use]
    pub fn history_of_bed(&self, bed: BedId) -> SmallVec<[StayId; 4]> {
        let mut stays: SmallVec<[StayId; 4]> = self
            .beds
            .get(bed.index())
            .into_iter()
            .flat_map(|it| it.past.iter().chain(&it.stays))
            .copied()
            .collect();
        stays.sort_unstable();
        stays.dedup();
        stays
    }

    /// The last end of a period in that bed.
    #[must_use]
    pub fn vacated(&self, bed: BedId) -> Option<Moment> {
        self.beds.get(bed.index())?.vacated
    }

    /// Stays that concern that ward: present, expected, about to come.
    pub fn stays_of_ward(&self, ward: WardId) -> impl Iterator<Item = StayId> + '_ {
        self.ward_stays
            .get(ward.index())
            .into_iter()
            .flat_map(|stays| stays.iter().copied())
    }

    /// Stays present in no known ward.
    pub fn stays_nowhere(&self) -> impl Iterator<Item = StayId> + '_ {
        self.nowhere.iter().copied()
    }

    /// The stays that have to be looked into to know where somebody is and whether that may be said: those that last
    /// or are expected, that were called off, that are to be kept quiet. Every other one stands, is over, and hides
    /// nothing: a hospital has few of the former and years of the latter.
    pub fn open_stays(&self) -> impl Iterator<Item = StayId> + '_ {
        self.open.iter().copied()
    }

    /// The patients merged directly into that one.
    pub fn absorbed(&self, patient: PatientId) -> impl Iterator<Item = PatientId> + '_ {
        self.absorbed.get(&patient).into_iter().flatten().copied()
    }

    /// The next moment at which something announced takes effect.
    #[must_use]
    pub fn next_due(&self) -> Option<Moment> {
        self.due.get_min().map(|(moment, _)| *moment)
    }

    /// The stay a person placed in that bed, while that holds.
    #[must_use]
    pub fn claim_on(&self, bed: BedId) -> Option<StayId> {
        self.claims.get(&bed).copied()
    }

    /// The bed a person placed that stay in, while that holds.
    #[must_use]
    pub fn claim_of(&self, stay: StayId) -> Option<BedId> {
        self.claims_by_stay.get(&stay).copied()
    }

    /// A person placed that stay in that bed. The store refuses a second claim on a bed, so there is none.
    pub(super) fn claim(&mut self, bed: BedId, stay: StayId) {
        self.disclaim(stay);
        if let Some(former) = self.claims.insert(bed, stay) {
            self.claims_by_stay.remove(&former);
        }
        self.claims_by_stay.insert(stay, bed);
    }

    pub(super) fn disclaim(&mut self, stay: StayId) {
        if let Some(bed) = self.claims_by_stay.remove(&stay) {
            self.claims.remove(&bed);
        }
    }

    /// Every claim that holds.
    #[must_use]
    pub fn claims(&self) -> &Claims {
        &self.claims
    }

    pub(super) fn absorb(&mut self, gone: PatientId, kept: PatientId) {
        let list = self.absorbed.entry(kept).or_default();
        if let Err(slot) = list.binary_search(&gone) {
            list.insert(slot, gone);
        }
    }

    pub(super) fn release(&mut self, gone: PatientId, kept: PatientId) {
        if let Some(list) = self.absorbed.get_mut(&kept) {
            list.retain(|it| *it != gone);
            if list.is_empty() {
                self.absorbed.remove(&kept);
            }
        }
    }

    pub(super) fn room_for_beds(&mut self, beds: usize) {
        while self.beds.len() < beds {
            self.beds.push_back(BedIndex::default());
        }
    }

    pub(super) fn room_for_wards(&mut self, wards: usize) {
        while self.ward_stays.len() < wards {
            self.ward_stays.push_back(OrdSet::new());
        }
    }
}

/// Everything a stay touches: what must be taken out of the index before it changes, and put back after.
#[derive(Default, PartialEq)]
struct Reach {
    /// Beds it lies in, will lie in, or is expected in.
    beds: SmallVec<[BedId; 2]>,
    /// Beds in which a period of it ended or will end, and the last such end.
    past: SmallVec<[(BedId, Moment); 2]>,
    /// Wards it is present, expected or about to come in.
    wards: SmallVec<[WardId; 2]>,
    /// Present, in no known ward.
    nowhere: bool,
    /// Not simply over.
    open: bool,
    /// The next moment at which this changes by itself.
    due: Option<Moment>,
}

fn insert(stays: &mut SmallVec<[StayId; 2]>, id: StayId) {
    if let Err(slot) = stays.binary_search(&id) {
        stays.insert(slot, id);
    }
}

fn remove(stays: &mut SmallVec<[StayId; 2]>, id: StayId) {
    if let Ok(slot) = stays.binary_search(&id) {
        stays.remove(slot);
    }
}

fn note<T: PartialEq>(list: &mut SmallVec<[T; 2]>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

impl State {
    fn reach(&self, stay: &Stay) -> Reach {
        let mut reach = Reach::default();
        let timeline = &stay.timeline;
        let now = self.now;
        let mut due = |moment: Moment| {
            if moment > now && moment < Moment::NEVER {
                reach.due = Some(reach.due.map_or(moment, |known| known.min(moment)));
            }
        };
        for position in 0..timeline.segments.len() {
            due(timeline.segments[position].from);
            due(self.end_of(stay, position));
        }
        // A discharge without any admission ends what is planned, and no period ends with it.
        timeline.left_at.into_iter().for_each(&mut due);
        for (position, segment) in timeline.segments.iter().enumerate() {
            let to = self.end_of(stay, position);
            if let Spot::Bed(bed) = segment.spot {
                if to > now {
                    note(&mut reach.beds, bed);
                }
                if to < Moment::NEVER {
                    match reach.past.iter_mut().find(|(known, _)| *known == bed) {
                        Some((_, end)) => *end = to.max(*end),
                        None => reach.past.push((bed, to)),
                    }
                }
            }
            if to > now {
                match self.ward_of_segment(segment) {
                    Some(ward) => note(&mut reach.wards, ward),
                    None => reach.nowhere = true,
                }
            }
        }
        let lasts = timeline.segments.len().checked_sub(1);
        reach.open = lasts.is_some_and(|last| self.end_of(stay, last) > now)
            || timeline.planned.is_some()
            || timeline.pending_transfer.is_some()
            || timeline.cancelled
            || stay.is_confidential();
        for plan in timeline.planned.iter().chain(&timeline.pending_transfer) {
            if let Spot::Bed(bed) = plan.spot {
                note(&mut reach.beds, bed);
            }
            if let Some(ward) = self.ward_of(plan.spot, plan.lodging()) {
                note(&mut reach.wards, ward);
            }
        }
        reach
    }

    /// Changes a stay, keeping the index in step.
    pub(super) fn change_stay(&mut self, id: StayId, touched: &mut Touched, change: impl FnOnce(&mut Stay)) {
        let Some(stay) = self.stay(id) else { return };
        let before = self.reach(stay);
        if let Some(stay) = self.stays.get_mut(id.index()) {
            change(Arc::make_mut(stay));
        }
        self.reindex(id, &before, touched);
    }

    /// Changes places, keeping in step with them the index of the stays they concern.
    pub(super) fn change_places(
        &mut self,
        touched: &mut Touched,
        concerns: impl Fn(&Stay) -> bool,
        change: impl FnOnce(&mut Self),
    ) {
        let before: Vec<(StayId, Reach)> = self
            .stays
            .iter()
            .filter(|stay| concerns(stay))
            .map(|stay| (stay.id, self.reach(stay)))
            .collect();
        change(self);
        for (id, before) in before {
            self.reindex(id, &before, touched);
        }
    }

    /// Brings the index from what a stay reached before to what it reaches now; touches no more than what differs.
    fn reindex(&mut self, id: StayId, before: &Reach, touched: &mut Touched) {
        let Some(stay) = self.stays.get(id.index()) else {
            return;
        };
        let after = self.reach(stay);
        let claimed = self.index.claim_of(id);
        let claim_ends = claimed.is_some_and(|bed| !self.lies_open_ended(stay, bed));
        let index = &mut self.index;
        for bed in before.beds.iter().filter(|bed| !after.beds.contains(bed)) {
            if let Some(bed) = index.beds.get_mut(bed.index()) {
                remove(&mut bed.stays, id);
            }
        }
        for bed in after.beds.iter().filter(|bed| !before.beds.contains(bed)) {
            if let Some(bed) = index.beds.get_mut(bed.index()) {
                insert(&mut bed.stays, id);
            }
        }
        for ward in before.wards.iter().filter(|ward| !after.wards.contains(ward)) {
            if let Some(stays) = index.ward_stays.get_mut(ward.index()) {
                stays.remove(&id);
            }
            touched.ward(*ward);
        }
        for ward in &after.wards {
            if let Some(stays) = index.ward_stays.get_mut(ward.index())
                && !before.wards.contains(ward)
            {
                stays.insert(id);
            }
            touched.ward(*ward);
        }
        if before.nowhere && !after.nowhere {
            index.nowhere.remove(&id);
        } else if after.nowhere && !before.nowhere {
            index.nowhere.insert(id);
        }
        if before.open && !after.open {
            index.open.remove(&id);
        } else if after.open && !before.open {
            index.open.insert(id);
        }
        if before.due != after.due {
            if let Some(due) = before.due {
                index.due.remove(&(due, id));
            }
            if let Some(due) = after.due {
                index.due.insert((due, id));
            }
        }
        if claim_ends {
            index.disclaim(id);
        }
        self.reindex_past(id, &before.past, &after.past, touched);
    }

    /// Brings in step who once lay in which bed, and when each was last left.
    ///
    /// A word that comes late may change who once lay in a bed of a ward that the stay left long ago: that bed is dirty
    /// since another moment, or clean again, and its ward shows it.
    fn reindex_past(
        &mut self,
        id: StayId,
        before: &[(BedId, Moment)],
        after: &[(BedId, Moment)],
        touched: &mut Touched,
    ) {
        for (bed, _) in after
            .iter()
            .chain(before)
            .filter(|it| !(before.contains(it) && after.contains(it)))
        {
            if let Some(ward) = self.ward_of_bed(*bed).and_then(|ward| self.surviving(ward)) {
                touched.ward(ward);
            }
        }
        for (bed, end) in after.iter().filter(|it| !before.contains(it)) {
            if let Some(bed) = self.index.beds.get_mut(bed.index()) {
                insert(&mut bed.past, id);
                bed.vacated = bed.vacated.max(Some(*end));
            }
        }
        for (bed, end) in before.iter().filter(|it| !after.contains(it)) {
            let now = after.iter().find(|(known, _)| known == bed).map(|(_, end)| *end);
            if let (None, Some(bed)) = (now, self.index.beds.get_mut(bed.index())) {
                remove(&mut bed.past, id);
            }
            // Only a last end that was taken back asks for the others to be looked through.
            if now.is_none_or(|now| now < *end) && self.index.vacated(*bed) == Some(*end) {
                self.find_vacated(*bed);
            }
        }
    }

    /// Whether the stay lies in that bed with no end known: what keeps a claim alive.
    #[must_use]
    pub fn lies_open_ended(&self, stay: &Stay, bed: BedId) -> bool {
        stay.timeline
            .segments
            .iter()
            .enumerate()
            .any(|(position, segment)| {
                segment.spot == Spot::Bed(bed) && self.end_of(stay, position) == Moment::NEVER
            })
    }

    fn find_vacated(&mut self, bed: BedId) {
        let mut last: Option<Moment> = None;
        let past = self
            .index
            .beds
            .get(bed.index())
            .into_iter()
            .flat_map(|it| &it.past);
        for stay in past.filter_map(|id| self.stay(*id)) {
            for (position, segment) in stay.timeline.segments.iter().enumerate() {
                let to = self.end_of(stay, position);
                if segment.spot == Spot::Bed(bed) && to < Moment::NEVER {
                    last = last.max(Some(to));
                }
            }
        }
        if let Some(bed) = self.index.beds.get_mut(bed.index()) {
            bed.vacated = last;
        }
    }

    /// Brings the index forward to a later clock: what was announced for before then has taken effect.
    pub(super) fn advance(&mut self, to: Moment, touched: &mut Touched) {
        // What they reach is counted from the old clock, so it is noted before the clock moves.
        let ripe: SmallVec<[(StayId, Reach); 1]> = self
            .index
            .due
            .iter()
            .take_while(|(moment, _)| *moment <= to)
            .filter_map(|(_, id)| Some((*id, self.reach(self.stay(*id)?))))
            .collect();
        self.now = self.now.max(to);
        for (id, before) in ripe {
            self.reindex(id, &before, touched);
        }
    }

    /// Makes the part of the index that depends on stays again, from the stays alone.
    pub(super) fn relink_everything(&mut self, touched: &mut Touched) {
        let (beds, wards) = (self.beds.len(), self.wards.len());
        self.index.beds = Vector::new();
        self.index.ward_stays = Vector::new();
        self.index.nowhere = OrdSet::new();
        self.index.open = OrdSet::new();
        self.index.due = OrdSet::new();
        self.index.room_for_beds(beds);
        self.index.room_for_wards(wards);
        for number in 0..self.stays.len() {
            if let Ok(number) = u32::try_from(number) {
                self.reindex(StayId::new(number), &Reach::default(), touched);
            }
        }
    }
}
