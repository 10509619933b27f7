//! What is asked: for whom a bed is looked for, and what is known of them.

use base::id::{BedId, SiteId, StayId, WardId};
use base::{Code, Moment};
use serde::{Deserialize, Serialize};

use super::promise::facts;
use crate::flow::{Needs, Origin, Request};
use crate::identity::Sex;
use crate::movement::Spot;
use crate::state::State;

/// For whom a bed is looked for, and what is known of them. Holds no name and no free text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The stay, when there is one already.
    pub stay: Option<StayId>,
    /// Administrative sex.
    pub sex: Sex,
    /// How old they are, as far as it is known.
    pub age: Age,
    /// What they need.
    pub needs: Needs,
    /// Where they are now.
    pub from: From,
    /// Nobody planned for them: they may have the beds kept for emergencies.
    pub unscheduled: bool,
    /// How often they were moved from one bed to another in this stay.
    pub moves: u16,
    /// The ward of the doctor or of the department in charge.
    pub referring: Option<WardId>,
    /// The wards of the thesaurus entry, best first.
    pub preferred: Vec<WardId>,
    /// Wards that will do as well.
    pub acceptable: Vec<WardId>,
    /// Beds that each ward keeps free for emergencies; a ward that is not listed keeps none.
    pub kept: Vec<Kept>,
    /// Those they may share a room with whatever their sexes and ages: a mother and her newborn, a couple.
    pub together: Vec<StayId>,
    /// The bed that is promised to this very request.
    pub promised: Option<BedId>,
    /// From when the bed is wanted.
    pub at: Moment,
}

/// How old somebody is, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Age {
    /// Nobody knows.
    #[default]
    Unknown,
    /// Born in that year.
    Born(u16),
    /// By their looks.
    Group(AgeGroup),
}

/// An age by its looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AgeGroup {
    /// Under 18 years.
    Child,
    /// 18 to 74 years.
    Adult,
    /// 75 years and more.
    Elder,
}

impl AgeGroup {
    /// Every group, in the order of a form.
    pub const ALL: [Self; 3] = [Self::Child, Self::Adult, Self::Elder];

    /// The ages of the group, in years, both ends included.
    #[must_use]
    pub const fn years(self) -> (u16, u16) {
        match self {
            Self::Child => (0, 17),
            Self::Adult => (18, 74),
            Self::Elder => (75, 130),
        }
    }
}

/// Where somebody is who needs a bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum From {
    /// Outside: at home, in another hospital, on the road.
    #[default]
    Outside,
    /// In an emergency department, on that site; getting a bed is no move.
    Emergency(Option<SiteId>),
    /// In a bed or a corridor of that ward: another bed is a move.
    Ward(WardId),
}

/// Beds that a ward keeps free for emergencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Kept {
    /// Which ward.
    pub ward: WardId,
    /// How many beds.
    pub beds: u16,
}

impl Question {
    /// A question about somebody of whom nothing is known but what they need.
    #[must_use]
    pub fn new(needs: Needs, at: Moment) -> Self {
        Self {
            stay: None,
            sex: Sex::Unknown,
            age: Age::Unknown,
            needs,
            from: From::Outside,
            unscheduled: false,
            moves: 0,
            referring: None,
            preferred: Vec::new(),
            acceptable: Vec::new(),
            kept: Vec::new(),
            together: Vec::new(),
            promised: None,
            at,
        }
    }

    /// A question about a stay, with everything the state knows of it: sex, year of birth, ward, moves so far, mother
    /// and children, the ward of the department in charge.
    ///
    /// Precautions that the needs do not name and the ward has stated are added: nobody may forget them on the way.
    #[must_use]
    pub fn about(state: &State, stay: StayId, needs: Needs, at: Moment) -> Self {
        let mut question = Self::new(needs, at);
        let Some(known) = state.stay(stay) else {
            return question;
        };
        question.stay = Some(stay);
        let patient = state.patient_of(known.patient);
        if let Some(patient) = state.patient(patient) {
            question.sex = patient.sex;
            question.age = patient.birth_year.map_or(Age::Unknown, Age::Born);
        }
        let period = state.period_at(known, state.now);
        if let Some(ward) = period.and_then(|it| state.ward_of_segment(it)) {
            question.from = From::Ward(ward);
        }
        question.referring = period
            .and_then(|it| it.medical)
            .and_then(|unit| state.ward_of_unit(unit));
        question.moves = moves_until(state, stay, state.now);
        question.together = family(state, stay);
        for code in known.care().precautions() {
            if !question.needs.precautions.contains(code) {
                question.needs.precautions.push(code.clone());
            }
        }
        question
    }
}

