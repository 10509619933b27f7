//! The folder an operator chose, written so that whoever opens it always finds a whole generation.
//!
//! A generation is written beside the others under a name that is taken for unfinished, synced, given its name, and
//! only then pointed at: a stop at any instant leaves the one before in force. Nothing here needs more of a share
//! than to write, to rename and to erase; no links, no locks.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::Moment;
use store::{Head, TraceHead};

use crate::Error;
use crate::manifest::{Manifest, Pointer, sum};

/// How many generations are kept, the one in force included: whoever reads one has time to finish.
pub const KEPT: usize = 3;

/// How the name of an unfinished file or folder begins.
pub(crate) const DRAFT: &str = ".tmp-";
/// How the name of a generation begins.
pub(crate) const GENERATION: &str = "secours-";
/// The name of the pointer.
pub(crate) const POINTER: &str = "current.json";
/// The page that leads to the generation in force.
pub(crate) const DOOR: &str = "index.html";

/// A file of a generation. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    name: String,
    bytes: Arc<[u8]>,
}

impl File {
    /// A file of that name, which must be plain: a letter or digit, then letters, digits, dots and dashes.
    ///
    /// # Panics
    /// When the name is not plain: names are made by us, never taken from a feed.
    #[must_use]
    pub fn new(name: &str, bytes: Arc<[u8]>) -> Self {
        assert!(is_plain(name), "not a plain file name");
        Self {
            name: name.to_owned(),
            bytes,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Whether a name stays in its folder and is taken by every system.
pub(crate) fn is_plain(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_alphanumeric())
        && name.len() <= 120
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
}

/// What a generation shows.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The name of the territory.
    pub territory: &'a str,
    /// Name and version of the program.
    pub product: &'a str,
    /// The moment it shows.
    pub made_at: Moment,
    /// The end of the journal it shows.
    pub head: Head,
    /// The end of the trace then, when it could be read.
    pub trace: Option<TraceHead>,
}

/// The folder of an operator.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// The folder at that path; nothing is touched yet.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Makes the folder when it is not there, readable by its owner only.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn prepare(&self) -> Result<(), Error> {
        if self.0.is_dir() {
            return Ok(());
        }
        make_folder(&self.0, true)
    }

    /// Writes a generation and puts it in force; returns its name. A folder that has gone is not made anew: it may
    /// be a share that is not mounted, and what is written in its place would never be found.
    ///
    /// # Errors
    /// When the disk or the share says no; the generation before stays in force.
    pub fn write(&self, files: &[File], about: &About<'_>) -> Result<String, Error> {
        self.sweep()?;
        let name = self.free_name(about);
        let draft = self.0.join(format!("{DRAFT}{name}"));
        let written = self.fill(&draft, files, about);
        let manifest = match written {
            Ok(manifest) => manifest,
            Err(error) => {
                // What could be written of it only takes room.
                let _ = std::fs::remove_dir_all(&draft);
                return Err(error);
            }
        };
        let place = self.0.join(&name);
        std::fs::rename(&draft, &place).map_err(|source| fault("ne peut pas nommer", &place, source))?;
        sync_folder(&self.0)?;
        let pointer = Pointer {
            generation: name.clone(),
            manifest_sha256: sum(&manifest),
        };
        self.swap(POINTER, &json(&pointer)?)?;
        self.swap(DOOR, door(&name).as_bytes())?;
        self.prune(&name);
        Ok(name)
    }

    /// Takes away what a former writer did not finish.
    fn sweep(&self) -> Result<(), Error> {
        let entries =
            std::fs::read_dir(&self.0).map_err(|source| fault("ne peut pas lire", &self.0, source))?;
        for entry in entries.filter_map(Result::ok) {
            let name = entry.file_name();
            if name.to_string_lossy().starts_with(DRAFT) {
                // Should this fail, the names made below are free all the same, or writing them says why not.
                let _ = std::fs::remove_dir_all(entry.path());
                let _ = std::fs::remove_file(entry.path());
            }
        }
        Ok(())
    }

    /// A name in the order of time that no generation has.
    fn free_name(&self, about: &About<'_>) -> String {
        let stamp: String = about
            .made_at
            .to_string()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        let name = format!("{GENERATION}{stamp}-{:010}", about.head.seq.number());
        let mut free = name.clone();
        let mut more = 1;
        while self.0.join(&free).exists() {
            more += 1;
            free = format!("{name}-{more:03}");
        }
        free
    }

    /// Writes and syncs every file of a generation; returns the bytes of its manifest.
    fn fill(&self, draft: &Path, files: &[File], about: &About<'_>) -> Result<Vec<u8>, Error> {
        make_folder(draft, false)?;
        for file in files {
            put(&draft.join(&file.name), &file.bytes)?;
        }
        let manifest = Manifest::of(files, about);
        let manifest = json(&manifest)?;
        put(&draft.join(Manifest::NAME), &manifest)?;
        sync_folder(draft)?;
        Ok(manifest)
    }

    /// Replaces a file of the folder in one step.
    fn swap(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let (draft, place) = (self.0.join(format!("{DRAFT}{name}")), self.0.join(name));
        put(&draft, bytes)?;
        std::fs::rename(&draft, &place).map_err(|source| fault("ne peut pas remplacer", &place, source))?;
        sync_folder(&self.0)
    }

    /// Erases the generations beyond those kept. One that somebody holds open stays until the next time.
    fn prune(&self, current: &str) {
        for old in generations(&self.0)
            .into_iter()
            .rev()
            .filter(|name| name != current)
            .skip(KEPT - 1)
        {
            let _ = std::fs::remove_dir_all(self.0.join(old));
        }
    }
}

/// The generations of a folder, oldest first.
pub(crate) fn generations(root: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(root).into_iter().flatten();
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(GENERATION))
        .collect();
    names.sort();
    names
}

/// The page one opens: it leads on to the generation in force, by itself and by a link.
fn door(generation: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><meta name=\"robots\" content=\"noindex\">\
         <meta http-equiv=\"refresh\" content=\"0; url={generation}/{DOOR}\"><title>Dossier de secours</title></head>\
         <body><p><a href=\"{generation}/{DOOR}\">Ouvrir le dossier de secours</a></p></body></html>\n"
    )
}

fn json<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, Error> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|error| Error::Unreadable(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let doing = "ne peut pas écrire";
    let mut file = options.open(path).map_err(|source| fault(doing, path, source))?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(|source| fault(doing, path, source))
}

fn make_folder(path: &Path, with_parents: bool) -> Result<(), Error> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(with_parents);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(path)
        .map_err(|source| fault("ne peut pas créer", path, source))
}

/// Makes names durable. Shares that know no such thing keep what they keep.
fn sync_folder(path: &Path) -> Result<(), Error> {
    let done = std::fs::File::open(path).and_then(|folder| folder.sync_all());
    match done {
        Err(error)
            if !matches!(
                error.kind(),
                ErrorKind::Unsupported | ErrorKind::InvalidInput | ErrorKind::PermissionDenied
            ) =>
        {
            Err(fault("ne peut pas synchroniser", path, error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

pub(crate) fn fault(doing: &'static str, path: &Path, source: std::io::Error) -> Error {
    Error::Disk {
        doing,
        path: path.display().to_string(),
        source,
    }
}
