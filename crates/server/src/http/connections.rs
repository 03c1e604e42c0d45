//! Serves HTTP/1.1 on each connection. Browsers speak HTTP/2 over TLS alone, which is the proxy's to do.

use std::time::Duration;

use axum::{Router, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{rt::TokioIo, server::graceful::GracefulShutdown};
use tokio::time;
use tower::ServiceExt;
use tower_http::normalize_path::NormalizePath;

use super::{
    head_timer::HeadTimer,
    listener::{Accepted, Listener},
};

/// Answers the requests of all connections.
pub(crate) type Service = NormalizePath<Router>;

/// The time limits of clients.
#[derive(Clone, Copy)]
pub(crate) struct Timeouts {
    /// Time limit for sending a head, and for taking each part of a response.
    pub(crate) request: Duration,
    /// Time limit for a connection to be idle between two requests.
    pub(crate) idle: Duration,
}

/// Accepts connections until `shutdown` completes. Returns what waits for the requests that are in flight then.
pub(crate) async fn serve_connections(
    mut listener: Listener,
    service: Service,
    timeouts: Timeouts,
    shutdown: impl Future<Output = ()>,
) -> GracefulShutdown {
    let graceful = GracefulShutdown::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept(timeouts.request) => accepted,
            () = &mut shutdown => return graceful,
        };
        match accepted {
            Ok(accepted) => serve_connection(accepted, service.clone(), timeouts, &graceful),
            Err(error) => {
                // Out of file descriptors, or the client was gone already: others still wait.
                tracing::warn!(%error, "accepting a connection failed");
                time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

/// Serves one connection in a task of its own.
fn serve_connection(accepted: Accepted, service: Service, timeouts: Timeouts, graceful: &GracefulShutdown) {
    let Accepted { stream, arrival, peer } = accepted;
    let service = service_fn(move |mut request: Request<Incoming>| {
        if let Some(peer) = peer {
            request.extensions_mut().insert(ConnectInfo(peer));
        }
        service.clone().oneshot(request)
    });
    let mut server = http1::Builder::new();
    let timer = HeadTimer::new(arrival, timeouts.request, timeouts.idle);
    server.timer(timer).header_read_timeout(timeouts.request);
    let connection = graceful.watch(server.serve_connection(TokioIo::new(stream), service));
    tokio::spawn(async move {
        // A client that breaks off is no event.
        if let Err(error) = connection.await {
            tracing::debug!(%error, "connection ended");
        }
    });
}
