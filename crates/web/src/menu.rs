//! The pages that only some may open: which of them a visitor sees in the folded menu.

use app::Snapshot;
use axum::http::Method;
use base::Moment;
use domain::flow::emergency_wards;
use domain::rights::{Action, Place, Target};

use crate::Web;
use crate::access::{Need, Visitor, rule};

/// The pages beside the boards, in the order of the menu: address, icon.
const PAGES: [(&str, &str); 9] = [
    ("/personnes", "users"),
    ("/postes", "monitor"),
    ("/fournisseurs", "link"),
    ("/partages", "network"),
    ("/traces", "history"),
    ("/urgences-acces", "shield-alert"),
    ("/reglages", "settings"),
    ("/droits", "table-2"),
    ("/moi", "circle-user-round"),
];

/// What the folded menu shows to a visitor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Menu {
    /// The pages they may open, with their icons.
    pub pages: Vec<(&'static str, &'static str)>,
    /// The pages of the bar that they may not open.
    pub closed: Vec<&'static str>,
    /// How many emergency openings wait for their verdict.
    pub reviews: usize,
}

impl Menu {
    /// For that visitor. Whoever has not said who they are, and a server nobody has installed, have no such pages.
    #[must_use]
    pub fn of(web: &Web, visitor: &Visitor, snapshot: &Snapshot, now: Moment) -> Self {
        if visitor.is_courtesy {
            return Self::default();
        }
        let opens = |path: &str| match rule(path).and_then(|it| it.need(&Method::GET)) {
            Some(Need::Right(action) | Need::Ask(action)) => {
                visitor.may(snapshot, action, Target::Anywhere, now)
            }
            Some(Need::Somebody) => visitor.person.is_some(),
            // A page that is not built is not in the menu.
            Some(Need::Nothing | Need::Token) | None => false,
        };
        let bar = ["/", "/cellule", "/urgences", "/messages", "/structure"];
        // The page of emergency departments is for whoever has one to see.
        let sees = |path: &str| {
            let mut wards = emergency_wards(&snapshot.state);
            path != "/urgences"
                || wards.any(|it| visitor.may(snapshot, Action::SeeQueue, Target::Ward(it.id), now))
        };
        let closed = bar
            .into_iter()
            .filter(|path| !opens(path) || !sees(path))
            .collect();
        let Some(present) = &visitor.person else {
            return Self {
                closed,
                ..Self::default()
            };
        };
        let manages_all = || {
            let target = Target::Place(Place::Territory);
            visitor.may(snapshot, Action::ManagePeople, target, now)
        };
        let shown = |path: &str| opens(path) && (path != "/partages" || manages_all());
        let reviews = if opens("/urgences-acces") {
            web.identity().ask_as(web, present.person, |directory, giving| {
                directory.openings_to_review(giving)
            })
        } else {
            0
        };
        Self {
            pages: PAGES.into_iter().filter(|(path, _)| shown(path)).collect(),
            closed,
            reviews,
        }
    }
}
