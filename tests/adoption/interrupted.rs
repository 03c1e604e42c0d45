//! An adoption that is killed, at any moment, changes nothing for good until it is whole.

use std::time::{Duration, Instant};

use hearth_tests::{database::Database, time::PATIENCE};
use sqlx::{Connection, PgConnection};

use crate::{
    deployment::{ALEMBIC, PASSWORD, assert_same, live, posts_for},
    launch,
};

#[tokio::test]
async fn in_the_middle_of_a_step() {
    let database = deployment().await;
    // Somebody who votes keeps the server waiting between adding a column and counting votes.
    let mut voter = database.connect().await;
    let mut voting = voter.begin().await.unwrap();
    sqlx::query("LOCK TABLE votes IN ROW EXCLUSIVE MODE").execute(&mut *voting).await.unwrap();
    let server = launch(&database).spawn();
    let mut watcher = database.connect().await;
    until(&mut watcher, "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'votes'::regclass AND NOT granted)")
        .await;
    server.kill().await;

    // PostgreSQL has not noticed yet.
    let next = launch(&database);
    let (next, ()) = tokio::join!(next.start(), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        voting.commit().await.unwrap();
    });
    is_whole(&database, &next.api()).await;
}

#[tokio::test]
async fn after_any_number_of_steps() {
    let database = deployment().await;
    let mut watcher = database.connect().await;
    for steps in 0.. {
        let mut server = launch(&database).spawn();
        tokio::select! {
            () = until_migrated(&mut watcher, steps) => server.kill().await,
            ready = server.ready() => {
                ready.unwrap();
                assert!(steps > 2, "there are more migrations than that");
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

async fn is_whole(database: &Database, api: &hearth_tests::Api) {
    let token = api.login("old-2@example.com", PASSWORD).await.expect(200).json();
    let posts = api.walk("/posts/?limit=100", token["access_token"].as_str().unwrap()).await;
    assert_same(&posts, &posts_for(database, 2).await);
}

async fn until_migrated(watcher: &mut PgConnection, steps: i64) {
    until(watcher, "SELECT to_regclass('_sqlx_migrations') IS NOT NULL").await;
    until(watcher, &format!("SELECT count(*) >= {steps} FROM _sqlx_migrations")).await;
}

async fn until(watcher: &mut PgConnection, condition: &str) {
    let deadline = Instant::now() + PATIENCE;
    while !sqlx::query_scalar::<_, bool>(sqlx::AssertSqlSafe(condition)).fetch_one(&mut *watcher).await.unwrap() {
        assert!(Instant::now() < deadline, "not within {PATIENCE:?}: {condition}");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}
