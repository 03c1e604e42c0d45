//! What the tests share: a place for a cluster, the binaries to run it with, and a look at it from outside.
#![allow(dead_code, reason = "each test program uses its part")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use hearth_postgres::{Cluster, Error, Search, Settings};
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use tempfile::TempDir;

/// A directory that every account can enter, so that root's PostgreSQL can.
pub fn place() -> TempDir {
    tempfile::Builder::new().prefix("hearth-test-").permissions(PermissionsExt::from_mode(0o755)).tempdir().unwrap()
}

/// The bundled PostgreSQL: the one that HEARTH_POSTGRES_DIR names, else the one that was staged beside the test.
pub fn bundle() -> PathBuf {
    let named = env::var_os("HEARTH_POSTGRES_DIR").map(PathBuf::from);
    let exe = env::current_exe().unwrap();
    let staged = exe.ancestors().map(|dir| dir.join("postgres-bundle")).find(|dir| dir.is_dir());
    named.or(staged).expect("run `npm ci --ignore-scripts && node stage.mjs` in crates/postgres/bundle first")
}

/// The cluster in `dir`, with the bundled binaries.
pub fn settings(dir: impl Into<PathBuf>) -> Settings {
    Settings {
        dir: dir.into(),
        binaries: Search { configured: None, bundled: vec![bundle()] },
        handover: PathBuf::from("/tmp/hearth-test-handover"),
    }
}

pub async fn start(dir: impl Into<PathBuf>) -> Result<Cluster, Error> {
    hearth_postgres::start(settings(dir), |_| {}).await
}

pub async fn connect(cluster: &Cluster) -> Result<PgConnection, sqlx::Error> {
    let options = PgConnectOptions::new_without_pgpass()
        .socket(cluster.socket_dir())
        .username(cluster.user())
        .database(cluster.database());
    PgConnection::connect_with(&options).await
}

/// Does `sql` on a connection of its own.
pub async fn execute(cluster: &Cluster, sql: &'static str) {
    let mut connection = connect(cluster).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// The one value that `sql` asks for, as text.
pub async fn value(cluster: &Cluster, sql: &'static str) -> String {
    let mut connection = connect(cluster).await.unwrap();
    let value = sqlx::query_scalar::<_, String>(sql).fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    value
}

/// The processes whose working directory is `data`, as all of PostgreSQL's is.
pub fn processes_in(data: &Path) -> Vec<u32> {
    let Ok(data) = fs::canonicalize(data) else { return Vec::new() };
    let pids = fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid: &u32| fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd == data)).collect()
}

/// Waits for `what`, which takes moments.
pub async fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !holds() {
        assert!(Instant::now() < deadline, "not within 20 seconds: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
