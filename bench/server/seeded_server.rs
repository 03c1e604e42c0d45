//! Starts a server on a cluster of its own that is full of posts.

use std::path::PathBuf;

use hearth_client::Client;
use hearth_tests::{
    Server, ServerCommand, TestDir,
    seed::{self, Seed},
};
use sqlx::{Executor, PgPool, postgres::PgConnectOptions};

use crate::statement::{self, Statement};

/// The number of people who use it.
const PEOPLE: i32 = 100;

/// A server, and what the rows need to know of it.
pub(crate) struct SeededServer {
    pub(crate) server: Server,
    pub(crate) seed: Seed,
    /// The tokens of those who use it.
    pub(crate) tokens: Vec<String>,
    test_dir: TestDir,
}

impl SeededServer {
    /// Makes the cluster, fills it, and starts the server.
    pub(crate) async fn new(seed: Seed) -> Self {
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
    pub(crate) async fn restart(self, env: &[(&str, &str)]) -> Self {
        assert!(self.server.stop().await.status.success());
        let server_command =
            env.iter().fold(ServerCommand::on(self.test_dir.data_dir()), |server_command, (name, value)| {
                server_command.env(name, value)
            });
        Self { server: server_command.start().await, ..self }
    }

    /// Returns the directory of the cluster's socket.
    pub(crate) fn socket(&self) -> PathBuf {
        self.test_dir.data_dir().join("postgres/run")
    }

    /// Runs statements past the server.
    pub(crate) async fn execute(&self, statements: &'static str) {
        let database = PgPool::connect_with(self.server.database()).await.unwrap();
        database.execute(sqlx::raw_sql(statements)).await.unwrap();
        database.close().await;
    }

    /// Finds the main statement of each request: the one with the most text.
    pub(crate) async fn statements<const N: usize>(self, requests: [Asked<'_>; N]) -> (Self, [Statement; N]) {
        self.execute("ALTER DATABASE hearth SET log_min_duration_statement = 0").await;
        let restarted = self.restart(&[]).await;
        let log = restarted.test_dir.data_dir().join("postgres/postgres.log");
        let mut statements = Vec::new();
        for (method, path, body) in requests {
            let from = std::fs::metadata(&log).unwrap().len();
            let request =
                restarted.server.api().request(method.parse().unwrap(), path).bearer_auth(&restarted.tokens[0]);
            let request = if body.is_null() { request } else { request.json(&body) };
            let answer = hearth_tests::send(request).await;
            assert!(answer.status < 300, "{path}: {answer:?}");
            let ran = statement::logged(&log, usize::try_from(from).unwrap());
            statements.push(ran.into_iter().max_by_key(Statement::length).expect("a request runs a statement"));
        }
        restarted.execute("ALTER DATABASE hearth RESET log_min_duration_statement").await;
        (restarted.restart(&[]).await, statements.try_into().expect("one for each"))
    }
}

/// A request whose statement is wanted: method, path, and body or null.
pub(crate) type Asked<'a> = (&'a str, &'a str, serde_json::Value);

/// Fills a database before it is migrated, as one that the Python backend leaves: a row at a time, triggers would take
/// hours.
async fn fill(test_dir: &TestDir, seed: Seed) {
    std::fs::create_dir(test_dir.data_dir()).unwrap();
    let cluster = hearth_bench::cluster(&test_dir.data_dir()).await;
    let options = PgConnectOptions::new_without_pgpass()
        .socket(cluster.socket_dir())
        .username(cluster.user())
        .database(cluster.database())
        .options([("maintenance_work_mem", "512MB")]);
    let database = PgPool::connect_with(options.clone()).await.unwrap();
    database.execute(sqlx::raw_sql(include_str!("../../migrations/0001_tables.sql"))).await.unwrap();
    seed.fill_with_progress(&database, |what| eprintln!("  {what}")).await;
    eprintln!("  indexes and scores, by the migrations");
    hearth_server::database::migrate(&options).await.unwrap();
    database.execute("VACUUM ANALYZE").await.unwrap();
    database.close().await;
    cluster.stop().await.unwrap();
}
