//! A message: where its segments are, and nothing copied.
//!
//! Parsing finds the header, its separators and the line ends. Fields are cut when they are asked for.
//! Lines that are no segments stay where they are, so that printing gives the input back.

use crate::charset::Charset;
use crate::escape::Syntax;
use crate::field::Field;
use crate::scan::{self, Parts};
use crate::segments::{Evn, MessageType, Msh};
use crate::separators::{self, Separators};

/// One ER7 message, borrowed from its text.
#[derive(Clone, Debug)]
pub struct Message<'a> {
    source: &'a str,
    syntax: Syntax,
    spans: Vec<Span>,
}

/// Where one segment starts and ends in the source, in bytes; line ends lie between.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: u32,
    end: u32,
    tag: Tag,
}

/// The first bytes of a line: enough to tell most segments apart without looking at the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tag(u32);

impl Tag {
    /// The tag of a line that starts so; short lines are filled up with zeros.
    #[inline]
    fn of(bytes: &[u8]) -> Self {
        let three = match bytes {
            [one, two, three, ..] => [0, *one, *two, *three],
            [one, two] => [0, 0, *one, *two],
            [one] => [0, 0, 0, *one],
            [] => [0; 4],
        };
        Self(u32::from_be_bytes(three))
    }
}

/// Why a text is not a message. Never quotes the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ParseError {
    /// No MSH segment.
    #[error("pas de segment MSH : ce n'est pas un message HL7 v2")]
    NoHeader,
    /// MSH-1 or MSH-2 cannot be separators.
    #[error("séparateurs inutilisables dans MSH-1 ou MSH-2")]
    Separators,
    /// Four gibibytes or more.
    #[error("message trop long : quatre gibioctets ou plus")]
    TooLong,
}

impl<'a> Message<'a> {
    /// Reads a message whose character set is what its MSH-18 says (only `\X..\` escapes depend on it).
    ///
    /// # Errors
    /// When there is no MSH segment, or no usable separators in it.
    pub fn parse(source: &'a str) -> Result<Self, ParseError> {
        let mut message = Self::parse_as(source, Charset::Utf8)?;
        if let Some(charset) = Charset::from_label(message.msh().charset_label().as_str()) {
            message.syntax.charset = charset;
        }
        Ok(message)
    }

    /// Reads a message that was decoded from `charset`.
    ///
    /// # Errors
    /// When there is no MSH segment, or no usable separators in it.
    pub fn parse_as(source: &'a str, charset: Charset) -> Result<Self, ParseError> {
        if u32::try_from(source.len()).is_err() {
            return Err(ParseError::TooLong);
        }
        let start = header(source).ok_or(ParseError::NoHeader)?;
        let separators = declared(source.get(start + 3..).unwrap_or_default())?;
        let spans = lines(source.as_bytes(), start);
        Ok(Self {
            source,
            syntax: Syntax { separators, charset },
            spans,
        })
    }

