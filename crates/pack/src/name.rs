//! Names of files that every system and every share takes.

/// A word for a file name: lower case ASCII letters, digits and dashes, at most forty of them.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for word in base::text::folded(text).split(|letter: char| !letter.is_ascii_alphanumeric()) {
        if !word.is_empty() && out.len() + word.len() < 40 {
            if !out.is_empty() {
                out.push('-');
            }
            out.push_str(word);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_file_name_is_plain_whatever_the_ward_is_called() {
        assert_eq!(slug("Réanimation / U.S.I. n° 2"), "reanimation-u-s-i-n-2");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("心臓"), "");
        assert!(slug(&"très long ".repeat(20)).len() <= 40);
    }
}
