//! Tests that clients that are slow on purpose or by misfortune hold nothing up for long.

use std::time::Duration;

use hearth_tests::{Server, ServerCommand, TestDir, User, eventually};
use sqlx::{Connection, PgConnection};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
    time::timeout,
};

/// Time limit for a client, longer than any of this may take, on a busy machine too.
const PEER_TIMEOUT: Duration = Duration::from_secs(30);

/// Starts a server that waits for a second.
async fn impatient(test_dir: &TestDir) -> Server {
    let server_command =
        ServerCommand::on(test_dir.data_dir()).env("HEARTH_REQUEST_TIMEOUT", "1").env("HEARTH_IDLE_TIMEOUT", "3");
    server_command.env("RUST_LOG", "info,hearth_server=debug").start().await
}

async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.address().strip_prefix("http://").unwrap()).await.unwrap()
}

/// Sends `first` at once, then a byte of `rest` now and then until the server ends the connection; what it said.
async fn drip(stream: TcpStream, first: &str, rest: &[u8]) -> String {
    let (mut reader, mut writer) = stream.into_split();
    writer.write_all(first.as_bytes()).await.unwrap();
    let dripping = async {
        for byte in rest {
            tokio::time::sleep(Duration::from_millis(200)).await;
            if writer.write_all(&[*byte]).await.is_err() {
                break;
            }
        }
        std::future::pending::<()>().await;
    };
    let mut said = Vec::new();
    let ended = async {
        tokio::select! {
            // A reset ends it as well.
            _ = reader.read_to_end(&mut said) => {}
            () = dripping => {}
        }
    };
    timeout(PEER_TIMEOUT, ended).await.expect("the server ends the connection");
    String::from_utf8(said).unwrap()
}

