//! The home page: every ward of the territory with its counts, how fresh the feeds are, and how to begin.

mod bar;
mod column;
mod feeds;
mod rail;
mod row;
mod strip;
mod view;
mod welcome;

use app::{App, FeedStatus};
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::Web;
use crate::fields::Fields;
use crate::hub::{Picture, Topic};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::Words;
use column::Column;
pub use view::{Drawing, draw};

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new().route("/", get(show).post(find))
}

/// The territory as a live picture. `mllp` is where senders send, when a port is open.
#[must_use]
pub fn picture(app: &App, mllp: Option<&str>, words: &'static Words) -> Picture {
    let (snapshot, zone, now) = (app.snapshot(), app.zone(), app.now());
    let territory = domain::view::territory::territory(&snapshot.state, &snapshot.vault, now);
    let feeds = senders(app);
    draw(&Drawing {
        territory: &territory,
        feeds: &feeds,
        mllp,
        words,
        zone: &zone,
        now,
    })
}

/// The senders, without those that never said who they are.
fn senders(app: &App) -> Vec<FeedStatus> {
    app.feeds()
        .into_iter()
        .filter(|feed| feed.last_received_at.is_some())
        .collect()
}

/// In which order and how narrowed the list is asked for. Never a name of a patient: wards only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    order: Option<Column>,
    only: Option<Only>,
    find: Option<String>,
}

/// Which wards are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Those with a free bed.
    Free,
    /// Those with patients without a bed.
    Unplaced,
    /// Those nobody has confirmed.
    Discovered,
}

impl Only {
    const ALL: [Self; 3] = [Self::Free, Self::Unplaced, Self::Discovered];

    /// Its name in an address.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Free => "libres",
            Self::Unplaced => "sans-lit",
            Self::Discovered => "a-confirmer",
        }
    }
}

impl Asked {
    fn of(order: Option<&str>, only: Option<&str>, find: Option<&str>) -> Self {
        Self {
            order: order.and_then(Column::of_key),
            only: Only::ALL.into_iter().find(|it| Some(it.key()) == only),
            find: find.map(|text| text.chars().take(80).collect()),
        }
    }

    fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// The address of the same list sorted by that column, or no longer when it already is.
    fn sorted_by(&self, column: Column) -> String {
        let order = (self.order != Some(column)).then_some(column);
        Self {
            order,
            ..self.clone()
        }
        .address()
    }

    /// The address of the same list with those wards only.
    fn narrowed_to(&self, only: Option<Only>) -> String {
        Self { only, ..self.clone() }.address()
    }

    /// Never what was typed: people type names of patients into any field, and an address is kept in many places.
    fn address(&self) -> String {
        let parts = [
            self.order.map(|order| format!("tri={}", order.key())),
            self.only.map(|only| format!("voir={}", only.key())),
        ];
        let query = parts.into_iter().flatten().collect::<Vec<_>>().join("&");
        if query.is_empty() {
            "/".to_owned()
        } else {
            format!("/?{query}")
        }
    }
}

#[derive(Debug, serde::Deserialize)]
struct AskedQuery {
    tri: Option<String>,
    voir: Option<String>,
}

async fn show(State(web): State<Web>, visit: Visit, Query(query): Query<AskedQuery>) -> Response {
    answer(
        &web,
        &visit,
        &Asked::of(query.tri.as_deref(), query.voir.as_deref(), None),
    )
}

/// The list narrowed by what was typed, for browsers without script.
async fn find(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    answer(
        &web,
        &visit,
        &Asked::of(fields.get("tri"), fields.get("voir"), fields.get("q")),
    )
}

fn answer(web: &Web, visit: &Visit, asked: &Asked) -> Response {
    // The live picture is asked for in any case: its stamp is what the page is kept up to date from.
    let Some(shown) = web.hub().show(Topic::Territory, visit.words.lang) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let region = if asked.is_plain() {
        shown.html
    } else {
        let territory =
            domain::view::territory::territory(&visit.snapshot.state, &visit.snapshot.vault, visit.now);
        let feeds = senders(web.app());
        let drawing = Drawing {
            territory: &territory,
            feeds: &feeds,
            mllp: web.config().mllp.as_deref(),
            words: visit.words,
            zone: &visit.zone,
            now: visit.now,
        };
        view::asked(&drawing, asked)
    };
    let trouble = crate::downtime::trouble(web, &visit.scene());
    view::page(visit, &shown.title, &shown.above, shown.stamped, trouble, region).into_response()
}
