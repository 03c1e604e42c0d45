//! The headless server as a process: started, watched, stopped and killed.

use std::{
    ffi::{OsStr, OsString},
    io::{BufRead, BufReader, Read},
    path::PathBuf,
    process::{Child, ExitStatus, Stdio},
    sync::{Arc, Mutex},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use rustix::process::Signal;
use sqlx::postgres::PgConnectOptions;

use crate::{
    Account, Api, Place, User, account, binaries,
    processes::{kill, processes_in},
    time::PATIENCE,
};

const READY: &str = "Hearth is listening on ";

/// How a server is to be started. Nothing of the test's own environment reaches it but the path to programs.
pub struct Launch {
    data_dir: Option<PathBuf>,
    listen: String,
    env: Vec<(OsString, OsString)>,
    args: Vec<OsString>,
    work_dir: PathBuf,
    account: Option<Account>,
}

impl Launch {
    /// A server on a cluster of its own in `data_dir`.
    #[must_use]
    pub fn on(data_dir: impl Into<PathBuf>) -> Self {
        Self { data_dir: Some(data_dir.into()), ..Self::without_data_dir() }
    }

    /// A server that is told by its environment, or by nothing, where its database is.
    #[must_use]
    pub fn without_data_dir() -> Self {
        let launch = Self {
            data_dir: None,
            listen: "127.0.0.1:0".to_owned(),
            env: Vec::new(),
            args: Vec::new(),
            work_dir: PathBuf::from("/"),
            account: None,
        };
        // The cheapest there is, because most tests are not about passwords.
        launch.env("HEARTH_BCRYPT_COST", "4").env("HEARTH_RATE_LIMIT", "off")
    }

    /// Listens here rather than on a free port.
    #[must_use]
    pub fn listen(mut self, address: &str) -> Self {
        address.clone_into(&mut self.listen);
        self
    }

    /// Sets an environment variable.
    #[must_use]
    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.env.push((name.as_ref().to_owned(), value.as_ref().to_owned()));
        self
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.args.push(arg.as_ref().to_owned());
        self
    }

    /// Starts it in this directory, where it looks for `.env`.
    #[must_use]
    pub fn work_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.work_dir = dir.into();
        self
    }

    /// Runs it as this account. Only root can do so.
    #[must_use]
    pub fn account(mut self, account: Account) -> Self {
        self.account = Some(account);
        self
    }

    /// Starts the process without waiting for anything.
    #[must_use]
    pub fn spawn(&self) -> Server {
        let (program, postgres, copies) = binaries::for_account(self.account, Place::new);
        let mut command = account::command(&program, self.account);
        command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command.envs(postgres.map(|dir| ("HEARTH_POSTGRES_DIR", dir)));
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command.args(["serve", "--listen", &self.listen, "--log-format", "json"]);
        command.args(self.data_dir.iter().flat_map(|dir| [OsStr::new("--data-dir"), dir.as_os_str()]));
        command.args(&self.args).current_dir(&self.work_dir).stdin(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("setpriv starts it");
        let stdout = Output::of(child.stdout.take().unwrap());
        let stderr = Output::of(child.stderr.take().unwrap());
        Server { child, stdout, stderr, data_dir: self.data_dir.clone(), _copies: copies }
    }

    /// Starts the server and waits until it answers; or tells how it failed.
    pub async fn try_start(&self) -> Result<Server, Ended> {
        let mut server = self.spawn();
        server.ready().await?;
        Ok(server)
    }

    /// Starts the server and waits until it answers.
    pub async fn start(&self) -> Server {
        self.try_start().await.unwrap_or_else(|failure| panic!("the server did not start: {failure:?}"))
    }
}

/// A server's process. Dropping it while it runs kills it, and whatever works in its data directory.
pub struct Server {
    child: Child,
    stdout: Output,
    stderr: Output,
    data_dir: Option<PathBuf>,
    _copies: Option<Place>,
}

/// How a process ended, and what it said.
#[derive(Debug)]
pub struct Ended {
    /// Its exit status.
    pub status: ExitStatus,
    /// Its standard error.
    pub stderr: String,
}