fn post(user: &User, length: usize) -> String {
    let token = &user.token;
    format!(
        "POST /posts/ HTTP/1.1\r\nHost: hearth\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    )
}

#[tokio::test]
async fn closes_silent_and_incomplete_connections() {
    let test_dir = TestDir::new();
    let server = impatient(&test_dir).await;
    let endless = [b'x'; 1000];
    for first in ["", "P", "PRI * HTTP/2.0\r\n", "GET / HTTP/1.1\r\nHost: hearth\r\nX-Slow: "] {
        for rest in [&endless[..], &[]] {
            let said = drip(connect(&server).await, first, rest).await;
            assert!(said.is_empty() || said.starts_with("HTTP/1.1 4"), "{first:?}: {said}");
        }
    }
    // A connection that is kept gets no longer for its next request.
    let said = drip(connect(&server).await, "GET / HTTP/1.1\r\nHost: hearth\r\n\r\nGET / H", &[]).await;
    assert_eq!(said.matches("HTTP/1.1 200").count(), 1, "{said}");
}

/// Keeps a connection for the next request, as a proxy does, longer than a head may take to arrive.
#[tokio::test]
async fn keeps_idle_connections_beyond_the_head_timeout() {
    const ASK: &str = "GET / HTTP/1.1\r\nHost: hearth\r\n\r\n";
    let test_dir = TestDir::new();
    let server = impatient(&test_dir).await;
    let mut stream = connect(&server).await;
    let mut answer = [0; 12];
    for _ in 0..2 {
        stream.write_all(ASK.as_bytes()).await.unwrap();
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200");
        // The rest of it.
        let mut rest = [0; 1024];
        assert_ne!(stream.read(&mut rest).await.unwrap(), 0);
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    // A head that has begun gets no longer than others; and then nothing at all comes in the end.
    let begin = std::time::Instant::now();
    let said = drip(stream, "GET / H", &[]).await;
    assert!(said.is_empty() && begin.elapsed() < Duration::from_secs(2), "{said} after {:?}", begin.elapsed());
    let said = drip(connect(&server).await, ASK, &[]).await;
    assert!(said.starts_with("HTTP/1.1 200"), "{said}");
}

#[tokio::test]
async fn a_body_that_drips_is_answered_in_time() {
    let test_dir = TestDir::new();
    let server = impatient(&test_dir).await;
    let user = server.user().await;
    for rest in [&[b' '; 1000][..], &[]] {
        let said = drip(connect(&server).await, &post(&user, 1000), rest).await;
        assert!(said.starts_with("HTTP/1.1 408"), "{said}");
        assert!(said.ends_with(r#"{"detail":"The request took too long"}"#), "{said}");
    }
    // Slow, but in time.
    let body = r#"{"title": "Slow", "content": "c"}"#;
    let (head, tail) = body.split_at(10);
    let mut stream = connect(&server).await;
    stream.write_all(format!("{}{head}", post(&user, body.len())).as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    stream.write_all(tail.as_bytes()).await.unwrap();
    let mut said = [0; 12];
    stream.read_exact(&mut said).await.unwrap();
    assert_eq!(&said, b"HTTP/1.1 201");
}

#[tokio::test]
async fn closes_connections_that_do_not_read() {
    let test_dir = TestDir::new();
    let server = impatient(&test_dir).await;
    let user = server.user().await;
    // A page has 8 MiB of texts, and this is six times as long in JSON: more than the buffers of both ends hold.
    let mut database = PgConnection::connect_with(&server.database()).await.unwrap();
    let posts =
        "INSERT INTO posts (title, content, owner_id) SELECT '', repeat(chr(1), 900000), $1 FROM generate_series(1, 9)";
    sqlx::query(posts).bind(user.id).execute(&mut database).await.unwrap();
    let ask = format!("GET /posts/?limit=24 HTTP/1.1\r\nHost: hearth\r\nAuthorization: Bearer {}\r\n\r\n", user.token);
    let mut stream = connect(&server).await;
    stream.write_all(ask.as_bytes()).await.unwrap();
    eventually("the connection is given up", || server.stderr().contains("error writing a body")).await;

    let mut taken = Vec::new();
    let _ = timeout(PEER_TIMEOUT, stream.read_to_end(&mut taken)).await.expect("nothing comes any more");
    assert!(taken.len() < 24 * 900_000, "all of it was taken");
}

#[tokio::test]
async fn a_stream_of_events_lasts() {
    let test_dir = TestDir::new();
    let server = impatient(&test_dir).await;
    let user = server.user().await;
    let mut stream = connect(&server).await;
    let ask = format!("GET /events HTTP/1.1\r\nHost: hearth\r\nAuthorization: Bearer {}\r\n\r\n", user.token);
    stream.write_all(ask.as_bytes()).await.unwrap();
    // Longer than a request may take to begin with, to send and to answer.
    tokio::time::sleep(Duration::from_secs(4)).await;
    user.post("Breaking").await;
    let mut said = Vec::new();
    let event = async {
        while !String::from_utf8_lossy(&said).contains("event: created") {
            assert_ne!(stream.read_buf(&mut said).await.unwrap(), 0, "{}", String::from_utf8_lossy(&said));
        }
    };
    timeout(PEER_TIMEOUT, event).await.expect("an event comes");
}

/// Starts a server with room for few large responses, and makes 8 MiB of posts, more than the buffers of both ends hold. Returns the
/// request for them.
async fn with_large_pages(test_dir: &TestDir) -> (Server, User, String) {
    let server_command = ServerCommand::on(test_dir.data_dir()).env("HEARTH_RESPONSE_MEMORY", "32");
    let server = server_command.start().await;
    let user = server.user().await;
    let mut database = PgConnection::connect_with(&server.database()).await.unwrap();
    let posts =
        "INSERT INTO posts (title, content, owner_id) SELECT '', repeat('x', 900000), $1 FROM generate_series(1, 9)";
    sqlx::query(posts).bind(user.id).execute(&mut database).await.unwrap();
    let head = "GET /posts/?limit=9 HTTP/1.1\r\nHost: hearth\r\nConnection: close\r\n";
    let ask = format!("{head}Authorization: Bearer {}\r\n\r\n", user.token);
    (server, user, ask)
}

#[tokio::test]
async fn slow_readers_make_room_for_others() {
    let test_dir = TestDir::new();
    let (server, user, ask) = with_large_pages(&test_dir).await;
    // Each takes a little now and then, for as long as it may.
    let mut readers = JoinSet::new();
    for _ in 0..12 {
        let mut stream = connect(&server).await;
        stream.write_all(ask.as_bytes()).await.unwrap();
        readers.spawn(async move {
            let mut some = vec![0; 64 * 1024];
            while stream.read(&mut some).await.is_ok_and(|length| length > 0) {
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
        });
    }
    tokio::time::sleep(Duration::from_secs(5)).await;
    let own = server.api().get("/posts/?limit=9", Some(&user.token)).await;
    assert_eq!((own.status, own.header("retry-after")), (429, "2"), "what was asked for is to be taken first");
    let other = server.user().await;
    let mut answers = Vec::new();
    for _ in 0..5 {
        answers.push(server.api().get("/posts/?limit=9", Some(&other.token)).await.status);
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    assert!(answers.iter().filter(|status| **status == 200).count() >= 4, "{answers:?}");
    assert!(server.stderr().contains("broke off responses"), "{}", server.stderr());
}

#[tokio::test]
async fn a_slow_reader_gets_all_where_there_is_room() {
    let test_dir = TestDir::new();
    let (server, _, ask) = with_large_pages(&test_dir).await;
    let mut stream = connect(&server).await;
    stream.write_all(ask.as_bytes()).await.unwrap();
    let (mut taken, mut some) = (0, vec![0; 128 * 1024]);
    loop {
        let length = stream.read(&mut some).await.unwrap();
        if length == 0 {
            break;
        }
        taken += length;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(taken > 7 * 900_000, "{taken}");
}
