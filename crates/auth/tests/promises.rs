//! What docs/security says of passwords and sessions, as docs/security/asvs.toml names it.

use auth::{Cost, Hashed, MAX_SECRET, Policy, Secret, Session, Way};
use base::Moment;
use base::id::PersonId;
use base::time::HOUR;

#[test]
fn sixty_four_characters_of_any_kind_are_a_password() {
    // The widest a character can be is four bytes.
    let widest = "🛏".repeat(64);
    assert!(widest.len() == 64 * 4 && widest.len() <= MAX_SECRET);
    let hashed = Hashed::new(&widest, [1; 16], Cost::PIN).expect("hashed");
    assert!(hashed.is(&widest).expect("compared"));
    let shorter = "🛏".repeat(63);
    assert!(
        !hashed.is(&shorter).expect("compared"),
        "the last character counts"
    );
}

#[test]
fn passwords_cost_what_is_recommended() {
    // OWASP's password storage page for argon2id: 19 MiB, two passes, one lane.
    let Cost { memory, passes } = Cost::PASSWORD;
    assert!(memory >= 19 * 1024 && passes >= 2);
    let kept = Hashed::new("correct cheval pile", [1; 16], Cost::PASSWORD).expect("hashed");
    let kept = serde_json::to_string(&kept).expect("text");
    assert!(kept.contains(&format!("\"memory\":{memory}")), "{kept}");
}

#[test]
fn a_busy_personal_browser_ends_after_three_days() {
    let policy = Policy::default();
    let at = |hours: i64| Moment::from_millis(hours * HOUR);
    let mut session = Session {
        print: Secret::new([1; 32]).print(),
        person: PersonId::new(1),
        post: None,
        since: at(0),
        seen: at(0),
        kept: None,
        way: Way::Password,
    };
    for hour in 0..72 {
        assert!(session.holds(&policy, at(hour)), "hour {hour}");
        session = session.touched(at(hour));
    }
    assert!(!session.holds(&policy, at(72)));
}
