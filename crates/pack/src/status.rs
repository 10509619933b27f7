//! How the folder is doing, told by whoever writes it to whoever shows it.

use std::sync::{Arc, Mutex, PoisonError};

use base::Moment;

/// Shared between the writer of the folder and the pages. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Status(Arc<Mutex<Standing>>);

/// How the folder is doing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// When the last complete generation was written.
    pub written_at: Option<Moment>,
    /// The place of the journal it shows.
    pub seq: u64,
    /// Generations written since the start.
    pub written: u64,
    /// What keeps it from being written, in French, and since when.
    pub trouble: Option<(Moment, String)>,
}

impl Status {
    /// Notes that a generation was written. True when a trouble ended with it.
    pub fn written(&self, at: Moment, seq: u64) -> bool {
        let mut standing = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        standing.written_at = Some(at);
        standing.seq = seq;
        standing.written += 1;
        standing.trouble.take().is_some()
    }

    /// Notes that writing failed. True when this is news.
    pub fn failed(&self, at: Moment, why: String) -> bool {
        let mut standing = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut standing.trouble {
            Some((_, said)) if *said == why => false,
            Some((_, said)) => {
                *said = why;
                true
            }
            none => {
                *none = Some((at, why));
                true
            }
        }
    }

    /// How it is doing now.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trouble_is_news_once_keeps_its_beginning_and_ends_with_a_success() {
        let (status, at) = (Status::default(), Moment::from_millis);
        assert!(status.failed(at(1), "disque plein".into()));
        assert!(!status.failed(at(2), "disque plein".into()));
        assert!(status.failed(at(3), "dossier absent".into()));
        let trouble = status.standing().trouble;
        assert_eq!(trouble, Some((at(1), "dossier absent".into())));
        assert!(status.written(at(4), 9));
        assert!(!status.written(at(5), 10));
        let standing = status.standing();
        assert_eq!(
            (standing.written_at, standing.seq, standing.written),
            (Some(at(5)), 10, 2)
        );
        assert_eq!(standing.trouble, None);
    }
}
