//! What an owner who was killed leaves behind: servers that still run, and `postmaster.pid` files that name nobody.
//! Called under the lock, so whatever works in the data directory is not another Hearth's.

use std::{fs, io, path::Path, time::Duration};

use rustix::process::{Pid, Signal, kill_process};
use tokio::time::{Instant, sleep};

use crate::{
    error::Error,
    pidfile::PidFile,
    processes::{Identity, Process, identify, working_in},
};

/// How often we look whether they are gone.
const INTERVAL: Duration = Duration::from_millis(20);

/// What is tried, and how long each is given: a shutdown in order, an abort (whose damage the next start repairs
/// from the log), and the end.
const MEASURES: [(Signal, Duration); 3] = [
    (Signal::INT, Duration::from_secs(15)),
    (Signal::QUIT, Duration::from_secs(5)),
    (Signal::KILL, Duration::from_secs(5)),
];

/// Leaves `data` with no process in it and no file that would keep PostgreSQL from starting, or says why not.
pub(crate) async fn clear(data: &Path) -> Result<(), Error> {
    refuse_doubtful(data)?;
    stop_all(data).await?;
    remove_stale_file(data)
}

/// Stops only what we started: a server that was killed with its owner, never a maintenance session.
fn refuse_doubtful(data: &Path) -> Result<(), Error> {
    let file = PidFile::read(data)?;
    let Some(pid) = file.pid() else { return Ok(()) };
    match (identify(pid, data)?, file) {
        (Identity::Ours, PidFile::Standalone { .. }) | (Identity::Unknown, _) => {
            Err(Error::Doubtful { data: data.to_owned(), pid })
        }
        _ => Ok(()),
    }
}

async fn stop_all(data: &Path) -> Result<(), Error> {
    let mut left = working_in(data)?;
    for (signal, patience) in MEASURES {
        if left.is_empty() {
            return Ok(());
        }
        let pids: Vec<u32> = left.iter().map(|process| process.pid).collect();
        tracing::warn!(?pids, ?signal, "stopping a PostgreSQL that outlived its owner");
        for process in heads(&left) {
            // One that ended meanwhile is as good as stopped.
            let _ = Pid::from_raw(process.pid.cast_signed()).map(|pid| kill_process(pid, signal));
        }
        left = wait_until_gone(data, patience).await?;
    }
    match left.first() {
        None => Ok(()),
        Some(process) => Err(Error::Unstoppable { data: data.to_owned(), pid: process.pid }),
    }
}

/// Those that no other one supervises: servers, and the backends of a server that is gone.
fn heads(processes: &[Process]) -> impl Iterator<Item = &Process> {
    processes.iter().filter(|process| processes.iter().all(|other| other.pid != process.parent))
}

async fn wait_until_gone(data: &Path, patience: Duration) -> Result<Vec<Process>, Error> {
    let deadline = Instant::now() + patience;
    loop {
        let left = working_in(data)?;
        if left.is_empty() || Instant::now() >= deadline {
            return Ok(left);
        }
        sleep(INTERVAL).await;
    }
}

/// PostgreSQL itself removes a file that names a free number, after a check of its shared memory; it refuses when the
/// number went to another process, when only a zombie has it, and when the file is cut short.
fn remove_stale_file(data: &Path) -> Result<(), Error> {
    let file = PidFile::read(data)?;
    let stale = match file.pid() {
        Some(pid) => match identify(pid, data)? {
            Identity::Gone | Identity::Unrelated => true,
            Identity::Ours | Identity::Unknown => return Err(Error::Doubtful { data: data.to_owned(), pid }),
        },
        None => file == PidFile::Unreadable,
    };
    if !stale {
        return Ok(());
    }
    tracing::info!(?file, "removing the postmaster.pid of a server that is gone");
    let path = PidFile::path(data);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io("remove", &path, error)),
        _ => Ok(()),
    }
}
