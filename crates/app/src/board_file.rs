//! The settings of a board as a file: what is exported from one ward, or one territory, and taken up by another.
//!
//! JSON, described in `docs/board-format.md`. Reading is strict: a word that this version does not know is refused by
//! its name, so that nobody believes something was taken up that was not. What is read is a document; whether it may be
//! put in force is judged by the rules, like what anybody types.

use base::id::{PractitionerId, WardId};
use base::{Code, Label};
use domain::board_config::{Head, HeadOf, Reason, Slot, Tone};
use domain::state::State;
use domain::studio::{BoardChange, BoardDocument, BoardOption, Scope, Setting};
use domain::vault::Vault;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// What the file says it is.
const KIND: &str = "chevet/board";
/// The version written, and the only one there is to read.
const VERSION: u64 = 1;

/// Why a file cannot be taken up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBoardFile {
    /// Not JSON.
    #[error("ce n'est pas du JSON (ligne {line}, colonne {column})")]
    NotJson {
        /// Where reading stopped.
        line: usize,
        /// Where reading stopped.
        column: usize,
    },
    /// Some other JSON.
    #[error("ce n'est pas un fichier de réglages de tableau (\"format\": \"chevet/board\")")]
    NotABoard,
    /// Written by another version of Chevet.
    #[error("version de fichier inconnue : {0}")]
    Version(String),
    /// A word that this version does not know.
    #[error("mot inconnu : {0}")]
    Unknown(String),
    /// A value that is none of those possible.
    #[error("valeur illisible : {0}")]
    Unreadable(String),
    /// The ward to follow is not here.
    #[error("service à suivre inconnu : {0}")]
    UnknownWard(String),
}

/// What a file says, and what of it means nothing here.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Read {
    /// The settings to take up.
    pub document: BoardDocument,
    /// Doctors whose colour is left out, because nobody of that number or name is known here.
    pub unknown_doctors: Vec<String>,
}

/// A head as the file has it: a doctor by what another hospital knows, not by our own number.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadEntry {
    of: HeadName,
    tone: Tone,
}

#[derive(Serialize, Deserialize)]
enum HeadName {
    Doctor(Doctor),
    Specialty(String),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Doctor {
    authority: String,
    number: String,
    family: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    given: Option<String>,
}

impl Doctor {
    fn of(vault: &Vault, id: PractitionerId) -> Option<Self> {
        let known = vault.practitioner(id)?;
        Some(Self {
            authority: known.identifier.authority.to_string(),
            number: known.identifier.value.to_string(),
            family: known.family.to_string(),
            given: known.given.as_ref().map(ToString::to_string),
        })
    }

    /// Whoever bears that number, else the only one of that name: authorities are called otherwise elsewhere.
    fn find(&self, vault: &Vault) -> Option<PractitionerId> {
        let numbered = vault.practitioners().find(|(_, it)| {
            it.identifier.authority.as_str() == self.authority && it.identifier.value.as_str() == self.number
        });
        if let Some((id, _)) = numbered {
            return Some(id);
        }
        let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
        let given = self.given.as_deref().unwrap_or_default();
        let mut named = vault.practitioners().filter(|(_, it)| {
            same(&it.family, &self.family) && same(it.given.as_deref().unwrap_or_default(), given)
        });
        match (named.next(), named.next()) {
            (Some((id, _)), None) => Some(id),
            _ => None,
        }
    }

    fn name(&self) -> String {
        let given = self.given.as_deref().map(|it| format!(" {it}"));
        format!("{}{}", self.family, given.unwrap_or_default())
    }
}

/// The key of an option in the file.
const fn key(option: BoardOption) -> &'static str {
    match option {
        BoardOption::ColourBy => "colour_by",
        BoardOption::Heads => "heads",
        BoardOption::Flags => "flags",
        BoardOption::Slots => "slots",
        BoardOption::Columns => "columns",
        BoardOption::Views => "views",
        BoardOption::Density => "density",
        BoardOption::Steps => "steps",
        BoardOption::Waits => "waits",
        BoardOption::Frees => "frees",
    }
}

fn option_of(word: &str) -> Result<BoardOption, BadBoardFile> {
    let found = BoardOption::ALL.into_iter().find(|it| key(*it) == word);
    found.ok_or_else(|| BadBoardFile::Unknown(word.to_owned()))
}

