//! Restores what copying or a backup takes from a cluster: its owner, its modes, its empty directories. None of that
//! holds data; what does and is missing is told.

use std::{
    fs::{self, Metadata, Permissions},
    io,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::Path,
};

use crate::{
    cluster_dir::ClusterDir,
    error::{Context, Error},
};

/// The directories that may be empty, parents first. PostgreSQL makes them with the cluster and never again.
const MAY_BE_EMPTY: [&str; 15] = [
    "pg_commit_ts",
    "pg_dynshmem",
    "pg_logical",
    "pg_logical/mappings",
    "pg_logical/snapshots",
    "pg_notify",
    "pg_replslot",
    "pg_serial",
    "pg_snapshots",
    "pg_stat",
    "pg_stat_tmp",
    "pg_subtrans",
    "pg_tblspc",
    "pg_twophase",
    "pg_wal/archive_status",
];

/// Another directory that may be empty, and the first major version that has it.
const SUMMARIES: (&str, u32) = ("pg_wal/summaries", 17);

/// The files that a server can be ready without, and then lets nobody in.
const ESSENTIAL: [&str; 2] = ["global/pg_control", "global/pg_filenode.map"];

/// Makes the existing cluster of `cluster_dir`, which `major` made, ready for a start.
pub(crate) fn repair(cluster_dir: &ClusterDir, major: u32) -> Result<(), Error> {
    let data = cluster_dir.data();
    let found = fs::symlink_metadata(&data).context("look at", &data)?;
    if found.is_dir() && lost_owner_or_mode(cluster_dir, &found) {
        tracing::warn!(data = %data.display(), "giving the database's files their owner and modes again");
        give_back(cluster_dir, &data, &found)?;
    }
    let summaries = (major >= SUMMARIES.1).then_some(SUMMARIES.0);
    for name in MAY_BE_EMPTY.into_iter().chain(summaries) {
        let dir = data.join(name);
        if !dir.exists() && dir.parent().is_some_and(Path::is_dir) {
            cluster_dir.make_private(&dir)?;
        }
    }
    for name in ESSENTIAL {
        let file = data.join(name);
        if fs::metadata(&file).map_or_else(|error| error.kind() == io::ErrorKind::NotFound, |file| file.len() == 0) {
            return Err(Error::Damaged { data, file, log: None });
        }
    }
    // It would follow a server that is not there, and never be ready.
    let standby = data.join("standby.signal");
    if standby.exists() { Err(Error::Recovery { file: standby, log: None }) } else { Ok(()) }
}

/// Returns whether the owner or the mode was lost: the mode that PostgreSQL demands, or the one that lets a group read
/// along, tells of the rest.
fn lost_owner_or_mode(cluster_dir: &ClusterDir, data: &Metadata) -> bool {
    let is_roots = cluster_dir.account.is_some() && data.uid() == 0;
    is_roots || !matches!(data.mode() & 0o777, 0o700 | 0o750)
}

/// Makes `path` and what is in it private, and hands what root has restored to the account. Links are not followed, so that
/// nothing outside is touched.
fn give_back(cluster_dir: &ClusterDir, path: &Path, found: &Metadata) -> Result<(), Error> {
    if let Some(account) = cluster_dir.account.as_ref().filter(|_| found.uid() == 0) {
        account.chown(path)?;
    }
    if found.is_symlink() {
        return Ok(());
    }
    let wanted = if found.is_dir() { 0o700 } else { 0o600 };
    if found.mode() & 0o7777 != wanted {
        fs::set_permissions(path, Permissions::from_mode(wanted)).context("make private", path)?;
    }
    if found.is_dir() {
        for entry in fs::read_dir(path).context("read", path)?.flatten() {
            let path = entry.path();
            give_back(cluster_dir, &path, &entry.metadata().context("look at", &path)?)?;
        }
    }
    Ok(())
}
