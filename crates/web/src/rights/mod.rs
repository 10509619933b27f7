//! The table of rights as a page: made from the table itself, so that it cannot say anything else.

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::rights::{Action, Reach, Role, reach};
use maud::{Markup, html};

use crate::Web;
use crate::icon::icon;
use crate::layout::{Page, apart};
use crate::visit::Visit;

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new().route("/droits", get(show))
}

async fn show(visit: Visit) -> Response {
    page(&visit).into_response()
}

/// Every reach, from the narrowest to the widest, then the two that follow patients.
const REACHES: [Reach; 7] = [
    Reach::Place,
    Reach::Division,
    Reach::Site,
    Reach::Establishment,
    Reach::Territory,
    Reach::OwnPatients,
    Reach::Oriented,
];

fn page(visit: &Visit) -> Page {
    let (words, it) = (visit.words, &visit.words.rights);
    let body = html! {
        main.plain.stack #main {
            h1 { (it.title) }
            p { (it.why) }
            (legend(visit))
            div.wide tabindex="0" role="region" aria-label=(it.title) {
                table.rights {
                    thead { tr { th scope="col" { (it.action) } @for role in Role::ALL { th scope="col" { span { (words.role(role)) } } } } }
                    tbody { @for action in Action::ALL { (line(visit, action)) } }
                }
            }
            p.q { (it.post_why) }
        }
    };
    apart(visit, it.title, body)
}

fn legend(visit: &Visit) -> Markup {
    let words = visit.words;
    html! {
        section.card {
            h2 { (icon("info")) " " (words.rights.legend) }
            dl.letters {
                @for reach in REACHES { div { dt { (words.reach_letter(reach)) } dd { (words.reach(reach)) } } }
            }
        }
    }
}

fn line(visit: &Visit, action: Action) -> Markup {
    let words = visit.words;
    html! {
        tr {
            th scope="row" { (words.action(action)) }
            @for role in Role::ALL {
                @match reach(role, action) {
                    Some(reach) => { td data-reach=(reach.code()) title=(words.reach(reach)) { (words.reach_letter(reach)) } }
                    None => { td { span.vh { (words.rights.never) } } }
                }
            }
        }
    }
}
