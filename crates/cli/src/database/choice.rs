//! Chooses the database that flags and settings name.

use std::path::{Path, PathBuf};

use hearth_server::{
    config::{self, ConfigError},
    database::DatabaseOptions,
};

use crate::{args::Place, result::Result};

/// The database of a command.
pub(crate) enum Choice {
    /// One of the owner's.
    External(DatabaseOptions),
    /// The server's own, in this data directory.
    Own(PathBuf),
}

/// Chooses the first of: `--database-url`, `--data-dir`, `DATABASE_URL`, `DATABASE_HOSTNAME`, the default data directory.
pub(crate) fn choose(place: &Place) -> Result<Choice, ConfigError> {
    if let Some(url) = &place.database_url {
        return config::database_url(url).map(Choice::External);
    }
    if place.data_dir.is_none()
        && let Some(options) = config::external_database()?
    {
        return Ok(Choice::External(options));
    }
    data_dir(place.data_dir.as_deref()).map(Choice::Own)
}

/// Finds the directory of the server's own database and keys.
pub(crate) fn data_dir(named: Option<&Path>) -> Result<PathBuf, ConfigError> {
    named.map_or_else(config::data_dir, |dir| std::path::absolute(dir).map_err(|_| ConfigError::NoDataDir))
}

/// Starts this program again where the environment has options for sessions that are not for the server's own database.
pub(crate) fn leave_out_session_options(choice: &Choice) -> Result<()> {
    if let Choice::Own(_) = choice {
        config::leave_out_session_options()
            .map_err(|error| format!("PGOPTIONS is set, and cannot be left out: {error}. Start Hearth without it."))?;
    }
    Ok(())
}
