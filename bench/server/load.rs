//! Puts load on a server with wrk, which replays requests.

use std::{fs, path::PathBuf, process::Stdio};

use serde_json::Value;
use tokio::process::Command;

/// The script that wrk runs.
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/server/load.lua");

/// Bounds the part of the answers that may be errors: votes that overtake each other. And how many may be at first:
/// votes that are there already.
const FAILED_MAX: f64 = 0.01;
const FAILED_FIRST: f64 = 200.0;

/// Requests that are sent in turn, over and over.
pub(crate) struct Load {
    file: tempfile::NamedTempFile,
    url: String,
    connections: u32,
    /// The seconds that each connection rests before a request, on average.
    pause: f64,
}

/// The figures of a run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figures {
    pub(crate) per_second: f64,
    /// The milliseconds that half of the requests took at most.
    pub(crate) p50: f64,
    /// The milliseconds that 99 of 100 requests took at most.
    pub(crate) p99: f64,
}

/// A request of the load.
pub(crate) struct Request<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: String,
    pub(crate) token: &'a str,
    pub(crate) body: Option<Value>,
}

impl Load {
    /// Creates a load of these requests, to the server at `url`, on so many connections.
    pub(crate) fn new<'a>(url: &str, connections: u32, requests: impl IntoIterator<Item = Request<'a>>) -> Self {
        let file = tempfile::NamedTempFile::new().unwrap();
        let line = |Request { method, path, token, body }: Request| {
            format!("{method}\t{path}\t{token}\t{}\n", body.map(|body| body.to_string()).unwrap_or_default())
        };
        fs::write(file.path(), requests.into_iter().map(line).collect::<String>()).unwrap();
        Self { file, url: url.to_owned(), connections, pause: 0.0 }
    }

    /// Spreads the load to so many requests in a second, each in its own moment: many connections that rest much longer
    /// than an answer takes.
    pub(crate) fn at_rate(self, per_second: u32) -> Self {
        let connections = per_second / 4;
        Self { connections, pause: f64::from(connections) / f64::from(per_second), ..self }
    }

    /// Puts the load on for a time.
    pub(crate) async fn run(&self, seconds: u64) -> Figures {
        let mut command = Command::new(program());
        command.args([
            "-t1",
            &format!("-c{}", self.connections),
            &format!("-d{seconds}"),
            "--timeout",
            "30",
            "-s",
            SCRIPT,
        ]);
        command.arg(&self.url).arg("--").arg(self.file.path()).arg(self.pause.to_string());
        let output = command.stdin(Stdio::null()).kill_on_drop(true).output().await.unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let line = said.lines().find_map(|line| line.strip_prefix("figures "));
        let line = line.unwrap_or_else(|| panic!("wrk: {said}{}", String::from_utf8_lossy(&output.stderr)));
        let figures: Vec<f64> = line.split(' ').map(|figure| figure.parse().unwrap()).collect();
        let [requests, microseconds, p50, p99, failed] = figures[..] else { panic!("wrk: {said}") };
        assert!(
            failed <= requests * FAILED_MAX + FAILED_FIRST,
            "{failed} of {requests} requests to {} failed",
            self.url
        );
        Figures { per_second: requests / microseconds * 1e6, p50: p50 / 1e3, p99: p99 / 1e3 }
    }
}

fn program() -> PathBuf {
    super::find("wrk", &[]).unwrap_or_else(|| panic!("wrk is missing: run `scripts/setup.sh bench`, or install it"))
}
