//! The settings of a board as a file: what is exported from one ward, or one territory, and taken up by another.
//!
//! JSON, described in `docs/board-format.md`. Reading is strict: a word that this version does not know is refused by
//! its name, so that nobody believes something was taken up that was not. What is read is a document; whether it may be
//! put in force is judged by the rules, like what anybody types.

use base::id::WardId;
use base::{Code, Label};
use domain::board_config::{Head, HeadOf, Reason, Slot};
use domain::state::State;
use domain::studio::{BoardChange, BoardDocument, BoardOption, Scope, Setting};
use serde::de::DeserializeOwned;
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

/// Writes a document.
#[must_use]
pub fn write(state: &State, scope: Scope, document: &BoardDocument) -> String {
    let of = match scope {
        Scope::Territory => state.settings.name.to_string(),
        Scope::Ward(ward) => state
            .ward(ward)
            .map_or_else(String::new, |it| it.name.to_string()),
    };
    let mut settings = Map::new();
    for setting in document.settings() {
        settings.insert(key(setting.option()).to_owned(), value_of(setting));
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

fn value_of(setting: &Setting) -> Value {
    let value = match setting {
        Setting::ColourBy(it) => serde_json::to_value(it),
        Setting::Heads(it) => serde_json::to_value(it),
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
pub fn read(state: &State, scope: Scope, text: &str) -> Result<BoardDocument, BadBoardFile> {
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
    let mut document = BoardDocument::default();
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
                    document.apply(&BoardChange::Set(setting_of(option_of(word)?, value)?));
                }
            }
            other => return Err(BadBoardFile::Unknown(other.to_owned())),
        }
    }
    Ok(document)
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

fn setting_of(option: BoardOption, value: &Value) -> Result<Setting, BadBoardFile> {
    let word = key(option);
    Ok(match option {
        BoardOption::ColourBy => Setting::ColourBy(typed(word, value)?),
        BoardOption::Heads => {
            let heads: Vec<Head> = typed(word, value)?;
            let clean = heads.into_iter().map(|head| {
                Ok(match head.of {
                    HeadOf::Specialty(name) => Head {
                        of: HeadOf::Specialty(label(word, &name)?),
                        ..head
                    },
                    HeadOf::Doctor(_) => head,
                })
            });
            Setting::Heads(clean.collect::<Result<_, _>>()?)
        }
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
    use domain::board_config::{BoardConfig, ColourBy, Tone};
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
        let text = write(&hospital.state, b, &document);
        assert_eq!(read(&hospital.state, b, &text), Ok(document), "{text}");
        let mut locks = BoardDocument::default();
        locks.apply(&BoardChange::Lock(BoardOption::Flags));
        let text = write(&hospital.state, Scope::Territory, &locks);
        assert_eq!(read(&hospital.state, Scope::Territory, &text), Ok(locks));
    }

    #[test]
    fn a_file_is_refused_by_the_name_of_what_is_wrong_in_it() {
        let (hospital, a, _) = hospital();
        let read = |text: &str| read(&hospital.state, a, text);
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
