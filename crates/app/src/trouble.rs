//! What keeps the territory from being written: told to whoever shows it, gone with the first commit that works.

use std::sync::{PoisonError, RwLock};

/// The trouble of the last commit, if it failed.
#[derive(Debug, Default)]
pub(crate) struct Trouble(RwLock<Option<String>>);

impl Trouble {
    /// Notes what went wrong, in French.
    pub fn begins(&self, what: String) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(what);
    }

    /// Notes that a commit worked.
    pub fn ends(&self) {
        if self.said().is_some() {
            tracing::info!("writing works again");
            *self.0.write().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }

    /// What went wrong, while it does.
    pub fn said(&self) -> Option<String> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
