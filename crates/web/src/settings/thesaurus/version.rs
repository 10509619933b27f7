//! `/reglages/thesaurus/version/{version}`: a version as it was written, and in what it differs from another.

use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use domain::flow::{Thesaurus, ThesaurusDiff};
use maud::html;

use super::super::{THESAURUS, frame};
use super::{back, diff, list, versions};
use crate::fields::Fields;
use crate::icon::icon;
use crate::problem::Problem;
use crate::visit::Visit;

/// `GET /reglages/thesaurus/version/{version}`
pub async fn show(
    visit: Visit,
    Path(version): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let (words, state) = (visit.words, &visit.snapshot.state);
    let query = Fields(query);
    let found = version.parse().ok().and_then(|it| state.thesaurus_version(it));
    let Some(version) = found else {
        return Problem::Gone.answer(words, visit.part);
    };
    let number = version.version;
    let other: u32 = query
        .get("avec")
        .and_then(|it| it.parse().ok())
        .unwrap_or_else(|| number.saturating_sub(1));
    let nothing = Thesaurus::default();
    let before = state
        .thesaurus_version(other)
        .map_or(&nothing, |it| &*it.thesaurus);
    let difference = before.diff_to(&version.thesaurus);
    let file = |form: &str| format!("{THESAURUS}/fichier?forme={form}&version={number}");
    let title = words.pick(
        format!("Thésaurus, version {number}"),
        format!("Thesaurus, version {number}"),
    );
    let body = html! {
        (back(&visit))
        h1 { (title) }
        p { (versions::line(&visit, version)) }
        p.acts {
            a.btn.sm href=(file("csv")) download { (icon("download")) "CSV" }
            a.btn.sm href=(file("json")) download { (icon("download")) "JSON" }
        }
        section.card aria-labelledby="compare" {
            h2 #compare { (words.pick("Différences", "Differences")) }
            form.acts method="get" action={ (THESAURUS) "/version/" (number) } {
                label.field {
                    span { (words.pick("Comparée à", "Compared with")) }
                    select name="avec" {
                        option value="0" selected[other == 0] { (words.pick("rien (tout est nouveau)", "nothing (all is new)")) }
                        @for it in state.thesauri.iter().filter(|it| it.version != number) {
                            option value=(it.version) selected[it.version == other] { "version " (it.version) }
                        }
                    }
                }
                button.btn { (words.pick("Comparer", "Compare")) }
            }
            p { (diff::counts(&visit, &difference)) }
            (diff::whole(&visit, &difference))
        }
        (list::list(&visit, &version.thesaurus, &ThesaurusDiff::default(), &query, false))
    };
    frame::page(&visit, THESAURUS, &title, &body).into_response()
}
