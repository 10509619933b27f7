//! The handle that every handler holds.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use app::App;
use axum::http::HeaderValue;

use crate::cell::Looking;
use crate::config::Config;
use crate::hub::{Hub, Picture, Topic};
use crate::identity::Identity;
use crate::wall::{self, Walls};
use crate::words::{Lang, Words};
use crate::{board, cell, emergency_department, guard, territory};

/// What handlers work with. Cheap to clone.
#[derive(Clone)]
pub struct Web(Arc<Inner>);

struct Inner {
    app: App,
    config: Config,
    policy: HeaderValue,
    hub: Hub,
    walls: Walls,
    identity: Identity,
    looking: Arc<Looking>,
    connections: Arc<AtomicUsize>,
    requests: AtomicU64,
}

impl Web {
    /// The screens of that engine.
    #[must_use]
    pub fn new(app: App, mut config: Config) -> Self {
        let identity = Identity::new(Arc::clone(&config.directory), config.install_code.take());
        let (source, mllp) = (app.clone(), config.mllp.clone());
        let looking = Arc::new(Looking::default());
        let seen = Arc::clone(&looking);
        let draw = move |topic, lang| draw(&source, &seen, mllp.as_deref(), topic, lang);
        let hub = Hub::new(Box::new(draw), app.epoch(), config.pace);
        let policy = guard::policy(&config.frame_ancestors);
        Self(Arc::new(Inner {
            app,
            config,
            policy,
            hub,
            walls: Walls::default(),
            identity,
            looking,
            connections: Arc::default(),
            requests: AtomicU64::new(0),
        }))
    }

    /// The engine.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.0.app
    }

    /// The settings.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The live push.
    #[must_use]
    pub fn hub(&self) -> &Hub {
        &self.0.hub
    }

    /// Who may do what, and who is there.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.0.identity
    }

    /// Who looks at which request of the flow cell.
    #[must_use]
    pub(crate) fn looking(&self) -> &Looking {
        &self.0.looking
    }

    /// The wall displays of this server.
    #[must_use]
    pub fn walls(&self) -> &Walls {
        &self.0.walls
    }

    /// A name for the next write of a screen, never given twice: the cause of what it brings about.
    pub(crate) fn next_request(&self) -> String {
        format!(
            "{}-{}",
            self.0.app.epoch(),
            self.0.requests.fetch_add(1, Ordering::Relaxed)
        )
    }

    /// Connections open.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.0.connections.load(Ordering::Relaxed) as u64
    }

    /// The content security policy of every answer.
    #[must_use]
    pub(crate) fn policy(&self) -> &HeaderValue {
        &self.0.policy
    }

    /// Counts a connection until the guard is dropped; nothing when there are as many as allowed.
    pub(crate) fn count_connection(&self) -> Option<Counted> {
        let counter = &self.0.connections;
        if counter.fetch_add(1, Ordering::Relaxed) < self.0.config.limits.connections {
            return Some(Counted(Arc::clone(counter)));
        }
        counter.fetch_sub(1, Ordering::Relaxed);
        None
    }
}

/// A connection that counts as long as this lives.
pub(crate) struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Draws a live topic from what is known now.
fn draw(app: &App, looking: &Looking, mllp: Option<&str>, topic: Topic, lang: Lang) -> Option<Picture> {
    let words = Words::of(lang);
    match topic {
        Topic::Territory => Some(territory::picture(app, mllp, words)),
        Topic::Cell => Some(cell::picture(app, looking, words)),
        Topic::Ward(ward) => board::picture(&app.snapshot(), ward, words, &app.zone(), app.now()),
        Topic::Emergency(ward) => {
            emergency_department::picture(&app.snapshot(), ward, words, &app.zone(), app.now())
        }
        Topic::Wall(wall) => wall::picture(&app.snapshot(), &wall, words, &app.zone(), app.now()),
        Topic::View(ward, view) => {
            board::picture_of_view(&app.snapshot(), ward, view, words, &app.zone(), app.now())
        }
        Topic::Veiled(ward, view) => {
            let known = app.snapshot();
            let veiled = app::Snapshot {
                state: known.state.clone(),
                vault: known.vault.veiled(),
                head: known.head,
            };
            board::picture_of_view(&veiled, ward, view, words, &app.zone(), app.now())
        }
    }
}
