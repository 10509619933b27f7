//! Bytes to text and back, without losing a byte, whatever the label says.
//!
//! MSH-18 is obeyed when it can be; when the bytes contradict it, they win and a warning says so. What was
//! decoded always encodes to the same bytes again.

mod label;
mod mixed;
mod single;

use std::borrow::Cow;

use label::Header;

/// A character set of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Charset {
    /// `UNICODE UTF-8`.
    Utf8,
    /// `8859/1`: every byte is the character of its number.
    Latin1,
    /// `8859/15`: Latin 1 with the euro sign and the French ligatures.
    Latin9,
    /// What many senders mean when they say `8859/1`.
    Windows1252,
    /// `ASCII`: seven bits.
    Ascii,
}

/// What the bytes had to say against the label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CharsetWarning {
    /// Labelled UTF-8, but it is not.
    NotUtf8 {
        /// What it was read as.
        read_as: Charset,
    },
    /// Labelled as something else, but it is UTF-8.
    IsUtf8 {
        /// What the label says.
        labelled: Charset,
    },
    /// UTF-8 with some bytes of a one-byte set among it, as when a text was cut in the middle of a letter.
    Mixed {
        /// How many bytes were not UTF-8.
        bytes: usize,
    },
    /// Labelled `8859/..` or `ASCII` but holding characters only another set has.
    OtherSingleByte {
        /// What the label says.
        labelled: Charset,
        /// What it was read as.
        read_as: Charset,
    },
    /// The label is none we know.
    UnknownLabel {
        /// What it was read as.
        read_as: Charset,
    },
    /// The label was found in another field than MSH-18.
    MisplacedLabel {
        /// The field it was found in.
        field: usize,
    },
    /// No label, and the bytes are not UTF-8: the sender's default was believed.
    Unlabelled {
        /// What it was read as.
        read_as: Charset,
    },
}

impl std::fmt::Display for CharsetWarning {
    /// In French, for the person who looks after the feed.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotUtf8 { read_as } => {
                write!(
                    out,
                    "annoncé en UTF-8 mais ne l'est pas ; lu en {}",
                    read_as.name()
                )
            }
            Self::IsUtf8 { labelled } => {
                write!(
                    out,
                    "annoncé en {} mais c'est de l'UTF-8 ; lu en UTF-8",
                    labelled.name()
                )
            }
            Self::Mixed { bytes } => {
                write!(
                    out,
                    "UTF-8 mêlé de {bytes} octet(s) d'un autre jeu : un nom est sans doute abîmé"
                )
            }
            Self::OtherSingleByte { labelled, read_as } => {
                write!(out, "annoncé en {} ; lu en {}", labelled.name(), read_as.name())
            }
            Self::UnknownLabel { read_as } => {
                write!(
                    out,
                    "jeu de caractères annoncé inconnu ; lu en {}",
                    read_as.name()
                )
            }
            Self::MisplacedLabel { field } => {
                write!(
                    out,
                    "jeu de caractères annoncé dans MSH-{field} au lieu de MSH-18"
                )
            }
            Self::Unlabelled { read_as } => {
                write!(out, "aucun jeu de caractères annoncé ; lu en {}", read_as.name())
            }
        }
    }
}

/// A text and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without byte order mark. Borrowed when the bytes were ASCII or UTF-8.
    pub text: Cow<'a, str>,
    /// The character set it was read as: the one to answer in.
    pub charset: Charset,
    /// What was wrong with the label, if anything.
    pub warning: Option<CharsetWarning>,
    /// Whether a UTF-8 byte order mark came first.
    pub bom: bool,
    /// Places in `text` of characters that were single bytes amid UTF-8.
    strays: Vec<usize>,
}

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Decodes one message. `fallback` is what to believe of this sender when nothing is said and the bytes
/// are not UTF-8 (the French default is [`Charset::Latin9`]).
#[must_use]
pub fn decode(bytes: &[u8], fallback: Charset) -> Decoded<'_> {
    let (bom, body) = match bytes.strip_prefix(BOM) {
        Some(body) => (true, body),
        None => (false, bytes),
    };
    let header = Header::find(body);
    let (text, charset, warning, strays) = match std::str::from_utf8(body) {
        Ok(text) => {
            let (charset, warning) = valid_utf8(text, &header, fallback);
            (Cow::Borrowed(text), charset, warning, Vec::new())
        }
        Err(_) => not_utf8(body, &header, fallback),
    };
    Decoded {
        text,
        charset,
        warning: warning.or(header.misplaced()),
        bom,
        strays,
    }
}

