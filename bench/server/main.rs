//! Measures how fast the server is, beside what bounds it: the same statements run by pgbench, and itself under another
//! load. Release builds, clusters of their own with fsync on, ratios within one run. `make bench` runs it.
#![allow(clippy::unwrap_used, reason = "a measurement that cannot be taken is all there is to say")]

mod feed;
mod load;
mod logins;
mod memory;
mod mixed;
mod pgbench;
mod statement;
mod writes;

use std::{env, panic::AssertUnwindSafe, path::PathBuf, process::ExitCode, time::Instant};

use clap::{Parser, ValueEnum};
use futures_util::FutureExt;
use hearth_bench::{SeededServer, Table};
use hearth_tests::seed::Seed;

/// A part of the measurements.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Reading,
    Memory,
    Mixed,
    Writing,
    Logins,
}

/// Measures the server beside what bounds it.
#[derive(Parser)]
struct Options {
    /// Small databases and short measurements: a look, in a few minutes.
    #[arg(long)]
    quick: bool,
    /// The seconds that each measurement takes [default: 8, or 2].
    #[arg(long, value_name = "SECONDS")]
    seconds: Option<u64>,
    /// The number of rounds, each in turn with what it is compared with; medians count [default: 5, or 3].
    #[arg(long, value_name = "NUMBER")]
    rounds: Option<usize>,
    /// The minutes for which the server's memory is watched [default: 10, or 1].
    #[arg(long, value_name = "MINUTES")]
    minutes: Option<u64>,
    /// Another deployment of the API, such as the Python backend, to be compared with. People sign up on it.
    #[arg(long, value_name = "URL")]
    peer: Option<String>,
    /// Measures these parts alone.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Part::value_variants().to_vec())]
    only: Vec<Part>,
}

/// The effort of the measurements.
#[derive(Clone, Copy)]
pub(crate) struct Effort {
    pub(crate) seconds: u64,
    pub(crate) rounds: usize,
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut table = Table::new();
    let measured = AssertUnwindSafe(Box::pin(measure(&mut table, Options::parse()))).catch_unwind().await;
    // Also what was measured before something failed, which has said why.
    print!("{table}");
    if measured.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn measure(table: &mut Table, options: Options) {
    let Options { quick, seconds, rounds, minutes, peer, only } = options;
    let effort = Effort {
        seconds: seconds.unwrap_or(if quick { 2 } else { 8 }),
        rounds: rounds.unwrap_or(if quick { 3 } else { 5 }),
    };
    let minutes = minutes.unwrap_or(if quick { 1 } else { 10 });
    let [few, many] = if quick { [10_000, 100_000] } else { [10_000, 1_000_000] }.map(|posts| Seed {
        users: posts / 10,
        posts,
        votes: posts * 10,
    });
    let measures = |part| only.contains(&part);
    let mut few = stage("Filling the small database", seeded(few)).await;
    if measures(Part::Reading) || measures(Part::Memory) {
        let mut many = stage("Filling the large database", seeded(many)).await;
        if measures(Part::Reading) {
            let reading = feed::measure(table, few, many, peer.as_deref(), effort);
            (few, many) = stage("Reading", reading).await;
        }
        if measures(Part::Memory) {
            stage("Watching the memory", memory::measure(table, &many, minutes)).await;
        }
    }
    if measures(Part::Mixed) {
        few = stage("Reading while others write", mixed::measure(table, few, effort)).await;
    }
    if measures(Part::Writing) {
        few = stage("Writing", writes::measure(table, few, effort)).await;
    }
    if measures(Part::Logins) {
        stage("Signing in", logins::measure(table, few, effort)).await;
    }
}

/// Runs a part, and prints how long it took.
async fn stage<T>(name: &str, part: impl Future<Output = T>) -> T {
    let begin = Instant::now();
    let outcome = part.await;
    eprintln!("({name}: {} s)", begin.elapsed().as_secs());
    outcome
}

async fn seeded(seed: Seed) -> SeededServer {
    eprintln!("Filling a database with {} posts", seed.posts);
    SeededServer::new(seed).await
}

/// Finds a program: on the path, or in one of these directories, in which one name may be `*`.
pub(crate) fn find(program: &str, places: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut dirs: Vec<PathBuf> = env::split_paths(&path).collect();
    for (before, after) in places.iter().filter_map(|place| place.split_once('*')) {
        let versions = std::fs::read_dir(before).into_iter().flatten().flatten();
        dirs.extend(versions.map(|version| version.path().join(after.trim_start_matches('/'))));
    }
    dirs.into_iter().map(|dir| dir.join(program)).find(|program| program.is_file())
}
