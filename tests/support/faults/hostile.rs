//! Serves whatever a hostile server could: answers that never end, pages that lead in a circle, texts of any length.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    time::sleep,
};

/// A response to a request.
pub enum Reply {
    /// A whole response.
    Whole(String),
    /// A whole response after some time.
    Slow(Duration, String),
    /// A beginning, and bytes that follow it over and over for as long as the client reads.
    Endless(String, Vec<u8>),
    /// A beginning, and a byte a second for as long as the client reads.
    Dripping(String),
}

impl Reply {
    /// A response of JSON, with a `Link` to the next page where there is one.
    #[must_use]
    pub fn json(body: &serde_json::Value, next: Option<&str>) -> Self {
        Self::Whole(json(body, next))
    }
}

/// A response of JSON as it is sent.
#[must_use]
pub fn json(body: &serde_json::Value, next: Option<&str>) -> String {
    let body = body.to_string();
    let link = next.map(|next| format!("link: <{next}>; rel=\"next\"\r\n")).unwrap_or_default();
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{link}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

/// A server, for as long as this lives.
pub struct HostileServer {
    port: u16,
    sent: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl HostileServer {
    /// Starts a server whose response to a request is made of its method and target, such as `GET /posts/?limit=20`.
    pub async fn start(reply: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sent, reply) = (Arc::new(AtomicUsize::new(0)), Arc::new(reply));
        let counted = Arc::clone(&sent);
        let task = tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let (reply, sent) = (Arc::clone(&reply), Arc::clone(&counted));
                // A client that does not like what it hears hangs up.
                tokio::spawn(async move { answer(connection, &*reply, &sent).await });
            }
        });
        Self { port, sent, task }
    }

    /// Returns its address.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Returns how many bytes it has sent since it was asked last.
    #[must_use]
    pub fn take_sent(&self) -> usize {
        self.sent.swap(0, Ordering::SeqCst)
    }
}

impl Drop for HostileServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(connection: TcpStream, reply: &impl Fn(&str) -> Reply, sent: &AtomicUsize) -> io::Result<()> {
    let mut connection = BufReader::new(connection);
    let target = read_request(&mut connection).await?;
    let (head, chunk, pause) = match reply(&target) {
        Reply::Whole(whole) => (whole, None, Duration::ZERO),
        Reply::Slow(time, whole) => {
            sleep(time).await;
            (whole, None, Duration::ZERO)
        }
        Reply::Endless(head, chunk) => (head, Some(chunk), Duration::ZERO),
        Reply::Dripping(head) => (head, Some(b" ".to_vec()), Duration::from_secs(1)),
    };
    connection.write_all(head.as_bytes()).await?;
    while let Some(chunk) = &chunk {
        connection.write_all(chunk).await?;
        sent.fetch_add(chunk.len(), Ordering::SeqCst);
        if pause > Duration::ZERO {
            sleep(pause).await;
        }
    }
    connection.shutdown().await
}

/// Reads a request with its body, and returns its method and target.
async fn read_request(connection: &mut BufReader<TcpStream>) -> io::Result<String> {
    let (mut target, mut length, mut line) = (String::new(), 0, String::new());
    while connection.read_line(&mut line).await? > 2 {
        if target.is_empty() {
            target = line.rsplit_once(' ').map(|(target, _)| target.to_owned()).unwrap_or_default();
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    connection.read_exact(&mut vec![0; length]).await?;
    Ok(target)
}
