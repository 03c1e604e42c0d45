//! Tests what the owner has set for the sessions of a database or a role: isolation, time limits, a database that takes
//! no changes.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use hearth_tests::{Api, Database, Server, ServerCommand, TestDir, User};
use serde_json::json;

use crate::server_on;

async fn server_command() -> (Database, ServerCommand, TestDir) {
    let (database, home) = (Database::start().await, TestDir::new());
    let server_command = server_on(&home, &database.url());
    (database, server_command, home)
}

async fn put(api: &Api, user: &User, post: i32, title: &str) -> u16 {
    let body = json!({ "title": title, "content": "c" });
    api.put(&format!("/posts/{post}"), Some(&user.token), &body).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owners_isolation_makes_no_change_fail() {
    for isolation in ["repeatable read", "serializable"] {
        let (database, server_command, _home) = server_command().await;
        database.execute(&format!("ALTER DATABASE social SET default_transaction_isolation = '{isolation}'")).await;
        let server = server_command.start().await;
        let (api, user) = (server.api(), server.user().await);
        let post = user.post("Everybody's").await;
        for round in 0..10 {
            let titles: Vec<_> = (0..8).map(|number| format!("{round}.{number}")).collect();
            let answers = join_all(titles.iter().map(|title| put(&api, &user, post, title))).await;
            assert_eq!(answers, [200; 8], "{isolation}");
        }
    }
}

/// Applies all settings at once: what keeps a server out, or fails a request, must not.
#[tokio::test]
async fn settings_for_other_programs_play_no_part() {
    let (database, server_command, _home) = server_command().await;
    for setting in [
        "statement_timeout = 1",
        "lock_timeout = 1",
        "standard_conforming_strings = off",
        "bytea_output = 'escape'",
        "\"DateStyle\" = 'German'",
        "\"TimeZone\" = 'Asia/Kathmandu'",
        "\"IntervalStyle\" = 'sql_standard'",
        "extra_float_digits = -15",
        "default_transaction_deferrable = on",
        "row_security = off",
        "enable_indexscan = off",
        "client_encoding = 'LATIN1'",
        "plan_cache_mode = 'force_custom_plan'",
    ] {
        database.execute(&format!("ALTER DATABASE social SET {setting}")).await;
    }
    let server = server_command.start().await;
    let user = server.user().await;
    let post = user.post("Grüße 😀").await;
    let read = server.api().get(&format!("/posts/{post}"), Some(&user.token)).await.expect(200).json();
    assert_eq!(read["title"], "Grüße 😀");
    assert!(read["created_at"].as_str().unwrap().ends_with('Z'), "{read}");
    let _ = server.api().login(&user.email, &user.password).await.expect(200);
}

async fn ready(server: &Server) -> u16 {
    server.api().get("/health/ready", None).await.status
}

#[tokio::test]
async fn recovers_from_a_read_only_database() {
    const READ_ONLY: &str = "ALTER DATABASE social SET default_transaction_read_only = on";
    const END: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                       WHERE datname = 'social' AND pid <> pg_backend_pid()";
    let (database, server_command, _home) = server_command().await;
    let server = server_command.start().await;
    let (api, user) = (server.api(), server.user().await);
    let post = user.post("Before").await;
    assert_eq!(ready(&server).await, 200);

    database.execute(READ_ONLY).await;
    database.execute(END).await;
    // The connections of before are gone, which is seen by who uses one.
    let _ = api.get("/posts/", Some(&user.token)).await.expect(200);
    for _ in 0..3 {
        let body = json!({ "title": "Meanwhile", "content": "c" });
        let refused = api.put(&format!("/posts/{post}"), Some(&user.token), &body).await.expect(503);
        assert_eq!(refused.header("retry-after"), "1");
        assert!(refused.detail().as_str().unwrap().contains("takes no changes"), "{refused:?}");
        let _ = api.post("/vote/", Some(&user.token), &json!({ "post_id": post, "dir": 1 })).await.expect(503);
        assert_eq!(ready(&server).await, 503);
        let _ = api.get("/posts/", Some(&user.token)).await.expect(200);
        let _ = join_all((0..8).map(|_| put(&api, &user, post, "Meanwhile"))).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    // A server that starts meanwhile reads.
    let second = server_command.start().await;
    let _ = second.api().get("/posts/", Some(&user.token)).await.expect(200);
    assert_eq!(ready(&second).await, 503);
    tokio::time::sleep(Duration::from_millis(1500)).await;

    // A session of its own, which begins read-only too.
    database.execute("BEGIN READ WRITE; ALTER DATABASE social RESET default_transaction_read_only; COMMIT").await;
    for server in [&server, &second] {
        assert_eq!(ready(server).await, 200);
        let answers = join_all((0..8).map(|_| async { put(&server.api(), &user, post, "After").await })).await;
        assert_eq!(answers, [200; 8], "none of the old connections is used");
    }
}

#[tokio::test]
async fn tables_that_are_altered_meanwhile_cost_no_request() {
    let (database, server_command, _home) = server_command().await;
    let server = server_command.start().await;
    let user = server.user().await;
    let post = user.post("Altered").await;
    let path = format!("/posts/{post}");
    for _ in 0..2 {
        let _ = server.api().get(&path, Some(&user.token)).await.expect(200);
    }
    tokio::time::sleep(Duration::from_millis(1100)).await;
    database.execute("ALTER TABLE posts ALTER content TYPE TEXT, ADD COLUMN tag TEXT").await;
    let _ = server.api().get(&path, Some(&user.token)).await.expect(200);
    assert_eq!(put(&server.api(), &user, post, "And written").await, 200);
}

/// Takes rights away, which are the owner's to give back.
#[tokio::test]
async fn missing_privileges_are_no_server_error() {
    let (database, server_command, _home) = server_command().await;
    drop(server_command.start().await);
    database
        .execute(&format!(
            "CREATE ROLE clerk LOGIN PASSWORD '{}'; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO clerk;
             GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO clerk",
            Database::PASSWORD
        ))
        .await;
    let server = server_command.env("DATABASE_URL", database.url_of(Database::NAME, "clerk")).start().await;
    let user = server.user().await;
    let post = user.post("Written by a clerk").await;
    database.execute("REVOKE INSERT, UPDATE ON posts FROM clerk; REVOKE DELETE ON hearth_events FROM clerk").await;
    let began = Instant::now();
    assert_eq!(put(&server.api(), &user, post, "Refused").await, 503);
    let body = json!({ "title": "Refused", "content": "c" });
    let refused = server.api().post("/posts/", Some(&user.token), &body).await.expect(503);
    assert_eq!(refused.header("retry-after"), "1");
    assert_eq!(ready(&server).await, 503);
    assert!(server.stderr().contains("permission denied for table posts"), "{}", server.stderr());
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn row_level_security_causes_no_server_error() {
    let (database, server_command, _home) = server_command().await;
    drop(server_command.start().await);
    database
        .execute(&format!(
            "CREATE ROLE clerk LOGIN PASSWORD '{}'; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO clerk;
             GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO clerk;
             ALTER TABLE posts ENABLE ROW LEVEL SECURITY;
             CREATE POLICY decent ON posts USING (title NOT LIKE 'Hidden%')",
            Database::PASSWORD
        ))
        .await;
    let server = server_command.env("DATABASE_URL", database.url_of(Database::NAME, "clerk")).start().await;
    let user = server.user().await;
    let post = user.post("Seen").await;
    let hidden = json!({ "title": "Hidden", "content": "c" });
    for answer in [
        server.api().post("/posts/", Some(&user.token), &hidden).await,
        server.api().put(&format!("/posts/{post}"), Some(&user.token), &hidden).await,
    ] {
        let _ = answer.expect(422);
    }
    database.execute(&format!("INSERT INTO posts (title, content, owner_id) VALUES ('Hidden', '', {})", user.id)).await;
    let feed = server.api().get("/posts/", Some(&user.token)).await.expect(200).json();
    assert_eq!(feed.as_array().unwrap().len(), 1);
}
