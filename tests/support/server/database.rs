//! Runs a PostgreSQL of the owner's: over TCP, behind a password, and none of Hearth's business but for its address.

mod standby;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Instant,
};

use rustix::process::Signal;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};

use crate::{
    Account, CONDITION_TIMEOUT, TestDir, is_root,
    processes::kill,
    system::{account, binaries, free_port},
};

/// A running PostgreSQL with an empty database. Stopped in the end.
pub struct Database {
    server: Child,
    port: u16,
    /// The directory that holds the cluster, `data`.
    dir: PathBuf,
    bin: PathBuf,
    account: Option<Account>,
    test_dir: TestDir,
    _copies: Option<TestDir>,
}

impl Database {
    /// The role to connect as.
    pub const USER: &str = "ada";
    /// Its password, with characters that mean something in an address.
    pub const PASSWORD: &str = "p@ss/w:rd?";
    /// The database.
    pub const NAME: &str = "social";

    /// Makes a cluster on a free port and an empty database in it.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// The same with these settings, each as `name=value`.
    pub async fn start_with(settings: &[&str]) -> Self {
        let account = is_root().then_some(Account::NOBODY);
        let (_, postgres, copies) = binaries::for_account(account, TestDir::new);
        let bin = postgres.expect("a bundled PostgreSQL: run `make setup`").join("bin");
        let test_dir = TestDir::new();
        let owner = account.unwrap_or_else(|| Account::owner_of(test_dir.path()));
        let dir = test_dir.make_dir("owners", 0o700, owner);
        let password = dir.join("password");
        fs::write(&password, Self::PASSWORD).unwrap();
        owner.own(&password);

        let mut initdb = program(&bin.join("initdb"), account, &dir);
        initdb.args(["--pgdata=data", "--auth=scram-sha-256", "--pwfile=password", "--no-sync", "--encoding=UTF8"]);
        let output = initdb.args(["--no-locale", "--username", Self::USER]).output().unwrap();
        assert!(output.status.success(), "{output:?}");

        let port = free_port();
        let server = run(&bin, account, &dir, port, settings);
        let database = Self { server, port, dir, bin, account, test_dir, _copies: copies };
        let mut admin = database.connect_when_ready().await;
        sqlx::raw_sql("CREATE DATABASE social").execute(&mut admin).await.unwrap();
        admin.close().await.unwrap();
        database
    }

    /// Returns its port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns its address, with the password.
    #[must_use]
    pub fn url(&self) -> String {
        self.options().to_url_lossy().to_string()
    }

    /// Returns the address of another database in the cluster, as a role that needs no more than a name: all have the password.
    #[must_use]
    pub fn url_of(&self, name: &str, role: &str) -> String {
        self.options().database(name).username(role).to_url_lossy().to_string()
    }

    /// Returns its address as SQLAlchemy writes it.
    #[must_use]
    pub fn sqlalchemy_url(&self) -> String {
        let mut url = self.options().to_url_lossy();
        // Options of sqlx's own.
        url.set_query(None);
        url.as_str().replacen("postgres://", "postgresql+psycopg2://", 1)
    }

    /// Connects to it.
    pub async fn connect(&self) -> PgConnection {
        PgConnection::connect_with(&self.options()).await.unwrap()
    }

    /// Runs SQL in it.
    pub async fn execute(&self, sql: &str) {
        let mut connection = self.connect().await;
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }

    fn options(&self) -> PgConnectOptions {
        let options = PgConnectOptions::new_without_pgpass().host("127.0.0.1").port(self.port);
        options.username(Self::USER).password(Self::PASSWORD).database(Self::NAME)
    }

    async fn connect_when_ready(&self) -> PgConnection {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            match PgConnection::connect_with(&self.options().database("postgres")).await {
                Ok(connection) => return connection,
                Err(error) => assert!(Instant::now() < deadline, "the owner's database does not answer: {error}"),
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // At once, without saving anything.
        kill(self.server.id(), Signal::QUIT);
        let _ = self.server.wait();
    }
}

/// Starts PostgreSQL on the cluster in a directory.
fn run(bin: &Path, account: Option<Account>, dir: &Path, port: u16, settings: &[&str]) -> Child {
    let mut postgres = program(&bin.join("postgres"), account, dir);
    postgres.args(["-D", "data", "-c", "listen_addresses=127.0.0.1,::1", "-c", "fsync=off"]);
    postgres.args(["-c", "unix_socket_directories=", "-c", &format!("port={port}")]);
    postgres.args(settings.iter().flat_map(|setting| ["-c", setting]));
    postgres.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn program(path: &Path, account: Option<Account>, dir: &Path) -> Command {
    let mut command = account::command(path, account);
    command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
    command.current_dir(dir).stdin(Stdio::null());
    command
}
