//! Tests reads from replicas: nobody misses what they have written or seen, whichever server and replica answers.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use hearth_client::{Client, FeedQuery, View};
use hearth_tests::{Api, Database, HaProxy, Server, TestDir, User, send, server_on};
use serde_json::json;

/// The first page of the feed.
const FIRST: FeedQuery = FeedQuery { view: View::New, search: String::new(), in_texts: false, limit: 5 };

/// A primary with two replicas, of which one is a minute late, and a server that may read both.
struct Deployment {
    home: TestDir,
    primary: Database,
    fresh: Database,
    late: Database,
}

impl Deployment {
    async fn start() -> Self {
        let (primary, home) = (Database::start().await, TestDir::new());
        // The replicas have its tables from the beginning.
        assert!(server_on(&home, &primary.url()).start().await.stop().await.status.success());
        let (fresh, late) = (primary.standby().await, primary.standby().await);
        late.execute("ALTER SYSTEM SET recovery_min_apply_delay = '60s'").await;
        late.execute("SELECT pg_reload_conf()").await;
        Self { home, primary, fresh, late }
    }

    async fn server(&self) -> Server {
        let replicas = format!("{},{}", self.late.url(), self.fresh.url());
        server_on(&self.home, &self.primary.url()).env("HEARTH_REPLICA_URLS", replicas).start().await
    }
}

fn port_of(server: &Server) -> u16 {
    server.address().rsplit(':').next().unwrap().parse().unwrap()
}

/// Adds up what servers that were stopped say of where reads came from: the primary, and replicas.
fn reads(logs: &[String]) -> (u64, u64) {
    let mut sum = (0, 0);
    for line in logs.iter().flat_map(|log| log.lines()).filter(|line| line.contains("came from replicas")) {
        let fields = &serde_json::from_str::<serde_json::Value>(line).unwrap()["fields"];
        let number = |name: &str| fields[name].as_u64().unwrap_or_else(|| panic!("{name} in {line}"));
        sum = (sum.0 + number("primary"), sum.1 + number("replicas"));
    }
    sum
}

