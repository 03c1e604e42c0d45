//! Tests sockets that cleaners, logouts and people remove while the server runs.

use std::{
    fs,
    path::{Path, PathBuf},
};

use hearth_tests::{AcknowledgedWrites, Server, ServerCommand, TestDir, eventually, processes::kill, processes_in};
use rustix::process::Signal;

use crate::kills::comes_back;

/// Finds the directory of the database's socket: in the data directory, or where the server says.
fn socket_dir(server: &Server, dir: &Path) -> PathBuf {
    let usual = dir.join("postgres/run");
    if usual.is_dir() {
        return usual;
    }
    let log = server.stderr();
    let (_, rest) = log.split_once("\"socket\":\"").expect("the log names the socket");
    PathBuf::from(rest.split_once('"').unwrap().0)
}

async fn survives_removal(dir: &Path) {
    // Made beforehand, so that root's PostgreSQL can enter it and the cluster stays there.
    fs::create_dir(dir).unwrap();
    let server = ServerCommand::on(dir).start().await;
    let user = server.user().await;
    let acknowledged_writes = AcknowledgedWrites::default();
    acknowledged_writes.write_one(&user, 20).await.unwrap();
    let run = socket_dir(&server, dir);
    let socket = run.join(".s.PGSQL.5432");
    let removals: [&dyn Fn(); 3] =
        [&|| fs::remove_file(&socket).unwrap(), &|| fs::remove_dir_all(&run).unwrap(), &|| {
            fs::remove_dir_all(&run).unwrap();
            kill(server.postgres()[0], Signal::KILL);
        }];
    for remove in removals {
        remove();
        eventually("the socket is made anew", || socket.exists()).await;
        comes_back(&acknowledged_writes, &user).await;
        acknowledged_writes.check(&user).await;
    }
    assert!(server.stop().await.status.success());
    assert_eq!(processes_in(dir), []);
    assert!(!socket.exists(), "a stale socket is left behind");
}

#[tokio::test]
async fn a_removed_socket_costs_moments() {
    let test_dir = TestDir::new();
    survives_removal(&test_dir.data_dir()).await;
}

#[tokio::test]
async fn a_removed_socket_of_a_long_path_costs_moments() {
    let test_dir = TestDir::new();
    survives_removal(&test_dir.join("long".repeat(25))).await;
}
