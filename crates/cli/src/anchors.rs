//! Writes the end of the trace into the log, from where it is carried to another machine.
//!
//! Whoever holds this machine can cut the end of the trace off or put yesterday's file back, and nothing in the file
//! shows it. A head written down elsewhere does (`chevet audit verify --anchor`). It is written at the start, at the
//! stop, and in between at most every ten minutes, when it moved.

use std::time::Duration;

use app::App;
use store::TraceHead;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long between two anchors while the server runs.
const EVERY: Duration = Duration::from_secs(600);

/// The anchors of a running server.
pub struct Anchors {
    app: App,
    work: JoinHandle<()>,
    /// The last head written down.
    told: watch::Receiver<Option<TraceHead>>,
}

impl Anchors {
    /// Writes the first one down, and the next ones from time to time.
    pub fn start(app: &App, runtime: &Runtime) -> Self {
        let (tell, told) = watch::channel(write(app, "start", None));
        let work = runtime.spawn({
            let app = app.clone();
            async move {
                let mut clock = tokio::time::interval(EVERY);
                // The first tick is now, and the start has been written.
                clock.tick().await;
                loop {
                    clock.tick().await;
                    let last = *tell.borrow();
                    let asked = app.clone();
                    let done = tokio::task::spawn_blocking(move || write(&asked, "running", last)).await;
                    tell.send_replace(done.unwrap_or(last));
                }
            }
        });
        Self {
            app: app.clone(),
            work,
            told,
        }
    }

    /// Writes the last one down, whether or not it moved; call it when nothing is written any more.
    pub fn finish(self) {
        self.work.abort();
        let moved = write(&self.app, "stop", None) != *self.told.borrow();
        tracing::debug!(moved, "the anchors end");
    }
}

/// Writes the head of the trace into the log unless it is the last one written; returns the last one written.
fn write(app: &App, when: &'static str, last: Option<TraceHead>) -> Option<TraceHead> {
    match app.store().trace_head() {
        Ok(head) if last == Some(head) => last,
        Ok(head) => {
            tracing::info!(target: "audit", anchor = %head, when, "the trace ends here");
            Some(head)
        }
        Err(fault) => {
            tracing::warn!(target: "audit", %fault, when, "the end of the trace cannot be read");
            last
        }
    }
}
