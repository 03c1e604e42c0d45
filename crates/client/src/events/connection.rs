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
    stream::{self, BoxStream, Stream},
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
        Ok(Self::over(chunks(response)))
    }

    /// Reads blocks from chunks of bytes, however these divide them. An event without end is an error.
    pub(super) fn over(chunks: impl Stream<Item = io::Result<Bytes>> + Send + 'static) -> Self {
        let unfinished = Arc::new(AtomicUsize::new(0));
        let read = Arc::clone(&unfinished);
        let bounded = chunks.map(move |chunk| {
            let chunk = chunk?;
            if read.fetch_add(chunk.len(), Ordering::Relaxed) + chunk.len() > EVENT_MAX_BYTES {
                return Err(io::Error::other("an event has no end"));
            }
            Ok(chunk)
        });
        Self { blocks: SseByteStream::new(bounded.boxed()), unfinished }
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

/// Streams the bytes of a response. Silence for too long is an error.
fn chunks(response: Response) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    stream::try_unfold(response, async |mut response| {
        let chunk = timeout(SILENCE_MAX, response.chunk()).await.map_err(|_| io::ErrorKind::TimedOut)?;
        Ok(chunk.map_err(io::Error::other)?.map(|chunk| (chunk, response)))
    })
}
