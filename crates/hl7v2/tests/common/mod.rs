//! Where the messages written by others are, when they are on this machine.

use std::path::{Path, PathBuf};

/// The folder of one source of messages, or of all with `""`; `None`, said aloud, when it is not here.
pub fn folder(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/hl7")
        .join(name);
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("SKIPPED: no messages to read at {}", path.display());
    None
}

/// Every message file below a folder, with its path.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
        {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "hl7") {
                let bytes = std::fs::read(&path).unwrap_or_default();
                assert!(!bytes.is_empty(), "cannot be read: {}", path.display());
                found.push((path, bytes));
            }
        }
    }
    found.sort();
    found
}
