//! A deployment of the Python backend: the same API from another hand, without our additions.

use std::{
    fs::File,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Stdio},
};

use hearth_postgres::{Cluster, Settings};
use rustix::process::Signal;

use crate::{Api, Binaries, Place, account, eventually, processes::kill};

/// A running Python backend.
pub struct PythonBackend {
    address: String,
    port: u16,
    database_url: String,
    child: Child,
    place: Place,
    _cluster: Option<Cluster>,
}

impl PythonBackend {
    /// The key that it signs tokens with.
    pub const SECRET: &str = "a key of the Python backend's, of more than thirty-two bytes";

    /// Starts one on an empty database of its own.
    pub async fn start() -> Self {
        let place = Place::new();
        let mut settings = Settings::new(place.join("postgres"));
        settings.binaries.configured = Binaries::postgres();
        let cluster = hearth_postgres::start(settings, |_| {}).await.unwrap();
        let host = cluster.socket_dir().display();
        let database = format!("postgresql+psycopg2://{}@/{}?host={host}", cluster.user(), cluster.database());
        Self::launch(&database, place, Some(cluster)).await
    }

    /// Starts one on this database, of which it is neither the first nor the only user.
    pub async fn on(database_url: &str) -> Self {
        Self::launch(database_url, Place::new(), None).await
    }

    /// It makes its tables where they are missing.
    async fn launch(database_url: &str, place: Place, cluster: Option<Cluster>) -> Self {
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let child = Self::run(port, database_url, &place).await;
        let database_url = database_url.to_owned();
        Self { address: format!("http://127.0.0.1:{port}"), port, database_url, child, place, _cluster: cluster }
    }

    async fn run(port: u16, database_url: &str, place: &Place) -> Child {
        let log = || File::options().create(true).append(true).open(place.join("uvicorn.log")).unwrap();
        let child = account::command(&uvicorn(), None)
            .args(["app:app", "--port", &port.to_string(), "--app-dir"])
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("python"))
            .env("DATABASE_URL", database_url)
            .env("CREATE_TABLES", "1")
            .env("BCRYPT_COST", "4")
            .env("SECRET_KEY", Self::SECRET)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .current_dir(place.path())
            .stdin(Stdio::null())
            .stdout(log())
            .stderr(log())
            .spawn()
            .unwrap();
        eventually("the Python backend listens", || TcpStream::connect(("127.0.0.1", port)).is_ok()).await;
        child
    }

    /// Takes it away; its database stays.
    pub fn stop(&mut self) {
        kill(self.child.id(), Signal::KILL);
        let _ = self.child.wait();
    }

    /// Brings it back, at the same address.
    pub async fn start_again(&mut self) {
        self.child = Self::run(self.port, &self.database_url, &self.place).await;
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Raw requests to it.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::new(&self.address)
    }

    /// What it has logged so far.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.place.join("uvicorn.log")).unwrap()
    }
}

impl Drop for PythonBackend {
    fn drop(&mut self) {
        self.stop();
    }
}

fn uvicorn() -> PathBuf {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/python/bin/uvicorn");
    assert!(program.is_file(), "the Python backend is not installed: run `make setup` first");
    program
}
