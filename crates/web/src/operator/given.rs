//! What a form says of who sends it.

use crate::fields::Fields;
use crate::identity::Given;

/// A card's number, as its reader types it.
pub const BADGE: &str = "qui_badge";
/// A face of the post.
pub const PERSON: &str = "qui_personne";
/// The PIN that goes with it.
pub const PIN: &str = "qui_code";
/// A login.
pub const LOGIN: &str = "qui_identifiant";
/// The password that goes with it.
pub const PASSWORD: &str = "qui_secret";

/// What an authenticator answered, as our script puts it there.
pub const PASSKEY: &str = "qui_cle";

/// Where a form was being sent when its sender left for an identity provider.
pub const PATH: &str = "qui_chemin";
/// Our secret at an identity provider, as an administrator types it: it is in no page that we send.
pub const CLIENT_SECRET: &str = "qui_secret_client";

/// Whether a field says who sends the form, or holds a secret: such a field is never carried along or shown again.
#[must_use]
pub fn is_about_who(field: &str) -> bool {
    [
        BADGE,
        PERSON,
        PIN,
        LOGIN,
        PASSWORD,
        PASSKEY,
        PATH,
        CLIENT_SECRET,
        super::NAME_FIELD,
    ]
    .contains(&field)
}

/// What was given; none when nothing was.
pub fn read(fields: &Fields) -> Option<Given> {
    // Blanks belong to a password: it is read as it was typed.
    let raw = |name: &str| {
        let typed = fields
            .0
            .iter()
            .find(|(key, text)| key == name && !text.is_empty());
        typed.map(|(_, text)| text.clone())
    };
    if let Some(number) = fields.get(BADGE) {
        return Some(Given::Badge(number.to_owned()));
    }
    if let (Some(login), Some(password)) = (fields.get(LOGIN), raw(PASSWORD)) {
        return Some(Given::Password(login.to_owned(), password));
    }
    let person = fields.get(PERSON)?.parse().ok()?;
    Some(Given::Pin(person, raw(PIN)?))
}
