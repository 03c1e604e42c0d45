//! Tests databases that give few connections: behind PgBouncer, or by a limit of the role.

use std::time::Duration;

use futures_util::future::join_all;
use hearth_tests::{Database, PgBouncer, Server, TestDir};
use sqlx::{Executor, Row};

use crate::server_on;

/// Checks that many write, read and search at once: each of them waits for a turn, and nobody is refused.
async fn serves_many_at_once(server: &Server) {
    let users = join_all((0..8).map(|_| server.user())).await;
    let api = server.api();
    let requests = (0..200).map(|number| {
        let (api, user) = (api.clone(), &users[number % users.len()]);
        async move {
            if number % 4 == 0 {
                user.post(&format!("Number {number}")).await;
            }
            let path = if number % 3 == 0 { format!("/posts/?search=number+{number}") } else { "/posts/".to_owned() };
            (api.get(&path, Some(&user.token)).await.status, path)
        }
    });
    let refused: Vec<_> = join_all(requests).await.into_iter().filter(|(status, _)| *status != 200).collect();
    assert!(refused.is_empty(), "{refused:?}: {}", server.stderr());
}

/// Checks that events come too, for which the server needs a connection of its own.
async fn tells_events(server: &Server) {
    let (reader, writer) = (server.user().await, server.user().await);
    let mut events = reader.client.events();
    let first = tokio::spawn(async move { events.next().await });
    let heard = async {
        while !first.is_finished() {
            writer.post("Told").await;
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), heard).await.expect("an event comes");
}

#[tokio::test]
async fn session_pooling_serves_many_clients() {
    let (database, home) = (Database::start().await, TestDir::new());
    let pooler = PgBouncer::start(&database, "session", 5).await;
    let server = server_on(&home, &pooler.url()).env("HEARTH_DATABASE_CONNECTIONS", "5").start().await;
    serves_many_at_once(&server).await;
    tells_events(&server).await;
    assert!(server.stop().await.status.success());
    // Without the setting it learns how many there are.
    let server = server_on(&home, &pooler.url()).start().await;
    serves_many_at_once(&server).await;
    tells_events(&server).await;
}

/// Has two servers share fewer sessions than they have connections, with a client of another kind in between, which leaves its
/// settings and its prepared statements behind.
#[tokio::test]
async fn transaction_pooling_serves_many_clients() {
    let (database, home) = (Database::start().await, TestDir::new());
    let pooler = PgBouncer::start(&database, "transaction", 5).await;
    let mut other = pooler.connect().await;
    other.execute("SET statement_timeout = 20; SET jit_above_cost = 0; PREPARE other AS SELECT 1").await.unwrap();

    let server = server_on(&home, &pooler.url()).start().await;
    let past = server_on(&home, &pooler.url()).env("HEARTH_EVENTS_DATABASE_URL", database.url()).start().await;
    tokio::join!(serves_many_at_once(&server), serves_many_at_once(&past));
    tells_events(&server).await;
    let listening = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'";
    assert_eq!(database.value::<i64>(listening).await, 0, "nobody hears through the pooler");
    tells_events(&past).await;
    assert!(server.stderr().contains("events come within 2 seconds"), "{}", server.stderr());
    assert!(!past.stderr().contains("events come within 2 seconds"), "{}", past.stderr());

    // What each shows is what the other has written a moment before.
    let user = server.user().await;
    for number in 0..10 {
        let title = format!("Written {number}");
        user.post(&title).await;
        let page = past.api().get("/posts/?limit=1", Some(&user.token)).await;
        assert_eq!(page.titles(), [title]);
    }
    // Whoever shares the pooler finds no settings of ours.
    let mut stranger = pooler.connect().await;
    for _ in 0..20 {
        let row = stranger.fetch_one("SELECT current_setting('enable_seqscan')").await.unwrap();
        assert_eq!(row.get::<String, _>(0), "on");
    }
    let left = "SELECT count(*) FROM pg_prepared_statements WHERE name <> 'other'";
    assert_eq!(stranger.fetch_one(left).await.unwrap().get::<i64, _>(0), 0);
    assert!(past.stop().await.status.success());
    assert!(server.stop().await.status.success());
}

