//! What the authenticator says (`authenticatorData`, Web Authentication 6.1).

use crate::cbor::Value;
use crate::key::{KeyId, PublicKey};
use crate::party::Party;
use crate::refused::Refused;

const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const MAY_BE_COPIED: u8 = 1 << 3;
const IS_COPIED: u8 = 1 << 4;
const HAS_KEY: u8 = 1 << 6;
const HAS_EXTENSIONS: u8 = 1 << 7;

/// What an authenticator says, read and not yet believed.
#[derive(Debug)]
pub(crate) struct AuthenticatorData<'a> {
    party_hash: &'a [u8],
    flags: u8,
    /// How many signatures it says it made.
    pub(crate) counter: u32,
    /// The key it made; in a registration only.
    pub(crate) made: Option<Made>,
}

/// A key that an authenticator made.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) id: KeyId,
    pub(crate) key: PublicKey,
    /// Which model it says it is: all zeros for one that does not say.
    pub(crate) says_its_model: bool,
}

impl<'a> AuthenticatorData<'a> {
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Refused> {
        let cut = || Refused::Unreadable;
        let (party_hash, rest) = bytes.split_at_checked(32).ok_or_else(cut)?;
        let (flags, rest) = rest.split_first().ok_or_else(cut)?;
        let (counter, mut rest) = rest.split_first_chunk::<4>().ok_or_else(cut)?;
        let mut made = None;
        if flags & HAS_KEY != 0 {
            let (model, after) = rest.split_at_checked(16).ok_or_else(cut)?;
            let (length, after) = after.split_first_chunk::<2>().ok_or_else(cut)?;
            let length = usize::from(u16::from_be_bytes(*length));
            let (id, after) = after.split_at_checked(length).ok_or_else(cut)?;
            let (key, after) = PublicKey::read(after)?;
            rest = after;
            made = Some(Made {
                id: KeyId::new(id).ok_or_else(cut)?,
                key,
                says_its_model: model.iter().any(|it| *it != 0),
            });
        }
        if flags & HAS_EXTENSIONS != 0 {
            // We asked for none; what is said all the same is read past and not used.
            let (extensions, after) = Value::read(rest).ok_or_else(cut)?;
            extensions.entries().ok_or_else(cut)?;
            rest = after;
        }
        if !rest.is_empty() {
            return Err(Refused::Unreadable);
        }
        Ok(Self {
            party_hash,
            flags: *flags,
            counter: u32::from_be_bytes(*counter),
            made,
        })
    }

    /// Checks that it is for us, that somebody was there, and that the authenticator verified who.
    pub(crate) fn check(&self, party: &Party) -> Result<(), Refused> {
        let ours = ring::digest::digest(&ring::digest::SHA256, party.id().as_bytes());
        if self.party_hash != ours.as_ref() {
            return Err(Refused::Party);
        }
        if self.flags & PRESENT == 0 {
            return Err(Refused::NotPresent);
        }
        if self.flags & VERIFIED == 0 {
            return Err(Refused::NotVerified);
        }
        if self.flags & IS_COPIED != 0 && !self.may_be_copied() {
            return Err(Refused::Backup);
        }
        Ok(())
    }

    /// Whether the key may exist on several devices: fixed when it is made.
    pub(crate) const fn may_be_copied(&self) -> bool {
        self.flags & MAY_BE_COPIED != 0
    }
}
