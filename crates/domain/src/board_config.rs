//! What a team sets about its own board: colours, tile slots, flags, columns, views, density, reasons to wait.
//!
//! Every field has a default with which a ward that never opened the studio works. Colours are tokens of the palette,
//! never free values, so that contrast cannot be broken.

use base::id::PractitionerId;
use base::{Code, Label};
use serde::{Deserialize, Serialize};

use crate::care::DischargeStep;

/// What a ward's board looks like: every field in force, whoever decided it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardConfig {
    /// What the coloured heads say.
    pub colour_by: ColourBy,
    /// Heads whose colour the team chose; the others are given one in order.
    pub heads: Vec<Head>,
    /// The flags shown on tiles, in order.
    pub flags: Vec<Flag>,
    /// The ward's own slots on tiles, at most [`BoardConfig::SLOTS`].
    pub slots: Vec<Slot>,
    /// The columns of the list view, in order.
    pub columns: Vec<Column>,
    /// The views offered, in order; the first one is shown first. Never empty.
    pub views: Vec<BoardView>,
    /// How tightly tiles stand.
    pub density: Density,
    /// The steps of a discharge that the ward follows, in order.
    pub steps: Vec<DischargeStep>,
    /// What a discharge may wait for (*attend quoi ?*).
    pub waits: Vec<Reason>,
    /// Which word frees a bed.
    pub frees: FreedBy,
}

/// What the coloured head of a tile says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum ColourBy {
    /// Who treats.
    #[default]
    Doctor,
    /// Which specialty is in charge.
    Specialty,
    /// Where the patient goes next.
    Destination,
    /// How long the patient has been here.
    LengthOfStay,
}

impl ColourBy {
    /// Every choice, in the order of a form.
    pub const ALL: [Self; 4] = [
        Self::Doctor,
        Self::Specialty,
        Self::Destination,
        Self::LengthOfStay,
    ];
}

/// A colour of the palette for heads, safe for colour-blind eyes: 0 to 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Tone(u8);

/// Not a colour of the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("couleur hors de la palette")]
pub struct NoSuchTone;

impl Tone {
    /// How many colours there are.
    pub const COUNT: u8 = 8;

    /// The colour of that number.
    ///
    /// # Errors
    /// When the palette has no such colour.
    pub const fn new(number: u8) -> Result<Self, NoSuchTone> {
        if number < Self::COUNT {
            Ok(Self(number))
        } else {
            Err(NoSuchTone)
        }
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Tone {
    type Error = NoSuchTone;

    fn try_from(number: u8) -> Result<Self, NoSuchTone> {
        Self::new(number)
    }
}

impl From<Tone> for u8 {
    fn from(tone: Tone) -> Self {
        tone.0
    }
}

/// A head whose colour the team chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Whose.
    pub of: HeadOf,
    /// Its colour.
    pub tone: Tone,
}

/// Whose head it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum HeadOf {
    /// A doctor's.
    Doctor(PractitionerId),
    /// A specialty's.
    Specialty(Label),
}

/// A flag that tiles may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Flag {
    /// Precautions in force.
    Precautions,
    /// Telemetry unit worn.
    Telemetry,
    /// Risk of falling.
    Fall,
    /// Oxygen.
    Oxygen,
    /// Mobility other than alone.
    Mobility,
    /// Social situation being followed.
    Social,
    /// Somebody stays with the patient.
    Companion,
    /// Same name as somebody else.
    Homonym,
    /// Identity not validated or doubtful.
    Identity,
    /// The feed does not add up.
    Doubt,
    /// Presence kept secret.
    Confidential,
    /// Single room wished.
    SingleRoom,
    /// Newborn with its mother, or the mother.
    MotherChild,
    /// A note for the next team.
    Note,
}

impl Flag {
    /// Every flag, in the order in which boards show them unless a ward decides otherwise.
    pub const ALL: [Self; 14] = [
        Self::Precautions,
        Self::Telemetry,
        Self::Fall,
        Self::Oxygen,
        Self::Mobility,
        Self::Social,
        Self::Companion,
        Self::Homonym,
        Self::Identity,
        Self::Doubt,
        Self::Confidential,
        Self::SingleRoom,
        Self::MotherChild,
        Self::Note,
    ];

    /// The flags that no ward may hide: a patient could be taken for another one, or be hurt by not knowing.
    #[must_use]
    pub const fn is_safety(self) -> bool {
        match self {
            Self::Precautions | Self::Homonym | Self::Identity | Self::Confidential => true,
            Self::Telemetry
            | Self::Fall
            | Self::Oxygen
            | Self::Mobility
            | Self::Social
            | Self::Companion
            | Self::Doubt
            | Self::SingleRoom
            | Self::MotherChild
            | Self::Note => false,
        }
    }
}

