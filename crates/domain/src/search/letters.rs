//! Names as people type them: without accents, case and punctuation, in one word or in several.

use base::Label;
use base::text::folded;

/// How many words of one name are joined with one another: `DE LA TOUR D'AUVERGNE` has five.
const JOINED: usize = 5;

/// The words of what was typed or written, folded.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    folded(text)
        .split(' ')
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The words of each name, and neighbouring words written as one: `LE GOFF` is found as `legoff` too.
///
/// Each word once, so that what is noted and what is forgotten are the same.
pub(super) fn words_of_all<'a>(names: impl Iterator<Item = &'a Label>) -> Vec<String> {
    let mut all = Vec::new();
    for name in names {
        let words = words_of(name);
        let joined = words.get(..words.len().min(JOINED)).unwrap_or_default();
        for first in 0..joined.len() {
            for last in first + 1..joined.len() {
                all.extend(joined.get(first..=last).map(<[String]>::concat));
            }
        }
        all.extend(words);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// A number or the name of a bed without blanks, punctuation, case and leading zeros: `402 f` and `402-F` are `402F`.
#[must_use]
pub fn squeezed(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let signs = text.bytes().filter(u8::is_ascii_alphanumeric);
    kept.extend(signs.map(|sign| char::from(sign.to_ascii_uppercase())));
    let zeros = kept.bytes().take_while(|sign| *sign == b'0').count();
    if zeros < kept.len() {
        kept.drain(..zeros);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(names: &[&str]) -> Vec<String> {
        let labels: Vec<Label> = names.iter().map(|it| Label::new(it).expect("a name")).collect();
        words_of_all(labels.iter())
    }

    #[test]
    fn a_compound_name_is_known_by_its_words_and_in_one_word() {
        assert_eq!(all(&["LE GOFF"]), ["goff", "le", "legoff"]);
        assert_eq!(all(&["D’Angelo"]), ["angelo", "d", "dangelo"]);
        assert_eq!(all(&["Marie-José"]), ["jose", "marie", "mariejose"]);
        assert_eq!(
            all(&["de La Tour"]),
            ["de", "dela", "delatour", "la", "latour", "tour"]
        );
        assert_eq!(all(&["Martin", "MARTIN"]), ["martin"]);
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        assert_eq!(squeezed("00 1234-5"), "12345");
        assert_eq!(squeezed("402 f"), "402F");
        assert_eq!(squeezed("000"), "000");
        assert_eq!(squeezed("é"), "");
    }
}
