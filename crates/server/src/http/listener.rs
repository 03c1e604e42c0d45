//! Accepts connections over TCP or a Unix socket.

use std::{io, net::SocketAddr, pin::Pin, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
};
use tokio_io_timeout::TimeoutWriter;

use super::head_timer::{Arrival, WatchedStream};

/// A bound socket.
pub enum Listener {
    /// A TCP listener, for other computers to reach.
    Tcp(TcpListener),
    /// A Unix socket, for this computer alone: the file system says who may connect.
    #[cfg(unix)]
    Unix(super::UnixSocket),
}

/// A stream of either kind.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send {}
impl<T: AsyncRead + AsyncWrite + Send> Stream for T {}

/// A stream to a client, and the client's address.
pub(super) struct Accepted {
    pub(super) stream: Pin<Box<dyn Stream>>,
    pub(super) arrival: Arrival,
    pub(super) peer: Option<SocketAddr>,
}

impl Accepted {
    /// Wraps a stream. A client that takes nothing of a response for `timeout` is given up.
    fn new(stream: impl Stream + Unpin + 'static, peer: Option<SocketAddr>, timeout: Duration) -> Self {
        let (stream, arrival) = WatchedStream::new(stream);
        let mut stream = TimeoutWriter::new(stream);
        stream.set_timeout(Some(timeout));
        Self { stream: Box::pin(stream), arrival, peer }
    }
}

impl Listener {
    /// Waits for the next connection. A client that takes nothing of a response for `timeout` is given up.
    pub(super) async fn accept(&mut self, timeout: Duration) -> io::Result<Accepted> {
        match self {
            Self::Tcp(listener) => {
                let (stream, peer) = listener.accept().await?;
                stream.set_nodelay(true)?;
                Ok(Accepted::new(stream, Some(peer), timeout))
            }
            #[cfg(unix)]
            Self::Unix(socket) => Ok(Accepted::new(socket.accept().await?, None, timeout)),
        }
    }
}
