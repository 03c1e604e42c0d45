//! Accepting connections, over TCP or a Unix socket, and finishing what is in flight before stopping.

use std::{io, net::SocketAddr, pin::Pin, time::Duration};

use axum::extract::ConnectInfo;
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    time,
};
use tokio_io_timeout::TimeoutWriter;
use tower::ServiceExt;

use crate::{App, post_keys, routes};

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
trait Stream: AsyncRead + AsyncWrite + Send {}
impl<T: AsyncRead + AsyncWrite + Send> Stream for T {}

/// A stream to a client, and where in the network that is.
struct Accepted {
    stream: Pin<Box<dyn Stream>>,
    peer: Option<SocketAddr>,
}

impl Accepted {
    /// A client that takes nothing of an answer for so long is given up.
    fn new(stream: impl Stream + 'static, peer: Option<SocketAddr>, timeout: Duration) -> Self {
        let mut stream = TimeoutWriter::new(stream);
        stream.set_timeout(Some(timeout));
        Self { stream: Box::pin(stream), peer }
    }
}

impl Listener {
    async fn accept(&self, timeout: Duration) -> io::Result<Accepted> {
        match self {
            Self::Tcp(listener) => {
                let (stream, peer) = listener.accept().await?;
                stream.set_nodelay(true)?;
                Ok(Accepted::new(stream, Some(peer), timeout))
            }
            #[cfg(unix)]
            Self::Unix(listener) => Ok(Accepted::new(listener.accept().await?.0, None, timeout)),
        }
    }
}

/// Serves until `shutdown` completes; then takes no new connections and returns when the requests in
/// flight have been answered.
pub async fn serve(app: App, listener: Listener, shutdown: impl Future<Output = ()>) {
    let shared = app.clone();
    let mut background = app.events.run(&app.db);
    background.spawn(post_keys::forget_old(app.db.clone()));
    background.spawn(app.clone().tidy());
    let timeout = app.config.request_timeout;
    let service = routes::service(app);
    // Browsers speak HTTP/2 over TLS alone, which is the proxy's to do. What has to be guarded here is HTTP/1: a client
    // gets so long to send its headers, also the next ones on a kept connection.
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(timeout);
    let graceful = GracefulShutdown::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept(timeout) => accepted,
            () = &mut shutdown => break,
        };
        match accepted {
            Ok(Accepted { stream, peer }) => {
                let service = service.clone();
                let service = service_fn(move |mut request: Request<Incoming>| {
                    if let Some(peer) = peer {
                        request.extensions_mut().insert(ConnectInfo(peer));
                    }
                    service.clone().oneshot(request)
                });
                let connection = graceful.watch(server.serve_connection(TokioIo::new(stream), service));
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
    drop(background);
    // Its answers would never come to an end.
    shared.events.close();
    if time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
    // A connection that the database no longer answers on must not keep us here.
    let _ = time::timeout(GRACE, shared.close()).await;
}
