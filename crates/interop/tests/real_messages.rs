//! Messages others wrote: each is understood, ignored, put aside or rejected, always with a reason, never with a
//! panic. They lie beside the project and are not part of it; without them these tests say so and pass.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use app::Understanding;
use base::{Moment, Zone};
use bytes::Bytes;
use interop::inbound::{Letterhead, Prepared, prepare};
use interop::pam::Profile;

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/hl7");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: no real messages at {}", folder.display());
    None
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "hl7") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Long after the messages were written.
const LATER: Moment = Moment::from_millis(1_800_000_000_000);

fn read(raw: &[u8]) -> Prepared {
    let letterhead = Letterhead {
        at: LATER,
        control_id: "1".to_owned(),
    };
    prepare(
        Bytes::copy_from_slice(raw),
        &Profile::french(Zone::paris()),
        &letterhead,
    )
}

#[test]
fn every_real_message_is_understood_or_says_why_not() {
    let Some(folder) = corpus() else { return };
    let mut outcomes: BTreeMap<(String, String, String), (usize, String)> = BTreeMap::new();
    for path in files(&folder) {
        let raw = std::fs::read(&path).unwrap();
        let source = path
            .parent()
            .unwrap()
            .file_name()
            .unwrap()
            .to_string_lossy()
            .into_owned();
        for message in hl7v2::batch::split(&raw).messages {
            let prepared = read(message);
            let (outcome, code) = match &prepared.inbound.understanding {
                Understanding::Command(_) => ("understood", String::new()),
                Understanding::Quarantine(reason) => ("quarantined", reason.code.clone()),
                Understanding::Ignore(reason) => ("ignored", reason.code.clone()),
                Understanding::Reject(reason) => ("rejected", reason.code.clone()),
            };
            if let Understanding::Quarantine(reason)
            | Understanding::Ignore(reason)
            | Understanding::Reject(reason) = &prepared.inbound.understanding
            {
                assert!(reason.text.ends_with('.'), "a sentence: {}", reason.text);
            }
            let example = path.file_name().unwrap().to_string_lossy().into_owned();
            let cell = outcomes
                .entry((source.clone(), outcome.to_owned(), code))
                .or_insert((0, example));
            cell.0 += 1;
            for warning in &prepared.inbound.warnings {
                let key = (source.clone(), "warned".to_owned(), warning.code.clone());
                outcomes
                    .entry(key)
                    .or_insert((0, path.file_name().unwrap().to_string_lossy().into_owned()))
                    .0 += 1;
            }
        }
    }
    for ((source, outcome, code), (count, example)) in &outcomes {
        println!("{source:24} {outcome:12} {code:24} {count:5}  {example}");
    }
    let french = |outcome: &str| -> usize {
        outcomes
            .iter()
            .filter(|((source, it, _), _)| source == "fr-cpage-pam" && it == outcome)
            .map(|(_, cell)| cell.0)
            .sum()
    };
    assert!(french("understood") > 700);
    assert_eq!(
        french("rejected") + french("ignored"),
        0,
        "a French feed says nothing that is not for us"
    );
}
