//! `hearth-server`: the API without a window, for people who host it for others.

// What clap shows as help is no Markdown.
#![allow(clippy::doc_markdown)]

mod rotate;
mod serve;

use std::{
    error::Error,
    io::{self, IsTerminal},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
    str::FromStr,
};

use clap::{Parser, Subcommand, ValueEnum};
use hearth_server::config;
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// An answer is many small pieces of memory, for moments: this allocator takes half the time of the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

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
    /// Make a new key for the sessions of a PostgreSQL of its own. Whoever is signed in stays so.
    RotateKey(RotateKey),
}

#[derive(clap::Args)]
struct Serve {
    /// The address to listen on [default: $HEARTH_LISTEN, or 127.0.0.1:8000].
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// Where its own database and key live [default: $HEARTH_DATA_DIR, or the platform's data directory].
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// A database of yours, PostgreSQL 14 or newer. Prefer the variable DATABASE_URL when it holds a
    /// password: others on this computer can read a command line.
    #[arg(long, value_name = "URL", conflicts_with = "data_dir")]
    database_url: Option<String>,
    /// How to log, on standard error. RUST_LOG chooses what [default: $HEARTH_LOG_FORMAT, or text].
    #[arg(long, value_enum)]
    log_format: Option<LogFormat>,
}

#[derive(clap::Args)]
struct RotateKey {
    /// Where the key lives [default: $HEARTH_DATA_DIR, or the platform's data directory].
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum LogFormat {
    /// A line for people.
    Text,
    /// An object a line, for machines.
    Json,
}

impl FromStr for LogFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        ValueEnum::from_str(text, true)
    }
}

fn main() -> ExitCode {
    // Before any thread runs: it writes to the environment.
    if let Err(error) = dotenvy::dotenv()
        && !error.not_found()
    {
        eprintln!("hearth-server: The file .env cannot be read: {error}");
        return ExitCode::FAILURE;
    }
    let done = match Cli::parse().command {
        Command::Serve(options) => serve(options),
        Command::RotateKey(RotateKey { data_dir }) => rotate::run(data_dir),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("hearth-server: {error}");
            ExitCode::FAILURE
        }
    }
}

fn serve(options: Serve) -> Result<()> {
    let format = match options.log_format {
        Some(format) => Some(format),
        None => config::parse("HEARTH_LOG_FORMAT", |_| true)?,
    };
    log(format.unwrap_or(LogFormat::Text));
    tokio::runtime::Runtime::new()?.block_on(serve::run(options))
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
