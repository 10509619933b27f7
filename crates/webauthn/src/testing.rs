//! An authenticator made of software, for tests: honest as it is made, and whatever else its fields are set to.

use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair,
};
use serde_json::json;

use crate::encoded;
use crate::party::Party;

/// Somebody was there, was verified, and the key stays on its device.
pub const HONEST: u8 = 1 | 1 << 2;
const HAS_KEY: u8 = 1 << 6;

/// A key pair.
#[derive(Debug)]
pub enum Pair {
    /// P-256.
    Es256(EcdsaKeyPair),
    /// Ed25519.
    Ed25519(Ed25519KeyPair),
    /// RSA.
    Rs256(Box<RsaKeyPair>),
}

/// An authenticator with one key, in a browser on a page.
#[derive(Debug)]
pub struct Authenticator {
    /// Its key.
    pub pair: Pair,
    /// How it names it.
    pub id: Vec<u8>,
    /// Whose it is, as it was told.
    pub handle: Vec<u8>,
    /// How many signatures it made.
    pub counter: u32,
    /// What it says of who was there and of copies.
    pub flags: u8,
    /// The site it says the key is for.
    pub party: String,
    /// The page it was asked on.
    pub origin: String,
    /// The page was inside another site's.
    pub cross_origin: bool,
    /// The ceremony it says it answers, in the place of the true one.
    pub ceremony: Option<&'static str>,
    /// The form of the statement about itself: `none` or `packed`.
    pub statement: &'static str,
    /// Changes what it says before it is signed.
    pub garbles: fn(&mut Vec<u8>),
    /// Changes the signature.
    pub missigns: fn(&mut Vec<u8>),
}

