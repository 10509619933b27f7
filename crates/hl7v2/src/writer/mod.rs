//! Building messages: segment by segment, field by field, in any order, everything escaped.
//!
//! ```
//! use hl7v2::writer::{MessageWriter, components};
//!
//! let mut message = MessageWriter::new();
//! message.segment("MSH").field(3, "CHEVET").field(9, components(["ADT", "A02", "ADT_A02"]));
//! message.segment("PV1").field(2, "I").field(3, components(["4036", "22", "3"]));
//! assert_eq!(message.finish(), "MSH|^~\\&|CHEVET||||||ADT^A02^ADT_A02\rPV1||I|4036^22^3\r");
//! ```

mod node;
mod types;

pub use node::{NULL, Node, components, raw, repetitions, subcomponents};
pub use types::{Authority, Person, cx, ei, hd, pl, unit, xcn, xpn};

use crate::separators::Separators;

/// A message being written.
#[derive(Clone, Debug)]
pub struct MessageWriter {
    separators: Separators,
    out: String,
}

impl Default for MessageWriter {
    fn default() -> Self {
        Self::new()
    }
}

impl MessageWriter {
    /// An empty message with the standard separators.
    #[must_use]
    pub fn new() -> Self {
        Self::with_separators(Separators::STANDARD)
    }

    /// An empty message with these separators; a role left without character falls back on the standard
    /// set, because nothing can be written safely without it.
    #[must_use]
    pub fn with_separators(separators: Separators) -> Self {
        let separators = if separators.is_complete() {
            separators
        } else {
            Separators::STANDARD
        };
        Self {
            separators,
            out: String::with_capacity(1_024),
        }
    }

    /// Starts a segment. The header (MSH, FHS, BHS) gets its separators; its fields start at number 3.
    pub fn segment(&mut self, name: &str) -> SegmentWriter<'_> {
        let start = self.out.len();
        self.out.push_str(name);
        let declares = matches!(name, "MSH" | "FHS" | "BHS");
        if declares {
            self.out.push(self.separators.field);
            self.out.push_str(&self.separators.encoding_characters());
        }
        // In the header, field 2 is written already and its separator counts as a field.
        let last = if declares { 2 } else { 0 };
        SegmentWriter {
            separators: self.separators,
            out: &mut self.out,
            start,
            last,
            declares,
        }
    }

    /// Adds a segment that was read elsewhere, as it is. The caller answers for its separators.
    pub fn verbatim(&mut self, segment: &str) {
        self.out.push_str(segment);
        self.out.push('\r');
    }

    /// The message, each segment ended by CR.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }
}

/// A segment being written; dropping it ends it.
#[derive(Debug)]
pub struct SegmentWriter<'w> {
    separators: Separators,
    out: &'w mut String,
    start: usize,
    last: usize,
    declares: bool,
}

impl SegmentWriter<'_> {
    /// Writes one field. Fields left out stay empty; an empty value writes nothing. A field written twice
    /// keeps the later value. In a header, fields 1 and 2 are the separators and are left alone.
    pub fn field<'v>(&mut self, number: usize, value: impl Into<Node<'v>>) -> &mut Self {
        let value = value.into();
        if number > self.last {
            if !value.is_empty() {
                let missing = number - self.last;
                self.out
                    .extend(std::iter::repeat_n(self.separators.field, missing));
                value.write(self.out, &self.separators);
                self.last = number;
            }
        } else if number > if self.declares { 2 } else { 0 } {
            self.rewrite(number, &value);
        }
        self
    }

    /// The uncommon case: a field before the last one written.
    fn rewrite(&mut self, number: usize, value: &Node<'_>) {
        let line = self.out.split_off(self.start);
        let index = if self.declares { number - 1 } else { number };
        for (at, part) in line.split(self.separators.field).enumerate() {
            if at > 0 {
                self.out.push(self.separators.field);
            }
            if at == index {
                value.write(self.out, &self.separators);
            } else {
                self.out.push_str(part);
            }
        }
    }
}

impl Drop for SegmentWriter<'_> {
    fn drop(&mut self) {
        self.out.push('\r');
    }
}

#[cfg(test)]
mod tests;
