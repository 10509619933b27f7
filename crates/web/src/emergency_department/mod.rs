//! An emergency department: `/urgences`, who is there and how long, and the short form by which its team asks for a bed.

mod act;
mod ask;
mod figures;
mod live;
mod page;
mod table;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use base::id::WardId;
use domain::flow::emergency_wards;
use domain::rights::{Action, Target};
use domain::view::emergency::emergency;

use crate::Web;
use crate::hub::Topic;
use crate::problem::Problem;
use crate::visit::Visit;
pub use live::picture;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/urgences", get(choose))
        .route("/urgences/{ward}", get(show))
        .route("/urgences/{ward}/demander/{stay}", get(ask::show).post(act::ask))
}

/// The departments whose queue the visitor may see.
fn departments(visit: &Visit) -> Vec<WardId> {
    let state = &visit.snapshot.state;
    emergency_wards(state)
        .map(|it| it.id)
        .filter(|ward| {
            visit
                .visitor
                .may(&visit.snapshot, Action::SeeQueue, Target::Ward(*ward), visit.now)
        })
        .collect()
}

/// The only department, else those there are.
async fn choose(State(_): State<Web>, visit: Visit) -> Response {
    match departments(&visit).as_slice() {
        [only] => Redirect::to(&format!("/urgences/{only}")).into_response(),
        several => page::choice(&visit, several).into_response(),
    }
}

async fn show(State(web): State<Web>, visit: Visit, Path(ward): Path<String>) -> Response {
    let gone = || Problem::Gone.answer(visit.words, visit.part);
    let Ok(ward) = ward.parse::<WardId>() else {
        return gone();
    };
    let snapshot = &visit.snapshot;
    let Some(seen) = emergency(&snapshot.state, &snapshot.vault, ward, visit.now) else {
        return gone();
    };
    // The live picture carries names: whoever may not know them reads a page that stands still, without any.
    let live = visit.visitor.sees_names(snapshot, ward, visit.now);
    let shown = live
        .then(|| web.hub().show(Topic::Emergency(ward), visit.words.lang))
        .flatten();
    match shown {
        Some(shown) => page::live(&visit, &seen, &shown).into_response(),
        None => page::still(&visit, &seen).into_response(),
    }
}
