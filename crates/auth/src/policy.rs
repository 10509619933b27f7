//! What the hospital decides about identity.

use serde::{Deserialize, Serialize};

use crate::SecondFactor;

/// Times and numbers, each with its reason in docs/security. Kept as a whole; a field that is missing takes its
/// default, so that an older row stays readable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// Minutes without any gesture after which a shared post forgets the person, not the screen.
    pub idle_minutes: u16,
    /// Longest time a person stays on a shared post, in hours: a shift.
    pub shift_hours: u16,
    /// Hours without any gesture after which a personal browser asks again.
    pub personal_hours: u16,
    /// Longest time on a personal browser, in hours, however busy.
    pub personal_most_hours: u16,
    /// Hours for which a badge or PIN is enough after a password, a passkey or a provider.
    pub light_hours: u16,
    /// Minutes for which names opened in an emergency stay open. Set here and nowhere else: whoever opens them
    /// cannot make it longer.
    pub glass_minutes: u16,
    /// Failures after which one account is refused from one address for some time.
    pub failures: u16,
    /// Hours between two new tokens of a post.
    pub renew_hours: u16,
    /// Identities one person may open in an hour before the auditors are told, and twice as many before it stops.
    pub reads_per_hour: u32,
    /// Where two factors are asked for, away from the shared posts.
    pub second_factor: SecondFactor,
    /// Minutes for which a proof is enough to change accounts, posts, providers or these rules.
    pub step_up_minutes: u16,
    /// Months for which readings are kept (CSP: six at least).
    pub keep_access_months: u16,
    /// Months for which everything about accounts and signing in is kept.
    pub keep_security_months: u16,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            idle_minutes: 10,
            shift_hours: 12,
            personal_hours: 12,
            personal_most_hours: 72,
            light_hours: 12,
            glass_minutes: 60,
            failures: 5,
            renew_hours: 12,
            reads_per_hour: 300,
            second_factor: SecondFactor::Administration,
            step_up_minutes: 15,
            keep_access_months: 12,
            keep_security_months: 12,
        }
    }
}

/// One number of a policy, with what makes sense for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounded {
    /// Its name, as in the row.
    pub name: &'static str,
    /// What it is.
    pub value: u32,
    /// The least it may be.
    pub least: u32,
    /// The most it may be.
    pub most: u32,
}

impl Policy {
    /// Every number of it, in the order of a page.
    #[must_use]
    pub fn numbers(&self) -> [Bounded; 12] {
        let of = |name, value: u16, least, most| Bounded {
            name,
            value: u32::from(value),
            least,
            most,
        };
        [
            of("idle_minutes", self.idle_minutes, 1, 60),
            of("shift_hours", self.shift_hours, 1, 24),
            of("personal_hours", self.personal_hours, 1, 72),
            of("personal_most_hours", self.personal_most_hours, 1, 720),
            of("light_hours", self.light_hours, 1, 720),
            of("glass_minutes", self.glass_minutes, 5, 240),
            of("failures", self.failures, 3, 20),
            of("renew_hours", self.renew_hours, 1, 168),
            Bounded {
                name: "reads_per_hour",
                value: self.reads_per_hour,
                least: 20,
                most: 100_000,
            },
            of("step_up_minutes", self.step_up_minutes, 1, 240),
            of("keep_access_months", self.keep_access_months, 6, 240),
            of("keep_security_months", self.keep_security_months, 6, 240),
        ]
    }

    /// The policy with another number; none when there is no such number, or it cannot hold that much.
    #[must_use]
    pub fn with(&self, name: &str, value: u32) -> Option<Self> {
        let mut policy = self.clone();
        let small = || u16::try_from(value).ok();
        match name {
            "idle_minutes" => policy.idle_minutes = small()?,
            "shift_hours" => policy.shift_hours = small()?,
            "personal_hours" => policy.personal_hours = small()?,
            "personal_most_hours" => policy.personal_most_hours = small()?,
            "light_hours" => policy.light_hours = small()?,
            "glass_minutes" => policy.glass_minutes = small()?,
            "failures" => policy.failures = small()?,
            "renew_hours" => policy.renew_hours = small()?,
            "reads_per_hour" => policy.reads_per_hour = value,
            "step_up_minutes" => policy.step_up_minutes = small()?,
            "keep_access_months" => policy.keep_access_months = small()?,
            "keep_security_months" => policy.keep_security_months = small()?,
            _ => return None,
        }
        Some(policy)
    }

    /// A policy nobody can set by mistake: each number within what makes sense.
    ///
    /// # Errors
    /// The name of the field that is out of its bounds.
    pub fn checked(self) -> Result<Self, &'static str> {
        let outside = |it: &Bounded| !(it.least..=it.most).contains(&it.value);
        match self.numbers().iter().find(|it| outside(it)) {
            Some(it) => Err(it.name),
            None => Ok(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_can_be_set_by_its_name_within_its_bounds_only() {
        for it in Policy::default().numbers() {
            for (value, is_sound) in [
                (it.least, true),
                (it.most, true),
                (it.least - 1, false),
                (it.most + 1, false),
            ] {
                let policy = Policy::default()
                    .with(it.name, value)
                    .expect("a number of the policy");
                let named = policy.numbers().into_iter().find(|other| other.name == it.name);
                assert_eq!(named.map(|other| other.value), Some(value), "{}", it.name);
                assert_eq!(policy.checked().is_ok(), is_sound, "{} {value}", it.name);
            }
        }
        assert_eq!(Policy::default().with("colour", 1), None);
        assert_eq!(Policy::default().with("failures", 70_000), None);
    }
}
