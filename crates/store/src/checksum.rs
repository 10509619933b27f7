//! Checksums that find rot: a flipped bit in a stored body is seen when it is read, not when a nurse sees it.
//!
//! Each record's checksum covers the one before, so that the last one stands for the whole journal. Stable for
//! ever (stored). Finds accidents, never malice: whoever can write the file can also write the checksum; the
//! audit chain is the guard against that.

/// A stable 64-bit fingerprint of bytes, for recognising the same message again.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> u64 {
    let mut sum = Checksum::new(0);
    sum.bytes(bytes);
    sum.finish()
}

/// Odd, so that multiplying by it loses nothing.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// A running checksum. Every step can be undone (xor, odd multiplication, rotation), hence a change confined to
/// one 8-byte word always changes the result.
#[derive(Clone, Copy)]
pub(crate) struct Checksum(u64);

impl Checksum {
    pub(crate) const fn new(previous: u64) -> Self {
        Self(previous)
    }

    pub(crate) const fn word(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(FACTOR).rotate_left(29);
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.word(bytes.len() as u64);
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.word(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            let mut last = [0; 8];
            last[..rest.len()].copy_from_slice(rest);
            self.word(u64::from_le_bytes(last));
        }
    }

    /// Spreads the last words over all bits.
    pub(crate) const fn finish(self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(FACTOR);
        mixed ^ (mixed >> 29)
    }
}

/// The checksum of a row: its numbers, then its texts.
pub(crate) fn of_row(numbers: &[i64], texts: &[&[u8]]) -> u64 {
    let mut sum = Checksum::new(0);
    for number in numbers {
        sum.word(number.cast_unsigned());
    }
    for text in texts {
        sum.bytes(text);
    }
    sum.finish()
}

/// The checksum of a record, given that of the record before it.
pub(crate) fn of_record(previous: u64, record: &crate::RecordRef<'_>) -> u64 {
    let mut sum = Checksum::new(previous);
    sum.word(record.seq.number());
    sum.word(u64::from(record.version));
    sum.word(record.occurred_at.millis().cast_unsigned());
    sum.word(record.recorded_at.millis().cast_unsigned());
    for text in [
        record.kind,
        record.actor,
        record.cause,
        record.streams,
        record.body,
    ] {
        sum.bytes(text.as_bytes());
    }
    sum.finish()
}

#[cfg(test)]
mod tests {
    use super::fingerprint;
    use proptest::prelude::*;

    const GOLDEN: u64 = 4_487_470_879_716_720_680;

    #[test]
    fn fingerprints_are_stored_and_must_never_change() {
        assert_eq!(fingerprint(b""), 0);
        assert_eq!(fingerprint(b"MSH|^~\\&|GAM|HOP|CHEVET|HOP"), GOLDEN);
    }

    proptest! {
        #[test]
        fn one_flipped_bit_is_always_seen(mut bytes in prop::collection::vec(any::<u8>(), 1..300), at: prop::sample::Index, bit in 0_u8..8) {
            let before = fingerprint(&bytes);
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            prop_assert_ne!(before, fingerprint(&bytes));
        }
    }
}
