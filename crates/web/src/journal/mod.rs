//! The journal of a bed, a stay, a patient or a ward, in words: what changed, from what to what, who said so, and the
//! board as it was shown at that instant.
//!
//! Values of before are not stored anywhere: each record is shown between the state before and the state after it, as
//! the ladder of the past gives them. The journal of a patient holds their stays, and those of every file that was
//! merged into theirs.

mod find;
mod line;
mod view;

use app::{App, Failure};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base::id::{BedId, PatientId, StayId, WardId};
use domain::rights::{Action, Target};
use domain::view::board::bed_name;
use domain::view::journal::{Sort, Thing, name_of_patient, name_of_stay, ward_of};
use store::Seq;

use crate::Web;
use crate::fields::Fields;
use crate::person;
use crate::problem::Problem;
use crate::visit::Visit;
use find::Wish;
use view::Journal;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/journal/sejour/{stay}", get(stay))
        .route("/journal/lit/{bed}", get(bed))
        .route("/journal/patient/{patient}", get(patient))
        .route("/journal/service/{ward}", get(ward))
}

/// What a journal is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A stay.
    Stay(StayId),
    /// A bed.
    Bed(BedId),
    /// A patient, whatever files were merged.
    Patient(PatientId),
    /// A ward.
    Ward(WardId),
}

impl Subject {
    /// The address of its journal.
    #[must_use]
    pub fn href(self) -> String {
        match self {
            Self::Stay(id) => format!("/journal/sejour/{id}"),
            Self::Bed(id) => format!("/journal/lit/{id}"),
            Self::Patient(id) => format!("/journal/patient/{id}"),
            Self::Ward(id) => format!("/journal/service/{id}"),
        }
    }

    /// Its id, as printed.
    fn id(self) -> String {
        match self {
            Self::Stay(id) => id.to_string(),
            Self::Bed(id) => id.to_string(),
            Self::Patient(id) => id.to_string(),
            Self::Ward(id) => id.to_string(),
        }
    }
}

type Asked = (State<Web>, Visit, Path<String>, Query<Vec<(String, String)>>);

async fn stay((State(web), visit, Path(id), Query(query)): Asked) -> Response {
    show(&web, visit, id.parse().ok().map(Subject::Stay), query).await
}

async fn bed((State(web), visit, Path(id), Query(query)): Asked) -> Response {
    show(&web, visit, id.parse().ok().map(Subject::Bed), query).await
}

async fn patient((State(web), visit, Path(id), Query(query)): Asked) -> Response {
    show(&web, visit, id.parse().ok().map(Subject::Patient), query).await
}

async fn ward((State(web), visit, Path(id), Query(query)): Asked) -> Response {
    show(&web, visit, id.parse().ok().map(Subject::Ward), query).await
}

async fn show(web: &Web, visit: Visit, subject: Option<Subject>, query: Vec<(String, String)>) -> Response {
    let Some(known) = subject.and_then(|subject| known(&visit, subject)) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let wish = wish(&Fields(query));
    let read = {
        let visit = visit.clone();
        web.app()
            .look_back(move |app| read(app, &visit, known, wish))
            .await
    };
    match read {
        Ok(journal) if visit.part => view::part(&visit, &journal).into_response(),
        Ok(journal) => view::whole(&visit, &journal).into_response(),
        Err(fault) => {
            tracing::error!(%fault, "a journal could not be read");
            Problem::Fault.answer(visit.words, visit.part)
        }
    }
}

/// A subject that exists, with what people call it.
struct Known {
    subject: Subject,
    name: String,
    patient: Option<PatientId>,
    ward: Option<WardId>,
}

fn known(visit: &Visit, subject: Subject) -> Option<Known> {
    let (state, vault, scene) = (&visit.snapshot.state, &visit.snapshot.vault, visit.scene());
    let (name, patient, thing) = match subject {
        Subject::Stay(id) => {
            let patient = state.patient_of(state.stay(id)?.patient);
            let name = person::name_said(&scene, &name_of_stay(state, vault, id));
            (name, Some(patient), Thing::Stay(id, None))
        }
        Subject::Bed(id) => {
            // A bed that was taken away keeps its journal.
            let code = state.bed(id)?.code.to_string();
            (bed_name(state, id).unwrap_or(code), None, Thing::Bed(id))
        }
        Subject::Patient(id) => {
            state.patient(id)?;
            let name = person::name_said(&scene, &name_of_patient(vault, state.patient_of(id)));
            (name, None, Thing::Patient(id))
        }
        Subject::Ward(id) => (state.ward(id)?.name.to_string(), None, Thing::Ward(id)),
    };
    Some(Known {
        subject,
        name,
        patient,
        ward: ward_of(thing, state),
    })
}

fn read(app: &App, visit: &Visit, known: Known, wish: Wish) -> Result<Journal, Failure> {
    let state = &visit.snapshot.state;
    let found = match known.subject {
        Subject::Stay(id) => find::of_streams(app, &[id.to_string()], &wish)?,
        Subject::Bed(id) => find::of_streams(app, &[id.to_string()], &wish)?,
        Subject::Patient(id) => find::of_streams(app, &streams_of(visit, id), &wish)?,
        Subject::Ward(id) => find::of_ward(app, id, &wish)?,
    };
    let lines = line::lines(app, &visit.scene(), known.subject, &found.records)?;
    let ward = known.ward.and_then(|id| state.ward(id));
    Ok(Journal {
        subject: known.subject,
        name: known.name,
        patient: known.patient,
        ward: ward.map(|ward| (ward.name.to_string(), format!("/service/{}", ward.id))),
        wish,
        found,
        lines,
    })
}

/// The streams of a patient: the file that stands for theirs, every file merged into it, and all their stays.
/// Those stays that the visitor may look back at: another establishment's are as if they were not.
fn streams_of(visit: &Visit, patient: PatientId) -> Vec<String> {
    let state = &visit.snapshot.state;
    let kept = state.patient_of(patient);
    let mut files = vec![kept];
    let mut place = 0;
    while let Some(next) = files.get(place).copied() {
        for gone in state.index.absorbed(next) {
            if !files.contains(&gone) {
                files.push(gone);
            }
        }
        place += 1;
    }
    let theirs = |stay: &StayId| {
        let target = Target::Stay(*stay);
        visit
            .visitor
            .may(&visit.snapshot, Action::SeePast, target, visit.now)
    };
    let stays: Vec<StayId> = state.stays_of(kept).into_iter().filter(theirs).collect();
    let files = files.iter().map(ToString::to_string);
    files.chain(stays.iter().map(ToString::to_string)).collect()
}

fn wish(query: &Fields) -> Wish {
    let place = |name: &str| query.read::<u64>(name).ok().map(Seq::new);
    Wish {
        before: place("avant"),
        after: place("apres"),
        sort: query.get("nature").and_then(sort_of),
        author: query.get("auteur").map(ToOwned::to_owned),
    }
}

/// The word by which addresses name a sort.
const fn key_of(sort: Sort) -> &'static str {
    match sort {
        Sort::Movement => "mouvements",
        Sort::Sighting => "vus",
        Sort::Care => "saisies",
        Sort::Note => "notes",
        Sort::Flow => "demandes",
        Sort::Bed => "lits",
        Sort::Identity => "identites",
        Sort::Structure => "lieux",
        Sort::Setting => "reglages",
    }
}

fn sort_of(key: &str) -> Option<Sort> {
    Sort::ALL.into_iter().find(|sort| key_of(*sort) == key)
}
