//! Reads blocks of server-sent events from one connection.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use futures_util::{
    StreamExt,
    stream::{self, BoxStream},
};
use http::{HeaderMap, HeaderValue, header};
use reqwest::Response;
use sse_stream::{Sse, SseByteStream};
use tokio::time::timeout;

use crate::{Client, Error, Result};

const LAST_EVENT_ID: &str = "last-event-id";

/// Time limit for the server's silence, after which the connection is lost: it says something every 15 seconds.
const SILENCE_MAX: Duration = Duration::from_secs(45);

/// The longest event that is read.
pub(super) const EVENT_MAX_BYTES: usize = 64 * 1024;

/// One connection, read block by block.
pub(super) struct Connection {
    blocks: SseByteStream<BoxStream<'static, io::Result<Bytes>>>,
    /// Bytes since the last whole block.
    unfinished: Arc<AtomicUsize>,
}

impl Connection {
    pub(super) async fn open(client: &Client, last_id: Option<&HeaderValue>) -> Result<Self> {
        let mut headers = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static("text/event-stream"))]);
        if let Some(id) = last_id {
            headers.insert(LAST_EVENT_ID, id.clone());
        }
        let response = client.transport.stream("events", client.token()?, headers);
        let response = timeout(SILENCE_MAX, response).await.map_err(|_| Error::TimedOut)??;
        let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("text/event-stream")) {
            return Err(Error::NotTheApi("it answered with no stream of events".to_owned()));
        }
        let unfinished = Arc::new(AtomicUsize::new(0));
        Ok(Self { blocks: SseByteStream::new(chunks(response, Arc::clone(&unfinished))), unfinished })
    }

    pub(super) async fn block(&mut self) -> Result<Sse> {
        let block = self.blocks.next().await;
        self.unfinished.store(0, Ordering::Relaxed);
        match block {
            Some(block) => block.map_err(|error| Error::Lost(error.to_string())),
            None => Err(Error::Lost("the connection was closed".to_owned())),
        }
    }
}

/// Streams the bytes of a response. Silence for too long and an event without end are errors.
fn chunks(response: Response, unfinished: Arc<AtomicUsize>) -> BoxStream<'static, io::Result<Bytes>> {
    let chunks = stream::try_unfold((response, unfinished), async |(mut response, unfinished)| {
        let chunk = timeout(SILENCE_MAX, response.chunk()).await.map_err(|_| io::ErrorKind::TimedOut)?;
        let Some(chunk) = chunk.map_err(io::Error::other)? else { return Ok(None) };
        if unfinished.fetch_add(chunk.len(), Ordering::Relaxed) + chunk.len() > EVENT_MAX_BYTES {
            return Err(io::Error::other("an event has no end"));
        }
        Ok(Some((chunk, (response, unfinished))))
    });
    chunks.boxed()
}
