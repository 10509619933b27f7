//! HL7 data types as borrowed views: a wrapper around the piece sent, cut when asked.
//!
//! A view never fails and never checks tables: it says where things are. An empty view reads as absent
//! everywhere. The same type may sit in a field (cut by components) or in a component (cut by
//! subcomponents); both read alike.

mod location;
mod names;
mod numbers;

pub use location::Pl;
pub use names::{Xcn, Xpn};
pub use numbers::{Cwe, Cx, Ei, Hd, IdKind, Xon};

use crate::escape::{Syntax, unescape};
use crate::field::{Component, Field, Repetition};
use crate::scan;
use crate::ts::{Ts, TsError};
use crate::value::{Text, Value};

/// A piece made of parts: components of a field, or subcomponents of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Composite<'a> {
    raw: &'a str,
    separator: Option<char>,
    syntax: Syntax,
}

impl<'a> Composite<'a> {
    /// Exactly what was sent.
    #[must_use]
    pub const fn raw(&self) -> &'a str {
        self.raw
    }

    /// Whether nothing was sent.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    /// Whether the whole was sent as `""`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.raw == "\"\""
    }

    /// The part of this number, from one.
    #[must_use]
    pub fn part(&self, number: usize) -> Composite<'a> {
        let raw = number
            .checked_sub(1)
            .map(|index| scan::nth(self.raw, self.separator, index));
        let separator = match self.separator == self.syntax.separators.component {
            true => self.syntax.separators.subcomponent,
            false => None,
        };
        Composite {
            raw: raw.unwrap_or_default(),
            separator,
            syntax: self.syntax,
        }
    }

    /// What the part of this number says.
    #[must_use]
    pub fn text(&self, number: usize) -> Text<'a> {
        let part = self.part(number);
        match part.raw {
            "" => Value::Absent,
            "\"\"" => Value::Null,
            raw => Value::Given(unescape(raw, &part.syntax)),
        }
    }

    /// What the first piece of the part of this number says: the surname of a family name.
    #[must_use]
    pub fn head(&self, number: usize) -> Text<'a> {
        self.part(number).text(1)
    }

    /// The timestamp in the part of this number.
    ///
    /// # Errors
    /// When something was sent that is no timestamp.
    pub fn ts(&self, number: usize) -> Result<Value<Ts>, TsError> {
        let part = self.part(number).part(1);
        Component {
            raw: part.raw,
            syntax: part.syntax,
        }
        .ts()
    }
}

impl<'a> From<Repetition<'a>> for Composite<'a> {
    fn from(piece: Repetition<'a>) -> Self {
        Self {
            raw: piece.raw,
            separator: piece.syntax.separators.component,
            syntax: piece.syntax,
        }
    }
}

impl<'a> From<Component<'a>> for Composite<'a> {
    fn from(piece: Component<'a>) -> Self {
        Self {
            raw: piece.raw,
            separator: piece.syntax.separators.subcomponent,
            syntax: piece.syntax,
        }
    }
}

impl<'a> From<Field<'a>> for Composite<'a> {
    fn from(field: Field<'a>) -> Self {
        field.first().into()
    }
}

/// Declares a data type: its name, and for each part a method, what it is read as, and its number.
macro_rules! data_type {
    (
        $(#[$doc:meta])* $name:ident {
            $($(#[$part_doc:meta])* $part:ident: $kind:ident $number:literal,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name<'a>(crate::types::Composite<'a>);

        impl<'a> $name<'a> {
            $(crate::types::data_type!(@part $(#[$part_doc])* $part $kind $number);)*

            /// The parts, by number, for what has no method here.
            #[must_use]
            pub const fn parts(&self) -> crate::types::Composite<'a> {
                self.0
            }

            /// Exactly what was sent.
            #[must_use]
            pub const fn raw(&self) -> &'a str {
                self.0.raw()
            }

            /// Whether nothing was sent.
            #[must_use]
            pub const fn is_empty(&self) -> bool {
                self.0.is_empty()
            }

            /// Whether the whole was sent as `""`: "delete what you know".
            #[must_use]
            pub fn is_null(&self) -> bool {
                self.0.is_null()
            }
        }

        impl<'a, T: Into<crate::types::Composite<'a>>> From<T> for $name<'a> {
            fn from(piece: T) -> Self {
                Self(piece.into())
            }
        }
    };
    (@part $(#[$doc:meta])* $part:ident text $number:literal) => {
        $(#[$doc])*
        #[must_use]
        pub fn $part(&self) -> crate::value::Text<'a> {
            self.0.text($number)
        }
    };
    (@part $(#[$doc:meta])* $part:ident head $number:literal) => {
        $(#[$doc])*
        #[must_use]
        pub fn $part(&self) -> crate::value::Text<'a> {
            self.0.head($number)
        }
    };
    (@part $(#[$doc:meta])* $part:ident ts $number:literal) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// When something was sent that is no timestamp.
        pub fn $part(&self) -> Result<crate::value::Value<crate::ts::Ts>, crate::ts::TsError> {
            self.0.ts($number)
        }
    };
    (@part $(#[$doc:meta])* $part:ident $view:ident $number:literal) => {
        $(#[$doc])*
        #[must_use]
        pub fn $part(&self) -> $view<'a> {
            $view::from(self.0.part($number))
        }
    };
}
pub(crate) use data_type;

#[cfg(test)]
mod tests;
