//! The queue of the flow cell: every open request with its rank, and what wards are asked.

use std::sync::Arc;

use base::id::{BedId, HoldId, PatientId, RequestId, StayId, WardId};
use base::time::DAY;
use base::{Label, Moment};

use super::board::{Age, HoldView, ShownName, age, bed_name, hold_view, identity_of, shown_name};
use super::day::Day;
use crate::flow::{
    Asker, Born, By, Clocks, EntryRef, Needs, PastAnswer, Proposal, Rank, Ranking, Request, Stage, StageName,
    Subject,
};
use crate::identity::Sex;
use crate::precaution::Precaution;
use crate::state::State;
use crate::vault::Vault;

/// The queue at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueView {
    /// The journal position it shows.
    pub seq: u64,
    /// The moment it shows.
    pub now: Moment,
    /// Who waits, most urgent first.
    pub rows: Vec<RequestView>,
    /// Requests that were set aside, soonest back first.
    pub deferred: Vec<RequestView>,
    /// Requests that are being written, oldest first.
    pub drafts: Vec<RequestView>,
    /// How many of the rows are over their target delay.
    pub overdue: usize,
}

/// A request as the cell sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestView {
    /// The request.
    pub request: RequestId,
    /// Its place among those for whom a bed is still to be found today, from 1 on; none for the others.
    pub place: Option<usize>,
    /// The patient, once the feed knows them.
    pub patient: Option<PatientId>,
    /// The stay, once there is one.
    pub stay: Option<StayId>,
    /// The name to show.
    pub name: ShownName,
    /// The feed does not know the patient yet.
    pub announced: bool,
    /// Administrative sex.
    pub sex: Sex,
    /// Age.
    pub age: Option<Age>,
    /// Who asks.
    pub asker: Asker,
    /// The name of the ward that asks.
    pub asker_ward: Option<Label>,
    /// Where the patient is now: ward and bed, or the ward alone.
    pub here: Option<(Label, Option<String>)>,
    /// What of the stay's plans it stands for.
    pub born: Born,
    /// Who made it.
    pub made_by: By,
    /// What is needed.
    pub needs: Needs,
    /// The name of the specialty that is needed.
    pub specialty: Option<Label>,
    /// The precautions that are needed, as boards show them, in the order of the needs.
    pub precautions: Vec<Arc<Precaution>>,
    /// The revision of the needs, for whoever revises them.
    pub needs_revision: u64,
    /// The entry of the thesaurus, and its label.
    pub entry: Option<(EntryRef, Label)>,
    /// Points, and what for.
    pub rank: Rank,
    /// When the patient is to come, for somebody who is not to come at once.
    pub wanted_at: Option<Moment>,
    /// When its target delay is over.
    pub due_at: Moment,
    /// How far it is.
    pub stage: StageName,
    /// Since when.
    pub since: Moment,
    /// The revision of the stage, for whoever acts.
    pub revision: u64,
    /// The ward that is asked, and the time it has.
    pub asked: Option<AskedView>,
    /// The ward that said yes, while the bed is to be named.
    pub agreed: Option<(WardId, Label)>,
    /// The bed that is promised.
    pub held: Option<(BedId, String, HoldView)>,
    /// The ward of that bed.
    pub held_ward: Option<Label>,
    /// Until when it is set aside, and why, by its code and its name.
    pub deferred: Option<(Label, Option<Moment>)>,
    /// When each step was taken.
    pub clocks: Clocks,
    /// What wards answered so far.
    pub answers: Vec<PastAnswer>,
}

impl RequestView {
    /// Whether a bed is given: one that is kept while a ward is asked is not yet.
    #[must_use]
    pub const fn is_promised(&self) -> bool {
        self.stage.is_promised()
    }

    /// Whether the patient is to come in more than a day: nobody waits for that bed today.
    #[must_use]
    pub fn is_later(&self, now: Moment) -> bool {
        is_later(self.wanted_at, now)
    }
}

/// A ward that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedView {
    /// Which.
    pub ward: WardId,
    /// Its name.
    pub name: Label,
    /// When it was asked.
    pub asked_at: Moment,
    /// By when it should answer.
    pub answer_by: Moment,
    /// When the question ends.
    pub lapses_at: Moment,
    /// How often the question went up a level: 0 while it is in time.
    pub level: usize,
    /// When it goes up next.
    pub rises_at: Option<Moment>,
    /// The bed that was named.
    pub bed: Option<(BedId, String, HoldId)>,
}

