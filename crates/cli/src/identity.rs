//! Accounts, posts and sessions at the start, and the code that installs a server without any.

use std::sync::{Arc, PoisonError, RwLock};

use anyhow::{Context, Result};
use app::App;
use auth::{Change, Directory};
use base::time::DAY;
use store::{Fault, TraceClass};

/// What stops the reading: the store, or a row that this version cannot read.
#[derive(Debug, thiserror::Error)]
enum Stopped {
    #[error(transparent)]
    Store(#[from] Fault),
    #[error(transparent)]
    Row(#[from] auth::Unreadable),
}

/// Everything that was kept of identity.
pub fn load(app: &App) -> Result<Directory> {
    let mut directory = Directory::default();
    for kind in Change::KINDS {
        app.store()
            .kept(kind, |id, body| Ok::<_, Stopped>(directory.read(kind, id, body)?))
            .with_context(|| format!("impossible de relire les comptes et postes ({kind})"))?;
    }
    Ok(directory)
}

/// How often what is past its time is looked for, and how much is taken away at once: the writer is not kept busy.
const ROUND: std::time::Duration = std::time::Duration::from_secs(3_600);
const AT_ONCE: u32 = 2_000;

/// Empties the rows of the trace that are past their time, as the hospital's policy says. Their links stay.
pub async fn keep_retention(app: App, directory: Arc<RwLock<Directory>>) {
    loop {
        let policy = directory
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .policy()
            .clone();
        for (class, months) in [
            (TraceClass::Access, policy.keep_access_months),
            (TraceClass::Security, policy.keep_security_months),
            (TraceClass::Administration, policy.keep_security_months),
        ] {
            // Months of 31 days: a row is never emptied a day too early.
            let before = app.now().plus(-i64::from(months) * 31 * DAY);
            match app
                .read(move |store| store.blank_traces(class, before, AT_ONCE))
                .await
            {
                Ok(0) => {}
                Ok(rows) => tracing::info!(
                    rows,
                    class = class.code(),
                    "rows of the trace past their time were emptied"
                ),
                Err(fault) => tracing::warn!(%fault, "the retention of the trace must wait"),
            }
        }
        tokio::time::sleep(ROUND).await;
    }
}

/// A one-time code, when there is no account yet. Another one at each start.
pub fn install_code(directory: &Directory) -> Result<Option<String>> {
    if directory.is_installed() {
        return Ok(None);
    }
    let drawn = app::chance::sixteen_bytes()?;
    Ok(Some(auth::in_fours(&drawn)))
}
