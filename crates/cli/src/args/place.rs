//! Defines the arguments that name a database.

use std::path::PathBuf;

/// The database of a command.
#[derive(clap::Args, Clone, Default)]
pub(crate) struct Place {
    /// The directory of its own database and key [default: $HEARTH_DATA_DIR, or the platform's data directory].
    #[arg(long, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// A database of yours, PostgreSQL 14 or newer. Prefer the variable DATABASE_URL when it holds a
    /// password: others on this computer can read a command line.
    #[arg(long, value_name = "URL", conflicts_with = "data_dir")]
    pub(crate) database_url: Option<String>,
}