/// Writes a document. A doctor whom the vault has forgotten is left out.
#[must_use]
pub fn write(state: &State, vault: &Vault, scope: Scope, document: &BoardDocument) -> String {
    let of = match scope {
        Scope::Territory => state.settings.name.to_string(),
        Scope::Ward(ward) => state
            .ward(ward)
            .map_or_else(String::new, |it| it.name.to_string()),
    };
    let mut settings = Map::new();
    for setting in document.settings() {
        settings.insert(key(setting.option()).to_owned(), value_of(vault, setting));
    }
    let mut file = json!({ "format": KIND, "version": VERSION, "of": of, "settings": settings });
    if let (Some(file), Some(ward)) = (
        file.as_object_mut(),
        document.follows().and_then(|it| state.ward(it)),
    ) {
        file.insert("follows".to_owned(), Value::from(ward.code.as_str()));
    }
    let locked: Vec<&str> = document.locked().map(key).collect();
    if let (Some(file), false) = (file.as_object_mut(), locked.is_empty()) {
        file.insert("locked".to_owned(), Value::from(locked));
    }
    // A tree of texts and lists always prints.
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

fn value_of(vault: &Vault, setting: &Setting) -> Value {
    let value = match setting {
        Setting::ColourBy(it) => serde_json::to_value(it),
        Setting::Heads(it) => {
            let entries = it.iter().filter_map(|head| {
                let of = match &head.of {
                    HeadOf::Doctor(id) => HeadName::Doctor(Doctor::of(vault, *id)?),
                    HeadOf::Specialty(name) => HeadName::Specialty(name.to_string()),
                };
                Some(HeadEntry { of, tone: head.tone })
            });
            serde_json::to_value(entries.collect::<Vec<_>>())
        }
        Setting::Flags(it) => serde_json::to_value(it),
        Setting::Slots(it) => serde_json::to_value(it),
        Setting::Columns(it) => serde_json::to_value(it),
        Setting::Views(it) => serde_json::to_value(it),
        Setting::Density(it) => serde_json::to_value(it),
        Setting::Steps(it) => serde_json::to_value(it),
        Setting::Waits(it) => serde_json::to_value(it),
        Setting::Frees(it) => serde_json::to_value(it),
    };
    value.unwrap_or(Value::Null)
}

/// Reads a document that is meant for that ward, or for the territory.
///
/// # Errors
/// The first thing in it that this version, or this territory, does not know.
pub fn read(state: &State, vault: &Vault, scope: Scope, text: &str) -> Result<Read, BadBoardFile> {
    let file: Value = serde_json::from_str(text).map_err(|fault| BadBoardFile::NotJson {
        line: fault.line(),
        column: fault.column(),
    })?;
    let file = file.as_object().ok_or(BadBoardFile::NotABoard)?;
    if file.get("format").and_then(Value::as_str) != Some(KIND) {
        return Err(BadBoardFile::NotABoard);
    }
    match file.get("version") {
        Some(version) if version.as_u64() == Some(VERSION) => {}
        other => {
            return Err(BadBoardFile::Version(
                other.map_or_else(String::new, Value::to_string),
            ));
        }
    }
    let mut read = Read::default();
    let Read {
        document,
        unknown_doctors,
    } = &mut read;
    for (word, value) in file {
        match word.as_str() {
            "format" | "version" | "of" => {}
            "follows" => document.apply(&BoardChange::Follow(followed(state, scope, value)?)),
            "locked" => {
                let words: Vec<String> = typed("locked", value)?;
                for word in words {
                    document.apply(&BoardChange::Lock(option_of(&word)?));
                }
            }
            "settings" => {
                let settings = value
                    .as_object()
                    .ok_or_else(|| BadBoardFile::Unreadable("settings".to_owned()))?;
                for (word, value) in settings {
                    let setting = setting_of(vault, option_of(word)?, value, unknown_doctors)?;
                    document.apply(&BoardChange::Set(setting));
                }
            }
            other => return Err(BadBoardFile::Unknown(other.to_owned())),
        }
    }
    Ok(read)
}

/// Heads with their colours; doctors who are unknown here are told apart.
fn heads(
    vault: &Vault,
    word: &str,
    value: &Value,
    unknown: &mut Vec<String>,
) -> Result<Vec<Head>, BadBoardFile> {
    let entries: Vec<HeadEntry> = typed(word, value)?;
    let mut heads = Vec::with_capacity(entries.len());
    for HeadEntry { of, tone } in entries {
        let of = match of {
            HeadName::Specialty(name) => HeadOf::Specialty(label(word, &name)?),
            HeadName::Doctor(doctor) => match doctor.find(vault) {
                Some(id) => HeadOf::Doctor(id),
                None => {
                    unknown.push(doctor.name());
                    continue;
                }
            },
        };
        heads.push(Head { of, tone });
    }
    Ok(heads)
}

/// The ward of that code: of the same establishment first, else the only one of that code.
fn followed(state: &State, scope: Scope, value: &Value) -> Result<Option<WardId>, BadBoardFile> {
    if value.is_null() {
        return Ok(None);
    }
    let unreadable = || BadBoardFile::Unreadable("follows".to_owned());
    let text = value.as_str().ok_or_else(unreadable)?;
    let own = match scope {
        Scope::Territory => None,
        Scope::Ward(ward) => state.ward(ward).map(|it| it.establishment),
    };
    let named: Vec<_> = state
        .wards
        .iter()
        .filter(|it| it.merged_into.is_none() && it.code.as_str() == text)
        .collect();
    let near = named.iter().find(|it| Some(it.establishment) == own);
    match (near, named.as_slice()) {
        (Some(ward), _) => Ok(Some(ward.id)),
        (None, [only]) => Ok(Some(only.id)),
        (None, _) => Err(BadBoardFile::UnknownWard(text.to_owned())),
    }
}

fn typed<T: DeserializeOwned>(word: &str, value: &Value) -> Result<T, BadBoardFile> {
    serde_json::from_value(value.clone())
        .map_err(|fault| BadBoardFile::Unreadable(format!("{word} ({fault})")))
}

fn setting_of(
    vault: &Vault,
    option: BoardOption,
    value: &Value,
    unknown: &mut Vec<String>,
) -> Result<Setting, BadBoardFile> {
    let word = key(option);
    Ok(match option {
        BoardOption::ColourBy => Setting::ColourBy(typed(word, value)?),
        BoardOption::Heads => Setting::Heads(heads(vault, word, value, unknown)?),
        BoardOption::Flags => Setting::Flags(typed(word, value)?),
        BoardOption::Slots => {
            let slots: Vec<Slot> = typed(word, value)?;
            let clean = slots.into_iter().map(|slot| {
                Ok(Slot {
                    code: code(word, &slot.code)?,
                    name: label(word, &slot.name)?,
                    choices: reasons(word, slot.choices)?,
                })
            });
            Setting::Slots(clean.collect::<Result<_, _>>()?)
        }
        BoardOption::Columns => Setting::Columns(typed(word, value)?),
        BoardOption::Views => Setting::Views(typed(word, value)?),
        BoardOption::Density => Setting::Density(typed(word, value)?),
        BoardOption::Steps => Setting::Steps(typed(word, value)?),
        BoardOption::Waits => Setting::Waits(reasons(word, typed(word, value)?)?),
        BoardOption::Frees => Setting::Frees(typed(word, value)?),
    })
}

/// Texts of a file are cleaned like those that people type.
fn reasons(word: &str, list: Vec<Reason>) -> Result<Vec<Reason>, BadBoardFile> {
    let clean = list.into_iter().map(|it| {
        Ok(Reason {
            code: code(word, &it.code)?,
            name: label(word, &it.name)?,
        })
    });
    clean.collect()
}

fn code(word: &str, text: &str) -> Result<Code, BadBoardFile> {
    Code::new(text).map_err(|fault| BadBoardFile::Unreadable(format!("{word} ({fault})")))
}

fn label(word: &str, text: &str) -> Result<Label, BadBoardFile> {
    Label::new(text).map_err(|fault| BadBoardFile::Unreadable(format!("{word} ({fault})")))
}

#[cfg(test)]
mod tests {
    use domain::board_config::{BoardConfig, ColourBy};
    use domain::identity::{Identifier, IdentifierKind, Practitioner};
    use domain::movement::Kind;
    use domain::testing::{Hospital, Told};

    use super::*;

    fn hospital() -> (Hospital, Scope, Scope) {
        let mut hospital = Hospital::new();
        for (visit, place) in [("V1", "A/1/1"), ("V2", "B/1/1")] {
            hospital.tell(Told::insert(Kind::Admission, visit).of("MARTIN").in_(place));
        }
        let (a, b) = (hospital.ward("A"), hospital.ward("B"));
        (hospital, Scope::Ward(a), Scope::Ward(b))
    }

    fn taken_up(hospital: &Hospital, scope: Scope, text: &str) -> Result<BoardDocument, BadBoardFile> {
        read(&hospital.state, &hospital.vault, scope, text).map(|it| it.document)
    }

    #[test]
    fn a_doctor_is_known_again_elsewhere_by_number_or_else_by_name_or_is_told_apart() {
        // Three doctors in one hospital; in the other the first bears another of our numbers, the second another
        // number of theirs, and the third is not.
        let doctors = |names: &[(&str, &str)]| {
            let mut hospital = Hospital::new();
            for (number, name) in names {
                let told = Told::insert(Kind::Admission, name).of(name).in_("A/1/1");
                hospital.tell(told.with(|it| it.doctor = Some(doctor(number, name))));
            }
            hospital
        };
        let here = doctors(&[("1", "WEBER"), ("2", "LEMOINE"), ("3", "HADDAD")]);
        let there = doctors(&[("9", "Lemoine"), ("1", "WEBER-ROUX")]);
        let head = |id: u32, tone: u8| Head {
            of: HeadOf::Doctor(PractitionerId::new(id)),
            tone: Tone::new(tone).expect("a tone"),
        };
        let mut document = BoardDocument::default();
        document.apply(&BoardChange::Set(Setting::Heads(vec![
            head(0, 1),
            head(1, 2),
            head(2, 3),
        ])));
        let scope = |hospital: &Hospital| Scope::Ward(hospital.ward("A"));
        let text = write(&here.state, &here.vault, scope(&here), &document);
        let again = read(&here.state, &here.vault, scope(&here), &text).expect("read");
        assert_eq!((again.document, again.unknown_doctors), (document, vec![]));
        let read = read(&there.state, &there.vault, scope(&there), &text).expect("read");
        let mut theirs = BoardDocument::default();
        theirs.apply(&BoardChange::Set(Setting::Heads(vec![head(1, 1), head(0, 2)])));
        assert_eq!(read.document, theirs);
        assert_eq!(read.unknown_doctors, ["HADDAD Camille"]);
    }

    fn doctor(number: &str, family: &str) -> Practitioner {
        Practitioner {
            identifier: Identifier {
                kind: IdentifierKind::Other,
                authority: Code::new("RPPS").expect("a code"),
                value: Code::new(number).expect("a code"),
            },
            family: Label::new(family).expect("a label"),
            given: Some(Label::new("Camille").expect("a label")),
        }
    }

    #[test]
    fn what_was_exported_is_taken_up_whole() {
        let (hospital, a, b) = hospital();
        let Scope::Ward(followed) = a else {
            panic!("a ward")
        };
        let mut document = BoardDocument::default();
        for option in BoardOption::ALL {
            document.apply(&BoardChange::Set(BoardConfig::default().setting(option)));
        }
        document.apply(&BoardChange::Set(Setting::Heads(vec![Head {
            of: HeadOf::Specialty(Label::new("Cardiologie").expect("a label")),
            tone: Tone::new(3).expect("a tone"),
        }])));
        document.apply(&BoardChange::Follow(Some(followed)));
        let text = write(&hospital.state, &hospital.vault, b, &document);
        assert_eq!(taken_up(&hospital, b, &text), Ok(document), "{text}");
        let mut locks = BoardDocument::default();
        locks.apply(&BoardChange::Lock(BoardOption::Flags));
        let text = write(&hospital.state, &hospital.vault, Scope::Territory, &locks);
        assert_eq!(taken_up(&hospital, Scope::Territory, &text), Ok(locks));
    }

    #[test]
    fn a_file_is_refused_by_the_name_of_what_is_wrong_in_it() {
        let (hospital, a, _) = hospital();
        let read = |text: &str| taken_up(&hospital, a, text);
        let with = |rest: &str| format!(r#"{{"format":"chevet/board","version":1{rest}}}"#);
        assert_eq!(read("{"), Err(BadBoardFile::NotJson { line: 1, column: 1 }));
        assert_eq!(read("[]"), Err(BadBoardFile::NotABoard));
        assert_eq!(
            read(r#"{"format":"chevet/board","version":2}"#),
            Err(BadBoardFile::Version("2".into()))
        );
        assert_eq!(
            read(&with(r#","colour":1"#)),
            Err(BadBoardFile::Unknown("colour".into()))
        );
        assert_eq!(
            read(&with(r#","settings":{"colour":1}"#)),
            Err(BadBoardFile::Unknown("colour".into()))
        );
        assert_eq!(
            read(&with(r#","follows":"Z""#)),
            Err(BadBoardFile::UnknownWard("Z".into()))
        );
        let bad = |rest: &str| match read(&with(rest)) {
            Err(BadBoardFile::Unreadable(said)) => said,
            other => panic!("{other:?}"),
        };
        assert!(bad(r#","settings":{"colour_by":"Moon"}"#).starts_with("colour_by"));
        assert!(bad(r#","settings":{"heads":[{"of":{"Specialty":"X"},"tone":8}]}"#).starts_with("heads"));
        assert!(bad(r#","settings":{"waits":[{"code":"A","name":"  "}]}"#).contains("texte vide"));
        let mut blank = BoardDocument::default();
        assert_eq!(read(&with("")), Ok(blank.clone()));
        blank.apply(&BoardChange::Set(Setting::ColourBy(ColourBy::Specialty)));
        assert_eq!(read(&with(r#","settings":{"colour_by":"Specialty"}"#)), Ok(blank));
    }
}
