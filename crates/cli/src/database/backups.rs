//! Backs the server's own database up each day, and before its tables change.

use std::path::{Path, PathBuf};

use hearth_backup::Daily;
use hearth_server::{
    config::{ConfigError, settings},
    database::DatabaseOptions,
};

use super::own::cluster_settings;
use crate::result::Result;

/// Returns the directory of the backups of a data directory.
pub(crate) fn backup_dir(data_dir: &Path) -> PathBuf {
    settings::BACKUP_DIR.read_path().map_or_else(|| data_dir.join("backups"), PathBuf::from)
}

/// Returns the daily backups of a data directory; none where they are turned off.
pub(crate) fn daily(data_dir: &Path, options: &DatabaseOptions) -> Result<Option<Daily>, ConfigError> {
    Daily::from_settings(data_dir, options.clone(), cluster_settings(data_dir))
}

/// Backs the database up where its tables are about to be brought up to date, so that there is a way back.
pub(crate) async fn back_up_before_upgrade(daily: &Daily) -> Result<()> {
    daily.before_upgrade().await.map(drop).map_err(|error| {
        format!(
            "The tables of the database have to be brought up to date, and it could not be backed up before: {error} Nothing was \
             changed. To go on without a backup, start once with HEARTH_BACKUP=off."
        )
        .into()
    })
}
