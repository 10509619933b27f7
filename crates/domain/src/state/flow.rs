//! The fold of requests and holds, and who concerns whom among those that are open.

use std::sync::Arc;

use base::id::{BedId, HoldId, RequestId, StayId, WardId};
use base::{Label, Moment};
use imbl::{OrdMap, OrdSet};
use smallvec::SmallVec;

use super::snapshot::BadSnapshot;
use super::{State, Touched};
use crate::bed::Hygiene;
use crate::flow::{
    Clocks, EntryRef, Hold, HoldChange, HoldChanged, HoldKind, HoldState, Made, Outcome, PastAnswer,
    Promised, Proposal, Request, RequestChange, RequestChanged, Stage, Subject,
};

/// Which requests are open and which beds are promised: nothing looks through all beds or all stays for that.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FlowIndex {
    /// Requests that are neither met nor withdrawn.
    open: OrdSet<RequestId>,
    /// Those of them for a patient without a stay yet.
    stayless: OrdSet<RequestId>,
    /// Every request of a stay, closed ones included, oldest first.
    by_stay: OrdMap<StayId, SmallVec<[RequestId; 1]>>,
    /// Requests that were met or withdrawn, by when.
    closed: OrdSet<(Moment, RequestId)>,
    /// Requests that a ward was asked about.
    asked: OrdSet<(WardId, RequestId)>,
    /// Requests that a ward said yes to, and whose bed is to be named.
    agreed: OrdSet<(WardId, RequestId)>,
    /// Holds that last, by bed.
    held: OrdMap<BedId, HoldId>,
}

impl FlowIndex {
    fn link(&mut self, request: &Request) {
        let id = request.id;
        if let Some(stay) = request.subject.stay() {
            let list = self.by_stay.entry(stay).or_default();
            if let Err(slot) = list.binary_search(&id) {
                list.insert(slot, id);
            }
        }
        if !request.stage.is_open() {
            self.closed.insert((request.since, id));
            return;
        }
        self.open.insert(id);
        if matches!(request.subject, Subject::Known { stay: None, .. }) {
            self.stayless.insert(id);
        }
        match request.stage {
            Stage::Proposed(Proposal { ward, .. }) => drop(self.asked.insert((ward, id))),
            Stage::Accepted { ward } => drop(self.agreed.insert((ward, id))),
            _ => {}
        }
    }

    fn unlink(&mut self, request: &Request) {
        let id = request.id;
        self.open.remove(&id);
        self.closed.remove(&(request.since, id));
        self.stayless.remove(&id);
        match request.stage {
            Stage::Proposed(Proposal { ward, .. }) => drop(self.asked.remove(&(ward, id))),
            Stage::Accepted { ward } => drop(self.agreed.remove(&(ward, id))),
            _ => {}
        }
    }
}

impl State {
    /// Every request that is neither met nor withdrawn, in the order in which they were made.
    pub fn open_requests(&self) -> impl Iterator<Item = &Request> {
        self.index.flow.open.iter().filter_map(|id| self.request(*id))
    }

    /// Every request that was met or withdrawn since that moment, the first of them first.
    pub fn requests_closed_since(&self, from: Moment) -> impl Iterator<Item = &Request> {
        let closed = self.index.flow.closed.range((from, RequestId::new(0))..);
        closed.filter_map(|(_, id)| self.request(*id))
    }

    /// How many requests are neither met nor withdrawn.
    #[must_use]
    pub fn open_request_count(&self) -> usize {
        self.index.flow.open.len()
    }

    /// Every request of a stay, closed ones included, oldest first.
    pub fn requests_of(&self, stay: StayId) -> impl Iterator<Item = &Request> {
        let ids = self.index.flow.by_stay.get(&stay);
        ids.into_iter().flatten().filter_map(|id| self.request(*id))
    }

    /// What an entry of the thesaurus is called in the version in which it was chosen.
    #[must_use]
    pub fn entry_label(&self, entry: &EntryRef) -> Option<&Label> {
        let version = self.thesaurus_version(entry.version)?;
        Some(&version.thesaurus.entry(&entry.code)?.label)
    }

    /// Open requests for patients who have no stay yet.
    pub fn stayless_requests(&self) -> impl Iterator<Item = &Request> {
        self.index.flow.stayless.iter().filter_map(|id| self.request(*id))
    }

