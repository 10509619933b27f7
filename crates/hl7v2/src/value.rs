//! The three things an HL7 field can say: nothing, "delete", or something.

use std::borrow::Cow;

/// What a field, component or subcomponent says.
///
/// The difference between the first two matters: an absent field leaves what is known untouched, a null
/// one (`""` on the wire) deletes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Value<T> {
    /// Not sent: what is known stays.
    #[default]
    Absent,
    /// Sent as `""`: what is known is to be deleted.
    Null,
    /// Sent with this content.
    Given(T),
}

/// A text value, escapes already resolved.
pub type Text<'a> = Value<Cow<'a, str>>;

impl<T> Value<T> {
    /// The content, if there is one.
    pub fn given(self) -> Option<T> {
        match self {
            Self::Given(content) => Some(content),
            Self::Absent | Self::Null => None,
        }
    }

    /// A reference to the content, if there is one.
    pub const fn as_ref(&self) -> Value<&T> {
        match self {
            Self::Absent => Value::Absent,
            Self::Null => Value::Null,
            Self::Given(content) => Value::Given(content),
        }
    }

    /// The same statement about another content.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Value<U> {
        match self {
            Self::Absent => Value::Absent,
            Self::Null => Value::Null,
            Self::Given(content) => Value::Given(change(content)),
        }
    }

    /// Whether nothing was sent.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether `""` was sent.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether a content was sent.
    #[must_use]
    pub const fn is_given(&self) -> bool {
        matches!(self, Self::Given(_))
    }
}

impl<'a> Text<'a> {
    /// The text, or `""` (the empty string) when absent or null.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Given(text) => text,
            Self::Absent | Self::Null => "",
        }
    }

    /// The text without blanks around it, if any is left.
    #[must_use]
    pub fn trimmed(&self) -> Option<&str> {
        let text = self.as_str().trim();
        (!text.is_empty()).then_some(text)
    }

    /// The text as an owned or borrowed string, empty when absent or null.
    #[must_use]
    pub fn into_text(self) -> Cow<'a, str> {
        self.given().unwrap_or_default()
    }
}

impl PartialEq<&str> for Text<'_> {
    fn eq(&self, other: &&str) -> bool {
        matches!(self, Self::Given(text) if text == other)
    }
}

impl std::fmt::Display for Text<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_and_absent_differ_but_neither_has_text() {
        let absent: Text<'_> = Value::Absent;
        let null: Text<'_> = Value::Null;
        assert_ne!(absent, null);
        assert_eq!(absent.as_str(), "");
        assert_eq!(null.trimmed(), None);
        assert!(null.is_null() && absent.is_absent());
    }

    #[test]
    fn a_given_text_compares_with_a_plain_one() {
        let text: Text<'_> = Value::Given(Cow::Borrowed(" A01 "));
        assert_eq!(text.trimmed(), Some("A01"));
        assert!(text == " A01 ");
        assert_eq!(text.as_ref().map(|inner| inner.len()), Value::Given(5));
    }
}
