//! What whoever looks at a board chose for themselves: colours and density. Their ward's setting stays as it is.
//!
//! Kept in a cookie of the browser, and said to the style sheet by attributes around the board: one picture serves
//! everybody. Without script a choice is a form and a page; with it, an attribute.

use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::board_config::{ColourBy, Density};
use std::convert::Infallible;

use crate::Web;
use crate::fields::Fields;
use crate::head;
use crate::visit::{Visit, cookie, lasting_cookie};

/// The field and attribute of the colours.
pub const COLOUR: &str = "couleur";
/// The field and attribute of the density.
pub const DENSITY: &str = "densite";
/// The cookie.
const COOKIE: &str = "chevet_regard";

/// A choice of one's own; what is not chosen follows the ward.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// What heads are coloured by.
    pub colour: Option<ColourBy>,
    /// How tightly tiles stand.
    pub density: Option<Density>,
}

/// The name of a density in forms, cookies and attributes.
pub const fn density_key(density: Density) -> &'static str {
    match density {
        Density::Auto => "",
        Density::Compact => "compacte",
        Density::Normal => "normale",
        Density::Large => "grande",
    }
}

impl Look {
    /// The choice as a cookie keeps it: `specialite.compacte`.
    fn kept(self) -> String {
        let colour = self.colour.map_or("", head::key);
        format!("{colour}.{}", self.density.map_or("", density_key))
    }

    /// Reads a cookie; what it cannot read is no choice.
    fn of(text: &str) -> Self {
        let (colour, density) = text.split_once('.').unwrap_or_default();
        Self {
            colour: ColourBy::ALL.into_iter().find(|it| head::key(*it) == colour),
            density: Density::ALL
                .into_iter()
                .filter(|it| *it != Density::Auto)
                .find(|it| density_key(*it) == density),
        }
    }
}

impl FromRequestParts<Web> for Look {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Infallible> {
        Ok(cookie(&parts.headers, COOKIE).map_or_else(Self::default, Self::of))
    }
}

/// Keeps a choice, and shows the board again.
pub async fn choose(
    State(_): State<Web>,
    visit: Visit,
    look: Look,
    Path(ward): Path<String>,
    fields: Fields,
) -> Response {
    let mut look = look;
    // The field is there and empty when a choice is taken back.
    for (name, value) in &fields.0 {
        let read = Look::of(&format!("{value}.{value}"));
        match name.as_str() {
            COLOUR => look.colour = read.colour,
            DENSITY => look.density = read.density,
            _ => {}
        }
    }
    let mut response = if visit.part {
        StatusCode::NO_CONTENT.into_response()
    } else {
        Redirect::to(&format!("/service/{}", crate::layout::query_escaped(&ward))).into_response()
    };
    if let Ok(kept) = HeaderValue::from_str(&lasting_cookie(COOKIE, &look.kept(), visit.client)) {
        response.headers_mut().append(header::SET_COOKIE, kept);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_reads_back_as_it_was_kept() {
        for colour in ColourBy::ALL.into_iter().map(Some).chain([None]) {
            for density in [Some(Density::Compact), Some(Density::Large), None] {
                let look = Look { colour, density };
                assert_eq!(Look::of(&look.kept()), look);
            }
        }
        for wrong in ["", ".", "rouge.énorme", "medecin"] {
            assert_eq!(Look::of(wrong), Look::default(), "{wrong}");
        }
    }
}