    /// The wards that await a patient: asked about them, agreed to take them, or keeping a bed for them.
    pub fn wards_awaiting(&self, stay: StayId) -> impl Iterator<Item = WardId> {
        let requests = self.requests_of(stay);
        let kept = self
            .lasting_holds()
            .filter(move |it| it.promised == Promised::Stay(stay))
            .filter_map(|it| self.ward_of_bed(it.bed));
        requests.filter_map(|it| self.ward_answering(it)).chain(kept)
    }

    /// The ward that answers for a request: asked, agreed, or the one of the bed that is kept.
    fn ward_answering(&self, request: &Request) -> Option<WardId> {
        match &request.stage {
            Stage::Proposed(proposal) => Some(proposal.ward),
            Stage::Accepted { ward } => Some(*ward),
            stage => self.ward_of_bed(self.hold(stage.hold()?)?.bed),
        }
    }

    /// The requests that a ward was asked about and has not answered.
    pub fn asked_of(&self, ward: WardId) -> impl Iterator<Item = &Request> {
        self.of_ward(&self.index.flow.asked, ward)
    }

    /// The requests that a ward said yes to, and whose bed is to be named.
    pub fn agreed_by(&self, ward: WardId) -> impl Iterator<Item = &Request> {
        self.of_ward(&self.index.flow.agreed, ward)
    }

