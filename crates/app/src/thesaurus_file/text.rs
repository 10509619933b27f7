//! Texts of a JSON file: it says codes and labels as they are kept, so each must be what cleaning would leave of it.

use base::{Code, Label};
use domain::flow::Thesaurus;

use super::csv::short;
use super::fault::{FileFault, FileFlaw};

/// Most faults told at once.
const MOST: usize = 50;

/// The texts that were not cleaned.
pub(super) fn unclean(thesaurus: &Thesaurus) -> Vec<FileFault> {
    let mut found = Vec::new();
    let mut look = |text: &str, is_clean: bool| {
        if !is_clean && found.len() < MOST {
            let flaw = FileFlaw::BadText(short(text));
            found.push(FileFault { line: None, flaw });
        }
    };
    let mut code = |it: &Code| look(it, Code::new(it).as_ref() == Ok(it));
    for class in &thesaurus.classes {
        code(&class.code);
    }
    for entry in &thesaurus.entries {
        let needs = &entry.needs;
        let one = [&entry.code, &entry.specialty, &entry.class];
        let several = [
            &entry.codes,
            &entry.preferred,
            &entry.acceptable,
            &needs.precautions,
        ];
        one.into_iter().for_each(&mut code);
        several.into_iter().flatten().for_each(&mut code);
        needs.specialty.iter().chain(&needs.germ).for_each(&mut code);
    }
    let mut label = |it: &Label| look(it, Label::new(it).as_ref() == Ok(it));
    for class in &thesaurus.classes {
        label(&class.name);
    }
    for entry in &thesaurus.entries {
        label(&entry.label);
        entry.synonyms.iter().for_each(&mut label);
    }
    found
}
