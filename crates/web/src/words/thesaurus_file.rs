//! What is wrong with a file of a thesaurus, in words.

use app::thesaurus_file::{FileFault, FileFlaw};
use domain::flow::Thesaurus;

use super::Words;

impl Words {
    /// What is wrong, with the line it is on.
    #[must_use]
    pub fn file_fault(&self, fault: &FileFault) -> String {
        let said = self.file_flaw(&fault.flaw);
        match fault.line {
            Some(line) => self.pair(self.line(line), said),
            None => said,
        }
    }

    fn file_flaw(&self, flaw: &FileFlaw) -> String {
        let plain = |fr: &'static str, en: &'static str| self.pick(fr, en).to_owned();
        match flaw {
            FileFlaw::TooBig => plain("le fichier dépasse 4 Mo.", "the file is larger than 4 MB."),
            FileFlaw::NotUtf8 => plain(
                "le fichier n’est pas en UTF-8 : enregistrez-le en « CSV UTF-8 ».",
                "the file is not in UTF-8: save it as “CSV UTF-8”.",
            ),
            FileFlaw::BadHeader => plain("en-tête illisible.", "the header cannot be read."),
            FileFlaw::UnknownColumn(name) => self.pick(
                format!("colonne « {name} » inconnue."),
                format!("unknown column “{name}”."),
            ),
            FileFlaw::MissingColumn(name) => self.pick(
                format!("il manque la colonne « {name} »."),
                format!("column “{name}” is missing."),
            ),
            FileFlaw::TooManyEntries => {
                let most = Thesaurus::ENTRIES;
                self.pick(
                    format!("le fichier dépasse {most} entrées."),
                    format!("the file has more than {most} entries."),
                )
            }
            FileFlaw::BadLine => plain(
                "ligne illisible (guillemets ?).",
                "the line cannot be read (quotes?).",
            ),
            FileFlaw::Missing(column) => {
                self.pick(format!("« {column} » est vide."), format!("“{column}” is empty."))
            }
            FileFlaw::Unreadable(column, text) => self.pick(
                format!("« {column} » : « {text} » est illisible ou trop long."),
                format!("“{column}”: “{text}” cannot be read or is too long."),
            ),
            FileFlaw::Unknown(column, text) => self.pick(
                format!("« {column} » ne connaît pas « {text} »."),
                format!("“{column}” does not know “{text}”."),
            ),
            FileFlaw::More => plain("… et peut-être d’autres.", "… and perhaps others."),
            FileFlaw::NotJson { column } => self.pick(
                format!("colonne {column}, ce n’est pas du JSON."),
                format!("column {column}, this is no JSON."),
            ),
            FileFlaw::UnknownValue { column } => self.pick(
                format!("colonne {column}, mot ou valeur inconnus."),
                format!("column {column}, an unknown word or value."),
            ),
            FileFlaw::NotAThesaurus => plain(
                "ce n’est pas un thésaurus de Chevet (« format »).",
                "this is no thesaurus of Chevet (“format”).",
            ),
            FileFlaw::UnknownVersion(version) => self.pick(
                format!("version de fichier inconnue, {version}."),
                format!("unknown version of file, {version}."),
            ),
            FileFlaw::BadText(text) => self.pick(
                format!(
                    "« {text} » est vide, trop long, ou a des blancs ou des caractères de contrôle en trop."
                ),
                format!("“{text}” is empty, too long, or has blanks or control characters too many."),
            ),
        }
    }
}
