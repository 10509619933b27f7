//! The commands of the repository and the rules it keeps about itself.
//!
//! One file per verb. A verb returns `Ok(true)` when all is well, `Ok(false)` when it has found
//! something wrong and printed it, and an error when it could not do its work.
//! Nothing here is shipped, and nothing here ever touches a running hospital.

pub mod browser;
pub mod deny;
pub mod fuzz;
pub mod layers;
pub mod licences;
pub mod metadata;
pub mod setup;
pub mod shell;
pub mod shots;
pub mod tally;
pub mod test;
pub mod tidy;

use std::path::{Path, PathBuf};

/// The root of the repository: the folder that holds `xtask`.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
