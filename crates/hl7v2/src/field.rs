//! Fields, repetitions, components, subcomponents: borrowed pieces of a message, cut on demand.
//!
//! All numbers are HL7's, from one. Asking for a piece that was not sent gives an empty one, never an
//! error: most of a message is optional.

use std::borrow::Cow;

use crate::escape::{Syntax, unescape};
use crate::scan::{self, Parts};
use crate::ts::{Ts, TsError};
use crate::value::{Text, Value};

/// One field of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    pub(crate) raw: &'a str,
    pub(crate) syntax: Syntax,
}

/// One repetition of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repetition<'a> {
    pub(crate) raw: &'a str,
    pub(crate) syntax: Syntax,
}

/// One component of a repetition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Component<'a> {
    pub(crate) raw: &'a str,
    pub(crate) syntax: Syntax,
}

/// One subcomponent of a component: there is nothing below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subcomponent<'a> {
    pub(crate) raw: &'a str,
    pub(crate) syntax: Syntax,
}

macro_rules! readable {
    ($($piece:ident)*) => {$(
        impl<'a> $piece<'a> {
            /// Exactly what was sent, escapes and separators included.
            #[must_use]
            pub const fn raw(&self) -> &'a str {
                self.raw
            }

            /// The text with escapes resolved, separators below this level left in place.
            /// Empty for a null (`""`): see [`Self::value`] when the difference matters.
            #[must_use]
            pub fn text(&self) -> Cow<'a, str> {
                if self.is_null() { Cow::Borrowed("") } else { unescape(self.raw, &self.syntax) }
            }

            /// Absent, null or given.
            #[must_use]
            pub fn value(&self) -> Text<'a> {
                if self.raw.is_empty() {
                    Value::Absent
                } else if self.is_null() {
                    Value::Null
                } else {
                    Value::Given(unescape(self.raw, &self.syntax))
                }
            }

            /// Whether `""` was sent: "delete what you know".
            #[must_use]
            pub fn is_null(&self) -> bool {
                self.raw == "\"\""
            }

            /// Whether nothing was sent here.
            #[must_use]
            pub const fn is_empty(&self) -> bool {
                self.raw.is_empty()
            }
        }
    )*};
}

readable!(Field Repetition Component Subcomponent);

impl<'a> Field<'a> {
    /// The repetitions, none when the field is empty.
    pub fn repetitions(&self) -> impl Iterator<Item = Repetition<'a>> + Clone + use<'a> {
        let syntax = self.syntax;
        let parts = if self.raw.is_empty() {
            Parts::none()
        } else {
            Parts::of(self.raw, syntax.separators.repetition)
        };
        parts.map(move |raw| Repetition { raw, syntax })
    }

    /// The `n`th repetition, from one.
    #[must_use]
    pub fn repetition(&self, n: usize) -> Repetition<'a> {
        let raw = below(self.raw, self.syntax.separators.repetition, n);
        Repetition {
            raw,
            syntax: self.syntax,
        }
    }

    /// The first repetition: the field, for those that cannot repeat.
    #[must_use]
    pub fn first(&self) -> Repetition<'a> {
        self.repetition(1)
    }

    /// The `n`th component, from one, of the first repetition.
    #[must_use]
    pub fn component(&self, n: usize) -> Component<'a> {
        self.first().component(n)
    }

    /// The timestamp of a TS or DTM field.
    ///
    /// # Errors
    /// When something was sent that is no timestamp.
    pub fn ts(&self) -> Result<Value<Ts>, TsError> {
        self.component(1).ts()
    }
}

impl<'a> Repetition<'a> {
    /// The components, none when the repetition is empty.
    pub fn components(&self) -> impl Iterator<Item = Component<'a>> + Clone + use<'a> {
        let syntax = self.syntax;
        let parts = if self.raw.is_empty() {
            Parts::none()
        } else {
            Parts::of(self.raw, syntax.separators.component)
        };
        parts.map(move |raw| Component { raw, syntax })
    }

