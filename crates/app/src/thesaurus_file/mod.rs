//! The thesaurus as a file: JSON for the whole of it, CSV for its entries as a spreadsheet has them.
//!
//! Reading is strict: what this version does not know is refused by its line, so that nobody believes something was
//! taken up that was not. Whether it may be put in force is judged by the rules ([`domain::flow::Thesaurus::check`]),
//! like what anybody types. Described in `docs/writing-a-thesaurus.md`.

mod csv;
mod fault;
mod text;

use std::sync::Arc;

use domain::flow::{Entry, PriorityClass, Thesaurus};
use serde::{Deserialize, Serialize};

pub use self::csv::{COLUMNS, read_csv, write_csv};
pub use self::fault::{BadThesaurus, FileFault, FileFlaw};

/// What the file says it is.
const KIND: &str = "chevet/thesaurus";
/// The version written, and the only one there is to read.
const VERSION: u64 = 1;

/// Longest file, in bytes.
pub const MOST_BYTES: usize = 4_000_000;

/// The example shipped with Chevet: entries of many specialties, to be rewritten by whoever uses them.
pub const EXAMPLE: &str = include_str!("example.csv");

/// The file as JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    version: u64,
    classes: Vec<PriorityClass>,
    entries: Vec<Arc<Entry>>,
}

/// A thesaurus as a file of either form, told apart by its first character.
///
/// A file of entries alone says nothing of the classes: those that are there are kept.
///
/// # Errors
/// Everything that is wrong with it, by its line.
pub fn read(bytes: &[u8], classes: &[PriorityClass]) -> Result<Thesaurus, BadThesaurus> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if text.iter().find(|it| !it.is_ascii_whitespace()) == Some(&b'{') {
        return read_json(text);
    }
    Ok(Thesaurus {
        classes: classes.to_vec(),
        entries: read_csv(text)?,
    })
}

