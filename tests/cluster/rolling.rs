//! Tests that servers are stopped and started one by one behind HAProxy, and nobody notices.

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use hearth_tests::{Api, Database, HaProxy, Server, ServerCommand, TestDir, User, eventually, server_on};
use rustix::process::Signal;
use serde_json::json;

/// The seconds for which a server that is told to stop goes on.
const DRAIN: u64 = 4;

/// Sends requests one after the other, and lists those that failed.
async fn keep_asking(proxy: &str, user: &User, over: &AtomicBool, asked: &AtomicUsize) -> Vec<String> {
    let mut failed = Vec::new();
    let api = Api::new(proxy);
    while !over.load(Ordering::Relaxed) {
        let number = asked.fetch_add(1, Ordering::Relaxed);
        let request = match number % 4 {
            0 => api.request("POST".parse().unwrap(), "/posts/").json(&json!({ "title": "t", "content": "c" })),
            // Not on a connection that is kept.
            1 => Api::new(proxy).request("GET".parse().unwrap(), "/me"),
            _ => api.request("GET".parse().unwrap(), "/posts/?limit=5"),
        };
        match hearth_tests::try_send(request.bearer_auth(&user.token)).await {
            Ok(answer) if answer.status < 300 => {}
            other => failed.push(format!("{other:?}")),
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    failed
}

fn port_of(server: &Server) -> u16 {
    server.address().rsplit(':').next().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rolling_restart_fails_no_request() {
    let (database, home) = (Database::start().await, TestDir::new());
    let command = |port: u16| -> ServerCommand {
        let command = server_on(&home, &database.url()).env("HEARTH_DRAIN_SECONDS", DRAIN.to_string());
        command.listen(&format!("127.0.0.1:{port}"))
    };
    let mut servers = vec![command(0).start().await, command(0).start().await];
    let ports: Vec<u16> = servers.iter().map(port_of).collect();
    let proxy = HaProxy::before_servers(&ports).await;
    let address = proxy.address();
    let users = join_all((0..8).map(|_| servers[0].user())).await;
    let (over, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    let asking = join_all(users.iter().map(|user| keep_asking(&address, user, &over, &asked)));
    let restarts = async {
        for _ in 0..2 {
            tokio::time::sleep(Duration::from_secs(2)).await;
            let old = servers.remove(0);
            let port = port_of(&old);
            let began = Instant::now();
            assert!(old.stop().await.status.success());
            assert!(began.elapsed() >= Duration::from_secs(DRAIN), "{:?}", began.elapsed());
            servers.push(command(port).start().await);
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        over.store(true, Ordering::Relaxed);
    };
    let (failed, ()) = tokio::join!(asking, restarts);
    let (failed, asked) = (failed.concat(), asked.into_inner());
    println!("{asked} requests, {} failed", failed.len());
    assert!(asked > 500, "{asked}");
    assert!(failed.is_empty(), "{} of {asked}: {:?}", failed.len(), failed.first());
}

/// A server that drains is not ready, serves all the same, and ends its streams one after the other.
#[tokio::test(flavor = "multi_thread")]
async fn streams_end_spread_over_the_drain() {
    let (database, home) = (Database::start().await, TestDir::new());
    let command = server_on(&home, &database.url()).env("HEARTH_DRAIN_SECONDS", "6");
    let mut server = command.start().await;
    let user = server.user().await;
    let api = server.api();
    let mut streams = Vec::new();
    for _ in 0..10 {
        let request = api.request("GET".parse().unwrap(), "/events").bearer_auth(&user.token);
        streams.push(request.send().await.unwrap());
    }
    server.signal(Signal::TERM);
    let began = Instant::now();
    let ends = join_all(streams.into_iter().map(|mut stream| async move {
        while stream.chunk().await.unwrap().is_some() {}
        began.elapsed()
    }));
    let looks = async {
        eventually("it says so", || server.stderr().contains("not ready from now on")).await;
        let ready = api.get("/health/ready", None).await;
        assert_eq!((ready.status, ready.header("retry-after"), ready.header("connection")), (503, "1", "close"));
        assert_eq!(api.get("/health/live", None).await.status, 200);
        user.post("Served all the same").await;
    };
    let (mut ends, ()) = tokio::join!(ends, looks);
    ends.sort();
    let (first, last) = (ends[0], ends[ends.len() - 1]);
    assert!(first >= Duration::from_millis(2900) && last <= Duration::from_secs(15), "{ends:?}");
    assert!(last > first + Duration::from_millis(1500), "{ends:?}");
    assert!(server.ended().await.status.success());
}
