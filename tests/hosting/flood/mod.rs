//! Tests that connections without number, from one client or from many, leave the server to others.

mod connections;
mod descriptors;
mod streams;
mod vanished;

use std::time::Duration;

use hearth_tests::Server;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Time limit for an answer that waits for nobody: others are silent for much longer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(5);

const REFUSED: &str = r#"{"detail":"The server has too many connections. Try again in a moment."}"#;

/// Connects from an address of this computer.
async fn connect_from(server: &Server, address: &str) -> TcpStream {
    let server = server.address().strip_prefix("http://").unwrap().parse().unwrap();
    hearth_tests::connect_from(server, address.parse().unwrap()).await.unwrap()
}

async fn connect(server: &Server) -> TcpStream {
    connect_from(server, "127.0.0.1").await
}

/// Connects so many times, and says nothing.
async fn silent(server: &Server, number: usize) -> Vec<TcpStream> {
    let mut streams = Vec::new();
    while streams.len() < number {
        streams.push(connect(server).await);
    }
    streams
}

/// Reads all that the server says until it closes the connection.
async fn rest(mut stream: TcpStream) -> String {
    let mut said = String::new();
    timeout(ANSWER_TIMEOUT, stream.read_to_string(&mut said)).await.expect("the connection ends").unwrap();
    said
}

/// Asks for `path` on a connection, and returns the answer.
async fn ask(mut stream: TcpStream, path: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nHost: hearth\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    rest(stream).await
}

/// Fails unless an answer is the one to a connection too many.
#[track_caller]
fn expect_refusal(answer: &str) {
    assert!(answer.starts_with("HTTP/1.1 503 Service Unavailable\r\n"), "{answer}");
    for header in ["\r\nretry-after: 5\r\n", "\r\nconnection: close\r\n", "\r\ncontent-type: application/json\r\n"] {
        assert!(answer.contains(header), "{header:?}: {answer}");
    }
    assert!(answer.ends_with(REFUSED), "{answer}");
}

#[track_caller]
fn expect_ok(answer: &str) {
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
}
