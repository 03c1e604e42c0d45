//! Tests that clients who vanish without a goodbye, as one whose network is gone, hold nothing for long.

use std::{process::Command, time::Duration};

use hearth_tests::{Server, ServerCommand, TestDir, is_root, skip};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{Instant, sleep, timeout},
};

use super::{ANSWER_TIMEOUT, connect, connect_from};

/// The address of a computer that is gone later, of a network for documentation.
const GONE: &str = "198.51.100.7";

/// The streams that an account may have open.
const PER_ACCOUNT: usize = 20;

/// An address of this computer, for as long as this lives.
struct Address;

impl Address {
    /// Adds the address; none where this machine does not allow it.
    fn add() -> Option<Self> {
        ip("add").then_some(Self)
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        // What is sent to it goes nowhere from now on.
        ip("del");
    }
}

fn ip(what: &str) -> bool {
    let ended = Command::new("ip").args(["address", what, &format!("{GONE}/32"), "dev", "lo"]).output();
    ended.is_ok_and(|ended| ended.status.success())
}

/// Opens a stream of events. Returns the status of the answer.
async fn open(stream: &mut TcpStream, token: &str) -> String {
    let request = format!("GET /events HTTP/1.1\r\nHost: hearth\r\nAuthorization: Bearer {token}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut status = [0; 12];
    timeout(ANSWER_TIMEOUT, stream.read_exact(&mut status)).await.expect("the stream is answered").unwrap();
    String::from_utf8_lossy(&status).into_owned()
}

#[tokio::test]
async fn streams_of_a_lost_computer_stop_counting() {
    if !is_root() {
        return skip("only root can add an address and take it away");
    }
    let test_dir = TestDir::new();
    let server_command = ServerCommand::on(test_dir.data_dir()).listen("0.0.0.0:0");
    let server: Server = server_command.env("HEARTH_REQUEST_TIMEOUT", "2").start().await;
    let user = server.user().await;
    let Some(address) = Address::add() else { return skip("this machine gives lo no further address") };
    let mut streams = Vec::new();
    for _ in 0..PER_ACCOUNT {
        let mut stream = connect_from(&server, GONE).await;
        assert_eq!(open(&mut stream, &user.token).await, "HTTP/1.1 200");
        streams.push(stream);
    }
    assert_eq!(open(&mut connect(&server).await, &user.token).await, "HTTP/1.1 429");
    drop(address);
    let begin = Instant::now();
    while open(&mut connect(&server).await, &user.token).await != "HTTP/1.1 200" {
        assert!(begin.elapsed() < Duration::from_secs(12), "they still count");
        sleep(Duration::from_millis(500)).await;
    }
}
