//! Tests servers on a database of several machines: one is promoted, one is left behind, and servers are stopped one by one.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod failover;
mod hosts;
mod left_behind;
mod pages;
mod read_only;
mod rolling;

use std::time::{Duration, Instant};

use hearth_tests::{Answer, CONDITION_TIMEOUT, Server, ServerCommand, TestDir, User};
use serde_json::json;

/// A server with a key and an empty home, on the database at an address.
pub(crate) fn server_on(home: &TestDir, database_url: &str) -> ServerCommand {
    let secret = "a-secret-of-the-owner-with-more-than-32-bytes";
    ServerCommand::without_data_dir()
        .env("SECRET_KEY", secret)
        .env("HOME", home.path())
        .env("DATABASE_URL", database_url)
}

/// Sends what people ask for most, all at once.
pub(crate) async fn ask_for_all(server: &Server, user: &User) -> Vec<Answer> {
    let (api, token) = (server.api(), Some(user.token.as_str()));
    let post = json!({ "title": "Written while the database is away", "content": "c" });
    let account = json!({ "email": hearth_tests::unique_email(), "password": "correct horse" });
    let vote = json!({ "post_id": 1, "dir": 1 });
    let answers = tokio::join!(
        api.get("/posts/", token),
        api.get("/posts/?q=bread", token),
        api.get("/me", token),
        api.get("/health/ready", None),
        api.post("/posts/", token, &post),
        api.post("/vote/", token, &vote),
        api.post("/users/", None, &account),
        api.login(&user.email, &user.password),
    );
    vec![answers.0, answers.1, answers.2, answers.3, answers.4, answers.5, answers.6, answers.7]
}

/// Fails unless an answer is one that a server may give whose database is in trouble.
pub(crate) fn is_honest(answer: &Answer, why: &str) {
    let told = answer.status == 503 && answer.header("retry-after") == "1";
    // A vote is there already where its answer was lost.
    assert!(told || matches!(answer.status, 200 | 201 | 409), "{why}: {answer:?}");
}

/// Waits until a server writes again; all that it says meanwhile is honest. Returns how long it took.
pub(crate) async fn writes_again(server: &Server, user: &User, why: &str) -> Duration {
    let began = Instant::now();
    loop {
        let post = json!({ "title": why, "content": "c" });
        let answer = server.api().post("/posts/", Some(&user.token), &post).await;
        is_honest(&answer, why);
        if answer.status == 201 {
            return began.elapsed();
        }
        assert!(began.elapsed() < CONDITION_TIMEOUT, "it does not recover: {why}: {answer:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The titles of the newest posts, as a server shows them.
pub(crate) async fn titles(server: &Server, user: &User) -> Vec<String> {
    server.api().get("/posts/?limit=5", Some(&user.token)).await.titles()
}
