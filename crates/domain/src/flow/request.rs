//! A request: what somebody asks for a patient, and how far it is.
//!
//! Nothing of it is free text, so that no name ends up in the journal: the name of somebody the feed does not know yet
//! lies in the vault under the request, reasons come from lists of the hospital. A request is never dropped: one that is
//! not to be met any more is withdrawn with its reason, and every answer of a ward stays.

use base::id::{BedId, HoldId, PatientId, RequestId, StayId, WardId};
use base::{Code, Label, Moment};
use serde::{Deserialize, Serialize};

use super::{By, LedgerRef, Needs};
use crate::identity::Sex;

/// A request for a bed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// Who asks.
    pub asker: Asker,
    /// For whom.
    pub subject: Subject,
    /// What of the stay's plans it stands for.
    pub born: Born,
    /// The bed the patient lay in when it was made: being there still is no arrival.
    pub from: Option<BedId>,
    /// What is needed.
    pub needs: Needs,
    /// The entry of the thesaurus that says how urgent it is.
    pub entry: Option<EntryRef>,
    /// The place in the journal of the last word on needs and entry: what two people who revise them compare.
    pub needs_revision: u64,
    /// Who said that last word.
    pub needs_by: By,
    /// How far it is.
    pub stage: Stage,
    /// Since when.
    pub since: Moment,
    /// The place in the journal of the last change of stage: what two people who act on it compare.
    pub revision: u64,
    /// Who made it.
    pub made_by: By,
    /// When each step was taken.
    pub clocks: Clocks,
    /// What wards answered so far, oldest first.
    pub answers: Vec<PastAnswer>,
}

impl Request {
    /// When the patient is to come, for somebody who is not to come at once: the earliest moment somebody named, else
    /// the hour of a planned admission. A latest moment alone is a limit: the patient waits already.
    #[must_use]
    pub fn wanted_at(&self) -> Option<Moment> {
        let planned = self.needs.latest.filter(|_| self.born == Born::Admission);
        self.needs.earliest.or(planned)
    }
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Asker {
    /// From where.
    pub origin: Origin,
    /// The ward that asks, when it is one of the territory.
    pub ward: Option<WardId>,
}

/// From where a request comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// An emergency department.
    Emergency,
    /// A consultation.
    Consultation,
    /// A day hospital.
    DayHospital,
    /// An operating theatre.
    Theatre,
    /// Another ward.
    Ward,
    /// Another hospital.
    OtherHospital,
    /// The flow cell itself.
    Cell,
    /// The admissions office, through the feed.
    Admissions,
}

impl Origin {
    /// Every origin, in the order of a form.
    pub const ALL: [Self; 8] = [
        Self::Emergency,
        Self::Consultation,
        Self::DayHospital,
        Self::Theatre,
        Self::Ward,
        Self::OtherHospital,
        Self::Cell,
        Self::Admissions,
    ];
}

/// For whom a bed is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// Somebody the feed knows.
    Known {
        /// Who; follow merges with `State::patient_of`.
        patient: PatientId,
        /// The stay, once there is one.
        stay: Option<StayId>,
    },
    /// Somebody the feed does not know yet: the name is in the vault under the request.
    Announced {
        /// Administrative sex.
        sex: Sex,
        /// Year of birth.
        birth_year: Option<u16>,
    },
}

impl Subject {
    /// The stay, once there is one.
    #[must_use]
    pub const fn stay(&self) -> Option<StayId> {
        match self {
            Self::Known { stay, .. } => *stay,
            Self::Announced { .. } => None,
        }
    }

    /// The patient, once the feed knows them.
    #[must_use]
    pub const fn patient(&self) -> Option<PatientId> {
        match self {
            Self::Known { patient, .. } => Some(*patient),
            Self::Announced { .. } => None,
        }
    }
}

/// The name of somebody the feed does not know yet. Lives in the vault, and is erased there once the feed knows them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncedName {
    /// Surname.
    pub family: Label,
    /// Given name.
    pub given: Option<Label>,
}

/// It names somebody: it is never printed by accident.
impl std::fmt::Debug for AnnouncedName {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("AnnouncedName(…)")
    }
}

