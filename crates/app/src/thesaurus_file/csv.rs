//! Entries as a spreadsheet has them: one a line, lists separated by bars.

use std::sync::Arc;

use base::{Code, Label};
use csv::{ReaderBuilder, StringRecord, Trim, WriterBuilder};
use domain::bed::{Attribute, Attributes};
use domain::flow::{Entry, Level, Needs, SingleRoom, Thesaurus};

use super::MOST_BYTES;
use super::fault::{BadThesaurus, FileFault, FileFlaw};

/// The columns. The first three and `class` have to be there.
pub const COLUMNS: [&str; 16] = [
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
    "germ",
    "equipment",
    "companion",
    "nights",
    "preferred",
    "acceptable",
];

const SPECIALTY: usize = 0;
const CODE: usize = 1;
const LABEL: usize = 2;
const SYNONYMS: usize = 3;
const CODES: usize = 4;
const CLASS: usize = 5;
const TARGET: usize = 6;
const LEVEL: usize = 7;
const SINGLE: usize = 8;
const PRECAUTIONS: usize = 9;
const GERM: usize = 10;
const EQUIPMENT: usize = 11;
const COMPANION: usize = 12;
const NIGHTS: usize = 13;
const PREFERRED: usize = 14;
const ACCEPTABLE: usize = 15;

