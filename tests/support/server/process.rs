//! Watches, stops and kills a headless server.

use std::{
    path::PathBuf,
    process::{Child, ExitStatus},
    time::{Duration, Instant},
};

use rustix::process::Signal;
use sqlx::postgres::PgConnectOptions;

use super::output::Output;
use crate::{
    Api, CONDITION_TIMEOUT, TestDir, User,
    processes::{kill, processes_in},
};

const READY: &str = "Hearth is listening on ";

/// A server's process. Dropping it while it runs kills it, and whatever works in its data directory.
pub struct Server {
    child: Child,
    stdout: Output,
    stderr: Output,
    data_dir: Option<PathBuf>,
    _copies: Option<TestDir>,
}

/// The end of a process: its exit status and what it said.
#[derive(Debug)]
pub struct Exit {
    /// Its exit status.
    pub status: ExitStatus,
    /// Its standard error.
    pub stderr: String,
}

impl Exit {
    /// Fails unless the program ended with an exit code other than 0, and the last thing it said has this in it.
    #[track_caller]
    pub fn expect_refusal(&self, sentence: &str) {
        let said = self.stderr.lines().last().unwrap_or_default();
        assert!(said.contains(sentence), "{sentence:?} is not in {said:?} of {}", self.stderr);
        assert!(self.status.code().is_some_and(|code| code != 0), "{:?}", self.status);
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
    }
}

impl Server {
    /// Takes a process that was started with pipes for its output.
    pub(super) fn watch(mut child: Child, data_dir: Option<PathBuf>, copies: Option<TestDir>) -> Self {
        let stdout = Output::of(child.stdout.take().unwrap());
        let stderr = Output::of(child.stderr.take().unwrap());
        Self { child, stdout, stderr, data_dir, _copies: copies }
    }

    /// Waits until it answers; or tells how it ended instead.
    pub async fn ready(&mut self) -> Result<(), Exit> {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        while self.stdout.find(READY).is_none() {
            if let Some(ended) = self.has_ended() {
                return Err(ended);
            }
            assert!(Instant::now() < deadline, "not ready within {CONDITION_TIMEOUT:?}: {}", self.stderr());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// Returns its address, e.g. `http://127.0.0.1:54321`. It must be ready.
    #[must_use]
    pub fn address(&self) -> String {
        self.stdout.find(READY).expect("the server is ready")
    }

    /// Creates a client for raw requests to it.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::new(&self.address())
    }

    /// Signs a new user up.
    pub async fn user(&self) -> User {
        User::sign_up(&self.address()).await
    }

    /// Returns its process number.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Lists the process numbers of its PostgreSQL: the postmaster first, then those that it started.
    #[must_use]
    pub fn postgres(&self) -> Vec<u32> {
        let dir = self.data_dir.as_ref().expect("it has a cluster of its own");
        let mut found = processes_in(dir);
        found.retain(|process| process.name == "postgres");
        found.sort_by_key(|process| process.parent != self.pid());
        found.iter().map(|process| process.pid).collect()
    }

    /// Returns how to connect to its own database, past its API.
    #[must_use]
    pub fn database(&self) -> PgConnectOptions {
        let dir = self.data_dir.as_ref().expect("it has a cluster of its own");
        PgConnectOptions::new_without_pgpass().socket(dir.join("postgres/run")).username("hearth").database("hearth")
    }

    /// Returns what it has logged so far.
    #[must_use]
    pub fn stderr(&self) -> String {
        self.stderr.so_far()
    }

    /// Returns what it has printed so far.
    #[must_use]
    pub fn stdout(&self) -> String {
        self.stdout.so_far()
    }

    /// Sends a signal to it.
    pub fn signal(&self, signal: Signal) {
        kill(self.pid(), signal);
    }

    /// Asks it to stop, and waits until it has.
    pub async fn stop(mut self) -> Exit {
        self.signal(Signal::TERM);
        self.ended().await
    }

    /// Kills it, and waits until it is gone. What it leaves behind goes on.
    pub async fn kill(mut self) {
        self.signal(Signal::KILL);
        let _ = self.ended().await;
    }

    /// Returns the end of the process, if it has ended.
    pub fn has_ended(&mut self) -> Option<Exit> {
        let status = self.child.try_wait().unwrap()?;
        // Whatever works in its data directory from now on is another's.
        self.data_dir = None;
        Some(Exit { status, stderr: self.stderr.all() })
    }

    /// Waits until it ends.
    pub async fn ended(&mut self) -> Exit {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            if let Some(ended) = self.has_ended() {
                return ended;
            }
            assert!(Instant::now() < deadline, "does not end within {CONDITION_TIMEOUT:?}: {}", self.stderr());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        for process in self.data_dir.as_deref().map(processes_in).unwrap_or_default() {
            kill(process.pid, Signal::KILL);
        }
    }
}