/// What of a stay's plans a request stands for. Those that stand for a plan come and go with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Born {
    /// For none: somebody asked.
    Asked,
    /// For a planned or pending admission (A05, A14, A38).
    Admission,
    /// For a pending transfer (A15).
    Transfer,
}

/// An entry of the thesaurus, as it was when it was chosen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryRef {
    /// Its code.
    pub code: Code,
    /// The version of the thesaurus.
    pub version: u32,
}

/// How far a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StageName {
    /// Being written.
    Draft,
    /// Waits for a proposal.
    Open,
    /// Set aside for a while.
    Deferred,
    /// A ward was asked.
    Proposed,
    /// A ward said yes, no bed yet.
    Accepted,
    /// A bed is promised.
    Held,
    /// The patient is ready to go there.
    Ready,
    /// On the way.
    Moving,
    /// In the bed.
    Placed,
    /// Not to be met any more.
    Withdrawn,
}

impl StageName {
    /// Whether a bed is given: one that is kept while a ward is asked is not yet.
    #[must_use]
    pub const fn is_promised(self) -> bool {
        matches!(self, Self::Held | Self::Ready | Self::Moving)
    }

    /// Every stage, in the order in which they come.
    pub const ALL: [Self; 10] = [
        Self::Draft,
        Self::Open,
        Self::Deferred,
        Self::Proposed,
        Self::Accepted,
        Self::Held,
        Self::Ready,
        Self::Moving,
        Self::Placed,
        Self::Withdrawn,
    ];
}

/// How far a request is, with what goes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Being written: in no queue.
    Draft,
    /// Waits for a proposal.
    Open,
    /// Set aside for a while.
    Deferred {
        /// Why, by its code in the settings.
        reason: Code,
        /// Until when; none until somebody takes it up.
        until: Option<Moment>,
    },
    /// A ward was asked.
    Proposed(Proposal),
    /// That ward said yes, and the bed is still to be named.
    Accepted {
        /// Which ward.
        ward: WardId,
    },
    /// A bed is promised.
    Held {
        /// By which hold.
        hold: HoldId,
    },
    /// The patient is ready to go there.
    Ready {
        /// By which hold.
        hold: HoldId,
    },
    /// On the way.
    Moving {
        /// By which hold.
        hold: HoldId,
    },
    /// Arrived.
    Placed {
        /// In which bed; none for a patient who came to a ward without one.
        bed: Option<BedId>,
    },
    /// Not to be met any more.
    Withdrawn(Withdrawal),
}

impl Stage {
    /// Its name alone.
    #[must_use]
    pub const fn name(&self) -> StageName {
        match self {
            Self::Draft => StageName::Draft,
            Self::Open => StageName::Open,
            Self::Deferred { .. } => StageName::Deferred,
            Self::Proposed(_) => StageName::Proposed,
            Self::Accepted { .. } => StageName::Accepted,
            Self::Held { .. } => StageName::Held,
            Self::Ready { .. } => StageName::Ready,
            Self::Moving { .. } => StageName::Moving,
            Self::Placed { .. } => StageName::Placed,
            Self::Withdrawn(_) => StageName::Withdrawn,
        }
    }

    /// Whether somebody still waits.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self, Self::Placed { .. } | Self::Withdrawn(_))
    }

    /// The hold that goes with it.
    #[must_use]
    pub const fn hold(&self) -> Option<HoldId> {
        match self {
            Self::Held { hold } | Self::Ready { hold } | Self::Moving { hold } => Some(*hold),
            Self::Proposed(proposal) => proposal.hold,
            Self::Draft
            | Self::Open
            | Self::Deferred { .. }
            | Self::Accepted { .. }
            | Self::Placed { .. }
            | Self::Withdrawn(_) => None,
        }
    }
}

/// A ward that was asked, and the time it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Which ward.
    pub ward: WardId,
    /// The bed that was named, kept meanwhile.
    pub hold: Option<HoldId>,
    /// When it was asked.
    pub asked_at: Moment,
    /// By when it should answer.
    pub answer_by: Moment,
    /// When the question ends unanswered.
    pub lapses_at: Moment,
}

