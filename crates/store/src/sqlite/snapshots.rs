//! Snapshots as files in a folder beside the base: out of the log, out of the backups, free to be deleted.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::fault::OrFault;
use super::open::beside;
use super::read;
use crate::snapshot::{KEPT, decode, encode};
use crate::{Fault, Seq, Snapshot};

const KEEPING: &str = "gardant un instantané";
const READING: &str = "lisant un instantané";

pub(super) fn put(base: &Path, snapshot: &Snapshot) -> Result<(), Fault> {
    let folder = folder(base);
    fs::create_dir_all(&folder).or_fault(KEEPING)?;
    let path = folder.join(format!("{:020}.snapshot", snapshot.head.seq.number()));
    // Written aside, then renamed: a start never sees half of one.
    let part = path.with_extension("part");
    let mut file = fs::File::create(&part).or_fault(KEEPING)?;
    file.write_all(&encode(snapshot)).or_fault(KEEPING)?;
    file.sync_all().or_fault(KEEPING)?;
    fs::rename(&part, &path).or_fault(KEEPING)?;
    for old in newest_first(&folder)?.into_iter().skip(KEPT) {
        fs::remove_file(old).or_fault(KEEPING)?;
    }
    Ok(())
}

pub(super) fn latest(base: &Path, db: &Connection, format: &str) -> Result<Option<Snapshot>, Fault> {
    for path in newest_first(&folder(base))? {
        let Some(snapshot) = decode(&fs::read(&path).or_fault(READING)?) else {
            tracing::warn!(file = %path.display(), "torn or rotten snapshot ignored");
            continue;
        };
        let is_of_this_journal = read::check_at(db, snapshot.head.seq)? == Some(snapshot.head.check);
        if snapshot.format == format && is_of_this_journal {
            return Ok(Some(snapshot));
        }
        tracing::info!(file = %path.display(), "snapshot of another format or journal ignored");
    }
    Ok(None)
}

/// The furthest place any sound snapshot reaches, of whatever format.
pub(super) fn furthest(base: &Path) -> Result<Option<Seq>, Fault> {
    for path in newest_first(&folder(base))? {
        if let Some(snapshot) = decode(&fs::read(&path).or_fault(READING)?) {
            return Ok(Some(snapshot.head.seq));
        }
    }
    Ok(None)
}

fn folder(base: &Path) -> PathBuf {
    beside(base, ".snapshots")
}

/// The snapshot files; their names sort by place in the journal.
fn newest_first(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Fault::from_io(READING, error)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.or_fault(READING)?.path();
        if path.extension().is_some_and(|extension| extension == "snapshot") {
            paths.push(path);
        }
    }
    paths.sort_unstable_by(|a, b| b.cmp(a));
    Ok(paths)
}
