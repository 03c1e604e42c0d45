//! Tests the bounds on connections.

use std::time::{Duration, Instant};

use hearth_tests::{Server, ServerCommand, TestDir, eventually};
use tokio::{io::AsyncReadExt, time::timeout};

use super::{ask, connect, connect_from, expect_ok, expect_refusal, rest, silent};

/// The connections that are let in for health checks beyond the bound.
const RESERVE: usize = 16;

/// Builds a server with so many connections, which waits for a client for a while.
fn crowded(test_dir: &TestDir, connections: &str) -> ServerCommand {
    let server_command = ServerCommand::on(test_dir.data_dir()).env("HEARTH_CONNECTIONS", connections);
    server_command.env("HEARTH_REQUEST_TIMEOUT", "8")
}

#[tokio::test]
async fn silent_connections_leave_health_checks() {
    let test_dir = TestDir::new();
    let server = crowded(&test_dir, "20").start().await;
    let begin = Instant::now();
    let held = silent(&server, 20).await;
    for path in ["/health/live", "/health/ready", "/health/live/"] {
        let begin = Instant::now();
        let answer = ask(connect(&server).await, path).await;
        expect_ok(&answer);
        assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
        assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
    }
    for path in ["/", "/health", "/posts/", "/health/live/more"] {
        expect_refusal(&ask(connect(&server).await, path).await);
    }

    // The server counts a connection for a moment after its client saw the end.
    tokio::time::sleep(Duration::from_millis(300)).await;
    // Whoever is silent on the last connections loses them soon.
    let reserve = silent(&server, RESERVE).await;
    expect_refusal(&rest(connect(&server).await).await);
    expect_refusal(&ask(connect(&server).await, "/health/live").await);
    for stream in reserve {
        assert_eq!(rest(stream).await, "");
    }
    expect_ok(&ask(connect(&server).await, "/health/live").await);
    assert!(begin.elapsed() < Duration::from_secs(8), "too slow to tell");

    // All are served again when the others had their time.
    for mut stream in held {
        let mut byte = [0];
        let ended = timeout(Duration::from_secs(20), stream.read(&mut byte)).await;
        assert_eq!(ended.expect("the time is over").unwrap(), 0);
    }
    expect_ok(&ask(connect(&server).await, "/").await);
}

#[tokio::test]
async fn a_flood_is_refused_in_few_lines_of_the_log() {
    let test_dir = TestDir::new();
    let server = crowded(&test_dir, "4").start().await;
    let held = silent(&server, 4 + RESERVE).await;
    // More than are waited for at once.
    let refused = silent(&server, 150).await;
    for stream in refused {
        expect_refusal(&rest(stream).await);
    }
    let lines = |server: &Server| server.stderr().matches("refused connections").count();
    eventually("the log tells of it", || lines(&server) > 0).await;
    drop(held);
    assert_eq!(lines(&server), 1, "{}", server.stderr());
}

#[tokio::test]
async fn one_address_leaves_connections_to_others() {
    let test_dir = TestDir::new();
    let server = crowded(&test_dir, "100").env("HEARTH_CONNECTIONS_PER_ADDRESS", "5").start().await;
    let mut held = silent(&server, 5).await;
    expect_refusal(&ask(connect(&server).await, "/").await);
    expect_ok(&ask(connect_from(&server, "127.0.0.2").await, "/").await);
    drop(held.pop());
    // That it has ended is noticed a moment later.
    let mut answer = String::new();
    for _ in 0..100 {
        answer = ask(connect(&server).await, "/").await;
        if answer.contains(" 200 OK") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    expect_ok(&answer);
}

#[tokio::test]
async fn a_trusted_proxy_has_as_many_connections_as_there_are() {
    let test_dir = TestDir::new();
    let server_command = crowded(&test_dir, "100").env("HEARTH_CONNECTIONS_PER_ADDRESS", "5");
    let server = server_command.env("HEARTH_TRUSTED_PROXIES", "127.0.0.1").start().await;
    let _held = silent(&server, 20).await;
    expect_ok(&ask(connect(&server).await, "/").await);
}

#[tokio::test]
async fn no_bound_for_an_address_where_it_is_off() {
    let test_dir = TestDir::new();
    let server = crowded(&test_dir, "1000").env("HEARTH_CONNECTIONS_PER_ADDRESS", "off").start().await;
    let _held = silent(&server, 600).await;
    expect_ok(&ask(connect(&server).await, "/").await);
}