/// The queue at a moment.
#[must_use]
pub fn queue(state: &State, vault: &Vault, now: Moment) -> QueueView {
    let day = Day::of(state, now);
    let ranking = Ranking::of(state, now);
    let mut waiting = 0;
    let rows: Vec<RequestView> = ranking
        .queue()
        .into_iter()
        .map(|(request, rank)| {
            let place = waits(request, now).then(|| {
                waiting += 1;
                waiting
            });
            view(state, vault, &day, request, rank, place)
        })
        .collect();
    let aside = |stage| {
        let found = state.open_requests().filter(move |it| it.stage.name() == stage);
        found.map(|it| view(state, vault, &day, it, ranking.rank(it), None))
    };
    let mut deferred: Vec<RequestView> = aside(StageName::Deferred).collect();
    deferred.sort_by_key(|it| {
        it.deferred
            .as_ref()
            .and_then(|(_, until)| *until)
            .unwrap_or(Moment::NEVER)
    });
    QueueView {
        seq: state.seq,
        now,
        overdue: rows.iter().filter(|it| it.rank.is_overdue()).count(),
        rows,
        deferred,
        drafts: aside(StageName::Draft).collect(),
    }
}

/// Whether a bed is still to be found for today: whoever has one, or comes in more than a day, is out of everybody's way.
#[must_use]
pub fn waits(request: &Request, now: Moment) -> bool {
    !request.stage.name().is_promised() && !is_later(request.wanted_at(), now)
}

/// Whether somebody is to come in more than a day.
fn is_later(wanted: Option<Moment>, now: Moment) -> bool {
    wanted.is_some_and(|it| it > now.plus(DAY))
}

/// One request, whatever became of it.
#[must_use]
pub fn request(state: &State, vault: &Vault, id: RequestId, now: Moment) -> Option<RequestView> {
    let found = state.request(id)?;
    let ranking = Ranking::of(state, now);
    let queue = ranking.queue();
    let mut waiting = queue.iter().filter(|(it, _)| waits(it, now));
    let place = waiting.position(|(it, _)| it.id == id).map(|it| it + 1);
    let rank = ranking.rank(found);
    Some(view(state, vault, &Day::of(state, now), found, rank, place))
}

/// What a ward is asked, longest first.
#[must_use]
pub fn asked_of(state: &State, vault: &Vault, ward: WardId, now: Moment) -> Vec<RequestView> {
    let (day, ranking) = (Day::of(state, now), Ranking::of(state, now));
    let mut asked: Vec<RequestView> = state
        .asked_of(ward)
        .map(|it| view(state, vault, &day, it, ranking.rank(it), None))
        .collect();
    asked.sort_by_key(|it| (it.since, it.request));
    asked
}

/// The name of whom a bed is asked for, and their sex.
pub(super) fn whom(state: &State, vault: &Vault, request: &Request) -> (ShownName, Sex) {
    match request.subject {
        Subject::Known { patient, stay } => {
            let patient = state.patient_of(patient);
            let stay = stay.and_then(|it| state.stay(it));
            let identity = match stay {
                Some(stay) => identity_of(vault, patient, stay),
                None => vault.patient(patient).map(AsRef::as_ref),
            };
            let sex = state.patient(patient).map_or(Sex::Unknown, |it| it.sex);
            (shown_name(identity), sex)
        }
        Subject::Announced { sex, .. } => {
            let name = match vault.announced(request.id) {
                Some(name) => ShownName::Full {
                    family: name.family.to_uppercase(),
                    given: name.given.as_ref().map_or("", |it| it.as_str()).to_owned(),
                },
                // Veiled, or erased.
                None => ShownName::Masked,
            };
            (name, sex)
        }
    }
}

fn age_of(state: &State, vault: &Vault, request: &Request, day: &Day) -> Option<Age> {
    let of_year = |year: Option<u16>| age(u32::from(year?) * 10_000, day);
    match request.subject {
        Subject::Known { patient, .. } => {
            let patient = state.patient_of(patient);
            let birth = vault.patient(patient).and_then(|it| it.birth);
            let year = || of_year(state.patient(patient)?.birth_year);
            birth.and_then(|it| age(it, day)).or_else(year)
        }
        Subject::Announced { birth_year, .. } => of_year(birth_year),
    }
}

