//! What the hospital decides about identity.

use serde::{Deserialize, Serialize};

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
            keep_access_months: 12,
            keep_security_months: 12,
        }
    }
}

impl Policy {
    /// A policy nobody can set by mistake: each number within what makes sense.
    ///
    /// # Errors
    /// The name of the field that is out of its bounds.
    pub fn checked(self) -> Result<Self, &'static str> {
        let within = |value: u16, least: u16, most: u16| (least..=most).contains(&value);
        let checks = [
            (within(self.idle_minutes, 1, 60), "idle_minutes"),
            (within(self.shift_hours, 1, 24), "shift_hours"),
            (within(self.personal_hours, 1, 72), "personal_hours"),
            (within(self.personal_most_hours, 1, 720), "personal_most_hours"),
            (within(self.light_hours, 1, 720), "light_hours"),
            (within(self.glass_minutes, 5, 240), "glass_minutes"),
            (within(self.failures, 3, 20), "failures"),
            (within(self.renew_hours, 1, 168), "renew_hours"),
            ((20..=100_000).contains(&self.reads_per_hour), "reads_per_hour"),
            (within(self.keep_access_months, 6, 240), "keep_access_months"),
            (within(self.keep_security_months, 6, 240), "keep_security_months"),
        ];
        match checks.into_iter().find(|(sound, _)| !sound) {
            Some((_, name)) => Err(name),
            None => Ok(self),
        }
    }
}
