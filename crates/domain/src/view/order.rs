//! Natural order: the order in which people read codes, where 9 comes before 10.

use std::cmp::Ordering;

/// Compares two codes, runs of digits as numbers and the rest as text; never equal unless they are the same.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    // Most codes are numbers of the same length, as the rooms of a floor are.
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if a.len() == b.len() && digits(a) && digits(b) {
        return a.cmp(b);
    }
    let (mut left, mut right) = (a, b);
    while !left.is_empty() && !right.is_empty() {
        let (one, other);
        (one, left) = run(left);
        (other, right) = run(right);
        let both_numbers = starts_with_digit(one) && starts_with_digit(other);
        let order = if both_numbers {
            let (one, other) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
            one.len().cmp(&other.len()).then_with(|| one.cmp(other))
        } else {
            one.cmp(other)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

/// The first run of digits or of anything else, and what follows.
fn run(text: &str) -> (&str, &str) {
    let digits = starts_with_digit(text);
    let end = text
        .find(|letter: char| letter.is_ascii_digit() != digits)
        .unwrap_or(text.len());
    text.split_at(end)
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_inside_codes_compare_as_numbers() {
        let mut codes = ["B10", "B9", "12", "012", "2", "A", "401-10", "401-9", "B"];
        codes.sort_by(|a, b| natural(a, b));
        assert_eq!(
            codes,
            ["2", "012", "12", "401-9", "401-10", "A", "B", "B9", "B10"]
        );
    }

    #[test]
    fn numbers_of_one_length_compare_as_any_others() {
        let mut codes = ["402", "0402", "041", "401", "400", "042", "40A"];
        codes.sort_by(|a, b| natural(a, b));
        assert_eq!(codes, ["40A", "041", "042", "400", "401", "0402", "402"]);
    }

    #[test]
    fn a_very_long_number_does_not_overflow() {
        assert_eq!(
            natural("99999999999999999999999", "100000000000000000000000"),
            Ordering::Less
        );
    }
}
