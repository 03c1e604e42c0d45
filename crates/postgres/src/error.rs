//! Everything that can go wrong, said so that the person in front of the app can act on it.

use std::{
    fmt::Write as _,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::binaries::Version;

/// Why the cluster could not be started, kept running or stopped. Its text is one or two full sentences.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// Another living process holds the lock.
    #[error("The database in {} is already in use{}. Close the other Hearth first.", dir.display(), by(*pid))]
    InUse {
        /// The cluster's directory.
        dir: PathBuf,
        /// The process that holds the lock, if it has written its number down.
        pid: Option<u32>,
    },

    /// No PostgreSQL of 14 or newer anywhere.
    #[error(
        "PostgreSQL was not found: neither the one that belongs to Hearth nor one of version 14 or newer in the usual \
         places. Install it with your package manager, for example: apt-get install postgresql"
    )]
    NoBinaries,

    /// The PostgreSQL that was asked for by name does not work.
    #[error("The PostgreSQL that HEARTH_POSTGRES_DIR names, {}, cannot be used: {reason}. Correct or unset the variable.", dir.display())]
    BadBinaries {
        /// The configured directory.
        dir: PathBuf,
        /// What is wrong with it, as part of a sentence.
        reason: String,
    },

    /// The cluster was made by a major version of which there are no binaries.
    #[error(
        "The database in {} was made by PostgreSQL {cluster}, but only PostgreSQL {} is here. Nothing was changed; \
         install PostgreSQL {cluster} (for example: apt-get install postgresql-{cluster}) to open it.",
        data.display(), majors(found)
    )]
    OtherMajor {
        /// The data directory.
        data: PathBuf,
        /// The major version that made it.
        cluster: u32,
        /// The versions that were found.
        found: Vec<Version>,
    },

    /// The directory holds something that this crate did not put there.
    #[error("{} is not empty, and what is in it is not a database of Hearth's. Nothing was changed; choose another directory, or move its content away.", dir.display())]
    Foreign {
        /// The directory.
        dir: PathBuf,
    },

    /// A data directory without its version, so not one that can be started.
    #[error("The database in {} is damaged: {reason}. Nothing was changed; restore it from a backup, or move it away to begin anew.", data.display())]
    Damaged {
        /// The data directory.
        data: PathBuf,
        /// What is wrong with it, as part of a sentence.
        reason: String,
    },

    /// A living process may be using the data directory, and it is not for us to stop.
    #[error("Process {pid} seems to be using the database in {}, and Hearth did not start it. Stop it, then try again.", data.display())]
    Doubtful {
        /// The data directory.
        data: PathBuf,
        /// The process.
        pid: u32,
    },

    /// A PostgreSQL process survives every signal.
    #[error("Process {pid} is using the database in {} and does not stop. End it, or restart the computer, then try again.", data.display())]
    Unstoppable {
        /// The data directory.
        data: PathBuf,
        /// The process.
        pid: u32,
    },

    /// No space, or no quota, left.
    #[error("The disk that holds {} is full. Free some space, then try again; what was saved is safe.", path.display())]
    DiskFull {
        /// What could not be written.
        path: PathBuf,
        /// What PostgreSQL said.
        log: Option<String>,
    },

    /// The file system is mounted read-only.
    #[error("{} is on a read-only file system. Choose a directory that can be written to, or remount it.", path.display())]
    ReadOnly {
        /// What could not be written.
        path: PathBuf,
        /// What PostgreSQL said.
        log: Option<String>,
    },

    /// The operating system refuses access.
    #[error("{} cannot be used for the database: permission denied. Make it belong to the user that runs Hearth, or choose another directory.", path.display())]
    Permission {
        /// What could not be used.
        path: PathBuf,
        /// What PostgreSQL said.
        log: Option<String>,
    },

    /// The unprivileged account that root hands PostgreSQL to cannot reach an existing cluster.
    #[error(
        "PostgreSQL refuses to run as root, and the account {account}, which it would run as, cannot enter {}. \
         Start Hearth as the user that the database belongs to, or move it to a directory that {account} can enter.",
        dir.display()
    )]
    Unreachable {
        /// The cluster's directory.
        dir: PathBuf,
        /// The account's name.
        account: String,
    },

    /// Root, but nobody to hand PostgreSQL to.
    #[error(
        "PostgreSQL refuses to run as root, and there is no account `postgres` or `nobody` to run it as. Create one, or start Hearth as an ordinary user."
    )]
    NoAccount,

    /// The user that runs us has a number but no name, which initdb does not accept.
    #[error(
        "PostgreSQL cannot create a database for user number {uid}, because that user has no name on this system. Add it to /etc/passwd, or start Hearth as another user."
    )]
    NamelessUser {
        /// The user's number.
        uid: u32,
    },

    /// A path that PostgreSQL cannot be given.
    #[error("The directory {} cannot hold the database, because its name {reason}. Choose another one.", dir.display())]
    BadPath {
        /// The directory.
        dir: PathBuf,
        /// What is wrong with it, as part of a sentence.
        reason: &'static str,
    },

    /// The short directory for the sockets exists, but others could reach into it.
    #[error("{} exists but is not a private directory of this user's, so the database's socket cannot be put there. Remove it, then try again.", dir.display())]
    UnsafeSocketDir {
        /// The directory.
        dir: PathBuf,
    },

    /// initdb, or making the database in the new cluster, failed.
    #[error("PostgreSQL could not create a new database in {}. Its log says why.", dir.display())]
    Create {
        /// The cluster's directory.
        dir: PathBuf,
        /// What PostgreSQL said.
        log: Option<String>,
    },

    /// The server ended before it was ready.
    #[error("PostgreSQL could not start on the database in {}. Its log says why.", data.display())]
    Start {
        /// The data directory.
        data: PathBuf,
        /// What PostgreSQL said.
        log: Option<String>,
    },

    /// The server was not ready in time.
    #[error("PostgreSQL did not become ready on the database in {} within {seconds} seconds. Its log says what it was doing; try again.", data.display())]
    StartTimeout {
        /// The data directory.
        data: PathBuf,
        /// How long it was waited for.
        seconds: u64,
        /// What PostgreSQL said.
        log: Option<String>,
    },

    /// The server ended too often by itself.
    #[error(
        "PostgreSQL stopped by itself {times} times in a short while, so it was not started again. Its log says why; what was saved is safe."
    )]
    KeepsDying {
        /// How often.
        times: usize,
        /// What PostgreSQL said.
        log: Option<String>,
    },

    /// The cluster was stopped on purpose, so there is nothing to wait for or to use.
    #[error("The database was stopped.")]
    Stopped,

    /// Any other refusal of the operating system.
    #[error("Hearth could not {action} {}: {source}.", path.display())]
    Io {
        /// What was tried, as part of a sentence.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the operating system said.
        source: Arc<io::Error>,
    },
}

