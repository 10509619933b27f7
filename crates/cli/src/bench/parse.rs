//! How fast messages are read.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use app::clock::instant;
use hl7v2::Message;
use hl7v2::charset::{self, Charset};

#[derive(clap::Args)]
pub struct Arguments {
    /// Dossier de messages ; sans lui, ceux de l'hôpital simulé.
    folder: Option<PathBuf>,
    /// Durée de chaque mesure, en secondes.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let messages = match &arguments.folder {
        Some(folder) => read(folder)?,
        None => super::ingest::simulated(20_000),
    };
    if messages.is_empty() {
        bail!("aucun message");
    }
    let bytes: usize = messages.iter().map(Vec::len).sum();
    println!(
        "{} messages, {} octets en moyenne",
        messages.len(),
        bytes / messages.len()
    );
    let long = Duration::from_secs(arguments.seconds);
    measure("lire", &messages, long, |text| {
        black_box(Message::parse(text).is_ok());
    });
    measure("lire et relire 15 champs", &messages, long, |text| {
        if let Ok(message) = Message::parse(text) {
            for (segment, fields) in FIELDS {
                if let Some(segment) = message.segment(segment) {
                    for field in *fields {
                        black_box(segment.field(*field).raw());
                    }
                }
            }
        }
    });
    Ok(())
}

const FIELDS: &[(&str, &[usize])] = &[
    ("MSH", &[3, 4, 7, 9, 10]),
    ("PID", &[3, 5, 7, 8]),
    ("PV1", &[2, 3, 7, 19]),
    ("ZBE", &[1, 2]),
];

fn measure(what: &str, messages: &[Vec<u8>], long: Duration, mut work: impl FnMut(&str)) {
    let start = instant();
    let mut count = 0u64;
    while start.elapsed() < long {
        for bytes in messages {
            let decoded = charset::decode(bytes, Charset::Latin9);
            work(&decoded.text);
        }
        count += messages.len() as u64;
    }
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let each = start.elapsed().as_secs_f64() / count as f64;
    println!(
        "{what} : {:.2} µs par message, {:.0} messages/s, un cœur",
        each * 1e6,
        1.0 / each
    );
}

fn read(folder: &Path) -> Result<Vec<Vec<u8>>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).with_context(|| format!("dossier {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files.iter().map(|file| Ok(std::fs::read(file)?)).collect()
}
