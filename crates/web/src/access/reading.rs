//! What was read, noted before it is sent: who opened whom, where, at which post.
//!
//! A reading that cannot be written (a full disk) is still given, and goes to the log instead: a ward must be read
//! when nothing can be written.

use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::response::Response;
use base::Moment;
use base::id::{BedId, NoteId, PatientId, RequestId, StayId};
use domain::rights::{Action, Target};
use smallvec::SmallVec;

use super::table::{On, rule};
use super::{Cleared, Visitor};
use crate::Web;
use crate::identity::Noted;

/// The patients an answer names, when its address does not tell: set by the handler on its response.
#[derive(Clone, Debug)]
pub struct Opened(pub Vec<PatientId>);

/// What a request is about to read.
#[derive(Clone, Debug)]
pub struct Reading {
    action: Action,
    place: Option<String>,
    patients: SmallVec<[PatientId; 2]>,
}

impl Reading {
    /// What that request reads of whom; none when it names nobody, or nobody has to answer for it.
    pub fn of(
        web: &Web,
        request: &Request,
        visitor: &Visitor,
        cleared: Cleared,
        now: Moment,
    ) -> Option<Self> {
        let snapshot = web.app().snapshot();
        let is_question = may_search(request.method(), cleared);
        let reads = *request.method() == Method::GET || is_question;
        if visitor.is_courtesy || !reads || !(names_somebody(cleared.action) || is_question) {
            return None;
        }
        if matches!(cleared.target, Target::Ward(_) | Target::Stay(_))
            && !visitor.may(&snapshot, Action::SeeIdentity, cleared.target, now)
        {
            // Read through a veil: nobody was named.
            return None;
        }
        if looks_on(web, request, visitor, now) {
            return None;
        }
        let state = &snapshot.state;
        let ward = match cleared.target {
            Target::Ward(ward) => Some(ward),
            Target::Stay(stay) => state.stay(stay).and_then(|it| state.ward_concerned(it, now)),
            Target::Anywhere | Target::Place(_) => None,
        };
        Some(Self {
            action: if is_question {
                Action::Search
            } else {
                cleared.action
            },
            place: ward.map(|it| it.to_string()),
            patients: patients_of(web, request, now),
        })
    }

    /// What that answer really gave, with what its handler added; none when it gave nobody away.
    pub fn answered(mut self, response: &Response) -> Option<Self> {
        if !response.status().is_success() {
            return None;
        }
        match response.extensions().get() {
            // A picture of the queue without anybody in it.
            Some(Opened(more)) if more.is_empty() && self.action == Action::SeeQueue => return None,
            Some(Opened(more)) => self.patients.extend(more.iter().copied()),
            None if self.is_search() => return None,
            None => {}
        }
        Some(self)
    }

    /// Whether it is what answers a search.
    pub fn is_search(&self) -> bool {
        self.action == Action::Search
    }

    /// Who was named.
    pub fn patients(&self) -> &[PatientId] {
        &self.patients
    }

    /// Writes it down.
    pub async fn note(self, web: &Web, visitor: &Visitor) {
        let patients = self.patients;
        let action = self.action.code();
        let row = |patient: Option<PatientId>| Noted {
            patient: patient.map(|it| it.to_string()),
            place: self.place.clone(),
            ..Noted::access(action).by(visitor)
        };
        let noted: Vec<Noted> = if patients.is_empty() && self.action == Action::Search {
            return;
        } else if patients.is_empty() {
            vec![row(None)]
        } else {
            patients.into_iter().map(|it| row(Some(it))).collect()
        };
        if let Err(fault) = web.identity().note(web, noted.clone()).await {
            for Noted {
                actor, post, patient, ..
            } in noted
            {
                tracing::warn!(
                    target: "audit",
                    %fault,
                    action,
                    actor = actor.map(|it| it.to_string()),
                    post = post.map(|it| it.to_string()),
                    patient,
                    "a reading could not be written to the trace"
                );
            }
        }
    }
}

/// Whether it is a page of our own that keeps up to date what somebody opened a moment ago: that was noted then.
fn looks_on(web: &Web, request: &Request, visitor: &Visitor, now: Moment) -> bool {
    let template = request.extensions().get::<MatchedPath>();
    let asked = template.filter(|it| matches!(rule(it.as_str()).map(|it| it.on), Some(On::Request)));
    let asked = asked.and_then(|it| super::gate::named(it.as_str(), request.uri().path(), "{request}"));
    let (Some(asked), Some(person)) = (asked.and_then(|it| it.parse().ok()), &visitor.person) else {
        return false;
    };
    super::gate::is_part(request.headers()) && web.looking().looks_on(person.person, asked, now)
}

/// Whether that may answer with patients who were looked for: the search, and the form that asks for a bed.
pub fn may_search(method: &Method, cleared: Cleared) -> bool {
    let asks_for_a_bed = cleared.action == Action::AskBed && cleared.target == Target::Anywhere;
    *method == Method::POST && (cleared.action == Action::SeeMap || asks_for_a_bed)
}

/// Whether the answer to that names people.
pub const fn names_somebody(action: Action) -> bool {
    matches!(
        action,
        Action::SeeBoard
            | Action::SeeIdentity
            | Action::SeeStay
            | Action::SeePast
            | Action::PrintSheet
            | Action::Search
            | Action::SeeMessages
            | Action::SeeQueue
    )
}

/// The patients an address is about.
fn patients_of(web: &Web, request: &Request, now: Moment) -> SmallVec<[PatientId; 2]> {
    let snapshot = web.app().snapshot();
    let state = &snapshot.state;
    let Some(template) = request.extensions().get::<MatchedPath>() else {
        return SmallVec::new();
    };
    let path = request.uri().path();
    let named = |name: &str| super::gate::named(template.as_str(), path, name);
    let of_stay = |stay: StayId| state.stay(stay).map(|it| state.patient_of(it.patient));
    let one = |patient: Option<PatientId>| patient.into_iter().collect();
    match rule(template.as_str()).map(|it| it.on) {
        Some(On::Stay) => one(named("{stay}").and_then(|it| it.parse().ok()).and_then(of_stay)),
        Some(On::Note) => {
            let note = named("{note}").and_then(|it| it.parse::<NoteId>().ok());
            one(note.and_then(|it| state.note(it)).and_then(|it| of_stay(it.stay)))
        }
        Some(On::Patient) => {
            let patient = named("{patient}").and_then(|it| it.parse::<PatientId>().ok());
            one(patient.map(|it| state.patient_of(it)))
        }
        Some(On::Bed) => {
            let bed = named("{bed}").and_then(|it| it.parse::<BedId>().ok());
            let lying = bed.into_iter().flat_map(|bed| state.occupants(bed, now));
            lying.map(|it| state.patient_of(it.patient)).collect()
        }
        Some(On::Request) => {
            let request = named("{request}").and_then(|it| it.parse::<RequestId>().ok());
            let request = request.and_then(|it| state.request(it));
            one(request
                .and_then(|it| it.subject.patient())
                .map(|it| state.patient_of(it)))
        }
        Some(On::Ward | On::Anywhere) | None => SmallVec::new(),
    }
}
