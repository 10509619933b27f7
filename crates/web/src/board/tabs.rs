//! The views of a ward as tabs: in the top bar of a desk, at the bottom of a phone.

use domain::board_config::BoardView;
use maud::{Markup, PreEscaped};

use crate::hub::Shown;
use crate::layout::{Frame, Nav, Page, Place, Tab, page_with_tabs};
use crate::visit::Visit;
use crate::ward_view::{address, path, symbol};

/// The page of a view of a ward, with the tabs the ward offers. A view it does not offer is not linked to, and still
/// has its address.
pub fn framed(visit: &Visit, shown: &Shown, current: BoardView, title: &str, body: Markup) -> Page {
    let ward = shown.stamped.topic.ward();
    let config = visit.snapshot.state.board_config(ward);
    let offered = |view: &&BoardView| ward.is_none_or(|ward| visit.opens_of_ward(path(**view), ward));
    let mut tabs: Vec<Tab> = config
        .views
        .iter()
        .filter(offered)
        .map(|view| Tab {
            href: ward.map_or_else(|| "/".to_owned(), |ward| address(ward, *view)),
            text: visit.words.board_view(*view),
            short: visit.words.board_view_short(*view),
            symbol: symbol(*view),
            current: *view == current,
            badge: None,
        })
        .collect();
    // On a desk the questions stand beside the beds; on a phone they are far below them.
    let badge = shown.beside.iter().find(|it| it.id == "askn");
    tabs.extend(ward.zip(badge).map(|(ward, badge)| Tab {
        href: format!("{}#demandes", address(ward, BoardView::Plan)),
        text: visit.words.pick("Demandes", "Requests"),
        short: visit.words.pick("Demandes", "Requests"),
        symbol: "inbox",
        current: false,
        badge: Some(PreEscaped(badge.html.clone())),
    }));
    let title = format!("{}, {title}", shown.title);
    let place = Some(Place {
        name: &shown.title,
        above: &shown.above,
        href: "/",
    });
    page_with_tabs(
        visit,
        &Frame {
            title: &title,
            nav: Nav::Territory,
            place,
            topics: shown.stamped.to_string(),
            body,
        },
        visit.words.views.tabs,
        &tabs,
    )
}
