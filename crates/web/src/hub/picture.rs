//! The words of the push: topics, pictures and their pieces, stamps.

use std::fmt;
use std::str::FromStr;

use base::id::WardId;

/// Something that can be watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// The whole territory in counts.
    Territory,
    /// The board of a ward.
    Ward(WardId),
}

/// A topic as HTML.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Picture {
    /// What it shows, for the title of a page.
    pub title: String,
    /// Where that is, in a few words.
    pub above: String,
    /// The whole live region, as one element that holds every piece and nothing else that changes.
    pub whole: String,
    /// The elements that can be replaced one by one.
    pub pieces: Vec<Piece>,
    /// Changes when pieces come, go or move; the whole region is then sent.
    pub shape: String,
}

impl Picture {
    /// Whether it is made of the same elements at the same places.
    #[must_use]
    pub fn is_shaped_as(&self, other: &Self) -> bool {
        self.shape == other.shape
            && self.pieces.len() == other.pieces.len()
            && self
                .pieces
                .iter()
                .zip(&other.pieces)
                .all(|(one, two)| one.id == two.id)
    }
}

/// One element of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The `id` of the element.
    pub id: String,
    /// The element.
    pub html: String,
}

/// A point in the life of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Which process counted.
    pub epoch: u64,
    /// How far it had counted.
    pub revision: u64,
}

/// A topic at a point of its life: `ward:w12@1763-42`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamped {
    /// The topic.
    pub topic: Topic,
    /// The point.
    pub stamp: Stamp,
}

impl fmt::Display for Topic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Territory => out.write_str("territory"),
            Self::Ward(ward) => write!(out, "ward:{ward}"),
        }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.epoch, self.revision)
    }
}

impl fmt::Display for Stamped {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}@{}", self.topic, self.stamp)
    }
}

/// A text that should have been a topic or a stamp and is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sujet illisible")]
pub struct NotATopic;

impl FromStr for Topic {
    type Err = NotATopic;

    fn from_str(text: &str) -> Result<Self, NotATopic> {
        match text.split_once(':') {
            None if text == "territory" => Ok(Self::Territory),
            Some(("ward", id)) => id.parse().map(Self::Ward).map_err(|_| NotATopic),
            _ => Err(NotATopic),
        }
    }
}

impl FromStr for Stamp {
    type Err = NotATopic;

    fn from_str(text: &str) -> Result<Self, NotATopic> {
        let (epoch, revision) = text.split_once('-').ok_or(NotATopic)?;
        match (epoch.parse(), revision.parse()) {
            (Ok(epoch), Ok(revision)) => Ok(Self { epoch, revision }),
            _ => Err(NotATopic),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_and_stamps_read_back_as_printed() {
        for topic in [Topic::Territory, Topic::Ward(WardId::new(12))] {
            assert_eq!(topic.to_string().parse(), Ok(topic));
        }
        let stamp = Stamp {
            epoch: 1763,
            revision: 42,
        };
        assert_eq!(stamp.to_string().parse(), Ok(stamp));
        for wrong in ["", "ward", "ward:", "ward:b1", "ward:w1:w2", "1763", "1-2-3", "-"] {
            assert_eq!(wrong.parse::<Topic>(), Err(NotATopic), "{wrong}");
            assert_eq!(wrong.parse::<Stamp>(), Err(NotATopic), "{wrong}");
        }
    }
}
