//! The page that asks somebody who is signed in to prove more: a second factor, or the same once again.
//!
//! Whoever changes something is asked over the page, with the form kept ([`super::prove`]); this one stands in the way
//! of what is only looked at.

use auth::{Missing, Weight};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{Back, view};
use crate::access::{PROVE, SIGN_IN, password_is_enough};
use crate::layout::Page;
use crate::passkeys;
use crate::visit::{Visit, safe_return};
use crate::{Web, access};

/// What is asked of whoever writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// Who they are.
    Who,
    /// What they have not proven, or not lately.
    More(Missing),
}

pub async fn show(State(web): State<Web>, visit: Visit, Query(query): Query<Back>) -> Response {
    let back = safe_return(query.back.as_deref(), "/");
    let missing = access::missing(&web, &visit.visitor, Weight::Change, visit.now);
    match missing.filter(|_| !back.starts_with(PROVE)) {
        None => Redirect::to(back).into_response(),
        Some(missing) => page(&web, &visit, back, missing).into_response(),
    }
}

fn page(web: &Web, visit: &Visit, back: &str, missing: Missing) -> Page {
    let (title, why) = visit.words.missing(missing);
    let body = html! {
        main.plain #main {
            section.notice {
                h1 { (title) }
                p { (why) }
                @match missing {
                    Missing::SecondFactor => { (second(web, visit, back)) }
                    Missing::FreshProof => { (again(web, visit, back)) }
                }
                (view::providers(web, visit, &html! { input type="hidden" name="back" value=(back); }))
            }
        }
    };
    view::framed(visit, title, body)
}

/// The same once more.
fn again(web: &Web, visit: &Visit, back: &str) -> Markup {
    html! {
        form method="post" action=(SIGN_IN) {
            input type="hidden" name="back" value=(back);
            (view::strong_ways(web, visit))
            p.acts {
                @if password_is_enough(web, &visit.visitor) { button.btn.pri { (visit.words.identity.enter) } }
                a.btn href="/" { (visit.words.common.cancel) }
            }
        }
    }
}

/// The ways to a second factor: the key they have, or the page on which they get one.
fn second(web: &Web, visit: &Visit, back: &str) -> Markup {
    let it = &visit.words.passkeys;
    let person = visit.visitor.person.as_ref().map(|it| it.person);
    let directory = web.identity().read();
    let has_one = person
        .and_then(|it| directory.account(it))
        .is_some_and(|it| !it.passkeys.is_empty());
    html! {
        @if has_one {
            form method="post" action=(SIGN_IN) {
                input type="hidden" name="back" value=(back);
                (passkeys::sign_in(visit))
            }
            @if visit.party.is_none() { p { (it.elsewhere) } }
        } @else { p { (it.get_one) } }
        p.acts {
            a.btn.pri[!has_one] href="/moi#cles" { (it.title) }
            a.btn href="/" { (visit.words.common.cancel) }
        }
    }
}
