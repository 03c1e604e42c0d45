//! Runs a deployment of the Python backend: the same API from another hand, without our additions.

use std::path::{Path, PathBuf};

use hearth_postgres::{Cluster, Settings};

use super::{Api, daemon::Daemon};
use crate::{
    Binaries, TestDir,
    system::{account, free_port},
};

/// A running Python backend.
pub struct PythonBackend {
    address: String,
    port: u16,
    database_url: String,
    daemon: Daemon,
    test_dir: TestDir,
    _cluster: Option<Cluster>,
}

impl PythonBackend {
    /// The key that it signs tokens with.
    pub const SECRET: &str = "a key of the Python backend's, of more than thirty-two bytes";

    /// Starts one on an empty database of its own.
    pub async fn start() -> Self {
        let test_dir = TestDir::new();
        let mut settings = Settings::new(test_dir.join("postgres"));
        settings.binaries.configured = Binaries::postgres();
        let cluster = hearth_postgres::start(settings, |_| {}).await.unwrap();
        let host = cluster.socket_dir().display();
        let database = format!("postgresql+psycopg2://{}@/{}?host={host}", cluster.user(), cluster.database());
        Self::launch(&database, test_dir, Some(cluster)).await
    }

    /// Starts one on this database, of which it is neither the first nor the only user.
    pub async fn on(database_url: &str) -> Self {
        Self::launch(database_url, TestDir::new(), None).await
    }

    /// Starts the backend, which makes its tables where they are missing.
    async fn launch(database_url: &str, test_dir: TestDir, cluster: Option<Cluster>) -> Self {
        let port = free_port();
        let daemon = Self::run(port, database_url, &test_dir).await;
        let database_url = database_url.to_owned();
        Self { address: format!("http://127.0.0.1:{port}"), port, database_url, daemon, test_dir, _cluster: cluster }
    }

    async fn run(port: u16, database_url: &str, test_dir: &TestDir) -> Daemon {
        let mut command = account::command(&uvicorn(), None);
        command
            .args(["app:app", "--port", &port.to_string(), "--app-dir"])
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("python"))
            .env("DATABASE_URL", database_url)
            .env("CREATE_TABLES", "1")
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
        self.daemon = Self::run(self.port, &self.database_url, &self.test_dir).await;
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
