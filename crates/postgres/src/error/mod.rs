//! Defines the errors of this crate. Their texts are in `messages`.

mod context;
mod messages;

use std::{io, path::PathBuf, sync::Arc};

pub(crate) use self::context::Context;
use crate::{limit::Limit, version::Version};

/// An error that keeps a cluster from being started, kept running or stopped. Its text is one or two full sentences.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// A lock that another living process holds.
    InUse {
        /// The cluster's directory.
        dir: PathBuf,
        /// The process that holds the lock, if it has written its number down.
        pid: Option<u32>,
    },

    /// The lack of any PostgreSQL of 14 or newer.
    NoBinaries,

    /// A PostgreSQL that was asked for by name and does not work.
    BadBinaries {
        /// The configured directory.
        dir: PathBuf,
        /// The fault, as part of a sentence.
        reason: String,
    },

    /// A cluster that was made by a major version of which there are no binaries.
    VersionMismatch {
        /// The data directory.
        data: PathBuf,
        /// The major version that made it.
        cluster: u32,
        /// The versions that were found.
        found: Vec<Version>,
    },

    /// A directory that holds something that this crate did not put there.
    Foreign {
        /// The directory.
        dir: PathBuf,
    },

    /// A missing or damaged file, without which the cluster cannot be opened.
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

    /// A `pg_hba.conf`, which says who may connect, that lets nobody in.
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

    /// A resource of which the operating system grants too little.
    Limit {
        /// The resource that is short.
        limit: Limit,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// A living process that may be using the data directory, and is not for us to stop.
    UnknownProcess {
        /// The data directory.
        data: PathBuf,
        /// The process.
        pid: u32,
    },

    /// A PostgreSQL process that survives every signal.
    Unstoppable {
        /// The data directory.
        data: PathBuf,
        /// The process.
        pid: u32,
    },

    /// The lack of space, or of quota.
    DiskFull {
        /// The file that could not be written.
        path: PathBuf,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// A file system that is mounted read-only.
    ReadOnly {
        /// The file that could not be written.
        path: PathBuf,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// A refusal of access by the operating system.
    Permission {
        /// The file that could not be used.
        path: PathBuf,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// An existing cluster that the unprivileged account to which root hands PostgreSQL cannot reach.
    Unreachable {
        /// The cluster's directory.
        dir: PathBuf,
        /// The account's name.
        account: String,
    },

    /// The lack of an account to which root could hand PostgreSQL.
    NoAccount,

    /// A user with a number but no name, which initdb does not accept.
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

    /// A short directory for the sockets that others could reach into.
    UnsafeSocketDir {
        /// The directory.
        dir: PathBuf,
    },

    /// A failure of initdb, or of making the database in the new cluster.
    Create {
        /// The cluster's directory.
        dir: PathBuf,
        /// The last that PostgreSQL said.
        cause: String,
        /// PostgreSQL's message.
        log: Option<String>,
    },

    /// A server that ended before it was ready.
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

    /// A server that was not ready in time.
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

    /// A server that ended too often by itself.
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

    /// A cluster that was stopped on purpose, so that there is nothing to wait for or to use.
    Stopped,

    /// Any other refusal of the operating system.
    Io {
        /// The action, as part of a sentence.
        action: &'static str,
        /// The path of the file or directory.
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
