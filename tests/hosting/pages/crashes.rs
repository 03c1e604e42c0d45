//! Tests cached pages and a database that crashes.

use std::time::Duration;

use futures_util::future::join_all;
use hearth_tests::{
    CONDITION_TIMEOUT, Server, TestDir, eventually,
    processes::{is_alive, kill},
};
use rustix::process::Signal;
use sqlx::{Connection, PgConnection};
use tokio::time::{sleep, timeout};

use super::{FEED, get};

/// Checks a page after a crash: PostgreSQL gives numbers of transactions a second time whose end it lost.
#[tokio::test]
async fn cached_page_does_not_outlive_a_database_crash() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    let (author, api) = (server.user().await, server.api());
    let _ = author.post("Kept").await;
    let mut other = PgConnection::connect_with(&server.database()).await.unwrap();
    // What is not waited for is not on the disk for as long.
    sqlx::raw_sql("ALTER SYSTEM SET wal_writer_delay = '10s'").execute(&mut other).await.unwrap();
    sqlx::raw_sql("SELECT pg_reload_conf(); SET synchronous_commit = off").execute(&mut other).await.unwrap();
    sleep(Duration::from_secs(1)).await;
    sqlx::raw_sql("SELECT pg_switch_wal(); CHECKPOINT").execute(&mut other).await.unwrap();
    for _ in 0..50 {
        sqlx::raw_sql("SELECT pg_current_xact_id()").execute(&mut other).await.unwrap();
    }
    sqlx::raw_sql("UPDATE posts SET title = 'Lost'").execute(&mut other).await.unwrap();
    let lost = next_transaction(&mut other).await;
    assert_eq!(get(&api, FEED, &author).await.json()[0]["Post"]["title"], "Lost");
    assert_eq!(get(&api, FEED, &author).await.json()[0]["Post"]["title"], "Lost");
    assert_eq!(next_transaction(&mut other).await, lost, "nobody has written since");

    crash(&server).await;
    let mut other = connect_again(&server).await;
    let title: String = sqlx::query_scalar("SELECT title FROM posts").fetch_one(&mut other).await.unwrap();
    assert_eq!(title, "Kept", "the change was lost");
    while next_transaction(&mut other).await < lost {
        sqlx::raw_sql("SELECT pg_current_xact_id()").execute(&mut other).await.unwrap();
    }
    assert_eq!(next_transaction(&mut other).await, lost, "the numbers are given again");
    assert_eq!(get(&api, FEED, &author).await.json()[0]["Post"]["title"], "Kept");
}

#[tokio::test]
async fn readers_wait_while_postgres_restarts() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    let (author, api) = (server.user().await, server.api());
    let post = author.post("Kept").await;
    let one = format!("/posts/{post}");
    let paths = [FEED, &one, "/me", "/posts/?search=kept", "/me/drafts", "/users/1/posts", "/users/1"];
    let read = || join_all(paths.iter().cycle().take(40).map(|path| get(&api, path, &author)));
    for _ in 0..3 {
        let _ = read().await;
        crash(&server).await;
        let _ = read().await;
    }
}

/// Kills PostgreSQL, which the server then starts again.
async fn crash(server: &Server) {
    let postgres = server.postgres();
    kill(postgres[0], Signal::KILL);
    eventually("PostgreSQL is gone", || !postgres.iter().any(|pid| is_alive(*pid))).await;
}

async fn connect_again(server: &Server) -> PgConnection {
    let connected = async {
        loop {
            match PgConnection::connect_with(&server.database()).await {
                Ok(connection) => return connection,
                Err(_) => sleep(Duration::from_millis(5)).await,
            }
        }
    };
    timeout(CONDITION_TIMEOUT, connected).await.expect("PostgreSQL is back")
}

/// The number that the next transaction gets which writes; where none is running.
async fn next_transaction(database: &mut PgConnection) -> i64 {
    let next = "SELECT pg_snapshot_xmax(pg_current_snapshot())::TEXT::BIGINT";
    sqlx::query_scalar(next).fetch_one(database).await.unwrap()
}
