//! The markup of the home page.

use base::Zone;
use domain::view::territory::{SiteView, TerritoryView, WardLine};
use maud::{Markup, PreEscaped, html};

use crate::hub::{Picture, Piece, Shown};
use crate::layout::{Frame, Nav, Page, page as whole};
use crate::visit::Visit;
use crate::words::Words;

/// The page.
pub fn page(visit: &Visit, shown: &Shown) -> Page {
    let words = visit.words;
    let topics = shown.stamped.to_string();
    let body = PreEscaped(shown.html.clone());
    whole(
        visit,
        &Frame {
            title: words.common.territory,
            nav: Nav::Territory,
            place: None,
            topics,
            body,
        },
    )
}

/// The live part: a line per ward.
pub fn picture(territory: &TerritoryView, words: &Words, _zone: &Zone) -> Picture {
    let sites = || territory.establishments.iter().flat_map(|it| &it.sites);
    let pieces: Vec<Piece> = sites()
        .flat_map(|site| &site.wards)
        .map(|ward| Piece {
            id: ward.ward.to_string(),
            html: line(ward, words).into_string(),
        })
        .collect();
    let mut drawn = pieces.iter();
    let body = html! {
        main.plain #main {
            h1 { (territory.name.as_str()) }
            @for site in sites() { (section(site, &mut drawn)) }
        }
    };
    Picture {
        title: territory.name.to_string(),
        above: String::new(),
        whole: body.into_string(),
        shape: shape(territory),
        pieces,
    }
}

fn shape(territory: &TerritoryView) -> String {
    territory
        .establishments
        .iter()
        .flat_map(|it| &it.sites)
        .map(|site| format!("{} {};", site.name, site.wards.len()))
        .collect()
}

fn section<'a>(site: &SiteView, drawn: &mut impl Iterator<Item = &'a Piece>) -> Markup {
    html! {
        section {
            h2 { (site.name.as_str()) }
            ul { @for piece in drawn.take(site.wards.len()) { (PreEscaped(&piece.html)) } }
        }
    }
}

fn line(ward: &WardLine, words: &Words) -> Markup {
    html! {
        li id=(ward.ward) {
            a href={ "/service/" (ward.ward) } { (ward.name.as_str()) }
            " " (words.count(ward.summary.beds(), words.common.beds))
        }
    }
}
