//! What is written to the vault: a revision of one subject at a time.

use std::sync::Arc;

use base::Label;
use base::id::{NoteId, PatientId, PersonId, PractitionerId, RequestId, StayId};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::flow::AnnouncedName;
use crate::identity::{Identifier, Identity, Practitioner};
use crate::movement::Stamp;
use crate::note::NoteText;

/// Something written to the vault, in the same transaction as the events of its command.
#[derive(Clone, Debug, PartialEq)]
pub enum VaultWrite {
    /// A revision of a patient's identity.
    Patient {
        /// Whose.
        patient: PatientId,
        /// From 1 on.
        revision: u32,
        /// The identity; none once purged.
        identity: Option<Arc<Identity>>,
    },
    /// The numbers of a stay.
    Stay {
        /// Which.
        stay: StayId,
        /// From 1 on.
        revision: u32,
        /// The numbers; none once purged.
        numbers: Option<Arc<StayNumbers>>,
    },
    /// A professional named by a feed.
    Practitioner {
        /// Who.
        practitioner: PractitionerId,
        /// From 1 on.
        revision: u32,
        /// The name; none once purged.
        record: Option<Arc<Practitioner>>,
    },
    /// A person who acts in Chevet.
    Person {
        /// Who.
        person: PersonId,
        /// From 1 on.
        revision: u32,
        /// The name; none once purged.
        name: Option<Label>,
    },
    /// The text of a note.
    Note {
        /// Which.
        note: NoteId,
        /// From 1 on.
        revision: u32,
        /// The text; none once purged.
        text: Option<Arc<NoteText>>,
    },
    /// The name of somebody a bed is asked for before the feed knows them.
    Announced {
        /// Under which request.
        request: RequestId,
        /// From 1 on.
        revision: u32,
        /// The name; none once purged, or once the feed knows them.
        name: Option<Arc<AnnouncedName>>,
    },
}

/// The numbers a stay is known by, and why it is: kept together, so that both are purged together.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StayNumbers {
    /// Visit numbers (PV1-19), the first one first; a pre-admission may have had its own.
    pub visits: SmallVec<[Identifier; 1]>,
    /// Account (NDA).
    pub account: Option<Identifier>,
    /// The last word of a feed on why the patient is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<StayReason>,
}

/// Why a patient is there, as a feed last said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StayReason {
    /// In words; none when the feed took it back.
    pub text: Option<Label>,
    /// When it was said: an earlier word that comes later changes nothing.
    pub stamp: Stamp,
}
