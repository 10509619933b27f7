//! What can be put in a field: a small tree that knows which separator joins it.

use std::borrow::Cow;

use crate::escape::escape_into;
use crate::separators::Separators;
use crate::ts::Ts;
use crate::value::Value;

/// A value to write.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Node<'a> {
    /// Nothing.
    #[default]
    Empty,
    /// `""`: delete what you know.
    Null,
    /// A text, to be escaped.
    Text(Cow<'a, str>),
    /// A piece already in wire form, with the writer's separators.
    Raw(Cow<'a, str>),
    /// Components joined by subcomponent separators.
    Subcomponents(Vec<Node<'a>>),
    /// A field made of components.
    Components(Vec<Node<'a>>),
    /// A field said several times.
    Repetitions(Vec<Node<'a>>),
}

/// `""`: delete what you know.
pub const NULL: Node<'static> = Node::Null;

/// A field of components; empty ones at the end are not written.
pub fn components<'a, T: Into<Node<'a>>>(parts: impl IntoIterator<Item = T>) -> Node<'a> {
    Node::Components(parts.into_iter().map(Into::into).collect())
}

/// A component of subcomponents; empty ones at the end are not written.
pub fn subcomponents<'a, T: Into<Node<'a>>>(parts: impl IntoIterator<Item = T>) -> Node<'a> {
    Node::Subcomponents(parts.into_iter().map(Into::into).collect())
}

/// A field said several times; empty ones are left out.
pub fn repetitions<'a, T: Into<Node<'a>>>(parts: impl IntoIterator<Item = T>) -> Node<'a> {
    let full = parts
        .into_iter()
        .map(Into::into)
        .filter(|part: &Node<'_>| !part.is_empty());
    Node::Repetitions(full.collect())
}

/// A piece already in wire form, such as a field read from a message with the same separators.
pub fn raw<'a>(piece: impl Into<Cow<'a, str>>) -> Node<'a> {
    Node::Raw(piece.into())
}

impl Node<'_> {
    /// Whether it writes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Node::Empty => true,
            Node::Null => false,
            Node::Text(text) | Node::Raw(text) => text.is_empty(),
            Node::Subcomponents(parts) | Node::Components(parts) | Node::Repetitions(parts) => {
                parts.iter().all(Node::is_empty)
            }
        }
    }

    pub(super) fn write(&self, out: &mut String, separators: &Separators) {
        match self {
            Node::Empty => {}
            Node::Null => out.push_str("\"\""),
            Node::Text(text) => write_text(out, text, separators),
            Node::Raw(piece) => out.extend(piece.chars().filter(|one| !matches!(one, '\r' | '\n'))),
            Node::Subcomponents(parts) => join(out, parts, separators.subcomponent, separators),
            Node::Components(parts) => join(out, parts, separators.component, separators),
            Node::Repetitions(parts) => join(out, parts, separators.repetition, separators),
        }
    }
}

fn join(out: &mut String, parts: &[Node<'_>], separator: Option<char>, separators: &Separators) {
    let written = parts
        .iter()
        .rposition(|part| !part.is_empty())
        .map_or(0, |last| last + 1);
    for (at, part) in parts.iter().take(written).enumerate() {
        if at > 0 {
            out.extend(separator);
        }
        part.write(out, separators);
    }
}

/// A text of two quotes would be read as a null: its first quote is written as a byte.
fn write_text(out: &mut String, text: &str, separators: &Separators) {
    match (text, separators.escape) {
        ("\"\"", Some(mark)) => out.extend([mark, 'X', '2', '2', mark, '"']),
        _ => escape_into(out, text, separators),
    }
}

impl<'a> From<&'a str> for Node<'a> {
    fn from(text: &'a str) -> Self {
        Node::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Node<'a> {
    fn from(text: &'a String) -> Self {
        Node::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Node<'_> {
    fn from(text: String) -> Self {
        Node::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Node<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Node::Text(text)
    }
}

impl From<Ts> for Node<'_> {
    fn from(stamp: Ts) -> Self {
        Node::Raw(Cow::Owned(stamp.to_string()))
    }
}

impl From<bool> for Node<'_> {
    fn from(yes: bool) -> Self {
        Node::Raw(Cow::Borrowed(if yes { "Y" } else { "N" }))
    }
}

impl<'a, T: Into<Node<'a>>> From<Option<T>> for Node<'a> {
    fn from(maybe: Option<T>) -> Self {
        maybe.map_or(Node::Empty, Into::into)
    }
}

impl<'a, T: Into<Node<'a>>> From<Value<T>> for Node<'a> {
    fn from(value: Value<T>) -> Self {
        match value {
            Value::Absent => Node::Empty,
            Value::Null => Node::Null,
            Value::Given(content) => content.into(),
        }
    }
}
