//! Puts a server under siege, with all that hostile clients may do at once, and measures what people notice beside what they
//! noticed before. `make siege` runs it.
#![allow(clippy::unwrap_used, reason = "a measurement that cannot be taken is all there is to say")]

use std::{process::ExitCode, time::Duration};

use clap::Parser;
use hearth_bench::{Goal, SeededServer, Table};
use hearth_tests::{
    seed::Seed,
    siege::{Clients, Plan, Report, percentile},
};

/// Bounds the memory of the server, in MiB.
const MEMORY_MAX: f64 = 300.0;

/// Puts a server under siege, on a PostgreSQL of its own.
#[derive(Parser)]
struct Options {
    /// The seconds of the siege.
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    seconds: u64,
    /// The seconds before it.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    quiet: u64,
    /// The number of posts in the database.
    #[arg(long, value_name = "NUMBER", default_value_t = 100_000)]
    posts: i32,
    /// The kinds of hostile clients, by the names in what it prints; several are divided by commas. All, where none is named.
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    kinds: Vec<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let Options { seconds, quiet, posts, kinds } = Options::parse();
    eprintln!("Filling a database with {posts} posts");
    let seeded = SeededServer::new(Seed { users: posts / 10, posts, votes: posts * 10 }).await;
    let clients = Clients::sign_up(&seeded.server).await;
    let seeded = seeded.restart(&[("HEARTH_RATE_LIMIT", "on"), ("HEARTH_BCRYPT_COST", "12")]).await;
    eprintln!("{quiet} seconds without hostile clients, then {seconds} with them");
    let plan = Plan { quiet: Duration::from_secs(quiet), siege: Duration::from_secs(seconds), divisor: 1, kinds };
    let report = clients.measure(&seeded.server, &plan).await;
    print_outcomes(&report);
    let table = tabulate(&report);
    let ended = seeded.server.stop().await;
    let mut faults = report.faults();
    if !ended.status.success() || ended.stderr.contains("panicked") {
        faults.push(format!("the server ended with {}, and said: {}", ended.status, ended.stderr));
    }
    print!("\n{table}");
    println!("\n{} posts were acknowledged to people, and {} things are lost.", report.acknowledged, report.lost.len());
    for fault in &faults {
        println!("FAULT: {fault}");
    }
    if faults.is_empty() && table.is_met() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn tabulate(report: &Report) -> Table {
    let mut table = Table::new();
    let reads = [report.besieged.read_percentiles(), report.quiet.read_percentiles()];
    let writes = [report.besieged.write_percentiles(), report.quiet.write_percentiles()];
    for (what, [[p50, p99], [quiet_p50, quiet_p99]]) in [("reading", reads), ("writing", writes)] {
        table.add(&format!("p50 of {what} under siege; before"), [p50, quiet_p50], "ms", Goal::AtMost(5.0));
        table.add(&format!("p99 of {what} under siege; before"), [p99, quiet_p99], "ms", Goal::AtMost(5.0));
    }
    table.add("most memory of the server (RSS)", [report.memory, MEMORY_MAX], "MiB", Goal::AtMost(1.0));
    table
}

fn print_outcomes(report: &Report) {
    println!("Memory before the siege: {:.0} MiB", report.memory_before);
    for (path, times) in &report.besieged.by_path {
        let quiet = report.quiet.by_path.get(path).map_or(0.0, |times| percentile(times, 0.99));
        println!("99 in 100 of {path}: {:.1} ms, {quiet:.1} before", percentile(times, 0.99));
    }
    for (who, counts) in [("people", &report.besieged.outcomes), ("hostile", &report.hostile)] {
        for (kind, outcomes) in counts {
            println!("{who}: {}", Report::line(kind, outcomes));
        }
    }
}
