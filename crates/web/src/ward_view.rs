//! Where the views of a ward are, and their signs: what tabs and the palette lead to.

use base::id::WardId;
use domain::board_config::BoardView;

/// The address of a view, as the router writes it.
#[must_use]
pub const fn path(view: BoardView) -> &'static str {
    match view {
        BoardView::Plan => "/service/{ward}",
        BoardView::List => "/service/{ward}/liste",
        BoardView::Outgoing => "/service/{ward}/sorties",
        BoardView::Incoming => "/service/{ward}/entrees",
        BoardView::Handover => "/service/{ward}/transmissions",
    }
}

/// The icon of a view.
#[must_use]
pub const fn symbol(view: BoardView) -> &'static str {
    match view {
        BoardView::Plan => "bed-double",
        BoardView::List => "table-2",
        BoardView::Outgoing => "log-out",
        BoardView::Incoming => "log-in",
        BoardView::Handover => "clipboard-list",
    }
}

/// The address of a view of a ward.
#[must_use]
pub fn address(ward: WardId, view: BoardView) -> String {
    path(view).replace("{ward}", &ward.to_string())
}
