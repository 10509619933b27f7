//! Tokens made by hand, well and badly.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaKeyPair,
    RsaPublicKeyComponents,
};
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::pki_types::pem::PemObject;
use serde_json::{Value, json};

/// A key that signs, with the name it has in the provider's list.
pub struct Signer {
    pub kid: &'static str,
    material: Material,
}

enum Material {
    Ec(Box<EcdsaKeyPair>),
    Rsa(Box<RsaKeyPair>),
}

impl Signer {
    /// A new key of the curve P-256.
    pub fn ec(kid: &'static str) -> Signer {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("key");
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random);
        Signer {
            kid,
            material: Material::Ec(Box::new(pair.expect("key"))),
        }
    }

    /// The RSA key that lies beside the tests: ring signs with such keys but makes none.
    pub fn rsa(kid: &'static str) -> Signer {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys/for-tests-only.pem");
        let key = PrivatePkcs8KeyDer::from_pem_file(path).expect("pem");
        let pair = RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()).expect("key");
        Signer {
            kid,
            material: Material::Rsa(Box::new(pair)),
        }
    }

    /// The public half, as in a list of keys.
    pub fn jwk(&self) -> Value {
        match &self.material {
            Material::Ec(pair) => {
                let point = pair.public_key().as_ref();
                let (x, y) = (BASE64.encode(&point[1..33]), BASE64.encode(&point[33..]));
                json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": self.kid, "use": "sig" })
            }
            Material::Rsa(pair) => {
                let public: RsaPublicKeyComponents<Vec<u8>> = pair.public().into();
                let (n, e) = (BASE64.encode(public.n), BASE64.encode(public.e));
                json!({ "kty": "RSA", "n": n, "e": e, "kid": self.kid, "use": "sig" })
            }
        }
    }

    /// The public half as bytes: what an attacker uses as if it were a shared secret.
    pub fn public_bytes(&self) -> Vec<u8> {
        match &self.material {
            Material::Ec(pair) => pair.public_key().as_ref().to_vec(),
            Material::Rsa(pair) => pair.public_key().as_ref().to_vec(),
        }
    }

    /// The algorithm of this kind of key that providers use most.
    pub fn algorithm(&self) -> &'static str {
        match self.material {
            Material::Ec(_) => "ES256",
            Material::Rsa(_) => "RS256",
        }
    }

    fn sign(&self, algorithm: &str, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match &self.material {
            Material::Ec(pair) => pair.sign(&random, message).expect("signature").as_ref().to_vec(),
            Material::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                let padding: &dyn ring::signature::RsaEncoding = if algorithm == "PS256" {
                    &RSA_PSS_SHA256
                } else {
                    &RSA_PKCS1_SHA256
                };
                pair.sign(padding, &random, message, &mut signature)
                    .expect("signature");
                signature
            }
        }
    }

    /// A token with this header, signed as the header says.
    pub fn token(&self, header: &Value, claims: &Value) -> String {
        self.token_of(&header.to_string(), &claims.to_string())
    }

    /// The same from texts, which may say what no JSON value can.
    pub fn token_of(&self, header: &str, claims: &str) -> String {
        let signed = format!("{}.{}", BASE64.encode(header), BASE64.encode(claims));
        let signature = self.sign(
            if header.contains("PS256") { "PS256" } else { "" },
            signed.as_bytes(),
        );
        format!("{signed}.{}", BASE64.encode(signature))
    }

    /// The header of an honest token.
    pub fn header(&self) -> Value {
        json!({ "alg": self.algorithm(), "kid": self.kid, "typ": "JWT" })
    }
}

/// Header and payload, with nothing behind them.
pub fn unsigned(header: &Value, claims: &Value) -> String {
    let encoded = |value: &Value| BASE64.encode(value.to_string());
    format!("{}.{}", encoded(header), encoded(claims))
}

/// A token signed with a shared secret.
pub fn hs256(kid: &str, secret: &[u8], claims: &Value) -> String {
    let signed = unsigned(&json!({ "alg": "HS256", "kid": kid }), claims);
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret);
    let tag = ring::hmac::sign(&key, signed.as_bytes());
    format!("{signed}.{}", BASE64.encode(tag.as_ref()))
}

/// The same token with another payload and the old signature.
pub fn altered(token: &str, change: impl Fn(&mut Value)) -> String {
    let parts: Vec<&str> = token.split('.').collect();
    let mut claims = serde_json::from_slice(&BASE64.decode(parts[1]).expect("base64")).expect("json");
    change(&mut claims);
    format!("{}.{}.{}", parts[0], BASE64.encode(claims.to_string()), parts[2])
}

/// `at_hash` of an access token.
pub fn at_hash(token: &str) -> String {
    BASE64.encode(&ring::digest::digest(&ring::digest::SHA256, token.as_bytes()).as_ref()[..16])
}
