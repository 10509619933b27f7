//! One bed or one stay in detail, beside the board or as a page.
use crate::Web;
use axum::Router;
/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
}
