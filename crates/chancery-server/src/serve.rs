//! Listening. A client that is slow to ask, or goes away, harms nobody else.

use crate::desk::Desk;
use crate::router::router;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

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
        axum::serve(listener, router(Arc::new(desk))).await?;
        Ok(())
    })
}
