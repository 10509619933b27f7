//! Entries as a spreadsheet has them: one a line, lists separated by bars.

use std::sync::Arc;

use base::{Code, Label};
use csv::{ReaderBuilder, StringRecord, Trim, WriterBuilder};
use domain::bed::{Attribute, Attributes};
use domain::flow::{Entry, Level, Needs, SingleRoom, Thesaurus};

use super::{BadThesaurus, MOST_BYTES};

/// The columns. The first three and `class` have to be there.
pub const COLUMNS: [&str; 15] = [
    "specialty",
    "code",
    "label",
    "synonyms",
    "codes",
    "class",
    "target_minutes",
    "level",
    "single",
    "precautions",
    "equipment",
    "companion",
    "nights",
    "preferred",
    "acceptable",
];

const NEEDED: [usize; 4] = [0, 1, 2, 5];

/// Most faults told at once.
const MOST_FAULTS: usize = 50;

const LEVELS: [(Level, &str); 5] = [
    (Level::Day, "day"),
    (Level::Conventional, "conventional"),
    (Level::StepDown, "step_down"),
    (Level::Intensive, "intensive"),
    (Level::Critical, "critical"),
];

const SINGLES: [(SingleRoom, &str); 2] = [(SingleRoom::Wished, "wished"), (SingleRoom::Required, "required")];

/// Reads entries: CSV with a header, separated by semicolons or commas, in UTF-8; lines that begin with `#` are notes.
///
/// # Errors
/// Everything that is wrong with it, by its line.
pub fn read_csv(bytes: &[u8]) -> Result<Vec<Arc<Entry>>, BadThesaurus> {
    if bytes.len() > MOST_BYTES {
        return Err(BadThesaurus::one("Le fichier dépasse 4 Mo."));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(BadThesaurus::one(
            "Le fichier n’est pas en UTF-8 : enregistrez-le en « CSV UTF-8 ».",
        ));
    };
    let header = text.lines().find(|it| !it.starts_with('#')).unwrap_or_default();
    let count = |one: char| header.matches(one).count();
    let separator = if count(',') > count(';') { b',' } else { b';' };
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .comment(Some(b'#'))
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let Ok(header) = reader.headers().cloned() else {
        return Err(BadThesaurus::one("ligne 1 : en-tête illisible."));
    };
    let line = header.position().map_or(1, csv::Position::line);
    let known = |it: &&str| COLUMNS.iter().any(|name| it.eq_ignore_ascii_case(name));
    if let Some(unknown) = header.iter().find(|it| !known(it)) {
        // A column that is misspelt must not pass for one that is empty.
        return Err(BadThesaurus::one(format!(
            "ligne {line} : colonne « {} » inconnue.",
            short(unknown)
        )));
    }
    let columns = COLUMNS.map(|name| header.iter().position(|it| it.eq_ignore_ascii_case(name)));
    if let Some(missing) = NEEDED.into_iter().find(|it| columns[*it].is_none()) {
        let missing = COLUMNS[missing];
        return Err(BadThesaurus::one(format!(
            "ligne {line} : il manque la colonne « {missing} »."
        )));
    }
    let mut lines = Lines {
        columns,
        line: 0,
        entries: Vec::new(),
        faults: Vec::new(),
    };
    for record in reader.records() {
        if lines.entries.len() >= Thesaurus::ENTRIES {
            return Err(BadThesaurus::one(format!(
                "Le fichier dépasse {} entrées.",
                Thesaurus::ENTRIES
            )));
        }
        match record {
            Ok(record) => lines.take(&record),
            Err(error) => {
                lines.line = error.position().map_or(0, csv::Position::line);
                lines.fault("ligne illisible (guillemets ?)");
            }
        }
        if lines.faults.len() >= MOST_FAULTS {
            lines.faults.push("… et peut-être d’autres.".to_owned());
            break;
        }
    }
    if lines.faults.is_empty() {
        Ok(lines.entries)
    } else {
        Err(BadThesaurus(lines.faults))
    }
}

struct Lines {
    columns: [Option<usize>; COLUMNS.len()],
    line: u64,
    entries: Vec<Arc<Entry>>,
    faults: Vec<String>,
}

impl Lines {
    fn fault(&mut self, what: &str) {
        self.faults.push(format!("ligne {} : {what}.", self.line));
    }

    fn take(&mut self, record: &StringRecord) {
        if record.iter().all(str::is_empty) {
            return;
        }
        self.line = record.position().map_or(0, csv::Position::line);
        let columns = self.columns;
        let cell = |column: usize| -> &str {
            let at = columns.get(column).copied().flatten();
            plain(at.and_then(|at| record.get(at)).unwrap_or_default())
        };
        let before = self.faults.len();
        let specialty = self.code(cell(0), "la spécialité");
        let code = self.code(cell(1), "le code");
        let label = match Label::new(cell(2)) {
            Ok(label) => Some(label),
            Err(_) => {
                self.fault("libellé absent ou trop long");
                None
            }
        };
        let class = self.code(cell(5), "la classe");
        let target_minutes = self.number(cell(6), "délai");
        let synonyms = self.list(cell(3), |it| Label::new(it).ok());
        let codes = self.list(cell(4), |it| Code::new(it).ok());
        let needs = self.needs(&cell, specialty.as_ref());
        let preferred = self.list(cell(13), |it| Code::new(it).ok());
        let acceptable = self.list(cell(14), |it| Code::new(it).ok());
        let (Some(specialty), Some(code), Some(label), Some(class)) = (specialty, code, label, class) else {
            return;
        };
        if self.faults.len() == before {
            self.entries.push(Arc::new(Entry {
                code,
                specialty,
                label,
                synonyms,
                codes,
                class,
                target_minutes,
                needs,
                preferred,
                acceptable,
            }));
        }
    }