    /// The text that was parsed.
    #[must_use]
    pub const fn source(&self) -> &'a str {
        self.source
    }

    /// What stood before the MSH segment: nothing, blank lines, or junk.
    #[must_use]
    pub fn leading(&self) -> &'a str {
        let end = self.spans.first().map_or(0, |first| first.start as usize);
        self.source.get(..end).unwrap_or_default()
    }

    /// The separators its header declares.
    #[must_use]
    pub const fn separators(&self) -> &Separators {
        &self.syntax.separators
    }

    /// The character set used for `\X..\` escapes.
    #[must_use]
    pub const fn charset(&self) -> Charset {
        self.syntax.charset
    }

    /// All lines from MSH on that are not blank, in order, well-formed segments or not.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = Segment<'a>> + ExactSizeIterator + Clone + '_ {
        self.spans.iter().map(|span| self.at(*span))
    }

    /// The first segment of this name.
    #[must_use]
    pub fn segment(&self, name: &str) -> Option<Segment<'a>> {
        self.segments_named(name).next()
    }

    /// Every segment of this name, in order.
    pub fn segments_named<'m>(&'m self, name: &'m str) -> impl Iterator<Item = Segment<'a>> + Clone + 'm {
        let tag = Tag::of(name.as_bytes());
        let alike = self
            .spans
            .iter()
            .filter(move |span| span.tag == tag || name.len() < 3);
        alike
            .map(|span| self.at(*span))
            .filter(move |segment| segment.is(name))
    }

    /// The message cut into groups that each start with a segment of this name, as MFN and batches of
    /// orders are; what comes before the first is in no group.
    pub fn groups<'m>(&'m self, name: &'m str) -> impl Iterator<Item = Group<'m, 'a>> + Clone + 'm {
        let starts = move |span: &Span| self.at(*span).is(name);
        let heads = self
            .spans
            .iter()
            .enumerate()
            .filter(move |(_, span)| starts(span))
            .map(|(at, _)| at);
        heads.map(move |head| {
            let tail = self.spans.get(head..).unwrap_or_default();
            let length = tail
                .iter()
                .skip(1)
                .position(starts)
                .map_or(tail.len(), |next| next + 1);
            Group {
                message: self,
                spans: tail.get(..length).unwrap_or_default(),
            }
        })
    }

    /// The header.
    #[must_use]
    pub fn msh(&self) -> Msh<'a> {
        let first = self.spans.first().copied().unwrap_or(Span {
            start: 0,
            end: 0,
            tag: Tag(0),
        });
        Msh::new(self.at(first))
    }

    /// MSH-9 as [`Msh::message_type`] reads it, completed by EVN-1 when the header names no trigger.
    #[must_use]
    pub fn message_type(&self) -> MessageType<'a> {
        let found = self.msh().message_type();
        if !found.trigger.is_empty() {
            return found;
        }
        let event = self
            .segment("EVN")
            .map(|segment| Evn::new(segment).trigger().into_text());
        MessageType {
            trigger: event.unwrap_or_default(),
            ..found
        }
    }

    /// Writes the message from its pieces, down to the subcomponents. Equal to [`Self::source`] always:
    /// that is the proof that reading loses nothing.
    #[must_use]
    pub fn print(&self) -> String {
        let mut out = String::with_capacity(self.source.len());
        let mut done = 0;
        for span in &self.spans {
            out.push_str(self.source.get(done..span.start as usize).unwrap_or_default());
            self.at(*span).print_into(&mut out);
            done = span.end as usize;
        }
        out.push_str(self.source.get(done..).unwrap_or_default());
        out
    }

    #[inline]
    fn at(&self, span: Span) -> Segment<'a> {
        let raw = self
            .source
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default();
        Segment {
            raw,
            syntax: self.syntax,
        }
    }
}

/// Where the MSH segment starts: at the beginning of a line if there is one, else anywhere.
fn header(source: &str) -> Option<usize> {
    let starts = |at: usize| {
        let next = source.get(at + 3..).and_then(|rest| rest.chars().next());
        next.is_some_and(separators::usable)
    };
    if source.starts_with("MSH") && starts(0) {
        return Some(0);
    }
    let found = || {
        source
            .match_indices("MSH")
            .map(|(at, _)| at)
            .filter(|&at| starts(at))
    };
    let begins_line = |at: &usize| {
        let before = source.get(..*at).and_then(|before| before.chars().next_back());
        before.is_none_or(|one| matches!(one, '\r' | '\n' | '\u{b}' | scan::BOM))
    };
    found().find(begins_line).or_else(|| found().next())
}

/// Reads the separators from what follows the letters MSH.
fn declared(after: &str) -> Result<Separators, ParseError> {
    let mut rest = after.chars();
    let field = rest.next().ok_or(ParseError::Separators)?;
    let msh2 = rest
        .as_str()
        .split([field, '\r', '\n'])
        .next()
        .unwrap_or_default();
    Separators::declared(field, msh2).ok_or(ParseError::Separators)
}

/// The lines that hold something, without the blanks that indent them.
fn lines(bytes: &[u8], header: usize) -> Vec<Span> {
    let mut spans = Vec::with_capacity(24);
    let mut at = header;
    while at < bytes.len() {
        let end = scan::line_end(bytes, at);
        let mut start = at;
        while start < end && matches!(bytes.get(start), Some(b' ' | b'\t')) {
            start += 1;
        }
        if start < end {
            let tag = Tag::of(bytes.get(start..end).unwrap_or_default());
            spans.push(Span {
                start: start as u32,
                end: end as u32,
                tag,
            });
        }
        at = end + 1;
    }
    spans
}

/// A segment and those that follow it, up to the next one of its name.
#[derive(Clone, Copy, Debug)]
pub struct Group<'m, 'a> {
    message: &'m Message<'a>,
    spans: &'m [Span],
}

