//! How the crates are put together: screens, feeds, logs.

use std::io::{IsTerminal, Write as _};
use std::net::SocketAddr;
use std::sync::Once;

use anyhow::{Context, Result};
use app::App;
use interop::inbound::Intake;
use interop::mllp::{self, Limits, Network, Peers};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// Logs go to the error output: one JSON object a line for machines, plain lines for a terminal.
/// `CHEVET_LOG` sets what is said (`info` by default, warnings only on a terminal).
pub fn start_logging() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let terminal = std::io::stderr().is_terminal();
        let fallback = if terminal { "warn" } else { "info" };
        let filter = EnvFilter::try_from_env("CHEVET_LOG").unwrap_or_else(|_| EnvFilter::new(fallback));
        let logs = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr);
        if terminal {
            logs.compact().init()
        } else {
            logs.json().init()
        }
    });
}

/// Says a line to whoever started the server, who may have gone: `chevet serve | head` must not end it.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Becomes ready when the server is told to stop.
pub fn stopped(app: &App) -> impl Future<Output = ()> + Send + use<> {
    let mut stopping = app.stopping();
    async move {
        // An engine that is gone has stopped too.
        let _ = stopping.wait_for(|stop| *stop).await;
    }
}

/// Serves the screens until the engine stops.
pub async fn serve_screens(app: App, listener: TcpListener, config: web::Config) {
    let stop = stopped(&app);
    web::serve(listener, web::Web::new(app, config), stop).await;
}

/// What the screens are told about the rest of the server.
pub fn web_config(app: &App, mllp: SocketAddr, hosts: Vec<String>) -> web::Config {
    let intake = Intake::new(app.clone());
    web::Config {
        hosts,
        mllp: Some(mllp.to_string()),
        replayer: Some(web::config::Replayer::new(move |message| {
            let intake = intake.clone();
            async move { intake.replay(message).await }
        })),
        ..web::Config::default()
    }
}

/// A door for feeds, bound and not yet open.
pub struct Feeds(mllp::Server<Intake>);

impl Feeds {
    /// Binds the door; an empty list of networks lets everybody in.
    pub async fn bind(app: &App, address: SocketAddr, allowed: &[Network]) -> Result<Self> {
        let peers = Peers(allowed.to_vec());
        let server = mllp::Server::bind(address, Limits::default(), peers, Intake::new(app.clone())).await;
        let server = server.with_context(|| {
            format!(
                "impossible d'écouter sur {address} (déjà pris ?) ; choisissez un autre port avec --mllp-port"
            )
        })?;
        Ok(Self(server))
    }

    /// Encrypts the door, when there is a certificate for it.
    pub fn encrypted(self, tls: Option<tls::Acceptor>) -> Self {
        match tls {
            Some(tls) => Self(self.0.encrypted(tls)),
            None => self,
        }
    }

    /// Where feeds connect.
    pub fn address(&self) -> Result<SocketAddr> {
        Ok(self.0.local_addr()?)
    }

    /// Lets feeds in until the engine stops.
    pub async fn serve(self, app: App) {
        self.0.run(stopped(&app)).await;
    }
}
