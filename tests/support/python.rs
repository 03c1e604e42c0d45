//! A deployment of the Python backend: the same API from another hand, without our additions.

use std::{
    fs::File,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Stdio},
};

use hearth_postgres::{Cluster, Settings};
use rustix::process::Signal;

use crate::{Binaries, Place, account, eventually, processes::kill};

/// A running Python backend on a database of its own.
pub struct PythonBackend {
    address: String,
    child: Child,
    _cluster: Cluster,
    _place: Place,
}

impl PythonBackend {
    /// Starts one on an empty database, where it makes its tables.
    pub async fn start() -> Self {
        let place = Place::new();
        let mut settings = Settings::new(place.join("postgres"));
        settings.binaries.configured = Binaries::postgres();
        let cluster = hearth_postgres::start(settings, |_| {}).await.unwrap();
        let host = cluster.socket_dir().display();
        let database = format!("postgresql+psycopg2://{}@/{}?host={host}", cluster.user(), cluster.database());
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let log = || File::options().create(true).append(true).open(place.join("uvicorn.log")).unwrap();
        let child = account::command(&uvicorn(), None)
            .args(["app:app", "--port", &port.to_string(), "--app-dir"])
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("python"))
            .env("DATABASE_URL", database)
            .env("CREATE_TABLES", "1")
            .env("BCRYPT_COST", "4")
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .current_dir(place.path())
            .stdin(Stdio::null())
            .stdout(log())
            .stderr(log())
            .spawn()
            .unwrap();
        eventually("the Python backend listens", || TcpStream::connect(("127.0.0.1", port)).is_ok()).await;
        Self { address: format!("http://127.0.0.1:{port}"), child, _cluster: cluster, _place: place }
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for PythonBackend {
    fn drop(&mut self) {
        kill(self.child.id(), Signal::KILL);
        let _ = self.child.wait();
    }
}

fn uvicorn() -> PathBuf {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/python/bin/uvicorn");
    assert!(program.is_file(), "the Python backend is not installed: run `make setup` first");
    program
}
