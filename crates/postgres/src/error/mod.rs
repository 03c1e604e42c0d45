//! Defines the errors of this crate. Their texts are in `messages`.

mod context;
mod messages;

use std::{io, path::PathBuf, sync::Arc};

pub(crate) use self::context::Context;
use crate::{limit::Limit, version::Version};

/// An error that keeps a cluster from being started, kept running or stopped. Its text is one or two full sentences.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// Another living process holds the lock.
    InUse {
        /// The cluster's directory.
        dir: PathBuf,
        /// The process that holds the lock, if it has written its number down.
        pid: Option<u32>,
    },

    /// No PostgreSQL of 14 or newer anywhere.
    NoBinaries,

    /// The PostgreSQL that was asked for by name does not work.
    BadBinaries {
        /// The configured directory.
        dir: PathBuf,
        /// The fault, as part of a sentence.
        reason: String,
    },

    /// The cluster was made by a major version of which there are no binaries.
    VersionMismatch {
        /// The data directory.
        data: PathBuf,
        /// The major version that made it.
        cluster: u32,
        /// The versions that were found.
        found: Vec<Version>,
    },

    /// The directory holds something that this crate did not put there.
    Foreign {
        /// The directory.
        dir: PathBuf,
    },

    /// A file without which the cluster cannot be opened is missing or damaged.
    Damaged {
        /// The data directory.
        data: PathBuf,
        /// The file, or the directory of files.
        file: PathBuf,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// A setting, or a file of settings, that PostgreSQL does not take.
    BadSettings {
        /// `postgresql.conf`, or a file that it includes.
        file: PathBuf,
        /// PostgreSQL's message about it.
        cause: String,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// `pg_hba.conf`, which says who may connect, lets nobody in.
    BadAccessRules {
        /// `pg_hba.conf`.
        file: PathBuf,
        /// PostgreSQL's message about it.
        cause: String,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// A file that makes PostgreSQL restore from an archive or follow another server.
    Recovery {
        /// `recovery.signal` or `standby.signal`.
        file: PathBuf,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// The operating system grants too little of something.
    Limit {
        /// The resource that is short.
        limit: Limit,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// A living process may be using the data directory, and it is not for us to stop.
    UnknownProcess {
        /// The data directory.
        data: PathBuf,
        /// The process.
        pid: u32,
    },

    /// A PostgreSQL process survives every signal.
    Unstoppable {
        /// The data directory.
        data: PathBuf,
        /// The process.
        pid: u32,
    },

    /// No space, or no quota, left.
    DiskFull {
        /// The file that could not be written.
        path: PathBuf,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// The file system is mounted read-only.
    ReadOnly {
        /// The file that could not be written.
        path: PathBuf,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// The operating system refuses access.
    Permission {
        /// The file that could not be used.
        path: PathBuf,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// The unprivileged account that root hands PostgreSQL to cannot reach an existing cluster.
    Unreachable {
        /// The cluster's directory.
        dir: PathBuf,
        /// The account's name.
        account: String,
    },

    /// Root, but nobody to hand PostgreSQL to.
    NoAccount,

    /// The user that runs us has a number but no name, which initdb does not accept.
    NoPasswdEntry {
        /// The user's number.
        uid: u32,
    },

    /// A path that PostgreSQL cannot be given.
    BadPath {
        /// The directory.
        dir: PathBuf,
        /// The fault, as part of a sentence.
        reason: &'static str,
    },

    /// The short directory for the sockets exists, but others could reach into it.
    UnsafeSocketDir {
        /// The directory.
        dir: PathBuf,
    },

    /// initdb, or making the database in the new cluster, failed.
    Create {
        /// The cluster's directory.
        dir: PathBuf,
        /// The last that PostgreSQL said.
        cause: String,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// The server ended before it was ready.
    Start {
        /// The data directory.
        data: PathBuf,
        /// The last that PostgreSQL said.
        cause: String,
        /// The file of its log.
        file: PathBuf,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// The server was not ready in time.
    StartTimeout {
        /// The data directory.
        data: PathBuf,
        /// The file of its log.
        file: PathBuf,
        /// The time that was waited.
        seconds: u64,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// The server ended too often by itself.
    CrashLoop {
        /// The last that PostgreSQL said.
        cause: String,
        /// The file of its log.
        file: PathBuf,
        /// The number of times.
        times: usize,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// The cluster was stopped on purpose, so there is nothing to wait for or to use.
    Stopped,

    /// Any other refusal of the operating system.
    Io {
        /// The action, as part of a sentence.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// The error of the operating system.
        source: Arc<io::Error>,
    },
}

impl Error {
    /// Returns the end of PostgreSQL's log, where it says something about the error.
    #[must_use]
    pub fn log_tail(&self) -> Option<&str> {
        match self {
            Self::Damaged { log, .. }
            | Self::BadSettings { log, .. }
            | Self::BadAccessRules { log, .. }
            | Self::Recovery { log, .. }
            | Self::Limit { log, .. }
            | Self::DiskFull { log, .. }
            | Self::ReadOnly { log, .. }
            | Self::Permission { log, .. }
            | Self::Create { log, .. }
            | Self::Start { log, .. }
            | Self::StartTimeout { log, .. }
            | Self::CrashLoop { log, .. } => log.as_deref(),
            _ => None,
        }
    }
}
