//! Places to choose among: as far as whoever chooses may do that there.

use domain::rights::{Action, Place, Target};
use maud::{Markup, html};

pub use crate::posts::place_name as name;
use crate::visit::Visit;

/// The places in which an action may be done: wards by name, then what holds them.
pub fn within(visit: &Visit, action: Action) -> Vec<(Place, String)> {
    let state = &visit.snapshot.state;
    let wards = visit.visitor.wards(&visit.snapshot, action, visit.now);
    let wards = state
        .wards
        .iter()
        .filter(|it| it.merged_into.is_none() && wards.contains(it.id));
    let mut named: Vec<(Place, String)> = wards
        .map(|it| (Place::Ward(it.id), it.name.to_string()))
        .collect();
    named.sort_by_key(|(_, name)| base::text::folded(name));
    let divisions = state.divisions.iter().map(|it| Place::Division(it.id));
    let sites = state.sites.iter().map(|it| Place::Site(it.id));
    let establishments = state.establishments.iter().map(|it| Place::Establishment(it.id));
    let around = divisions
        .chain(sites)
        .chain(establishments)
        .chain([Place::Territory]);
    named.extend(
        around
            .filter(|place| {
                visit
                    .visitor
                    .may(&visit.snapshot, action, Target::Place(*place), visit.now)
            })
            .map(|place| (place, name(visit, place))),
    );
    named
}

/// The same as the options of a field.
pub fn options(visit: &Visit, action: Action, chosen: Option<&str>) -> Markup {
    html! {
        @for (place, name) in within(visit, action) {
            @let value = place.to_string();
            option value=(value) selected[chosen == Some(value.as_str())] { (name) }
        }
    }
}
