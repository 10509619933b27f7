//! How much somebody proved, how lately, and what is missing for what they want.
//!
//! Two questions that the hospital answers in its [`Policy`]: where two factors are asked for, and how old a proof may
//! be for whoever changes accounts, posts or the rules themselves. A shared post of a ward is something held, which
//! somebody in charge approved; elsewhere a password alone is one factor, and so it is there to administrate, for
//! whoever has a passkey.

use base::Moment;
use base::time::MINUTE;
use domain::rights::{Action, reach};
use serde::{Deserialize, Serialize};

use crate::{Account, Policy, Way};

/// Where two factors are asked for, away from the shared posts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    /// Nowhere.
    Off,
    /// Of whoever administrates.
    #[default]
    Administration,
    /// Of everybody.
    Always,
}

impl SecondFactor {
    /// Each of them, the least first.
    pub const ALL: [Self; 3] = [Self::Off, Self::Administration, Self::Always];

    /// Its name in forms and traces.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Administration => "administration",
            Self::Always => "always",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// What somebody wants to do, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// What most people do all day.
    Ordinary,
    /// To look at accounts, posts, providers or rules.
    Administration,
    /// To change them.
    Change,
}

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A second factor.
    SecondFactor,
    /// A proof that is not so old, and more than a card or a PIN.
    FreshProof,
}

/// What somebody proved.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// How.
    pub way: &'a Way,
    /// At a shared post.
    pub at_post: bool,
    /// They have a passkey, used or not.
    pub has_key: bool,
    /// When.
    pub at: Moment,
}

impl Way {
    /// Whether it is two factors by itself.
    #[must_use]
    pub const fn is_two_factors(&self) -> bool {
        match self {
            Self::Passkey => true,
            Self::Provider { two_factors, .. } => *two_factors,
            Self::Password | Self::Pin | Self::Badge => false,
        }
    }
}

impl Shown<'_> {
    /// Whether it is two factors: by itself, or with the post as the one that is held.
    #[must_use]
    pub const fn is_two_factors(&self) -> bool {
        self.at_post || self.way.is_two_factors()
    }

    /// Whether it is two factors for something of that weight. The whole ward holds the post, and sees what is typed
    /// there: of whoever has a passkey of their own, that is asked for to administrate.
    #[must_use]
    pub const fn is_two_factors_for(&self, weight: Weight) -> bool {
        match weight {
            Weight::Ordinary => self.is_two_factors(),
            Weight::Administration | Weight::Change => {
                self.way.is_two_factors() || (self.at_post && !self.has_key)
            }
        }
    }

    /// Whether it is strong and not older than the policy lets a change be.
    #[must_use]
    pub fn is_fresh(&self, policy: &Policy, now: Moment) -> bool {
        let most = i64::from(policy.step_up_minutes) * MINUTE;
        self.way.is_strong() && now.since(self.at) < most
    }
}

impl Policy {
    /// What is missing for that; nothing when it is enough. Where nobody can have a second factor, none is asked for.
    #[must_use]
    pub fn missing(
        &self,
        shown: Shown<'_>,
        weight: Weight,
        is_possible: bool,
        now: Moment,
    ) -> Option<Missing> {
        let asks = match self.second_factor {
            SecondFactor::Off => false,
            SecondFactor::Administration => weight != Weight::Ordinary,
            SecondFactor::Always => true,
        };
        if asks && is_possible && !shown.is_two_factors_for(weight) {
            return Some(Missing::SecondFactor);
        }
        (weight == Weight::Change && !shown.is_fresh(self, now)).then_some(Missing::FreshProof)
    }
}

impl Account {
    /// Whether whoever proved that may add or remove passkeys. The first one comes after a password; from then on a
    /// password alone adds none, or whoever learnt it would give themselves a second factor. Of whoever administrates,
    /// not even at a post: else the key that is asked for there would be removed there first.
    #[must_use]
    pub fn lets_change_passkeys(&self, shown: Shown<'_>) -> bool {
        let weight = if self.administrates() {
            Weight::Change
        } else {
            Weight::Ordinary
        };
        let shown = Shown {
            has_key: !self.passkeys.is_empty(),
            ..shown
        };
        self.passkeys.is_empty() || shown.is_two_factors_for(weight)
    }

