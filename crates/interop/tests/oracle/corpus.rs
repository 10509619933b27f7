//! The real French messages, understood, in the order in which they were sent.

use std::path::{Path, PathBuf};

use app::Understanding;
use base::time::DAY;
use base::{Moment, Zone};
use domain::command::Command;
use domain::movement::Action;
use domain::observation::{Fact, Observation, ObservedMovement};
use interop::inbound::{Letterhead, prepare};
use interop::pam::Profile;
use sim::{Config, Hospital};

/// Long after the messages were written.
pub const LATER: Moment = Moment::from_millis(1_800_000_000_000);

/// A message that is understood.
#[derive(Clone)]
pub struct Heard {
    /// Its file.
    pub name: String,
    /// When it was sent.
    pub sent_at: Option<Moment>,
    /// What it asks.
    pub command: Command,
}

impl Heard {
    /// The movement it tells, and what it does to it.
    pub fn movement(&self) -> Option<(&Observation, &ObservedMovement, Action)> {
        match &self.command {
            Command::Observe(seen) => match &seen.fact {
                Fact::Movement(movement) => Some((seen, movement, seen.stamp.action)),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The messages of a real French system; none, and a word on it, when they are not there.
pub fn french() -> Option<Vec<Heard>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/hl7");
    if !root.is_dir() {
        eprintln!("SKIPPED: no real messages at {}", root.display());
        return None;
    }
    let mut heard = Vec::new();
    for folder in ["fr-cpage-pam", "fr-cpage-pam-other", "fr-ans"] {
        for path in files(&root.join(folder)) {
            let raw = std::fs::read(&path).unwrap();
            for message in hl7v2::batch::split(&raw).messages {
                heard.extend(understood(name(&path), message));
            }
        }
    }
    heard.sort_by_key(|heard| heard.sent_at);
    Some(heard)
}

/// Some days of the simulated hospital, with its mistakes.
pub fn simulated(seed: u64, days: i64) -> Vec<Heard> {
    let start = Moment::from_millis(1_794_700_800_000);
    let mut hospital = Hospital::new(seed, start, Config::default());
    let mut heard = Vec::new();
    while let Some(message) = hospital.next_before(start.plus(days * DAY)) {
        heard.extend(understood(
            format!("{} {}", message.at, heard.len()),
            &message.bytes,
        ));
    }
    heard
}

fn understood(name: String, message: &[u8]) -> Option<Heard> {
    let letterhead = Letterhead {
        at: LATER,
        control_id: "1".to_owned(),
    };
    let prepared = prepare(
        message.to_vec().into(),
        &Profile::french(Zone::paris()),
        &letterhead,
    );
    match prepared.inbound.understanding {
        Understanding::Command(command) => Some(Heard {
            name,
            sent_at: prepared.inbound.sent_at,
            command: *command,
        }),
        _ => None,
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "hl7"));
    files.sort();
    files
}
