//! The thesaurus as a file: JSON for the whole of it, CSV for its entries as a spreadsheet has them.
//!
//! Reading is strict: what this version does not know is refused by its line, so that nobody believes something was
//! taken up that was not. Whether it may be put in force is judged by the rules ([`domain::flow::Thesaurus::check`]),
//! like what anybody types. Described in `docs/writing-a-thesaurus.md`.

mod csv;

use std::sync::Arc;

use domain::flow::{Entry, PriorityClass, Thesaurus};
use serde::{Deserialize, Serialize};

pub use self::csv::{COLUMNS, read_csv, write_csv};

/// What the file says it is.
const KIND: &str = "chevet/thesaurus";
/// The version written, and the only one there is to read.
const VERSION: u64 = 1;

/// Longest file, in bytes.
pub const MOST_BYTES: usize = 4_000_000;

/// The example shipped with Chevet: entries of many specialties, to be rewritten by whoever uses them.
pub const EXAMPLE: &str = include_str!("example.csv");

/// What is wrong with a file, in French, in the order of its lines. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct BadThesaurus(pub Vec<String>);

impl BadThesaurus {
    fn one(what: impl Into<String>) -> Self {
        Self(vec![what.into()])
    }
}

/// The file as JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    version: u64,
    classes: Vec<PriorityClass>,
    entries: Vec<Arc<Entry>>,
}

/// Reads a whole thesaurus.
///
/// # Errors
/// When it is no such file, with the place where reading stopped.
pub fn read_json(bytes: &[u8]) -> Result<Thesaurus, BadThesaurus> {
    if bytes.len() > MOST_BYTES {
        return Err(BadThesaurus::one("Le fichier dépasse 4 Mo."));
    }
    let file: File = serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let what = if error.is_data() {
            "mot ou valeur inconnus"
        } else {
            "ce n’est pas du JSON"
        };
        BadThesaurus::one(format!("Ligne {line}, colonne {column} : {what}."))
    })?;
    if file.format != KIND {
        return Err(BadThesaurus::one(
            "Ce n’est pas un thésaurus (« format » : « chevet/thesaurus »).",
        ));
    }
    if file.version != VERSION {
        return Err(BadThesaurus::one(format!(
            "Version de fichier inconnue : {}.",
            file.version
        )));
    }
    Ok(Thesaurus {
        classes: file.classes,
        entries: file.entries,
    })
}

/// Writes a whole thesaurus; reading it back gives the same.
#[must_use]
pub fn write_json(thesaurus: &Thesaurus) -> String {
    let file = File {
        format: KIND.to_owned(),
        version: VERSION,
        classes: thesaurus.classes.clone(),
        entries: thesaurus.entries.clone(),
    };
    // Plain texts and numbers: nothing in it can fail to be written.
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}

/// The classes of the example, and of a hospital that begins.
#[must_use]
pub fn usual_classes() -> Vec<PriorityClass> {
    let class = |code: &str, name: &str, points, target_minutes| {
        Some(PriorityClass {
            code: base::Code::new(code).ok()?,
            name: base::Label::new(name).ok()?,
            points,
            target_minutes,
        })
    };
    [
        class("P1", "Immédiat", 600, 120),
        class("P2", "Urgent", 400, 240),
        class("P3", "Rapide", 200, 480),
        class("P4", "Programmé", 100, 1_440),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The example as a thesaurus.
///
/// # Errors
/// Never for the file that is shipped, which a test reads.
pub fn example() -> Result<Thesaurus, BadThesaurus> {
    Ok(Thesaurus {
        classes: usual_classes(),
        entries: read_csv(EXAMPLE.as_bytes())?,
    })
}

#[cfg(test)]
mod tests {
    use domain::settings::Settings;

    use super::*;

    #[test]
    fn the_example_is_realistic_and_may_be_put_in_force() {
        let example = example().expect("it is read");
        assert!(example.entries.len() >= 80, "{}", example.entries.len());
        let mut specialties: Vec<&str> = example.entries.iter().map(|it| it.specialty.as_str()).collect();
        specialties.sort_unstable();
        specialties.dedup();
        assert!(specialties.len() >= 10, "{specialties:?}");
        assert_eq!(example.check(&Settings::default()), Ok(()));
        let found: Vec<&str> = example.find("embolie").map(|it| it.code.as_str()).collect();
        assert_eq!(found, ["EP"]);
        assert_eq!(example.find("I21").count(), 2, "by a code of ICD-10");
    }

    #[test]
    fn both_forms_are_read_back_as_they_were_written() {
        let example = example().expect("it is read");
        assert_eq!(read_json(write_json(&example).as_bytes()), Ok(example.clone()));
        assert_eq!(
            read_csv(write_csv(&example.entries).as_bytes()),
            Ok(example.entries)
        );
    }

    #[test]
    fn d14_a_label_that_a_spreadsheet_would_run_is_written_as_text_and_read_back() {
        let rows = "specialty;code;label;class\nCARDIO;X;=1+1;P1\n";
        let entries = read_csv(rows.as_bytes()).expect("read");
        let written = write_csv(&entries);
        assert!(written.contains(";'=1+1;"), "{written}");
        assert_eq!(read_csv(written.as_bytes()), Ok(entries));
    }

    #[test]
    fn what_is_wrong_is_told_by_its_line() {
        let header = "specialty;code;label;class;level;single;precautions;equipment;target_minutes\n";
        let read = |rows: &str| {
            read_csv(format!("{header}{rows}").as_bytes())
                .expect_err("refused")
                .0
        };
        assert_eq!(
            read(
                "CARDIO;SCA;Syndrome;P1;haut;;;;\n;X;Y;P1;;;;;\nCARDIO;Z;Libellé;P1;;peut-être;;radio;demain\n"
            ),
            [
                "ligne 2 : niveau « haut » inconnu (day, conventional, step_down, intensive, critical).",
                "ligne 3 : il manque la spécialité.",
                "ligne 4 : délai « demain » illisible.",
                "ligne 4 : chambre « peut-être » inconnue (wished, required).",
                "ligne 4 : équipement « radio » inconnu.",
            ]
        );
        assert_eq!(
            read_csv(b"specialty;code;label;couleur\n")
                .expect_err("refused")
                .0,
            ["ligne 1 : colonne « couleur » inconnue."]
        );
        assert_eq!(
            read_csv(b"specialty;code;class\n").expect_err("refused").0,
            ["ligne 1 : il manque la colonne « label »."]
        );
        assert_eq!(
            read_csv(&[0xff, 0xfe, 0x00]).expect_err("refused").0,
            ["Le fichier n’est pas en UTF-8 : enregistrez-le en « CSV UTF-8 »."]
        );
        assert_eq!(
            read_json(b"{\"format\":\"autre\",\"version\":1,\"classes\":[],\"entries\":[]}")
                .expect_err("refused")
                .0,
            ["Ce n’est pas un thésaurus (« format » : « chevet/thesaurus »)."]
        );
        assert_eq!(
            read_json(b"{\"format\" \"x\"}").expect_err("refused").0,
            ["Ligne 1, colonne 11 : ce n’est pas du JSON."]
        );
    }

    #[test]
    fn no_file_makes_it_panic() {
        proptest::proptest!(|(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300))| {
            let _ = read_csv(&bytes);
            let _ = read_json(&bytes);
        });
        proptest::proptest!(|(cells in proptest::collection::vec("[ -~éœ;|\"\n]{0,12}", 0..60))| {
            let text = format!("{}\n{}", COLUMNS.join(";"), cells.join(";"));
            let _ = read_csv(text.as_bytes());
        });
    }
}
