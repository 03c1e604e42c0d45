//! First starts that are interrupted, and starts that meet.

use std::time::{Duration, Instant};

use hearth_tests::{Launch, Place, Server, eventually, processes_in};
use rustix::process::Signal;
use tokio::time::sleep;

/// How often, on how many directories, a first start is killed.
const KILLS: u32 = 20;
const DIRECTORIES: u32 = 4;

#[tokio::test]
async fn a_first_start_that_is_killed_at_any_moment_leaves_the_next_one_a_way() {
    let whole = length_of_a_first_start().await;
    for directory in 0..DIRECTORIES {
        let place = Place::new();
        for at in (directory..KILLS).step_by(DIRECTORIES as usize) {
            let server = Launch::on(place.data_dir()).spawn();
            sleep(whole * at / KILLS).await;
            server.kill().await;
        }
        let server = Server::start(place.data_dir()).await;
        let _ = server.user().await;
        assert!(server.stop().await.status.success());
        assert_eq!(processes_in(place.path()), []);
    }
}

async fn length_of_a_first_start() -> Duration {
    let place = Place::new();
    let begin = Instant::now();
    let _ = Server::start(place.data_dir()).await;
    begin.elapsed()
}

#[tokio::test]
async fn a_first_start_that_is_told_to_stop_stops_at_once() {
    let place = Place::new();
    let mut server = Launch::on(place.data_dir()).spawn();
    eventually("it is making the cluster", || server.stderr().contains("CreateDatabase")).await;
    server.signal(Signal::TERM);
    assert!(server.ended().await.status.success());
    eventually("nothing is left", || processes_in(place.path()).is_empty()).await;
    let _ = Server::start(place.data_dir()).await.user().await;
}

#[tokio::test]
async fn of_two_starts_at_once_one_serves_and_the_other_says_why_not() {
    for _ in 0..3 {
        let place = Place::new();
        let launch = Launch::on(place.data_dir());
        let (server, refused) = match tokio::join!(launch.try_start(), launch.try_start()) {
            (Ok(server), Err(refused)) | (Err(refused), Ok(server)) => (server, refused),
            (Ok(_), Ok(_)) => panic!("two servers on one directory"),
            (Err(one), Err(two)) => panic!("neither started: {one:?} {two:?}"),
        };
        refused.expect_refusal("is already in use");
        let user = server.user().await;

        // One that comes later fares no better, and does the first no harm.
        launch.try_start().await.err().unwrap().expect_refusal(&format!("by process {}", server.pid()));
        user.post("Unharmed").await;
        assert!(server.stop().await.status.success());
        assert_eq!(processes_in(place.path()), []);
    }
}
