//! Tests the bounds on streams of events.

use hearth_tests::{Server, ServerCommand, TestDir, User};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use super::{ANSWER_TIMEOUT, connect};

/// The streams that an account may have open.
const PER_ACCOUNT: usize = 20;

/// Asks for a stream of events. Returns the head of the answer, and the stream.
async fn stream(server: &Server, user: &User) -> (String, TcpStream) {
    let mut stream = connect(server).await;
    let request = format!("GET /events HTTP/1.1\r\nHost: hearth\r\nAuthorization: Bearer {}\r\n\r\n", user.token);
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    let whole = async {
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
    };
    timeout(ANSWER_TIMEOUT, whole).await.expect("the stream is answered");
    (String::from_utf8(head).unwrap(), stream)
}

async fn open(server: &Server, user: &User) -> TcpStream {
    let (head, stream) = stream(server, user).await;
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    stream
}

/// Fails unless a further stream is refused.
async fn expect_refusal(server: &Server, user: &User) {
    let (head, mut stream) = stream(server, user).await;
    assert!(head.starts_with("HTTP/1.1 429 "), "{head}");
    assert!(head.contains("\r\nretry-after: 10\r\n"), "{head}");
    let mut body = [0; 64];
    let length = stream.read(&mut body).await.unwrap();
    assert_eq!(&body[..length], br#"{"detail":"Too many attempts. Try again in 10 seconds."}"#);
}

#[tokio::test]
async fn one_account_leaves_streams_to_others() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    let (greedy, modest) = (server.user().await, server.user().await);
    let mut streams = Vec::new();
    while streams.len() < PER_ACCOUNT {
        streams.push(open(&server, &greedy).await);
    }
    expect_refusal(&server, &greedy).await;
    let _other = open(&server, &modest).await;

    // Who closes one may open another, a moment later.
    for _ in 0..3 {
        drop(streams.pop());
        while stream(&server, &greedy).await.0.contains(" 429 ") {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
}

#[tokio::test]
async fn streams_leave_half_of_the_connections() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).env("HEARTH_CONNECTIONS", "12").start().await;
    let (ada, bob) = (server.user().await, server.user().await);
    let mut streams = Vec::new();
    while streams.len() < 6 {
        streams.push(open(&server, if streams.len() % 2 == 0 { &ada } else { &bob }).await);
    }
    expect_refusal(&server, &ada).await;
    expect_refusal(&server, &bob).await;
    // Those that are open go on.
    ada.post("Breaking").await;
    let told = async {
        let mut said = Vec::new();
        while !String::from_utf8_lossy(&said).contains("event: created") {
            assert_ne!(streams[1].read_buf(&mut said).await.unwrap(), 0);
        }
    };
    timeout(ANSWER_TIMEOUT, told).await.expect("an event comes");
}