const NEEDED: [usize; 4] = [SPECIALTY, CODE, LABEL, CLASS];

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
        return Err(BadThesaurus::whole(FileFlaw::TooBig));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(BadThesaurus::whole(FileFlaw::NotUtf8));
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
        return Err(BadThesaurus::at(1, FileFlaw::BadHeader));
    };
    let line = header.position().map_or(1, csv::Position::line);
    let known = |it: &&str| COLUMNS.iter().any(|name| it.eq_ignore_ascii_case(name));
    if let Some(unknown) = header.iter().find(|it| !known(it)) {
        // A column that is misspelt must not pass for one that is empty.
        return Err(BadThesaurus::at(line, FileFlaw::UnknownColumn(short(unknown))));
    }
    let columns = COLUMNS.map(|name| header.iter().position(|it| it.eq_ignore_ascii_case(name)));
    if let Some(missing) = NEEDED.into_iter().find(|it| columns[*it].is_none()) {
        return Err(BadThesaurus::at(line, FileFlaw::MissingColumn(COLUMNS[missing])));
    }
    let mut lines = Lines {
        columns,
        line: 0,
        entries: Vec::new(),
        faults: Vec::new(),
    };
    for record in reader.records() {
        if lines.entries.len() >= Thesaurus::ENTRIES {
            return Err(BadThesaurus::whole(FileFlaw::TooManyEntries));
        }
        match record {
            Ok(record) => lines.take(&record),
            Err(error) => {
                lines.line = error.position().map_or(0, csv::Position::line);
                lines.fault(FileFlaw::BadLine);
            }
        }
        if lines.faults.len() >= MOST_FAULTS {
            lines.faults.push(FileFault {
                line: None,
                flaw: FileFlaw::More,
            });
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
    faults: Vec<FileFault>,
}

impl Lines {
    fn fault(&mut self, flaw: FileFlaw) {
        let line = Some(self.line);
        self.faults.push(FileFault { line, flaw });
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
        let specialty = self.code(cell(SPECIALTY), SPECIALTY);
        let code = self.code(cell(CODE), CODE);
        let label = match Label::new(cell(LABEL)) {
            Ok(label) => Some(label),
            Err(_) if cell(LABEL).is_empty() => {
                self.fault(FileFlaw::Missing(COLUMNS[LABEL]));
                None
            }
            Err(_) => {
                self.fault(FileFlaw::Unreadable(COLUMNS[LABEL], short(cell(LABEL))));
                None
            }
        };
        let class = self.code(cell(CLASS), CLASS);
        let target_minutes = self.number(cell(TARGET), TARGET);
        let synonyms = self.list(cell(SYNONYMS), SYNONYMS, |it| Label::new(it).ok());
        let codes = self.list(cell(CODES), CODES, |it| Code::new(it).ok());
        let needs = self.needs(&cell, specialty.as_ref());
        let preferred = self.list(cell(PREFERRED), PREFERRED, |it| Code::new(it).ok());
        let acceptable = self.list(cell(ACCEPTABLE), ACCEPTABLE, |it| Code::new(it).ok());
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
        let level = self.word(cell(LEVEL), LEVEL, &LEVELS).unwrap_or_default();
        let single = self.word(cell(SINGLE), SINGLE, &SINGLES).unwrap_or_default();
        let precautions = self.list(cell(PRECAUTIONS), PRECAUTIONS, |it| Code::new(it).ok());
        let germ = match cell(GERM) {
            "" => None,
            text => self.code(text, GERM),
        };
        let mut equipment = Attributes::NONE;
        for word in parts(cell(EQUIPMENT)) {
            match Attribute::named(&word) {
                Some(attribute) => equipment = equipment.with(attribute),
                None => self.fault(FileFlaw::Unknown(COLUMNS[EQUIPMENT], short(&word))),
            }
        }
        let companion = match cell(COMPANION) {
            "" | "0" => false,
            "1" => true,
            word => {
                self.fault(FileFlaw::Unknown(COLUMNS[COMPANION], short(word)));
                false
            }
        };
        let nights = self.number(cell(NIGHTS), NIGHTS);
        Needs {
            specialty: specialty.cloned(),
            level,
            single,
            precautions,
            germ,
            equipment,
            companion,
            nights,
            ..Needs::default()
        }
    }

    /// One of the words of a column; none when it is empty.
    fn word<T: Copy>(&mut self, text: &str, column: usize, words: &[(T, &str)]) -> Option<T> {
        if text.is_empty() {
            return None;
        }
        let found = words.iter().find(|(_, it)| *it == text).map(|(it, _)| *it);
        if found.is_none() {
            self.fault(FileFlaw::Unknown(COLUMNS[column], short(text)));
        }
        found
    }

    fn code(&mut self, text: &str, column: usize) -> Option<Code> {
        if text.is_empty() {
            self.fault(FileFlaw::Missing(COLUMNS[column]));
            return None;
        }
        let code = Code::new(text).ok();
        if code.is_none() {
            self.fault(FileFlaw::Unreadable(COLUMNS[column], short(text)));
        }
        code
    }

    fn number<T: std::str::FromStr>(&mut self, text: &str, column: usize) -> Option<T> {
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok();
        if number.is_none() {
            self.fault(FileFlaw::Unreadable(COLUMNS[column], short(text)));
        }
        number
    }

    fn list<T>(&mut self, text: &str, column: usize, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let mut found = Vec::new();
        for part in parts(text) {
            match read(&part) {
                Some(it) => found.push(it),
                None => self.fault(FileFlaw::Unreadable(COLUMNS[column], short(&part))),
            }
        }
        found
    }
}

/// The items of a list. A backslash takes what follows it as it is: a bar that is part of a name.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        let taken = match letter {
            '|' => {
                parts.push(String::new());
                continue;
            }
            '\\' => letters.next().unwrap_or('\\'),
            other => other,
        };
        if let Some(last) = parts.last_mut() {
            last.push(taken);
        }
    }
    let trimmed = parts.into_iter().map(|it| it.trim().to_owned());
    trimmed.filter(|it| !it.is_empty()).collect()
}

/// What is repeated of a cell: nobody wants a page of it back.
pub(super) fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// What a spreadsheet takes for a formula at the beginning of a cell.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Whether a spreadsheet takes the cell for a formula, or would if the quotes before it were taken away.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA)
}

/// The cell that was made neutral: one quote before a formula is taken away.
fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|it| is_formula(it))
        .unwrap_or(cell)
}

/// A cell that no spreadsheet runs.
fn neutral(cell: String) -> String {
    if is_formula(&cell) {
        format!("'{cell}")
    } else {
        cell
    }
}

/// Writes entries; reading them back gives the same.
#[must_use]
pub fn write_csv(entries: &[Arc<Entry>]) -> String {
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .comment(Some(b'#'))
        .from_writer(Vec::new());
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
            needs.germ.as_ref().map(ToString::to_string).unwrap_or_default(),
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
    let items = list
        .iter()
        .map(|it| it.to_string().replace('\\', "\\\\").replace('|', "\\|"));
    items.collect::<Vec<_>>().join("|")
}
