//! Snapshots: a state already folded, so that a start reads only what came after.
//!
//! A snapshot is a convenience, never the truth: one that is torn, rotten, of another format or of another
//! journal is ignored, and the start is only longer.

use crate::checksum::Checksum;
use crate::{Head, Seq};

/// A folded state up to a place of the journal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snapshot {
    /// The end of the journal it was folded from.
    pub head: Head,
    /// How its bytes are written; a reader of another format ignores it.
    pub format: String,
    /// The state.
    pub bytes: Vec<u8>,
}

/// How many snapshots are kept: the last, and one more in case the last is torn.
pub(crate) const KEPT: usize = 2;

const MAGIC: &[u8; 8] = b"CHEVSNP1";

/// The file form: magic, seq, journal check, length of format, length of bytes, checksum, format, bytes.
pub(crate) fn encode(snapshot: &Snapshot) -> Vec<u8> {
    let mut out = Vec::with_capacity(48 + snapshot.format.len() + snapshot.bytes.len());
    out.extend_from_slice(MAGIC);
    for word in [
        snapshot.head.seq.number(),
        snapshot.head.check,
        snapshot.format.len() as u64,
        snapshot.bytes.len() as u64,
        check(snapshot.head, snapshot.format.as_bytes(), &snapshot.bytes),
    ] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    out.extend_from_slice(snapshot.format.as_bytes());
    out.extend_from_slice(&snapshot.bytes);
    out
}

/// Reads the file form back; nothing when it is torn or rotten.
pub(crate) fn decode(file: &[u8]) -> Option<Snapshot> {
    let rest = file.strip_prefix(MAGIC)?;
    let (words, rest) = rest.split_at_checked(40)?;
    let (words, _) = words.as_chunks::<8>();
    let [seq, journal, format_len, bytes_len, sum] = words else {
        return None;
    };
    let head = Head {
        seq: Seq::new(u64::from_le_bytes(*seq)),
        check: u64::from_le_bytes(*journal),
    };
    let format_len = usize::try_from(u64::from_le_bytes(*format_len)).ok()?;
    let (format, bytes) = rest.split_at_checked(format_len)?;
    let is_whole = bytes.len() as u64 == u64::from_le_bytes(*bytes_len)
        && check(head, format, bytes) == u64::from_le_bytes(*sum);
    if !is_whole {
        return None;
    }
    Some(Snapshot {
        head,
        format: String::from_utf8(format.to_vec()).ok()?,
        bytes: bytes.to_vec(),
    })
}

fn check(head: Head, format: &[u8], bytes: &[u8]) -> u64 {
    let mut sum = Checksum::new(head.check);
    sum.word(head.seq.number());
    sum.bytes(format);
    sum.bytes(bytes);
    sum.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_snapshot_is_read_back_whole_or_not_at_all(bytes in prop::collection::vec(any::<u8>(), 0..200), at: prop::sample::Index) {
            let snapshot = Snapshot { head: Head { seq: Seq::new(7), check: 9 }, format: "state/1".into(), bytes };
            let file = encode(&snapshot);
            prop_assert_eq!(decode(&file), Some(snapshot));
            prop_assert_eq!(decode(&file[..at.index(file.len())]), None);
            let mut rotten = file.clone();
            let at = at.index(rotten.len());
            rotten[at] ^= 0x20;
            prop_assert_eq!(decode(&rotten), None);
        }
    }
}
