//! Tests the sessions of accounts as a host meets them: several servers, proxies, limits.

use hearth_tests::{Answer, Api, Database, ServerCommand, TestDir, User, send};
use reqwest::Method;
use serde_json::{Value, json};

use crate::server_on;

async fn login(api: &Api, user: &User) -> String {
    let token = api.login(&user.email, &user.password).await.expect(200).json();
    token["access_token"].as_str().unwrap().to_owned()
}

/// Sends a request through a proxy, for the client at this address.
async fn from_address(api: &Api, path: &str, token: &str, address: &str) -> Answer {
    send(api.request(Method::GET, path).bearer_auth(token).header("X-Forwarded-For", address)).await
}

fn current(sessions: &Value) -> &Value {
    sessions.as_array().unwrap().iter().find(|session| session["current"] == true).unwrap()
}

#[tokio::test]
async fn a_session_ends_at_every_server_of_a_database() {
    let (database, home) = (Database::start().await, TestDir::new());
    let command = server_on(&home, &database.url());
    let (first, second) = (command.start().await, command.start().await);
    let user = first.user().await;
    let post = user.post("Seen by both").await;
    let elsewhere = login(&second.api(), &user).await;
    // Each has the page in its cache.
    for server in [&first, &second] {
        let _ = server.api().get("/posts/", Some(&elsewhere)).await.expect(200);
    }
    let sessions = first.api().get("/me/sessions", Some(&elsewhere)).await.expect(200).json();
    let id = current(&sessions)["id"].as_str().unwrap();
    let _ = first.api().delete(&format!("/me/sessions/{id}"), Some(&user.token)).await.expect(204);
    for server in [&first, &second] {
        let _ = server.api().get("/posts/", Some(&elsewhere)).await.expect(401);
        let vote = json!({ "post_id": post, "dir": 1 });
        let _ = server.api().post("/vote/", Some(&elsewhere), &vote).await.expect(401);
        let _ = server.api().get("/posts/", Some(&user.token)).await.expect(200);
    }
}

#[tokio::test]
async fn of_too_many_sessions_the_oldest_end() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let (api, user) = (server.api(), server.user().await);
    let mut last = String::new();
    for _ in 0..100 {
        last = login(&api, &user).await;
    }
    let _ = api.get("/me", Some(&user.token)).await.expect(401);
    let sessions = api.get("/me/sessions", Some(&last)).await.expect(200).json();
    assert_eq!(sessions.as_array().unwrap().len(), 100);
}

#[tokio::test]
async fn tells_where_a_session_was_seen_last() {
    let test_dir = TestDir::new();
    let command = ServerCommand::on(test_dir.data_dir()).env("HEARTH_TRUSTED_PROXIES", "127.0.0.1");
    let server = command.start().await;
    let (api, user) = (server.api(), server.user().await);
    let database = sqlx::PgPool::connect_with(server.database()).await.unwrap();
    sqlx::query("UPDATE hearth_sessions SET last_seen_at = '2020-01-01'").execute(&database).await.unwrap();
    let _ = from_address(&api, "/me", &user.token, "203.0.113.9, 127.0.0.1").await.expect(200);
    database.close().await;
    // It is written once a minute, and at the end.
    assert!(server.stop().await.status.success());
    let server = command.start().await;
    let sessions = server.api().get("/me/sessions", Some(&user.token)).await.expect(200).json();
    let session = current(&sessions);
    assert_eq!(session["address"], "203.0.113.9");
    assert!(session["last_seen_at"].as_str().unwrap() > "2021", "{session}");
}

#[tokio::test]
async fn ending_sessions_is_limited() {
    let test_dir = TestDir::new();
    let command = ServerCommand::on(test_dir.data_dir());
    let server = command.env("HEARTH_RATE_LIMIT", "on").env("HEARTH_EDIT_LIMIT", "2/1h").start().await;
    let (api, user) = (server.api(), server.user().await);
    for _ in 0..2 {
        let _ = api.delete("/me/sessions/3f2504e0-4f89-41d3-9a0c-0305e82c3301", Some(&user.token)).await.expect(404);
    }
    let refused = api.delete("/me/sessions/current", Some(&user.token)).await.expect(429);
    assert!(!refused.header("retry-after").is_empty());
    // Posts are counted apart.
    let post = user.post("Changed").await;
    let _ = api.delete(&format!("/posts/{post}"), Some(&user.token)).await.expect(204);
}
