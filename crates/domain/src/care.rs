//! What a ward says of a stay beside what the feed reports: discharge plan, precautions, equipment, needs.
//!
//! Each *topic* is stated on its own and replaces the last word on that topic. The place of that word in the journal is
//! its *revision*: whoever changes a topic says which revision they saw, so that nobody overwrites what they have not
//! read. Nothing here is free text, so that no name ends up in the journal: what people write is a note
//! ([`crate::note`]), and lies in the vault.

use base::{Code, Moment};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::movement::Destination;
use crate::note::NoteId;

/// The last word of the ward on each topic of a stay, and its notes.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Care {
    /// One statement a topic, in the order of topics.
    statements: Vec<Statement>,
    /// The notes of the stay, oldest first, erased ones included.
    pub notes: SmallVec<[NoteId; 2]>,
}

/// The last word on a topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// What was said.
    pub change: CareChange,
    /// The place in the journal of that word.
    pub revision: u64,
    /// When it was said.
    pub at: Moment,
}

/// Something a ward says of a stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CareChange {
    /// When and where to the patient is expected to leave; none takes the plan back.
    Discharge(Option<DischargePlan>),
    /// How far a step of the discharge is.
    Step {
        /// Which step.
        step: DischargeStep,
        /// How far it is.
        progress: Progress,
    },
    /// The precautions in force, by their codes in the settings; empty lifts them.
    Precautions(Vec<Code>),
    /// The telemetry unit worn; none when it was taken off.
    Telemetry(Option<Code>),
    /// How the patient moves.
    Mobility(Option<Mobility>),
    /// A need is raised or lowered.
    Need {
        /// Which.
        need: Need,
        /// Raised.
        raised: bool,
    },
    /// The choice in a slot that the ward set up for itself.
    Slot {
        /// Which slot.
        slot: Code,
        /// The choice; none to clear it.
        choice: Option<Code>,
    },
}

/// What a statement is about: a later word on the same topic replaces it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CareTopic {
    /// The discharge plan.
    Discharge,
    /// A step of the discharge.
    Step(DischargeStep),
    /// The precautions.
    Precautions,
    /// The telemetry unit.
    Telemetry,
    /// The mobility.
    Mobility,
    /// A need.
    Need(Need),
    /// A slot of the ward.
    Slot(Code),
}

/// An expected discharge, as the ward sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DischargePlan {
    /// When; midnight of the site for a day without an hour; none while nobody can say.
    pub at: Option<Moment>,
    /// Where to.
    pub destination: Option<Destination>,
    /// How sure it is.
    pub confidence: Confidence,
}

/// How sure a discharge plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Confidence {
    /// An estimate.
    Estimated,
    /// Decided.
    Confirmed,
    /// The patient could leave, and waits for something (a place, a transport): *en attente*.
    Waiting,
}

impl Confidence {
    /// Every confidence, in the order of a form.
    pub const ALL: [Self; 3] = [Self::Estimated, Self::Confirmed, Self::Waiting];
}

/// A step that a discharge needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DischargeStep {
    /// The medical decision.
    Medical,
    /// Prescriptions and report.
    Papers,
    /// The place that comes next.
    Downstream,
    /// The transport.
    Transport,
    /// The family or whoever waits at home.
    Family,
}

impl DischargeStep {
    /// Every step, in the order in which boards show them.
    pub const ALL: [Self; 5] = [
        Self::Medical,
        Self::Papers,
        Self::Downstream,
        Self::Transport,
        Self::Family,
    ];
}

/// How far a step of a discharge is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Progress {
    /// Not begun.
    #[default]
    ToDo,
    /// Held up, by a reason of the ward's list (*attend quoi ?*).
    Waiting(Code),
    /// Done.
    Done,
}

/// How a patient moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Mobility {
    /// Alone.
    Independent,
    /// With somebody's help.
    Helped,
    /// In a wheelchair.
    Wheelchair,
    /// On a stretcher.
    Stretcher,
}

impl Mobility {
    /// Every mobility, in the order of a form.
    pub const ALL: [Self; 4] = [Self::Independent, Self::Helped, Self::Wheelchair, Self::Stretcher];
}

/// Something about a patient that a team must not overlook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Need {
    /// A risk of falling.
    Fall,
    /// Oxygen.
    Oxygen,
    /// A social situation being followed.
    Social,
    /// Somebody stays with the patient.
    Companion,
    /// The presence is to be kept from visitors and callers, by a decision of the ward.
    Confidential,
}

impl Need {
    /// Every need, in the order of a form.
    pub const ALL: [Self; 5] = [
        Self::Fall,
        Self::Oxygen,
        Self::Social,
        Self::Companion,
        Self::Confidential,
    ];
}

