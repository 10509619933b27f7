//! The first start: a server without accounts is installed by whoever reads the code on its console.
//!
//! It makes the first administrator, and nothing else: not even a default password exists before that.

use auth::{Account, Change, Cost, Login};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::rights::{Assignment, Place, Role};
use maud::html;

use crate::access::{INSTALL, SIGN_IN};
use crate::fields::Fields;
use crate::identity::Noted;
use crate::layout::{Page, bare_page};
use crate::me::{NewSecret, checked_password};
use crate::operator::name_of;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::{Web, engine};

/// The routes of this slice.
pub fn routes() -> Router<Web> {
    Router::new().route(INSTALL, get(show).post(save))
}

async fn show(State(web): State<Web>, visit: Visit) -> Response {
    if web.identity().is_installed() {
        return Redirect::to(SIGN_IN).into_response();
    }
    page(&visit, &Fields::default(), None).into_response()
}

async fn save(State(web): State<Web>, visit: Visit, fields: Fields) -> Response {
    let it = &visit.words.identity;
    let again = |why: &'static str| {
        (StatusCode::UNPROCESSABLE_ENTITY, page(&visit, &fields, Some(why))).into_response()
    };
    if web.identity().is_installed() {
        return again(it.installed);
    }
    let Some(name) = fields.get("nom").and_then(name_of) else {
        return again(it.bad_name);
    };
    let Ok(login) = fields.get("identifiant").unwrap_or_default().parse::<Login>() else {
        return again(it.bad_login);
    };
    let password = match checked_password(&visit, &fields, "secret", login.as_str()) {
        Ok(password) => password,
        Err(why) => return again(why),
    };
    let code = fields.get("code").unwrap_or_default().to_owned();
    if !web.identity().takes_install_code(&code) {
        tracing::warn!(target: "security", "a wrong set-up code was tried");
        return again(it.bad_install_code);
    }
    match install(&web, name, login, password).await {
        Ok(()) => Redirect::to(SIGN_IN).into_response(),
        Err(problem) => {
            web.identity().gives_install_code_back(&code);
            problem.answer(visit.words, visit.part)
        }
    }
}

async fn install(web: &Web, name: base::Label, login: Login, password: NewSecret) -> Result<(), Problem> {
    let fault = |fault: &dyn std::fmt::Display| {
        tracing::error!(%fault, "the installation did not take place");
        Problem::Fault
    };
    let person = engine::introduce(web, name).await?.person;
    let hashed = web
        .identity()
        .hash(password.0, Cost::PASSWORD)
        .await
        .map_err(|it| fault(&it))?;
    let pepper = app::chance::thirty_two_bytes().map_err(|it| fault(&it))?;
    let now = web.app().now();
    let account = Account {
        password: Some(hashed),
        assignments: vec![Assignment::lasting(Role::ItAdministrator, Place::Territory)],
        ..Account::new(person, login, now)
    };
    let decided = web.identity().decide(web, |directory| {
        if directory.is_installed() {
            return Err(());
        }
        let changes = vec![
            Change::Pepper(auth::Secret::new(pepper).print()),
            Change::Account(Box::new(account)),
        ];
        let noted = Noted {
            actor: Some(person),
            ..Noted::administration("installed")
        };
        Ok((changes, vec![noted], ()))
    });
    match decided.await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(())) => Err(Problem::Forbidden),
        Err(not_kept) => Err(fault(&not_kept)),
    }
}

fn page(visit: &Visit, fields: &Fields, why: Option<&str>) -> Page {
    let it = &visit.words.identity;
    let typed = |name| fields.get(name);
    let body = html! {
        section.notice {
            h1 { (it.install) }
            p { (it.install_why) }
            @if let Some(why) = why { p.bad role="alert" { (why) } }
            form method="post" action=(INSTALL) {
                label.field { span { (it.install_code) } input type="text" name="code" value=[typed("code")] required autocomplete="off" autofocus; }
                label.field { span { (it.your_name) } input type="text" name="nom" value=[typed("nom")] required maxlength="80" autocomplete="name"; }
                label.field { span { (it.login) } input type="text" name="identifiant" value=[typed("identifiant")] required maxlength="64" autocomplete="username" autocapitalize="none"; }
                label.field { span { (it.password) } input type="password" name="secret" required maxlength="256" autocomplete="new-password"; small { (it.password_hint) } }
                p.acts { button.btn.pri { (it.install_do) } }
            }
        }
    };
    Page(bare_page(visit.words, it.install, &body))
}
