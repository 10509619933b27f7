//! The flow cell: `/cellule`, the queue of requests for beds, the one that is chosen, and the beds proposed for it.
//!
//! The queue is live for whoever steers the whole territory. Whoever asks or answers for some wards sees what concerns
//! these wards.

mod act;
mod chosen;
mod feed;
mod heat;
mod ledger;
mod live;
mod looking;
mod map;
mod needs;
mod new;
mod page;
mod promised;
mod proposed;
mod queue;
mod rival;
mod steps;
mod strip;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base::id::{RequestId, WardId};
use domain::rights::{Action, Place, Target};
use domain::view::queue::{QueueView, RequestView, queue};

use crate::Web;
use crate::access::Opened;
use crate::problem::Problem;
use crate::visit::Visit;
pub use live::picture;
pub use looking::Looking;

/// The page.
pub const PATH: &str = "/cellule";

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/cellule", get(show))
        .route("/cellule/carte", get(map::show))
        .route("/cellule/promesses", get(promised::show))
        .route("/cellule/nouvelle", get(new::show).post(new::save))
        .route("/cellule/demande/{request}/decisions", get(ledger::show))
        .route("/cellule/demande/{request}", get(show_one).post(act::act))
        .route(
            "/cellule/demande/{request}/besoins",
            get(needs::show).post(needs::save),
        )
}

/// How the queue is looked at. Never a name: an address is kept in many places.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub struct Asked {
    /// The request that is chosen.
    demande: Option<String>,
    /// Which requests.
    voir: Option<String>,
    /// The rule whose discarded beds are listed.
    regle: Option<String>,
}

impl Asked {
    fn of(request: RequestId) -> Self {
        Self {
            demande: Some(request.to_string()),
            ..Self::default()
        }
    }

    fn request(&self) -> Option<RequestId> {
        self.demande.as_deref()?.parse().ok()
    }
}

/// Whether somebody steers the whole territory: only they watch the live queue.
fn steers(visit: &Visit) -> bool {
    let everywhere = Target::Place(Place::Territory);
    let may = |action| visit.visitor.may(&visit.snapshot, action, everywhere, visit.now);
    may(Action::SeeQueue) && may(Action::SeeIdentity)
}

/// The queue, as far as the visitor may see it.
fn queue_for(visit: &Visit) -> QueueView {
    let mut queue = queue(&visit.snapshot.state, &visit.snapshot.vault, visit.now);
    if !steers(visit) {
        queue.rows.retain(|row| concerns(visit, row));
        queue.deferred.retain(|row| concerns(visit, row));
        queue.drafts.retain(|row| concerns(visit, row));
    }
    queue
}

/// The ward that asks, and the one where the patient is or is expected.
fn wards_of(visit: &Visit, row: &RequestView) -> impl Iterator<Item = WardId> + use<> {
    let state = &visit.snapshot.state;
    let lies = row
        .stay
        .and_then(|it| state.stay(it))
        .and_then(|it| state.ward_concerned(it, visit.now));
    row.asker.ward.into_iter().chain(lies)
}

/// Whether a request is about a ward of which the visitor may see the queue.
fn concerns(visit: &Visit, row: &RequestView) -> bool {
    let asked = row.asked.as_ref().map(|it| it.ward);
    let agreed = row.agreed.as_ref().map(|(ward, _)| *ward);
    let held = row
        .held
        .as_ref()
        .and_then(|(bed, ..)| visit.snapshot.state.ward_of_bed(*bed));
    wards_of(visit, row)
        .chain(asked)
        .chain(agreed)
        .chain(held)
        .any(|ward| {
            visit
                .visitor
                .may(&visit.snapshot, Action::SeeQueue, Target::Ward(ward), visit.now)
        })
}

async fn show(State(web): State<Web>, visit: Visit, Query(asked): Query<Asked>) -> Response {
    let row = asked.request().and_then(|it| chosen::of(&visit, it));
    let mut answer = page::page(&web, &visit, &asked).into_response();
    // Whoever is chosen in the address was opened; the queue beside them was read as a whole.
    if let Some(patient) = row.and_then(|it| it.patient) {
        answer.extensions_mut().insert(Opened(vec![patient]));
    }
    answer
}

/// One request: the middle of the page for our own script, else the page with it.
async fn show_one(
    State(web): State<Web>,
    visit: Visit,
    Path(request): Path<String>,
    Query(mut asked): Query<Asked>,
) -> Response {
    let Ok(request) = request.parse::<RequestId>() else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    asked.demande = Some(request.to_string());
    if let Some(operator) = &visit.operator
        && web.looking().looks(operator.person, request, visit.now)
    {
        web.hub().refresh(crate::hub::Topic::Cell);
    }
    if !visit.part {
        return page::page(&web, &visit, &asked).into_response();
    }
    match chosen::of(&visit, request) {
        Some(row) => chosen::part(&visit, &row, &asked, None).into_response(),
        None => Problem::Gone.answer(visit.words, visit.part),
    }
}
