//! What happened. The journal is a sequence of these; the state is their fold.
//!
//! No event holds a name, a birth date or a patient's number: those lie in the vault, by id and revision. The stored
//! form of events (kinds, versions, golden files) is the business of `store::codec`.

use base::id::{
    AuthorityId, BedId, DivisionId, EstablishmentId, NoteId, PatientId, PersonId, PractitionerId, RoomId,
    SiteId, StayId, UnitId, WardId,
};
use base::{Code, Label, Moment};
use serde::{Deserialize, Serialize};

use crate::bed::{Attributes, HygieneMark, Lifecycle, Operation};
use crate::care::CareChange;
use crate::display::DisplayChanged;
use crate::flow::placement::PlacementChanged;
use crate::flow::{FlowSet, HoldChanged, RequestChanged, ThesaurusDrafted, ThesaurusVersion};
use crate::identity::Sex;
use crate::movement::{Report, Stamp};
use crate::settings::Settings;
use crate::structure::{Standing, UnitKinds};
use crate::studio::StudioChanged;

/// Something that happened, once and for all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// An authority (or a sender) was seen for the first time.
    AuthorityNamed {
        /// Its id.
        authority: AuthorityId,
        /// What it calls itself.
        code: Code,
    },
    /// A place became known.
    PlaceAdded(PlaceAdded),
    /// A place changed.
    PlaceChanged(PlaceChanged),
    /// The hospital changed its settings.
    Configured(Box<Settings>),
    /// What a ward sets on its board was drafted, published or taken back.
    StudioChanged(Box<StudioChanged>),
    /// A wall display was enrolled, changed or ended.
    DisplayChanged(Box<DisplayChanged>),
    /// A request for a bed was made, answered, met, withdrawn.
    RequestChanged(Box<RequestChanged>),
    /// A bed was promised, or a promise ended.
    HoldChanged(Box<HoldChanged>),
    /// The hospital set its rules of placement, or somebody decided on a proposal.
    PlacementChanged(Box<PlacementChanged>),
    /// The thesaurus was written anew.
    ThesaurusWritten(Box<ThesaurusVersion>),
    /// The draft of the thesaurus changed.
    ThesaurusDrafted(Box<ThesaurusDrafted>),
    /// The hospital set lists and delays of the flow.
    FlowSet(Box<FlowSet>),
    /// A person who acts in Chevet became known; the name is in the vault.
    PersonRegistered {
        /// Who.
        person: PersonId,
    },
    /// A professional named by a feed became known; the name is in the vault.
    PractitionerRegistered {
        /// Who.
        practitioner: PractitionerId,
    },
    /// A patient became known; the identity is in the vault.
    PatientRegistered {
        /// Who.
        patient: PatientId,
    },
    /// The vault holds a new revision of a patient's identity. The few facts that indicators need stay here.
    IdentityRevised {
        /// Whose.
        patient: PatientId,
        /// The revision in the vault.
        revision: u32,
        /// When it was said: an earlier word than the last one adds numbers but changes nothing else.
        stamp: Stamp,
        /// Administrative sex.
        sex: Sex,
        /// Year of birth.
        birth_year: Option<u16>,
        /// Mother of a newborn.
        mother: Option<PatientId>,
    },
    /// Two patients are one person (A40).
    PatientsMerged {
        /// The one that disappears.
        gone: PatientId,
        /// The one that stays.
        kept: PatientId,
        /// When it was said.
        stamp: Stamp,
    },
    /// A stay became known; its numbers are in the vault.
    StayRegistered {
        /// Which.
        stay: StayId,
        /// Whose.
        patient: PatientId,
    },
    /// A stay belongs to another patient (A44).
    StayReassigned {
        /// Which.
        stay: StayId,
        /// Whose it is now.
        patient: PatientId,
        /// When it was said.
        stamp: Stamp,
    },
    /// A movement was reported by a feed, or placed on a board (authority 0).
    MovementReported {
        /// Of which stay.
        stay: StayId,
        /// What was said.
        report: Box<Report>,
    },
    /// Somebody saw the patient leave.
    ExitObserved {
        /// Of which stay.
        stay: StayId,
        /// When.
        at: Moment,
    },
    /// The patient is still there after all.
    ExitWithdrawn {
        /// Of which stay.
        stay: StayId,
    },
    /// Somebody saw the patient arrive.
    ArrivalObserved {
        /// Of which stay.
        stay: StayId,
        /// When.
        at: Moment,
    },
    /// The patient has not come after all.
    ArrivalWithdrawn {
        /// Of which stay.
        stay: StayId,
    },
    /// A bed's hygiene was stated.
    BedMarked {
        /// Which bed.
        bed: BedId,
        /// What was stated.
        mark: HygieneMark,
    },
    /// A bed was opened or closed.
    BedOperated {
        /// Which bed.
        bed: BedId,
        /// Its operation from now on.
        operation: Operation,
    },
    /// A person said that nothing more is to be done about a kept message.
    MessageSettled {
        /// Its number in the inbox.
        message: u64,
    },
    /// A person settled who lies in a bed; the movements of the others follow in the same command.
    DisputeSettled {
        /// Which bed.
        bed: BedId,
        /// Who lies there.
        keeps: StayId,
    },
    /// A ward said something of a stay.
    CareStated {
        /// Of which stay.
        stay: StayId,
        /// What was said.
        change: CareChange,
    },
    /// Somebody wrote a note; its text is in the vault.
    NoteWritten {
        /// Which.
        note: NoteId,
        /// Of which stay.
        stay: StayId,
        /// Who wrote it.
        author: PersonId,
        /// The note it takes the place of.
        replaces: Option<NoteId>,
    },
    /// A note was taken off the board, or came back.
    NoteWithdrawn {
        /// Which.
        note: NoteId,
        /// Of which stay.
        stay: StayId,
        /// Off the board; false when it came back.
        withdrawn: bool,
    },
}

