//! What can go wrong under the store, typed, with its chain.
//!
//! A refusal (a conflict, a stale version) is not a fault: it is a value with its reason. A fault means that the
//! work was not done and, inside a batch, that nothing of the batch was acknowledged.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;

use base::Moment;

/// What sort of trouble it is: enough to decide what to do next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// No room left on the disk, or a quota. Goes on by itself once room is made.
    DiskFull,
    /// The file or its folder cannot be written, or the store was opened for reading.
    ReadOnly,
    /// Another program holds a lock on the file for too long.
    Busy,
    /// The content is damaged: stop writing, verify, restore a backup.
    Corrupt,
    /// The file cannot be opened: folder gone, rights, too many open files.
    CannotOpen,
    /// The disk refused a read, a write or a sync.
    Io,
    /// An earlier fault left the disk in doubt: only a restart may write again.
    Poisoned,
    /// The caller asked for something that makes no sense (a revision written twice, an unknown message).
    Misuse,
    /// Anything else.
    Other,
}

impl FaultKind {
    /// What it means and what to do, in French.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::DiskFull => "disque plein : libérez de la place, l'écriture reprendra d'elle-même",
            Self::ReadOnly => "base en lecture seule : vérifiez les droits du fichier et de son dossier",
            Self::Busy => "base verrouillée par un autre programme : fermez-le",
            Self::Corrupt => {
                "base endommagée : n'écrivez plus, lancez la vérification et restaurez une sauvegarde"
            }
            Self::CannotOpen => {
                "base impossible à ouvrir : vérifiez que le dossier existe, ses droits et la limite de fichiers ouverts"
            }
            Self::Io => "le disque a refusé une lecture ou une écriture",
            Self::Poisoned => {
                "écriture suspendue après une erreur du disque : redémarrez, rien de ce qui a été acquitté n'est perdu"
            }
            Self::Misuse => "demande incohérente au stockage (défaut du programme)",
            Self::Other => "erreur du stockage",
        }
    }
}

/// A fault of the store: what sort, while doing what, and the chain below.
#[derive(Debug)]
pub struct Fault {
    kind: FaultKind,
    doing: &'static str,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Fault {
    /// A fault of this sort met while `doing` something (in French, after « en »).
    #[must_use]
    pub const fn new(kind: FaultKind, doing: &'static str) -> Self {
        Self {
            kind,
            doing,
            source: None,
        }
    }

    /// The same fault with what caused it.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What sort of trouble it is.
    #[must_use]
    pub const fn kind(&self) -> FaultKind {
        self.kind
    }

    /// What was being done.
    #[must_use]
    pub const fn doing(&self) -> &'static str {
        self.doing
    }

    /// Whether the same work may simply be tried again later, by this same process.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(self.kind, FaultKind::DiskFull | FaultKind::Busy)
    }

    /// A fault from a file operation.
    #[must_use]
    pub fn from_io(doing: &'static str, error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        let kind = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                FaultKind::DiskFull
            }
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => FaultKind::ReadOnly,
            ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory => FaultKind::CannotOpen,
            _ => FaultKind::Io,
        };
        Self::new(kind, doing).because(error)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "en {} : {}", self.doing, self.kind.advice())
    }
}

impl Error for Fault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn Error + 'static))
    }
}

/// Why a store cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process writes to it.
    #[error("la base {} est déjà ouverte en écriture par un autre processus ({holder}) : arrêtez-le d'abord", path.display())]
    InUse {
        /// The file.
        path: PathBuf,
        /// What the other process said of itself: its pid and since when.
        holder: String,
    },
    /// A later version of Chevet wrote it.
    #[error("la base {} est au format {found}, plus récent que ce programme (format {known}) : mettez Chevet à jour", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The schema number in the file.
        found: u32,
        /// The highest schema number this program knows.
        known: u32,
    },
    /// A database of some other program.
    #[error("le fichier {} n'est pas une base Chevet", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// The SQLite linked into the program is one that can damage a file.
    #[error("SQLite {found} est trop ancien (3.51.3 au moins) : ce programme est mal construit")]
    UnsafeSqlite {
        /// The version linked.
        found: String,
    },
    /// Anything under it.
    #[error("la base {} ne s'ouvre pas", path.display())]
    Fault {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        source: Fault,
    },
}

/// The note a process leaves in the lock file, read by the next one to say who is in the way.
pub(crate) fn holder_note(now: Moment) -> String {
    format!("pid {} depuis {now}", std::process::id())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_what_to_do_and_keeps_its_chain() {
        let fault = Fault::new(FaultKind::DiskFull, "validant le lot").because("database or disk is full");
        assert_eq!(
            fault.to_string(),
            "en validant le lot : disque plein : libérez de la place, l'écriture reprendra d'elle-même"
        );
        assert_eq!(
            fault.source().map(ToString::to_string).as_deref(),
            Some("database or disk is full")
        );
        assert!(fault.may_pass());
    }
}
