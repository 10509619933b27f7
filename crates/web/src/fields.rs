//! The fields of a form, as they were typed.

use axum::extract::{Form, FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use domain::bed::{ClosureReason, Hygiene};

use crate::Web;
use crate::problem::Problem;
use crate::visit::{PART_HEADER, words_of};

/// The fields of a form, in the order of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// What was typed in that field, without blanks around; nothing when it is empty or absent.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, text) = self.0.iter().find(|(key, _)| key == name)?;
        Some(text.trim()).filter(|text| !text.is_empty())
    }

    /// What stands in that field, nothing typed included; none when the form has no such field.
    #[must_use]
    pub fn shown(&self, name: &str) -> Option<&str> {
        let field = self.0.iter().find(|(key, _)| key == name);
        field.map(|(_, text)| text.trim())
    }

    /// Everything given under that name, as by several boxes ticked.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let given = self.0.iter().filter(move |(key, _)| key == name);
        given.map(|(_, text)| text.trim()).filter(|text| !text.is_empty())
    }

    /// The field read as what it should be.
    ///
    /// # Errors
    /// [`Problem::Unreadable`] when it is absent or something else.
    pub fn read<T: std::str::FromStr>(&self, name: &str) -> Result<T, Problem> {
        self.get(name)
            .and_then(|text| text.parse().ok())
            .ok_or(Problem::Unreadable)
    }
}

impl FromRequest<Web> for Fields {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (words, part) = (
            words_of(request.headers()),
            request.headers().contains_key(PART_HEADER),
        );
        match Form::<Vec<(String, String)>>::from_request(request, web).await {
            Ok(Form(fields)) => Ok(Self(fields)),
            Err(rejection) => {
                let status = rejection.into_response().status();
                let too_large = status == StatusCode::PAYLOAD_TOO_LARGE;
                Err(if too_large {
                    Problem::TooLarge
                } else {
                    Problem::Unreadable
                }
                .answer(words, part))
            }
        }
    }
}

/// The word by which forms name a state of cleanliness.
#[must_use]
pub const fn hygiene_word(hygiene: Hygiene) -> &'static str {
    match hygiene {
        Hygiene::Clean => "pret",
        Hygiene::ToClean => "a-nettoyer",
        Hygiene::Cleaning => "bionettoyage",
        Hygiene::Contaminated => "a-desinfecter",
    }
}

/// The state of cleanliness of that word.
#[must_use]
pub fn hygiene_of(word: &str) -> Option<Hygiene> {
    [
        Hygiene::Clean,
        Hygiene::ToClean,
        Hygiene::Cleaning,
        Hygiene::Contaminated,
    ]
    .into_iter()
    .find(|hygiene| hygiene_word(*hygiene) == word)
}

/// The word by which forms name a reason of closure.
#[must_use]
pub const fn closure_word(reason: ClosureReason) -> &'static str {
    match reason {
        ClosureReason::Staffing => "personnel",
        ClosureReason::Works => "travaux",
        ClosureReason::Breakdown => "panne",
        ClosureReason::Equipment => "materiel",
        ClosureReason::Isolation => "isolement",
        ClosureReason::Disinfection => "desinfection",
        ClosureReason::Planned => "programmee",
        ClosureReason::Unspecified => "non-precise",
    }
}

/// The reason of closure of that word.
#[must_use]
pub fn closure_of(word: &str) -> Option<ClosureReason> {
    ClosureReason::ALL
        .into_iter()
        .find(|reason| closure_word(*reason) == word)
}
