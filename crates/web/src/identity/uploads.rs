//! Files whose sender had to say who they are first: kept here meanwhile, since no page can hold a file, so that nobody
//! chooses theirs twice.
//!
//! In memory and for a quarter of an hour, under a ticket that only the page of their sender has. Nobody who is neither
//! at a post nor signed in gets as far.

use auth::{Print, Secret, Source};
use axum::body::Bytes;
use base::Moment;
use base::time::MINUTE;

/// How long a file waits.
const PATIENCE: i64 = 15 * MINUTE;
/// Most files from one post or address: whoever sends more replaces their own first.
const MOST_FROM_ONE: usize = 3;
/// Most bytes of all that wait.
const MOST_BYTES: usize = 32 << 20;

/// A body that waits, as it was sent.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its content type, which says where its parts begin.
    pub kind: String,
    /// Its bytes.
    pub body: Bytes,
}

/// The files that wait, the first one first.
#[derive(Debug, Default)]
pub struct Uploads {
    waiting: Vec<Waits>,
}

#[derive(Debug)]
struct Waits {
    ticket: Print,
    source: Source,
    since: Moment,
    upload: Upload,
}

impl Uploads {
    /// Keeps a file under that ticket. False when too many bytes wait already.
    pub fn keep(&mut self, ticket: Print, source: Source, upload: Upload, now: Moment) -> bool {
        self.waiting.retain(|it| now.since(it.since) < PATIENCE);
        let of_one = |it: &Waits| it.source == source;
        if self.waiting.iter().filter(|it| of_one(it)).count() >= MOST_FROM_ONE
            && let Some(oldest) = self.waiting.iter().position(of_one)
        {
            self.waiting.remove(oldest);
        }
        let held: usize = self.waiting.iter().map(|it| it.upload.body.len()).sum();
        if held + upload.body.len() > MOST_BYTES {
            return false;
        }
        self.waiting.push(Waits {
            ticket,
            source,
            since: now,
            upload,
        });
        true
    }

    /// Takes the file of that ticket, which then waits no more.
    pub fn take(&mut self, ticket: &Secret, now: Moment) -> Option<Upload> {
        let print = ticket.print();
        let found = self.waiting.iter().position(|it| it.ticket == print)?;
        let waits = self.waiting.remove(found);
        (now.since(waits.since) < PATIENCE).then_some(waits.upload)
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn at(minutes: i64) -> Moment {
        Moment::from_millis(minutes * MINUTE)
    }

    fn ticket(byte: u8) -> Secret {
        Secret::new([byte; 32])
    }

    fn from(byte: u8) -> Source {
        Source::Address(IpAddr::from([10, 0, 0, byte]))
    }

    fn upload(bytes: usize) -> Upload {
        Upload {
            kind: "multipart/form-data; boundary=x".to_owned(),
            body: Bytes::from(vec![b'x'; bytes]),
        }
    }

    #[test]
    fn a_file_waits_a_quarter_of_an_hour_and_is_taken_once() {
        let mut uploads = Uploads::default();
        assert!(uploads.keep(ticket(1).print(), from(1), upload(9), at(0)));
        assert!(uploads.take(&ticket(2), at(1)).is_none(), "another ticket");
        assert_eq!(uploads.take(&ticket(1), at(14)).map(|it| it.body.len()), Some(9));
        assert!(uploads.take(&ticket(1), at(14)).is_none(), "once");
        assert!(uploads.keep(ticket(1).print(), from(1), upload(9), at(0)));
        assert!(uploads.take(&ticket(1), at(15)).is_none());
    }

    #[test]
    fn neither_one_sender_nor_all_of_them_fill_the_memory() {
        let mut uploads = Uploads::default();
        for byte in 0..10 {
            assert!(uploads.keep(ticket(byte).print(), from(1), upload(2 << 20), at(0)));
        }
        assert_eq!(uploads.waiting.len(), MOST_FROM_ONE);
        assert!(uploads.take(&ticket(9), at(1)).is_some(), "the last ones stay");
        let kept =
            (20..200).filter(|byte| uploads.keep(ticket(*byte).print(), from(*byte), upload(2 << 20), at(1)));
        assert!(kept.count() * (2 << 20) <= MOST_BYTES);
        assert!(
            uploads.keep(ticket(201).print(), from(201), upload(9), at(16)),
            "they go by themselves"
        );
    }
}
