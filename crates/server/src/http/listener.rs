//! Accepts connections over TCP or a Unix socket.

use std::{
    io::{self, Read, Write},
    net::SocketAddr,
    pin::Pin,
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
};

use super::peer;

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

/// The socket of a connection, of which nothing was read yet.
pub(super) enum Socket {
    Tcp(TcpStream),
    #[cfg(unix)]
    Unix(tokio::net::UnixStream),
}

/// A connection to a client, and the client's address.
pub(super) struct Accepted {
    pub(super) socket: Socket,
    pub(super) peer: Option<SocketAddr>,
}

impl Listener {
    /// Waits for the next connection.
    pub(super) async fn accept(&mut self) -> io::Result<Accepted> {
        match self {
            Self::Tcp(listener) => {
                let (stream, peer) = listener.accept().await?;
                // Without it answers are slower, and no less right.
                let _ = stream.set_nodelay(true);
                Ok(Accepted { socket: Socket::Tcp(stream), peer: Some(peer) })
            }
            #[cfg(unix)]
            Self::Unix(socket) => Ok(Accepted { socket: Socket::Unix(socket.accept().await?), peer: None }),
        }
    }
}

impl Socket {
    /// Ends the connection where the client answers nothing for about this long. On this computer, its end is noticed at once.
    pub(super) fn notice_loss(&self, within: Duration) {
        if let Self::Tcp(stream) = self
            && let Err(error) = peer::notice_loss(stream, within)
        {
            // It would only be noticed later.
            tracing::debug!(%error, "a client that is gone may not be noticed");
        }
    }

    pub(super) fn into_stream(self) -> Pin<Box<dyn Stream>> {
        match self {
            Self::Tcp(stream) => Box::pin(stream),
            #[cfg(unix)]
            Self::Unix(stream) => Box::pin(stream),
        }
    }

    /// Writes a short answer and closes the connection, all in this moment.
    pub(super) fn answer_at_once(self, answer: &[u8]) -> io::Result<()> {
        match self {
            Self::Tcp(stream) => answer_and_close(stream.into_std()?, answer),
            #[cfg(unix)]
            Self::Unix(stream) => answer_and_close(stream.into_std()?, answer),
        }
    }
}

/// Writes to a socket that does not block, and takes what has arrived: closing a socket with something unread would take
/// the answer back.
fn answer_and_close(mut stream: impl Read + Write, answer: &[u8]) -> io::Result<()> {
    stream.write_all(answer)?;
    stream.read(&mut [0; 4096]).map(|_| ())
}