    fn of_ward<'a>(
        &'a self,
        set: &'a OrdSet<(WardId, RequestId)>,
        ward: WardId,
    ) -> impl Iterator<Item = &'a Request> {
        let from = (ward, RequestId::new(0));
        set.range(from..)
            .take_while(move |(it, _)| *it == ward)
            .filter_map(|(_, id)| self.request(*id))
    }

    /// The hold that lasts on a bed.
    #[must_use]
    pub fn hold_on(&self, bed: BedId) -> Option<&Hold> {
        self.hold(*self.index.flow.held.get(&bed)?)
    }

    /// Every hold that lasts, by bed.
    pub fn lasting_holds(&self) -> impl Iterator<Item = &Hold> {
        self.index.flow.held.values().filter_map(|id| self.hold(*id))
    }

    /// The stay to which a bed is promised, once the feed knows it.
    #[must_use]
    pub fn stay_promised(&self, promised: Promised) -> Option<StayId> {
        match promised {
            Promised::Stay(stay) => Some(stay),
            Promised::Request(request) => self.request(request)?.subject.stay(),
        }
    }

    /// Changes a request, keeping the index in step.
    fn with_request(&mut self, id: RequestId, change: impl FnOnce(&mut Request)) {
        let Some(known) = self.requests.get_mut(id.index()) else {
            return;
        };
        self.index.flow.unlink(known);
        change(Arc::make_mut(known));
        self.index.flow.link(known);
    }

    pub(super) fn change_request(
        &mut self,
        changed: &RequestChanged,
        seq: u64,
        at: Moment,
        touched: &mut Touched,
    ) {
        touched.flow = true;
        let id = changed.request;
        self.touch_concerned(id, touched);
        match &changed.change {
            RequestChange::Made(made) => self.make_request(changed, made, seq, at),
            RequestChange::Joined { patient, with, from } => {
                let subject = Subject::Known {
                    patient: *patient,
                    stay: *with,
                };
                let former = self.request(id).and_then(|it| it.subject.stay());
                if let Some(list) = former.and_then(|it| self.index.flow.by_stay.get_mut(&it)) {
                    list.retain(|it| *it != id);
                }
                if let Some(stay) = former.filter(|it| self.requests_of(*it).next().is_none()) {
                    self.index.flow.by_stay.remove(&stay);
                }
                self.with_request(id, |it| {
                    it.subject = subject;
                    it.from = *from;
                });
            }
            RequestChange::Revised { needs, entry } => self.with_request(id, |it| {
                it.needs.clone_from(needs);
                it.entry.clone_from(entry);
                (it.needs_revision, it.needs_by) = (seq, changed.by);
            }),
            RequestChange::Followed(needs) => self.with_request(id, |it| {
                it.needs.clone_from(needs);
                it.needs_revision = seq;
            }),
            RequestChange::Renamed => {}
            other => self.with_request(id, |it| step(it, other, seq, at)),
        }
        self.touch_concerned(id, touched);
    }

    fn make_request(&mut self, changed: &RequestChanged, made: &Made, seq: u64, at: Moment) {
        let request = Request {
            id: changed.request,
            asker: made.asker,
            subject: made.subject,
            born: made.born,
            from: made.from,
            needs: made.needs.clone(),
            entry: made.entry.clone(),
            needs_revision: seq,
            needs_by: changed.by,
            stage: if made.draft { Stage::Draft } else { Stage::Open },
            since: at,
            revision: seq,
            made_by: changed.by,
            clocks: Clocks {
                decided: made.decided,
                requested: (!made.draft).then_some(at),
                ..Clocks::default()
            },
            answers: Vec::new(),
        };
        self.index.flow.link(&request);
        self.requests.push_back(Arc::new(request));
    }

    pub(super) fn change_hold(&mut self, changed: &HoldChanged, seq: u64, at: Moment, touched: &mut Touched) {
        touched.flow = true;
        let (id, bed) = (changed.hold, changed.bed);
        match &changed.change {
            HoldChange::Opened(opened) => {
                self.holds.push_back(Arc::new(Hold {
                    id,
                    bed,
                    promised: changed.promised,
                    owner: opened.owner,
                    kind: opened.kind,
                    made_at: at,
                    from: opened.from,
                    until: opened.until,
                    after: opened.after,
                    state: HoldState::Active,
                }));
                self.index.flow.held.insert(bed, id);
                if let Promised::Request(request) = changed.promised {
                    self.with_request(request, |it| {
                        enter(it, Stage::Held { hold: id }, seq, at);
                        it.clocks.proposed.get_or_insert(at);
                        it.clocks.bed_ready = None;
                        if opened.kind == HoldKind::Assigned {
                            it.clocks.agreed.get_or_insert(at);
                        }
                    });
                }
                self.note_bed_ready(bed, touched);
            }
            HoldChange::Extended { kind, until } => {
                self.with_hold(id, |it| (it.kind, it.until) = (*kind, *until));
                if let (Promised::Request(request), HoldKind::Assigned) = (changed.promised, kind) {
                    self.with_request(request, |it| {
                        it.revision = seq;
                        it.clocks.agreed.get_or_insert(at);
                    });
                }
            }
            HoldChange::Postponed { from, until } => {
                self.with_hold(id, |it| (it.from, it.until) = (*from, *until));
            }
            HoldChange::TakenOver { owner, .. } => self.with_hold(id, |it| it.owner = *owner),
            HoldChange::Ended { at: since, why } => {
                let ended = HoldState::Ended {
                    at: *since,
                    why: why.clone(),
                };
                self.with_hold(id, |it| it.state = ended);
                if self.index.flow.held.get(&bed) == Some(&id) {
                    self.index.flow.held.remove(&bed);
                }
                if let Promised::Request(request) = changed.promised
                    && self
                        .request(request)
                        .is_some_and(|it| it.stage.hold() == Some(id))
                {
                    // Back to the queue; whoever ended it may say more in the same command.
                    self.with_request(request, |it| enter(it, Stage::Open, seq, at));
                }
            }
        }
        if let Some(ward) = self.ward_of_bed(bed) {
            touched.ward(ward);
        }
        if let Promised::Request(request) = changed.promised {
            self.touch_concerned(request, touched);
        }
    }

    fn with_hold(&mut self, id: HoldId, change: impl FnOnce(&mut Hold)) {
        if let Some(known) = self.holds.get_mut(id.index()) {
            change(Arc::make_mut(known));
        }
    }

    /// Notes since when a promised bed is clean, or that it is not.
    pub(super) fn note_bed_ready(&mut self, bed: BedId, touched: &mut Touched) {
        let Some(Promised::Request(request)) = self.hold_on(bed).map(|it| it.promised) else {
            return;
        };
        let now = self.now;
        let ready = self.bed(bed).is_some_and(|bed| {
            self.hygiene_of(bed, now).state == Hygiene::Clean && self.occupants(bed.id, now).next().is_none()
        });
        self.with_request(request, |it| {
            it.clocks.bed_ready = ready.then(|| it.clocks.bed_ready.unwrap_or(now));
        });
        touched.flow = true;
    }

    /// The wards whose screens tell of a request: the one that asks, the one that is asked, the one of its bed.
    fn touch_concerned(&self, id: RequestId, touched: &mut Touched) {
        let Some(request) = self.request(id) else { return };
        // A germ named in a request is the room-mates' business, where the patient lies.
        let stay = request.subject.stay().and_then(|it| self.stay(it));
        let lies = stay.and_then(|it| self.ward_at(it, self.now));
        for ward in request
            .asker
            .ward
            .into_iter()
            .chain(self.ward_answering(request))
            .chain(lies)
        {
            touched.ward(ward);
        }
    }

    /// A ward became part of another one, which answers what it was asked, names the bed it said yes to, and waits for
    /// what it asked.
    pub(super) fn hand_over_requests(&mut self, gone: WardId, kept: WardId) {
        let open: Vec<RequestId> = self.index.flow.open.iter().copied().collect();
        for id in open {
            let Some(known) = self.request(id) else { continue };
            let answers = match &known.stage {
                Stage::Proposed(asked) => asked.ward == gone,
                Stage::Accepted { ward } => *ward == gone,
                _ => false,
            };
            if !answers && known.asker.ward != Some(gone) {
                continue;
            }
            self.with_request(id, |it| {
                if it.asker.ward == Some(gone) {
                    it.asker.ward = Some(kept);
                }
                match &mut it.stage {
                    Stage::Proposed(asked) if asked.ward == gone => asked.ward = kept,
                    Stage::Accepted { ward } if *ward == gone => *ward = kept,
                    _ => {}
                }
            });
        }
    }

    /// Makes the index of requests and holds again.
    pub(super) fn link_flow(&mut self) -> Result<(), BadSnapshot> {
        let mut index = FlowIndex::default();
        for (place, request) in self.requests.iter().enumerate() {
            if request.id.index() != place {
                return Err(BadSnapshot);
            }
            index.link(request);
        }
        for (place, hold) in self.holds.iter().enumerate() {
            if hold.id.index() != place {
                return Err(BadSnapshot);
            }
            if hold.lasts() {
                index.held.insert(hold.bed, hold.id);
            }
        }
        self.index.flow = index;
        Ok(())
    }
}

