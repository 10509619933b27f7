//! Why something about requests and holds was not done.

use base::id::{BedId, HoldId, PersonId, RequestId, WardId};
use base::{Code, Moment};

use super::{FlowFlaw, StageName, ThesaurusFlaw};

/// The reason of a refusal. `web` words it in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlowRefusal {
    /// No such request.
    UnknownRequest(RequestId),
    /// No such hold.
    UnknownHold(HoldId),
    /// Somebody else acted on the request since the screen was drawn.
    ChangedMeanwhile(RequestId),
    /// Somebody else revised its needs since the screen was drawn: both values are there to compare.
    NeedsChangedMeanwhile(RequestId),
    /// That cannot be done with a request that is so far, or not so far yet.
    WrongStage {
        /// Which.
        request: RequestId,
        /// How far it is.
        stage: StageName,
    },
    /// The bed is promised already.
    BedHeld {
        /// Which bed.
        bed: BedId,
        /// By which hold.
        hold: HoldId,
        /// Who answers for it.
        by: PersonId,
        /// Since when.
        since: Moment,
    },
    /// The feed plans somebody else for the bed, before the patient would have left it.
    BedAwaits {
        /// Which bed.
        bed: BedId,
        /// From when they are expected.
        from: Moment,
    },
    /// Nobody is there to look after a patient in that bed.
    BedUnstaffed(BedId),
    /// The patient lies in that very bed.
    LiesThere(BedId),
    /// The hold is over.
    HoldOver(HoldId),
    /// Its time has not come.
    NotDue,
    /// There is a request for that patient already.
    AlreadyAsked(RequestId),
    /// The bed lies in another ward than the one that was asked.
    OtherWard(BedId),
    /// The ward has not agreed: to go on all the same takes a reason.
    NotAgreed(WardId),
    /// The hold is another person's: a reason is wanted.
    SomebodyElses {
        /// Which.
        hold: HoldId,
        /// Whose.
        owner: PersonId,
    },
    /// The hospital's list has no such reason.
    UnknownReason(Code),
    /// The hospital's list has no such specialty.
    UnknownSpecialty(Code),
    /// The hospital's list has no such germ.
    UnknownGerm(Code),
    /// The thesaurus has no such entry.
    UnknownEntry(Code),
    /// The earliest moment is after the latest.
    EmptyWindow,
    /// Nobody is born in that year and still asks for a bed.
    BadBirthYear(u16),
    /// The request is for somebody whom the feed knows: their name is the feed's.
    NotAnnounced(RequestId),
    /// No such patient, or the stay is another patient's.
    UnknownPatient,
    /// Holds last no longer than that many minutes, and no less than one.
    BadMinutes {
        /// The most.
        most: u16,
    },
    /// Somebody else wrote the thesaurus since the screen was drawn; the version in force now.
    ThesaurusChangedMeanwhile(u32),
    /// Somebody else changed the draft of the thesaurus since the screen was drawn.
    DraftChangedMeanwhile,
    /// Somebody else changed that entry of the draft since the screen was drawn: both values are there to compare.
    EntryChangedMeanwhile(Code),
    /// There is no draft of the thesaurus.
    NoDraft,
    /// The thesaurus cannot be used, for these reasons.
    BadThesaurus(Vec<ThesaurusFlaw>),
    /// Somebody else changed the settings since the screen was drawn.
    SettingsChangedMeanwhile,
    /// The settings cannot be used, for these reasons.
    BadSettings(Vec<FlowFlaw>),
}
