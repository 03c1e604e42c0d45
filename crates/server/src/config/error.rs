//! Defines the errors of the settings.

use std::{io, path::PathBuf};

use super::url::DatabaseUrlError;

/// Error in the settings.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A variable with a value that cannot be used.
    #[error("{0} cannot be {1:?}. See docs/configuration.md for what it takes.")]
    Invalid(&'static str, String),
    /// A database address that cannot be parsed. Nothing of the address is repeated: any part of it may be one of the
    /// password.
    #[error("The database address is not one of PostgreSQL: {0}. It looks like postgresql://user@host:5432/name.")]
    DatabaseUrl(DatabaseUrlError),
    /// The lack of something that emails need.
    #[error("HEARTH_SMTP_URL is set, and {0} is not, which emails need. See docs/configuration.md.")]
    Mail(&'static str),
    /// The lack of a default data directory, because there is no home directory.
    #[error("There is no home directory to keep data in. Name a directory with --data-dir or HEARTH_DATA_DIR.")]
    NoDataDir,
    /// A data directory that cannot be made.
    #[error(
        "The data directory {} cannot be made: {source}. Name another with --data-dir or HEARTH_DATA_DIR.",
        dir.display()
    )]
    DataDir {
        /// The directory that is missing.
        dir: PathBuf,
        /// The error of the file system.
        source: io::Error,
    },
}
