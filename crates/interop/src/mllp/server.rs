//! The door: accepts connections, seats them, and closes the house in good order.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use socket2::{SockRef, TcpKeepalive};
use tls::Wire;
use tokio::net::{TcpListener, TcpStream, ToSocketAddrs};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::connection::Connection;
use super::counters::Counters;
use super::registry::{Registry, Seating};
use super::{Handler, Limits, Peers};

/// How long to wait before accepting again when the machine is out of sockets.
const BREATH: Duration = Duration::from_millis(100);

/// A bound MLLP server.
#[derive(Debug)]
pub struct Server<H> {
    listener: TcpListener,
    handler: Arc<H>,
    limits: Arc<Limits>,
    peers: Peers,
    tls: Option<tls::Acceptor>,
    counters: Arc<Counters>,
}

impl<H: Handler> Server<H> {
    /// Binds; senders are let in once [`Server::run`] is polled.
    ///
    /// # Errors
    /// When the address cannot be bound.
    pub async fn bind(
        address: impl ToSocketAddrs,
        limits: Limits,
        peers: Peers,
        handler: H,
    ) -> io::Result<Self> {
        Ok(Self {
            listener: TcpListener::bind(address).await?,
            handler: Arc::new(handler),
            limits: Arc::new(limits),
            peers,
            tls: None,
            counters: Arc::new(Counters::default()),
        })
    }

    /// Encrypts every connection, and lets in only senders that the acceptor knows.
    #[must_use]
    pub fn encrypted(mut self, tls: tls::Acceptor) -> Self {
        self.tls = Some(tls);
        self
    }

    /// Where it listens: the port that was given when port 0 was asked for.
    ///
    /// # Errors
    /// When the system cannot say.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Its counters, to be read while it runs.
    #[must_use]
    pub fn counters(&self) -> Arc<Counters> {
        self.counters.clone()
    }

    /// Serves until `stop` is done: then nobody is let in any more, each connection finishes the frame it is at,
    /// answers it and is closed. Returns when all are, or when [`Limits::stop_time`] is over.
    pub async fn run(self, stop: impl Future<Output = ()> + Send) {
        let Self {
            listener,
            handler,
            limits,
            peers,
            tls,
            counters,
        } = self;
        let registry = Arc::new(Registry::new(limits.connections));
        let (stopping, told) = watch::channel(false);
        let mut connections = JoinSet::new();
        let mut stop = std::pin::pin!(stop);
        loop {
            let accepted = tokio::select! {
                biased;
                () = &mut stop => break,
                Some(ended) = connections.join_next(), if !connections.is_empty() => {
                    note_end(&counters, ended);
                    continue;
                }
                accepted = listener.accept() => accepted,
            };
            let (stream, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(BREATH).await;
                    continue;
                }
            };
            if !peers.admit(peer.ip()) {
                tracing::warn!(%peer, "connection refused: not an allowed address");
                Counters::add(&counters.refused, 1);
                continue;
            }
            let Seating::Seated {
                number,
                seat,
                evicted,
            } = registry.sit()
            else {
                tracing::warn!(%peer, "connection refused: every seat is taken by a sender");
                Counters::add(&counters.refused, 1);
                continue;
            };
            Counters::add(&counters.accepted, 1);
            Counters::add(&counters.evicted, u64::from(evicted));
            prepare(&stream, peer);
            let (handler, limits, counters) = (handler.clone(), limits.clone(), counters.clone());
            let (tls, stopping, registry) = (tls.clone(), told.clone(), registry.clone());
            connections.spawn(async move {
                match secured(tls, stream, &limits).await {
                    Ok(stream) => {
                        let connection = Connection {
                            stream,
                            peer,
                            handler,
                            limits,
                            counters,
                            seat,
                            stopping,
                        };
                        connection.serve().await;
                    }
                    Err(error) => {
                        tracing::warn!(%peer, %error, "connection refused: not encrypted as asked");
                        Counters::add(&counters.refused, 1);
                    }
                }
                registry.leave(number);
            });
        }
        drop(listener);
        stopping.send_replace(true);
        let finish = async {
            while let Some(ended) = connections.join_next().await {
                note_end(&counters, ended)
            }
        };
        if tokio::time::timeout(limits.stop_time, finish).await.is_err() {
            tracing::warn!("connections were cut: they did not finish in time");
        }
    }
}

/// The stream, encrypted when this door asks for it. Nobody takes longer over that than over a frame.
async fn secured(
    tls: Option<tls::Acceptor>,
    stream: TcpStream,
    limits: &Limits,
) -> io::Result<Wire<TcpStream>> {
    match tls {
        None => Ok(Wire::Plain(stream)),
        Some(tls) => tls.accept(stream, limits.frame_time).await,
    }
}

/// A sender behind a firewall that forgot the connection is noticed; answers leave at once.
fn prepare(stream: &TcpStream, peer: SocketAddr) {
    let keepalive = TcpKeepalive::new()
        .with_time(Duration::from_secs(60))
        .with_interval(Duration::from_secs(20));
    let kept = SockRef::from(stream).set_tcp_keepalive(&keepalive);
    if let Err(error) = kept.and_then(|()| stream.set_nodelay(true)) {
        tracing::debug!(%peer, %error, "socket option not set");
    }
}

fn note_end(counters: &Counters, ended: Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended {
        Counters::add(&counters.failures, 1);
        tracing::error!(%error, "a connection ended by a fault of ours");
    }
}
