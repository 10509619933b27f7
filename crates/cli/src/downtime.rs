//! Keeps the downtime folder up to date beside the server, and never in its way.
//!
//! A generation is written at the start, soon after something changed, at least every so many minutes, and once more
//! when the server stops. Sheets are made from a snapshot, on a thread that may block: the writer of the journal
//! does not know that they exist. A folder that is full, gone or stuck is said on the pages, in the log and in the
//! figures, and tried again; it stops nothing.

use std::path::{Path, PathBuf};
use std::time::Duration;

use app::App;
use pack::{About, Folder, Status};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use web::sheet::{Press, Printed};
use web::words::{Lang, Words};

/// How long a share may take before it is said to be stuck.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a stop waits for the last generation.
const LAST: Duration = Duration::from_secs(10);

/// Where to write the downtime folder, and how often.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// Dossier de secours, écrit en continu : une feuille par service (HTML et PDF), un index. Contient des noms.
    #[arg(long, value_name = "DOSSIER")]
    downtime: Option<PathBuf>,
    /// Minutes entre deux écritures du dossier de secours quand rien ne change.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=1_440))]
    downtime_every: u64,
    /// Secondes au moins entre deux écritures quand tout change.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    downtime_pause: u64,
}

/// The folder being kept up to date.
pub struct Downtime {
    finish: oneshot::Sender<()>,
    work: JoinHandle<()>,
}

impl Options {
    /// What pages are told of the folder; none when no folder was chosen.
    pub fn status(&self) -> Option<Status> {
        self.downtime.as_ref().map(|_| Status::default())
    }

    /// Begins to keep the folder up to date, if one was chosen.
    pub fn start(&self, app: &App, status: Option<&Status>) -> Option<Downtime> {
        let (path, status) = (self.downtime.as_ref()?, status?);
        let (finish, finished) = oneshot::channel();
        let keeper = Keeper {
            app: app.clone(),
            folder: Folder::at(path),
            status: status.clone(),
            every: Duration::from_secs(self.downtime_every * 60),
            pause: Duration::from_secs(self.downtime_pause),
        };
        prepare(&keeper, path);
        let work = tokio::spawn(keeper.keep(finished));
        Some(Downtime { finish, work })
    }
}

impl Downtime {
    /// Writes the last generation, now that nothing changes any more; a stuck share does not hold the stop up.
    pub async fn finish(self) {
        let _ = self.finish.send(());
        if tokio::time::timeout(LAST, self.work).await.is_err() {
            tracing::warn!("the downtime folder did not get its last generation");
        }
    }
}

/// A folder that is not there yet is made once, at the start; later it may be a share that went away.
fn prepare(keeper: &Keeper, path: &Path) {
    match keeper.folder.prepare() {
        Ok(()) => tracing::info!(folder = %path.display(), "the downtime folder is kept up to date"),
        Err(error) => keeper.fails(error.said()),
    }
}

struct Keeper {
    app: App,
    folder: Folder,
    status: Status,
    every: Duration,
    pause: Duration,
}

impl Keeper {
    async fn keep(self, mut finished: oneshot::Receiver<()>) {
        let mut changes = self.app.changes();
        let mut press = Press::new(Words::of(Lang::Fr));
        loop {
            press = match self.round(press).await {
                Some(press) => press,
                // The thread that had it died: begin anew.
                None => Press::new(Words::of(Lang::Fr)),
            };
            let calm = tokio::time::sleep(self.pause);
            tokio::pin!(calm);
            let due = tokio::time::sleep(self.every.max(self.pause));
            tokio::pin!(due);
            let (mut calmed, mut changed) = (false, false);
            while !(calmed && changed) {
                tokio::select! {
                    _ = &mut finished => {
                        self.round(press).await;
                        return;
                    }
                    () = &mut due => break,
                    () = &mut calm, if !calmed => {
                        calmed = true;
                        // What failed is tried again without waiting for a change.
                        changed |= self.status.standing().trouble.is_some();
                    }
                    // Too many to count are changes too; when the engine is gone, the stop follows.
                    _ = changes.recv(), if !changed => changed = true,
                }
            }
            // What was told meanwhile is in the snapshot that is about to be taken.
            changes = changes.resubscribe();
        }
    }

    /// Makes and writes one generation; gives the press back unless its thread died.
    async fn round(&self, mut press: Press) -> Option<Press> {
        let (app, folder) = (self.app.clone(), self.folder.clone());
        let mut work = tokio::task::spawn_blocking(move || {
            let (snapshot, now) = (app.snapshot(), app.now());
            // The sheets matter more than the anchor: one that cannot be read now is in the next generation.
            let trace = app.store().trace_head().ok();
            let printed = press.print(&snapshot, &app.zone(), now, web::sheet::heard(&app), trace);
            let about = About {
                territory: &snapshot.state.settings.name,
                product: concat!("chevet ", env!("CARGO_PKG_VERSION")),
                made_at: now,
                head: snapshot.head,
                trace,
            };
            let written = folder.write(&printed.files, &about);
            (press, written.map(|_| (printed, now, snapshot.head)))
        });
        let done = loop {
            match tokio::time::timeout(PATIENCE, &mut work).await {
                Ok(done) => break done,
                // A second writer would only queue behind the first.
                Err(_) => self.fails("dossier de secours : le disque ou le partage ne répond pas".to_owned()),
            }
        };
        match done {
            Ok((press, Ok((printed, now, head)))) => {
                self.succeeds(&printed, now, head.seq.number());
                Some(press)
            }
            Ok((press, Err(error))) => {
                self.fails(error.said());
                Some(press)
            }
            Err(died) => {
                self.fails(format!(
                    "dossier de secours : les feuilles n'ont pas pu être faites ({died})"
                ));
                None
            }
        }
    }

    fn succeeds(&self, printed: &Printed, now: base::Moment, seq: u64) {
        if self.status.written(now, seq) {
            tracing::info!("the downtime folder is written again");
        }
        tracing::debug!(
            wards = printed.wards,
            renewed = printed.renewed,
            seq,
            "a generation of the downtime folder was written"
        );
    }

    fn fails(&self, why: String) {
        if self.status.failed(self.app.now(), why.clone()) {
            tracing::error!(why, "the downtime folder cannot be written");
        }
    }
}
