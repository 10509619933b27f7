//! Messages durably acknowledged per second, from MLLP bytes to the published board.
//!
//! The whole path: socket, frame, decoding, translation, rules, journal, inbox, vault, one sync of the disk, state,
//! acknowledgement. The senders run on the same machine and wait for each acknowledgement, as real ones do.

use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use app::clock::instant;
use app::{App, Clock};
use base::time::DAY;
use hl7v2::Message;
use hl7v2::charset::{self, Charset};
use hl7v2::mllp::{Framer, frame};
use sim::{Config, Hospital};
use store::Options;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::percentiles::Percentiles;
use crate::feeder::Feeder;
use crate::wiring::Feeds;

/// A free port of this machine.
const ANYWHERE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

#[derive(clap::Args)]
pub struct Arguments {
    /// Connexions, séparées par des virgules.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 8, 64])]
    connections: Vec<usize>,
    /// Messages envoyés dans chaque mesure.
    #[arg(long, default_value_t = 60_000)]
    messages: usize,
    /// Dossier où mettre la base (un disque à mesurer) ; sinon le dossier temporaire.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Base en mémoire, pour isoler le coût du disque.
    #[arg(long)]
    memory: bool,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let messages = simulated(arguments.messages);
    println!(
        "{} messages de l'hôpital simulé (PAM France, A20)",
        messages.len()
    );
    for connections in &arguments.connections {
        let count = if *connections == 1 {
            messages.len() / 6
        } else {
            messages.len()
        };
        measure(arguments, &messages[..count], *connections)?;
    }
    let (now, most) = super::machine::memory_mib();
    println!("mémoire du processus : {now} Mio (au plus {most}), messages à envoyer compris");
    Ok(())
}

/// Messages of a simulated hospital, the opening census first.
pub fn simulated(count: usize) -> Vec<Vec<u8>> {
    let start = app::clock::system_now().plus(-60 * DAY);
    let mut hospital = Hospital::new(1, start, Config::default());
    std::iter::from_fn(|| hospital.next_before(app::clock::system_now()))
        .take(count)
        .map(|out| out.bytes)
        .collect()
}

/// A territory in memory, fed by MLLP with some days of the simulated hospital.
pub fn living_territory(days: i64) -> Result<App> {
    let app = App::in_memory(Clock::System)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let now = app.now();
    let mut hospital = Hospital::new(1, now.plus(-days * DAY), Config::default());
    let messages: Vec<_> = std::iter::from_fn(|| hospital.next_before(now))
        .map(|out| out.bytes)
        .collect();
    runtime.block_on(async {
        let feeds = Feeds::bind(&app, ANYWHERE, &[]).await?;
        let mut feeder = Feeder::new(feeds.address()?);
        let server = tokio::spawn(feeds.serve(app.clone()));
        feeder.send(&messages).await?;
        server.abort();
        anyhow::Ok(())
    })?;
    Ok(app)
}

fn measure(arguments: &Arguments, messages: &[Vec<u8>], connections: usize) -> Result<()> {
    let folder = arguments.data.clone().unwrap_or_else(std::env::temp_dir);
    let folder = folder.join(format!(
        "chevet-bench-ingest-{}-{connections}",
        std::process::id()
    ));
    std::fs::create_dir_all(&folder)?;
    let app = if arguments.memory {
        App::in_memory(Clock::System)?
    } else {
        App::open(
            &folder.join("chevet.db"),
            Clock::System,
            Options::default(),
            |_| {},
        )?
        .0
    };
    let server = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let (address, stopped) = server.block_on(async {
        let feeds = Feeds::bind(&app, ANYWHERE, &[]).await?;
        anyhow::Ok((feeds.address()?, tokio::spawn(feeds.serve(app.clone()))))
    })?;
    let shares = share(messages, connections);
    let start = instant();
    let mut latencies = send_all(address, shares)?;
    let took = start.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = messages.len() as f64 / took;
    let seq = app.snapshot().seq();
    println!(
        "{connections:>3} connexion(s) : {rate:>7.0} messages/s durables, {} ; {seq} enregistrements",
        latencies.text()
    );
    app.announce_stop();
    let _ = server.block_on(async { tokio::time::timeout(Duration::from_secs(10), stopped).await });
    server.shutdown_timeout(Duration::from_secs(1));
    app.close();
    std::fs::remove_dir_all(&folder).context("nettoyage")
}

/// Shares messages between connections, those of one patient on one connection and in order.
fn share(messages: &[Vec<u8>], connections: usize) -> Vec<Vec<Vec<u8>>> {
    let hash = RandomState::new();
    let mut shares = vec![Vec::new(); connections];
    for (position, bytes) in messages.iter().enumerate() {
        let decoded = charset::decode(bytes, Charset::Latin9);
        let patient = Message::parse(&decoded.text).ok().and_then(|message| {
            message
                .segment("PID")
                .map(|pid| hash.hash_one(pid.field(3).raw()))
        });
        let slot = patient.unwrap_or(position as u64) % connections as u64;
        if let Some(share) = usize::try_from(slot).ok().and_then(|slot| shares.get_mut(slot)) {
            share.push(frame(bytes));
        }
    }
    shares
}

/// All senders in one thread: what they cost is part of the figure, and as little as possible.
fn send_all(address: SocketAddr, shares: Vec<Vec<Vec<u8>>>) -> Result<Percentiles> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let tasks: Vec<_> = shares
            .into_iter()
            .map(|share| tokio::spawn(send(address, share)))
            .collect();
        let mut all = Percentiles::default();
        for task in tasks {
            all.absorb(task.await??);
        }
        Ok(all)
    })
}

async fn send(address: SocketAddr, frames: Vec<Vec<u8>>) -> Result<Percentiles> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut latencies = Percentiles::default();
    let mut framer = Framer::new(64 * 1024);
    let mut buffer = vec![0; 4 * 1024];
    for frame in frames {
        let start = instant();
        stream.write_all(&frame).await?;
        loop {
            if framer.next().is_some() {
                break;
            }
            let read = stream.read(&mut buffer).await?;
            anyhow::ensure!(read > 0, "connexion fermée par le serveur");
            framer.push(&buffer[..read]);
        }
        latencies.add(start.elapsed());
    }
    Ok(latencies)
}
