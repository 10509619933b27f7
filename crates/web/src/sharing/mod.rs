//! Shared care: wards that show their names to a place of another establishment.
//!
//! Whoever manages people reads which links concern their places; only whoever manages the people of the whole
//! territory changes them, and `auth` says so.

use auth::NotGiven;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::rights::{Action, Place, SharedCare, Target};
use maud::{Markup, html};

use crate::fields::Fields;
use crate::identity::Noted;
use crate::layout::{Page, apart};
use crate::operator::{self, remembering};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::{Web, places};

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new().route("/partages", get(show).post(change))
}

async fn show(State(web): State<Web>, visit: Visit) -> Response {
    page(&web, &visit, &Fields::default(), None).into_response()
}

async fn change(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let (operator, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(response) => return response,
    };
    let again = |why: &str| {
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            page(&web, &visit, &fields, Some(why)),
        )
            .into_response()
    };
    let (ward, with) = (fields.read("service"), fields.read::<Place>("avec"));
    let adds = fields.get("quoi") == Some("partager");
    let (Ok(Place::Ward(ward)), Ok(with)) = (ward, with) else {
        return again(visit.words.emergency.bad_share);
    };
    let (link, person) = (SharedCare { ward, with }, operator.person);
    let decided = web.identity().decide_as(&web, person, |directory, giving| {
        let changes = if adds {
            directory.share(giving, link)
        } else {
            directory.unshare(giving, link)
        }?;
        let action = if adds { "care_shared" } else { "care_unshared" };
        let noted = Noted {
            actor: Some(person),
            post: visit.visitor.post_id(),
            place: Some(ward.to_string()),
            ..Noted::administration(action).with(serde_json::json!({ "with": with.to_string() }))
        };
        Ok::<_, NotGiven>((changes, vec![noted], ()))
    });
    let response = match decided.await {
        Ok(Ok(())) => Redirect::to("/partages").into_response(),
        Ok(Err(NotGiven::Unknown)) => again(visit.words.emergency.bad_share),
        Ok(Err(why)) => again(&visit.words.not_given(&why)),
        Err(fault) => {
            tracing::error!(%fault, "a shared-care link was not kept");
            Problem::Fault.answer(visit.words, visit.part)
        }
    };
    remembering(response, cookie)
}

fn manages(visit: &Visit, place: Place) -> bool {
    visit.visitor.may(
        &visit.snapshot,
        Action::ManagePeople,
        Target::Place(place),
        visit.now,
    )
}

fn page(web: &Web, visit: &Visit, fields: &Fields, why: Option<&str>) -> Page {
    let it = &visit.words.emergency;
    let may_change = manages(visit, Place::Territory);
    let concerns = |link: &SharedCare| manages(visit, Place::Ward(link.ward)) || manages(visit, link.with);
    let links: Vec<SharedCare> = web
        .identity()
        .read()
        .shared()
        .iter()
        .filter(|it| concerns(it))
        .copied()
        .collect();
    let body = html! {
        main.plain.stack #main {
            h1 { (it.sharing) }
            p { (it.sharing_why) }
            @if let Some(why) = why { p.bad role="alert" { (why) } }
            @if links.is_empty() { p { (it.no_sharing) } } @else {
                ul.sessions { @for link in &links { (line(visit, *link, may_change)) } }
            }
            @if may_change { (form(visit, fields)) } @else { p.q { (it.sharing_above) } }
        }
    };
    apart(visit, it.sharing, body)
}

fn line(visit: &Visit, link: SharedCare, may_change: bool) -> Markup {
    let it = &visit.words.emergency;
    let ward = Place::Ward(link.ward);
    html! {
        li {
            span { b { (places::name(visit, ward)) } " → " (places::name(visit, link.with)) }
            @if may_change {
                form method="post" action="/partages" {
                    input type="hidden" name="service" value=(ward);
                    input type="hidden" name="avec" value=(link.with);
                    button.btn.sm { (it.unshare) }
                }
            }
        }
    }
}

fn form(visit: &Visit, fields: &Fields) -> Markup {
    let it = &visit.words.emergency;
    let all = places::within(visit, Action::ManagePeople);
    let (ward, with) = (fields.get("service"), fields.get("avec"));
    html! {
        form.form method="post" action="/partages" {
            input type="hidden" name="quoi" value="partager";
            label.field {
                span { (it.ward) }
                select name="service" required {
                    @for (place, name) in all.iter().filter(|(it, _)| matches!(it, Place::Ward(_))) {
                        option value=(place) selected[ward == Some(place.to_string().as_str())] { (name) }
                    }
                }
            }
            label.field {
                span { (it.with) }
                select name="avec" required {
                    @for (place, name) in all.iter().filter(|(it, _)| *it != Place::Territory) {
                        option value=(place) selected[with == Some(place.to_string().as_str())] { (name) }
                    }
                }
            }
            p.acts { button.btn.pri { (it.share) } }
        }
    }
}
