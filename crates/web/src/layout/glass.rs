//! On the pages of one ward: that its names are open in an emergency and until when, or the way to open them.

use base::id::WardId;
use domain::rights::{Action, Target};
use maud::{Markup, html};

use crate::icon::icon;
use crate::visit::Visit;

/// The ward a page is about.
fn ward_of(visit: &Visit) -> Option<WardId> {
    let state = &visit.snapshot.state;
    match visit.cleared?.target {
        Target::Ward(ward) => state.surviving(ward),
        Target::Stay(stay) => state.ward_concerned(state.stay(stay)?, visit.now),
        Target::Anywhere | Target::Place(_) => None,
    }
}

/// The banner of names that are open, else a quiet link for whoever may open them.
pub fn glass(visit: &Visit) -> Markup {
    let it = &visit.words.emergency;
    let asks = visit.cleared.is_some_and(|it| it.action == Action::BreakGlass);
    let Some(ward) = ward_of(visit).filter(|_| !asks && !visit.visitor.is_courtesy) else {
        return Markup::default();
    };
    let state = &visit.snapshot.state;
    let person = visit.visitor.person.as_ref();
    let open = person.iter().flat_map(|it| &it.authority.broken);
    let until = open
        .filter(|it| visit.now < it.until && state.surviving(it.ward) == Some(ward))
        .map(|it| it.until)
        .max();
    let sees = visit.visitor.sees_names(&visit.snapshot, ward, visit.now);
    // At a post nobody has said who they are yet: whoever follows the link is asked.
    let may = person.is_none()
        || visit
            .visitor
            .may(&visit.snapshot, Action::BreakGlass, Target::Ward(ward), visit.now);
    html! {
        @if let Some(until) = until {
            div.glass role="status" {
                (icon("lock-open"))
                b { (it.is_open) " " (visit.words.hour(&visit.zone, until)) }
                span { (it.is_traced) }
            }
        } @else if !sees && may {
            aside.glass-door aria-label=(it.reviews) { a href={ "/service/" (ward) "/urgence" } { (icon("lock")) (it.open) } }
        }
    }
}
