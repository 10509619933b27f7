//! What the flow cell knows beside the state: beds promised to somebody, germs of present patients.
//!
//! The one place where requests and holds meet placement.

use base::id::{BedId, StayId};
use base::{Code, Moment};

use crate::flow::{Hold, Request, Stage, Subject};
use crate::identity::Sex;
use crate::state::State;

/// A bed promised to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// From when.
    pub from: Moment,
    /// Until when it holds if nobody comes: afterwards it refuses nothing.
    pub until: Moment,
    /// To whom, when they have a stay already.
    pub stay: Option<StayId>,
    /// What future room-mates are asked about; a stay that is known has its own sex, age and precautions as well.
    pub sex: Sex,
    /// Year of birth.
    pub birth_year: Option<u16>,
    /// Precautions, by their codes.
    pub precautions: Vec<Code>,
    /// The germ, by its code.
    pub germ: Option<Code>,
}

/// What the flow cell knows beside the state.
pub trait Promises {
    /// To whom that bed is promised.
    fn on(&self, bed: BedId) -> Option<Promise>;

    /// The germ of somebody who is here, by its code.
    fn germ(&self, stay: StayId) -> Option<Code>;

    /// The beds that are promised: what is known of whoever awaits one may change where they are, far from the bed.
    fn beds(&self) -> Vec<BedId>;
}

/// Nothing was promised, and nobody's germ is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoPromises;

impl Promises for NoPromises {
    fn on(&self, _: BedId) -> Option<Promise> {
        None
    }

    fn germ(&self, _: StayId) -> Option<Code> {
        None
    }

    fn beds(&self) -> Vec<BedId> {
        Vec::new()
    }
}

/// What the flow cell promised and knows, as the state holds it.
#[derive(Clone, Copy, Debug)]
pub struct StatePromises<'a>(pub &'a State);

impl Promises for StatePromises<'_> {
    fn on(&self, bed: BedId) -> Option<Promise> {
        let state = self.0;
        let hold = state.hold_on(bed)?;
        let request = hold.request().and_then(|it| state.request(it));
        let (sex, birth_year) = request.map_or((Sex::Unknown, None), |it| facts(state, &it.subject));
        Some(Promise {
            from: hold.from,
            until: until(hold, request),
            stay: state.stay_promised(hold.promised),
            sex,
            birth_year,
            precautions: request.map(|it| it.needs.precautions.clone()).unwrap_or_default(),
            germ: request.and_then(|it| it.needs.germ.clone()),
        })
    }

    fn germ(&self, stay: StayId) -> Option<Code> {
        let requests = self.0.requests_of(stay);
        requests.filter_map(|it| it.needs.germ.clone()).last()
    }

    fn beds(&self) -> Vec<BedId> {
        self.0.lasting_holds().map(|it| it.bed).collect()
    }
}

/// Until when a hold lasts: nobody takes the bed from a patient on the way, and a ward that is asked has its time.
fn until(hold: &Hold, request: Option<&Request>) -> Moment {
    match request.map(|it| &it.stage) {
        Some(Stage::Moving { .. }) => Moment::NEVER,
        Some(Stage::Proposed(asked)) => hold.until.max(asked.lapses_at),
        _ => hold.until,
    }
}

/// Sex and year of birth of whoever a request is for.
pub(super) fn facts(state: &State, subject: &Subject) -> (Sex, Option<u16>) {
    match subject {
        Subject::Known { patient, .. } => {
            let patient = state.patient(state.patient_of(*patient));
            patient.map_or((Sex::Unknown, None), |it| (it.sex, it.birth_year))
        }
        Subject::Announced { sex, birth_year } => (*sex, *birth_year),
    }
}
