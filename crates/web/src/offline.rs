//! `/sw.js`: the service worker that keeps the last board seen on a device.
//!
//! At the root, because a worker answers for the pages below its own address. Browsers ask for it again by
//! themselves; it must never be kept, or a device would keep an old one for as long.

use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::{Web, assets};

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new().route("/sw.js", get(worker))
}

async fn worker() -> Response {
    let Some(script) = assets::by_name("js/sw.js") else {
        return StatusCode::NOT_FOUND.into_response();
    };
    (
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(script.kind)),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        ],
        script.plain.clone(),
    )
        .into_response()
}
