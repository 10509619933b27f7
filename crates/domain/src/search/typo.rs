//! Words that differ from one another by a slip of the finger.
//!
//! The distance counts a letter missing, too many or taken for another, and two neighbours swapped, each as one
//! (optimal string alignment). Counted over a sorted list, words that begin alike share their work, and a beginning
//! that is already too far away is passed over with everything that begins so.

/// How many slips a word of that length may hold: none under four letters, two from eight on.
pub(super) const fn allowed(length: usize) -> u8 {
    match length {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// The state of a walk over a sorted list of words.
pub(super) struct Walk<'a> {
    wanted: &'a [u8],
    /// Slips allowed in a whole word, and in the beginning of one.
    whole: u8,
    beginning: u8,
    /// One row of distances per letter of the current word, the empty one first.
    rows: Vec<u8>,
    /// The least distance between what is wanted and any beginning of the current word, per letter.
    begins: Vec<u8>,
    word: Vec<u8>,
    /// Up to this many letters of the current word the rows are filled.
    filled: usize,
}

/// What a walk makes of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The whole word is that far away.
    Whole(u8),
    /// The word begins with something that near.
    Beginning,
    /// Too far.
    No,
    /// This word is too far, and so is every other that begins with as many of its letters.
    NoneFrom(usize),
}

impl<'a> Walk<'a> {
    pub(super) fn new(wanted: &'a str, whole: u8, beginning: u8) -> Self {
        let wanted = wanted.as_bytes();
        let first = (0..=wanted.len()).map(|count| u8::try_from(count).unwrap_or(u8::MAX));
        Self {
            wanted,
            whole,
            beginning,
            rows: first.collect(),
            begins: vec![u8::MAX],
            word: Vec::new(),
            filled: 0,
        }
    }

    /// The next word of the list.
    pub(super) fn visit(&mut self, word: &str) -> Verdict {
        let word = word.as_bytes();
        let width = self.wanted.len() + 1;
        let shared = self
            .word
            .iter()
            .zip(word)
            .take_while(|(one, other)| one == other)
            .count();
        self.filled = self.filled.min(shared);
        self.word.truncate(self.filled);
        self.rows.truncate((self.filled + 1) * width);
        self.begins.truncate(self.filled + 1);
        for letter in word.iter().skip(self.filled) {
            let least = self.extend(*letter, width);
            let near = self.begins.last().copied().unwrap_or(u8::MAX) <= self.beginning;
            if least > self.whole && !near {
                return Verdict::NoneFrom(self.filled);
            }
            if least > self.whole {
                return Verdict::Beginning;
            }
        }
        let distance = self.rows.last().copied().unwrap_or(u8::MAX);
        if distance <= self.whole {
            return Verdict::Whole(distance);
        }
        let near = self.begins.last().copied().unwrap_or(u8::MAX) <= self.beginning;
        if near { Verdict::Beginning } else { Verdict::No }
    }

    /// Adds a letter to the current word; gives the least distance of its row.
    fn extend(&mut self, letter: u8, width: usize) -> u8 {
        let at = self.filled + 1;
        let (last, before) = (
            self.filled * width,
            self.filled.wrapping_sub(1).wrapping_mul(width),
        );
        let former = self.word.last().copied();
        let get = |rows: &[u8], place: usize| rows.get(place).copied().unwrap_or(u8::MAX);
        let start = u8::try_from(at).unwrap_or(u8::MAX);
        self.rows.push(start);
        let mut least = start;
        let mut left = start;
        for column in 1..width {
            let wanted = self.wanted.get(column - 1).copied();
            let differs = u8::from(wanted != Some(letter));
            let mut cost = get(&self.rows, last + column - 1)
                .saturating_add(differs)
                .min(get(&self.rows, last + column).saturating_add(1))
                .min(left.saturating_add(1));
            let swapped = column >= 2
                && former.is_some()
                && former == wanted
                && self.wanted.get(column - 2) == Some(&letter);
            if swapped {
                cost = cost.min(get(&self.rows, before + column - 2).saturating_add(1));
            }
            self.rows.push(cost);
            least = least.min(cost);
            left = cost;
        }
        let begins = self.begins.last().copied().unwrap_or(u8::MAX).min(left);
        self.begins.push(begins);
        self.word.push(letter);
        self.filled = at;
        least
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(one: &str, other: &str) -> Option<u8> {
        match Walk::new(one, 9, 0).visit(other) {
            Verdict::Whole(distance) => Some(distance),
            _ => None,
        }
    }

    #[test]
    fn a_slip_counts_as_one() {
        for (one, other, slips) in [
            ("martin", "martin", 0),
            ("martin", "matrin", 1),
            ("martin", "martn", 1),
            ("martin", "marttin", 1),
            ("martin", "mertin", 1),
            ("schmitt", "schmidtt", 1),
            ("ab", "ba", 1),
            ("", "abc", 3),
            ("martin", "amrtni", 2),
        ] {
            assert_eq!(distance(one, other), Some(slips), "{one} {other}");
            assert_eq!(distance(other, one), Some(slips), "{other} {one}");
        }
    }

    #[test]
    fn a_walk_says_of_each_word_what_it_would_say_of_it_alone() {
        let mut words: Vec<String> = Vec::new();
        for one in ["du", "ma", "mar", "m"] {
            for two in ["pont", "rtin", "ron", "rt", "p"] {
                for three in ["", "e", "eau", "d"] {
                    words.push(format!("{one}{two}{three}"));
                }
            }
        }
        words.sort();
        words.dedup();
        for wanted in ["martin", "dupont", "maron", "dpuont", "mrtineau"] {
            let mut walk = Walk::new(wanted, 2, 1);
            let mut passed: Option<String> = None;
            for word in &words {
                let alone = Walk::new(wanted, 2, 1).visit(word);
                if passed.as_ref().is_some_and(|it| word.starts_with(it.as_str())) {
                    assert!(
                        matches!(alone, Verdict::No | Verdict::NoneFrom(_)),
                        "{wanted} {word} {alone:?}"
                    );
                    continue;
                }
                let said = walk.visit(word);
                if let Verdict::NoneFrom(letters) = said {
                    passed = word.get(..letters).map(str::to_owned);
                    assert!(
                        matches!(alone, Verdict::No | Verdict::NoneFrom(_)),
                        "{wanted} {word}"
                    );
                } else {
                    assert_eq!(said, alone, "{wanted} {word}");
                }
            }
        }
    }
}
