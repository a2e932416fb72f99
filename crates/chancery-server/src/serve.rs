//! Listening. A client that is slow to ask, or goes away, harms nobody else.

use crate::desk::Desk;
use crate::router::router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// What can go wrong with listening.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address cannot be had.
    #[error("{0} cannot be listened at: {1}; --port names another port, and --port 0 takes any")]
    Address(SocketAddr, std::io::Error),
    /// Others can reach the address, and no token was set.
    #[error("others can reach {0}, so --token is needed: whoever asks must give it")]
    Unguarded(SocketAddr),
    /// Anything else.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// So many clients at once; others wait to be let in.
const MOST_CONNECTIONS: usize = 512;
/// A question, or the wait for the next one, takes no longer.
const SLOWEST_QUESTION: Duration = Duration::from_secs(20);
/// After so long a connection is closed, whatever it is doing.
const LONGEST_TALK: Duration = Duration::from_secs(300);
/// The pause after a client could not be met.
const BREATH: Duration = Duration::from_millis(100);
/// So many questions are worked on at once.
const MOST_THREADS: usize = 16;

/// Answers at an address until the process ends. `told` hears the address once it is listened at (port 0 takes any).
///
/// # Errors
/// The address cannot be had, or is not this computer's own and the desk has no token.
pub fn serve(desk: Desk, address: SocketAddr, told: impl FnOnce(SocketAddr)) -> Result<(), Error> {
    if !address.ip().is_loopback() && desk.options.token.is_none() {
        return Err(Error::Unguarded(address));
    }
    let listener = TcpListener::bind(address).map_err(|error| Error::Address(address, error))?;
    listener.set_nonblocking(true)?;
    let bound = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(MOST_THREADS)
        .build()?;
    runtime.block_on(async move {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        told(bound);
        accept(&listener, &router(Arc::new(desk))).await
    })
}

async fn accept(listener: &tokio::net::TcpListener, router: &axum::Router) -> Result<(), Error> {
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        // The room is never closed.
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { return Ok(()) };
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file handles, or the client was gone before it was met: others will come.
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let mut http = http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(SLOWEST_QUESTION);
            let talk = http.serve_connection(TokioIo::new(stream), service);
            // Whoever breaks off or is too slow hurts nobody but itself.
            let _ = tokio::time::timeout(LONGEST_TALK, talk).await;
            drop(place);
        });
    }
}
