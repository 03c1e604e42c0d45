//! Defines the arguments of the program.

// What clap shows as help is no Markdown.
#![allow(clippy::doc_markdown)]

use std::{net::SocketAddr, path::PathBuf, str::FromStr};

use clap::{Parser, Subcommand, ValueEnum};

/// The server of Hearth, a small social network.
#[derive(Parser)]
#[command(name = crate::PROGRAM, version, propagate_version = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Serve the API, on a PostgreSQL of its own unless DATABASE_URL or DATABASE_HOSTNAME names one.
    Serve(Serve),
    /// Make a new key for the sessions of a PostgreSQL of its own. Whoever is signed in stays so.
    RotateKey(RotateKey),
}

#[derive(clap::Args)]
pub(crate) struct Serve {
    /// The address to listen on [default: $HEARTH_LISTEN, or 127.0.0.1:8000].
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    /// The directory of its own database and key [default: $HEARTH_DATA_DIR, or the platform's data directory].
    #[arg(long, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// A database of yours, PostgreSQL 14 or newer. Prefer the variable DATABASE_URL when it holds a
    /// password: others on this computer can read a command line.
    #[arg(long, value_name = "URL", conflicts_with = "data_dir")]
    pub(crate) database_url: Option<String>,
    /// The format of the log, on standard error. RUST_LOG chooses what is logged [default: $HEARTH_LOG_FORMAT, or
    /// text].
    #[arg(long, value_enum)]
    pub(crate) log_format: Option<LogFormat>,
}

#[derive(clap::Args)]
pub(crate) struct RotateKey {
    /// The directory of the key [default: $HEARTH_DATA_DIR, or the platform's data directory].
    #[arg(long, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum LogFormat {
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
