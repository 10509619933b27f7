//! An identity provider as an administrator wrote it down. Kept as text: what cannot work is found out by whoever
//! talks to it, and said on the page where it was written.

use std::fmt;
use std::str::FromStr;

use base::id::PersonId;
use base::{Label, Moment};
use serde::{Deserialize, Serialize};

use crate::{Account, Change, Denied, Directory, Link, Standing};

/// Its short name, which stands in the addresses that were given to the provider: it never changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProviderId(String);

impl ProviderId {
    /// Words that stand in our own addresses where a provider's name would.
    const TAKEN: [&'static str; 5] = ["nouveau", "retour", "fin", "situation", "reprise"];

    /// As it stands in addresses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProviderId {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let sound = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
        let is_sound = (1..=32).contains(&text.len()) && text.bytes().all(sound) && !text.starts_with('-');
        if is_sound && !Self::TAKEN.contains(&text) {
            Ok(Self(text.to_owned()))
        } else {
            Err("nom court : 1 à 32 minuscules, chiffres ou tirets")
        }
    }
}

impl TryFrom<String> for ProviderId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        text.parse()
    }
}

impl From<ProviderId> for String {
    fn from(id: ProviderId) -> Self {
        id.0
    }
}

impl fmt::Display for ProviderId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// What kind of provider it is: what need not be written because it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// A hospital's own.
    Hospital,
    /// Pro Santé Connect.
    ProSanteConnect,
    /// Pro Santé Connect with its test cards.
    ProSanteConnectSandbox,
}

/// A secret that has to be sent to somebody, so that its print would not do. It is in no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(String);

impl Sealed {
    /// Keeps a text from being seen.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text, for the one who must send it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Sealed")
    }
}

/// An identity provider. For Pro Santé Connect the issuer, the discovery address and the hosts are those everybody
/// knows, and what stands here of them is not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderRow {
    /// Its short name.
    pub id: ProviderId,
    /// Its name on the button.
    pub name: Label,
    /// What kind it is.
    pub preset: Preset,
    /// Its issuer, letter by letter as it writes it.
    pub issuer: String,
    /// Where its discovery document is, when not at the usual place.
    pub discovery: Option<String>,
    /// Our name there.
    pub client_id: String,
    /// Our secret there; none for a public client.
    pub client_secret: Option<Sealed>,
    /// The scopes asked for.
    pub scopes: Vec<String>,
    /// The authentication levels that are accepted, the first asked for; none: any.
    pub acr_values: Vec<String>,
    /// How long ago, in seconds, somebody may have authenticated there.
    pub max_age: Option<u32>,
    /// Other audiences that a token for us may be for.
    pub trusted_audiences: Vec<String>,
    /// The claim that lists groups.
    pub groups_claim: Option<String>,
    /// Other hosts on which it has endpoints.
    pub hosts: Vec<String>,
    /// Networks that are not public in which it may be.
    pub networks: Vec<String>,
    /// A PEM file of authorities of the hospital's own.
    pub authorities: Option<String>,
    /// Somebody whose account carries the RPPS number that it asserts is linked when they first come.
    pub links_by_rpps: bool,
    /// The levels that are accepted are all of two factors, says the hospital. Pro Santé Connect's always are.
    #[serde(default)]
    pub asks_two_factors: bool,
    /// People may sign in there.
    pub is_enabled: bool,
}

impl ProviderRow {
    /// Whether whoever signs in there has proven two factors: a level has to be demanded for that, or nothing says so.
    #[must_use]
    pub fn is_two_factors(&self) -> bool {
        match self.preset {
            Preset::ProSanteConnect | Preset::ProSanteConnectSandbox => true,
            Preset::Hospital => self.asks_two_factors && !self.acr_values.is_empty(),
        }
    }
}

/// The eleven digits of an RPPS number, as people and directories write it: with blanks, or with the `8` before it
/// that makes it a national id.
#[must_use]
pub fn rpps_digits(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|it| !it.is_whitespace()).collect();
    let digits = match kept.len() {
        12 => kept.strip_prefix('8')?,
        _ => &kept,
    };
    (digits.len() == 11 && digits.bytes().all(|it| it.is_ascii_digit())).then(|| digits.to_owned())
}

impl Directory {
    /// The link that an administrator prepared by writing that RPPS number on one account: made once, and only when
    /// there is no doubt about whose it is.
    ///
    /// # Errors
    /// When no account carries the number or several do, when it is linked to somebody of that provider already, or
    /// when it may not be used.
    pub fn linked_by_rpps(&self, link: &Link, rpps: &str, now: Moment) -> Result<(PersonId, Change), Denied> {
        let wanted = rpps_digits(rpps).ok_or(Denied::NotLinked)?;
        let accounts = self.accounts();
        let mut theirs = accounts.into_iter().filter(|account| {
            account.rpps.as_deref().and_then(rpps_digits).as_deref() == Some(wanted.as_str())
        });
        let (Some(account), None) = (theirs.next(), theirs.next()) else {
            return Err(Denied::NotLinked);
        };
        if account.links.iter().any(|it| it.issuer == link.issuer) {
            return Err(Denied::NotLinked);
        }
        match account.standing(now) {
            Standing::Open => {}
            closed @ (Standing::Closed | Standing::Over | Standing::NotYet) => {
                return Err(Denied::NotOpen(closed));
            }
        }
        let mut links = account.links.clone();
        links.push(link.clone());
        let linked = Account {
            links,
            ..account.clone()
        };
        Ok((account.person, Change::Account(Box::new(linked))))
    }

    /// The sessions that began at that provider, as changes that end them: for when it is trusted no more.
    #[must_use]
    pub fn begun_at(&self, issuer: &str) -> Vec<Change> {
        let theirs =
            |way: &crate::Way| matches!(way, crate::Way::Provider { issuer: own, .. } if own == issuer);
        self.sessions()
            .filter(|it| theirs(&it.way))
            .map(|it| Change::NoSession(it.print))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_can_stand_in_an_address_and_means_nothing_else() {
        for good in ["psc", "chu-nord", "idp2"] {
            assert!(good.parse::<ProviderId>().is_ok(), "{good}");
        }
        for bad in ["", "PSC", "é", "-a", "a/b", "retour", "nouveau", &"a".repeat(33)] {
            assert!(bad.parse::<ProviderId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_rpps_number_is_read_as_people_write_it() {
        for text in ["10001234567", "810001234567", "10 00 12 34 567"] {
            assert_eq!(rpps_digits(text).as_deref(), Some("10001234567"), "{text}");
        }
        for other in ["", "1000123456", "010001234567", "1000123456a"] {
            assert_eq!(rpps_digits(other), None, "{other}");
        }
    }
}
