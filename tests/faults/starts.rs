//! Tests first starts that are interrupted, and starts that meet.

use std::time::{Duration, Instant};

use hearth_tests::{Server, ServerCommand, TestDir, eventually, processes_in};
use rustix::process::Signal;
use tokio::time::sleep;

/// The number of kills of a first start, and of the directories that they share.
const KILLS: u32 = 20;
const DIRECTORIES: u32 = 4;

#[tokio::test]
async fn recovers_from_a_killed_first_start() {
    let whole = length_of_a_first_start().await;
    for directory in 0..DIRECTORIES {
        let test_dir = TestDir::new();
        for at in (directory..KILLS).step_by(DIRECTORIES as usize) {
            let server = ServerCommand::on(test_dir.data_dir()).spawn();
            sleep(whole * at / KILLS).await;
            server.kill().await;
        }
        let server = Server::start(test_dir.data_dir()).await;
        let _ = server.user().await;
        assert!(server.stop().await.status.success());
        assert_eq!(processes_in(test_dir.path()), []);
    }
}

async fn length_of_a_first_start() -> Duration {
    let test_dir = TestDir::new();
    let begin = Instant::now();
    let _ = Server::start(test_dir.data_dir()).await;
    begin.elapsed()
}

#[tokio::test]
async fn a_first_start_that_is_told_to_stop_stops_at_once() {
    let test_dir = TestDir::new();
    let mut server = ServerCommand::on(test_dir.data_dir()).spawn();
    eventually("it is making the cluster", || server.stderr().contains("CreateDatabase")).await;
    server.signal(Signal::TERM);
    assert!(server.ended().await.status.success());
    eventually("nothing is left", || processes_in(test_dir.path()).is_empty()).await;
    let _ = Server::start(test_dir.data_dir()).await.user().await;
}

#[tokio::test]
async fn one_of_two_simultaneous_starts_serves() {
    for _ in 0..3 {
        let test_dir = TestDir::new();
        let server_command = ServerCommand::on(test_dir.data_dir());
        let (server, refused) = match tokio::join!(server_command.try_start(), server_command.try_start()) {
            (Ok(server), Err(refused)) | (Err(refused), Ok(server)) => (server, refused),
            (Ok(_), Ok(_)) => panic!("two servers on one directory"),
            (Err(one), Err(two)) => panic!("neither started: {one:?} {two:?}"),
        };
        refused.expect_refusal("is already in use");
        let user = server.user().await;

        // One that comes later fares no better, and does the first no harm.
        server_command.try_start().await.err().unwrap().expect_refusal(&format!("by process {}", server.pid()));
        user.post("Unharmed").await;
        assert!(server.stop().await.status.success());
        assert_eq!(processes_in(test_dir.path()), []);
    }
}