impl<'m, 'a> Group<'m, 'a> {
    /// Its segments, the one that starts the group first.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'a>> + Clone + use<'m, 'a> {
        let message = self.message;
        self.spans.iter().map(move |span| message.at(*span))
    }

    /// The first segment of this name in the group.
    #[must_use]
    pub fn segment(&self, name: &str) -> Option<Segment<'a>> {
        self.segments().find(|segment| segment.is(name))
    }

    /// Every segment of this name in the group.
    pub fn segments_named<'n>(&self, name: &'n str) -> impl Iterator<Item = Segment<'a>> + use<'m, 'a, 'n> {
        self.segments().filter(move |segment| segment.is(name))
    }
}

/// One line of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    raw: &'a str,
    syntax: Syntax,
}

impl<'a> Segment<'a> {
    /// Exactly what was sent, without the line end.
    #[must_use]
    pub const fn raw(&self) -> &'a str {
        self.raw
    }

    /// What stands before the first field separator.
    #[must_use]
    pub fn name(&self) -> &'a str {
        if self.declares() {
            self.raw.get(..3).unwrap_or_default()
        } else {
            self.part(0)
        }
    }

    /// Whether the line is a segment at all: a name of a capital and two capitals or digits.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        let name = self.name().as_bytes();
        let tail = |one: &u8| one.is_ascii_uppercase() || one.is_ascii_digit();
        name.len() == 3 && name.iter().all(tail) && name.first().is_some_and(u8::is_ascii_uppercase)
    }

    /// Whether it has this name.
    #[must_use]
    #[inline]
    pub fn is(&self, name: &str) -> bool {
        match self.raw.strip_prefix(name) {
            Some(rest) => rest.is_empty() || rest.starts_with(self.syntax.separators.field),
            None => false,
        }
    }

    /// The field of this number, empty when it was not sent. MSH-1 is the field separator itself.
    #[must_use]
    pub fn field(&self, number: usize) -> Field<'a> {
        if self.declares() {
            return self.declaring_field(number);
        }
        let raw = if number == 0 { "" } else { self.part(number) };
        Field {
            raw,
            syntax: self.syntax,
        }
    }

    /// The fields in order, from number 1.
    pub fn fields(&self) -> impl Iterator<Item = Field<'a>> + Clone + use<'a> {
        let segment = *self;
        let declared = if self.declares() { 2 } else { 0 };
        let head = (1..=declared).map(move |number| segment.declaring_field(number));
        let rest = Parts::of(self.raw, Some(self.syntax.separators.field)).skip(declared.max(1));
        head.chain(rest.map(move |raw| Field {
            raw,
            syntax: segment.syntax,
        }))
    }

    /// Whether it declares separators, so that its first field is one: MSH, and the heads of files and
    /// batches.
    fn declares(&self) -> bool {
        matches!(
            self.raw.as_bytes(),
            [b'M', b'S', b'H', ..] | [b'F' | b'B', b'H', b'S', ..]
        )
    }

    fn declaring_field(&self, number: usize) -> Field<'a> {
        let separator = self.syntax.separators.field;
        let plain = Syntax {
            separators: Separators::fields_only(separator),
            ..self.syntax
        };
        match number {
            0 => Field {
                raw: "",
                syntax: plain,
            },
            1 => {
                let rest = self.raw.get(3..).unwrap_or_default();
                let width = if rest.starts_with(separator) {
                    separator.len_utf8()
                } else {
                    0
                };
                Field {
                    raw: rest.get(..width).unwrap_or_default(),
                    syntax: plain,
                }
            }
            2 => Field {
                raw: self.part(1),
                syntax: plain,
            },
            _ => Field {
                raw: self.part(number - 1),
                syntax: self.syntax,
            },
        }
    }

    #[inline]
    fn part(&self, index: usize) -> &'a str {
        scan::nth(self.raw, Some(self.syntax.separators.field), index)
    }

    fn print_into(&self, out: &mut String) {
        let Separators {
            field,
            component,
            repetition,
            subcomponent,
            ..
        } = self.syntax.separators;
        let opaque = usize::from(self.declares());
        for (index, part) in Parts::of(self.raw, Some(field)).enumerate() {
            if index > 0 {
                out.push(field);
            }
            if index <= opaque {
                out.push_str(part);
                continue;
            }
            print_level(out, part, &[repetition, component, subcomponent]);
        }
    }
}

/// Cuts at the first separator, prints every part by the next ones, and joins them again.
fn print_level(out: &mut String, text: &str, separators: &[Option<char>]) {
    let Some((separator, below)) = separators.split_first() else {
        out.push_str(text);
        return;
    };
    for (index, part) in Parts::of(text, *separator).enumerate() {
        if index > 0 {
            out.extend(*separator);
        }
        print_level(out, part, below);
    }
}

#[cfg(test)]
mod tests;
