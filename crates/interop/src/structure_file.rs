//! Prepared structures: the CSV and JSON files of `chevet import structure` (docs/structure-format.md).
//!
//! Reading never stops at the first fault: every line that is wrong is told, in French, with its number, so that a
//! file is corrected in one go. A file with a fault gives no document at all.

mod csv;
mod json;
mod tree;

use domain::import::StructureDocument;

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// What it describes.
    pub document: StructureDocument,
    /// What was left out of it, in French: unknown attribute words.
    pub warnings: Vec<String>,
}

/// Everything that is wrong with a file, in French, in the order of the file. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct Faults(pub Vec<String>);

/// The forms of a structure file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One line per bed.
    Csv,
    /// A tree.
    Json,
}

impl Form {
    /// The form of a file by its first bytes: JSON starts with a brace.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        match bytes.trim_ascii_start().first() {
            Some(b'{') => Self::Json,
            _ => Self::Csv,
        }
    }
}

/// Reads a structure file of that form.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(bytes: &[u8], form: Form) -> Result<Read, Faults> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        let advice = "Le fichier n'est pas en UTF-8. Enregistrez-le en « CSV UTF-8 ».";
        return Err(Faults(vec![advice.to_owned()]));
    };
    match form {
        Form::Csv => csv::read(text),
        Form::Json => json::read(text),
    }
}

#[cfg(test)]
mod tests;
