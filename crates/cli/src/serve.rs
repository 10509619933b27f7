//! `chevet serve`: the screens and the feeds of one territory, until told to stop.

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, RwLock};

use anyhow::{Context, Result, anyhow};
use app::{App, Clock};
use auth::Directory;
use interop::mllp::Network;
use oidc::Url;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::{JoinError, JoinHandle};

use crate::anchors::Anchors;
use crate::downtime::Options;
use crate::encryption::{Doors, Encryption};
use crate::wiring::{self, Feeds, say};

#[derive(clap::Args)]
pub struct Arguments {
    /// Dossier des données, créé au besoin.
    #[arg(long, default_value = "data/chevet")]
    data: PathBuf,
    #[command(flatten)]
    ports: Ports,
}

/// Where to listen, and where to write what remains without a server.
#[derive(Clone, Debug, clap::Args)]
pub struct Ports {
    /// Adresse d'écoute ; hors de cette machine seulement si vous le demandez.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind: IpAddr,
    /// Port des écrans (0 : un port libre).
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Port des flux HL7, MLLP (0 : un port libre).
    #[arg(long, default_value_t = 2575)]
    mllp_port: u16,
    /// Noms sous lesquels les écrans sont joints, en plus de localhost et des adresses IP.
    #[arg(long = "host")]
    hosts: Vec<String>,
    /// Adresse par laquelle les navigateurs joignent les écrans (https://lits.example.org), donnée aux fournisseurs
    /// d'identité ; sans elle, le premier --host.
    #[arg(long)]
    public_url: Option<Url>,
    /// Pour les essais : fournisseurs d'identité sur cette machine même, sans chiffrement.
    #[arg(long, hide = true)]
    loopback_providers: bool,
    /// Réseaux autorisés à envoyer des messages HL7 (10.1.2.0/24) ; sans eux, tous.
    #[arg(long = "mllp-allow")]
    allowed: Vec<Network>,
    /// Mandataires (proxys) dont on croit l'en-tête X-Forwarded-For (10.1.2.3, 10.1.0.0/16).
    #[arg(long = "trusted-proxy")]
    proxies: Vec<Network>,
    /// Réseaux qui lisent les chiffres (/metrics), en plus de cette machine (10.1.2.3, 10.1.2.0/24).
    #[arg(long = "metrics-from")]
    watchers: Vec<Network>,
    #[command(flatten)]
    encryption: Encryption,
    #[command(flatten)]
    downtime: Options,
    /// What feeds the server makes its first accounts: nobody is told to.
    #[arg(skip)]
    makes_accounts: bool,
}

impl Ports {
    /// The same, for a server whose first accounts are made by what feeds it.
    pub fn making_accounts(self, makes_accounts: bool) -> Self {
        Self {
            makes_accounts,
            ..self
        }
    }

    /// Where browsers reach the pages: as told, else by the first name, else by the very address.
    fn public_url(&self, url: &str, encrypted: bool) -> String {
        match (&self.public_url, self.hosts.first().filter(|it| *it != "*")) {
            (Some(told), _) => told.to_string(),
            // A server that does not encrypt by itself and has a name stands behind a proxy that does.
            (None, Some(host)) if !encrypted || self.port == 443 => format!("https://{host}"),
            (None, Some(host)) => format!("https://{host}:{}", self.port),
            (None, None) => url.to_owned(),
        }
    }
}

/// A server that is up.
#[derive(Clone)]
pub struct Server {
    /// The engine behind it.
    pub app: App,
    /// Accounts, posts and sessions.
    pub directory: Arc<RwLock<Directory>>,
    /// Where the screens are.
    pub url: String,
    /// Where feeds connect.
    pub mllp: SocketAddr,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    wiring::start_logging();
    let (app, opening) = crate::data::open(&arguments.data, Clock::System)?;
    tracing::info!(
        head = opening.head,
        snapshot = opening.snapshot,
        "territory opened"
    );
    run_with(app, &arguments.ports, |_| std::future::ready(Ok(())))
}

/// Serves until the process is told to stop; `feed` runs beside, and its failure stops the server.
pub fn run_with<F>(app: App, ports: &Ports, feed: impl FnOnce(Server) -> F) -> Result<ExitCode>
where
    F: Future<Output = Result<()>> + Send + 'static,
{
    wiring::start_logging();
    raise_file_limit();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let anchors = Anchors::start(&app, &runtime);
    let served = runtime.block_on(serve(&app, ports, feed));
    // The doors are closed: what was accepted is finished and the state put away.
    app.close();
    anchors.finish();
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    served.map(|()| ExitCode::SUCCESS)
}

