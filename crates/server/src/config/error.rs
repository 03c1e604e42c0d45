//! Defines why settings cannot be used.

use std::{io, path::PathBuf};

use super::url::DatabaseUrlError;

/// Says what is wrong with the settings.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A variable holds what cannot be used.
    #[error("{0} cannot be {1:?}. See docs/configuration.md for what it takes.")]
    Invalid(&'static str, String),
    /// The database's address cannot be read. Nothing of the address is repeated: any part of it may be one of the password.
    #[error("The database address is not one of PostgreSQL: {0}. It looks like postgresql://user@host:5432/name.")]
    DatabaseUrl(DatabaseUrlError),
    /// No place to keep data.
    #[error("There is no home directory to keep data in. Name a directory with --data-dir or HEARTH_DATA_DIR.")]
    NoDataDir,
    /// The place to keep data cannot be made.
    #[error(
        "The data directory {} cannot be made: {source}. Name another with --data-dir or HEARTH_DATA_DIR.",
        dir.display()
    )]
    DataDir {
        /// The directory that is missing.
        dir: PathBuf,
        /// Why it cannot be made.
        source: io::Error,
    },
}