    fn needs<'a>(&mut self, cell: &impl Fn(usize) -> &'a str, specialty: Option<&Code>) -> Needs {
        let level = match cell(7) {
            "" => Level::default(),
            word => LEVELS.iter().find(|(_, it)| *it == word).map_or_else(
                || {
                    let words = LEVELS.map(|(_, it)| it).join(", ");
                    self.fault(&format!("niveau « {} » inconnu ({words})", short(word)));
                    Level::default()
                },
                |(level, _)| *level,
            ),
        };
        let single = match cell(8) {
            "" => SingleRoom::Indifferent,
            word => SINGLES.iter().find(|(_, it)| *it == word).map_or_else(
                || {
                    let words = SINGLES.map(|(_, it)| it).join(", ");
                    self.fault(&format!("chambre « {} » inconnue ({words})", short(word)));
                    SingleRoom::Indifferent
                },
                |(single, _)| *single,
            ),
        };
        let precautions = self.list(cell(9), |it| Code::new(it).ok());
        let mut equipment = Attributes::NONE;
        for word in parts(cell(10)) {
            match Attribute::named(word) {
                Some(attribute) => equipment = equipment.with(attribute),
                None => self.fault(&format!("équipement « {} » inconnu", short(word))),
            }
        }
        let companion = match cell(11) {
            "" | "0" => false,
            "1" => true,
            word => {
                self.fault(&format!("accompagnant « {} » : 1 ou rien", short(word)));
                false
            }
        };
        let nights = self.number(cell(12), "nombre de nuits");
        Needs {
            specialty: specialty.cloned(),
            level,
            single,
            precautions,
            equipment,
            companion,
            nights,
            ..Needs::default()
        }
    }

    fn code(&mut self, text: &str, what: &str) -> Option<Code> {
        if text.is_empty() {
            self.fault(&format!("il manque {what}"));
            return None;
        }
        let code = Code::new(text).ok();
        if code.is_none() {
            self.fault(&format!("« {} » n’est pas un code", short(text)));
        }
        code
    }

    fn number<T: std::str::FromStr>(&mut self, text: &str, what: &str) -> Option<T> {
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok();
        if number.is_none() {
            self.fault(&format!("{what} « {} » illisible", short(text)));
        }
        number
    }

    fn list<T>(&mut self, text: &str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let mut found = Vec::new();
        for part in parts(text) {
            match read(part) {
                Some(it) => found.push(it),
                None => self.fault(&format!("« {} » est trop long ou illisible", short(part))),
            }
        }
        found
    }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split('|').map(str::trim).filter(|it| !it.is_empty())
}

/// What is repeated of a cell: nobody wants a page of it back.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// What a spreadsheet takes for a formula at the beginning of a cell.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The cell that was made neutral.
fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|it| it.starts_with(FORMULA))
        .unwrap_or(cell)
}

/// A cell that no spreadsheet runs.
fn neutral(cell: String) -> String {
    if cell.starts_with(FORMULA) {
        format!("'{cell}")
    } else {
        cell
    }
}

/// Writes entries; reading them back gives the same.
#[must_use]
pub fn write_csv(entries: &[Arc<Entry>]) -> String {
    let mut writer = WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    // Writing into memory cannot fail.
    let _ = writer.write_record(COLUMNS);
    for entry in entries {
        let needs = &entry.needs;
        let level = LEVELS.iter().filter(|(it, _)| *it != Level::default());
        let level = level
            .clone()
            .find(|(it, _)| *it == needs.level)
            .map_or("", |(_, it)| it);
        let single = SINGLES
            .iter()
            .find(|(it, _)| *it == needs.single)
            .map_or("", |(_, it)| it);
        let number = |it: Option<u32>| it.map(|it| it.to_string()).unwrap_or_default();
        let equipment: Vec<&str> = needs.equipment.iter().map(Attribute::word).collect();
        let cells = [
            entry.specialty.to_string(),
            entry.code.to_string(),
            entry.label.to_string(),
            joined(&entry.synonyms),
            joined(&entry.codes),
            entry.class.to_string(),
            number(entry.target_minutes),
            level.to_owned(),
            single.to_owned(),
            joined(&needs.precautions),
            equipment.join("|"),
            if needs.companion { "1" } else { "" }.to_owned(),
            number(needs.nights.map(u32::from)),
            joined(&entry.preferred),
            joined(&entry.acceptable),
        ];
        let _ = writer.write_record(cells.map(neutral));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn joined<T: ToString>(list: &[T]) -> String {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")
}