    /// Whether they have a role by which accounts, posts or providers are changed somewhere.
    fn administrates(&self) -> bool {
        let actions = [Action::ManagePeople, Action::ManageProviders, Action::EnrolPosts];
        let mut roles = self.assignments.iter().map(|it| it.role);
        roles.any(|role| actions.iter().any(|action| reach(role, *action).is_some()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Moment {
        Moment::from_millis(minutes * MINUTE)
    }

    fn provider(two_factors: bool) -> Way {
        Way::Provider {
            issuer: "https://idp.example".to_owned(),
            subject: "lea".to_owned(),
            sid: None,
            establishment: None,
            two_factors,
        }
    }

    fn missing(second_factor: SecondFactor, way: &Way, at_post: bool, weight: Weight) -> Option<Missing> {
        let policy = Policy {
            second_factor,
            ..Policy::default()
        };
        let shown = Shown {
            way,
            at_post,
            has_key: false,
            at: at(0),
        };
        policy.missing(shown, weight, true, at(1))
    }

    #[test]
    fn a07_whoever_has_a_passkey_administrates_by_it_at_a_post_too() {
        let policy = Policy::default();
        for (way, weight, lacks) in [
            (Way::Password, Weight::Ordinary, None),
            (Way::Pin, Weight::Ordinary, None),
            (Way::Password, Weight::Administration, Some(Missing::SecondFactor)),
            (Way::Password, Weight::Change, Some(Missing::SecondFactor)),
            (Way::Pin, Weight::Change, Some(Missing::SecondFactor)),
            (Way::Passkey, Weight::Change, None),
            (provider(true), Weight::Change, None),
        ] {
            let shown = Shown {
                way: &way,
                at_post: true,
                has_key: true,
                at: at(0),
            };
            assert_eq!(
                policy.missing(shown, weight, true, at(1)),
                lacks,
                "{way:?} {weight:?}"
            );
        }
    }

    #[test]
    fn a_password_alone_administrates_nothing_away_from_a_post() {
        use {SecondFactor as S, Weight as W};
        let (password, lacks) = (Way::Password, Some(Missing::SecondFactor));
        for (policy, ordinary, administration) in [
            (S::Off, None, None),
            (S::Administration, None, lacks),
            (S::Always, lacks, lacks),
        ] {
            assert_eq!(
                missing(policy, &password, false, W::Ordinary),
                ordinary,
                "{policy:?}"
            );
            for weight in [W::Administration, W::Change] {
                assert_eq!(
                    missing(policy, &password, false, weight),
                    administration,
                    "{policy:?}"
                );
                assert_eq!(missing(policy, &password, true, weight), None, "a post is held");
            }
        }
        assert_eq!(Policy::default().second_factor, S::Administration);
    }

    #[test]
    fn a_passkey_or_a_provider_that_asks_for_two_is_enough() {
        for (way, is) in [
            (Way::Passkey, true),
            (provider(true), true),
            (provider(false), false),
            (Way::Password, false),
            (Way::Pin, false),
            (Way::Badge, false),
        ] {
            let lacks = missing(SecondFactor::Always, &way, false, Weight::Ordinary);
            assert_eq!(lacks.is_none(), is, "{way:?}");
        }
    }

    #[test]
    fn a07_a_change_wants_a_proof_of_the_last_quarter_of_an_hour_and_more_than_a_card() {
        let policy = Policy::default();
        let missing = |way: &Way, weight, minutes| {
            let shown = Shown {
                way,
                at_post: true,
                has_key: false,
                at: at(0),
            };
            policy.missing(shown, weight, true, at(minutes))
        };
        for way in [Way::Password, Way::Passkey, provider(true)] {
            assert_eq!(missing(&way, Weight::Change, 14), None);
            assert_eq!(missing(&way, Weight::Change, 15), Some(Missing::FreshProof));
            assert_eq!(
                missing(&way, Weight::Administration, 15),
                None,
                "looking does not"
            );
        }
        for way in [Way::Pin, Way::Badge] {
            assert_eq!(missing(&way, Weight::Change, 0), Some(Missing::FreshProof));
            assert_eq!(missing(&way, Weight::Ordinary, 0), None);
        }
    }

    #[test]
    fn where_nobody_can_have_a_second_factor_none_is_asked_for_and_a_fresh_proof_still_is() {
        let policy = Policy {
            second_factor: SecondFactor::Always,
            ..Policy::default()
        };
        let shown = Shown {
            way: &Way::Password,
            at_post: false,
            has_key: false,
            at: at(0),
        };
        assert_eq!(policy.missing(shown, Weight::Change, false, at(1)), None);
        assert_eq!(
            policy.missing(shown, Weight::Change, false, at(15)),
            Some(Missing::FreshProof)
        );
    }
}
