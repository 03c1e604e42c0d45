//! Tests SIGTERM: no new requests, and those in flight are answered.

use std::time::Duration;

use hearth_tests::{ServerCommand, TestDir, eventually, processes_in, unique_email};
use rustix::process::Signal;
use serde_json::json;

use crate::SECRET;

#[tokio::test]
async fn a_request_in_flight_is_answered_before_the_end() {
    let test_dir = TestDir::new();
    // Signing up now takes long enough to be caught in the middle.
    let server_command =
        ServerCommand::on(test_dir.data_dir()).env("HEARTH_BCRYPT_COST", "13").env("RUST_LOG", "tower_http=debug");
    let mut server = server_command.start().await;
    let api = server.api();
    let slow = async {
        let account = json!({ "email": unique_email(), "password": "password123" });
        api.post("/users/", None, &account).await
    };
    let stop = async {
        eventually("the request has arrived", || server.stderr().contains("started processing request")).await;
        server.signal(Signal::TERM);
        server.ended().await
    };

    let (answer, ended) = tokio::join!(slow, stop);

    let _ = answer.expect(201);
    assert!(ended.status.success(), "{ended:?}");
    assert_eq!(processes_in(test_dir.path()), []);
}

#[tokio::test]
async fn idle_connection_does_not_delay_shutdown() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let address = server.address();
    let silent = tokio::net::TcpStream::connect(address.strip_prefix("http://").unwrap()).await.unwrap();
    let kept = server.api();
    let _ = kept.get("/", None).await.expect(200);

    let ended = tokio::time::timeout(Duration::from_secs(5), server.stop()).await;
    assert!(ended.expect("it stops at once").status.success());
    drop((silent, kept));
}

#[tokio::test]
async fn stops_despite_a_silent_database() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("postgresql://ada@{}/social", silent.local_addr().unwrap());
    let mut server = ServerCommand::without_data_dir().env("DATABASE_URL", url).env("SECRET_KEY", SECRET).spawn();
    let (_connection, _) = silent.accept().await.unwrap();

    server.signal(Signal::TERM);

    let ended = tokio::time::timeout(Duration::from_secs(5), server.ended()).await;
    assert!(ended.expect("it stops at once").status.success());
}