impl CareTopic {
    /// What nobody ever having spoken of the topic means.
    #[must_use]
    pub fn blank(&self) -> CareChange {
        match self {
            Self::Discharge => CareChange::Discharge(None),
            Self::Step(step) => CareChange::Step {
                step: *step,
                progress: Progress::ToDo,
            },
            Self::Precautions => CareChange::Precautions(Vec::new()),
            Self::Telemetry => CareChange::Telemetry(None),
            Self::Mobility => CareChange::Mobility(None),
            Self::Need(need) => CareChange::Need {
                need: *need,
                raised: false,
            },
            Self::Slot(slot) => CareChange::Slot {
                slot: slot.clone(),
                choice: None,
            },
        }
    }
}

impl CareChange {
    /// What the change is about.
    #[must_use]
    pub fn topic(&self) -> CareTopic {
        match self {
            Self::Discharge(_) => CareTopic::Discharge,
            Self::Step { step, .. } => CareTopic::Step(*step),
            Self::Precautions(_) => CareTopic::Precautions,
            Self::Telemetry(_) => CareTopic::Telemetry,
            Self::Mobility(_) => CareTopic::Mobility,
            Self::Need { need, .. } => CareTopic::Need(*need),
            Self::Slot { slot, .. } => CareTopic::Slot(slot.clone()),
        }
    }

    /// Whether the change says what nobody ever having spoken of the topic means.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Discharge(plan) => plan.is_none(),
            Self::Step { progress, .. } => *progress == Progress::ToDo,
            Self::Precautions(codes) => codes.is_empty(),
            Self::Telemetry(unit) => unit.is_none(),
            Self::Mobility(mobility) => mobility.is_none(),
            Self::Need { raised, .. } => !raised,
            Self::Slot { choice, .. } => choice.is_none(),
        }
    }
}

impl Care {
    /// The last word on a topic.
    #[must_use]
    pub fn on(&self, topic: &CareTopic) -> Option<&Statement> {
        self.statements.iter().find(|it| it.change.topic() == *topic)
    }

    /// The revision of a topic: 0 while nobody spoke of it.
    #[must_use]
    pub fn revision(&self, topic: &CareTopic) -> u64 {
        self.on(topic).map_or(0, |it| it.revision)
    }

    /// What holds on a topic: its last word, else what silence means.
    #[must_use]
    pub fn holds(&self, topic: &CareTopic) -> CareChange {
        self.on(topic)
            .map_or_else(|| topic.blank(), |it| it.change.clone())
    }

    /// Takes a word into account.
    pub fn state(&mut self, change: &CareChange, revision: u64, at: Moment) {
        let said = Statement {
            change: change.clone(),
            revision,
            at,
        };
        let topic = change.topic();
        match self
            .statements
            .binary_search_by(|it| it.change.topic().cmp(&topic))
        {
            Ok(place) => self.statements[place] = said,
            Err(place) => self.statements.insert(place, said),
        }
    }

    /// Every statement, in the order of topics.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.statements.iter()
    }

    /// The discharge plan in force, and when it was stated.
    #[must_use]
    pub fn discharge(&self) -> Option<(DischargePlan, Moment)> {
        self.statements.iter().find_map(|it| match it.change {
            CareChange::Discharge(Some(plan)) => Some((plan, it.at)),
            _ => None,
        })
    }

    /// The codes of the precautions in force.
    #[must_use]
    pub fn precautions(&self) -> &[Code] {
        let codes = self.statements.iter().find_map(|it| match &it.change {
            CareChange::Precautions(codes) => Some(codes.as_slice()),
            _ => None,
        });
        codes.unwrap_or_default()
    }

    /// The telemetry unit worn.
    #[must_use]
    pub fn telemetry(&self) -> Option<&Code> {
        self.statements.iter().find_map(|it| match &it.change {
            CareChange::Telemetry(unit) => unit.as_ref(),
            _ => None,
        })
    }

    /// How the patient moves.
    #[must_use]
    pub fn mobility(&self) -> Option<Mobility> {
        self.statements.iter().find_map(|it| match it.change {
            CareChange::Mobility(mobility) => mobility,
            _ => None,
        })
    }

    /// Whether a need is raised.
    #[must_use]
    pub fn needs(&self, need: Need) -> bool {
        self.statements
            .iter()
            .any(|it| it.change == CareChange::Need { need, raised: true })
    }

    /// How far a step of the discharge is.
    #[must_use]
    pub fn progress(&self, step: DischargeStep) -> Progress {
        let found = self.statements.iter().find_map(|it| match &it.change {
            CareChange::Step { step: of, progress } if *of == step => Some(progress.clone()),
            _ => None,
        });
        found.unwrap_or_default()
    }

    /// The choice in a slot of the ward.
    #[must_use]
    pub fn slot(&self, slot: &Code) -> Option<&Code> {
        self.statements.iter().find_map(|it| match &it.change {
            CareChange::Slot { slot: of, choice } if of == slot => choice.as_ref(),
            _ => None,
        })
    }
}
