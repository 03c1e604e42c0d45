//! Tests events where several servers share a database, and where one restarts.

use std::time::Duration;

use hearth_client::{Event, Events};
use hearth_tests::{Database, Server, ServerCommand, TestDir, User};
use sqlx::{Connection, Executor, PgConnection};
use tokio::time::timeout;

use crate::SECRET;

fn server_command(database: &Database) -> ServerCommand {
    ServerCommand::without_data_dir().env("SECRET_KEY", SECRET).env("DATABASE_URL", database.url())
}

async fn next(events: &mut Events) -> Event {
    timeout(Duration::from_secs(20), events.next()).await.expect("an event comes").unwrap()
}

#[tokio::test]
async fn what_one_server_writes_another_tells() {
    let database = Database::start().await;
    let server_command = server_command(&database);
    let (here, there) = (server_command.start().await, server_command.start().await);
    let (author, reader) = (here.user().await, there.user().await);
    let mut events = reader.client.events();
    assert_eq!(next(&mut events).await, Event::Reset);
    // One after the other, so that the first is there before anybody watches for sure.
    let first = author.post("The first").await;
    loop {
        let Event::Created(created) = next(&mut events).await else { panic!("only posts are made") };
        if created.post_id == first {
            break;
        }
    }
    let mut written = Vec::new();
    for number in 0..50 {
        let through = if number % 2 == 0 { &author } else { &reader };
        written.push(through.post(&format!("Number {number}")).await);
    }
    let mut told = Vec::new();
    while told.len() < written.len() {
        let Event::Created(created) = next(&mut events).await else { panic!("only posts are made") };
        told.push(created.post_id);
    }
    assert_eq!(told, written, "each once, in order");
}

#[tokio::test]
async fn a_watcher_misses_nothing_while_the_server_restarts() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server_command = server_command(&database).env("HOME", home.path());
    let (staying, restarting) = (server_command.start().await, server_command.start().await);
    let address = restarting.address();
    let (author, reader) = (staying.user().await, restarting.user().await);
    let mut events = reader.client.events();
    assert_eq!(next(&mut events).await, Event::Reset);
    let before = author.post("Before").await;
    while !matches!(next(&mut events).await, Event::Created(post) if post.post_id == before) {}

    let ended = restarting.stop().await;
    assert!(ended.status.success() && !ended.stderr.contains("did not finish"), "{ended:?}");
    let meanwhile = author.post("Meanwhile").await;
    let restarted: Server = server_command.listen(address.trim_start_matches("http://")).start().await;
    let after = author.post("After").await;
    for post in [meanwhile, after] {
        assert!(matches!(next(&mut events).await, Event::Created(created) if created.post_id == post));
    }
    drop(restarted);
}

/// Signs a user up who watches from now on.
async fn watch(server: &Server) -> (User, Events) {
    let reader = server.user().await;
    let mut events = reader.client.events();
    assert_eq!(next(&mut events).await, Event::Reset);
    let first = reader.post("A beginning").await;
    while !matches!(next(&mut events).await, Event::Created(post) if post.post_id == first) {}
    (reader, events)
}

async fn told_soon(events: &mut Events, post: i32) {
    let told = timeout(Duration::from_secs(5), events.next()).await.expect("it does not wait for others").unwrap();
    assert!(matches!(told, Event::Created(created) if created.post_id == post), "{told:?}");
}

/// Checks that what runs for hours, in this database or another one, such as a report, an import or a backup, delays no
/// event.
#[tokio::test]
async fn open_transactions_delay_no_event() {
    let database = Database::start().await;
    database.execute("CREATE DATABASE other").await;
    let mut other = PgConnection::connect(&database.url_of("other", Database::USER)).await.unwrap();
    other.execute("CREATE TABLE t (n INTEGER); BEGIN; INSERT INTO t VALUES (1)").await.unwrap();
    let server = server_command(&database).start().await;
    let mut ours = database.connect().await;
    ours.execute("CREATE TABLE report (n INTEGER); BEGIN; INSERT INTO report VALUES (1)").await.unwrap();

    let (author, mut events) = watch(&server).await;
    let post = author.post("Told all the same").await;
    told_soon(&mut events, post).await;
    // Who comes back is told what was committed meanwhile, however early it began.
    let late = format!("INSERT INTO posts (title, content, owner_id) VALUES ('Late', '', {}) RETURNING id", author.id);
    let late: i32 = sqlx::query_scalar(sqlx::AssertSqlSafe(late)).fetch_one(&mut ours).await.unwrap();
    let post = author.post("Between").await;
    told_soon(&mut events, post).await;
    ours.execute("COMMIT").await.unwrap();
    told_soon(&mut events, late).await;
    let post = author.post("After").await;
    told_soon(&mut events, post).await;
    other.execute("ROLLBACK").await.unwrap();
}

#[tokio::test]
async fn forgotten_prepared_transaction_delays_no_event() {
    let database = Database::start_with(&["max_prepared_transactions=2"]).await;
    let server = server_command(&database).start().await;
    let user = server.user().await;
    database
        .execute(&format!(
            "BEGIN; INSERT INTO posts (title, content, owner_id) VALUES ('Forgotten', '', {}); PREPARE TRANSACTION 'it'",
            user.id
        ))
        .await;
    let (author, mut events) = watch(&server).await;
    let post = author.post("Told all the same").await;
    told_soon(&mut events, post).await;
    database.execute("COMMIT PREPARED 'it'").await;
    assert!(matches!(next(&mut events).await, Event::Created(created) if created.owner_id == user.id));
}

/// Checks that a client that was away meets each event once: those that began before it left and were committed since,
/// too.
#[tokio::test]
async fn reconnecting_client_gets_late_commits() {
    let database = Database::start().await;
    let server_command = server_command(&database);
    let (staying, restarting) = (server_command.start().await, server_command.start().await);
    let address = restarting.address();
    let (reader, mut events) = watch(&restarting).await;
    let author = reader.at(&staying.address());
    let mut open = database.connect().await;
    open.execute("BEGIN").await.unwrap();
    let late = format!("INSERT INTO posts (title, content, owner_id) VALUES ('Late', '', {}) RETURNING id", author.id);
    let late: i32 = sqlx::query_scalar(sqlx::AssertSqlSafe(late)).fetch_one(&mut open).await.unwrap();
    let before = author.post("Before").await;
    told_soon(&mut events, before).await;
    assert!(restarting.stop().await.status.success());
    let meanwhile = author.post("Meanwhile").await;
    open.execute("COMMIT").await.unwrap();
    let _restarted = server_command.listen(address.trim_start_matches("http://")).start().await;
    let mut told = Vec::new();
    for _ in 0..2 {
        let Event::Created(created) = next(&mut events).await else { panic!("only posts are made") };
        told.push(created.post_id);
    }
    assert_eq!(told, [late, meanwhile]);
    let after = author.post("After").await;
    told_soon(&mut events, after).await;
}
