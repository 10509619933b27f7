//! From SQLite's error codes to typed faults.

use rusqlite::{Error, ErrorCode};

use crate::{Fault, FaultKind};

/// Gives a SQLite result its context.
pub(super) trait OrFault<T> {
    /// The same result, its error typed and saying what was being done.
    fn or_fault(self, doing: &'static str) -> Result<T, Fault>;
}

impl<T> OrFault<T> for rusqlite::Result<T> {
    fn or_fault(self, doing: &'static str) -> Result<T, Fault> {
        self.map_err(|error| Fault::new(kind_of(&error), doing).because(error))
    }
}

impl<T> OrFault<T> for std::io::Result<T> {
    fn or_fault(self, doing: &'static str) -> Result<T, Fault> {
        self.map_err(|error| Fault::from_io(doing, error))
    }
}

fn kind_of(error: &Error) -> FaultKind {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => FaultKind::DiskFull,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => FaultKind::ReadOnly,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => FaultKind::Busy,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => FaultKind::Corrupt,
        Some(ErrorCode::CannotOpen) => FaultKind::CannotOpen,
        Some(ErrorCode::SystemIoFailure | ErrorCode::FileLockingProtocolFailed) => FaultKind::Io,
        Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch) => FaultKind::Misuse,
        Some(_) => FaultKind::Other,
        // A column of another type than the schema says: STRICT makes it impossible in a sound file.
        None => match error {
            Error::InvalidColumnType(..) | Error::FromSqlConversionFailure(..) | Error::Utf8Error(..) => {
                FaultKind::Corrupt
            }
            _ => FaultKind::Other,
        },
    }
}
