//! Identity providers and the rules of identity, for whoever runs the server: list, add, change, try, suspend, remove.
//!
//! A secret goes in here and never comes out: not on the page, not in a form that is carried along, not in the trace.

mod view;
mod wish;

use auth::{Bounded, Change, Policy, ProviderId, ProviderRow, SecondFactor};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use base::id::PersonId;
use serde_json::json;

use self::view::Tried;
use crate::Web;
use crate::fields::Fields;
use crate::identity::{NotKept, Noted, built};
use crate::operator::{self, remembering};
use crate::problem::Problem;
use crate::visit::Visit;

/// The name that stands in the address of a provider that is to be.
const NEW: &str = "nouveau";

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/fournisseurs", get(show).post(save_rules))
        .route("/fournisseurs/{provider}", get(show_one).post(change))
}

async fn show(State(web): State<Web>, visit: Visit) -> Response {
    view::list(&web, &visit, &Fields::default(), None).into_response()
}

async fn show_one(State(web): State<Web>, visit: Visit, Path(provider): Path<String>) -> Response {
    if provider == NEW {
        return view::new(&visit, &Fields::default(), None).into_response();
    }
    match known(&web, &provider) {
        Some(row) => view::one(&web, &visit, &row, &wish::typed(&row), None, None).into_response(),
        None => Problem::Gone.answer(visit.words, visit.part),
    }
}

fn known(web: &Web, provider: &str) -> Option<ProviderRow> {
    let id: ProviderId = provider.parse().ok()?;
    web.identity().read().provider(&id).cloned()
}

/// Why something was not done.
enum Undone {
    /// It cannot be, for that reason.
    Said(String),
    /// It was not kept.
    Fault(NotKept),
}

impl From<NotKept> for Undone {
    fn from(fault: NotKept) -> Self {
        Self::Fault(fault)
    }
}

async fn change(
    State(web): State<Web>,
    visit: Visit,
    Path(provider): Path<String>,
    fields: Fields,
) -> Response {
    let (operator, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(response) => return response,
    };
    let who = Who {
        web: &web,
        visit: &visit,
        person: operator.person,
    };
    let response = if provider == NEW {
        add(&who, &fields).await
    } else {
        match known(&web, &provider) {
            Some(row) => change_known(&who, row, &fields).await,
            None => Problem::Gone.answer(visit.words, visit.part),
        }
    };
    remembering(response, cookie)
}

/// Who changes something.
struct Who<'a> {
    web: &'a Web,
    visit: &'a Visit,
    person: PersonId,
}

async fn add(who: &Who<'_>, fields: &Fields) -> Response {
    let Who { web, visit, .. } = who;
    let added = who.decide(|directory| {
        let row = wish::read(fields, None, directory, web.config(), visit.words)?;
        let href = format!("/fournisseurs/{}", row.id);
        let noted = who.noted(&row, "added", &[]);
        Ok((vec![Change::Provider(Box::new(row))], vec![noted], href))
    });
    match added.await {
        Ok(href) => Redirect::to(&href).into_response(),
        Err(Undone::Said(why)) => unprocessable(view::new(visit, fields, Some(&why))),
        Err(Undone::Fault(fault)) => failed(visit, &fault),
    }
}

async fn change_known(who: &Who<'_>, row: ProviderRow, fields: &Fields) -> Response {
    let Who { web, visit, .. } = who;
    let done = match fields.get("quoi") {
        Some("essayer") => {
            let tried = try_it(web, visit, &row).await;
            return view::one(web, visit, &row, &wish::typed(&row), None, Some(&tried)).into_response();
        }
        Some("enregistrer") => save(who, &row, fields).await,
        Some("proposer") => enable(who, &row, true).await,
        Some("suspendre") => enable(who, &row, false).await,
        Some("retirer") => remove(who, &row).await,
        _ => return Problem::Unreadable.answer(visit.words, visit.part),
    };
    match done {
        Ok(href) => Redirect::to(&href).into_response(),
        Err(Undone::Said(why)) => unprocessable(view::one(web, visit, &row, fields, Some(&why), None)),
        Err(Undone::Fault(fault)) => failed(visit, &fault),
    }
}

fn unprocessable(page: crate::layout::Page) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

fn failed(visit: &Visit, fault: &NotKept) -> Response {
    tracing::error!(%fault, "identity providers or rules were not changed");
    Problem::Fault.answer(visit.words, visit.part)
}

impl Who<'_> {
    async fn decide<T>(
        &self,
        judge: impl FnOnce(&auth::Directory) -> Result<(Vec<Change>, Vec<Noted>, T), String>,
    ) -> Result<T, Undone> {
        let decided = self.web.identity().decide(self.web, judge).await?;
        decided.map_err(Undone::Said)
    }

    fn noted(&self, row: &ProviderRow, what: &str, fields: &[&str]) -> Noted {
        let details = json!({ "provider": row.id.as_str(), "what": what, "fields": fields });
        Noted {
            actor: Some(self.person),
            post: self.visit.visitor.post_id(),
            ..Noted::administration("provider_changed").with(details)
        }
    }
}

