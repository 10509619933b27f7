//! What the hospital sets about its flow: `/reglages`, the thesaurus, the rules of placement, what wards take, the
//! lists and delays of the cell.
//!
//! Everybody who works here may read how requests are ranked and beds proposed; whoever sets the flow changes it. Every
//! change is a version with its author and its hour, and any former one can be looked at.

mod cell;
mod done;
mod frame;
mod history;
mod hub;
mod placement;
mod thesaurus;
mod wards;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::Web;

/// The page above all others.
const HUB: &str = "/reglages";
/// The thesaurus.
const THESAURUS: &str = "/reglages/thesaurus";
/// The rules of placement.
const PLACEMENT: &str = "/reglages/placement";
/// What each ward takes, and how far sites are from each other.
const WARDS: &str = "/reglages/services";
/// Lists and delays of the cell.
const CELL: &str = "/reglages/cellule";

/// Largest file that a page takes: some four times a full thesaurus.
const MOST_BYTES: usize = 1_000_000;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/reglages", get(hub::show))
        .route("/reglages/thesaurus", get(thesaurus::show).post(thesaurus::act))
        .route(
            "/reglages/thesaurus/nouvelle",
            get(thesaurus::entry::show_new).post(thesaurus::entry::add),
        )
        .route(
            "/reglages/thesaurus/entree/{code}",
            get(thesaurus::entry::show).post(thesaurus::entry::change),
        )
        .route(
            "/reglages/thesaurus/classes",
            get(thesaurus::classes::show).post(thesaurus::classes::change),
        )
        .route(
            "/reglages/thesaurus/version/{version}",
            get(thesaurus::version::show),
        )
        .route("/reglages/thesaurus/fichier", get(thesaurus::file::export))
        .route(
            "/reglages/thesaurus/import",
            post(thesaurus::file::preview).layer(DefaultBodyLimit::max(MOST_BYTES + 64 * 1024)),
        )
        .route(
            "/reglages/thesaurus/import/faire",
            // The file comes back as a field, in which a letter may take three.
            post(thesaurus::file::carry_out_file).layer(DefaultBodyLimit::max(3 * MOST_BYTES + 64 * 1024)),
        )
        .route("/reglages/placement", get(placement::show).post(placement::act))
        .route("/reglages/services", get(wards::show).post(wards::act))
        .route(
            "/reglages/services/{ward}",
            get(wards::show_ward).post(wards::change_ward),
        )
        .route("/reglages/cellule", get(cell::show).post(cell::act))
}
