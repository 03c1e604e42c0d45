//! Tests that a server that is killed while several people write keeps every acknowledged write. Whatever was
//! acknowledged to them is there at the next start.

use std::time::Duration;

use futures_util::future::join_all;
use hearth_tests::{
    AcknowledgedWrites, Server, ServerCommand, TestDir, User, eventually, processes::kill, processes_in,
};
use rustix::process::Signal;
use tokio::time::sleep;

use crate::postgres_in;

const ROUNDS: u64 = 20;

/// Returns the time for which the writers write, another in each round.
fn moment(round: u64) -> Duration {
    Duration::from_millis(100 + round * 37 % 200)
}

async fn writers(server: &Server) -> Vec<User> {
    join_all((0..4).map(|_| server.user())).await
}

fn moved(users: &[User], server: &Server) -> Vec<User> {
    users.iter().map(|user| user.at(&server.address())).collect()
}

#[tokio::test]
async fn killed_server_keeps_acknowledged_writes() {
    let test_dir = TestDir::new();
    let data = test_dir.data_dir();
    let acknowledged_writes = AcknowledgedWrites::default();
    let mut server = Server::start(&data).await;
    let mut users = writers(&server).await;
    for round in 0..ROUNDS {
        let kill_it = async {
            sleep(moment(round)).await;
            server.kill().await;
        };
        acknowledged_writes.write_during(&users, kill_it).await;
        // Every other start comes at once, while PostgreSQL may still be shutting down.
        if round % 2 == 0 {
            eventually("PostgreSQL follows the server", || processes_in(&data).is_empty()).await;
        }
        server = Server::start(&data).await;
        users = moved(&users, &server);
        acknowledged_writes.check(&users[0].at(&server.address())).await;
    }
    assert!(acknowledged_writes.len() > 100, "only {} posts: there was not much to lose", acknowledged_writes.len());
    assert!(server.stop().await.status.success());
    assert_eq!(processes_in(&data), []);
}

#[tokio::test]
async fn killed_postmaster_restarts_with_all_data() {
    survives(postmaster).await;
}

#[tokio::test]
async fn a_killed_backend_harms_nobody() {
    survives(|server| {
        let all = server.postgres();
        // Backends and the writers of logs and pages alike.
        all[1 + all.len() / 2 % (all.len() - 1)]
    })
    .await;
}

fn postmaster(server: &Server) -> u32 {
    server.postgres()[0]
}

/// Kills a process of PostgreSQL, which `victim` chooses, in every round.
async fn survives(victim: impl Fn(&Server) -> u32) {
    let test_dir = TestDir::new();
    let data = test_dir.data_dir();
    let acknowledged_writes = AcknowledgedWrites::default();
    let server = Server::start(&data).await;
    let users = writers(&server).await;
    for round in 0..ROUNDS {
        let kill_it = async {
            sleep(moment(round)).await;
            kill(victim(&server), Signal::KILL);
            sleep(moment(round)).await;
        };
        acknowledged_writes.write_during(&users, kill_it).await;
        comes_back(&acknowledged_writes, &users[0]).await;
        acknowledged_writes.check(&users[0].at(&server.address())).await;
    }
    assert!(server.stop().await.status.success());
    assert_eq!(processes_in(&data), []);
    let server = Server::start(&data).await;
    acknowledged_writes.check(&users[0].at(&server.address())).await;
}

/// Waits until something can be written again.
pub(crate) async fn comes_back(acknowledged_writes: &AcknowledgedWrites, user: &User) {
    let written = async {
        while acknowledged_writes.write_one(user, 20).await.is_none() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(hearth_tests::CONDITION_TIMEOUT, written).await.expect("the server comes back");
}

#[tokio::test]
async fn crash_loop_stops_the_server_without_data_loss() {
    let test_dir = TestDir::new();
    let data = test_dir.data_dir();
    let acknowledged_writes = AcknowledgedWrites::default();
    let mut server = Server::start(&data).await;
    let user = server.user().await;
    acknowledged_writes.write_one(&user, 20).await.unwrap();

    let mut ended = None;
    eventually("the server gives up", || {
        server.postgres().first().into_iter().for_each(|pid| kill(*pid, Signal::KILL));
        ended = server.has_ended();
        ended.is_some()
    })
    .await;

    ended.unwrap().expect_refusal("PostgreSQL stopped by itself");
    assert_eq!(processes_in(&data), []);
    let server = Server::start(&data).await;
    acknowledged_writes.check(&user.at(&server.address())).await;
}

#[tokio::test]
async fn replaces_an_orphaned_postgres() {
    let test_dir = TestDir::new();
    let data = test_dir.data_dir();
    let server = Server::start(&data).await;
    let user = server.user().await;
    let acknowledged_writes = AcknowledgedWrites::default();
    acknowledged_writes.write_one(&user, 20).await.unwrap();
    // Stopped, it cannot follow the signal that the death of the server sends.
    let orphan = postmaster(&server);
    kill(orphan, Signal::STOP);
    server.kill().await;
    assert!(!postgres_in(&data).is_empty());
    let resume = async {
        sleep(Duration::from_millis(300)).await;
        kill(orphan, Signal::CONT);
    };

    let server_command = ServerCommand::on(&data);
    let (server, ()) = tokio::join!(server_command.start(), resume);

    assert_ne!(postmaster(&server), orphan);
    acknowledged_writes.check(&user.at(&server.address())).await;
}

#[tokio::test]
async fn a_stopped_server_leaves_no_process() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    let _ = server.user().await;
    assert!(server.postgres().len() > 1);

    let ended = server.stop().await;

    assert!(ended.status.success(), "{ended:?}");
    assert_eq!(processes_in(&test_dir.data_dir()), []);
}
