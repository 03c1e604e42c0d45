//! Runs a deployment of the Python backend: the same API from another hand, without our additions.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use hearth_postgres::{Cluster, Settings};

use super::{Api, daemon::Daemon};
use crate::{
    Binaries, TestDir,
    system::{account, free_port},
};

/// How long its sessions last, where nothing else is said.
const LIFETIME: Duration = Duration::from_hours(1);

/// A running Python backend.
pub struct PythonBackend {
    address: String,
    port: u16,
    database_url: String,
    daemon: Daemon,
    test_dir: TestDir,
    lifetime: Duration,
    _cluster: Option<Cluster>,
}

impl PythonBackend {
    /// The key that it signs tokens with.
    pub const SECRET: &str = "a key of the Python backend's, of more than thirty-two bytes";

    /// Starts one on an empty database of its own.
    pub async fn start() -> Self {
        Self::start_with_lifetime(LIFETIME).await
    }

    /// The same, whose sessions last so long, in whole minutes.
    pub async fn start_with_lifetime(lifetime: Duration) -> Self {
        let test_dir = TestDir::new();
        let mut settings = Settings::new(test_dir.join("postgres"));
        settings.binaries.configured = Binaries::postgres();
        let cluster = hearth_postgres::start(settings, |_| {}).await.unwrap();
        let host = cluster.socket_dir().display();
        let database = format!("postgresql+psycopg2://{}@/{}?host={host}", cluster.user(), cluster.database());
        Self::launch(&database, test_dir, Some(cluster), lifetime).await
    }

    /// Starts one on this database, of which it is neither the first nor the only user.
    pub async fn on(database_url: &str) -> Self {
        Self::launch(database_url, TestDir::new(), None, LIFETIME).await
    }

    /// Starts the backend, which makes its tables where they are missing.
    async fn launch(database_url: &str, test_dir: TestDir, cluster: Option<Cluster>, lifetime: Duration) -> Self {
        let port = free_port();
        let daemon = Self::run(port, database_url, &test_dir, lifetime).await;
        let (address, database_url) = (format!("http://127.0.0.1:{port}"), database_url.to_owned());
        Self { address, port, database_url, daemon, test_dir, lifetime, _cluster: cluster }
    }

    async fn run(port: u16, database_url: &str, test_dir: &TestDir, lifetime: Duration) -> Daemon {
        let mut command = account::command(&uvicorn(), None);
        command
            .args(["app:app", "--port", &port.to_string(), "--app-dir"])
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("python"))
            .env("DATABASE_URL", database_url)
            .env("CREATE_TABLES", "1")
            .env("ACCESS_TOKEN_EXPIRE_MINUTES", (lifetime.as_secs() / 60).to_string())
            .env("BCRYPT_COST", "4")
            .env("SECRET_KEY", Self::SECRET)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .current_dir(test_dir.path());
        Daemon::start(&mut command, port, &test_dir.join("uvicorn.log")).await
    }

    /// Takes it away; its database stays.
    pub fn stop(&mut self) {
        self.daemon.kill();
    }

    /// Brings it back, at the same address.
    pub async fn start_again(&mut self) {
        self.daemon = Self::run(self.port, &self.database_url, &self.test_dir, self.lifetime).await;
    }

    /// Returns its address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Creates a client for raw requests to it.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::new(&self.address)
    }

    /// Returns what it has logged so far.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.test_dir.join("uvicorn.log")).unwrap()
    }
}

fn uvicorn() -> PathBuf {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/python/bin/uvicorn");
    assert!(program.is_file(), "the Python backend is not installed: run `make setup` first");
    program
}
