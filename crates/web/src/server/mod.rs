//! The accept loop: every connection under a head time limit, a write time limit and a count.
//!
//! `axum::serve` keeps a silent socket for ever; this loop closes it. HTTP/1.1 and HTTP/2 on the same port, encrypted
//! when a certificate is given (else HTTP/2 with prior knowledge, behind a proxy that ends TLS). A stop says good-bye on live streams, lets answers under way
//! finish, and gives up on the rest after the drain time.

pub mod rising;
mod stall;

use std::net::SocketAddr;
use std::time::Duration;

use hyper::service::Service as _;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use socket2::{SockRef, TcpKeepalive};
use tokio::net::{TcpListener, TcpStream};

use crate::access::Peer;
use crate::config::Limits;
use crate::{Web, router};
use stall::Watched;
use tls::Wire;

/// Answer of a server that has all the connections it can hold.
const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// Connections that may wait to be accepted, as far as the system allows. After a restart every screen comes back
/// at once: one that finds the queue full tries again a whole second later.
const BACKLOG: i32 = 8_192;

/// How long to wait when the system has no more descriptors to give.
const BREATH: Duration = Duration::from_millis(100);

/// Serves the screens on that socket until `stop` comes, then drains.
pub async fn serve(listener: TcpListener, web: Web, stop: impl Future<Output = ()>) {
    // Listening again only changes the length of the queue; a system that refuses keeps the one it had.
    let _ = SockRef::from(&listener).listen(BACKLOG);
    let service = TowerToHyperService::new(router::router(web.clone()));
    let builder = builder(&web.config().limits);
    let graceful = GracefulShutdown::new();
    let mut follow = tokio::spawn(web.hub().clone().follow(web.app().changes()));
    let rising = tokio::spawn(rising::watch(web.clone()));
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            biased;
            () = &mut stop => break,
            // Screens that are no longer fed would look fresh for ever: better no server, which they do notice.
            ended = &mut follow => {
                tracing::error!(?ended, "the live push ended by itself");
                break;
            }
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(fault) => {
                    rest_after(&fault).await;
                    continue;
                }
            },
        };
        let Some(counted) = web.count_connection() else {
            tracing::warn!("a connection was refused: as many are open as allowed");
            let _ = stream.try_write(FULL);
            continue;
        };
        tune(&stream);
        let (builder, service, watcher) = (builder.clone(), service.clone(), graceful.watcher());
        let (tls, limits) = (web.config().tls.clone(), web.config().limits);
        tokio::spawn(async move {
            let wire = match tls {
                None => Wire::Plain(stream),
                Some(tls) => match tls.accept(stream, limits.head).await {
                    Ok(wire) => wire,
                    Err(ended) => return tracing::debug!(%ended, "a connection was not encrypted"),
                },
            };
            let service = hyper::service::service_fn(move |mut request: hyper::Request<_>| {
                request.extensions_mut().insert(Peer(peer));
                service.call(request)
            });
            let io = TokioIo::new(Watched::new(wire, &limits));
            let connection = watcher.watch(builder.serve_connection(io, service).into_owned());
            // Clients that vanish or are cut off are everyday life, not faults.
            if let Err(ended) = connection.await {
                tracing::debug!(%ended, "a connection ended early");
            }
            drop(counted);
        });
    }
    drop(listener);
    web.hub().stop();
    if tokio::time::timeout(web.config().limits.drain, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some answers were still under way when the drain time ended");
    }
    follow.abort();
    rising.abort();
}

/// The address a socket listens on, for whoever prints it.
///
/// # Errors
/// When the system cannot tell.
pub fn address(listener: &TcpListener) -> std::io::Result<SocketAddr> {
    listener.local_addr()
}

fn builder(limits: &Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(64 * 1024);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Some(Duration::from_secs(20)))
        .keep_alive_timeout(Duration::from_secs(10))
        .max_concurrent_streams(128)
        .max_header_list_size(16 * 1024);
    builder
}

fn tune(stream: &TcpStream) {
    // A socket that refuses an option still works.
    let _ = stream.set_nodelay(true);
    let _ = SockRef::from(stream).set_tcp_keepalive(&TcpKeepalive::new().with_time(Duration::from_secs(60)));
}

/// One connection that could not be accepted is not the end of the server.
async fn rest_after(fault: &std::io::Error) {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(
        fault.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) {
        tracing::error!(%fault, "connections cannot be accepted; trying again");
        tokio::time::sleep(BREATH).await;
    }
}
