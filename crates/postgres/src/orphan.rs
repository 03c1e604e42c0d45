//! Removes what a killed owner leaves behind: servers that still run, and `postmaster.pid` files that name nobody.
//! Called under the lock, so whatever works in the data directory is not another Hearth's.

use std::{fs, io, path::Path, time::Duration};

use rustix::{
    io::Errno,
    process::{Pid, Signal, test_kill_process},
};
use tokio::time::{Instant, sleep};

use crate::{
    error::Error,
    pidfile::PidFile,
    process_handle::ProcessHandle,
    processes::{Identity, Process, identify, working_in},
};

/// The interval between two checks whether they are gone.
const INTERVAL: Duration = Duration::from_millis(20);

/// The signals that are tried, each with its time-out: a shutdown in order, an abort (whose damage the next start repairs
/// from the log), and the end.
const MEASURES: [(Signal, Duration); 3] = [
    (Signal::INT, Duration::from_secs(15)),
    (Signal::QUIT, Duration::from_secs(5)),
    (Signal::KILL, Duration::from_secs(5)),
];

/// Leaves `data` with no process in it and no file that would keep PostgreSQL from starting, or says why not.
pub(crate) async fn clear(data: &Path) -> Result<(), Error> {
    refuse_unknown_process(data)?;
    stop_all(data).await?;
    remove_stale_file(data)
}

/// Ends whatever still works in `dir`, where nothing is worth keeping.
pub(crate) async fn kill_all(dir: &Path) -> Result<(), Error> {
    for process in working_in(dir)? {
        signal(process, dir, Signal::KILL)?;
    }
    wait_until_gone(dir, Duration::from_secs(5)).await.map(drop)
}

/// Stops only what we started: a server that was killed with its owner, never a maintenance session.
fn refuse_unknown_process(data: &Path) -> Result<(), Error> {
    let file = PidFile::read(data)?;
    let Some(pid) = file.pid() else { return Ok(()) };
    match (identify(pid, data)?, file) {
        (Identity::Ours, PidFile::Standalone { .. }) | (Identity::Unknown, _) => {
            Err(Error::UnknownProcess { data: data.to_owned(), pid })
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
        let told = if signal == Signal::INT { servers(&left, data)? } else { left };
        tracing::warn!(?told, ?signal, "stopping a PostgreSQL that outlived its owner");
        for process in told {
            self::signal(process, data, signal)?;
        }
        left = wait_until_gone(data, patience).await?;
    }
    match left.first() {
        None => Ok(()),
        Some(process) => Err(Error::Unstoppable { data: data.to_owned(), pid: process.pid }),
    }
}

/// Sends a signal to a process that works in `data`, and to no other: it is looked at once more when its number can no longer become
/// another's. One that ended meanwhile is as good as stopped.
fn signal(process: Process, data: &Path, signal: Signal) -> Result<(), Error> {
    if let Some(handle) = ProcessHandle::open(process.pid)
        && identify(process.pid, data)? == Identity::Ours
    {
        handle.signal(signal);
    }
    Ok(())
}

/// Finds the processes that can shut down in order. The children of a server that was killed end by themselves, and
/// must not be asked to: SIGINT makes its checkpointer declare the shutdown complete, whatever a sister process still
/// writes.
fn servers(processes: &[Process], data: &Path) -> Result<Vec<Process>, Error> {
    let named = PidFile::read(data)?.pid();
    let is_server = |one: &&Process| named == Some(one.pid) || processes.iter().any(|other| other.parent == one.pid);
    Ok(processes.iter().filter(is_server).copied().collect())
}

/// Returns whether a number is taken, as PostgreSQL asks it: a zombie and somebody else's process take their number
/// too.
fn is_taken(pid: u32) -> bool {
    Pid::from_raw(pid.cast_signed()).is_some_and(|pid| test_kill_process(pid) != Err(Errno::SRCH))
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

/// Removes a `postmaster.pid` that would keep PostgreSQL from starting. PostgreSQL itself removes a file that names a
/// free number, after a check of its shared memory; it refuses when the number went to another process, when only a
/// zombie has it, and when the file is cut short.
fn remove_stale_file(data: &Path) -> Result<(), Error> {
    let file = PidFile::read(data)?;
    let stale = match file.pid() {
        Some(pid) => match identify(pid, data)? {
            Identity::Gone | Identity::Unrelated => is_taken(pid),
            Identity::Ours | Identity::Unknown => return Err(Error::UnknownProcess { data: data.to_owned(), pid }),
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