/// Why a request is not to be met any more.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Withdrawal {
    /// Somebody said so, for a reason of the hospital's list.
    Said(Code),
    /// The feed took the plan back that it stood for.
    PlanGone,
    /// The patient left the hospital.
    Left,
    /// The plan it stood for is long past, and nobody came.
    Forgotten,
}

/// What a ward answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastAnswer {
    /// Which ward.
    pub ward: WardId,
    /// When.
    pub at: Moment,
    /// What came of the question.
    pub outcome: Outcome,
}

/// What came of asking a ward.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// It said yes.
    Accepted,
    /// It said no, for a reason of the hospital's list.
    Refused(Code),
    /// It offered another bed.
    Countered(BedId),
    /// The question was taken back.
    TakenBack,
    /// Nobody answered in time.
    Lapsed,
    /// The ward was set aside: nobody is there to answer.
    WardSetAside,
}

/// When each step was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Clocks {
    /// It was decided that the patient needs a bed.
    pub decided: Option<Moment>,
    /// The request entered the queue.
    pub requested: Option<Moment>,
    /// A ward was asked, or a bed promised.
    pub proposed: Option<Moment>,
    /// A ward said yes, or a bed was given without asking.
    pub agreed: Option<Moment>,
    /// The promised bed was clean.
    pub bed_ready: Option<Moment>,
    /// The patient was ready to go.
    pub patient_ready: Option<Moment>,
    /// The patient left for it.
    pub departed: Option<Moment>,
    /// The patient was in the bed.
    pub arrived: Option<Moment>,
}

/// What happened to a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestChanged {
    /// Which.
    pub request: RequestId,
    /// The stay it is for, as far as known: its journal tells of it too.
    pub stay: Option<StayId>,
    /// Who did it.
    pub by: By,
    /// What.
    pub change: RequestChange,
}

/// What may happen to a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RequestChange {
    /// It was made.
    Made(Box<Made>),
    /// It enters the queue.
    Submitted,
    /// Needs or entry were said anew.
    Revised {
        /// What is needed.
        needs: Needs,
        /// How urgent it is.
        entry: Option<EntryRef>,
    },
    /// The feed moved what it had planned: what a person had said beside stays theirs.
    Followed(Needs),
    /// The feed knows the patient.
    Joined {
        /// Who.
        patient: PatientId,
        /// Which stay, once there is one.
        with: Option<StayId>,
        /// The bed they lie in already.
        from: Option<BedId>,
    },
    /// The name in the vault was said anew.
    Renamed,
    /// It is set aside.
    Deferred {
        /// Why.
        reason: Code,
        /// Until when.
        until: Option<Moment>,
    },
    /// It is taken up again.
    Resumed,
    /// A ward was asked.
    Proposed {
        /// Which ward, which bed, how long.
        proposal: Proposal,
        /// The ranking it came from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ledger: Option<LedgerRef>,
    },
    /// The question to a ward ended without a bed.
    Answered(Outcome),
    /// A ward said yes: its bed is promised now, when one was named.
    Accepted,
    /// The patient is ready to go.
    PatientReady {
        /// Since when.
        at: Moment,
    },
    /// The patient is on the way.
    Departed {
        /// Since when.
        at: Moment,
    },
    /// The patient is there.
    Placed {
        /// In which bed.
        bed: Option<BedId>,
        /// Since when.
        at: Moment,
    },
    /// It is not to be met any more.
    Withdrawn(Withdrawal),
    /// It stands after all.
    Reopened,
}

/// A request as it was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// Who asks.
    pub asker: Asker,
    /// For whom.
    pub subject: Subject,
    /// What of the stay's plans it stands for.
    pub born: Born,
    /// The bed the patient lies in.
    pub from: Option<BedId>,
    /// What is needed.
    pub needs: Needs,
    /// How urgent it is.
    pub entry: Option<EntryRef>,
    /// When it was decided that the patient needs a bed.
    pub decided: Option<Moment>,
    /// Still being written.
    pub draft: bool,
}
