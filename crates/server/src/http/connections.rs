//! Serves HTTP/1.1 on each connection. Browsers speak HTTP/2 over TLS alone, which is the proxy's to do.

use std::{
    convert::Infallible,
    time::{Duration, Instant},
};

use axum::{Router, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{rt::TokioIo, server::graceful::GracefulShutdown};
use tokio::time;
use tower::ServiceExt;
use tower_http::normalize_path::NormalizePath;

use super::{
    admission::{Admission, Bounds, ConnectionPermit},
    head_timer::{HeadTimer, WatchedStream},
    in_flight::BreakOff,
    listener::{Accepted, Listener},
    pace::PacedWriter,
    refusal::{self, Refusals},
};
use crate::repeats::Repeats;

/// Answers the requests of all connections.
pub(crate) type Service = NormalizePath<Router>;

/// Time limit for sending a head on a connection of the reserve.
const RESERVED_HEAD: Duration = Duration::from_secs(2);

/// Time limit for a connection of the reserve.
const RESERVED: Duration = Duration::from_secs(10);

/// The time limits of clients.
#[derive(Clone, Copy)]
pub(crate) struct Timeouts {
    /// Time limit for sending a head, for taking nothing of a response, and for answering nothing at all.
    pub(crate) request: Duration,
    /// Time limit for a connection to be idle between two requests.
    pub(crate) idle: Duration,
}

/// What connections are served with.
pub(crate) struct Serving {
    /// The service that answers.
    pub(crate) service: Service,
    /// The paths of health checks, which are answered where nothing else is.
    pub(crate) health: &'static [&'static str],
    /// The time limits of clients.
    pub(crate) timeouts: Timeouts,
}

/// Accepts connections until `shutdown` completes. Returns what waits for the requests that are in flight then.
pub(crate) async fn serve_connections(
    mut listener: Listener,
    serving: Serving,
    bounds: Bounds,
    shutdown: impl Future<Output = ()>,
) -> GracefulShutdown {
    let graceful = GracefulShutdown::new();
    let admission = Admission::new(bounds);
    let (mut refusals, mut failures) = (Refusals::new(), Repeats::default());
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut shutdown => return graceful,
        };
        match accepted {
            Ok(accepted) => match admission.admit(accepted.peer.map(|peer| peer.ip())) {
                Ok(permit) => serving.serve(accepted, permit, &graceful),
                Err(exceeded) => refusals.refuse(accepted, exceeded),
            },
            Err(error) => {
                // Out of file descriptors, or the client was gone already: others still wait.
                if let Some(count) = failures.count(Instant::now()) {
                    tracing::warn!(%error, count, "accepting a connection failed");
                }
                time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

impl Serving {
    /// Serves one connection in a task of its own. One of the reserve is served one answer, which is quick.
    fn serve(&self, accepted: Accepted, permit: ConnectionPermit, graceful: &GracefulShutdown) {
        let Accepted { socket, peer } = accepted;
        let Timeouts { request, idle } = self.timeouts;
        let (service, health) = (self.service.clone(), self.health);
        let reserved = permit.reserved;
        socket.notice_loss(request);
        let break_off = BreakOff::default();
        let connection = break_off.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(connection.clone());
            if let Some(peer) = peer {
                request.extensions_mut().insert(ConnectInfo(peer));
            }
            let refused = reserved && !health.contains(&request.uri().path().trim_end_matches('/'));
            let service = service.clone();
            async move { if refused { Ok::<_, Infallible>(refusal::response()) } else { service.oneshot(request).await } }
        });
        let (stream, arrival) = WatchedStream::new(socket.into_stream());
        let stream = PacedWriter::new(stream, request);
        let head = if reserved { request.min(RESERVED_HEAD) } else { request };
        let mut server = http1::Builder::new();
        server.timer(HeadTimer::new(arrival, head, idle)).header_read_timeout(head).keep_alive(!reserved);
        let connection = graceful.watch(server.serve_connection(TokioIo::new(Box::pin(stream)), service));
        tokio::spawn(async move {
            let _permit = permit;
            let ended = if reserved {
                // However long it takes to send a body, and to read the answer.
                time::timeout(RESERVED, connection).await.unwrap_or(Ok(()))
            } else {
                tokio::select! {
                    ended = connection => ended,
                    () = break_off.wanted() => {
                        tracing::debug!("connection broken off: its response took too long");
                        Ok(())
                    }
                }
            };
            // A client that breaks off is no event.
            if let Err(error) = ended {
                tracing::debug!(%error, "connection ended");
            }
        });
    }
}
