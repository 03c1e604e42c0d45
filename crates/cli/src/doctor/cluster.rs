//! Examines the server's own database from outside: who holds it, what runs, and with which programs.

use std::{path::Path, time::Duration};

use hearth_postgres::{Inspection, LockState, ServerState, find_binaries, inspect};
use tokio::time::timeout;

use super::report::Finding;
use crate::database::cluster_settings;

const LOCK: &str = "lock";
const POSTGRES: &str = "PostgreSQL";

/// Bounds how long PostgreSQL's programs may take to tell their version.
const PROGRAMS_WITHIN: Duration = Duration::from_secs(10);

/// Examines who holds the database in a data directory, and its server.
pub(super) fn examine(dir: &Path) -> (Vec<Finding>, Option<Inspection>) {
    match inspect(&cluster_settings(dir).dir) {
        Ok(None) => (vec![Finding::ok(LOCK, "There is no database yet. The first start makes it.")], None),
        Ok(Some(found)) => (vec![lock(&found), server(&found)], Some(found)),
        // It says how to mend it.
        Err(error) => (vec![Finding::problem(LOCK, error)], None),
    }
}

/// Finds the programs that the database would be run with.
pub(super) async fn binaries(dir: &Path, major: Option<u32>) -> Finding {
    match timeout(PROGRAMS_WITHIN, find_binaries(&cluster_settings(dir), major)).await {
        Ok(Ok(found)) => {
            Finding::ok("programs", format!("PostgreSQL {} is in {}.", found.version, found.dir.display()))
        }
        // It says how to mend it.
        Ok(Err(error)) => Finding::problem("programs", error),
        Err(_) => Finding::problem("programs", "PostgreSQL's programs do not tell their version in time.")
            .remedy("Check the disk that they are on"),
    }
}

fn lock(found: &Inspection) -> Finding {
    let dir = found.dir.display();
    match found.lock {
        LockState::Absent | LockState::Free { last: None } => Finding::ok(LOCK, format!("No process holds {dir}.")),
        LockState::Free { last: Some(pid) } => {
            Finding::ok(LOCK, format!("No process holds {dir}. The last one was process {pid}."))
        }
        LockState::Held { pid } => match pid.map(|pid| (pid, name(pid))) {
            Some((pid, Some(name))) => Finding::ok(LOCK, format!("Process {pid} ({name}) holds {dir}.")),
            Some((pid, None)) => Finding::warning(
                LOCK,
                format!("A process holds {dir}: it calls itself {pid}, and is not one of this computer's."),
            )
            .remedy("It may run in a container or on another computer: stop it before you start a server here"),
            None => Finding::warning(LOCK, format!("A process holds {dir}, and does not say which."))
                .remedy(format!("`fuser {dir}/lock` tells")),
        },
    }
}

fn server(found: &Inspection) -> Finding {
    let is_held = matches!(found.lock, LockState::Held { .. });
    match &found.server {
        ServerState::Running { pid, .. } | ServerState::Unreachable { pid } if !is_held => {
            Finding::warning(POSTGRES, format!("Process {pid} outlived the server that started it."))
                .remedy("Start the server: it stops that process first")
        }
        ServerState::Running { pid, .. } => Finding::ok(POSTGRES, format!("Process {pid} takes connections.")),
        ServerState::Unreachable { pid } => {
            Finding::warning(POSTGRES, format!("Process {pid} takes no connections yet."))
                .remedy(format!("Wait for a moment; {} tells what it does", found.dir.join("postgres.log").display()))
        }
        ServerState::Unknown { pid } => Finding::problem(
            POSTGRES,
            format!("Process {pid} may be using the database, and this user may not look at it."),
        )
        .remedy("Run this as the user whom the server runs as, or stop that process"),
        ServerState::Stale { .. } if is_held => Finding::ok(POSTGRES, "It is starting."),
        ServerState::Stale { pid: Some(pid) } => Finding::warning(
            POSTGRES,
            format!("It did not stop in order: its file names process {pid}, which is gone."),
        )
        .remedy("Start the server: it removes that file, and PostgreSQL repairs the rest"),
        ServerState::Stale { pid: None } => {
            Finding::warning(POSTGRES, "It did not stop in order: the file postmaster.pid is damaged.")
                .remedy("Start the server: it removes that file, and PostgreSQL repairs the rest")
        }
        ServerState::Stopped => Finding::ok(POSTGRES, "It does not run."),
    }
}

/// Returns the name of a process; none where there is no such process.
fn name(pid: u32) -> Option<String> {
    let is_there = rustix::process::Pid::from_raw(pid.cast_signed())
        .is_some_and(|pid| rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH));
    let name = std::fs::read_to_string(format!("/proc/{pid}/comm")).ok().map(|name| name.trim().to_owned());
    name.or_else(|| is_there.then(|| "another user's".to_owned()))
}