/// Writes now and then, and reads all the time, as the app does. Returns what was missing.
async fn write_and_read(user: &User, over: &AtomicBool) -> Vec<String> {
    let (mut missing, mut newest, mut own) = (Vec::new(), 0, 0);
    let mut number = 0;
    while !over.load(Ordering::Relaxed) {
        if number % 20 == 0 {
            own = user.post("Written").await;
        }
        number += 1;
        let page = user.client.feed(&FIRST, None).await.unwrap();
        let first = page.posts.first().map_or(0, |entry| entry.post.id);
        if first < own {
            missing.push(format!("wrote {own}, and sees {first}"));
        }
        if first < newest {
            missing.push(format!("saw {newest}, and sees {first}"));
        }
        newest = newest.max(first);
        if let Err(error) = user.client.post(own).await {
            missing.push(format!("wrote {own}, which is not there: {error}"));
        }
    }
    missing
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_misses_what_they_wrote_or_saw() {
    let deployment = Deployment::start().await;
    let servers = [deployment.server().await, deployment.server().await];
    let proxy = HaProxy::before_servers(&servers.each_ref().map(port_of)).await;
    let address = proxy.address();
    let users = join_all((0..6).map(|_| async {
        let client = Client::remote(&address).unwrap();
        User::sign_up_through(&client, &hearth_tests::unique_email()).await
    }))
    .await;
    let over = AtomicBool::new(false);
    let missing = join_all(users.iter().map(|user| write_and_read(user, &over)));
    let time = async {
        tokio::time::sleep(Duration::from_secs(6)).await;
        over.store(true, Ordering::Relaxed);
    };
    let (missing, ()) = tokio::join!(missing, time);
    let mut logs = Vec::new();
    for server in servers {
        logs.push(server.stop().await.stderr);
    }
    let (from_primary, from_replicas) = reads(&logs);
    println!("{from_replicas} of {} reads came off the primary", from_primary + from_replicas);
    assert_eq!(missing.concat(), Vec::<String>::new());
    assert!(from_replicas > from_primary, "{from_replicas} from replicas, {from_primary} from the primary");
}

/// Reads as a client that is told of no positions, and as one that is.
#[tokio::test(flavor = "multi_thread")]
async fn positions_are_told_to_those_who_send_them() {
    let deployment = Deployment::start().await;
    let server = deployment.server().await;
    let user = server.user().await;
    user.post("Bread").await;
    let api = server.api();
    let told = api.get("/capabilities", None).await.json()["capabilities"].to_string();
    assert!(told.contains("read-position"), "{told}");
    let plain = api.get("/posts/", Some(&user.token)).await;
    assert_eq!((plain.status, plain.header("hearth-position")), (200, ""));

    let first = read(&api, &user, "primary").await;
    let deadline = Instant::now() + Duration::from_secs(10);
    while reads_primary(&deployment, &api, &user, &first).await {
        assert!(Instant::now() < deadline, "no replica is read");
    }
    // What cannot be compared, or is ahead of all, comes from the primary.
    for unclear in ["", "nonsense", &format!("{first}, primary"), &first.replacen('-', "-7", 1), &ahead(&first)] {
        assert!(reads_primary(&deployment, &api, &user, unclear).await, "{unclear}");
    }
    // A refusal tells a position, too.
    let wrong = api.request("POST".parse().unwrap(), "/posts/").header("Hearth-Position", "primary").json(&json!({}));
    let wrong = send(wrong.bearer_auth(&user.token)).await;
    assert_eq!(wrong.status, 422);
    assert_ne!(wrong.header("hearth-position"), "");
}

/// Reads the feed with a position, and returns the one that is told.
async fn read(api: &Api, user: &User, position: &str) -> String {
    let request = api.request("GET".parse().unwrap(), "/posts/").header("Hearth-Position", position);
    let answer = send(request.bearer_auth(&user.token)).await.expect(200);
    answer.header("hearth-position").to_owned()
}

/// Returns whether a post that is on the primary alone is seen with this position: replay is paused, and goes on then.
async fn reads_primary(deployment: &Deployment, api: &Api, user: &User, position: &str) -> bool {
    deployment.fresh.execute("SELECT pg_wal_replay_pause()").await;
    let state = "SELECT pg_get_wal_replay_pause_state() = 'paused'";
    while !deployment.fresh.value::<bool>(state).await {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let title = format!("On the primary {}", user.post("On the primary").await);
    let id = deployment.primary.value::<i32>("SELECT max(id) FROM posts").await;
    let renamed = json!({ "title": title, "content": "c" });
    assert_eq!(api.put(&format!("/posts/{id}"), Some(&user.token), &renamed).await.status, 200);
    let request = api.request("GET".parse().unwrap(), "/posts/").header("Hearth-Position", position);
    let titles = send(request.bearer_auth(&user.token)).await.titles();
    deployment.fresh.execute("SELECT pg_wal_replay_resume()").await;
    deployment.fresh.has_caught_up_with(&deployment.primary).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    titles.contains(&title)
}

/// Returns a position ahead of all.
fn ahead(position: &str) -> String {
    let (history, _) = position.rsplit_once('-').unwrap();
    format!("{history}-7fffffffffffff")
}

/// The replica hangs, dies, and is promoted by mistake: the primary answers, and nobody notices.
#[tokio::test(flavor = "multi_thread")]
async fn a_replica_that_fails_is_not_noticed() {
    let mut deployment = Deployment::start().await;
    let server = deployment.server().await;
    let user = server.user().await;
    let api = server.api();
    user.post("Bread").await;
    // On the way to the replica already, or from the next one on.
    for fault in ["hangs", "dies", "is back", "is promoted"] {
        let position = read(&api, &user, "primary").await;
        if fault != "is back" {
            deployment.fresh.has_caught_up_with(&deployment.primary).await;
        }
        tokio::time::sleep(Duration::from_millis(800)).await;
        match fault {
            "hangs" => deployment.fresh.freeze(),
            "dies" => deployment.fresh.kill().await,
            "is back" => deployment.fresh.restart().await,
            _ => {
                deployment.fresh.promote().await;
                // It is noticed within moments that it is no replica.
                tokio::time::sleep(Duration::from_millis(500)).await;
                deployment.fresh.execute("UPDATE posts SET title = 'Only there'").await;
            }
        }
        for number in 0..10 {
            let began = Instant::now();
            let request = api.request("GET".parse().unwrap(), "/posts/").header("Hearth-Position", &position);
            let titles = send(request.bearer_auth(&user.token)).await.titles();
            assert_eq!(titles.last().map(String::as_str), Some("Bread"), "{fault} {number}");
            assert!(began.elapsed() < Duration::from_secs(4), "{fault} {number}: {:?}", began.elapsed());
        }
        if fault == "hangs" {
            deployment.fresh.thaw();
        }
        user.post(fault).await;
        assert_eq!(user.client.feed(&FIRST, None).await.unwrap().posts[0].post.title, fault);
    }
    let stopped = server.stop().await;
    assert!(stopped.status.success());
    assert!(!stopped.stderr.contains("\"ERROR\""), "{}", stopped.stderr);
}
