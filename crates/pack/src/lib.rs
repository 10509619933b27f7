//! What remains readable when the server does not answer: sheets on paper, and the folder that holds them.
//!
//! A [`Sheet`] is a ward in words already chosen; [`pdf::draw`] lays it out on A4 pages without a browser. A
//! [`Folder`] keeps one *generation* of files after the other in a place the operator chose, each complete, listed
//! and summed in its [`Manifest`]; [`verify`] reads a folder again and says what is wrong with it.
//!
//! This crate knows neither beds nor HTML: words come from above. It never reads the clock: the time is told.

mod folder;
mod font;
mod manifest;
mod name;
mod pages;
pub mod pdf;
mod sheet;
mod status;
mod verify;

pub use folder::{About, File, Folder, KEPT};
pub use manifest::{Journal, Listed, Manifest};
pub use name::slug;
pub use pages::{Density, Laid, Page, pages};
pub use sheet::{Headings, Mark, Person, Row, Shape, Sheet};
pub use status::{Standing, Status};
pub use verify::{Finding, Report, verify};

/// A fault of the folder, in French, with its cause.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk, the share or the network said no.
    #[error("dossier de secours : {doing} {path}")]
    Disk {
        /// What was being done.
        doing: &'static str,
        /// To which file or folder.
        path: String,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// A manifest or the pointer to it cannot be read.
    #[error("dossier de secours : {0}")]
    Unreadable(String),
}

impl Error {
    /// The whole chain in one French sentence, for a page or a log line.
    #[must_use]
    pub fn said(&self) -> String {
        match self {
            Self::Disk { source, .. } => format!("{self} : {source}"),
            Self::Unreadable(_) => self.to_string(),
        }
    }
}
