//! Tests a database that cannot be reached while the server runs, in each way that there is: the client is told to come
//! back, and finds everything well once the database is.

use std::time::{Duration, Instant};

use hearth_tests::{CONDITION_TIMEOUT, Database, DatabaseProxy, DatabaseRoute, Server, TestDir, User, ask_for_all};
use sqlx::{Connection, PgConnection};

use crate::server_on;

async fn ready(server: &Server) -> u16 {
    server.api().get("/health/ready", None).await.status
}

/// Checks that all that a client may ask for is answered with 503, soon.
async fn is_away(server: &Server, user: &User, why: &str) {
    let began = Instant::now();
    for answer in ask_for_all(server, user).await {
        assert_eq!((answer.status, answer.header("retry-after")), (503, "1"), "{why}: {answer:?}");
    }
    // One attempt begins within ten seconds at the latest, and is given up after five.
    assert!(began.elapsed() < Duration::from_secs(20), "{why}: {:?}", began.elapsed());
}

async fn is_back(server: &Server, user: &User, why: &str) {
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    while ready(server).await != 200 {
        assert!(Instant::now() < deadline, "it does not recover: {why}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    user.post("It is well again").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn recovers_behind_a_failing_proxy() {
    let (database, home) = (Database::start().await, TestDir::new());
    let proxy = DatabaseProxy::to(&database).await;
    let server = server_on(&home, &proxy.url(&database)).start().await;
    let user = server.user().await;
    user.post("Before").await;
    for fault in [
        DatabaseRoute::Closes,
        DatabaseRoute::AnswersZero,
        DatabaseRoute::SpeaksHttp,
        DatabaseRoute::IsFull,
        DatabaseRoute::IsSilent,
    ] {
        let why = format!("{fault:?}");
        proxy.lead(fault);
        proxy.cut();
        is_away(&server, &user, &why).await;
        proxy.lead(DatabaseRoute::To(database.port()));
        proxy.cut();
        is_back(&server, &user, &why).await;
    }
}

/// Has the owner do things to the database or the role, and undo them.
#[tokio::test(flavor = "multi_thread")]
async fn recovers_from_what_its_owner_does() {
    const END: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'clerk'";
    let (database, home) = (Database::start().await, TestDir::new());
    database.execute("CREATE DATABASE aside").await;
    let role = format!(
        "CREATE ROLE clerk LOGIN PASSWORD '{}'; GRANT ALL ON SCHEMA public TO clerk; GRANT CREATE ON DATABASE social TO clerk",
        Database::PASSWORD
    );
    database.execute(&role).await;
    let server = server_on(&home, &database.url_of(Database::NAME, "clerk")).start().await;
    let user = server.user().await;
    let mut admin = PgConnection::connect(&database.url_of("aside", Database::USER)).await.unwrap();
    for (fault, mended) in [
        ("ALTER DATABASE social ALLOW_CONNECTIONS off", "ALTER DATABASE social ALLOW_CONNECTIONS on"),
        ("ALTER ROLE clerk NOLOGIN", "ALTER ROLE clerk LOGIN"),
        ("ALTER ROLE clerk PASSWORD 'changed'", &format!("ALTER ROLE clerk PASSWORD '{}'", Database::PASSWORD)),
        ("ALTER ROLE clerk CONNECTION LIMIT 0", "ALTER ROLE clerk CONNECTION LIMIT -1"),
    ] {
        run(&mut admin, fault).await;
        run(&mut admin, END).await;
        is_away(&server, &user, fault).await;
        run(&mut admin, mended).await;
        is_back(&server, &user, fault).await;
    }
    assert!(!server.stderr().contains(Database::PASSWORD));
}

async fn run(admin: &mut PgConnection, sql: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(admin).await.unwrap();
}
