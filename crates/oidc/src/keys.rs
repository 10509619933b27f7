//! The public keys of a provider (RFC 7517) and the check of a signature with one of them.
//!
//! The arithmetic is ring's. Keys that are for something else, or of a kind that we do not use, are left aside, and a
//! shared secret in the list (`oct`) is never a key.

use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};
use serde::Deserialize;
use serde_json::Value;

use crate::jws::{Algorithm, Jws, decoded};
use crate::refused::{Refused, Snag, Trouble, Why};

/// The most keys that are kept of one list.
const MOST: usize = 64;

/// The keys that may sign tokens.
#[derive(Debug)]
pub(crate) struct Keys(Vec<Key>);

#[derive(Debug)]
struct Key {
    kid: Option<String>,
    /// The one algorithm that the key is for, when it says so.
    algorithm: Option<String>,
    material: Material,
}

#[derive(Debug)]
enum Material {
    /// Modulus and exponent, without leading zeros.
    Rsa { n: Vec<u8>, e: Vec<u8> },
    /// An uncompressed point of P-256.
    P256(Vec<u8>),
}

#[derive(Deserialize)]
struct Document {
    keys: Vec<Value>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    key_ops: Option<Vec<String>>,
    alg: Option<String>,
    n: Option<String>,
    e: Option<String>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl Keys {
    /// Reads a list of keys.
    pub(crate) fn read(body: &[u8]) -> Result<Self, Trouble> {
        let document: Document = serde_json::from_slice(body)
            .map_err(|fault| Trouble::new(Snag::Malformed, format_args!("keys: {fault}")))?;
        let keys: Vec<Key> = document
            .keys
            .into_iter()
            .filter_map(Key::read)
            .take(MOST)
            .collect();
        if keys.is_empty() {
            return Err(Trouble::new(
                Snag::Unsupported,
                "keys: none that signs with RS256, PS256 or ES256",
            ));
        }
        Ok(Self(keys))
    }

    /// Checks the signature of a token.
    pub(crate) fn verify(&self, jws: &Jws<'_>) -> Result<(), Refused> {
        let mut fitting: Vec<&Key> = self.0.iter().filter(|key| key.fits(jws.algorithm)).collect();
        match &jws.kid {
            Some(kid) => fitting.retain(|key| key.kid.as_ref() == Some(kid)),
            // Without a name the key must be the only one (OIDC Core 10.1).
            None if fitting.len() > 1 => fitting.clear(),
            None => {}
        }
        if fitting.is_empty() {
            let kid = jws.kid.as_deref().unwrap_or("none");
            let detail = format_args!("no key for {:?} with the kid {kid}", jws.algorithm);
            return Err(Refused::new(Why::UnknownKey, detail));
        }
        if fitting.iter().any(|key| key.has_signed(jws)) {
            return Ok(());
        }
        Err(Refused::new(
            Why::BadSignature,
            format_args!("{:?}", jws.algorithm),
        ))
    }
}

impl Key {
    fn read(value: Value) -> Option<Self> {
        let jwk: Jwk = serde_json::from_value(value).ok()?;
        if jwk.usage.is_some_and(|usage| usage != "sig")
            || jwk
                .key_ops
                .is_some_and(|ops| !ops.iter().any(|op| op == "verify"))
        {
            return None;
        }
        let material = match jwk.kty.as_str() {
            "RSA" => Material::Rsa {
                n: without_zeros(decoded(&jwk.n?)?),
                e: without_zeros(decoded(&jwk.e?)?),
            },
            "EC" if jwk.crv.as_deref() == Some("P-256") => {
                let (x, y) = (decoded(&jwk.x?)?, decoded(&jwk.y?)?);
                if x.len() != 32 || y.len() != 32 {
                    return None;
                }
                Material::P256([&[4][..], &x, &y].concat())
            }
            _ => return None,
        };
        Some(Self {
            kid: jwk.kid,
            algorithm: jwk.alg,
            material,
        })
    }

    fn fits(&self, algorithm: Algorithm) -> bool {
        let (name, right_kind) = match algorithm {
            Algorithm::Rs256 => ("RS256", matches!(self.material, Material::Rsa { .. })),
            Algorithm::Ps256 => ("PS256", matches!(self.material, Material::Rsa { .. })),
            Algorithm::Es256 => ("ES256", matches!(self.material, Material::P256(_))),
        };
        right_kind && self.algorithm.as_ref().is_none_or(|only| only == name)
    }

    fn has_signed(&self, jws: &Jws<'_>) -> bool {
        match (&self.material, jws.algorithm) {
            (Material::Rsa { n, e }, Algorithm::Rs256) => RsaPublicKeyComponents { n, e }
                .verify(&RSA_PKCS1_2048_8192_SHA256, jws.signed, &jws.signature)
                .is_ok(),
            (Material::Rsa { n, e }, Algorithm::Ps256) => RsaPublicKeyComponents { n, e }
                .verify(&RSA_PSS_2048_8192_SHA256, jws.signed, &jws.signature)
                .is_ok(),
            (Material::P256(point), Algorithm::Es256) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
                    .verify(jws.signed, &jws.signature)
                    .is_ok()
            }
            _ => false,
        }
    }
}

/// ring wants numbers without leading zeros; some providers write them with.
fn without_zeros(number: Vec<u8>) -> Vec<u8> {
    let start = number.iter().position(|byte| *byte != 0).unwrap_or(number.len());
    number[start..].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jws::Kind;

    /// RFC 7515 A.3.
    const TOKEN: &str = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    const KEY: &str = r#""kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0""#;

    fn outcome(keys: &str) -> Option<Why> {
        let keys = match Keys::read(format!(r#"{{"keys":[{keys}]}}"#).as_bytes()) {
            Ok(keys) => keys,
            Err(trouble) => return Some(Why::Provider(trouble.snag())),
        };
        let jws = Jws::parse(TOKEN, Kind::Id).expect("token");
        keys.verify(&jws).err().map(|refused| refused.why())
    }

    #[test]
    fn the_signature_of_the_standard_is_good() {
        assert_eq!(outcome(&format!("{{{KEY}}}")), None);
        assert_eq!(
            outcome(&format!(r#"{{{KEY},"use":"sig","alg":"ES256","kid":"a"}}"#)),
            None
        );
    }

    #[test]
    fn keys_for_something_else_are_left_aside() {
        let unsupported = Some(Why::Provider(Snag::Unsupported));
        assert_eq!(outcome(&format!(r#"{{{KEY},"use":"enc"}}"#)), unsupported);
        assert_eq!(outcome(&format!(r#"{{{KEY},"key_ops":["sign"]}}"#)), unsupported);
        assert_eq!(
            outcome(r#"{"kty":"oct","k":"AAAA"},{"kty":"RSA"},7,{"kty":"EC","crv":"P-384"}"#),
            unsupported
        );
        assert_eq!(
            outcome(&format!(r#"{{{KEY},"alg":"ES384"}}"#)),
            Some(Why::UnknownKey)
        );
    }

    #[test]
    fn without_a_name_the_key_must_be_the_only_one() {
        assert_eq!(outcome(&format!("{{{KEY}}},{{{KEY}}}")), Some(Why::UnknownKey));
    }

    #[test]
    fn another_key_is_told_from_a_missing_one() {
        let other = KEY.replace("f83OJ3D2", "f83OJ3D3");
        assert_eq!(outcome(&format!("{{{other}}}")), Some(Why::BadSignature));
    }
}
