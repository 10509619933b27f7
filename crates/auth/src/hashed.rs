//! Passwords and PINs as they are kept: argon2id with a salt of their own.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use crate::secret::{bytes_of, hex};

/// Longest password, in bytes: hashing a megabyte for a stranger would be a gift to whoever wants us slow.
pub const MAX_SECRET: usize = 256;

/// What a verification costs. Written beside each hash, so that it may be raised without anybody losing theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Cost {
    /// For passwords: what OWASP's password storage page asks for argon2id (19 MiB, two passes, one lane).
    pub const PASSWORD: Self = Self {
        memory: 19 * 1024,
        passes: 2,
    };
    /// For PINs: a short number is protected by the post and by counting failures, not by the cost of one try, and
    /// a nurse waits for it a hundred times a day.
    pub const PIN: Self = Self {
        memory: 8 * 1024,
        passes: 1,
    };
}

/// A password or PIN that is known again and never read.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hashed {
    cost: Cost,
    salt: String,
    hash: String,
}

/// Why a secret could not be compared: never because it is wrong.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// What is kept cannot be read.
    #[error("empreinte de mot de passe illisible")]
    Kept,
    /// The machine has no room for the computation.
    #[error("calcul du mot de passe impossible : {0}")]
    Argon(argon2::Error),
}

impl Hashed {
    /// Hashes a secret with that salt, which chance drew.
    ///
    /// # Errors
    /// When the secret is longer than [`MAX_SECRET`], or the machine cannot.
    pub fn new(secret: &str, salt: [u8; 16], cost: Cost) -> Result<Self, VerifyError> {
        Ok(Self {
            cost,
            salt: hex(&salt),
            hash: hex(&hash(secret, &salt, cost)?),
        })
    }

    /// Whether it is that secret. Takes as long when it is not.
    ///
    /// # Errors
    /// When what is kept cannot be read, or the machine cannot.
    pub fn is(&self, secret: &str) -> Result<bool, VerifyError> {
        let salt: [u8; 16] = bytes_of(&self.salt).ok_or(VerifyError::Kept)?;
        let kept: [u8; 32] = bytes_of(&self.hash).ok_or(VerifyError::Kept)?;
        if secret.len() > MAX_SECRET {
            return Ok(false);
        }
        Ok(hash(secret, &salt, self.cost)?.ct_eq(&kept).into())
    }

    /// A hash that no secret has: whoever tries an account that does not exist waits as long as for one that does.
    #[must_use]
    pub fn of_nobody() -> Self {
        Self {
            cost: Cost::PASSWORD,
            salt: hex(&[0; 16]),
            hash: hex(&[0; 32]),
        }
    }
}

fn hash(secret: &str, salt: &[u8; 16], cost: Cost) -> Result<[u8; 32], VerifyError> {
    let params = Params::new(cost.memory, cost.passes, 1, Some(32)).map_err(VerifyError::Argon)?;
    let mut out = [0; 32];
    // Given its memory here: the crate then needs no allocator feature, and a full machine is an error, not an abort.
    let mut memory = Vec::new();
    memory
        .try_reserve_exact(params.block_count())
        .map_err(|_| VerifyError::Argon(argon2::Error::OutOfMemory))?;
    memory.resize(params.block_count(), Block::default());
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(secret.as_bytes(), salt, &mut out, &mut memory)
        .map_err(VerifyError::Argon)?;
    Ok(out)
}

impl std::fmt::Debug for Hashed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Hashed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_secret_is_known_and_no_other() {
        let hashed = Hashed::new("correct cheval pile agrafe", [7; 16], Cost::PIN).expect("hashed");
        assert!(hashed.is("correct cheval pile agrafe").expect("compared"));
        for wrong in ["", "correct cheval pile agraf", "Correct cheval pile agrafe"] {
            assert!(!hashed.is(wrong).expect("compared"), "{wrong}");
        }
        assert!(!Hashed::of_nobody().is("").expect("compared"));
    }

    #[test]
    fn a20_a_secret_of_a_megabyte_costs_nothing() {
        let hashed = Hashed::new("x", [7; 16], Cost::PIN).expect("hashed");
        assert!(!hashed.is(&"x".repeat(1_000_000)).expect("compared"));
    }

    #[test]
    fn the_same_secret_twice_is_kept_as_two_texts() {
        let kept = |salt| serde_json::to_string(&Hashed::new("1234", [salt; 16], Cost::PIN).expect("hashed"));
        let (one, two) = (kept(1).expect("text"), kept(2).expect("text"));
        assert_ne!(one, two);
        assert!(!one.contains("1234"));
    }
}
