//! The home page put together: the live region from its pieces, and the page around it.

use app::FeedStatus;
use base::text::folded;
use base::{Moment, Zone};
use domain::view::territory::{SiteView, TerritoryView, WardLine};
use maud::{Markup, PreEscaped, html};

use super::Asked;
use super::column::Column;
use super::rail::{self, Scene};
use super::{row, strip, welcome};
use crate::hub::{Picture, Piece, Stamped};
use crate::layout::{Frame, Nav, Page, Place, page as whole};
use crate::visit::Visit;
use crate::words::Words;

/// What the home page is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Drawing<'a> {
    /// The territory.
    pub territory: &'a TerritoryView,
    /// The senders.
    pub feeds: &'a [FeedStatus],
    /// Where senders send, when a port is open.
    pub mllp: Option<&'a str>,
    /// The texts.
    pub words: &'static Words,
    /// The time zone of the sites.
    pub zone: &'a Zone,
    /// The moment shown.
    pub now: Moment,
}

/// The page around a live region. `trouble` is what keeps the downtime folder from being written.
pub fn page(
    visit: &Visit,
    title: &str,
    above: &str,
    stamped: Stamped,
    trouble: Option<Markup>,
    region: String,
) -> Page {
    let body = html! {
        @if let Some(trouble) = trouble { div.suspended role="alert" { (trouble) } }
        (PreEscaped(region))
        script defer src=(crate::assets::url("js/list.js")) {}
    };
    let place = Some(Place {
        name: title,
        above,
        href: "/",
    });
    let topics = stamped.to_string();
    whole(
        visit,
        &Frame {
            title: visit.words.common.territory,
            nav: Nav::Territory,
            place,
            topics,
            body,
        },
    )
}

/// The live picture, wards in the order of their sites.
pub fn draw(drawing: &Drawing<'_>) -> Picture {
    let (territory, words) = (drawing.territory, drawing.words);
    let frame = Pieces::of(drawing);
    let mut list = Vec::new();
    for (place, site) in sites(territory).enumerate() {
        let id = site_id(place, site);
        list.push(piece(&id, row::site(words, &id, site)));
        list.extend(
            site.wards
                .iter()
                .map(|ward| piece(&ward.ward.to_string(), row::ward(words, &site.name, ward))),
        );
    }
    let whole = html! {
        div.page.terr #region { (frame.around(drawing, &strip::tools(words, territory, &Asked::default()), &grouped(drawing, &list))) }
    };
    let mut pieces = frame.0;
    pieces.push(piece("chips", strip::chips(words, territory, &Asked::default())));
    pieces.extend(list);
    Picture {
        title: territory.name.to_string(),
        above: above(words, territory),
        whole: whole.into_string(),
        shape: shape(territory),
        pieces,
        beside: vec![],
    }
}

/// The region in another order or narrowed. Its lines are the pieces of the live picture, so they stay alive; its
/// name is another one, so that a territory of another shape does not replace it.
pub fn asked(drawing: &Drawing<'_>, asked: &Asked) -> String {
    let (territory, words) = (drawing.territory, drawing.words);
    let mut wards: Vec<(String, WardLine)> = sites(territory)
        .flat_map(|site| {
            site.wards
                .iter()
                .map(|ward| (site.name.to_string(), ward.clone()))
        })
        .filter(|(site, ward)| asked.keeps(site, ward))
        .collect();
    if let Some(column) = asked.order {
        column.sort(&mut wards);
    }
    let list = html! {
        main.list.flat #main tabindex="-1" data-rows {
            (title(drawing))
            @if wards.is_empty() {
                p.nothing { (words.territory.nothing) }
            } @else {
                div role="table" aria-label=(words.territory.sorted) {
                    (head(words, asked))
                    div.grp role="rowgroup" { @for (site, ward) in &wards { (row::ward(words, site, ward)) } }
                }
            }
            p.back { a.btn href="/" { (words.territory.by_site) } }
        }
    };
    let region = html! {
        div.page.terr #region-asked {
            (Pieces::of(drawing).around(drawing, &strip::tools(words, territory, asked), &list))
        }
    };
    region.into_string()
}

/// The pieces that every form of the page has: counts, banner, rail.
struct Pieces(Vec<Piece>);

impl Pieces {
    fn of(drawing: &Drawing<'_>) -> Self {
        let Drawing {
            territory,
            feeds,
            words,
            zone,
            now,
            ..
        } = *drawing;
        let scene = Scene {
            words,
            zone,
            now,
            feeds,
        };
        Self(vec![
            piece("sum", strip::strip(words, territory)),
            piece("mute", rail::banner(&scene)),
            piece("rail", rail::rail(&scene, territory)),
        ])
    }

