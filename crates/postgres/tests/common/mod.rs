//! Provides what the tests share: a directory for a cluster, the binaries to run it with, and a look at it from
//! outside.
#![allow(dead_code, reason = "each test program uses its part")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    env, fs,
    os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use hearth_postgres::{Cluster, Error, Search, Settings};
use rustix::process::{Pid, Signal, kill_process};
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout},
};

/// The directory in which root's tests put what PostgreSQL's account cannot reach.
pub const HANDOVER: &str = "/tmp/hearth-test-handover";

/// Makes a directory that every account can enter, so that root's PostgreSQL can.
pub fn place() -> TempDir {
    tempfile::Builder::new().prefix("hearth-test-").permissions(PermissionsExt::from_mode(0o755)).tempdir().unwrap()
}

/// Returns the bundled PostgreSQL: the one that `HEARTH_POSTGRES_DIR` names, else the one that was staged beside the
/// test.
pub fn bundle() -> PathBuf {
    let named = env::var_os("HEARTH_POSTGRES_DIR").map(PathBuf::from);
    let exe = env::current_exe().unwrap();
    let staged = exe.ancestors().map(|dir| dir.join("postgres-bundle")).find(|dir| dir.is_dir());
    named.or(staged).expect("run `npm ci --ignore-scripts && node stage.mjs` in crates/postgres/bundle first")
}

/// Returns settings of the cluster in `dir`, with the bundled binaries.
pub fn settings(dir: impl Into<PathBuf>) -> Settings {
    Settings {
        dir: dir.into(),
        binaries: Search { configured: None, bundled: vec![bundle()] },
        handover: PathBuf::from(HANDOVER),
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

/// Returns the one value that `sql` asks for, as text.
pub async fn value(cluster: &Cluster, sql: &'static str) -> String {
    let mut connection = connect(cluster).await.unwrap();
    let value = sqlx::query_scalar::<_, String>(sql).fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    value
}

/// Lists the processes whose working directory is `data`, as all of PostgreSQL's is.
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

/// A process that owns the cluster in `dir`; see `bin/owner.rs`.
pub struct Owner {
    process: Child,
    output: Lines<BufReader<ChildStdout>>,
}

impl Owner {
    pub fn spawn(dir: &Path) -> Self {
        Self::spawn_with(dir, |_| {})
    }

    pub fn spawn_with(dir: &Path, adjust: impl FnOnce(&mut std::process::Command)) -> Self {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_hearth-postgres-owner"));
        command.env("HEARTH_POSTGRES_DIR", bundle()).env("HEARTH_TEST_HANDOVER", HANDOVER).arg(dir);
        adjust(&mut command);
        let mut command = tokio::process::Command::from(command);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { process, output }
    }

    /// Waits for a line that begins with `word`, and returns the rest of it.
    pub async fn says(&mut self, word: &str) -> String {
        while let Some(line) = self.output.next_line().await.unwrap() {
            if let Some(rest) = line.strip_prefix(word) {
                return rest.trim().to_owned();
            }
            assert!(!line.starts_with("error"), "instead of {word:?}: {line}");
        }
        panic!("the owner ended without saying {word:?}");
    }

    /// Waits for either, and says which it was.
    pub async fn is_ready(&mut self) -> Result<String, String> {
        while let Some(line) = self.output.next_line().await.unwrap() {
            match line.split_once(' ') {
                Some(("ready", dir)) => return Ok(dir.to_owned()),
                Some(("error", text)) => return Err(text.to_owned()),
                _ => {}
            }
        }
        panic!("the owner ended without a word");
    }

    pub fn pid(&self) -> u32 {
        self.process.id().unwrap()
    }

    pub async fn kill(mut self) {
        self.process.kill().await.unwrap();
    }

    pub async fn stop(mut self) {
        drop(self.process.stdin.take());
        self.says("stopped").await;
        assert!(self.process.wait().await.unwrap().success());
    }
}

/// Returns a command for a program of the bundle, to be run on `data` as PostgreSQL's own user.
pub fn postgres_on(data: &Path) -> std::process::Command {
    let owner = fs::metadata(data).unwrap();
    let mut command = std::process::Command::new(bundle().join("bin/postgres"));
    if is_root() {
        command.uid(owner.uid()).gid(owner.gid());
    }
    command.env_clear().current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Sends `signal` as `kill` does.
pub fn kill(pid: u32, signal: Signal) {
    kill_process(Pid::from_raw(pid.cast_signed()).unwrap(), signal).unwrap();
}
