//! Refuses connections beyond the bounds, without reading a request.

use std::{
    io,
    pin::Pin,
    sync::{Arc, LazyLock},
    time::{Duration, Instant},
};

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use hearth_api::{Detail, ErrorBody};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::Semaphore,
    time::timeout,
};

use super::{
    admission::Exceeded,
    listener::{Accepted, Stream},
};
use crate::{error::Error, repeats::Repeats};

/// Bounds how many refused connections wait for their clients to read the answer.
pub(super) const LINGERING_MAX: usize = 64;

/// Time limit for a client to take the answer and to close the connection.
const LINGER: Duration = Duration::from_secs(1);

const DETAIL: &str = "The server has too many connections. Try again in a moment.";

/// Seconds after which a client may try again.
const RETRY_AFTER: u16 = 5;

static ANSWER: LazyLock<String> = LazyLock::new(|| {
    let body = serde_json::to_string(&ErrorBody { detail: Detail::Text(DETAIL.to_owned()) }).unwrap_or_default();
    format!(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         retry-after: {RETRY_AFTER}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
});

/// Refuses connections, and tells the log of some.
pub(super) struct Refusals {
    lingering: Arc<Semaphore>,
    beyond_all: Repeats,
    beyond_address: Repeats,
}

impl Refusals {
    pub(super) fn new() -> Self {
        let lingering = Arc::new(Semaphore::new(LINGERING_MAX));
        Self { lingering, beyond_all: Repeats::default(), beyond_address: Repeats::default() }
    }

    /// Answers a connection that exceeds a bound, and closes it.
    pub(super) fn refuse(&mut self, accepted: Accepted, exceeded: Exceeded) {
        self.log(&accepted, exceeded);
        let Accepted { socket, .. } = accepted;
        match Arc::clone(&self.lingering).try_acquire_owned() {
            Ok(permit) => {
                tokio::spawn(async move {
                    // A client that breaks off is no event.
                    let _ = timeout(LINGER, answer(socket.into_stream())).await;
                    drop(permit);
                });
            }
            // It may miss the answer, and others have theirs.
            Err(_) => _ = socket.answer_at_once(ANSWER.as_bytes()),
        }
    }

    fn log(&mut self, accepted: &Accepted, exceeded: Exceeded) {
        let now = Instant::now();
        match exceeded {
            Exceeded::All => {
                if let Some(count) = self.beyond_all.count(now) {
                    tracing::warn!(count, "refused connections: HEARTH_CONNECTIONS are open");
                }
            }
            Exceeded::Address => {
                if let Some(count) = self.beyond_address.count(now) {
                    let client = accepted.peer.map(|peer| peer.ip().to_canonical());
                    tracing::warn!(
                        count,
                        ?client,
                        "refused connections: HEARTH_CONNECTIONS_PER_ADDRESS are open. Where the address is a proxy's, \
                         name it in HEARTH_TRUSTED_PROXIES."
                    );
                }
            }
        }
    }
}

/// Writes the answer and waits until the client has closed the connection: closing it first, with a request unread, could
/// take the answer back.
async fn answer(mut stream: Pin<Box<dyn Stream>>) -> io::Result<()> {
    stream.write_all(ANSWER.as_bytes()).await?;
    stream.shutdown().await?;
    let mut unread = [0; 4096];
    while stream.read(&mut unread).await? > 0 {}
    Ok(())
}

/// Returns the same answer to a request that was read.
pub(super) fn response() -> Response {
    let mut response = Error::Unavailable(DETAIL).into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(RETRY_AFTER));
    response
}
