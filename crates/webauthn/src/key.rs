//! Keys: how they are named, how they are written (COSE, RFC 9053), and the check of a signature with one.

use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::{Deserialize, Serialize};

use crate::cbor::Value;
use crate::refused::Refused;
use crate::{decoded, encoded};

/// The algorithms we take, the ones we like first (RFC 9053 and 8812).
pub(crate) const ALGORITHMS: [i64; 3] = [ES256, EDDSA, RS256];
const ES256: i64 = -7;
const EDDSA: i64 = -8;
const RS256: i64 = -257;

/// Longest name of a key, in bytes (Web Authentication 4).
const LONGEST_ID: usize = 1_023;

/// How an authenticator names a key.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyId(Vec<u8>);

impl KeyId {
    /// The name that an authenticator gave; none for one that none may give.
    pub(crate) fn new(bytes: &[u8]) -> Option<Self> {
        (1..=LONGEST_ID)
            .contains(&bytes.len())
            .then(|| Self(bytes.to_vec()))
    }

    /// Reads what [`KeyId::text`] wrote; none for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::new(&decoded(text)?)
    }

    /// As browsers write it.
    #[must_use]
    pub fn text(&self) -> String {
        encoded(&self.0)
    }
}

impl std::fmt::Debug for KeyId {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "KeyId({} bytes)", self.0.len())
    }
}

impl TryFrom<String> for KeyId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        Self::read(&text).ok_or("nom de clé illisible")
    }
}

impl From<KeyId> for String {
    fn from(id: KeyId) -> Self {
        id.text()
    }
}

/// A public key, as its authenticator wrote it. It is read again whenever it is taken from where it was kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicKey {
    cose: Vec<u8>,
    material: Material,
}

#[derive(Clone, PartialEq, Eq)]
enum Material {
    /// An uncompressed point of P-256.
    Es256([u8; 65]),
    Ed25519([u8; 32]),
    /// Modulus and exponent.
    Rs256(Vec<u8>, Vec<u8>),
}

impl PublicKey {
    /// Reads a key at the start of these bytes, and gives back what follows it.
    pub(crate) fn read(bytes: &[u8]) -> Result<(Self, &[u8]), Refused> {
        let (value, rest) = Value::read(bytes).ok_or(Refused::Unreadable)?;
        let material = Material::of(&value)?;
        let cose = bytes[..bytes.len() - rest.len()].to_vec();
        Ok((Self { cose, material }, rest))
    }

    /// Its algorithm, by its number.
    pub(crate) const fn algorithm(&self) -> i64 {
        match &self.material {
            Material::Es256(_) => ES256,
            Material::Ed25519(_) => EDDSA,
            Material::Rs256(..) => RS256,
        }
    }

    /// Whether that key signed that.
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let checked = match &self.material {
            Material::Es256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature)
            }
            Material::Ed25519(key) => UnparsedPublicKey::new(&ED25519, key).verify(message, signature),
            Material::Rs256(n, e) => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
            }
        };
        checked.is_ok()
    }
}

impl Material {
    /// The key of a map that says all it must and nothing else (Web Authentication 6.5.1.1).
    fn of(value: &Value<'_>) -> Result<Self, Refused> {
        let entries = value.entries().ok_or(Refused::Unreadable)?;
        let number = |label| value.at(label).and_then(Value::int);
        let bytes = |label| value.at(label).and_then(Value::bytes);
        let (Some(kind), Some(algorithm)) = (number(1), number(3)) else {
            return Err(Refused::Unreadable);
        };
        let material = match (algorithm, kind) {
            (ES256, 2) if entries == 5 && number(-1) == Some(1) => {
                bytes(-2).zip(bytes(-3)).and_then(|(x, y)| point(x, y))
            }
            (EDDSA, 1) if entries == 4 && number(-1) == Some(6) => {
                bytes(-2).and_then(|x| x.try_into().ok()).map(Self::Ed25519)
            }
            (RS256, 3) if entries == 4 => bytes(-1)
                .zip(bytes(-2))
                // 2,048 to 8,192 bits, as ring takes them, without zeros before.
                .filter(|(n, e)| (256..=1_024).contains(&n.len()) && (1..=8).contains(&e.len()))
                .filter(|(n, e)| n[0] != 0 && e[0] != 0)
                .map(|(n, e)| Self::Rs256(n.to_vec(), e.to_vec())),
            (ES256 | EDDSA | RS256, _) => None,
            _ => return Err(Refused::Algorithm),
        };
        material.ok_or(Refused::Unreadable)
    }
}

fn point(x: &[u8], y: &[u8]) -> Option<Material> {
    let mut point = [4; 65];
    if (x.len(), y.len()) != (32, 32) {
        return None;
    }
    point[1..33].copy_from_slice(x);
    point[33..].copy_from_slice(y);
    Some(Material::Es256(point))
}

impl std::fmt::Debug for PublicKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "PublicKey({})", self.algorithm())
    }
}

impl TryFrom<String> for PublicKey {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let cose = decoded(&text).ok_or("clé publique illisible")?;
        match Self::read(&cose) {
            Ok((key, [])) => Ok(key),
            Ok(_) | Err(_) => Err("clé publique illisible"),
        }
    }
}

impl From<PublicKey> for String {
    fn from(key: PublicKey) -> Self {
        encoded(&key.cose)
    }
}
