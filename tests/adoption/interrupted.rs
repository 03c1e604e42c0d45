//! Tests that an adoption that is killed, at any moment, changes nothing for good until it is whole.

use std::time::{Duration, Instant};

use hearth_tests::{Api, CONDITION_TIMEOUT, Database};
use sqlx::{Connection, PgConnection};

use crate::{
    deployment::{ALEMBIC, PASSWORD, assert_same, live, posts_for, schema},
    server_command,
};

#[tokio::test]
async fn resumes_after_an_interrupted_migration() {
    let database = deployment().await;
    let before = schema(&database).await;
    // Whoever makes the same extension makes the server wait, between its first step and its last.
    let mut other = database.connect().await;
    let mut other = other.begin().await.unwrap();
    sqlx::query("CREATE EXTENSION pg_trgm").execute(&mut *other).await.unwrap();
    let server = server_command(&database).spawn();
    let mut watcher = database.connect().await;
    until(&mut watcher, "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)").await;
    server.kill().await;

    // PostgreSQL has not noticed yet.
    let next = server_command(&database);
    let (next, ()) = tokio::join!(next.start(), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(schema(&database).await, before);
        other.rollback().await.unwrap();
    });
    is_whole(&database, &next.api()).await;
}

#[tokio::test]
async fn resumes_after_a_kill_at_any_moment() {
    let database = deployment().await;
    for moments in 0.. {
        let mut server = server_command(&database).spawn();
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(30 * moments)) => server.kill().await,
            ready = server.ready() => {
                ready.unwrap();
                return is_whole(&database, &server.api()).await;
            }
        }
    }
}

async fn deployment() -> Database {
    let database = Database::start().await;
    database.execute(ALEMBIC).await;
    live(&database).await;
    database
}

async fn is_whole(database: &Database, api: &Api) {
    let token = api.login("old-2@example.com", PASSWORD).await.expect(200).json();
    let posts = api.walk("/posts/?limit=100", token["access_token"].as_str().unwrap()).await;
    assert_same(&posts, &posts_for(database, 2).await);
}

async fn until(watcher: &mut PgConnection, condition: &str) {
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    while !sqlx::query_scalar::<_, bool>(sqlx::AssertSqlSafe(condition)).fetch_one(&mut *watcher).await.unwrap() {
        assert!(Instant::now() < deadline, "not within {CONDITION_TIMEOUT:?}: {condition}");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}
