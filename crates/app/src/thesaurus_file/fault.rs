//! What is wrong with a file of a thesaurus. `web` words it in the reader's language.

/// Everything that is wrong with a file, in the order of its lines. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} faults in a file of a thesaurus", .0.len())]
pub struct BadThesaurus(pub Vec<FileFault>);

/// Something that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFault {
    /// On which line; none when it is about the whole file.
    pub line: Option<u64>,
    /// What.
    pub flaw: FileFlaw,
}

/// What may be wrong. A column is named as the file names it; of what was written, a few words are repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFlaw {
    /// Larger than [`super::MOST_BYTES`].
    TooBig,
    /// Not in UTF-8.
    NotUtf8,
    /// The first line cannot be read.
    BadHeader,
    /// No such column: one that is misspelt must not pass for one that is empty.
    UnknownColumn(String),
    /// A column that has to be there.
    MissingColumn(&'static str),
    /// More entries than a thesaurus has room for.
    TooManyEntries,
    /// A line that cannot be read: quotes that do not end.
    BadLine,
    /// A cell that has to be filled.
    Missing(&'static str),
    /// A cell that cannot be read.
    Unreadable(&'static str, String),
    /// A word that the column does not know.
    Unknown(&'static str, String),
    /// There may be more.
    More,
    /// Not JSON from that column on.
    NotJson {
        /// In characters.
        column: usize,
    },
    /// JSON with a name or a value that is none of ours.
    UnknownValue {
        /// In characters.
        column: usize,
    },
    /// JSON of something else.
    NotAThesaurus,
    /// A file of a later version of Chevet.
    UnknownVersion(u64),
    /// A text with blanks around it, control characters in it, or too much of it.
    BadText(String),
}

impl BadThesaurus {
    pub(super) fn whole(flaw: FileFlaw) -> Self {
        Self(vec![FileFault { line: None, flaw }])
    }

    pub(super) fn at(line: u64, flaw: FileFlaw) -> Self {
        let line = Some(line);
        Self(vec![FileFault { line, flaw }])
    }
}