    fn around(&self, drawing: &Drawing<'_>, tools: &Markup, list: &Markup) -> Markup {
        let [sum, mute, rail] =
            [0, 1, 2].map(|place| PreEscaped(self.0.get(place).map_or("", |it| &it.html)));
        html! {
            @if has_wards(drawing.territory) {
                div.mid { (sum) (tools) (mute) }
                (list)
            } @else {
                main.list #main tabindex="-1" { (title(drawing)) (mute) (welcome::welcome(drawing.words, drawing.mllp)) }
            }
            (rail)
        }
    }
}

/// What the page is, for those who cannot see the top bar.
fn title(drawing: &Drawing<'_>) -> Markup {
    html! { h1.vh { (drawing.words.common.territory) ", " (drawing.territory.name.as_str()) } }
}

fn piece(id: &str, markup: Markup) -> Piece {
    Piece {
        id: id.to_owned(),
        html: markup.into_string(),
    }
}

fn grouped(drawing: &Drawing<'_>, list: &[Piece]) -> Markup {
    let mut drawn = list.iter().map(|piece| PreEscaped(piece.html.as_str()));
    html! {
        main.list #main tabindex="-1" data-rows {
            (title(drawing))
            div role="table" aria-label=(drawing.words.territory.list) {
                (head(drawing.words, &Asked::default()))
                @for establishment in &drawing.territory.establishments {
                    @for site in &establishment.sites {
                        div.grp role="rowgroup" { @for line in drawn.by_ref().take(1 + site.wards.len()) { (line) } }
                    }
                }
            }
        }
    }
}

/// The titles of the columns; each sorts the list.
fn head(words: &Words, asked: &Asked) -> Markup {
    let text = &words.territory;
    html! {
        div.hd role="rowgroup" {
            div.wr role="row" {
                span.wn role="columnheader" { (text.ward) }
                @for column in Column::ALL {
                    span role="columnheader" class=[(column == Column::Rate).then_some("oc")]
                        aria-sort=[(asked.order == Some(column)).then_some("descending")] {
                        a href=(asked.sorted_by(column)) title={ (text.sort_by) " " (column.title(text)) } { (column.title(text)) }
                    }
                }
            }
        }
    }
}

fn sites(territory: &TerritoryView) -> impl Iterator<Item = &SiteView> {
    territory.establishments.iter().flat_map(|it| &it.sites)
}

fn has_wards(territory: &TerritoryView) -> bool {
    sites(territory).any(|site| !site.wards.is_empty())
}

/// The name of a site's element: wards whose site is not known have none of their own.
fn site_id(place: usize, site: &SiteView) -> String {
    site.site
        .map_or_else(|| format!("nosite-{place}"), |id| id.to_string())
}

/// How big the territory is, below its name.
fn above(words: &Words, territory: &TerritoryView) -> String {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let known = count(sites(territory).filter(|site| site.site.is_some()).count());
    let wards = count(sites(territory).map(|site| site.wards.len()).sum());
    let beds = territory.total.beds();
    if wards == 0 {
        return String::new();
    }
    let mut said = Vec::with_capacity(3);
    if known > 1 {
        said.push(words.count(known, words.territory.sites));
    }
    said.push(words.count(wards, words.common.wards));
    said.push(format!(
        "{} {}",
        words.thousands(beds),
        words.form(beds, words.common.beds)
    ));
    said.join(" · ")
}

/// The sites and wards in their order, and whether there is anything at all.
fn shape(territory: &TerritoryView) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for (place, site) in sites(territory).enumerate() {
        // Writing into a String cannot fail.
        let _ = write!(out, "{}:", site_id(place, site));
        for ward in &site.wards {
            let _ = write!(out, "{},", ward.ward);
        }
    }
    out
}

impl Asked {
    /// Whether that ward of that site is to be shown.
    fn keeps(&self, site: &str, ward: &WardLine) -> bool {
        let text = || {
            let parts = [Some(&ward.name), ward.specialty.as_ref(), ward.division.as_ref()];
            let words: Vec<&str> = parts
                .into_iter()
                .flatten()
                .map(|it| it.as_str())
                .chain([site])
                .collect();
            folded(&words.join(" "))
        };
        self.only.is_none_or(|only| only.keeps(ward))
            && self.find.as_ref().is_none_or(|find| {
                let text = text();
                folded(find).split_whitespace().all(|word| text.contains(word))
            })
    }
}
