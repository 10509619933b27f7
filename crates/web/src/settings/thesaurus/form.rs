//! An entry as fields of a form, and back: what is typed is drawn again exactly, whatever is wrong with it.

use std::sync::Arc;

use base::{Code, Label};
use domain::bed::Attribute;
use domain::flow::{Entry, EntryFlaw, Level, Needs, SingleRoom};

use crate::fields::Fields;
use crate::words::Words;

/// What is wrong with a form: the name of a field, and why.
pub type Faults = Vec<(&'static str, String)>;

/// Most nights a form takes: a year.
const NIGHTS: u16 = 365;

/// The fields of an entry.
pub fn fields_of(entry: &Entry) -> Fields {
    let needs = &entry.needs;
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, text: String| fields.push((name.to_owned(), text));
    put("code", entry.code.to_string());
    put("specialite", entry.specialty.to_string());
    put("libelle", entry.label.to_string());
    put("synonymes", lines(&entry.synonyms));
    put("codes", lines(&entry.codes));
    put("classe", entry.class.to_string());
    put(
        "delai",
        entry.target_minutes.map(|it| it.to_string()).unwrap_or_default(),
    );
    put("niveau", place_of(&Level::ALL, needs.level));
    put("seule", place_of(&SingleRoom::ALL, needs.single));
    put(
        "germe",
        needs.germ.as_ref().map(ToString::to_string).unwrap_or_default(),
    );
    put("nuits", needs.nights.map(|it| it.to_string()).unwrap_or_default());
    if needs.companion {
        put("accompagnant", "1".to_owned());
    }
    needs
        .precautions
        .iter()
        .for_each(|it| put("precaution", it.to_string()));
    needs
        .equipment
        .iter()
        .for_each(|it| put("equipement", it.word().to_owned()));
    entry
        .preferred
        .iter()
        .for_each(|it| put("prefere", it.to_string()));
    entry
        .acceptable
        .iter()
        .for_each(|it| put("acceptable", it.to_string()));
    Fields(fields)
}

fn lines<T: ToString>(list: &[T]) -> String {
    list.iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

fn place_of<T: PartialEq>(all: &[T], it: T) -> String {
    all.iter().position(|other| *other == it).unwrap_or(0).to_string()
}

/// The entry that was typed.
///
/// # Errors
/// What cannot be read, by field.
pub fn entry_of(words: &Words, fields: &Fields) -> Result<Arc<Entry>, Faults> {
    let mut read = Reader {
        words,
        fields,
        faults: Vec::new(),
    };
    let specialty = read.code("specialite");
    let code = read.code("code");
    let class = read.code("classe");
    let label = read.label();
    let synonyms = read.list("synonymes", |it| Label::new(it).ok());
    let codes = read.list("codes", |it| Code::new(it).ok());
    let target_minutes = read.number("delai");
    let nights = read.number("nuits").filter(|it| *it <= NIGHTS);
    if nights.is_none() && fields.get("nuits").is_some() && read.faults.iter().all(|it| it.0 != "nuits") {
        read.fault("nuits");
    }
    let precautions = read.list("precaution", |it| Code::new(it).ok());
    let germ = fields.get("germe").and_then(|it| Code::new(it).ok());
    let preferred = read.list("prefere", |it| Code::new(it).ok());
    let acceptable = read.list("acceptable", |it| Code::new(it).ok());
    let at = |name: &str| {
        fields
            .get(name)
            .and_then(|it| it.parse::<usize>().ok())
            .unwrap_or_default()
    };
    let equipment = fields.all("equipement").filter_map(Attribute::named).collect();
    let needs = Needs {
        specialty: specialty.clone(),
        level: Level::ALL.get(at("niveau")).copied().unwrap_or_default(),
        single: SingleRoom::ALL.get(at("seule")).copied().unwrap_or_default(),
        precautions,
        germ,
        equipment,
        companion: fields.get("accompagnant").is_some(),
        nights,
        ..Needs::default()
    };
    match (specialty, code, class, label) {
        (Some(specialty), Some(code), Some(class), Some(label)) if read.faults.is_empty() => {
            Ok(Arc::new(Entry {
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
            }))
        }
        _ => Err(read.faults),
    }
}

struct Reader<'a> {
    words: &'a Words,
    fields: &'a Fields,
    faults: Faults,
}

impl Reader<'_> {
    fn fault(&mut self, field: &'static str) {
        let said = self
            .words
            .pick("Vide, trop long ou illisible.", "Empty, too long or unreadable.");
        self.faults.push((field, said.to_owned()));
    }

    fn code(&mut self, field: &'static str) -> Option<Code> {
        let code = self.fields.get(field).and_then(|it| Code::new(it).ok());
        if code.is_none() {
            self.fault(field);
        }
        code
    }

    fn label(&mut self) -> Option<Label> {
        let label = self.fields.get("libelle").and_then(|it| Label::new(it).ok());
        if label.is_none() {
            self.fault("libelle");
        }
        label
    }

    fn number<T: std::str::FromStr>(&mut self, field: &'static str) -> Option<T> {
        let text = self.fields.get(field)?;
        let number = text.parse().ok();
        if number.is_none() {
            self.fault(field);
        }
        number
    }

    /// Everything given under that name, one a line, each once.
    fn list<T: PartialEq>(&mut self, field: &'static str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let mut found = Vec::new();
        let mut is_bad = false;
        let typed = self.fields.all(field).flat_map(str::lines).map(str::trim);
        for text in typed.filter(|it| !it.is_empty()) {
            match read(text) {
                Some(it) if found.contains(&it) => {}
                Some(it) => found.push(it),
                None => is_bad = true,
            }
        }
        if is_bad {
            self.fault(field);
        }
        found
    }
}

/// The field that a flaw is about.
pub const fn field_of(flaw: &EntryFlaw) -> &'static str {
    match flaw {
        EntryFlaw::CodeTwice => "code",
        EntryFlaw::LabelTwice(_) | EntryFlaw::LongLabel => "libelle",
        EntryFlaw::UnknownClass(_) => "classe",
        EntryFlaw::Target | EntryFlaw::Dated => "delai",
        EntryFlaw::UnknownSpecialty(_) | EntryFlaw::OtherSpecialty(_) => "specialite",
        EntryFlaw::UnknownGerm(_) => "germe",
        EntryFlaw::UnknownPrecaution(_) => "precaution",
        EntryFlaw::BothLists(_) => "acceptable",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::FR;

    #[test]
    fn an_entry_is_read_back_from_its_fields() {
        let example = app::thesaurus_file::example().expect("the example");
        for entry in &example.entries {
            let read = entry_of(&FR, &fields_of(entry)).expect("read");
            assert_eq!(read, *entry);
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_by_its_field() {
        let fields = [
            ("code", "X"),
            ("specialite", "CARDIO"),
            ("classe", ""),
            ("delai", "demain"),
            ("nuits", "999"),
        ];
        let fields = fields.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let faults = entry_of(&FR, &Fields(fields.to_vec())).expect_err("refused");
        let named: Vec<&str> = faults.iter().map(|it| it.0).collect();
        assert_eq!(named, ["classe", "libelle", "delai", "nuits"]);
    }
}