/// A slot that the ward set up for itself (nurse in charge, diet, colour code of exit, …): a name and its choices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// What stays refer to it by.
    pub code: Code,
    /// Its name.
    pub name: Label,
    /// What may be chosen.
    pub choices: Vec<Reason>,
}

/// An entry of a list that the ward wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What the journal refers to it by.
    pub code: Code,
    /// What people read.
    pub name: Label,
}

/// A column of the list view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Column {
    /// Bed.
    Bed,
    /// State of the bed.
    State,
    /// Patient.
    Patient,
    /// Sex and age.
    SexAge,
    /// Number of the patient (IPP).
    Number,
    /// Doctor.
    Doctor,
    /// Specialty in charge.
    Specialty,
    /// Arrival.
    Since,
    /// Days of stay.
    Days,
    /// Precautions, equipment, needs.
    Flags,
    /// Expected discharge.
    Leaving,
    /// Where to.
    Destination,
    /// Steps of the discharge.
    Steps,
    /// The ward's own slots.
    Slots,
    /// Last note.
    Note,
}

impl Column {
    /// Every column, in the order in which lists show them unless a ward decides otherwise.
    pub const ALL: [Self; 15] = [
        Self::Bed,
        Self::State,
        Self::Patient,
        Self::SexAge,
        Self::Number,
        Self::Doctor,
        Self::Specialty,
        Self::Since,
        Self::Days,
        Self::Flags,
        Self::Leaving,
        Self::Destination,
        Self::Steps,
        Self::Slots,
        Self::Note,
    ];
}

/// A view of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum BoardView {
    /// Tiles by room.
    Plan,
    /// A table.
    List,
    /// Who leaves.
    Outgoing,
    /// Who comes.
    Incoming,
    /// What the next team must know.
    Handover,
}

impl BoardView {
    /// Every view, in the order of the tabs.
    pub const ALL: [Self; 5] = [
        Self::Plan,
        Self::List,
        Self::Outgoing,
        Self::Incoming,
        Self::Handover,
    ];
}

/// How tightly tiles stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Density {
    /// As the number of beds asks for.
    #[default]
    Auto,
    /// 48 beds on the screen of a ward.
    Compact,
    /// 30 beds.
    Normal,
    /// Few beds, to be read from afar.
    Large,
}

impl Density {
    /// Every density, in the order of a form.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Compact, Self::Normal, Self::Large];
}

/// Which word frees a bed: two clocks, and the ward says which one it goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum FreedBy {
    /// Whoever sees the patient leave, or the administration, whichever is first.
    #[default]
    Observed,
    /// The administrative discharge only: a patient seen leaving stays on the tile until then.
    Administrative,
}

impl FreedBy {
    /// Both, in the order of a form.
    pub const ALL: [Self; 2] = [Self::Observed, Self::Administrative];
}

impl BoardConfig {
    /// The most slots a tile has room for.
    pub const SLOTS: usize = 4;
}

impl Default for BoardConfig {
    fn default() -> Self {
        Self {
            colour_by: ColourBy::Doctor,
            heads: Vec::new(),
            flags: Flag::ALL.to_vec(),
            slots: Vec::new(),
            columns: Column::ALL
                .into_iter()
                .filter(|it| !matches!(it, Column::Specialty | Column::Slots))
                .collect(),
            views: BoardView::ALL.to_vec(),
            density: Density::Auto,
            steps: DischargeStep::ALL.to_vec(),
            waits: usual_waits(),
            frees: FreedBy::Observed,
        }
    }
}

/// What French wards wait for most often, to begin with.
fn usual_waits() -> Vec<Reason> {
    [
        ("AVIS", "Avis médical"),
        ("EXAMEN", "Examen ou résultat"),
        ("ORDO", "Ordonnance ou compte rendu"),
        ("SMR", "Place en SMR"),
        ("EHPAD", "Place en EHPAD"),
        ("HAD", "Accord HAD"),
        ("DOMICILE", "Aides à domicile"),
        ("TRANSPORT", "Transport"),
        ("FAMILLE", "Famille"),
        ("TUTELLE", "Mesure de protection"),
    ]
    .into_iter()
    .filter_map(|(code, name)| {
        Some(Reason {
            code: Code::new(code).ok()?,
            name: Label::new(name).ok()?,
        })
    })
    .collect()
}
