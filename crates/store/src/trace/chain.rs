//! How a row is hashed and linked. Stable for ever: what is stored was made by this.
//!
//! `digest = SHA-256(actor, post, patient, place, details)`, what retention may take away;
//! `link = HMAC-SHA-256(key, link before, seq, at, class, action, digest)`, what stays.
//! Numbers are 8 bytes, least first; a text is its length and its bytes; what may be absent has a byte before it.

use base::Moment;
use hmac::{Hmac, Mac as _};
use sha2::{Digest as _, Sha256};

use super::{NewTrace, TraceClass, TraceHead, TraceKey, TraceRow, TraceSeq};
use crate::RecordRef;

pub(super) type Keyed = Hmac<Sha256>;

/// What a row says beside when, which class and which action.
pub(crate) struct Said<'a> {
    pub actor: Option<&'a str>,
    pub post: Option<&'a str>,
    pub patient: Option<&'a str>,
    pub place: Option<&'a str>,
    pub body: &'a str,
}

pub(crate) fn digest(said: &Said<'_>) -> [u8; 32] {
    let mut sum = Sha256::new();
    for text in [said.actor, said.post, said.patient, said.place, Some(said.body)] {
        match text {
            None => sum.update([0]),
            Some(text) => {
                sum.update([1]);
                sum.update((text.len() as u64).to_le_bytes());
                sum.update(text.as_bytes());
            }
        }
    }
    sum.finalize().into()
}

/// The link of the row that follows `before`.
pub(crate) fn link(
    key: &TraceKey,
    before: &[u8; 32],
    seq: TraceSeq,
    at: Moment,
    class: TraceClass,
    action: &str,
    digest: &[u8; 32],
) -> [u8; 32] {
    let mut mac = key.keyed();
    mac.update(before);
    mac.update(&seq.number().to_le_bytes());
    mac.update(&at.millis().to_le_bytes());
    for text in [class.code(), action] {
        mac.update(&(text.len() as u64).to_le_bytes());
        mac.update(text.as_bytes());
    }
    mac.update(digest);
    mac.finalize().into_bytes().into()
}

/// The row that follows a head.
pub(crate) fn row_after(key: &TraceKey, head: &TraceHead, new: &NewTrace) -> TraceRow {
    let is_seal = new.class == TraceClass::Seal;
    let actor = (!is_seal).then(|| new.actor.clone());
    let digest = digest(&Said {
        actor: actor.as_deref(),
        post: new.post.as_deref(),
        patient: new.patient.as_deref(),
        place: new.place.as_deref(),
        body: &new.body,
    });
    let seq = head.seq.next();
    TraceRow {
        seq,
        at: new.at,
        class: new.class,
        action: new.action.clone(),
        actor,
        post: new.post.clone(),
        patient: new.patient.clone(),
        place: new.place.clone(),
        body: Some(new.body.clone()),
        digest,
        link: link(key, &head.link, seq, new.at, new.class, &new.action, &digest),
    }
}

/// The digest of what a row says now; none when it was blanked.
pub(crate) fn digest_of(row: &TraceRow) -> Option<[u8; 32]> {
    let body = row.body.as_deref()?;
    Some(digest(&Said {
        actor: row.actor.as_deref(),
        post: row.post.as_deref(),
        patient: row.patient.as_deref(),
        place: row.place.as_deref(),
        body,
    }))
}

/// The sum of the records of one transaction.
#[derive(Clone, Debug, Default)]
pub(crate) struct RecordSum(Sha256);

impl RecordSum {
    /// Takes in the next record, all of it.
    pub fn add(&mut self, record: &RecordRef<'_>) {
        let sum = &mut self.0;
        sum.update(record.seq.number().to_le_bytes());
        sum.update(u64::from(record.version).to_le_bytes());
        sum.update(record.occurred_at.millis().to_le_bytes());
        sum.update(record.recorded_at.millis().to_le_bytes());
        for text in [
            record.kind,
            record.actor,
            record.cause,
            record.streams,
            record.body,
        ] {
            sum.update((text.len() as u64).to_le_bytes());
            sum.update(text.as_bytes());
        }
    }

    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_and_links_are_stored_and_must_never_change() {
        let new = NewTrace {
            at: Moment::from_millis(1_790_000_000_000),
            class: TraceClass::Access,
            action: "patient.read".to_owned(),
            actor: "o3".to_owned(),
            post: None,
            patient: Some("p12".to_owned()),
            place: Some("w4".to_owned()),
            body: "{}".to_owned(),
        };
        let row = row_after(&TraceKey::new([7; 32]), &TraceHead::default(), &new);
        assert_eq!(super::super::hex(&row.digest), DIGEST);
        assert_eq!(super::super::hex(&row.link), LINK);
        assert_eq!(TraceKey::new([7; 32]).id(), KEY_ID);
        assert_eq!(digest_of(&row), Some(row.digest));
    }

    // Computed by another program (Python's hashlib and hmac) from the description above.
    const DIGEST: &str = "743410936bb61b721e6a590704041b90d3b4537f578a80ee385dce906e92d3a1";
    const LINK: &str = "efa8b12e99fb43c120c26046dbbb57e1323b830d4ef36dd6784817b7dedb72cc";
    const KEY_ID: &str = "dec351b2a8c3c71b";

    #[test]
    fn no_text_can_slide_into_its_neighbour() {
        let said = |actor, post, patient| {
            digest(&Said {
                actor: Some(actor),
                post,
                patient,
                place: None,
                body: "",
            })
        };
        assert_ne!(said("ab", Some("c"), None), said("a", Some("bc"), None));
        assert_ne!(said("a", Some(""), None), said("a", None, Some("")));
        assert_ne!(said("a", None, None), said("a", Some(""), None));
    }
}