    /// The `n`th component, from one.
    #[must_use]
    pub fn component(&self, n: usize) -> Component<'a> {
        Component {
            raw: below(self.raw, self.syntax.separators.component, n),
            syntax: self.syntax,
        }
    }
}

impl<'a> Component<'a> {
    /// The subcomponents, none when the component is empty.
    pub fn subcomponents(&self) -> impl Iterator<Item = Subcomponent<'a>> + Clone + use<'a> {
        let syntax = self.syntax;
        let parts = if self.raw.is_empty() {
            Parts::none()
        } else {
            Parts::of(self.raw, syntax.separators.subcomponent)
        };
        parts.map(move |raw| Subcomponent { raw, syntax })
    }

    /// The `n`th subcomponent, from one.
    #[must_use]
    pub fn subcomponent(&self, n: usize) -> Subcomponent<'a> {
        Subcomponent {
            raw: below(self.raw, self.syntax.separators.subcomponent, n),
            syntax: self.syntax,
        }
    }

    /// The timestamp written here.
    ///
    /// # Errors
    /// When something was sent that is no timestamp.
    pub fn ts(&self) -> Result<Value<Ts>, TsError> {
        match self.raw.trim() {
            "" => Ok(Value::Absent),
            "\"\"" => Ok(Value::Null),
            text => Ts::parse(text).map(Value::Given),
        }
    }
}

/// There is no piece number zero.
#[inline]
fn below(raw: &str, separator: Option<char>, n: usize) -> &str {
    n.checked_sub(1)
        .map(|index| scan::nth(raw, separator, index))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Message;

    const TEXT: &str = "MSH|^~\\&|\rPID|1|\"\"|a&b^c~d^^e&&f|x\\T\\y|20260229|\"\"^2";

    fn field(number: usize) -> Field<'static> {
        Message::parse(TEXT)
            .unwrap()
            .segment("PID")
            .unwrap()
            .field(number)
    }

    #[test]
    fn pieces_are_numbered_from_one() {
        let third = field(3);
        assert_eq!(third.raw(), "a&b^c~d^^e&&f");
        assert_eq!(
            third.repetitions().map(|one| one.raw()).collect::<Vec<_>>(),
            ["a&b^c", "d^^e&&f"]
        );
        assert_eq!(third.component(2).raw(), "c");
        assert_eq!(third.component(1).subcomponent(2).raw(), "b");
        assert_eq!(third.repetition(2).component(3).subcomponent(3).text(), "f");
        assert_eq!(
            third
                .repetition(2)
                .components()
                .map(|one| one.raw())
                .collect::<Vec<_>>(),
            ["d", "", "e&&f"]
        );
        assert_eq!(third.repetition(2).component(3).subcomponents().count(), 3);
    }

    #[test]
    fn pieces_that_were_not_sent_are_empty() {
        let third = field(3);
        for empty in [
            third.component(0),
            third.component(9),
            third.repetition(0).component(1),
            field(99).component(1),
        ] {
            assert!(empty.is_empty());
            assert_eq!(empty.value(), Value::Absent);
        }
        assert_eq!(field(99).repetitions().count(), 0);
        assert_eq!(field(99).first().components().count(), 0);
        assert_eq!(field(99).component(1).subcomponents().count(), 0);
    }

    #[test]
    fn null_deletes_and_has_no_text() {
        assert!(field(2).is_null());
        assert_eq!(field(2).value(), Value::Null);
        assert_eq!(field(2).text(), "");
        assert_eq!(field(2).raw(), "\"\"");
        assert_eq!(field(6).component(1).value(), Value::Null);
        assert!(!field(6).is_null());
    }

    #[test]
    fn text_has_its_escapes_resolved_and_borrows_when_it_can() {
        assert_eq!(field(4).text(), "x&y");
        assert!(matches!(field(3).text(), Cow::Borrowed(_)));
    }

    #[test]
    fn timestamps_are_checked() {
        assert_eq!(field(5).ts(), Err(TsError::NoSuchDay));
        assert_eq!(field(99).ts(), Ok(Value::Absent));
        assert_eq!(field(6).ts(), Ok(Value::Null));
    }
}