/// ASCII is good in any set; beyond it, several bytes that fit together are no accident.
fn valid_utf8(text: &str, header: &Header, fallback: Charset) -> (Charset, Option<CharsetWarning>) {
    let labelled = header.charset();
    if text.is_ascii() {
        let warning = header.unknown().then_some(CharsetWarning::UnknownLabel {
            read_as: Charset::Ascii,
        });
        return (
            labelled.unwrap_or(if header.unknown() {
                Charset::Ascii
            } else {
                fallback
            }),
            warning,
        );
    }
    let warning = match labelled {
        Some(Charset::Utf8) => None,
        Some(labelled) => Some(CharsetWarning::IsUtf8 { labelled }),
        None => header.unknown().then_some(CharsetWarning::UnknownLabel {
            read_as: Charset::Utf8,
        }),
    };
    (Charset::Utf8, warning)
}

type Read<'a> = (Cow<'a, str>, Charset, Option<CharsetWarning>, Vec<usize>);

fn not_utf8<'a>(bytes: &'a [u8], header: &Header, fallback: Charset) -> Read<'a> {
    let labelled = header.charset();
    if matches!(labelled, None | Some(Charset::Utf8))
        && let Some((text, strays)) = mixed::read(bytes)
    {
        let warning = Some(CharsetWarning::Mixed { bytes: strays.len() });
        return (Cow::Owned(text), Charset::Utf8, warning, strays);
    }
    let believed = match labelled {
        Some(Charset::Utf8 | Charset::Ascii) | None => single_byte(fallback),
        Some(one) => one,
    };
    let read_as = single::seen_in(bytes, believed);
    let warning = match labelled {
        Some(Charset::Utf8) => Some(CharsetWarning::NotUtf8 { read_as }),
        Some(labelled) if labelled == read_as => None,
        Some(labelled) => Some(CharsetWarning::OtherSingleByte { labelled, read_as }),
        None if header.unknown() => Some(CharsetWarning::UnknownLabel { read_as }),
        None => Some(CharsetWarning::Unlabelled { read_as }),
    };
    (
        Cow::Owned(single::decode(bytes, read_as)),
        read_as,
        warning,
        Vec::new(),
    )
}

/// A fallback that cannot be right any more gives way to the French default.
const fn single_byte(fallback: Charset) -> Charset {
    match fallback {
        Charset::Utf8 | Charset::Ascii => Charset::Latin9,
        one => one,
    }
}

impl Decoded<'_> {
    /// The bytes this was decoded from, byte for byte.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.text.len() + BOM.len());
        if self.bom {
            out.extend_from_slice(BOM);
        }
        if self.charset == Charset::Utf8 {
            mixed::write(&mut out, &self.text, &self.strays);
        } else {
            single::encode(&mut out, &self.text, self.charset);
        }
        out
    }
}

/// A text turned into bytes, and how many characters the set could not carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// How many characters were replaced by a likeness (`oe` for `œ`) or by `?`.
    pub replaced: usize,
}

impl Charset {
    /// The set behind a label, in any of the spellings seen in the field.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        label::charset(label.as_bytes())
    }

    /// The label to write in MSH-18. HL7 has none for windows-1252, whose nearest is 8859/1.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UNICODE UTF-8",
            Self::Latin1 | Self::Windows1252 => "8859/1",
            Self::Latin9 => "8859/15",
            Self::Ascii => "ASCII",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Latin1 => "ISO 8859-1",
            Self::Latin9 => "ISO 8859-15",
            Self::Windows1252 => "Windows-1252",
            Self::Ascii => "ASCII",
        }
    }

    /// Encodes a text to be sent. What the set lacks is replaced and counted, never an error.
    #[must_use]
    pub fn encode(self, text: &str) -> Encoded {
        let mut bytes = Vec::with_capacity(text.len());
        let replaced = match self {
            Self::Utf8 => {
                bytes.extend_from_slice(text.as_bytes());
                0
            }
            _ => single::encode(&mut bytes, text, self),
        };
        Encoded { bytes, replaced }
    }

    /// The text of some bytes in this set, if they are text in it.
    pub(crate) fn text(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        match self {
            Self::Utf8 => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
            Self::Ascii if !bytes.is_ascii() => None,
            _ => Some(Cow::Owned(single::decode(bytes, self))),
        }
    }
}

#[cfg(test)]
mod tests;
