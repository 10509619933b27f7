//! Accounts, posts and sessions at the start, and the code that installs a server without any.

use std::sync::{Arc, PoisonError, RwLock};

use anyhow::{Context, Result};
use app::{App, KeptWrite};
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

/// Empties the rows of the trace that are past their time, as the hospital's policy says. Their links stay. The reasons
/// of emergency openings go as the readings go that they explain.
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
        if let Err(fault) = forget_openings(&app, &directory, policy.keep_access_months).await {
            tracing::warn!(%fault, "the retention of emergency openings must wait");
        }
        tokio::time::sleep(ROUND).await;
    }
}

/// Forgets the emergency openings that ended so many months ago.
async fn forget_openings(app: &App, directory: &RwLock<Directory>, months: u16) -> Result<()> {
    let before = app.now().plus(-i64::from(months) * 31 * DAY);
    let past = {
        let directory = directory.read().unwrap_or_else(PoisonError::into_inner);
        directory.openings_past(before)
    };
    if past.is_empty() {
        return Ok(());
    }
    let mut writes = Vec::with_capacity(past.len());
    for change in &past {
        let auth::Row { kind, id, .. } = change.row()?;
        writes.push(KeptWrite::Forget { kind, id });
    }
    app.keep(writes, Vec::new()).await?;
    tracing::info!(
        openings = past.len(),
        "emergency openings past their time were forgotten"
    );
    let mut directory = directory.write().unwrap_or_else(PoisonError::into_inner);
    past.iter().for_each(|change| directory.apply(change));
    Ok(())
}

/// A one-time code, when there is no account yet. Another one at each start.
pub fn install_code(directory: &Directory) -> Result<Option<String>> {
    if directory.is_installed() {
        return Ok(None);
    }
    let drawn = app::chance::sixteen_bytes()?;
    Ok(Some(auth::in_fours(&drawn)))
}

#[cfg(test)]
mod tests {
    use app::Clock;
    use auth::Glass;
    use base::id::{PersonId, WardId};
    use base::{Label, Moment};

    use super::*;

    /// An opening that ended so many days before now.
    fn opening(id: &str, now: Moment, days: i64) -> Glass {
        Glass {
            id: id.to_owned(),
            person: PersonId::new(1),
            ward: WardId::new(1),
            reason: Label::new("Renfort de nuit, appel du cadre").expect("a reason"),
            at: now.plus(-days * DAY - 1),
            until: now.plus(-days * DAY),
            review: None,
        }
    }

    #[test]
    fn a19_the_reason_of_an_opening_is_forgotten_with_the_readings_it_explains() {
        let folder = tempfile::tempdir().expect("folder");
        let runtime = tokio::runtime::Runtime::new().expect("runtime");
        let (app, _) = crate::data::open(folder.path(), Clock::System).expect("opened");
        let mut directory = Directory::default();
        let now = app.now();
        let openings = [
            opening("old", now, 12 * 31 + 1),
            opening("young", now, 12 * 31 - 1),
        ];
        let changes = openings.map(|it| Change::Glass(Box::new(it)));
        let mut writes = Vec::new();
        for change in &changes {
            directory.apply(change);
            let auth::Row { kind, id, body } = change.row().expect("a row");
            writes.extend(body.map(|body| KeptWrite::Keep { kind, id, body }));
        }
        let directory = RwLock::new(directory);
        runtime.block_on(async {
            app.keep(writes, Vec::new()).await.expect("kept");
            forget_openings(&app, &directory, 12).await.expect("forgotten");
        });
        let left = |directory: &Directory| -> Vec<String> {
            directory.glasses().into_iter().map(|it| it.id.clone()).collect()
        };
        assert_eq!(left(&directory.read().expect("a directory")), ["young"]);
        assert_eq!(
            left(&load(&app).expect("read again")),
            ["young"],
            "on the disk too"
        );
        app.close();
    }
}
