//! Tests a primary that goes on answering after a standby was promoted in its place.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use hearth_tests::{Api, Database, DatabaseProxy, DatabaseRoute, TestDir, server_on};
use serde_json::json;
use tokio::time::timeout;

use crate::{Deployment, titles, writes_again};

/// Opens connections to the old primary, and leads new ones to the promoted one, while both answer and differ.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_led_back_to_a_primary_left_behind() {
    let Deployment { home: _home, primary: old, proxy, server, user } = Deployment::start().await;
    let promoted = old.standby().await;
    promoted.promote().await;
    // The same numbers of transactions stand for other rows from here on.
    for (database, title) in [(&old, "Of the old one"), (&promoted, "Of the promoted one")] {
        database.execute(&format!("UPDATE posts SET title = '{title}'")).await;
    }
    let same = "SELECT pg_current_snapshot()::TEXT";
    let (here, there): (String, String) = (old.value(same).await, promoted.value(same).await);
    assert_eq!(here, there, "only the rows tell which of them is asked");
    let _ = join_all((0..20).map(|_| titles(&server, &user))).await;
    assert_eq!(titles(&server, &user).await, ["Of the old one"]);

    proxy.lead(DatabaseRoute::To(promoted.port()));
    let (began, mut is_new) = (Instant::now(), false);
    while !is_new || began.elapsed() < Duration::from_secs(8) {
        // All at once, so that there are more and fewer connections; none of them is the later one.
        let was_new = is_new;
        for shown in join_all((0..20).map(|_| titles(&server, &user))).await {
            match shown[0].as_str() {
                "Of the promoted one" => is_new = true,
                "Of the old one" => assert!(!was_new, "the old one is shown again"),
                other => panic!("{other}"),
            }
        }
        assert!(is_new || began.elapsed() < Duration::from_secs(5), "the promoted one is not noticed");
    }
    // Somebody leads it back.
    proxy.lead(DatabaseRoute::To(old.port()));
    proxy.cut();
    let post = json!({ "title": "Not on the old one", "content": "c" });
    for _ in 0..3 {
        let answer = server.api().post("/posts/", Some(&user.token), &post).await;
        assert_eq!((answer.status, answer.header("retry-after")), (503, "1"), "{answer:?}");
    }
    let read = server.api().get("/posts/", Some(&user.token)).await;
    assert_eq!(read.status, 503, "{read:?}");
    let written: i64 = old.value("SELECT count(*) FROM posts").await;
    assert_eq!(written, 1);
    proxy.lead(DatabaseRoute::To(promoted.port()));
    writes_again(&server, &user, "Again on the promoted one").await;
    assert_eq!(titles(&server, &user).await, ["Again on the promoted one", "Of the promoted one"]);
}

/// The stream of a client goes on with the database that was promoted.
#[tokio::test(flavor = "multi_thread")]
async fn events_follow_the_promoted_one() {
    const BY_ANOTHER: &str =
        "INSERT INTO posts (title, content, owner_id) SELECT 'By another program', '', max(id) FROM users";
    let (old, home) = (Database::start().await, TestDir::new());
    let proxy = DatabaseProxy::to(&old).await;
    let server = server_on(&home, &proxy.url(&old)).start().await;
    let (reader, writer) = (server.user().await, server.user().await);
    let promoted = old.standby().await;
    let mut events = reader.client.events();
    let (told, mut news) = tokio::sync::mpsc::unbounded_channel();
    let listening = tokio::spawn(async move { while events.next().await.is_ok() && told.send(()).is_ok() {} });
    while timeout(Duration::from_millis(500), news.recv()).await.is_err() {
        writer.post("Before").await;
    }
    while timeout(Duration::from_secs(3), news.recv()).await.is_ok() {}
    promoted.has_caught_up_with(&old).await;
    promoted.promote().await;
    proxy.lead(DatabaseRoute::To(promoted.port()));
    // Nobody writes to the old one any more, so what comes is of the promoted one.
    let noticed = async {
        while timeout(Duration::from_millis(500), news.recv()).await.is_err() {
            promoted.execute(BY_ANOTHER).await;
        }
    };
    timeout(Duration::from_secs(20), noticed).await.expect("an event of the promoted one comes");
    listening.abort();
}

/// A standby is promoted that lacks the last changes. Who was told of them is told to load afresh, and hears what comes then,
/// although its transactions have numbers that were told before.
#[tokio::test(flavor = "multi_thread")]
async fn a_stream_is_reset_where_changes_are_lost() {
    let Deployment { home: _home, primary: mut old, proxy, server, user } = Deployment::start().await;
    let promoted = old.standby().await;
    promoted.execute("ALTER SYSTEM SET primary_conninfo = ''").await;
    promoted.execute("SELECT pg_reload_conf()").await;
    let followers = "SELECT count(*) FROM pg_stat_replication";
    while old.value::<i64>(followers).await > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }

    let api = server.api();
    let mut stream = send_events(&api, &user.token).await;
    for number in 0..20 {
        user.post(&format!("Lost {number}")).await;
    }
    hears(&mut stream, "event: created", 20).await;
    proxy.lead(DatabaseRoute::Closes);
    old.kill().await;
    promoted.promote().await;
    proxy.lead(DatabaseRoute::To(promoted.port()));
    hears(&mut stream, "event: reset", 1).await;
    writes_again(&server, &user, "After").await;
    // A second reset may come behind it, which stands for it.
    let heard = hears(&mut stream, "event: created", 1);
    let writing = async {
        loop {
            user.post("Later").await;
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    };
    tokio::select! {
        () = heard => {}
        () = writing => {}
    }
    let mut titles = titles(&server, &user).await;
    titles.retain(|title| title != "Later");
    assert_eq!(titles, ["After", "Bread"]);
}

async fn send_events(api: &Api, token: &str) -> reqwest::Response {
    let stream = api.request("GET".parse().unwrap(), "/events").bearer_auth(token).send().await.unwrap();
    assert_eq!(stream.status(), 200);
    stream
}

/// Waits until a stream has said something so many times.
async fn hears(stream: &mut reqwest::Response, what: &str, times: usize) {
    let mut text = String::new();
    let heard = async {
        while text.matches(what).count() < times {
            let chunk = stream.chunk().await.unwrap().expect("the stream goes on");
            text.push_str(str::from_utf8(&chunk).unwrap());
        }
    };
    timeout(Duration::from_secs(30), heard).await.unwrap_or_else(|_| panic!("no {what:?} in {text:?}"));
}
