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

/// The memory in which hashes are computed, used again and again.
///
/// A server that lets each computation allocate its own keeps a copy for every thread that ever computed one: allocators
/// do not give such blocks back. Sixty sign-ins held 887 MiB that way.
#[derive(Default)]
pub struct Workspace {
    blocks: Vec<Block>,
}

impl Hashed {
    /// Hashes a secret with that salt, which chance drew, in memory of its own.
    ///
    /// # Errors
    /// When the secret is longer than [`MAX_SECRET`], or the machine cannot.
    pub fn new(secret: &str, salt: [u8; 16], cost: Cost) -> Result<Self, VerifyError> {
        Self::new_in(&mut Workspace::default(), secret, salt, cost)
    }

    /// The same, in that memory.
    ///
    /// # Errors
    /// When the secret is longer than [`MAX_SECRET`], or the machine cannot.
    pub fn new_in(
        workspace: &mut Workspace,
        secret: &str,
        salt: [u8; 16],
        cost: Cost,
    ) -> Result<Self, VerifyError> {
        Ok(Self {
            cost,
            salt: hex(&salt),
            hash: hex(&workspace.hash(secret, &salt, cost)?),
        })
    }

    /// Whether it is that secret, found in memory of its own. Takes as long when it is not.
    ///
    /// # Errors
    /// When what is kept cannot be read, or the machine cannot.
    pub fn is(&self, secret: &str) -> Result<bool, VerifyError> {
        self.is_in(&mut Workspace::default(), secret)
    }

    /// The same, in that memory.
    ///
    /// # Errors
    /// When what is kept cannot be read, or the machine cannot.
    pub fn is_in(&self, workspace: &mut Workspace, secret: &str) -> Result<bool, VerifyError> {
        let salt: [u8; 16] = bytes_of(&self.salt).ok_or(VerifyError::Kept)?;
        let kept: [u8; 32] = bytes_of(&self.hash).ok_or(VerifyError::Kept)?;
        if secret.len() > MAX_SECRET {
            return Ok(false);
        }
        Ok(workspace.hash(secret, &salt, self.cost)?.ct_eq(&kept).into())
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

impl Workspace {
    fn hash(&mut self, secret: &str, salt: &[u8; 16], cost: Cost) -> Result<[u8; 32], VerifyError> {
        let params = Params::new(cost.memory, cost.passes, 1, Some(32)).map_err(VerifyError::Argon)?;
        let mut out = [0; 32];
        let blocks = self.blocks(params.block_count())?;
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(secret.as_bytes(), salt, &mut out, blocks)
            .map_err(VerifyError::Argon)?;
        Ok(out)
    }

    /// That many blocks. A full machine is an error here, not an abort.
    fn blocks(&mut self, count: usize) -> Result<&mut [Block], VerifyError> {
        let more = count.saturating_sub(self.blocks.len());
        self.blocks
            .try_reserve_exact(more)
            .map_err(|_| VerifyError::Argon(argon2::Error::OutOfMemory))?;
        let longest = self.blocks.len().max(count);
        self.blocks.resize(longest, Block::default());
        Ok(&mut self.blocks[..count])
    }
}

impl std::fmt::Debug for Workspace {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What was computed last stands in it.
        out.write_str("Workspace")
    }
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
    fn memory_used_before_gives_the_hash_that_new_memory_gives() {
        let mut used = Workspace::default();
        for cost in [Cost::PIN, Cost::PASSWORD, Cost::PIN] {
            let fresh = Hashed::new("1234", [7; 16], cost).expect("hashed");
            let again = Hashed::new_in(&mut used, "1234", [7; 16], cost).expect("hashed");
            assert_eq!(fresh.hash, again.hash);
            assert!(fresh.is_in(&mut used, "1234").expect("compared"));
            assert!(!fresh.is_in(&mut used, "1235").expect("compared"));
        }
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
