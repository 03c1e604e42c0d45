//! Finds the living processes that work in a data directory: every process of PostgreSQL makes it its working
//! directory.

use std::path::Path;

use crate::error::{Context, Error};

/// A living process of PostgreSQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Process {
    pub(crate) pid: u32,
    pub(crate) parent: u32,
}

/// The identity of a process that a `postmaster.pid` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Identity {
    /// A process that runs no more: the number is free, or a zombie's.
    Gone,
    /// PostgreSQL, working in the data directory.
    Ours,
    /// Another process, which got the number after the server.
    Unrelated,
    /// A process that we are not allowed to look at.
    Unknown,
}

#[cfg(target_os = "linux")]
mod platform {
    use std::{fs, os::unix::fs::MetadataExt};

    use procfs::{ProcError, process};

    use super::{Context, Error, Identity, Path, Process};

    pub(crate) fn working_in(data: &Path) -> Result<Vec<Process>, Error> {
        let place = place(data)?;
        let all = process::all_processes().map_err(|error| unreadable(&error))?;
        Ok(all.flatten().filter_map(|process| postgres_in(place, &process).ok().flatten()).collect())
    }

    pub(crate) fn identify(pid: u32, data: &Path) -> Result<Identity, Error> {
        let place = place(data)?;
        let found = process::Process::new(pid.cast_signed()).and_then(|process| postgres_in(place, &process));
        Ok(match found {
            Ok(Some(_)) => Identity::Ours,
            _ if !is_alive(pid) => Identity::Gone,
            Ok(None) => Identity::Unrelated,
            Err(_) if belongs_to_another(pid, data) => Identity::Unrelated,
            Err(_) => Identity::Unknown,
        })
    }

    /// Returns the process, if it is PostgreSQL and lives and works in `place`.
    fn postgres_in(place: (u64, u64), process: &process::Process) -> procfs::ProcResult<Option<Process>> {
        let stat = process.stat()?;
        if matches!(stat.state, 'Z' | 'X') {
            return Ok(None);
        }
        // By device and inode, so that a directory that was moved meanwhile is recognised.
        let cwd = fs::metadata(format!("/proc/{}/cwd", process.pid))?;
        if (cwd.dev(), cwd.ino()) != place {
            return Ok(None);
        }
        let program = process.exe()?;
        let program = program.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_postgres = program.trim_end_matches(" (deleted)") == "postgres";
        Ok(is_postgres.then(|| Process { pid: process.pid.cast_unsigned(), parent: stat.ppid.cast_unsigned() }))
    }

    fn is_alive(pid: u32) -> bool {
        process::Process::new(pid.cast_signed())
            .and_then(|process| process.stat())
            .is_ok_and(|stat| !matches!(stat.state, 'Z' | 'X'))
    }

    /// Returns whether a process is another user's than `data`: PostgreSQL only runs as the owner of its data
    /// directory.
    fn belongs_to_another(pid: u32, data: &Path) -> bool {
        let owner = fs::metadata(data).map(|data| data.uid());
        let user = fs::metadata(format!("/proc/{pid}")).map(|process| process.uid());
        matches!((owner, user), (Ok(owner), Ok(user)) if owner != user)
    }

    fn place(data: &Path) -> Result<(u64, u64), Error> {
        let data = fs::metadata(data).context("look at", data)?;
        Ok((data.dev(), data.ino()))
    }

    fn unreadable(error: &ProcError) -> Error {
        Error::io("read", Path::new("/proc"), std::io::Error::other(error.to_string()))
    }
}

#[cfg(not(target_os = "linux"))]
mod platform {
    use std::process::Command;

    use super::{Context, Error, Identity, Path, Process};
    use crate::pidfile::PidFile;

    /// Finds the server that the file names: without /proc it is the only one that can be found.
    pub(crate) fn working_in(data: &Path) -> Result<Vec<Process>, Error> {
        let Some(pid) = PidFile::read(data)?.pid() else { return Ok(Vec::new()) };
        Ok((identify(pid, data)? == Identity::Ours).then_some(Process { pid, parent: 0 }).into_iter().collect())
    }

    pub(crate) fn identify(pid: u32, data: &Path) -> Result<Identity, Error> {
        let ps = Path::new("/bin/ps");
        let output = Command::new(ps).args(["-ww", "-o", "stat=,command=", "-p", &pid.to_string()]).output();
        let line = String::from_utf8_lossy(&output.context("run", ps)?.stdout).trim().to_owned();
        let data = data.to_string_lossy();
        Ok(match line {
            line if line.is_empty() || line.starts_with('Z') => Identity::Gone,
            line if line.contains("postgres") && line.contains(data.as_ref()) => Identity::Ours,
            _ => Identity::Unrelated,
        })
    }
}

pub(crate) use platform::{identify, working_in};
