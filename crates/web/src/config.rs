//! What the operations team may set about the HTTP side. Every default runs the demo.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use app::{Failure, Ingested};
use store::MessageId;

/// Settings of the HTTP side.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Names under which the server may be reached, beside `localhost`, IP addresses and nothing else. Protects
    /// against a foreign page that points its own name at this server.
    pub hosts: Vec<String>,
    /// Sites that may show a board inside one of their pages (`frame-ancestors`), as origins.
    pub frame_ancestors: Vec<String>,
    /// Times and sizes.
    pub limits: Limits,
    /// The pace of the live push.
    pub pace: Pace,
    /// Proxies whose word about where a request comes from is taken.
    pub proxies: Vec<base::net::Network>,
    /// Networks that are given the figures, beside this machine.
    pub watchers: Vec<base::net::Network>,
    /// Accounts, posts and sessions, as they were kept.
    pub directory: Arc<RwLock<auth::Directory>>,
    /// The one-time code that installs a server without accounts, as it was printed on the console.
    pub install_code: Option<String>,
    /// Where browsers reach this server (`https://lits.example.org`): what identity providers are told to send people
    /// back to. Without it nobody signs in at one.
    pub public_url: Option<String>,
    /// For tests and the demo: identity providers on this very machine, without encryption.
    pub loopback_providers: bool,
    /// Encrypts every connection; without it, they are as they come: this machine only, or behind a proxy.
    pub tls: Option<tls::Acceptor>,
    /// Where administrative systems send their messages (`hôpital.example:2575`), told to whoever starts from an
    /// empty server; none when no such port is open.
    pub mllp: Option<String>,
    /// Reads a kept message again, once what it lacked was fixed; without it, pages offer no replay.
    pub replayer: Option<Replayer>,
    /// How the downtime folder is doing; none when no folder was chosen.
    pub downtime: Option<pack::Status>,
}

impl Config {
    /// Whether browsers make passkeys for this server: only then can everybody have a second factor.
    #[must_use]
    pub fn has_passkeys(&self) -> bool {
        let party = self.public_url.as_deref().and_then(webauthn::Party::of_url);
        party.is_some()
    }
}

/// What [`Replayer`] gives back: what became of the message this time.
pub type Replaying = Pin<Box<dyn Future<Output = Result<Ingested, Failure>> + Send>>;

/// Reads a kept message again. Reading a message is not this crate's business: whoever starts the server gives the
/// function.
#[derive(Clone)]
pub struct Replayer(Arc<dyn Fn(MessageId) -> Replaying + Send + Sync>);

impl Replayer {
    /// The replayer that calls that function.
    pub fn new<F>(replay: impl Fn(MessageId) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Ingested, Failure>> + Send + 'static,
    {
        Self(Arc::new(move |message| Box::pin(replay(message))))
    }

    /// Reads that message again; durable when it returns.
    ///
    /// # Errors
    /// When the message is not there any more, or the engine is overloaded, stopping or at fault.
    pub async fn replay(&self, message: MessageId) -> Result<Ingested, Failure> {
        (self.0)(message).await
    }
}

impl fmt::Debug for Replayer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Replayer")
    }
}

/// How long and how much a client may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until the head of a request is complete; also how long an idle HTTP/1 connection is kept.
    pub head: Duration,
    /// Until a request, body included, is answered; the live stream is not concerned.
    pub request: Duration,
    /// How long a write may make no progress before the connection is dropped.
    pub write_stall: Duration,
    /// How long a stop waits for answers under way.
    pub drain: Duration,
    /// Largest request body, in bytes.
    pub body: usize,
    /// Connections at once; above, new ones are answered 503 and closed.
    pub connections: usize,
    /// Topics in one live stream.
    pub topics: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(5),
            request: Duration::from_secs(20),
            write_stall: Duration::from_secs(10),
            drain: Duration::from_secs(10),
            body: 64 * 1024,
            connections: 20_000,
            topics: 32,
        }
    }
}

/// The pace of the live push.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Shortest time between two pictures of the same board; the first change after a calm is pushed at once.
    pub coalesce: Duration,
    /// How often boards are drawn again for what only time changes.
    pub tick: Duration,
    /// Named heartbeat.
    pub heartbeat: Duration,
    /// Frames waiting for one slow screen before it is sent a whole picture instead.
    pub backlog: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            coalesce: Duration::from_millis(80),
            tick: Duration::from_secs(30),
            heartbeat: Duration::from_secs(10),
            backlog: 64,
        }
    }
}
