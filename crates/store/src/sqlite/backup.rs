//! Backups: a copy made while writing goes on, verified at once, with the paper that proves it later.
//!
//! Copying the live file with `cp` gives a file that opens and is silently stale: never do that.

use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::Path;

use base::Moment;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest as _, Sha256};

use super::fault::OrFault;
use super::open::{beside, check_readable};
use super::{messages, read, schema, verify};
use crate::{Fault, FaultKind, Head, Manifest, Verification};

/// Pages copied at a time.
const STEP_PAGES: i32 = 256;

const BACKING_UP: &str = "sauvegardant la base";
const CHECKING: &str = "vérifiant une sauvegarde";
const RESTORING: &str = "restaurant une sauvegarde";

pub(super) fn make(db: &Connection, to: &Path, now: Moment) -> Result<Manifest, Fault> {
    if to.exists() {
        return Err(
            Fault::new(FaultKind::Misuse, BACKING_UP).because(format!("{} existe déjà", to.display()))
        );
    }
    let part = beside(to, ".part");
    // What an interrupted backup left behind.
    if part.exists() {
        fs::remove_file(&part).or_fault(BACKING_UP)?;
    }
    let copied = copy(db, &part).and_then(|(head, kept)| {
        let manifest = Manifest {
            made_at: now,
            schema: schema::CURRENT,
            seq: head.seq,
            journal_check: format!("{:016x}", head.check),
            messages: kept,
            bytes: fs::metadata(&part).or_fault(BACKING_UP)?.len(),
            sha256: sha256(&part)?,
        };
        let text = serde_json::to_string_pretty(&manifest)
            .map_err(|error| Fault::new(FaultKind::Other, BACKING_UP).because(error))?;
        write_synced(&beside(to, ".json"), text.as_bytes())?;
        fs::rename(&part, to).or_fault(BACKING_UP)?;
        sync_folder_of(to)?;
        Ok(manifest)
    });
    if copied.is_err() {
        // Best effort: the fault that matters is already known.
        let _ = fs::remove_file(&part);
    }
    copied
}

/// Checks a backup against its manifest without changing it.
///
/// # Errors
/// When the file or its manifest is missing, altered or damaged.
pub fn check_backup(file: &Path) -> Result<Manifest, Fault> {
    let refuse = |why: String| Err(Fault::new(FaultKind::Corrupt, CHECKING).because(why));
    let paper = fs::read(beside(file, ".json")).or_fault(CHECKING)?;
    let manifest: Manifest = match serde_json::from_slice(&paper) {
        Ok(manifest) => manifest,
        Err(error) => return refuse(format!("fiche illisible : {error}")),
    };
    let bytes = fs::metadata(file).or_fault(CHECKING)?.len();
    if bytes != manifest.bytes {
        return refuse(format!("{bytes} octets au lieu de {}", manifest.bytes));
    }
    if sha256(file)? != manifest.sha256 {
        return refuse("empreinte SHA-256 différente de celle de la fiche".to_owned());
    }
    if manifest.schema > schema::CURRENT {
        return refuse(format!("format {} plus récent que ce programme", manifest.schema));
    }
    Ok(manifest)
}

/// Puts a backup back where no base is, after checking it. The base opens as usual afterwards.
///
/// # Errors
/// When the backup is not what its manifest says, when a base is already there, or the disk fails.
pub fn restore(backup: &Path, to: &Path) -> Result<Manifest, Fault> {
    let manifest = check_backup(backup)?;
    for taken in [to.to_owned(), beside(to, "-wal")] {
        if taken.exists() {
            return Err(Fault::new(FaultKind::Misuse, RESTORING)
                .because(format!("{} existe déjà : déplacez-le d'abord", taken.display())));
        }
    }
    let part = beside(to, ".part");
    fs::copy(backup, &part).or_fault(RESTORING)?;
    // A backup may be kept read-only; the base may not be.
    let mut rights = fs::metadata(&part).or_fault(RESTORING)?.permissions();
    if rights.readonly() {
        make_writable(&mut rights);
        fs::set_permissions(&part, rights).or_fault(RESTORING)?;
    }
    fs::File::open(&part)
        .and_then(|file| file.sync_all())
        .or_fault(RESTORING)?;
    fs::rename(&part, to).or_fault(RESTORING)?;
    // Snapshots of the base that was here are of another history.
    let snapshots = beside(to, ".snapshots");
    if snapshots.exists() {
        fs::remove_dir_all(&snapshots).or_fault(RESTORING)?;
    }
    sync_folder_of(to)?;
    Ok(manifest)
}

/// Copies one instant of the base; the read transaction held throughout is that instant.
fn copy(db: &Connection, part: &Path) -> Result<(Head, u64), Fault> {
    let instant = db.unchecked_transaction().or_fault(BACKING_UP)?;
    let head = read::head(&instant)?;
    let kept = messages::last_id(&instant)?;
    let mut target = Connection::open(part).or_fault(BACKING_UP)?;
    {
        let work = Backup::new(&instant, &mut target).or_fault(BACKING_UP)?;
        loop {
            match work.step(STEP_PAGES).or_fault(BACKING_UP)? {
                StepResult::Done => break,
                StepResult::More => {}
                _ => return Err(Fault::new(FaultKind::Busy, BACKING_UP)),
            }
        }
    }
    drop(instant);
    // One file, readable from a medium that cannot be written.
    target
        .pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get::<_, String>(0))
        .or_fault(BACKING_UP)?;
    drop(target);
    fs::File::open(part)
        .and_then(|file| file.sync_all())
        .or_fault(BACKING_UP)?;

    let copy = Connection::open_with_flags(part, OpenFlags::SQLITE_OPEN_READ_ONLY).or_fault(BACKING_UP)?;
    check_readable(part, &copy).map_err(|error| Fault::new(FaultKind::Corrupt, BACKING_UP).because(error))?;
    let found: Verification = verify::everything(&copy)?;
    if !found.is_sound() || found.head != head || found.messages != kept {
        return Err(Fault::new(FaultKind::Corrupt, BACKING_UP).because(found.problems.join(" ; ")));
    }
    Ok((head, kept))
}

fn sha256(file: &Path) -> Result<String, Fault> {
    let mut file = fs::File::open(file).or_fault(CHECKING)?;
    let mut sum = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer).or_fault(CHECKING)?;
        if read == 0 {
            break;
        }
        sum.update(&buffer[..read]);
    }
    Ok(sum
        .finalize()
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing into a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        }))
}

fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    use std::io::Write as _;
    let mut file = fs::File::create(path).or_fault(BACKING_UP)?;
    file.write_all(bytes).or_fault(BACKING_UP)?;
    file.sync_all().or_fault(BACKING_UP)
}

/// Makes a rename survive a power cut.
fn sync_folder_of(path: &Path) -> Result<(), Fault> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .or_fault(BACKING_UP)
}

#[cfg(unix)]
fn make_writable(rights: &mut fs::Permissions) {
    use std::os::unix::fs::PermissionsExt as _;
    rights.set_mode(rights.mode() | 0o600);
}

#[cfg(not(unix))]
fn make_writable(rights: &mut fs::Permissions) {
    rights.set_readonly(false);
}