/// A request enters a stage.
fn enter(request: &mut Request, stage: Stage, seq: u64, at: Moment) {
    (request.stage, request.since, request.revision) = (stage, at, seq);
}

fn answered(request: &mut Request, outcome: Outcome, at: Moment) {
    let ward = match &request.stage {
        Stage::Proposed(proposal) => proposal.ward,
        Stage::Accepted { ward } => *ward,
        _ => return,
    };
    request.answers.push(PastAnswer { ward, at, outcome });
}

/// A step from one stage to the next. What was decided is believed: a step that does not fit changes what it can.
fn step(request: &mut Request, change: &RequestChange, seq: u64, at: Moment) {
    match change {
        RequestChange::Submitted | RequestChange::Resumed | RequestChange::Reopened => {
            enter(request, Stage::Open, seq, at);
            request.clocks.requested.get_or_insert(at);
            (request.clocks.departed, request.clocks.arrived) = (None, None);
        }
        RequestChange::Deferred { reason, until } => {
            let (reason, until) = (reason.clone(), *until);
            enter(request, Stage::Deferred { reason, until }, seq, at);
        }
        RequestChange::Proposed { proposal, .. } => {
            enter(request, Stage::Proposed(*proposal), seq, at);
            request.clocks.proposed.get_or_insert(at);
        }
        RequestChange::Answered(outcome) => {
            answered(request, outcome.clone(), at);
            enter(request, Stage::Open, seq, at);
        }
        RequestChange::Accepted => {
            answered(request, Outcome::Accepted, at);
            let next = match &request.stage {
                Stage::Proposed(Proposal { hold: Some(hold), .. }) => Stage::Held { hold: *hold },
                Stage::Proposed(Proposal { ward, .. }) => Stage::Accepted { ward: *ward },
                other => other.clone(),
            };
            enter(request, next, seq, at);
            request.clocks.agreed.get_or_insert(at);
        }
        RequestChange::PatientReady { at: since } => {
            request.clocks.patient_ready = Some(*since);
            if let Some(hold) = request.stage.hold() {
                enter(request, Stage::Ready { hold }, seq, at);
            }
        }
        RequestChange::Departed { at: since } => {
            request.clocks.departed = Some(*since);
            if let Some(hold) = request.stage.hold() {
                enter(request, Stage::Moving { hold }, seq, at);
            }
        }
        RequestChange::Placed { bed, at: since } => {
            enter(request, Stage::Placed { bed: *bed }, seq, at);
            request.clocks.arrived = Some(*since);
        }
        RequestChange::Withdrawn(why) => enter(request, Stage::Withdrawn(why.clone()), seq, at),
        RequestChange::Made(_)
        | RequestChange::Revised { .. }
        | RequestChange::Followed(_)
        | RequestChange::Joined { .. }
        | RequestChange::Renamed => {}
    }
}