async fn save(who: &Who<'_>, known: &ProviderRow, fields: &Fields) -> Result<String, Undone> {
    let config = who.web.config();
    who.decide(|directory| {
        let before = directory.provider(&known.id).unwrap_or(known);
        let row = wish::read(fields, Some(before), directory, config, who.visit.words)?;
        let changed = wish::changed(before, &row);
        let mut changes = Vec::new();
        // Another issuer is other people: nobody stays signed in by the word of the former.
        if let (Ok(was), Ok(is)) = (built(before, config), built(&row, config))
            && was.issuer() != is.issuer()
        {
            changes.extend(directory.begun_at(was.issuer().as_str()));
        }
        let noted = who.noted(&row, "changed", &changed);
        let href = format!("/fournisseurs/{}", row.id);
        changes.insert(0, Change::Provider(Box::new(row)));
        Ok((changes, vec![noted], href))
    })
    .await
}

async fn enable(who: &Who<'_>, known: &ProviderRow, is_enabled: bool) -> Result<String, Undone> {
    who.decide(|directory| {
        let row = ProviderRow {
            is_enabled,
            ..directory.provider(&known.id).unwrap_or(known).clone()
        };
        let noted = who.noted(&row, if is_enabled { "offered" } else { "suspended" }, &[]);
        let href = format!("/fournisseurs/{}", row.id);
        Ok((vec![Change::Provider(Box::new(row))], vec![noted], href))
    })
    .await
}

async fn remove(who: &Who<'_>, known: &ProviderRow) -> Result<String, Undone> {
    let config = who.web.config();
    who.decide(|directory| {
        let mut changes = vec![Change::NoProvider(known.id.clone())];
        if let Ok(provider) = built(known, config) {
            changes.extend(directory.begun_at(provider.issuer().as_str()));
        }
        let noted = who.noted(known, "removed", &[]);
        Ok((changes, vec![noted], "/fournisseurs".to_owned()))
    })
    .await
}

/// Runs discovery, as the first sign-in would, with nobody to sign in.
async fn try_it(web: &Web, visit: &Visit, row: &ProviderRow) -> Tried {
    let provider = match built(row, web.config()) {
        Ok(provider) => provider,
        Err(unfit) => return Tried::Fails(visit.words.unfit_provider(&unfit), None),
    };
    // Nothing is sent anywhere with this: any bytes will do.
    match provider.begin(visit.now, &[0; 96]).await {
        Ok((url, _)) => {
            web.identity().provider_answered(&row.id, None, visit.now);
            Tried::Works(url.host().to_owned())
        }
        Err(trouble) => {
            let said = visit.words.snag(trouble.snag()).to_owned();
            Tried::Fails(said, Some(trouble.detail().to_owned()))
        }
    }
}

async fn save_rules(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let (operator, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(response) => return response,
    };
    let who = Who {
        web: &web,
        visit: &visit,
        person: operator.person,
    };
    let saved = who.decide(|directory| {
        let before = directory.policy();
        let policy = ruled(before, &fields).map_err(|number| visit.words.out_of_bounds(&number))?;
        let pairs = before.numbers().into_iter().zip(policy.numbers());
        let mut changed: serde_json::Map<_, _> = pairs
            .filter(|(was, is)| was != is)
            .map(|(was, is)| (is.name.to_owned(), json!([was.value, is.value])))
            .collect();
        let (was, is) = (before.second_factor.code(), policy.second_factor.code());
        if was != is {
            changed.insert("second_factor".to_owned(), json!([was, is]));
        }
        let noted = Noted {
            actor: Some(who.person),
            post: visit.visitor.post_id(),
            ..Noted::administration("identity_rules_changed").with(json!(changed))
        };
        Ok((vec![Change::Policy(Box::new(policy))], vec![noted], ()))
    });
    let response = match saved.await {
        Ok(()) => Redirect::to("/fournisseurs").into_response(),
        Err(Undone::Said(why)) => unprocessable(view::list(&web, &visit, &fields, Some(&why))),
        Err(Undone::Fault(fault)) => failed(&visit, &fault),
    };
    remembering(response, cookie)
}

/// The rules with what was typed; a number that was not stays as it is.
///
/// # Errors
/// The number that is out of its bounds, or is none.
fn ruled(before: &Policy, fields: &Fields) -> Result<Policy, Bounded> {
    let mut policy = before.clone();
    for number in before.numbers() {
        if let Some(text) = fields.get(number.name) {
            let value = text.parse().ok();
            policy = value
                .and_then(|value| policy.with(number.name, value))
                .ok_or(number)?;
        }
    }
    if let Some(chosen) = fields.get("second_factor").and_then(SecondFactor::of_code) {
        policy.second_factor = chosen;
    }
    let named = |policy: &Policy, name| policy.numbers().into_iter().find(|it| it.name == name);
    policy
        .clone()
        .checked()
        .map_err(|name| named(&policy, name).unwrap_or(before.numbers()[0]))
}
