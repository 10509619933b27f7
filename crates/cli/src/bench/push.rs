//! How soon a change is on thousands of open boards, and how soon they are back after a cut.
//!
//! Every client reads the same ward, the worst case: one change, one frame to all of them.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use app::clock::instant;
use app::{Actor, App, Cause, Origin};
use base::id::{BedId, WardId};
use domain::bed::Hygiene;
use domain::command::{BoardCommand, Command};
use domain::view::board::{self, Face};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Barrier, mpsc};

use super::percentiles::Percentiles;

/// How the whole board begins in a frame.
const REGION: &[u8] = b"id=\"region\"";

#[derive(clap::Args)]
pub struct Arguments {
    /// Tableaux ouverts.
    #[arg(long, default_value_t = 2_000)]
    boards: usize,
    /// Changements mesurés.
    #[arg(long, default_value_t = 100)]
    changes: usize,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let _ = rlimit::increase_nofile_limit(65_536);
    let app = super::ingest::living_territory(3)?;
    let server = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let address = server.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        tokio::spawn(crate::wiring::serve_screens(
            app.clone(),
            listener,
            web::Config::default(),
        ));
        anyhow::Ok(address)
    })?;
    let (ward, bed) = a_free_bed(&app).context("aucun lit libre")?;
    let clients = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let done = clients.block_on(async {
        changes(arguments, &app, address, ward, bed).await?;
        reconnections(arguments, address, ward).await
    });
    let (now, most) = super::machine::memory_mib();
    println!("mémoire du processus : {now} Mio (au plus {most}), clients compris");
    app.announce_stop();
    server.shutdown_timeout(Duration::from_secs(2));
    app.close();
    done
}

fn a_free_bed(app: &App) -> Option<(WardId, BedId)> {
    let snapshot = app.snapshot();
    let now = app.now();
    snapshot.state.wards.iter().find_map(|ward| {
        let view = board::ward_board(&snapshot.state, &snapshot.vault, ward.id, now)?;
        if view.summary.beds() < 20 {
            return None;
        }
        let tiles = view.rooms.iter().flat_map(|room| &room.beds);
        tiles
            .filter(|tile| matches!(tile.face, Face::Free { .. }))
            .map(|tile| (ward.id, tile.bed))
            .next()
    })
}

async fn changes(
    arguments: &Arguments,
    app: &App,
    address: SocketAddr,
    ward: WardId,
    bed: BedId,
) -> Result<()> {
    let ready = Arc::new(Barrier::new(arguments.boards + 1));
    let (tell, mut told) = mpsc::unbounded_channel();
    for _ in 0..arguments.boards {
        tokio::spawn(watch(address, ward, bed, ready.clone(), tell.clone()));
    }
    drop(tell);
    ready.wait().await;
    println!("{} tableaux ouverts sur un service", arguments.boards);
    let mut latencies = Percentiles::default();
    let mut missing = 0;
    for turn in 0..arguments.changes {
        let hygiene = if turn % 2 == 0 {
            Hygiene::ToClean
        } else {
            Hygiene::Clean
        };
        let origin = Origin {
            actor: Actor::Chevet("bench"),
            cause: Cause::Request(turn.to_string()),
        };
        let start = instant();
        let command = Command::Board(BoardCommand::MarkBed { bed, hygiene });
        if let Err(failure) = app.submit(command, origin).await {
            bail!("changement refusé : {failure:?}");
        }
        for _ in 0..arguments.boards {
            match tokio::time::timeout(Duration::from_secs(5), told.recv()).await {
                Ok(Some(at)) => latencies.add(Instant::duration_since(&at, start)),
                _ => missing += 1,
            }
        }
        // Each change alone: the next one begins a new picture.
        tokio::time::sleep(Duration::from_millis(120)).await;
    }
    println!(
        "{} changements, de la commande à l'écran ({} attendus en vain) : {}",
        arguments.changes,
        missing,
        latencies.text()
    );
    Ok(())
}

/// One open board: tells when each frame that speaks of the bed arrives.
async fn watch(
    address: SocketAddr,
    ward: WardId,
    bed: BedId,
    ready: Arc<Barrier>,
    tell: mpsc::UnboundedSender<Instant>,
) -> Result<()> {
    let mut stream = subscribe(address, ward, None).await?;
    let mut buffer = vec![0; 64 * 1024];
    let needle = format!("{bed}\"");
    let mut text = String::new();
    // The first frames are the picture as it is; the barrier falls when everybody has heard something.
    let read = stream.read(&mut buffer).await?;
    anyhow::ensure!(read > 0, "flux fermé");
    ready.wait().await;
    loop {
        let read = stream.read(&mut buffer).await?;
        anyhow::ensure!(read > 0, "flux fermé");
        text.push_str(&String::from_utf8_lossy(&buffer[..read]));
        while let Some(end) = text.find("\n\n") {
            if text[..end].contains(&needle) {
                let _ = tell.send(instant());
            }
            text.drain(..end + 2);
        }
    }
}

/// Everybody comes back at once: how long until the last one has its board again.
async fn reconnections(arguments: &Arguments, address: SocketAddr, ward: WardId) -> Result<()> {
    let start = instant();
    let bytes = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..arguments.boards)
        .map(|_| {
            let bytes = bytes.clone();
            tokio::spawn(async move {
                // An id of another epoch: the server was restarted, everything is sent again.
                let mut stream = subscribe(address, ward, Some("1-1")).await?;
                let mut buffer = vec![0; 64 * 1024];
                let mut got: Vec<u8> = Vec::new();
                let mut begun = false;
                loop {
                    let read = stream.read(&mut buffer).await?;
                    anyhow::ensure!(read > 0, "flux fermé");
                    // Each frame is a chunk of its own, closed by CR LF. The region may begin astride two reads; nothing before those is looked at twice.
                    let from = got.len().saturating_sub(REGION.len());
                    got.extend_from_slice(&buffer[..read]);
                    begun = begun || got[from..].windows(REGION.len()).any(|window| window == REGION);
                    if begun && got.ends_with(b"\n\n\r\n") {
                        break;
                    }
                }
                let got = got.len();
                bytes.fetch_add(got, Ordering::Relaxed);
                anyhow::Ok((instant(), stream))
            })
        })
        .collect();
    let mut latencies = Percentiles::default();
    let mut open = Vec::new();
    for task in tasks {
        let (at, stream) = tokio::time::timeout(Duration::from_secs(20), task).await???;
        latencies.add(Instant::duration_since(&at, start));
        open.push(stream);
    }
    println!(
        "{} reconnexions simultanées, tableau entier reçu : {} ({} octets chacune)",
        arguments.boards,
        latencies.text(),
        bytes.load(Ordering::Relaxed) / arguments.boards.max(1)
    );
    Ok(())
}

async fn subscribe(address: SocketAddr, ward: WardId, last: Option<&str>) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let last = last.map_or_else(String::new, |last| format!("last-event-id: {last}\r\n"));
    let request = format!(
        "GET /live?t=ward:{ward} HTTP/1.1\r\nhost: {address}\r\naccept: text/event-stream\r\n{last}\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    Ok(stream)
}
