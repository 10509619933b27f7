//! Passkeys: keys that people hold on their own devices, which verify who they are before they sign.
//!
//! What an answer must be is the business of `webauthn`; here is whose key it is, and what is kept of it.

use base::id::PersonId;
use base::{Label, Moment};
use serde::{Deserialize, Serialize};
use webauthn::{Assertion, Challenge, KeyId, Known, Party, PublicKey, Refused, Registered};

use crate::{Account, Change, Denied, Directory, Post, Print, Proven, Secret, Way};

/// Most passkeys of one person: a telephone, a computer, a key on a ring, and spare ones.
pub const MOST_PASSKEYS: usize = 10;

/// A passkey of somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// How its authenticator names it.
    pub id: KeyId,
    /// Its public key.
    pub key: PublicKey,
    /// The site it is for.
    pub party: String,
    /// How many signatures its authenticator said it had made; zero for one that counts nothing.
    pub counter: u32,
    /// It may be on several devices of its owner.
    pub may_be_copied: bool,
    /// What its owner calls it.
    pub name: Label,
    /// Since when.
    pub since: Moment,
    /// When it last let them in.
    pub used: Option<Moment>,
}

/// Why a passkey was not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAdded {
    /// There is no such account any more.
    #[error("compte inconnu")]
    Unknown,
    /// It is somebody's already.
    #[error("clé déjà enregistrée")]
    Taken,
    /// They have as many as anybody may.
    #[error("trop de clés")]
    TooMany,
}

impl Directory {
    /// What stands for somebody on their authenticators: the same for all their keys, and nothing that names them.
    #[must_use]
    pub fn passkey_handle(&self, person: PersonId) -> Print {
        Print::of_text(self.pepper(), &format!("passkey of {person}"))
    }

    /// Whose key answered that question, which of theirs, and what its counter is now.
    pub(crate) fn holder(
        &self,
        party: &Party,
        challenge: &Challenge,
        answer: &Assertion,
    ) -> Result<(&Account, &Passkey, u32), Refused> {
        let account = self.account_of_passkey(answer.key()).ok_or(Refused::UnknownKey)?;
        let mut theirs = account.passkeys.iter();
        let passkey = theirs
            .find(|it| it.id == *answer.key())
            .ok_or(Refused::UnknownKey)?;
        if passkey.party != party.id() {
            return Err(Refused::Party);
        }
        let handle = self.passkey_handle(account.person);
        let known = Known {
            key: &passkey.key,
            counter: passkey.counter,
            may_be_copied: passkey.may_be_copied,
            somebody: handle.as_bytes(),
        };
        let counter = webauthn::recognised(party, challenge, known, answer)?;
        Ok((account, passkey, counter))
    }

    /// Lets the holder of a passkey in: a new session under that token, and the key's counter as it is now.
    ///
    /// # Errors
    /// When the answer proves nothing, or the account may not be used.
    pub fn admit_holder(
        &self,
        party: &Party,
        challenge: &Challenge,
        answer: &Assertion,
        post: Option<&Post>,
        token: &Secret,
        now: Moment,
    ) -> Result<Proven, Denied> {
        let (account, passkey, counter) = self.holder(party, challenge, answer)?;
        let mut proven = self.admit(account.person, Way::Passkey, post, token, now)?;
        for change in &mut proven.changes {
            let Change::Account(after) = change else { continue };
            if let Some(used) = after.passkeys.iter_mut().find(|it| it.id == passkey.id) {
                (used.counter, used.used) = (counter, Some(now));
            }
        }
        Ok(proven)
    }

    /// Gives somebody a passkey that their authenticator just made.
    ///
    /// # Errors
    /// When it is somebody's already, or they have too many.
    pub fn with_passkey(
        &self,
        person: PersonId,
        party: &Party,
        made: Registered,
        name: Label,
        now: Moment,
    ) -> Result<Vec<Change>, NotAdded> {
        let mut account = self.account(person).ok_or(NotAdded::Unknown)?.clone();
        if self.account_of_passkey(&made.id).is_some() {
            return Err(NotAdded::Taken);
        }
        if account.passkeys.len() >= MOST_PASSKEYS {
            return Err(NotAdded::TooMany);
        }
        account.passkeys.push(Passkey {
            id: made.id,
            key: made.key,
            party: party.id().to_owned(),
            counter: made.counter,
            may_be_copied: made.may_be_copied,
            name,
            since: now,
            used: None,
        });
        Ok(vec![Change::Account(Box::new(account))])
    }
}
