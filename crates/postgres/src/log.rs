//! Opens PostgreSQL's log, one file that the server appends to, and reads its end when something failed.

use std::{
    fs::{self, File, OpenOptions},
    io::{Read, Seek, SeekFrom},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use rustix::fs::OFlags;

use crate::{
    account::Account,
    error::{Context, Error},
};

/// The size above which a start puts the log aside, so that there are never more than two of about this size.
const LARGE: u64 = 1 << 20;

/// The length of the end that is read, in bytes: as much as a person reads.
const TAIL: u64 = 4 << 10;

/// The log, open for one server to append to.
#[derive(Debug)]
pub(crate) struct Log {
    path: PathBuf,
    file: File,
    /// The offset at which this server's part begins.
    start: u64,
}

impl Log {
    pub(crate) fn open(path: &Path, account: Option<&Account>) -> Result<Self, Error> {
        if fs::symlink_metadata(path).is_ok_and(|found| found.len() > LARGE) {
            fs::rename(path, path.with_extension("log.old")).context("put aside", path)?;
        }
        let file = OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
            .open(path)
            .context("open", path)?;
        if let Some(account) = account {
            account.fchown(&file, path)?;
        }
        // One that was there, as of a backup, keeps the mode that it has.
        file.set_permissions(PermissionsExt::from_mode(0o600)).context("make private", path)?;
        let start = file.metadata().context("look at", path)?.len();
        Ok(Self { path: path.to_owned(), file, start })
    }

    /// Returns a handle for the server's standard error.
    pub(crate) fn writer(&self) -> Result<File, Error> {
        self.file.try_clone().context("open", &self.path)
    }

    /// Returns the end of what this server wrote; empty when it wrote nothing or it cannot be read.
    pub(crate) fn tail(&self) -> String {
        let read = || -> std::io::Result<Vec<u8>> {
            let mut file = File::open(&self.path)?;
            let end = file.metadata()?.len();
            file.seek(SeekFrom::Start(self.start.max(end.saturating_sub(TAIL))))?;
            let mut bytes = Vec::new();
            file.take(TAIL).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        String::from_utf8_lossy(&read().unwrap_or_default()).into_owned()
    }
}

/// Keeps what a log says for an error; `None` where it says nothing.
pub(crate) fn excerpt(log: &str) -> Option<String> {
    let log = log.trim();
    (!log.is_empty()).then(|| log.to_owned())
}
