//! Makes faults under load, one after the other, and checks each time what is left of what was acknowledged.

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use clap::ValueEnum;
use hearth_tests::siege::Report;
use tokio::time::sleep;

use crate::{Fallible, cluster::Cluster, faults::Fault, ledger::Found, load::Load};

/// The time under load before a fault.
const BEFORE: Duration = Duration::from_secs(4);

/// Most problems of a round that are printed.
const PROBLEMS_SHOWN: usize = 10;

/// The most seconds until all machines do their part again.
const WHOLE: u64 = 120;

/// How long writing may be away longer than Patroni waits: a promotion, and the proxy that notices it.
const PROMOTION: Duration = Duration::from_secs(5);

/// A pause in writing that is one: longer than any that a busy computer makes.
const PAUSE: Duration = Duration::from_secs(1);

/// Makes each fault so often, these or all. Fails where anything is lost, or an answer is none that a server may give.
pub async fn run(cluster: &Cluster, rounds: u32, only: &[Fault]) -> Fallible<ExitCode> {
    let faults = if only.is_empty() { Fault::value_variants() } else { only };
    let [ttl, renewal] = cluster.patience().await?;
    let load = Load::sign_up(&cluster.url()).await;
    let mut failed = Vec::new();
    for fault in faults {
        let limit = ttl + PROMOTION + if fault.may_renew() { renewal } else { Duration::ZERO };
        println!("{}: writing has to be possible again within {:.0} s", fault.name(), seconds(&limit));
        let mut times = Vec::new();
        for round in 1..=rounds {
            let name = format!("{} {round}/{rounds}", fault.name());
            let report = make(cluster, &load, *fault, limit).await.map_err(|error| format!("{name}: {error}"))?;
            println!("{name}: {}", report.line);
            for problem in report.problems.iter().take(PROBLEMS_SHOWN) {
                println!("    FAULT: {problem}");
            }
            times.push(report.away);
            if !report.problems.is_empty() {
                failed.push(name);
            }
        }
        times.sort();
        if let (Some(median), Some(most)) = (times.get(times.len() / 2), times.last()) {
            println!(
                "{}: writing again after {:.1} s (median), {:.1} s at most",
                fault.name(),
                seconds(median),
                seconds(most)
            );
        }
    }
    println!("{} changes were acknowledged.", load.ledger().acknowledged());
    if failed.is_empty() {
        println!("Nothing was lost or doubled, and every answer was right.");
        return Ok(ExitCode::SUCCESS);
    }
    println!("FAILED: {}", failed.join(", "));
    Ok(ExitCode::FAILURE)
}

/// What a round showed.
struct Round {
    line: String,
    problems: Vec<String>,
    /// How long writing was away.
    away: Duration,
}

async fn make(cluster: &Cluster, load: &Load, fault: Fault, limit: Duration) -> Fallible<Round> {
    let before = cluster.until_whole(WHOLE).await?;
    let acknowledged = load.ledger().acknowledged();
    let running = load.begin(fault.is_mended_by_hand());
    sleep(BEFORE).await;
    let began = Instant::now();
    let made = fault.make(cluster, &before).await?;
    sleep(fault.lasts().saturating_sub(began.elapsed())).await;
    made.end(cluster).await?;
    let ended = Instant::now();
    let whole = cluster.until_whole(WHOLE).await;
    sleep(BEFORE).await;
    let over = Instant::now();
    let (outcomes, mut problems) = running.end().await;
    let written = load.ledger().written_since(began);
    let again = writing_again(began, &written, over);
    // Where an owner has to act, the time counts from then.
    let away = if fault.is_mended_by_hand() { again.saturating_duration_since(ended) } else { again - began };
    if away > limit {
        problems.push(format!("writing was possible again after {:.1} s", seconds(&away)));
    }
    let after = match whole {
        Ok(after) => after.primary,
        Err(error) => {
            problems.push(error.to_string());
            None
        }
    };
    let found = load.ledger().compare(&cluster.database_url()).await?;
    problems.extend(found.problems());
    let acknowledged = load.ledger().acknowledged() - acknowledged;
    let mut line = line(&made_on(made.machine(), before.primary, after), &away, acknowledged, &found);
    for (kind, outcomes) in outcomes.all() {
        line += "\n    ";
        line += &Report::line(kind, &outcomes);
    }
    Ok(Round { line, problems, away })
}

fn made_on(machine: &str, before: Option<String>, after: Option<String>) -> String {
    let name = |primary: Option<String>| primary.unwrap_or_else(|| "none".to_owned());
    format!("on {machine}, primary {} before and {} after", name(before), name(after))
}

fn line(what: &str, away: &Duration, acknowledged: u64, found: &Found) -> String {
    let Found { lost, doubled, votes } = found;
    let votes = if votes.is_empty() { "votes exact".to_owned() } else { format!("{} votes wrong", votes.len()) };
    format!(
        "{what}; writing again after {:.1} s; {acknowledged} acknowledged, lost {}, doubled {}, {votes}",
        seconds(away),
        lost.len(),
        doubled.len()
    )
}

/// Returns when the longest pause in writing ended, of those that are long enough to be one; the beginning where there is none.
fn writing_again(began: Instant, written: &[Instant], over: Instant) -> Instant {
    let starts = [began].into_iter().chain(written.iter().copied());
    let ends = written.iter().copied().chain([over]);
    let pauses = starts.zip(ends).filter(|(start, end)| end.duration_since(*start) >= PAUSE);
    pauses.max_by_key(|(start, end)| end.duration_since(*start)).map_or(began, |(_, end)| end)
}

fn seconds(time: &Duration) -> f64 {
    time.as_secs_f64()
}
