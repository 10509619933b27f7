//! What machines ask of the server: is it alive, is it ready, how is it doing. Never a name, never a bed.

use std::fmt::Write as _;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::access::Client;
use crate::visit::Visit;
use crate::{Web, downtime};

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/healthz", get(alive))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
}

/// The process answers; touches nothing else.
async fn alive() -> &'static str {
    "ok\n"
}

/// The server takes requests and can write: false once it has begun to stop, or while something keeps it from
/// writing.
async fn ready(State(web): State<Web>) -> Response {
    if web.hub().is_stopping() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    match web.app().trouble() {
        Some(trouble) => (StatusCode::SERVICE_UNAVAILABLE, format!("{trouble}\n")).into_response(),
        None => "ready\n".into_response(),
    }
}

/// Figures in the Prometheus text form: to this machine, and to the networks of those who watch it. They name nobody,
/// and still tell a stranger how busy a hospital is and when its certificate ends.
async fn metrics(State(web): State<Web>, visit: Visit) -> Response {
    let watches = |it: Client| it.is_local || web.config().watchers.iter().any(|of| of.holds(it.address));
    if !visit.client.is_some_and(watches) {
        let why = visit.words.pick(
            "Les chiffres sont donnés à la machine du serveur et aux réseaux de --metrics-from.\n",
            "Figures are given to the machine of the server and to the networks of --metrics-from.\n",
        );
        return (StatusCode::FORBIDDEN, why).into_response();
    }
    let hub = web.hub().figures();
    let mut out = String::with_capacity(1_000);
    for (name, kind, help, value) in [
        (
            "chevet_journal_seq",
            "counter",
            "Place of the last event in the journal.",
            web.app().snapshot().seq(),
        ),
        (
            "chevet_writable",
            "gauge",
            "1 while what is asked can be written.",
            u64::from(web.app().is_writable()),
        ),
        ("chevet_live_screens", "gauge", "Live streams open.", hub.screens),
        (
            "chevet_live_frames_total",
            "counter",
            "Frames pushed to a screen.",
            hub.frames,
        ),
        (
            "chevet_live_renders_total",
            "counter",
            "Boards drawn for the live push.",
            hub.renders,
        ),
        (
            "chevet_live_resyncs_total",
            "counter",
            "Slow screens that were sent a whole picture.",
            hub.resyncs,
        ),
        (
            "chevet_http_connections",
            "gauge",
            "Connections open.",
            web.connections(),
        ),
    ] {
        let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
    }
    out.push_str(&downtime::figures(&web));
    if let Some(tls) = &web.config().tls {
        let (name, ends) = (
            "chevet_tls_certificate_ends_seconds",
            tls.ends_at().millis() / 1_000,
        );
        let _ = writeln!(
            out,
            "# HELP {name} When the certificate of the screens ends (Unix time).\n# TYPE {name} gauge\n{name} {ends}"
        );
    }
    (
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        out,
    )
        .into_response()
}
