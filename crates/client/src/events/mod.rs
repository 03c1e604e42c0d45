//! Streams what happens to posts while it happens (server-sent events). A connection that ends is taken up again where it
//! ended, so that nothing is missed and nobody has to ask.

mod connection;

use hearth_api::PostEvent;
use http::HeaderValue;
use sse_stream::Sse;
use tokio::time::sleep;

use self::connection::Connection;
use crate::{Client, Error, Result, backoff};

/// A change to a post, or to the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A gap in the events, or their beginning: load afresh. The first event of all is this.
    Reset,
    /// A new post that the user may see.
    Created(PostEvent),
    /// A change of a post's title, text or state.
    Changed(PostEvent),
    /// The removal of a post that the user could see.
    Deleted(PostEvent),
    /// A change of a post's number of votes.
    Voted(PostEvent),
    /// The loss of the server. It is tried again and again; the next event says that it is back.
    Away,
    /// The return of the server, which goes on where it was.
    Back,
}

impl Event {
    /// Parses an event; none for a kind that a newer server may tell.
    fn read(name: &str, data: &str) -> Result<Option<Self>> {
        let of = match name {
            "created" => Self::Created,
            "changed" => Self::Changed,
            "deleted" => Self::Deleted,
            "voted" => Self::Voted,
            "reset" => return Ok(Some(Self::Reset)),
            _ => return Ok(None),
        };
        serde_json::from_str(data).map(|post| Some(of(post))).map_err(|error| Error::NotTheApi(error.to_string()))
    }
}

/// A stream of events, over as many connections as it takes.
pub struct Events {
    client: Client,
    connection: Option<Connection>,
    /// The id of the last event, from which the next connection goes on.
    last_id: Option<HeaderValue>,
    failures: u32,
    /// True where it was told that the server is away.
    away: bool,
}

impl Events {
    pub(crate) fn new(client: Client) -> Self {
        Self { client, connection: None, last_id: None, failures: 0, away: false }
    }

    /// Waits for the next event, through any number of lost connections. An error is for good: the session is over,
    /// or the server tells no events.
    pub async fn next(&mut self) -> Result<Event> {
        loop {
            match self.read().await {
                Ok(Some(event)) => {
                    self.away = false;
                    // Whoever looks at once sees what it is about.
                    self.client.transport.forget_positions();
                    return Ok(event);
                }
                Ok(None) => {}
                Err(error @ (Error::Refused { status: 400..=428, .. } | Error::NotTheApi(_))) => return Err(error),
                // Away, overloaded, or just restarting.
                Err(error) => {
                    let connecting = self.connection.take().is_none();
                    // A connection that ends says little: every proxy ends some.
                    if connecting && error.is_away() && !std::mem::replace(&mut self.away, true) {
                        return Ok(Event::Away);
                    }
                    sleep(backoff(self.failures)).await;
                    self.failures = self.failures.saturating_add(1);
                }
            }
        }
    }

    /// Takes one step: makes a connection, or reads a block from it.
    async fn read(&mut self) -> Result<Option<Event>> {
        let Some(connection) = &mut self.connection else {
            self.connection = Some(Connection::open(&self.client, self.last_id.as_ref()).await?);
            return Ok(match &self.last_id {
                None => Some(Event::Reset),
                Some(_) => self.away.then_some(Event::Back),
            });
        };
        let block = connection.block().await?;
        self.failures = 0;
        take(block, &mut self.last_id)
    }
}

/// Parses the event of a block, where it has one, and keeps its id.
fn take(block: Sse, last_id: &mut Option<HeaderValue>) -> Result<Option<Event>> {
    if let Some(id) = block.id {
        // An empty one says that there is nothing to go on from.
        *last_id = HeaderValue::try_from(id).ok().filter(|id| !id.is_empty());
    }
    match (block.event, block.data) {
        (Some(name), Some(data)) => Event::read(&name, &data),
        _ => Ok(None),
    }
}

/// Decodes the events of one connection, up to its first error; returns them and the id of the last.
#[cfg(any(test, fuzzing))]
pub(crate) fn decode<'bytes>(chunks: impl IntoIterator<Item = &'bytes [u8]>) -> (Vec<Event>, Option<HeaderValue>) {
    use futures_util::{FutureExt, stream};
    let chunks: Vec<_> = chunks.into_iter().map(|chunk| Ok(bytes::Bytes::copy_from_slice(chunk))).collect();
    let mut connection = Connection::over(stream::iter(chunks));
    let (mut events, mut last_id) = (Vec::new(), None);
    while let Some(Ok(block)) = connection.block().now_or_never()
        && let Ok(event) = take(block, &mut last_id)
    {
        events.extend(event);
    }
    (events, last_id)
}