/// A place became known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PlaceAdded {
    /// An establishment.
    Establishment {
        /// Its id.
        id: EstablishmentId,
        /// Its code.
        code: Code,
        /// Its name.
        name: Label,
        /// How it is known.
        standing: Standing,
    },
    /// A site.
    Site {
        /// Its id.
        id: SiteId,
        /// Its establishment.
        establishment: EstablishmentId,
        /// Its code.
        code: Code,
        /// Its name.
        name: Label,
        /// How it is known.
        standing: Standing,
    },
    /// A division.
    Division {
        /// Its id.
        id: DivisionId,
        /// Its establishment.
        establishment: EstablishmentId,
        /// Its code.
        code: Code,
        /// Its name.
        name: Label,
    },
    /// A functional unit.
    Unit {
        /// Its id.
        id: UnitId,
        /// Its establishment.
        establishment: EstablishmentId,
        /// Its code.
        code: Code,
        /// Its name.
        name: Option<Label>,
        /// Its responsibilities.
        kinds: UnitKinds,
        /// Its ward.
        ward: Option<WardId>,
    },
    /// A ward.
    Ward {
        /// Its id.
        id: WardId,
        /// Its establishment.
        establishment: EstablishmentId,
        /// Its site.
        site: Option<SiteId>,
        /// Its division.
        division: Option<DivisionId>,
        /// Its code.
        code: Code,
        /// Its name.
        name: Label,
        /// Its specialty.
        specialty: Option<Label>,
        /// How it is known.
        standing: Standing,
    },
    /// A room.
    Room {
        /// Its id.
        id: RoomId,
        /// Its ward.
        ward: WardId,
        /// Its code.
        code: Code,
        /// What it offers.
        attributes: Attributes,
    },
    /// A bed.
    Bed {
        /// Its id.
        id: BedId,
        /// Its room.
        room: RoomId,
        /// Its code.
        code: Code,
        /// What people call it.
        label: Option<Label>,
        /// What it offers.
        attributes: Attributes,
        /// How it is known.
        standing: Standing,
    },
}

/// A place changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PlaceChanged {
    /// Name or standing of an establishment.
    Establishment {
        /// Which.
        id: EstablishmentId,
        /// Its name.
        name: Label,
        /// How it is known.
        standing: Standing,
    },
    /// Name or standing of a site.
    Site {
        /// Which.
        id: SiteId,
        /// Its name.
        name: Label,
        /// How it is known.
        standing: Standing,
    },
    /// Name of a division.
    Division {
        /// Which.
        id: DivisionId,
        /// Its name.
        name: Label,
    },
    /// Name, responsibilities or ward of a functional unit.
    Unit {
        /// Which.
        id: UnitId,
        /// Its name.
        name: Option<Label>,
        /// Its responsibilities.
        kinds: UnitKinds,
        /// Its ward.
        ward: Option<WardId>,
    },
    /// Everything of a ward but its rooms.
    Ward {
        /// Which.
        id: WardId,
        /// Its site.
        site: Option<SiteId>,
        /// Its division.
        division: Option<DivisionId>,
        /// Its name.
        name: Label,
        /// Its specialty.
        specialty: Option<Label>,
        /// How it is known.
        standing: Standing,
    },
    /// A ward is the same place as another one, which takes its units and rooms.
    WardMerged {
        /// The ward that disappears.
        gone: WardId,
        /// The ward that stays.
        kept: WardId,
    },
    /// Ward or attributes of a room.
    Room {
        /// Which.
        id: RoomId,
        /// Its ward.
        ward: WardId,
        /// What it offers.
        attributes: Attributes,
    },
    /// Everything of a bed but its operation and hygiene.
    Bed {
        /// Which.
        id: BedId,
        /// What people call it.
        label: Option<Label>,
        /// What it offers.
        attributes: Attributes,
        /// How it is known.
        standing: Standing,
        /// Whether it exists.
        lifecycle: Lifecycle,
        /// Whether there is staff for it.
        staffed: bool,
    },
}
