//! The two ceremonies (Web Authentication 7.1 and 7.2), each a function from question and answer to what is known now.

use crate::answer::{Assertion, Attestation};
use crate::cbor::Value;
use crate::client::{self, Ceremony, Challenge};
use crate::data::{AuthenticatorData, Made};
use crate::key::{KeyId, PublicKey};
use crate::party::Party;
use crate::refused::Refused;

/// A key that was registered: what has to be kept of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// How its authenticator names it.
    pub id: KeyId,
    /// The key itself.
    pub key: PublicKey,
    /// How many signatures its authenticator said it had made.
    pub counter: u32,
    /// It may be on several devices of its owner.
    pub may_be_copied: bool,
}

/// What is kept of a key that somebody says they hold.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The key.
    pub key: &'a PublicKey,
    /// What its counter was.
    pub counter: u32,
    /// It may be on several devices of its owner.
    pub may_be_copied: bool,
    /// Whose it is, as its authenticator was told.
    pub somebody: &'a [u8],
}

/// Judges the answer of an authenticator that made a key.
///
/// # Errors
/// When it is not an answer to that question, not for us, made without verifying who was there, or of a kind that we
/// do not take.
pub fn registered(party: &Party, challenge: &Challenge, answer: &Attestation) -> Result<Registered, Refused> {
    client::check(&answer.client, Ceremony::Create, party, challenge)?;
    let (object, rest) = Value::read(&answer.object).ok_or(Refused::Unreadable)?;
    let data = object.named("authData").and_then(Value::bytes);
    let (Some(data), true, Some(3)) = (data, rest.is_empty(), object.entries()) else {
        return Err(Refused::Unreadable);
    };
    let said = AuthenticatorData::read(data)?;
    said.check(party)?;
    let (counter, may_be_copied) = (said.counter, said.may_be_copied());
    let made = said.made.ok_or(Refused::Unreadable)?;
    check_statement(&object, data, &answer.client, &made)?;
    Ok(Registered {
        id: made.id,
        key: made.key,
        counter,
        may_be_copied,
    })
}

/// We ask for no statement about who made the authenticator. Browsers then send none, or let one through in which
/// the new key vouches for itself; that one has to be true. Any other would be one that we cannot judge.
fn check_statement(object: &Value<'_>, data: &[u8], client: &[u8], made: &Made) -> Result<(), Refused> {
    let statement = object.named("attStmt").ok_or(Refused::Unreadable)?;
    match object.named("fmt") {
        Some(Value::Text("none")) if statement.entries() == Some(0) => Ok(()),
        Some(Value::Text("packed")) if statement.entries() == Some(2) && !made.says_its_model => {
            let algorithm = statement.named("alg").and_then(Value::int);
            let signature = statement.named("sig").and_then(Value::bytes);
            let vouches = algorithm == Some(made.key.algorithm())
                && signature.is_some_and(|it| made.key.has_signed(&signed(data, client), it));
            vouches.then_some(()).ok_or(Refused::Attestation)
        }
        Some(Value::Text(_)) => Err(Refused::Attestation),
        _ => Err(Refused::Unreadable),
    }
}

/// Judges the answer of an authenticator that proves it holds that key. Gives back what its counter is now.
///
/// # Errors
/// When it is not an answer to that question, not for us, made without verifying who was there, not signed by that
/// key, for somebody else, or with a counter that did not move forward.
pub fn recognised(
    party: &Party,
    challenge: &Challenge,
    known: Known<'_>,
    answer: &Assertion,
) -> Result<u32, Refused> {
    client::check(&answer.client, Ceremony::Get, party, challenge)?;
    if answer.somebody != known.somebody {
        return Err(Refused::Somebody);
    }
    let said = AuthenticatorData::read(&answer.data)?;
    said.check(party)?;
    if said.may_be_copied() != known.may_be_copied {
        return Err(Refused::Backup);
    }
    if !known
        .key
        .has_signed(&signed(&answer.data, &answer.client), &answer.signature)
    {
        return Err(Refused::Signature);
    }
    // Authenticators that count nothing always say zero.
    let counts = said.counter != 0 || known.counter != 0;
    if counts && said.counter <= known.counter {
        return Err(Refused::Counter);
    }
    Ok(said.counter)
}

/// What is signed: what the authenticator says, and the digest of what the browser says.
fn signed(data: &[u8], client: &[u8]) -> Vec<u8> {
    let digest = ring::digest::digest(&ring::digest::SHA256, client);
    [data, digest.as_ref()].concat()
}
