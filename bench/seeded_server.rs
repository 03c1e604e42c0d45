//! Starts a server on a cluster of its own that is full of posts.

use std::path::PathBuf;

use hearth_client::Client;
use hearth_tests::{
    Server, ServerCommand, TestDir,
    seed::{self, Seed},
};
use sqlx::{Executor, PgPool, postgres::PgConnectOptions};

/// The number of people who use it.
const PEOPLE: i32 = 100;

/// A server, and what measurements need to know of it.
pub struct SeededServer {
    /// The server.
    pub server: Server,
    /// What its database was filled with.
    pub seed: Seed,
    /// The tokens of those who use it.
    pub tokens: Vec<String>,
    test_dir: TestDir,
}

#[allow(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "a measurement that cannot be taken is all there is to say"
)]
impl SeededServer {
    /// Makes the cluster, fills it, and starts the server.
    pub async fn new(seed: Seed) -> Self {
        let test_dir = TestDir::new();
        fill(&test_dir, seed).await;
        let server = Server::start(test_dir.data_dir()).await;
        let client = Client::remote(&server.address()).unwrap();
        let mut tokens = Vec::new();
        for person in 1..=PEOPLE.min(seed.users) {
            let login = hearth_api::Login { username: seed::email(person), password: seed::PASSWORD.to_owned() };
            tokens.push(client.login(&login).await.unwrap().access_token);
        }
        Self { server, seed, tokens, test_dir }
    }

    /// Starts the server anew, with this in its environment.
    pub async fn restart(self, env: &[(&str, &str)]) -> Self {
        assert!(self.server.stop().await.status.success());
        let server_command =
            env.iter().fold(ServerCommand::on(self.test_dir.data_dir()), |server_command, (name, value)| {
                server_command.env(name, value)
            });
        Self { server: server_command.start().await, ..self }
    }

    /// Returns the server's data directory.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.test_dir.data_dir()
    }

    /// Returns the directory of the cluster's socket.
    #[must_use]
    pub fn socket(&self) -> PathBuf {
        self.test_dir.data_dir().join("postgres/run")
    }

    /// Runs statements past the server.
    pub async fn execute(&self, statements: &'static str) {
        let database = PgPool::connect_with(self.server.database()).await.unwrap();
        database.execute(sqlx::raw_sql(statements)).await.unwrap();
        database.close().await;
    }
}

/// Fills a database before it is migrated, as one that the Python backend leaves: a row at a time, triggers would take
/// hours.
#[allow(clippy::unwrap_used, reason = "a measurement that cannot be taken is all there is to say")]
async fn fill(test_dir: &TestDir, seed: Seed) {
    std::fs::create_dir(test_dir.data_dir()).unwrap();
    let cluster = crate::cluster(&test_dir.data_dir()).await;
    let options = PgConnectOptions::new_without_pgpass()
        .socket(cluster.socket_dir())
        .username(cluster.user())
        .database(cluster.database())
        .options([("maintenance_work_mem", "512MB")]);
    let database = PgPool::connect_with(options.clone()).await.unwrap();
    database.execute(sqlx::raw_sql(include_str!("../migrations/0001_tables.sql"))).await.unwrap();
    seed.fill_with_progress(&database, |what| eprintln!("  {what}")).await;
    eprintln!("  indexes and scores, by the migrations");
    hearth_server::database::migrate(&options.into()).await.unwrap();
    database.execute("VACUUM ANALYZE").await.unwrap();
    database.close().await;
    cluster.stop().await.unwrap();
}
