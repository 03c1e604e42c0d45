//! Restores a backup: beside an own database, which it replaces all at once, or into an empty one of the owner's.

use std::path::Path;

use hearth_postgres::{Settings, StoppedCluster, Tools, confirm_restore, kept_before_restore};
use hearth_server::database::{DatabaseOptions, RowCounts, count_rows, end_all_sessions, first_table, migrate};

use crate::{
    archive::is_encrypted,
    disk::{self, EMPTY_CLUSTER},
    encryption::Key,
    error::Error,
    job::{Job, Progress},
    programs,
    scratch::{fill, owner},
};

/// How many times the length of a backup its database takes on the disk, at least.
const UNPACKED: u64 = 3;

/// Restores a backup into the own database of these settings, on which no server runs. The earlier one is kept until the restore
/// is [confirmed](confirm) or [undone](undo). All sessions end unless `keep_sessions`.
pub async fn restore_own(
    settings: &Settings,
    file: &Path,
    key: Option<Key>,
    keep_sessions: bool,
    job: &Job,
) -> Result<RowCounts, Error> {
    check_file(file, key.as_ref())?;
    if let Some(before) = kept_before_restore(&settings.dir) {
        return Err(Error::Unconfirmed(before));
    }
    let held = StoppedCluster::hold(settings).await?;
    let length = std::fs::metadata(file).map_or(0, |found| found.len());
    disk::need(held.dir(), length.saturating_mul(UNPACKED) + EMPTY_CLUSTER)?;
    job.check()?;
    let place = held.place_for_restore()?;
    let restored = rehearse(place.clone(), file, key, keep_sessions, job).await;
    match restored {
        Ok(rows) => held.install().map(|()| rows).map_err(Into::into),
        Err(error) => {
            let _ = std::fs::remove_dir_all(&place.dir);
            Err(error)
        }
    }
}

/// Restores a backup into an empty database of the owner's, and brings its tables up to date.
pub async fn restore_external(
    target: &DatabaseOptions,
    settings: &Settings,
    file: &Path,
    key: Option<Key>,
    keep_sessions: bool,
    job: &Job,
) -> Result<RowCounts, Error> {
    check_file(file, key.as_ref())?;
    let (major, first) = job.run(first_table(target)).await?;
    if let Some(table) = first {
        return Err(Error::NotEmpty(table));
    }
    let tools = job.run(programs::find(&settings.binaries, major)).await?;
    fill(target, &tools, file, key, job).await?;
    // From here on it is there as a whole, and the rest takes moments.
    finish(target, keep_sessions, job).await
}

/// Returns whether the database in the directory of a cluster was restored, and the earlier one is kept until that is confirmed.
#[must_use]
pub fn keeps_earlier(cluster_dir: &Path) -> bool {
    kept_before_restore(cluster_dir).is_some()
}

/// Removes the database that was there before a restore. Fails where there is none.
pub fn confirm(settings: &Settings) -> Result<(), Error> {
    if confirm_restore(&settings.dir)? { Ok(()) } else { Err(Error::NothingRestored) }
}

/// Puts the database back that was there before a restore, and removes the restored one.
pub async fn undo(settings: &Settings) -> Result<(), Error> {
    if kept_before_restore(&settings.dir).is_none() {
        return Err(Error::NothingRestored);
    }
    Ok(StoppedCluster::hold(settings).await?.undo()?)
}

/// Fails where a file is no backup, or needs a key that was not given.
fn check_file(file: &Path, key: Option<&Key>) -> Result<(), Error> {
    if is_encrypted(file)? && key.is_none() { Err(Error::Encrypted(file.to_owned())) } else { Ok(()) }
}

/// Restores into a new cluster, and stops it.
async fn rehearse(
    place: Settings,
    file: &Path,
    key: Option<Key>,
    keep_sessions: bool,
    job: &Job,
) -> Result<RowCounts, Error> {
    let search = place.binaries.clone();
    let cluster = job.run(hearth_postgres::start(place, |_| {})).await?;
    let filled = async {
        let tools: Tools = job.run(programs::find(&search, cluster.binaries().version.major)).await?;
        let owner = job.run(owner(&cluster)).await?;
        fill(&owner, &tools, file, key, job).await?;
        job.tell(Progress::Installing);
        finish(&owner, keep_sessions, job).await
    };
    let filled = filled.await;
    let stopped = cluster.stop().await;
    let rows = filled?;
    stopped?;
    job.check()?;
    Ok(rows)
}

/// Brings the tables up to date and ends sessions, and counts the rows.
async fn finish(owner: &DatabaseOptions, keep_sessions: bool, job: &Job) -> Result<RowCounts, Error> {
    let rows = job.run(count_rows(owner)).await?;
    if !["users", "posts", "votes"]
        .iter()
        .all(|name| rows.tables.keys().any(|table| table.ends_with(&format!(".{name}"))))
    {
        return Err(Error::Foreign);
    }
    job.run(migrate(owner)).await?;
    if !keep_sessions {
        job.run(end_all_sessions(owner)).await?;
    }
    Ok(rows)
}
