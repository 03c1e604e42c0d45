//! Tests servers on a database of several machines: one is promoted, one is left behind, and servers are stopped one by one.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod failover;
mod hosts;
mod left_behind;
mod pages;
mod read_only;
mod replicas;
mod rolling;

use std::time::{Duration, Instant};

use hearth_tests::{Answer, CONDITION_TIMEOUT, Database, DatabaseProxy, Server, TestDir, User, server_on};
use serde_json::json;

/// A server on a database behind a proxy, and a user who has written one post, "Bread".
pub(crate) struct Deployment {
    pub(crate) home: TestDir,
    pub(crate) primary: Database,
    pub(crate) proxy: DatabaseProxy,
    pub(crate) server: Server,
    pub(crate) user: User,
}

impl Deployment {
    pub(crate) async fn start() -> Self {
        let (primary, home) = (Database::start().await, TestDir::new());
        let proxy = DatabaseProxy::to(&primary).await;
        let server = server_on(&home, &proxy.url(&primary)).start().await;
        let user = server.user().await;
        user.post("Bread").await;
        Self { home, primary, proxy, server, user }
    }
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