impl Client {
    /// Streams what happens to posts from now on.
    #[must_use]
    pub fn events(&self) -> Events {
        Events::new(self.clone())
    }
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
        net::TcpListener,
    };

    use super::{connection::EVENT_MAX_BYTES, *};

    const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

    /// Serves each connection its part and hangs up. Returns what each asked to go on from.
    async fn serve(listener: TcpListener, parts: &[&str]) -> Vec<Option<String>> {
        let mut asked = Vec::new();
        for part in parts {
            let (mut connection, _) = listener.accept().await.unwrap();
            let (mut from, mut last_id) = (BufReader::new(&mut connection).lines(), None);
            while let Some(line) = from.next_line().await.unwrap().filter(|line| !line.is_empty()) {
                last_id = line.strip_prefix("last-event-id: ").map(str::to_owned).or(last_id);
            }
            asked.push(last_id);
            connection.write_all(part.as_bytes()).await.unwrap();
        }
        asked
    }

    async fn listen() -> (TcpListener, Events) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        (listener, Events::new(Client::remote(&address).unwrap().with_token("a")))
    }

    #[tokio::test]
    async fn resumes_after_a_lost_connection() {
        let (listener, mut events) = listen().await;
        let first = format!(
            "{HEAD}id: 7\n\n: still here\n\nid: 8\nevent: created\ndata: {{\"post_id\": 1, \"owner_id\": 2}}\n\n\
             id: 9\nevent: voted\ndata: {{\"post_id\": 1, \"own"
        );
        let second = format!(
            "{HEAD}id: 9\nevent: voted\ndata: {{\"post_id\": 1, \"owner_id\": 2, \"vote\": 3}}\n\n\
             id: 10\nevent: of tomorrow\ndata: {{}}\n\nid: 11\nevent: reset\ndata: {{}}\n\n"
        );
        let over = "HTTP/1.1 401 Unauthorized\r\ncontent-length: 50\r\n\r\n\
                    {\"detail\": \"Could not validate credentials\"}       ";
        let parts = [first.as_str(), second.as_str(), over];
        let read = async {
            let created = PostEvent { post_id: 1, owner_id: 2, vote: None };
            assert_eq!(events.next().await.unwrap(), Event::Reset, "what was before is not told");
            assert_eq!(events.next().await.unwrap(), Event::Created(created));
            assert_eq!(events.next().await.unwrap(), Event::Voted(PostEvent { vote: Some(3), ..created }));
            assert_eq!(events.next().await.unwrap(), Event::Reset);
            assert_eq!(events.next().await.unwrap_err().status(), Some(401));
        };
        let (asked, ()) = tokio::join!(serve(listener, &parts), read);
        assert_eq!(asked, [None, Some("8".to_owned()), Some("11".to_owned())]);
    }

    #[tokio::test]
    async fn reports_reconnection_before_new_events() {
        let (listener, mut events) = listen().await;
        let address = listener.local_addr().unwrap();
        let part = format!("{HEAD}id: 7\n\nid: 8\nevent: created\ndata: {{\"post_id\": 1, \"owner_id\": 2}}\n\n");
        let first = tokio::spawn(async move { serve(listener, &[&part]).await });
        assert_eq!(events.next().await.unwrap(), Event::Reset);
        assert!(matches!(events.next().await.unwrap(), Event::Created(_)));
        first.await.unwrap();
        assert_eq!(events.next().await.unwrap(), Event::Away);
        let listener = TcpListener::bind(address).await.unwrap();
        let (asked, event) = tokio::join!(serve(listener, &[HEAD]), events.next());
        assert_eq!((asked, event.unwrap()), (vec![Some("8".to_owned())], Event::Back));
    }

    #[tokio::test]
    async fn comes_back_after_too_many_streams() {
        const MANY: &str = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\ncontent-length: 56\r\nconnection: close\r\n\r\n\
                            {\"detail\": \"Too many attempts. Try again in 1 seconds.\"} ";
        let (listener, mut events) = listen().await;
        let begin = tokio::time::Instant::now();
        let (asked, event) = tokio::join!(serve(listener, &[MANY, MANY, HEAD]), events.next());
        assert_eq!(event.unwrap(), Event::Reset, "it is no error, and the server is not away");
        assert_eq!(asked.len(), 3);
        assert!(begin.elapsed() > std::time::Duration::from_secs(1), "{:?}", begin.elapsed());
    }

    #[tokio::test]
    async fn refuses_an_endless_event() {
        let (listener, mut events) = listen().await;
        let endless = format!("{HEAD}data: {}", "x".repeat(2 * EVENT_MAX_BYTES));
        let gone = "HTTP/1.1 404 Not Found\r\ncontent-length: 23\r\n\r\n{\"detail\": \"Not Found\"}";
        let parts = [endless.as_str(), gone];
        let read = async {
            assert_eq!(events.next().await.unwrap(), Event::Reset);
            assert_eq!(events.next().await.unwrap_err().status(), Some(404), "it is given up, and asked for anew");
        };
        tokio::join!(serve(listener, &parts), read);
    }
}
