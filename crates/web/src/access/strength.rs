//! What is missing of what a visitor proved, for what they want to do. The rule is in `auth`; here is what it is asked
//! about.

use auth::{Missing, Shown, Way, Weight};
use base::Moment;
use domain::rights::Action;

use super::Visitor;
use crate::Web;

/// How much an action weighs: who may do what, and from where, is worth more care than anything else.
#[must_use]
pub const fn weight(action: Action, changes: bool) -> Weight {
    match action {
        Action::ManagePeople | Action::ManageProviders | Action::EnrolPosts if changes => Weight::Change,
        Action::ManagePeople | Action::ManageProviders | Action::EnrolPosts => Weight::Administration,
        _ => Weight::Ordinary,
    }
}

/// What is missing for that; nothing when it is enough, or when nobody is there who could prove anything.
#[must_use]
pub fn missing(web: &Web, visitor: &Visitor, weight: Weight, now: Moment) -> Option<Missing> {
    let present = visitor.person.as_ref()?;
    let directory = web.identity().read();
    let shown = Shown {
        way: &present.way,
        at_post: visitor.post.is_some(),
        has_key: directory.has_key(present.person),
        at: present.since,
    };
    let policy = directory.policy();
    policy.missing(shown, weight, web.config().has_passkeys(), now)
}

/// What a password just given there would lack for that; nothing when it would do.
#[must_use]
pub fn password_lacks(web: &Web, visitor: &Visitor, weight: Weight) -> Option<Missing> {
    let now = Moment::default();
    let directory = web.identity().read();
    let shown = Shown {
        way: &Way::Password,
        at_post: visitor.post.is_some(),
        // Whoever is not there yet is judged again once they are.
        has_key: visitor
            .person
            .as_ref()
            .is_some_and(|it| directory.has_key(it.person)),
        at: now,
    };
    let is_possible = web.config().has_passkeys();
    directory.policy().missing(shown, weight, is_possible, now)
}

/// Whether a password just given there would be enough to change accounts.
#[must_use]
pub fn password_is_enough(web: &Web, visitor: &Visitor) -> bool {
    password_lacks(web, visitor, Weight::Change).is_none()
}
