//! Every address of the server: the slices put together, behind the one guard.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::response::Response;
use axum::routing::get;

use crate::problem::Problem;
use crate::visit::Visit;
use crate::{
    Web, access, assets, board, drawer, guard, help, live, messages, offline, operator, precautions, probe,
    search, sheet, structure, territory, trust, wall,
};

/// The whole router. A new slice is one more line here.
pub fn router(web: Web) -> Router {
    let limit = web.config().limits.body;
    Router::new()
        .merge(territory::routes())
        .merge(crate::cell::routes())
        .merge(crate::emergency_department::routes())
        .merge(board::routes())
        .merge(crate::asked::routes())
        .merge(drawer::routes())
        .merge(crate::journal::routes())
        .merge(sheet::routes())
        .merge(structure::routes())
        .merge(precautions::routes())
        .merge(crate::settings::routes())
        .merge(messages::routes())
        .merge(trust::routes())
        .merge(crate::traces::routes())
        .merge(offline::routes())
        .merge(operator::routes())
        .merge(crate::idp::routes())
        .merge(crate::install::routes())
        .merge(crate::posts::routes())
        .merge(crate::providers::routes())
        .merge(crate::me::routes())
        .merge(crate::people::routes())
        .merge(crate::rights::routes())
        .merge(crate::emergency::routes())
        .merge(crate::sharing::routes())
        .merge(search::routes())
        .merge(help::routes())
        .merge(wall::routes())
        .merge(live::routes())
        .merge(probe::routes())
        .route("/assets/{name}", get(assets::serve))
        .fallback(lost)
        .method_not_allowed_fallback(lost)
        .layer(DefaultBodyLimit::max(limit))
        .layer(middleware::from_fn_with_state(web.clone(), access::gate))
        .layer(middleware::from_fn_with_state(web.clone(), guard::guard))
        .with_state(web)
}

async fn lost(visit: Visit) -> Response {
    Problem::NotFound.answer(visit.words, visit.part)
}
