//! `hearth-server`: the API without a window, for people who host it for others.

// What clap shows as help is no Markdown.
#![allow(clippy::doc_markdown)]

mod serve;

use std::{
    io::{self, IsTerminal},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand, ValueEnum};
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// The server of Hearth, a small social network.
#[derive(Parser)]
#[command(version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API, on a PostgreSQL of its own unless DATABASE_URL or DATABASE_HOSTNAME names one.
    Serve(Serve),
}

#[derive(clap::Args)]
struct Serve {
    /// The address to listen on.
    #[arg(long, value_name = "ADDRESS:PORT", env = "HEARTH_LISTEN", default_value = "127.0.0.1:8000")]
    listen: SocketAddr,
    /// Where its own database and key live [default: $HEARTH_DATA_DIR, or the platform's data directory].
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// A database of yours, PostgreSQL 14 or newer. Prefer the variable DATABASE_URL when it holds a
    /// password: others on this computer can read a command line.
    #[arg(long, value_name = "URL", conflicts_with = "data_dir")]
    database_url: Option<String>,
    /// How to log, on standard error. RUST_LOG chooses what.
    #[arg(long, value_enum, env = "HEARTH_LOG_FORMAT", default_value_t = LogFormat::Text)]
    log_format: LogFormat,
}

#[derive(Clone, Copy, ValueEnum)]
enum LogFormat {
    /// A line for people.
    Text,
    /// An object a line, for machines.
    Json,
}

fn main() -> ExitCode {
    // Before any thread runs: it writes to the environment.
    if let Err(error) = dotenvy::dotenv()
        && !error.not_found()
    {
        eprintln!("hearth-server: The file .env cannot be read: {error}");
        return ExitCode::FAILURE;
    }
    let Command::Serve(options) = Cli::parse().command;
    log(options.log_format);
    let served =
        tokio::runtime::Runtime::new().map_err(Into::into).and_then(|runtime| runtime.block_on(serve::run(options)));
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("hearth-server: {error}");
            ExitCode::FAILURE
        }
    }
}

fn log(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let layer = fmt::layer().with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
    let registry = tracing_subscriber::registry().with(filter);
    match format {
        LogFormat::Text => registry.with(layer).init(),
        LogFormat::Json => registry.with(layer.json()).init(),
    }
}