/// The pooler's sessions are cut off, as those of a primary that is restarted: nothing fails that can be done once more.
#[tokio::test]
async fn transaction_pooling_survives_lost_sessions() {
    let (database, home) = (Database::start().await, TestDir::new());
    let pooler = PgBouncer::start(&database, "transaction", 5).await;
    let server = server_on(&home, &pooler.url()).start().await;
    let user = server.user().await;
    for round in 0..5 {
        user.post(&format!("Round {round}")).await;
        let end = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'social' \
                   AND pid <> pg_backend_pid()";
        database.execute(end).await;
        assert_eq!(server.api().get("/posts/?limit=1", Some(&user.token)).await.titles(), [format!("Round {round}")]);
        serves_many_at_once(&server).await;
    }
}

#[tokio::test]
async fn statement_pooling_is_refused_by_name() {
    let (database, home) = (Database::start().await, TestDir::new());
    let pooler = PgBouncer::start(&database, "statement", 5).await;
    // Whoever has migrated the tables elsewhere meets it later.
    for migrated in [false, true] {
        if migrated {
            assert!(server_on(&home, &database.url()).start().await.stop().await.status.success());
        }
        let refused = server_on(&home, &pooler.url()).try_start().await.err().unwrap();
        refused.expect_refusal("transaction blocks not allowed in statement pooling mode");
        refused.expect_refusal("pool_mode=transaction");
    }
}

#[tokio::test]
async fn a_setting_that_a_pooler_refuses_is_named() {
    let (database, home) = (Database::start().await, TestDir::new());
    let pooler = PgBouncer::start(&database, "session", 5).await;
    let url = format!("{}?options=-c%20search_path=public", pooler.url());
    let refused = server_on(&home, &url).try_start().await.err().unwrap();
    refused.expect_refusal("unsupported startup parameter: options. A connection pooler in front of it refuses this.");
}

#[tokio::test]
async fn a_role_with_few_connections_serves_many() {
    let (database, home) = (Database::start().await, TestDir::new());
    database
        .execute("CREATE ROLE few LOGIN PASSWORD 'few' CONNECTION LIMIT 5; ALTER DATABASE social OWNER TO few")
        .await;
    let url = format!("postgresql://few:few@127.0.0.1:{}/social", database.port());
    let server = server_on(&home, &url).start().await;
    serves_many_at_once(&server).await;
    tells_events(&server).await;
    let reader = server.user().await;
    // It goes on to do so where there are fewer than it had, and whoever is first takes them.
    database.execute("ALTER ROLE few CONNECTION LIMIT 2").await;
    database.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'few'").await;
    // A write on a connection that broke a moment ago is refused with 503: nobody knows whether it was done. A read is
    // tried again, and tells the server to doubt its other connections.
    assert_eq!(server.api().get("/posts/", Some(&reader.token)).await.status, 200);
    serves_many_at_once(&server).await;
}

#[tokio::test]
async fn respects_the_connection_limit() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).env("HEARTH_DATABASE_CONNECTIONS", "3").start().await;
    let watched = server.user().await;
    let mut events = watched.client.events();
    let watching = tokio::spawn(async move { while events.next().await.is_ok() {} });
    let many = serves_many_at_once(&server);
    let counted = async {
        let mut most = 0;
        for _ in 0..20 {
            let count = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'social' AND pid <> pg_backend_pid()";
            let row = sqlx::query(count).fetch_one(&mut database.connect().await).await.unwrap();
            most = most.max(row.get::<i64, _>(0));
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        most
    };
    let ((), most) = tokio::join!(many, counted);
    watching.abort();
    assert!((2..=3).contains(&most), "{most}");
}
