//! What the store writes into the trace by itself: which records a transaction wrote, which key chains from here,
//! what retention blanked.

use base::Moment;
use serde::{Deserialize, Serialize};

use super::{NewTrace, TraceClass, TraceKey, TraceSeq, hex};
use crate::{Head, Seq};

/// The records one transaction wrote.
pub(crate) const JOURNAL: &str = "journal";
/// The key that links this row and those after it.
pub(crate) const KEY: &str = "key";
/// Rows that retention blanked.
pub(crate) const BLANKED: &str = "blanked";

/// The body of a [`JOURNAL`] seal.
#[derive(Serialize, Deserialize)]
pub(crate) struct Sealed {
    pub first: Seq,
    pub last: Seq,
    /// SHA-256 of the records, in hexadecimal.
    pub sha256: String,
}

/// The body of a [`KEY`] seal.
#[derive(Serialize, Deserialize)]
pub(crate) struct KeyTurn {
    /// [`TraceKey::id`].
    pub key: String,
    /// Where the journal ended then, and its checksum: what came before the first seal.
    pub journal: Head,
}

/// The body of a [`BLANKED`] seal.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Blanking {
    pub class: TraceClass,
    /// Only rows older than this.
    pub before: Moment,
    /// The last row blanked.
    pub last: TraceSeq,
    /// All rows of the class up to there are blank: where the next blanking goes on.
    pub swept: TraceSeq,
    pub rows: u64,
}

impl Blanking {
    /// Whether this blanking explains that a row is blank.
    pub fn covers(&self, class: TraceClass, at: Moment, seq: TraceSeq) -> bool {
        self.class == class && at < self.before && seq <= self.last
    }
}

pub(crate) fn of_records(at: Moment, first: Seq, last: Seq, sum: &[u8; 32]) -> NewTrace {
    let sha256 = hex(sum);
    // Written by hand: once per transaction, and a fixed form.
    let body = format!(r#"{{"first":{first},"last":{last},"sha256":"{sha256}"}}"#);
    seal(at, JOURNAL, body)
}

pub(crate) fn of_key(at: Moment, key: &TraceKey, journal: Head) -> NewTrace {
    let (id, seq, check) = (key.id(), journal.seq, journal.check);
    seal(
        at,
        KEY,
        format!(r#"{{"key":"{id}","journal":{{"seq":{seq},"check":{check}}}}}"#),
    )
}

pub(crate) fn of_blanking(at: Moment, blanking: &Blanking) -> NewTrace {
    let Blanking {
        class,
        before,
        last,
        swept,
        rows,
    } = blanking;
    let before = before.millis();
    seal(
        at,
        BLANKED,
        format!(r#"{{"class":"{class}","before":{before},"last":{last},"swept":{swept},"rows":{rows}}}"#),
    )
}

fn seal(at: Moment, action: &str, body: String) -> NewTrace {
    NewTrace {
        at,
        class: TraceClass::Seal,
        action: action.to_owned(),
        actor: String::new(),
        post: None,
        patient: None,
        place: None,
        body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seals_are_read_back() {
        let at = Moment::from_millis(5);
        let sealed: Sealed =
            serde_json::from_str(&of_records(at, Seq::new(3), Seq::new(4), &[1; 32]).body).expect("read");
        assert_eq!(
            (sealed.first, sealed.last, sealed.sha256),
            (Seq::new(3), Seq::new(4), hex(&[1; 32]))
        );
        let head = Head {
            seq: Seq::new(9),
            check: u64::MAX,
        };
        let turn: KeyTurn = serde_json::from_str(&of_key(at, &TraceKey::default(), head).body).expect("read");
        assert_eq!((turn.key, turn.journal), (TraceKey::default().id(), head));
        let blanking = Blanking {
            class: TraceClass::Access,
            before: at,
            last: TraceSeq::new(7),
            swept: TraceSeq::new(6),
            rows: 2,
        };
        let read: Blanking = serde_json::from_str(&of_blanking(at, &blanking).body).expect("read");
        assert!(read.covers(TraceClass::Access, Moment::from_millis(4), TraceSeq::new(7)));
        assert!(!read.covers(TraceClass::Access, at, TraceSeq::new(7)));
        assert!(!read.covers(TraceClass::Security, Moment::from_millis(4), TraceSeq::new(7)));
        assert!(!read.covers(TraceClass::Access, Moment::from_millis(4), TraceSeq::new(8)));
    }
}