impl Error {
    /// What PostgreSQL itself said about it, where it said something.
    #[must_use]
    pub fn log_tail(&self) -> Option<&str> {
        match self {
            Self::DiskFull { log, .. }
            | Self::ReadOnly { log, .. }
            | Self::Permission { log, .. }
            | Self::Create { log, .. }
            | Self::Start { log, .. }
            | Self::StartTimeout { log, .. }
            | Self::KeepsDying { log, .. } => log.as_deref(),
            _ => None,
        }
    }

    /// The variant that explains `source`, which came of doing `action` on `path`.
    pub(crate) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path, log: None },
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path, log: None },
            io::ErrorKind::PermissionDenied => Self::Permission { path, log: None },
            _ => Self::Io { action, path, source: Arc::new(source) },
        }
    }

    /// The variant that `log`, which PostgreSQL wrote when it failed in `dir`, gives away, if it gives one away.
    pub(crate) fn explained_by(log: &str, dir: &Path) -> Option<Self> {
        let path = dir.to_owned();
        let tail = some(log);
        if log.contains("No space left on device") || log.contains("Disk quota exceeded") {
            Some(Self::DiskFull { path, log: tail })
        } else if log.contains("Read-only file system") {
            Some(Self::ReadOnly { path, log: tail })
        } else if log.contains("Permission denied") {
            Some(Self::Permission { path, log: tail })
        } else {
            None
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

/// `None` for a log that says nothing.
pub(crate) fn some(log: &str) -> Option<String> {
    let log = log.trim();
    (!log.is_empty()).then(|| log.to_owned())
}

fn by(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" by process {pid}")).unwrap_or_default()
}

fn majors(found: &[Version]) -> String {
    let mut text = String::new();
    for (at, version) in found.iter().enumerate() {
        let separator = match at {
            0 => "",
            _ if at + 1 == found.len() => " and ",
            _ => ", ",
        };
        let _ = write!(text, "{separator}{}", version.major);
    }
    text
}
