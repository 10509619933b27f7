//! How far boards can be trusted: `/service/{ward}/confiance`, and `/confiance` for the territory.
//!
//! Everything is computed when the page is asked for: its figures look back over days and do not live by the second.

mod table;
mod ward;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::view::trust::{Asked, Period, territory_trust, ward_trust};

use crate::Web;
use crate::problem::Problem;
use crate::visit::Visit;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/service/{ward}/confiance", get(show_ward))
        .route("/confiance", get(show_all))
}

/// What an address asks for; anything else asks for what is usual.
#[derive(Debug, serde::Deserialize)]
struct AskedQuery {
    periode: Option<String>,
    heures: Option<String>,
}

impl AskedQuery {
    fn asked(&self) -> Asked {
        let usual = Asked::default();
        let period = Period::ALL
            .into_iter()
            .find(|it| Some(key(*it)) == self.periode.as_deref());
        let hours = self.heures.as_deref().and_then(|it| it.parse().ok());
        Asked {
            period: period.unwrap_or(usual.period),
            hours: hours
                .filter(|it| Asked::HOURS.contains(it))
                .unwrap_or(usual.hours),
        }
    }
}

/// The name of a period in an address.
const fn key(period: Period) -> &'static str {
    match period {
        Period::Day => "24h",
        Period::Week => "7j",
        Period::Month => "28j",
    }
}

/// The address of the same page with those choices.
fn address(path: &str, asked: Asked) -> String {
    format!("{path}?periode={}&heures={}", key(asked.period), asked.hours)
}

async fn show_ward(
    State(_): State<Web>,
    visit: Visit,
    Path(ward): Path<String>,
    Query(query): Query<AskedQuery>,
) -> Response {
    let snapshot = &visit.snapshot;
    let trust = ward
        .parse()
        .ok()
        .and_then(|ward| ward_trust(&snapshot.state, &snapshot.vault, ward, query.asked(), visit.now));
    match trust {
        Some(trust) => ward::page(&visit, &trust).into_response(),
        None => Problem::Gone.answer(visit.words, visit.part),
    }
}

async fn show_all(State(_): State<Web>, visit: Visit, Query(query): Query<AskedQuery>) -> Response {
    let (snapshot, asked) = (&visit.snapshot, query.asked());
    let wards = territory_trust(&snapshot.state, &snapshot.vault, asked, visit.now);
    table::page(&visit, &wards, asked).into_response()
}
