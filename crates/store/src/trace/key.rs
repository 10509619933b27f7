//! The key of the chain: kept beside the database, never in it.

use std::fmt;

use hmac::Mac as _;

use super::chain::Keyed;

/// The key that links the rows of the trace. Whoever has it can forge the trace; whoever has not cannot.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TraceKey([u8; 32]);

impl TraceKey {
    /// The key with these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key written as 64 hexadecimal digits.
    #[must_use]
    pub fn from_hex(digits: &str) -> Option<Self> {
        super::unhex(digits).map(Self)
    }

    /// What tells two keys apart without giving either away: sixteen hexadecimal digits, written in the trace.
    #[must_use]
    pub fn id(&self) -> String {
        let mut mac = self.keyed();
        mac.update(b"chevet trace key");
        super::hex(&mac.finalize().into_bytes()[..8])
    }

    pub(super) fn keyed(&self) -> Keyed {
        // A key shorter than a block is filled up with zeros by HMAC itself; done here, nothing can fail.
        let mut block = [0; 64];
        block[..32].copy_from_slice(&self.0);
        Keyed::new(&block.into())
    }
}

impl Default for TraceKey {
    /// A key that everybody knows: the chain then shows accidents, not malice.
    fn default() -> Self {
        Self([0; 32])
    }
}

impl fmt::Debug for TraceKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "TraceKey({})", self.id())
    }
}
