//! Tests the recreation of a socket that is removed while the server runs, by a cleaner of /tmp or by hand.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    time::{Duration, Instant},
};

use common::{connect, execute, kill, place, start, value};
use hearth_postgres::Cluster;
use rustix::process::Signal;

/// Waits until somebody can connect who could not before, and looks for what was written.
async fn comes_back(cluster: &Cluster) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while connect(cluster).await.is_err() {
        assert!(Instant::now() < deadline, "nobody can connect after 20 seconds");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(value(cluster, "SELECT word FROM kept").await, "kept");
    let mode = fs::metadata(cluster.socket_dir()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

async fn survives_removal(dir: &Path) {
    let cluster = start(dir).await.unwrap();
    execute(&cluster, "CREATE TABLE kept AS SELECT 'kept' AS word").await;
    let run = cluster.socket_dir().to_owned();

    fs::remove_file(run.join(".s.PGSQL.5432")).unwrap();
    comes_back(&cluster).await;
    fs::remove_dir_all(&run).unwrap();
    comes_back(&cluster).await;
    fs::remove_dir_all(&run).unwrap();
    kill(cluster.pid().unwrap(), Signal::KILL);
    comes_back(&cluster).await;

    cluster.stop().await.unwrap();
    assert!(!run.join(".s.PGSQL.5432").exists(), "a stale socket is left behind");
}

#[tokio::test]
async fn a_removed_socket_is_made_anew() {
    let place = place();
    survives_removal(&place.path().join("cluster")).await;
}

#[tokio::test]
async fn a_removed_short_directory_is_made_anew() {
    let place = place();
    let dir = place.path().join("deep/".repeat(30)).join("cluster");
    survives_removal(&dir).await;
}
