//! Accepting connections, over TCP or a Unix socket, and finishing what is in flight before stopping.

use std::{io, time::Duration};

use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    time,
};

use crate::{App, routes};

/// A client gets this long to send its headers, also the next ones on a kept connection.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);

/// Requests in flight at the end get this long to finish.
const GRACE: Duration = Duration::from_secs(10);

/// A bound socket.
pub enum Listener {
    /// For others to reach.
    Tcp(TcpListener),
    /// For this computer's owner alone: the file system says who may connect.
    #[cfg(unix)]
    Unix(tokio::net::UnixListener),
}

/// Both kinds of stream, as one type.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

impl Listener {
    async fn accept(&self) -> io::Result<Box<dyn Stream>> {
        match self {
            Self::Tcp(listener) => {
                let (stream, _) = listener.accept().await?;
                stream.set_nodelay(true)?;
                Ok(Box::new(stream))
            }
            #[cfg(unix)]
            Self::Unix(listener) => Ok(Box::new(listener.accept().await?.0)),
        }
    }
}

/// Serves until `shutdown` completes; then takes no new connections and returns when the requests in
/// flight have been answered.
pub async fn serve(app: App, listener: Listener, shutdown: impl Future<Output = ()>) {
    let db = app.db.clone();
    let service = TowerToHyperService::new(routes::service(app));
    let mut server = auto::Builder::new(TokioExecutor::new());
    server.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT);
    server.http2().timer(TokioTimer::new());
    let graceful = GracefulShutdown::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut shutdown => break,
        };
        match accepted {
            Ok(stream) => {
                let connection = server.serve_connection(TokioIo::new(stream), service.clone()).into_owned();
                let connection = graceful.watch(connection);
                tokio::spawn(async move {
                    // A client that breaks off is no event.
                    if let Err(error) = connection.await {
                        tracing::debug!(%error, "connection ended");
                    }
                });
            }
            Err(error) => {
                // Out of file descriptors, or the client was gone already: others still wait.
                tracing::warn!(%error, "accepting a connection failed");
                time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    if time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
    // A connection that the database no longer answers on must not keep us here.
    let _ = time::timeout(GRACE, db.close()).await;
}
