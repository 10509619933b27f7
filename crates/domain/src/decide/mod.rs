//! Judging commands: `decide(state, vault, command, now)` gives what happens, or why it does not.
//!
//! Pure: the same state, vault, command and moment always give the same decision. Observed facts (what a feed says
//! of patients) are never refused for contradicting the state: contradictions become visible doubts and
//! disputes. Claims made on boards are refused when they cannot hold.

mod board;
mod care;
mod display;
mod draft;
mod flow;
mod observe;
mod place;
mod placement;
mod seen;
mod structure;
mod studio;

use base::id::{BedId, HoldId, PatientId, PersonId, RequestId, StayId};
use base::{Label, Moment};

use crate::command::Command;
use crate::event::Event;
use crate::refusal::Refusal;
use crate::state::State;
use crate::stay::Doubt;
use crate::vault::{Vault, VaultWrite};

use draft::Draft;

/// What happens when a command is carried out. All of it is written in one transaction, or none.
#[derive(Clone, Debug, PartialEq, Default)]
#[must_use = "a decision that is not written has not happened"]
pub struct Decision {
    /// What happened, in order.
    pub events: Vec<Event>,
    /// What goes to the vault.
    pub vault: Vec<VaultWrite>,
    /// Exclusive claims for the database to guard, in order.
    pub claims: Vec<ClaimChange>,
    /// What a person should look at: lines for the work-list.
    pub remarks: Vec<Remark>,
    /// The stay concerned, if one is.
    pub stay: Option<StayId>,
    /// The patient concerned, if one is.
    pub patient: Option<PatientId>,
}

/// A change of the exclusive claims that the database guards too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimChange {
    /// That stay has that bed.
    Open {
        /// Which bed.
        bed: BedId,
        /// Whose.
        stay: StayId,
    },
    /// That stay has its bed no more.
    Close {
        /// Whose.
        stay: StayId,
    },
    /// That bed is promised by that hold.
    Hold {
        /// Which bed.
        bed: BedId,
        /// By which hold.
        hold: HoldId,
        /// Who answers for it.
        owner: PersonId,
    },
    /// That hold is over.
    Release {
        /// Which.
        hold: HoldId,
    },
}

/// Something about a message that a person should look at although it was taken into account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The stay does not add up since this message.
    Doubt(Doubt),
    /// The visit number belongs to a stay of another patient.
    OtherPatient(StayId),
    /// After the cancel, the stay is not where the sender says it is.
    SituationDiffers,
    /// The two patients cannot be merged: they already stand for each other.
    MergeCircle,
    /// The two patients are not merged: one file is marked as a collision of two people.
    MergeCollision,
    /// A unit of the structure import is attached to a ward that the import does not describe.
    UnknownWard(String),
}

/// Judges a command.
///
/// # Errors
/// A refusal, when the command cannot be carried out; nothing happens then.
pub fn decide(state: &State, vault: &Vault, command: &Command, now: Moment) -> Result<Decision, Refusal> {
    let mut draft = Draft::new(state, vault, now);
    match command {
        Command::Observe(observation) => observe::observe(&mut draft, observation)?,
        Command::ObserveBed(bed) => observe::observe_bed(&mut draft, bed)?,
        Command::Board(action) => board::act(&mut draft, action)?,
        Command::Structure(change) => structure::change(&mut draft, change)?,
        Command::ImportStructure(document) => structure::import(&mut draft, document)?,
        Command::IntroducePerson { name } => introduce(&mut draft, name)?,
        Command::Studio(command) => studio::change(&mut draft, command)?,
        Command::Display(command) => display::change(&mut draft, command)?,
        Command::Flow(command) => flow::change(&mut draft, command)?,
        Command::Placement(command) => placement::change(&mut draft, command)?,
        Command::Configure(settings) => {
            if *state.settings == **settings {
                return Err(Refusal::NothingToDo);
            }
            studio::judge_precautions(&settings.precautions, &state.settings.precautions)?;
            draft.emit(Event::Configured(settings.clone()));
        }
    }
    Ok(draft.finish())
}

/// The person a decision of [`Command::IntroducePerson`] made known, or the one already known by that name.
#[must_use]
pub fn introduced(decision: &Decision) -> Option<PersonId> {
    decision.events.iter().find_map(|event| match event {
        Event::PersonRegistered { person } => Some(*person),
        _ => None,
    })
}

/// The request that a decision made, if it made one.
#[must_use]
pub fn requested(decision: &Decision) -> Option<RequestId> {
    decision.events.iter().find_map(|event| match event {
        Event::RequestChanged(changed) => match changed.change {
            crate::flow::RequestChange::Made(_) => Some(changed.request),
            _ => None,
        },
        _ => None,
    })
}

/// The hold that a decision gave, if it gave one.
#[must_use]
pub fn promised(decision: &Decision) -> Option<HoldId> {
    decision.events.iter().find_map(|event| match event {
        Event::HoldChanged(changed) => match changed.change {
            crate::flow::HoldChange::Opened(_) => Some(changed.hold),
            _ => None,
        },
        _ => None,
    })
}

fn introduce(draft: &mut Draft<'_>, name: &Label) -> Result<(), Refusal> {
    if draft.vault.person_named(name).is_some() {
        return Err(Refusal::NothingToDo);
    }
    let person = PersonId::new(draft.state.persons);
    draft.emit(Event::PersonRegistered { person });
    draft.write(VaultWrite::Person {
        person,
        revision: 1,
        name: Some(name.clone()),
    });
    Ok(())
}