async fn serve<F>(app: &App, ports: &Ports, feed: impl FnOnce(Server) -> F) -> Result<()>
where
    F: Future<Output = Result<()>> + Send + 'static,
{
    let doors = ports.encryption.open(ports.bind)?;
    let screens = listen(ports.bind, ports.port).await?;
    let feeds = Feeds::bind(app, SocketAddr::new(ports.bind, ports.mllp_port), &ports.allowed).await?;
    let feeds = feeds.encrypted(doors.feeds.clone());
    let scheme = if doors.screens.is_some() { "https" } else { "http" };
    let directory = crate::identity::load(app)?;
    let install_code = crate::identity::install_code(&directory)?;
    let server = Server {
        app: app.clone(),
        directory: Arc::new(RwLock::new(directory)),
        url: format!("{scheme}://{}", screens.local_addr()?),
        mllp: feeds.address()?,
    };
    // Before anybody learns the addresses: whoever reads them may tell to stop at once.
    let mut orders = Orders::listen()?;
    announce(&server, ports.bind, &doors);
    let mut config = wiring::web_config(app, server.mllp, ports.hosts.clone());
    config.proxies.clone_from(&ports.proxies);
    config.watchers.clone_from(&ports.watchers);
    config.directory = Arc::clone(&server.directory);
    config.install_code = install_code;
    // Whoever makes the accounts by themselves reads of theirs instead.
    if let Some(code) = config.install_code.as_ref().filter(|_| !ports.makes_accounts) {
        say(&format!(
            "Aucun compte : pour installer, ouvrez {}/installation, code {code} (une seule fois).",
            server.url
        ));
    }
    config.public_url = Some(ports.public_url(&server.url, doors.screens.is_some()));
    if !config.has_passkeys() {
        tracing::warn!(
            target: "security",
            "no second factor is asked for: without a public address in https (--public-url) browsers have no passkeys"
        );
    }
    config.loopback_providers = ports.loopback_providers;
    config.tls.clone_from(&doors.screens);
    config.downtime = ports.downtime.status();
    let downtime = ports.downtime.start(app, config.downtime.as_ref());
    let fresh = tokio::spawn(doors.keep_fresh(app.clone()));
    let retention = tokio::spawn(crate::identity::keep_retention(
        app.clone(),
        config.directory.clone(),
    ));
    let promises = tokio::spawn(app.clone().keep_promises());
    let reserves = tokio::spawn(app.clone().keep_reserves());
    let mut screens = tokio::spawn(wiring::serve_screens(app.clone(), screens, config));
    let mut feeds = tokio::spawn(feeds.serve(app.clone()));
    let mut feed: JoinHandle<Result<()>> = tokio::spawn(feed(server));
    let mut fed = false;
    let outcome = loop {
        tokio::select! {
            biased;
            () = orders.stop() => break Ok(()),
            () = wiring::stopped(app) => {
                let trouble = app.trouble().unwrap_or_else(|| "le moteur s'est arrêté".to_owned());
                break Err(anyhow!("{trouble} ; rien d'acquitté n'est perdu, redémarrez le serveur"));
            }
            done = &mut screens => break Err(ended("des écrans", done)),
            done = &mut feeds => break Err(ended("des flux", done)),
            done = &mut feed, if !fed => {
                fed = true;
                match done {
                    Ok(Ok(())) => {}
                    Ok(Err(error)) => break Err(error),
                    Err(panic) => break Err(anyhow::Error::new(panic)),
                }
            }
        }
    };
    say("Arrêt : fin des travaux en cours…");
    app.announce_stop();
    if !fed {
        let _ = feed.await;
    }
    fresh.abort();
    retention.abort();
    promises.abort();
    reserves.abort();
    for door in [feeds, screens] {
        // A door that closed by itself was told of above.
        if !door.is_finished() {
            door.await?;
        }
    }
    // Nothing changes any more: what is written now is what was true at the stop.
    if let Some(downtime) = downtime {
        downtime.finish().await;
    }
    outcome
}

/// A door that closes although nobody asked: better to start again than to look alive.
fn ended(which: &str, done: Result<(), JoinError>) -> anyhow::Error {
    let why = done.map_or_else(|error| error.to_string(), |()| "fermé".to_owned());
    anyhow!(
        "le service {which} s'est arrêté seul ({why}) ; rien d'acquitté n'est perdu, redémarrez le serveur"
    )
}

async fn listen(bind: IpAddr, port: u16) -> Result<TcpListener> {
    TcpListener::bind((bind, port)).await.with_context(|| {
        format!("impossible d'écouter sur {bind}:{port} (déjà pris ?) ; choisissez un autre port avec --port")
    })
}

/// The two addresses stand alone on their lines: scripts read them.
fn announce(server: &Server, bind: IpAddr, doors: &Doors) {
    say(&server.url);
    let scheme = if doors.feeds.is_some() { "mllps" } else { "mllp" };
    say(&format!("{scheme}://{}", server.mllp));
    if bind.is_loopback() {
        say("Joignable de cette machine seulement (--bind pour ouvrir au réseau).");
        return;
    }
    if doors.screens.is_none() {
        say("Écrans servis en clair : seul le mandataire TLS qui est devant doit pouvoir les joindre.");
    }
    if doors.feeds.is_none() {
        say("Flux HL7 en clair : limitez les émetteurs (--mllp-allow) ou chiffrez (--mllp-cert).");
    }
}

/// The signals that stop a server, listened to from one moment on without a gap.
struct Orders {
    interrupt: Signal,
    terminate: Signal,
}

impl Orders {
    fn listen() -> Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    /// Becomes ready when told to stop, however long ago that was.
    async fn stop(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// Thousands of boards are thousands of open files.
fn raise_file_limit() {
    let wanted = 65_536;
    match rlimit::increase_nofile_limit(wanted) {
        Ok(limit) if limit < 4_096 => {
            tracing::warn!(limit, "few files may be open at once: many boards will not fit")
        }
        Ok(_) => {}
        Err(error) => tracing::warn!(%error, "the limit of open files cannot be raised"),
    }
}
