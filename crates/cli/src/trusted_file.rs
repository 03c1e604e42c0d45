//! Reads files that no other user can have written: they choose keys and databases.

use std::{
    fs::{File, Metadata},
    io::{self, Read as _},
    path::Path,
};

/// Bounds the size of a file of settings: a larger one holds none.
const MAX_BYTES: u64 = 1024 * 1024;

/// Error of reading a file that must be trusted.
#[derive(Debug)]
pub(crate) enum Untrusted {
    /// A file that cannot be read, or is no text.
    Unreadable(io::Error),
    /// A file that somebody else may have written.
    Foreign,
}

/// Reads a file of this user or root to which not everybody may write, up to 1 MiB.
pub(crate) fn read(path: &Path) -> Result<String, Untrusted> {
    let mut file = File::open(path).map_err(Untrusted::Unreadable)?;
    let found = file.metadata().map_err(Untrusted::Unreadable)?;
    if !is_trusted(&found) {
        return Err(Untrusted::Foreign);
    }
    if !found.is_file() || found.len() > MAX_BYTES {
        return Err(Untrusted::Unreadable(io::Error::other("it is no file of at most 1 MiB")));
    }
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(Untrusted::Unreadable)?;
    Ok(text)
}

/// Returns whether a file is this user's or root's, and not everybody may write to it.
#[cfg(unix)]
fn is_trusted(file: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    const WRITABLE_FOR_OTHERS: u32 = 0o002;
    let is_ours = file.uid() == 0 || file.uid() == rustix::process::geteuid().as_raw();
    is_ours && file.mode() & WRITABLE_FOR_OTHERS == 0
}

#[cfg(not(unix))]
fn is_trusted(_: &Metadata) -> bool {
    true
}
