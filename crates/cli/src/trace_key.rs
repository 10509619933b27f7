//! The key of the trace: a file beside the database, that only its owner may read.
//!
//! Made once, when there is none, and never written over: whoever loses it can prove no more than what comes after.
//! Nothing about it keeps a server from serving; what is wrong is said in the log and by `chevet doctor`.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use store::{Options, TraceKey};

/// The key file of a data folder.
pub fn file(folder: &Path) -> PathBuf {
    folder.join("trace.key")
}

/// Settings to read the database of that folder with; a key that is missing or unreadable is none.
pub fn options_for_reading(folder: &Path) -> Options {
    Options {
        trace_key: read(folder).ok().flatten(),
        ..Options::default()
    }
}

/// Settings to write the database of that folder with, its key made if need be.
pub fn options(folder: &Path) -> Options {
    let key = match read(folder) {
        Ok(None) => make(folder).and_then(|()| read(folder)),
        found => found,
    };
    let trace_key = key.unwrap_or_else(|error| {
        tracing::error!(
            error = format!("{error:#}"),
            file = %file(folder).display(),
            "the trace has no key of its own: it shows accidents, not malice"
        );
        None
    });
    Options {
        trace_key,
        ..Options::default()
    }
}

/// The key, if there is one.
///
/// # Errors
/// When the file cannot be read, or is no key.
pub fn read(folder: &Path) -> Result<Option<TraceKey>> {
    let path = file(folder);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(error).with_context(|| format!("impossible de lire {}", path.display()));
        }
    };
    let Some(key) = TraceKey::from_hex(text.trim()) else {
        bail!(
            "{} n'est pas une clé de trace (64 chiffres hexadécimaux)",
            path.display()
        );
    };
    Ok(Some(key))
}

/// Makes a key. Written aside and put in place whole, so that a start killed half-way leaves no half of one.
fn make(folder: &Path) -> Result<()> {
    let path = file(folder);
    let doing = || format!("impossible de créer {}", path.display());
    let bytes = app::chance::thirty_two_bytes().with_context(doing)?;
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = folder.join(format!("trace.key.{}.part", std::process::id()));
    let made = write(&part, &digits).and_then(|()| {
        // Unlike a rename, a link never takes the place of a key that came meanwhile.
        match fs::hard_link(&part, &path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            linked => linked,
        }
    });
    // Best effort: what matters is the key itself.
    let _ = fs::remove_file(&part);
    made.with_context(doing)?;
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .with_context(doing)
}

fn write(part: &Path, digits: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(part)?;
    writeln!(file, "{digits}")?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_only_its_owner_may_read_it() {
        let folder = tempfile::tempdir().expect("folder");
        assert_eq!(read(folder.path()).expect("read"), None);
        let first = options(folder.path()).trace_key.expect("made");
        assert_eq!(options(folder.path()).trace_key, Some(first), "never another");
        let rights = fs::metadata(file(folder.path())).expect("there").permissions();
        assert_eq!(rights.mode() & 0o777, 0o600);
        assert_eq!(
            fs::read_dir(folder.path()).expect("read").count(),
            1,
            "nothing beside it"
        );
        let other = tempfile::tempdir().expect("folder");
        assert_ne!(options(other.path()).trace_key, Some(first));
    }

    #[test]
    fn a_file_that_is_no_key_is_left_alone_and_stops_nobody() {
        let folder = tempfile::tempdir().expect("folder");
        fs::write(file(folder.path()), "clé perdue").expect("written");
        assert!(read(folder.path()).is_err());
        assert_eq!(options(folder.path()).trace_key, None);
        assert_eq!(options_for_reading(folder.path()).trace_key, None);
        assert_eq!(
            fs::read_to_string(file(folder.path())).expect("read"),
            "clé perdue"
        );
    }
}
