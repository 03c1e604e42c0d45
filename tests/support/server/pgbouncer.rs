//! Runs PgBouncer before a database of the owner's.

use std::{fs, path::Path};

use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};

use super::{Database, daemon::Daemon};
use crate::{
    Account, TestDir, is_root,
    system::{account, free_port},
};

/// A running PgBouncer, with the defaults of its own but for what is named here.
pub struct PgBouncer {
    _daemon: Daemon,
    port: u16,
    _test_dir: TestDir,
}

impl PgBouncer {
    /// Starts one that keeps this mode (`session`, `transaction`), with so many connections to the database.
    pub async fn start(database: &Database, mode: &str, size: usize) -> Self {
        let account = is_root().then_some(Account::NOBODY);
        let test_dir = TestDir::new();
        let port = free_port();
        let (user, password, name) = (Database::USER, Database::PASSWORD, Database::NAME);
        let file = test_dir.join("pgbouncer.ini");
        let settings = format!(
            "[databases]\n\
             {name} = host=127.0.0.1 port={} dbname={name} user={user} password='{password}'\n\
             [pgbouncer]\n\
             listen_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n\
             pool_mode = {mode}\ndefault_pool_size = {size}\n",
            database.port(),
        );
        fs::write(&file, settings).unwrap();
        let mut command = account::command(Path::new("/usr/sbin/pgbouncer"), account);
        command.arg(&file).current_dir("/");
        let daemon = Daemon::start(&mut command, port, &test_dir.join("pgbouncer.log")).await;
        Self { _daemon: daemon, port, _test_dir: test_dir }
    }

    /// Connects through it, as a client that knows nothing of it.
    pub async fn connect(&self) -> PgConnection {
        let options: PgConnectOptions = self.url().parse().unwrap();
        // It refuses what it does not know.
        PgConnection::connect_with(&options.extra_float_digits(None)).await.unwrap()
    }

    /// Returns the database's address through it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgresql://{}@127.0.0.1:{}/{}", Database::USER, self.port, Database::NAME)
    }
}