pub(super) fn view(
    state: &State,
    vault: &Vault,
    day: &Day,
    request: &Request,
    rank: Rank,
    place: Option<usize>,
) -> RequestView {
    let now = day.now;
    let (name, sex) = whom(state, vault, request);
    let stay = request.subject.stay().and_then(|it| state.stay(it));
    let ward_name = |ward: WardId| state.ward(ward).map(|it| it.name.clone());
    let here = stay.and_then(|it| {
        let period = state.period_at(it, now)?;
        let bed = match period.spot {
            crate::movement::Spot::Bed(bed) => bed_name(state, bed),
            _ => None,
        };
        Some((ward_name(state.ward_of_segment(period)?)?, bed))
    });
    let entry = request.entry.clone().and_then(|it| {
        let label = state.entry_label(&it)?.clone();
        Some((it, label))
    });
    let held = request
        .stage
        .hold()
        .and_then(|it| state.hold(it))
        .and_then(|hold| {
            let name = bed_name(state, hold.bed)?;
            Some((hold.bed, name, hold_view(state, vault, hold, now)))
        });
    let asked = match &request.stage {
        Stage::Proposed(proposal) => asked(state, proposal, now),
        _ => None,
    };
    let agreed = match &request.stage {
        Stage::Accepted { ward } => ward_name(*ward).map(|name| (*ward, name)),
        _ => None,
    };
    let deferred = match &request.stage {
        Stage::Deferred { reason, until } => {
            let listed = state.settings.flow.deferrals.iter().find(|it| it.code == *reason);
            let name = listed
                .map(|it| it.name.clone())
                .or_else(|| Label::new(reason).ok());
            name.map(|name| (name, *until))
        }
        _ => None,
    };
    RequestView {
        request: request.id,
        place,
        patient: request.subject.patient().map(|it| state.patient_of(it)),
        stay: request.subject.stay(),
        name,
        announced: matches!(request.subject, Subject::Announced { .. }),
        sex,
        age: age_of(state, vault, request, day),
        asker: request.asker,
        asker_ward: request.asker.ward.and_then(ward_name),
        here,
        born: request.born,
        made_by: request.made_by,
        needs: request.needs.clone(),
        specialty: specialty(state, &request.needs),
        precautions: precautions(state, &request.needs),
        needs_revision: request.needs_revision,
        entry,
        wanted_at: request.wanted_at(),
        due_at: now.plus((rank.target - rank.waited) * base::time::MINUTE),
        rank,
        stage: request.stage.name(),
        since: request.since,
        revision: request.revision,
        asked,
        agreed,
        held_ward: held
            .as_ref()
            .and_then(|(bed, ..)| ward_name(state.ward_of_bed(*bed)?)),
        held,
        deferred,
        clocks: request.clocks,
        answers: request.answers.clone(),
    }
}

fn specialty(state: &State, needs: &Needs) -> Option<Label> {
    let list = &state.settings.flow.specialties;
    let code = needs.specialty.as_ref()?;
    list.iter().find(|it| it.code == *code).map(|it| it.name.clone())
}

fn precautions(state: &State, needs: &Needs) -> Vec<Arc<Precaution>> {
    let known = needs.precautions.iter();
    known
        .filter_map(|code| state.settings.precaution(code))
        .cloned()
        .collect()
}

fn asked(state: &State, proposal: &Proposal, now: Moment) -> Option<AskedView> {
    let rules = &state.settings.flow.asking;
    let steps = || {
        rules
            .escalations
            .iter()
            .map(|it| proposal.asked_at.plus(i64::from(*it) * base::time::MINUTE))
    };
    let bed = proposal.hold.and_then(|it| state.hold(it)).and_then(|hold| {
        let name = bed_name(state, hold.bed)?;
        Some((hold.bed, name, hold.id))
    });
    Some(AskedView {
        ward: proposal.ward,
        name: state.ward(proposal.ward)?.name.clone(),
        asked_at: proposal.asked_at,
        answer_by: proposal.answer_by,
        lapses_at: proposal.lapses_at,
        level: steps().filter(|it| *it <= now).count(),
        rises_at: steps().find(|it| *it > now),
        bed,
    })
}
