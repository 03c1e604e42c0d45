//! Looks for room on a disk before it is needed.

use std::path::{Path, PathBuf};

use rustix::fs::statvfs;

use crate::error::Error;

/// What a new cluster takes without a row in it, in bytes.
pub(crate) const EMPTY_CLUSTER: u64 = 96 << 20;

/// Fails where a directory has less room than may be needed. What cannot be told is tried.
pub(crate) fn need(dir: &Path, needed: u64) -> Result<(), Error> {
    let Ok(disk) = statvfs(dir) else { return Ok(()) };
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    if free < needed { Err(Error::Room { dir: dir.to_owned(), free, needed }) } else { Ok(()) }
}

/// Returns the directory that a file is in.
pub(crate) fn dir_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir.to_owned(),
        _ => PathBuf::from("."),
    }
}
