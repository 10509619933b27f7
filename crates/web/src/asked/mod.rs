//! What a ward answers the flow cell: `/service/{ward}/demande/{request}`, beside its board or as a page of its own.
//!
//! The ward sees a request while it is asked, said yes or promised a bed; afterwards it is told what became of its
//! answer, and nothing of the patient any more.

mod act;
mod beds;
mod sheet;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base::id::{RequestId, WardId};
use domain::flow::{Outcome, Request, Stage};
use domain::view::queue::{RequestView, request};
use domain::view::ward_flow::is_told;

use crate::Web;
use crate::access::Opened;
use crate::problem::Problem;
use crate::visit::Visit;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new().route("/service/{ward}/demande/{request}", get(show).post(act::act))
}

/// A request as a ward sees it.
pub struct Known<'a> {
    /// The ward.
    pub ward: WardId,
    /// What is shown of it.
    pub row: RequestView,
    /// The request.
    pub request: &'a Request,
}

impl<'a> Known<'a> {
    /// The request, when that ward has or had a say about it.
    pub fn of(visit: &'a Visit, ward: WardId, id: RequestId) -> Option<Self> {
        let (state, vault) = (&visit.snapshot.state, &visit.snapshot.vault);
        let known = state.request(id).filter(|it| is_told(state, it, ward))?;
        Some(Self {
            ward,
            row: request(state, vault, id, visit.now)?,
            request: known,
        })
    }

    /// Whether the ward is the one that is asked now.
    pub const fn is_asked(&self) -> bool {
        matches!(&self.request.stage, Stage::Proposed(it) if it.ward.index() == self.ward.index())
    }

    /// Whether the ward said yes and is to name the bed.
    pub const fn is_agreed(&self) -> bool {
        matches!(&self.request.stage, Stage::Accepted { ward } if ward.index() == self.ward.index())
    }

    /// Whether a bed of the ward is promised, and no longer only asked about.
    pub fn is_promised(&self, visit: &Visit) -> bool {
        let bed = self.row.held.as_ref().map(|(bed, ..)| *bed);
        let here = bed.and_then(|it| visit.snapshot.state.ward_of_bed(it)) == Some(self.ward);
        here && !matches!(self.request.stage, Stage::Proposed(_))
    }

    /// Whether the ward's yes is the last that was said, and nobody is on the way: it may be taken back.
    pub fn said_yes_last(&self, visit: &Visit) -> bool {
        let last = self.request.answers.last();
        let yes = last.is_some_and(|it| it.ward == self.ward && it.outcome == Outcome::Accepted);
        let waits = matches!(self.request.stage, Stage::Held { .. } | Stage::Accepted { .. });
        yes && waits && (self.is_agreed() || self.is_promised(visit))
    }

    /// Whether the ward has anything to do with the patient any more.
    pub fn is_current(&self, visit: &Visit) -> bool {
        self.is_asked() || self.is_agreed() || self.is_promised(visit)
    }
}

async fn show(State(_): State<Web>, visit: Visit, Path((ward, request)): Path<(String, String)>) -> Response {
    let known = ward
        .parse()
        .ok()
        .zip(request.parse().ok())
        .and_then(|(ward, request)| Known::of(&visit, ward, request));
    let Some(known) = known else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let mut answer = sheet::answer(&visit, &known, None).into_response();
    let named = known.row.patient.filter(|_| known.is_current(&visit));
    answer
        .extensions_mut()
        .insert(Opened(named.into_iter().collect()));
    answer
}