/// Reads a whole thesaurus.
///
/// # Errors
/// When it is no such file, with the place where reading stopped.
pub fn read_json(bytes: &[u8]) -> Result<Thesaurus, BadThesaurus> {
    if bytes.len() > MOST_BYTES {
        return Err(BadThesaurus::whole(FileFlaw::TooBig));
    }
    let file: File = serde_json::from_slice(bytes).map_err(|error| {
        let column = error.column();
        let flaw = if error.is_data() {
            FileFlaw::UnknownValue { column }
        } else {
            FileFlaw::NotJson { column }
        };
        BadThesaurus::at(error.line() as u64, flaw)
    })?;
    if file.format != KIND {
        return Err(BadThesaurus::whole(FileFlaw::NotAThesaurus));
    }
    if file.version != VERSION {
        return Err(BadThesaurus::whole(FileFlaw::UnknownVersion(file.version)));
    }
    let thesaurus = Thesaurus {
        classes: file.classes,
        entries: file.entries,
    };
    let unclean = text::unclean(&thesaurus);
    if unclean.is_empty() {
        Ok(thesaurus)
    } else {
        Err(BadThesaurus(unclean))
    }
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
    use proptest::prelude::*;

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
        let at = |line, flaw| FileFault {
            line: Some(line),
            flaw,
        };
        let word = |text: &str| text.to_owned();
        assert_eq!(
            read(
                "CARDIO;SCA;Syndrome;P1;haut;;;;\n;X;Y;P1;;;;;\nCARDIO;Z;Libellé;P1;;peut-être;;radio;demain\n"
            ),
            [
                at(2, FileFlaw::Unknown("level", word("haut"))),
                at(3, FileFlaw::Missing("specialty")),
                at(4, FileFlaw::Unreadable("target_minutes", word("demain"))),
                at(4, FileFlaw::Unknown("single", word("peut-être"))),
                at(4, FileFlaw::Unknown("equipment", word("radio"))),
            ]
        );
        let one = |bytes: &[u8]| read_csv(bytes).expect_err("refused").0.remove(0);
        let column = FileFlaw::UnknownColumn(word("couleur"));
        assert_eq!(one(b"specialty;code;label;couleur\n"), at(1, column));
        assert_eq!(
            one(b"specialty;code;class\n"),
            at(1, FileFlaw::MissingColumn("label"))
        );
        assert_eq!(one(&[0xff, 0xfe, 0x00]).flaw, FileFlaw::NotUtf8);
        let one = |bytes: &[u8]| read_json(bytes).expect_err("refused").0.remove(0);
        assert_eq!(
            one(b"{\"format\":\"autre\",\"version\":1,\"classes\":[],\"entries\":[]}").flaw,
            FileFlaw::NotAThesaurus
        );
        assert_eq!(
            one(b"{\"format\" \"x\"}"),
            at(1, FileFlaw::NotJson { column: 11 })
        );
        let dirty = "{\"format\":\"chevet/thesaurus\",\"version\":1,\"entries\":[],\"classes\":[{\"code\":\" P1\\u0000\",\"name\":\"N\",\"points\":1,\"target_minutes\":1}]}";
        assert_eq!(
            one(dirty.as_bytes()).flaw,
            FileFlaw::BadText(word(" P1\u{0}")),
            "a text that was not cleaned is not taken up"
        );
    }

    /// Texts as people type them, and those that spreadsheets and lists would take for something else.
    fn any_text() -> impl Strategy<Value = String> {
        proptest::sample::select(vec![
            "Angor",
            "=1+1",
            "'=1",
            "''+x",
            "-",
            "@é",
            "a|b",
            "a\\|b",
            "\\",
            "#x",
            "x;y",
            "\"q\"",
            "'",
            "œuf, noir",
            "|",
            "'a",
        ])
        .prop_map(str::to_owned)
    }

    fn any_entry() -> impl Strategy<Value = Entry> {
        let code = || any_text().prop_map(|it| base::Code::new(&it).expect("a code"));
        let label = || any_text().prop_map(|it| base::Label::new(&it).expect("a label"));
        let codes = || proptest::collection::vec(code(), 0..3);
        let words = (
            code(),
            code(),
            label(),
            proptest::collection::vec(label(), 0..3),
            codes(),
            code(),
        );
        let more = (codes(), codes(), codes(), proptest::option::of(code()));
        let needs = (
            0..5_usize,
            0..3_usize,
            any::<bool>(),
            proptest::option::of(any::<u16>()),
            any::<u16>(),
        );
        (words, more, needs).prop_map(|(words, more, needs)| {
            let (specialty, code, label, synonyms, codes, class) = words;
            let (precautions, preferred, acceptable, germ) = more;
            let (level, single, companion, nights, equipped) = needs;
            let equipment = domain::bed::Attribute::ALL.into_iter().enumerate();
            let has = |place: usize| equipped >> (place % 16) & 1 == 1;
            let equipment = equipment
                .filter(|(place, _)| has(*place))
                .map(|(_, (it, _))| it)
                .collect();
            Entry {
                code,
                label,
                synonyms,
                codes,
                class,
                target_minutes: nights.map(u32::from),
                needs: domain::flow::Needs {
                    specialty: Some(specialty.clone()),
                    level: domain::flow::Level::ALL[level],
                    single: domain::flow::SingleRoom::ALL[single],
                    precautions,
                    germ,
                    equipment,
                    companion,
                    nights,
                    ..Default::default()
                },
                specialty,
                preferred,
                acceptable,
            }
        })
    }

    proptest! {
        /// What leaves as a file comes back the same, whatever people typed.
        #[test]
        fn what_is_exported_is_imported_the_same(entries in proptest::collection::vec(any_entry(), 0..4)) {
            let thesaurus = Thesaurus {
                classes: usual_classes(),
                entries: entries.into_iter().map(Arc::new).collect(),
            };
            let classes = thesaurus.classes.as_slice();
            prop_assert_eq!(read(write_csv(&thesaurus.entries).as_bytes(), classes), Ok(thesaurus.clone()));
            prop_assert_eq!(read(write_json(&thesaurus).as_bytes(), &[]), Ok(thesaurus));
        }
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
