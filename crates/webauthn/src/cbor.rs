//! The little CBOR that authenticators write (RFC 8949; CTAP 2.1, section 8): whole numbers, byte and text strings,
//! lists, maps, true, false and null.
//!
//! Strict where two readers could differ: every length is said beforehand and in its shortest form, no key of a map
//! stands twice, nothing is deeper than the four levels of CTAP. Floating numbers and tags have no place in what we
//! read, so they end the reading. No input makes it panic or take more memory than the input has bytes times a
//! constant.

/// Deepest nesting (CTAP 2.1, 8).
const DEEPEST: u8 = 4;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Int(i64),
    Bytes(&'a [u8]),
    Text(&'a str),
    List(Vec<Value<'a>>),
    Map(Vec<(Value<'a>, Value<'a>)>),
    Bool(bool),
    Null,
}

impl<'a> Value<'a> {
    /// The value at the start of these bytes, and what follows it.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let mut reader = Reader { rest: bytes };
        let value = reader.value(DEEPEST)?;
        Some((value, reader.rest))
    }

    /// What stands under that number in a map.
    pub(crate) fn at(&self, key: i64) -> Option<&Self> {
        self.entry(&Value::Int(key))
    }

    /// What stands under that word in a map.
    pub(crate) fn named(&self, key: &str) -> Option<&Self> {
        self.entry(&Value::Text(key))
    }

    fn entry(&self, key: &Value<'_>) -> Option<&Self> {
        match self {
            Self::Map(pairs) => pairs.iter().find(|(it, _)| it == key).map(|(_, value)| value),
            _ => None,
        }
    }

    pub(crate) fn int(&self) -> Option<i64> {
        match self {
            Self::Int(it) => Some(*it),
            _ => None,
        }
    }

    pub(crate) fn bytes(&self) -> Option<&'a [u8]> {
        match self {
            Self::Bytes(it) => Some(it),
            _ => None,
        }
    }

    /// How many entries a map has; none for anything else.
    pub(crate) fn entries(&self) -> Option<usize> {
        match self {
            Self::Map(pairs) => Some(pairs.len()),
            _ => None,
        }
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: u8) -> Option<Value<'a>> {
        let first = *self.take(1)?.first()?;
        let (major, minor) = (first >> 5, first & 31);
        if major == 7 {
            return match minor {
                20 => Some(Value::Bool(false)),
                21 => Some(Value::Bool(true)),
                22 => Some(Value::Null),
                _ => None,
            };
        }
        let argument = self.argument(minor)?;
        match major {
            0 => i64::try_from(argument).ok().map(Value::Int),
            1 => i64::try_from(argument).ok().map(|it| Value::Int(-1 - it)),
            2 => self.string(argument).map(Value::Bytes),
            3 => std::str::from_utf8(self.string(argument)?).ok().map(Value::Text),
            4 => self.list(argument, depth.checked_sub(1)?),
            5 => self.map(argument, depth.checked_sub(1)?),
            _ => None,
        }
    }

    fn list(&mut self, count: u64, depth: u8) -> Option<Value<'a>> {
        let mut values = Vec::with_capacity(self.count(count, 1)?);
        for _ in 0..count {
            values.push(self.value(depth)?);
        }
        Some(Value::List(values))
    }

    fn map(&mut self, count: u64, depth: u8) -> Option<Value<'a>> {
        let mut pairs: Vec<(Value<'a>, Value<'a>)> = Vec::with_capacity(self.count(count, 2)?);
        for _ in 0..count {
            let key = self.value(depth)?;
            let is_key = matches!(key, Value::Int(_) | Value::Text(_));
            if !is_key || pairs.len() >= MOST_PAIRS || pairs.iter().any(|(it, _)| *it == key) {
                return None;
            }
            pairs.push((key, self.value(depth)?));
        }
        Some(Value::Map(pairs))
    }

    /// The number that goes with a head, in its shortest form.
    fn argument(&mut self, minor: u8) -> Option<u64> {
        let (width, least) = match minor {
            0..=23 => return Some(u64::from(minor)),
            24 => (1, 24),
            25 => (2, 1 << 8),
            26 => (4, 1 << 16),
            27 => (8, 1 << 32),
            _ => return None,
        };
        let bytes = self.take(width)?;
        let number = bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        (number >= least).then_some(number)
    }

    fn string(&mut self, length: u64) -> Option<&'a [u8]> {
        self.take(usize::try_from(length).ok()?)
    }

    /// So many values of at least that many bytes each, if there is room for them.
    fn count(&self, count: u64, each: usize) -> Option<usize> {
        let count = usize::try_from(count).ok()?;
        (count.checked_mul(each)? <= self.rest.len()).then_some(count)
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }
}

/// Most entries of a map: no authenticator writes more, and finding doubles stays cheap.
const MOST_PAIRS: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Option<Value<'_>> {
        Value::read(bytes).and_then(|(value, rest)| rest.is_empty().then_some(value))
    }

    #[test]
    fn what_authenticators_write_is_read() {
        for (bytes, value) in [
            (&[0x00][..], Value::Int(0)),
            (&[0x17], Value::Int(23)),
            (&[0x18, 0x18], Value::Int(24)),
            (&[0x19, 0x01, 0x00], Value::Int(256)),
            (&[0x26], Value::Int(-7)),
            (&[0x39, 0x01, 0x00], Value::Int(-257)),
            (&[0x42, 1, 2], Value::Bytes(&[1, 2])),
            (&[0x63, b'f', b'm', b't'], Value::Text("fmt")),
            (&[0x80], Value::List(vec![])),
            (&[0xf5], Value::Bool(true)),
            (&[0xf6], Value::Null),
        ] {
            assert_eq!(read(bytes), Some(value), "{bytes:x?}");
        }
        let map = read(&[0xa2, 0x01, 0x02, 0x61, b'x', 0x41, 9]).expect("a map");
        assert_eq!(map.at(1), Some(&Value::Int(2)));
        assert_eq!(map.named("x").and_then(Value::bytes), Some(&[9][..]));
        assert_eq!(map.entries(), Some(2));
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_not_read() {
        for (why, bytes) in [
            ("nothing", &[][..]),
            ("a number in a longer form", &[0x18, 0x17]),
            ("a length in a longer form", &[0x58, 0x01, 7]),
            ("a length not said", &[0x5f, 0x41, 1, 0xff]),
            ("a map of unknown length", &[0xbf, 0xff]),
            ("a string that is cut", &[0x42, 1]),
            ("text that is none", &[0x61, 0xff]),
            ("a key twice", &[0xa2, 1, 1, 1, 2]),
            ("a key that is a list", &[0xa1, 0x80, 1]),
            ("a floating number", &[0xf9, 0, 0]),
            ("a tag", &[0xc0, 0x00]),
            (
                "a number of no kind we count",
                &[0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            ),
            ("more values than bytes", &[0x9a, 0xff, 0xff, 0xff, 0xff]),
            ("a map of more pairs than bytes", &[0xba, 0xff, 0xff, 0xff, 0xff]),
            ("deeper than anything real", &[0x81, 0x81, 0x81, 0x81, 0x81, 0x00]),
        ] {
            assert_eq!(Value::read(bytes), None, "{why}");
        }
    }
}
