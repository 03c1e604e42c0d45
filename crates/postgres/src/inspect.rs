//! Looks at a cluster without changing anything: who holds it, and how its server can be reached.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use crate::{
    binaries::{Binaries, Probe},
    error::{Context, Error},
    lock,
    pidfile::PidFile,
    processes::{Identity, identify},
    settings::{DATABASE, Settings, USER},
};

/// What there is in the directory of a cluster.
#[derive(Debug)]
pub struct Inspection {
    /// The cluster's directory, canonical: root may have put it behind a link.
    pub dir: PathBuf,
    /// The major version that made the cluster; none where there is no cluster yet.
    pub major: Option<u32>,
    /// Whose it is at the moment.
    pub lock: LockState,
    /// What its `postmaster.pid` says.
    pub server: ServerState,
}

/// The state of a cluster's lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockState {
    /// No process has ever taken it.
    Absent,
    /// No process holds it. The file stays, and may name the process that held it last.
    Free {
        /// The process that held it last.
        last: Option<u32>,
    },
    /// A process holds it.
    Held {
        /// The process, where the file says so.
        pid: Option<u32>,
    },
}

/// The state of a cluster's server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServerState {
    /// Nothing says that one runs.
    Stopped,
    /// A file of one that is gone. The next start removes it.
    Stale {
        /// The process that it names; none where it is damaged.
        pid: Option<u32>,
    },
    /// One that is starting, or was started in a way that it does not say how to reach it.
    Unreachable {
        /// Its process.
        pid: u32,
    },
    /// One that takes connections.
    Running {
        /// Its process.
        pid: u32,
        /// The directory of its socket.
        socket_dir: PathBuf,
    },
    /// A process that is alive, and that this user may not look at.
    Unknown {
        /// The process.
        pid: u32,
    },
}

impl Inspection {
    /// Returns the administrator's role to connect as.
    #[must_use]
    pub fn user(&self) -> &'static str {
        USER
    }

    /// Returns the database to connect to.
    #[must_use]
    pub fn database(&self) -> &'static str {
        DATABASE
    }
}

/// Looks at the cluster in a directory; none where there is no such directory, or where it is empty.
///
/// It changes nothing. A free lock is held for a few microseconds, which is how it is told from one that somebody holds.
pub fn inspect(dir: &Path) -> Result<Option<Inspection>, Error> {
    let dir = match fs::canonicalize(dir) {
        Ok(dir) => dir,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::io("look at", dir, error)),
    };
    if fs::read_dir(&dir).context("read", &dir)?.next().is_none() {
        return Ok(None);
    }
    let data = dir.join("data");
    Ok(Some(Inspection { major: major(&data)?, lock: lock_state(&dir)?, server: server_state(&data)?, dir }))
}

/// Finds the binaries that the cluster would be run with: those of `major`, or for a new one the newest.
pub async fn find_binaries(settings: &Settings, major: Option<u32>) -> Result<Binaries, Error> {
    // As this user, so that root makes no copies.
    let probe = Probe { account: None, handover: &settings.handover };
    match major {
        Some(major) => settings.binaries.of_major(major, &settings.dir.join("data"), &probe).await,
        None => settings.binaries.newest(&probe).await,
    }
}

fn major(data: &Path) -> Result<Option<u32>, Error> {
    let file = data.join("PG_VERSION");
    match fs::read_to_string(&file) {
        Ok(text) => match text.trim().parse() {
            Ok(major) => Ok(Some(major)),
            Err(_) => Err(Error::Damaged { data: data.to_owned(), file, log: None }),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io("read", &file, error)),
    }
}

fn lock_state(dir: &Path) -> Result<LockState, Error> {
    let path = dir.join(lock::NAME);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(LockState::Absent),
        Err(error) => return Err(Error::io("open", &path, error)),
    };
    let state = match file.try_lock_shared() {
        Ok(()) => LockState::Free { last: None },
        Err(TryLockError::WouldBlock) => LockState::Held { pid: None },
        Err(TryLockError::Error(error)) => return Err(Error::io("look at", &path, error)),
    };
    let _ = file.unlock();
    let mut text = String::new();
    // Only to name somebody.
    let _ = file.take(64).read_to_string(&mut text);
    let pid = text.trim().parse().ok();
    Ok(match state {
        LockState::Held { .. } => LockState::Held { pid },
        _ => LockState::Free { last: pid },
    })
}

fn server_state(data: &Path) -> Result<ServerState, Error> {
    let file = PidFile::read(data)?;
    let Some(pid) = file.pid() else {
        return Ok(match file {
            PidFile::Missing => ServerState::Stopped,
            _ => ServerState::Stale { pid: None },
        });
    };
    Ok(match identify(pid, data)? {
        Identity::Gone | Identity::Unrelated => ServerState::Stale { pid: Some(pid) },
        Identity::Unknown => ServerState::Unknown { pid },
        Identity::Ours => match PidFile::socket_dir(data)? {
            Some(socket_dir) if file == (PidFile::Server { pid, ready: true }) => {
                ServerState::Running { pid, socket_dir }
            }
            _ => ServerState::Unreachable { pid },
        },
    })
}
