//! Tests an address that names several hosts.

use std::time::{Duration, Instant};

use hearth_tests::{Database, DatabaseProxy, DatabaseRoute, TestDir, ask_for_all, server_on};

use crate::{is_honest, titles, writes_again};

/// An address of several hosts, with the password and more parameters.
fn url_of(ports: &[u16], more: &str) -> String {
    let password = Database::PASSWORD.bytes().fold(String::new(), |all, byte| format!("{all}%{byte:02X}"));
    let hosts: Vec<String> = ports.iter().map(|port| format!("127.0.0.1:{port}")).collect();
    format!("postgresql://{}:{password}@{}/{}?{more}", Database::USER, hosts.join(","), Database::NAME)
}

#[tokio::test(flavor = "multi_thread")]
async fn finds_the_primary_and_the_one_after_it() {
    let (mut primary, home) = (Database::start().await, TestDir::new());
    let first = server_on(&home, &primary.url()).start().await;
    let user = first.user().await;
    user.post("Bread").await;
    let standby = primary.standby().await;
    for target in ["read-write", "primary"] {
        let url = url_of(&[1, standby.port(), primary.port()], &format!("target_session_attrs={target}"));
        let server = server_on(&home, &url).start().await;
        user.at(&server.address()).post(target).await;
    }
    let server = server_on(&home, &url_of(&[standby.port(), primary.port()], "target_session_attrs=read-write"));
    let server = server.start().await;
    user.at(&server.address()).post("Before").await;
    standby.has_caught_up_with(&primary).await;
    primary.kill().await;
    for answer in ask_for_all(&server, &user).await {
        is_honest(&answer, "without a primary");
        assert_ne!(answer.status, 201);
    }
    standby.promote().await;
    let took = writes_again(&server, &user, "After").await;
    assert!(took < Duration::from_secs(5), "{took:?}");
    // The one that was killed comes back as it was. Nobody asks it.
    primary.restart().await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    for _ in 0..10 {
        assert_eq!(titles(&server, &user).await[..2], ["After", "Before"]);
    }
    user.at(&server.address()).post("Still there").await;
}

/// The old primary goes on answering, and is asked first: the standby that was promoted is found all the same.
#[tokio::test(flavor = "multi_thread")]
async fn notices_that_another_host_was_promoted() {
    let (old, home) = (Database::start().await, TestDir::new());
    let seed = server_on(&home, &old.url()).start().await;
    let user = seed.user().await;
    user.post("Bread").await;
    let promoted = old.standby().await;
    let server = server_on(&home, &url_of(&[old.port(), promoted.port()], "target_session_attrs=read-write"));
    let server = server.start().await;
    assert_eq!(titles(&server, &user).await, ["Bread"]);
    promoted.promote().await;
    promoted.execute("UPDATE posts SET title = 'Cake'").await;
    let began = Instant::now();
    while titles(&server, &user).await != ["Cake"] {
        assert!(began.elapsed() < Duration::from_secs(10), "the promoted one is not noticed");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    user.at(&server.address()).post("On the promoted one").await;
    assert_eq!(old.value::<i64>("SELECT count(*) FROM posts").await, 1);
}

/// A host that takes connections and says nothing costs each of them a bounded time, and only until another one was found.
#[tokio::test(flavor = "multi_thread")]
async fn a_silent_host_is_passed_over() {
    let (database, home) = (Database::start().await, TestDir::new());
    let silent = DatabaseProxy::to(&database).await;
    silent.lead(DatabaseRoute::IsSilent);
    let url = url_of(&[silent.port(), database.port()], "connect_timeout=1&target_session_attrs=read-write");
    let began = Instant::now();
    let server = server_on(&home, &url).start().await;
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    let user = server.user().await;
    let began = Instant::now();
    database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()").await;
    assert_eq!(titles(&server, &user).await, Vec::<String>::new());
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
}

#[tokio::test]
async fn says_what_no_host_is() {
    let (primary, home) = (Database::start().await, TestDir::new());
    let _ = server_on(&home, &primary.url()).start().await;
    let standby = primary.standby().await;
    let ports = [1, standby.port()];
    for (more, sentence) in [
        (
            "target_session_attrs=read-write",
            "the database takes no changes, and target_session_attrs asks for one that does",
        ),
        ("target_session_attrs=primary", "the database is a standby, and target_session_attrs asks for a primary"),
        ("target_session_attrs=standby", "its target_session_attrs is none of any, read-write and primary"),
        ("connect_timeout=soon", "its connect_timeout is not a whole number of seconds"),
        ("port=1,2,3", "it names neither one port nor as many ports as hosts"),
    ] {
        let refused = server_on(&home, &url_of(&ports, more)).try_start().await.err().unwrap();
        refused.expect_refusal(sentence);
    }
    // Without it, a standby will do.
    let server = server_on(&home, &url_of(&ports, "")).start().await;
    assert_eq!(server.api().get("/health/ready", None).await.status, 503);
}