impl Ended {
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
    /// A server on a cluster of its own in `data_dir`, ready.
    pub async fn start(data_dir: impl Into<PathBuf>) -> Self {
        Launch::on(data_dir).start().await
    }

    /// Waits until it answers; or tells how it ended instead.
    pub async fn ready(&mut self) -> Result<(), Ended> {
        let deadline = Instant::now() + PATIENCE;
        while self.stdout.find(READY).is_none() {
            if let Some(ended) = self.has_ended() {
                return Err(ended);
            }
            assert!(Instant::now() < deadline, "not ready within {PATIENCE:?}: {}", self.stderr());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// Its address, e.g. `http://127.0.0.1:54321`. It must be ready.
    #[must_use]
    pub fn address(&self) -> String {
        self.stdout.find(READY).expect("the server is ready")
    }

    /// Raw requests to it.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::new(&self.address())
    }

    /// Somebody new with an account on it.
    pub async fn user(&self) -> User {
        User::sign_up(&self.address()).await
    }

    /// Its process number.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The process numbers of its PostgreSQL: the postmaster first, then those that it started.
    #[must_use]
    pub fn postgres(&self) -> Vec<u32> {
        let dir = self.data_dir.as_ref().expect("it has a cluster of its own");
        let mut found = processes_in(dir);
        found.retain(|process| process.name == "postgres");
        found.sort_by_key(|process| process.parent != self.pid());
        found.iter().map(|process| process.pid).collect()
    }

    /// How to look into its own database, past its API.
    #[must_use]
    pub fn database(&self) -> PgConnectOptions {
        let dir = self.data_dir.as_ref().expect("it has a cluster of its own");
        PgConnectOptions::new_without_pgpass().socket(dir.join("postgres/run")).username("hearth").database("hearth")
    }

    /// What it has logged so far.
    #[must_use]
    pub fn stderr(&self) -> String {
        self.stderr.so_far()
    }

    /// What it has printed so far.
    #[must_use]
    pub fn stdout(&self) -> String {
        self.stdout.so_far()
    }

    /// Sends a signal to it.
    pub fn signal(&self, signal: Signal) {
        kill(self.pid(), signal);
    }

    /// Asks it to stop, and waits until it has.
    pub async fn stop(mut self) -> Ended {
        self.signal(Signal::TERM);
        self.ended().await
    }

    /// Kills it, and waits until it is gone. What it leaves behind goes on.
    pub async fn kill(mut self) {
        self.signal(Signal::KILL);
        let _ = self.ended().await;
    }

    /// How it ended, if it has.
    pub fn has_ended(&mut self) -> Option<Ended> {
        let status = self.child.try_wait().unwrap()?;
        // Whatever works in its data directory from now on is another's.
        self.data_dir = None;
        Some(Ended { status, stderr: self.stderr.all() })
    }

    /// Waits until it ends.
    pub async fn ended(&mut self) -> Ended {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(ended) = self.has_ended() {
                return ended;
            }
            assert!(Instant::now() < deadline, "does not end within {PATIENCE:?}: {}", self.stderr());
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

/// What a process writes, read by a thread so that it never waits for us.
struct Output {
    text: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
}

impl Output {
    fn of(pipe: impl Read + Send + 'static) -> Self {
        let text = Arc::new(Mutex::new(String::new()));
        let into = Arc::clone(&text);
        let reader = thread::spawn(move || {
            let mut pipe = BufReader::new(pipe);
            let mut line = Vec::new();
            while pipe.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
                into.lock().unwrap().push_str(&String::from_utf8_lossy(&line));
                line.clear();
            }
        });
        Self { text, reader: Some(reader) }
    }

    fn so_far(&self) -> String {
        self.text.lock().unwrap().clone()
    }

    /// Everything, once the process has ended.
    fn all(&mut self) -> String {
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        self.so_far()
    }

    /// The rest of the line that begins so, once it is whole.
    fn find(&self, beginning: &str) -> Option<String> {
        let text = self.text.lock().unwrap();
        let line = text.split_inclusive('\n').find(|line| line.starts_with(beginning) && line.ends_with('\n'))?;
        Some(line[beginning.len()..].trim_end().to_owned())
    }
}
