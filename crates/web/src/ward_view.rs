//! Where the views of a ward are, and their signs: what tabs and the palette lead to.

use base::id::WardId;
use domain::board_config::BoardView;

/// The last part of the address of a view; nothing for the plan.
#[must_use]
pub const fn key(view: BoardView) -> &'static str {
    match view {
        BoardView::Plan => "",
        BoardView::List => "liste",
        BoardView::Outgoing => "sorties",
        BoardView::Incoming => "entrees",
        BoardView::Handover => "transmissions",
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
    match key(view) {
        "" => format!("/service/{ward}"),
        key => format!("/service/{ward}/{key}"),
    }
}
