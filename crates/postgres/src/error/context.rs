//! Turns errors of the operating system into errors of this crate.

use std::{io, path::Path, sync::Arc};

use rustix::io::Errno;

use super::Error;
use crate::limit::Limit;

impl Error {
    /// Finds the variant that explains `source`, which came of doing `action` on `path`.
    pub(crate) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path, log: None },
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path, log: None },
            io::ErrorKind::PermissionDenied => Self::Permission { path, log: None },
            _ if source.raw_os_error() == Some(Errno::MFILE.raw_os_error()) => {
                Self::Limit { limit: Limit::OpenFiles, log: None }
            }
            _ => Self::Io { action, path, source: Arc::new(source) },
        }
    }
}

/// Turns an `io::Result` into ours, keeping what was done and on what.
pub(crate) trait Context<T> {
    fn context(self, action: &'static str, path: &Path) -> Result<T, Error>;
}

impl<T> Context<T> for io::Result<T> {
    fn context(self, action: &'static str, path: &Path) -> Result<T, Error> {
        self.map_err(|source| Error::io(action, path, source))
    }
}

impl<T> Context<T> for rustix::io::Result<T> {
    fn context(self, action: &'static str, path: &Path) -> Result<T, Error> {
        self.map_err(|errno| Error::io(action, path, errno.into()))
    }
}
