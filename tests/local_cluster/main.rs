//! Runs Hearth on several machines, from the files in `deploy/`. Each machine is a network namespace of this computer, with an
//! address and a disk of its own. `make cluster` shows such a cluster in the terminal, `make test-cluster` has its machines fail.
#![allow(clippy::unwrap_used, reason = "a lock is poisoned only after a panic")]

mod cluster;
mod faults;
mod ledger;
mod load;
mod machine;
mod network;
mod page;
mod rounds;
mod sandbox;
mod status;
mod template;

use std::{error::Error, path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};

use self::{cluster::Cluster, faults::Fault};

/// The result of what can fail, with a sentence for whoever runs this.
type Fallible<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Runs Hearth on several machines, each a network namespace of this computer.
#[derive(Parser)]
struct Options {
    #[command(subcommand)]
    action: Action,
    /// Says that this process is in the namespaces already.
    #[arg(long, hide = true, global = true)]
    inside: bool,
}

#[derive(Subcommand)]
enum Action {
    /// Starts a cluster and shows its state until Ctrl+C.
    Run {
        #[command(flatten)]
        plan: Plan,
    },
    /// Has machines fail under load, and checks that nothing that was acknowledged is lost.
    Test {
        #[command(flatten)]
        plan: Plan,
        /// How often each fault is made.
        #[arg(long, value_name = "NUMBER", default_value_t = 10)]
        rounds: u32,
        /// Makes these faults alone; several are divided by commas.
        #[arg(long, value_name = "FAULT", value_delimiter = ',')]
        only: Vec<Fault>,
        /// Makes one round of two faults: the primary's machine dies, and is cut off.
        #[arg(long, conflicts_with_all = ["rounds", "only"])]
        short: bool,
    },
}

/// What a cluster consists of.
#[derive(Args, Clone)]
struct Plan {
    /// The number of servers.
    #[arg(long, value_name = "NUMBER", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=8))]
    servers: u8,
    /// Puts `PgBouncer` between the servers and the database.
    #[arg(long)]
    pgbouncer: bool,
    /// Keeps the logs of all machines in this directory.
    #[arg(long, value_name = "DIR")]
    logs: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let ended = if options.inside {
        act(options.action).await
    } else {
        sandbox::enter(matches!(options.action, Action::Run { .. })).await
    };
    ended.unwrap_or_else(|error| {
        eprintln!("{error}");
        ExitCode::FAILURE
    })
}

async fn act(action: Action) -> Fallible<ExitCode> {
    match action {
        Action::Run { plan } => {
            // Limits and the cost of passwords are those that a server has by default.
            let cluster = Cluster::start(&plan, &[]).await?;
            match page::show(&cluster).await? {}
        }
        Action::Test { plan, mut rounds, mut only, short } => {
            if short {
                (rounds, only) = (1, vec![Fault::PrimaryDies, Fault::PrimaryCutOff]);
            }
            let cluster = Cluster::start(&plan, &[("HEARTH_RATE_LIMIT", "off"), ("HEARTH_BCRYPT_COST", "4")]).await?;
            rounds::run(&cluster, rounds, &only).await
        }
    }
}
