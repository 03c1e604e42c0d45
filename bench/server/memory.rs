//! Measures the memory of the server's process while it works.

use std::{fs, time::Duration};

use hearth_bench::{Goal, SeededServer, Table};
use serde_json::json;
use tokio::time::sleep;

use crate::{
    feed::{self, CONNECTIONS},
    load::{Load, Request},
};

const SAMPLE: Duration = Duration::from_secs(2);

/// Reads and votes for so long, and watches.
pub(crate) async fn measure(table: &mut Table, server: &SeededServer, minutes: u64) {
    eprintln!("Watching the server's memory for {minutes} minutes");
    let load = everything(server).await;
    let mut sizes = Vec::new();
    let watch = async {
        loop {
            sleep(SAMPLE).await;
            sizes.push(resident(server.server.pid()));
        }
    };
    tokio::select! {
        _ = load.run(minutes * 60) => {}
        () = watch => {}
    }
    let (first, second) = sizes.split_at(sizes.len() / 2);
    let [first, second] = [first, second].map(|half| half.iter().copied().fold(0.0, f64::max));
    let what = format!("memory of the server (RSS), {minutes} minutes of load");
    table.add(&what, [first.max(second), 100.0], "MiB", Goal::AtMost(1.0));
    table.add("its most in the second half; in the first", [second, first], "MiB", Goal::AtMost(1.05));
}

/// Returns a load of what people do, a little of each.
async fn everything(server: &SeededServer) -> Load {
    let deep = feed::deep(server).await;
    let paths = [
        "/posts/?limit=10",
        "/posts/?limit=100",
        "/posts/?sort=top",
        "/posts/?sort=hot&limit=50",
        "/posts/?search=9f3a",
        "/posts/17",
        &deep,
    ];
    let mut requests = Vec::new();
    for (number, token) in server.tokens.iter().enumerate() {
        let path = paths[number % paths.len()].to_owned();
        requests.push(Request { method: "GET", path, token, body: None });
        let body = Some(json!({ "post_id": number + 1, "dir": 1 }));
        requests.push(Request { method: "POST", path: "/vote/".to_owned(), token, body });
    }
    for (number, token) in server.tokens.iter().enumerate() {
        let body = Some(json!({ "post_id": number + 1, "dir": 0 }));
        requests.push(Request { method: "POST", path: "/vote/".to_owned(), token, body });
    }
    Load::new(&server.server.address(), CONNECTIONS, requests)
}

/// Reads the memory of a process, in MiB.
fn resident(pid: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
}