impl Authenticator {
    /// A new one with a key on P-256, as nearly all are.
    ///
    /// # Panics
    /// When the machine has no chance to give.
    #[must_use]
    pub fn new(party: &Party, handle: &[u8]) -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random);
        Self::with(Pair::Es256(pair.expect("a key")), party, handle)
    }

    /// One with a key on Ed25519.
    ///
    /// # Panics
    /// Never: every seed is one.
    #[must_use]
    pub fn eddsa(party: &Party, handle: &[u8], seed: u8) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).expect("a key");
        Self::with(Pair::Ed25519(pair), party, handle)
    }

    /// One with that key.
    #[must_use]
    pub fn with(pair: Pair, party: &Party, handle: &[u8]) -> Self {
        let mut it = Self {
            pair,
            id: Vec::new(),
            handle: handle.to_vec(),
            counter: 0,
            flags: HONEST,
            party: party.id().to_owned(),
            origin: party.origin().to_owned(),
            cross_origin: false,
            ceremony: None,
            statement: "none",
            garbles: |_| {},
            missigns: |_| {},
        };
        let digest = ring::digest::digest(&ring::digest::SHA256, &it.cose());
        it.id = digest.as_ref()[..16].to_vec();
        it
    }

    /// Makes its key known: what our script sends then.
    pub fn attests(&mut self, challenge: &str) -> String {
        let client = self.client("webauthn.create", challenge);
        let mut data = self.head(HAS_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap_or(u16::MAX).to_be_bytes());
        data.extend(&self.id);
        data.extend(self.cose());
        (self.garbles)(&mut data);
        let mut object = vec![0xa3];
        text(&mut object, "fmt");
        text(&mut object, self.statement);
        text(&mut object, "attStmt");
        if self.statement == "packed" {
            let signature = self.sign(&data, &client);
            object.push(0xa2);
            text(&mut object, "alg");
            int(&mut object, self.algorithm());
            text(&mut object, "sig");
            bytes(&mut object, &signature);
        } else {
            object.push(0xa0);
        }
        text(&mut object, "authData");
        bytes(&mut object, &data);
        json!({ "clientDataJSON": encoded(&client), "attestationObject": encoded(&object) }).to_string()
    }

    /// Proves that it holds its key: what our script sends then.
    pub fn asserts(&mut self, challenge: &str) -> String {
        self.counter += 1;
        let client = self.client("webauthn.get", challenge);
        let mut data = self.head(0);
        (self.garbles)(&mut data);
        let signature = self.sign(&data, &client);
        json!({
            "id": encoded(&self.id),
            "clientDataJSON": encoded(&client),
            "authenticatorData": encoded(&data),
            "signature": encoded(&signature),
            "userHandle": encoded(&self.handle),
        })
        .to_string()
    }

    fn client(&self, ceremony: &str, challenge: &str) -> Vec<u8> {
        json!({
            "type": self.ceremony.unwrap_or(ceremony),
            "challenge": challenge,
            "origin": self.origin,
            "crossOrigin": self.cross_origin,
            "other_keys_can_be_added_here": "do not compare clientDataJSON against a template",
        })
        .to_string()
        .into_bytes()
    }

    fn head(&self, more: u8) -> Vec<u8> {
        let party = ring::digest::digest(&ring::digest::SHA256, self.party.as_bytes());
        let mut data = party.as_ref().to_vec();
        data.push(self.flags | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn algorithm(&self) -> i64 {
        match &self.pair {
            Pair::Es256(_) => -7,
            Pair::Ed25519(_) => -8,
            Pair::Rs256(_) => -257,
        }
    }

    fn cose(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match &self.pair {
            Pair::Es256(pair) => {
                let point = pair.public_key().as_ref();
                out.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]);
                bytes(&mut out, &point[1..33]);
                out.push(0x22);
                bytes(&mut out, &point[33..]);
            }
            Pair::Ed25519(pair) => {
                out.extend([0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21]);
                bytes(&mut out, pair.public_key().as_ref());
            }
            Pair::Rs256(pair) => {
                let public = ring::rsa::PublicKeyComponents::<Vec<u8>>::from(pair.public_key());
                out.extend([0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20]);
                bytes(&mut out, &public.n);
                out.push(0x21);
                bytes(&mut out, &public.e);
            }
        }
        out
    }

    fn sign(&self, data: &[u8], client: &[u8]) -> Vec<u8> {
        let digest = ring::digest::digest(&ring::digest::SHA256, client);
        let (message, random) = ([data, digest.as_ref()].concat(), SystemRandom::new());
        let mut signature = match &self.pair {
            Pair::Es256(pair) => pair
                .sign(&random, &message)
                .expect("a signature")
                .as_ref()
                .to_vec(),
            Pair::Ed25519(pair) => pair.sign(&message).as_ref().to_vec(),
            Pair::Rs256(pair) => {
                let mut out = vec![0; pair.public().modulus_len()];
                let signed = pair.sign(&RSA_PKCS1_SHA256, &random, &message, &mut out);
                signed.expect("a signature");
                out
            }
        };
        (self.missigns)(&mut signature);
        signature
    }
}

fn head(out: &mut Vec<u8>, major: u8, number: u64) {
    match number {
        0..=23 => out.push(major << 5 | u8::try_from(number).unwrap_or(0)),
        24..=255 => out.extend([major << 5 | 24, u8::try_from(number).unwrap_or(0)]),
        _ => {
            out.push(major << 5 | 25);
            out.extend(u16::try_from(number).unwrap_or(u16::MAX).to_be_bytes());
        }
    }
}

fn text(out: &mut Vec<u8>, it: &str) {
    head(out, 3, it.len() as u64);
    out.extend(it.as_bytes());
}

fn bytes(out: &mut Vec<u8>, it: &[u8]) {
    head(out, 2, it.len() as u64);
    out.extend(it);
}

fn int(out: &mut Vec<u8>, it: i64) {
    if it < 0 {
        head(out, 1, it.unsigned_abs() - 1);
    } else {
        head(out, 0, it.unsigned_abs());
    }
}
