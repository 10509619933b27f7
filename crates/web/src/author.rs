//! Who did something, in words: the author of a record, as its actor names them.

use base::id::PersonId;
use domain::vault::Vault;

use crate::words::Words;

/// A colleague's name, the name of a feed, or Chevet itself and by which of its rules.
#[must_use]
pub fn said(words: &Words, vault: &Vault, actor: &str) -> String {
    if let Ok(person) = actor.parse::<PersonId>() {
        let name = vault.person(person);
        return name.map_or_else(|| words.drawer.somebody.to_owned(), ToString::to_string);
    }
    match actor.split_once(' ') {
        Some(("interface", name)) => format!("{} {name}", words.drawer.by_feed),
        _ => words.drawer.by_chevet.to_owned(),
    }
}

/// The message a record answers, from its cause.
#[must_use]
pub fn message_of(cause: &str) -> Option<u64> {
    cause.strip_prefix("message ")?.parse().ok()
}