impl Question {
    /// The question that a request asks, with everything the state knows of whom it is for, and the wards of its
    /// thesaurus entry as it was when it was chosen. The beds that wards keep are added by whoever counts them
    /// ([`crate::flow::reserve`]).
    #[must_use]
    pub fn of_request(state: &State, request: &Request, now: Moment) -> Self {
        let needs = request.needs.clone();
        let at = request.wanted_at().map_or(now, |it| it.max(now));
        let mut question = match request.subject.stay() {
            Some(stay) => Self::about(state, stay, needs, at),
            None => Self::new(needs, at),
        };
        let (sex, born) = facts(state, &request.subject);
        question.sex = sex;
        question.age = born.map_or(Age::Unknown, Age::Born);
        question.unscheduled = matches!(request.asker.origin, Origin::Emergency);
        // Whoever is in an emergency department waits for a first bed, wherever they lie meanwhile.
        if request.asker.origin == Origin::Emergency {
            let ward = request.asker.ward.and_then(|it| state.ward(it));
            question.from = From::Emergency(ward.and_then(|it| it.site));
        }
        let chosen = request.entry.as_ref().and_then(|it| {
            let version = state.thesaurus_version(it.version)?;
            version.thesaurus.entry(&it.code)
        });
        if let Some(entry) = chosen {
            question.preferred = wards_of(state, &entry.preferred);
            question.acceptable = wards_of(state, &entry.acceptable);
        }
        let hold = request.stage.hold().and_then(|it| state.hold(it));
        question.promised = hold.map(|it| it.bed);
        question
    }
}

/// The wards of those codes, in their order; of several establishments, each that has one.
fn wards_of(state: &State, codes: &[Code]) -> Vec<WardId> {
    let mut found = Vec::new();
    for code in codes {
        let named = state.wards.iter().filter(|it| it.code == *code);
        for ward in named.filter_map(|it| state.surviving(it.id)) {
            if !found.contains(&ward) {
                found.push(ward);
            }
        }
    }
    found
}

/// How often somebody was moved from one bed to another in a stay, until that moment.
#[must_use]
pub fn moves_until(state: &State, stay: StayId, now: Moment) -> u16 {
    let Some(stay) = state.stay(stay) else { return 0 };
    let begun = stay.timeline.segments.iter().filter(|it| it.from <= now);
    let beds = begun.filter_map(|it| match it.spot {
        Spot::Bed(bed) => Some(bed),
        Spot::Room(_) | Spot::Nowhere => None,
    });
    let (mut last, mut moves) = (None, 0_u16);
    for bed in beds {
        if last.is_some_and(|last| last != bed) {
            moves = moves.saturating_add(1);
        }
        last = Some(bed);
    }
    moves
}

/// The open stays of the patient's mother, and those in the same ward of their children and of their mother's.
fn family(state: &State, stay: StayId) -> Vec<StayId> {
    let Some(known) = state.stay(stay) else {
        return Vec::new();
    };
    let mother_of = |patient| {
        let mother = state.patient(patient).and_then(|it| it.mother);
        mother.map(|it| state.patient_of(it))
    };
    let own = state.patient_of(known.patient);
    let mother = mother_of(own);
    let of_mother = mother.into_iter().flat_map(|it| state.stays_of(it));
    let ward = state.ward_concerned(known, state.now);
    let around = ward.into_iter().flat_map(|it| state.index.stays_of_ward(it));
    let children = around.filter(|id| {
        let theirs = state
            .stay(*id)
            .and_then(|it| mother_of(state.patient_of(it.patient)));
        theirs.is_some() && (theirs == Some(own) || theirs == mother)
    });
    let mut found: Vec<StayId> = of_mother.chain(children).filter(|id| *id != stay).collect();
    found.sort_unstable();
    found.dedup();
    found
}
