//! Parses `postmaster.pid`, in which a server says who it is and how far it has come. Its lines are those of
//! PostgreSQL's src/include/utils/pidfile.h.

use std::{
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use crate::error::Error;

/// Bounds how much of the file is read: PostgreSQL writes eight short lines.
const MAX_BYTES: u64 = 64 * 1024;

/// The content of a `postmaster.pid`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PidFile {
    Missing,
    /// A file that is empty or cut short, as a full disk or a crash leaves it. PostgreSQL refuses to start over it.
    Unreadable,
    /// A single-user backend, which somebody runs by hand.
    Standalone {
        pid: u32,
    },
    Server {
        pid: u32,
        ready: bool,
    },
}

impl PidFile {
    pub(crate) fn path(data: &Path) -> PathBuf {
        data.join("postmaster.pid")
    }

    pub(crate) fn read(data: &Path) -> Result<Self, Error> {
        Ok(read_text(data)?.map_or(Self::Missing, |text| Self::parse(&text)))
    }

    /// Reads the directory of the server's socket, which is on the fifth line.
    pub(crate) fn socket_dir(data: &Path) -> Result<Option<PathBuf>, Error> {
        let text = read_text(data)?.unwrap_or_default();
        Ok(text.lines().nth(4).filter(|line| line.starts_with('/')).map(PathBuf::from))
    }

    pub(crate) fn parse(text: &str) -> Self {
        let mut lines = text.lines();
        let pid = lines.next().and_then(|line| line.trim().parse::<i32>().ok());
        // The lowest number has no positive one: no process could have it.
        let Some(pid) = pid.filter(|pid| *pid != 0 && *pid != i32::MIN) else { return Self::Unreadable };
        let (standalone, pid) = (pid < 0, pid.unsigned_abs());
        if standalone {
            return Self::Standalone { pid };
        }
        Self::Server { pid, ready: lines.nth(6).is_some_and(|status| status.trim() == "ready") }
    }

    pub(crate) fn pid(self) -> Option<u32> {
        match self {
            Self::Standalone { pid } | Self::Server { pid, .. } => Some(pid),
            Self::Missing | Self::Unreadable => None,
        }
    }
}

fn read_text(data: &Path) -> Result<Option<String>, Error> {
    let path = PidFile::path(data);
    let mut text = Vec::new();
    match File::open(&path).and_then(|file| file.take(MAX_BYTES).read_to_end(&mut text)) {
        Ok(_) => Ok(Some(String::from_utf8_lossy(&text).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io("read", &path, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_ready_when_its_eighth_line_says_so() {
        let file = |status| format!("4711\n/a b/data\n1700000000\n5432\n/a b/run\n\n  5432001  12\n{status}\n");
        assert_eq!(PidFile::parse(&file("ready   ")), PidFile::Server { pid: 4711, ready: true });
        assert_eq!(PidFile::parse(&file("starting")), PidFile::Server { pid: 4711, ready: false });
        assert_eq!(PidFile::parse("4711\n/a b/data\n"), PidFile::Server { pid: 4711, ready: false });
    }

    #[test]
    fn rejects_pid_files_of_other_programs() {
        assert_eq!(PidFile::parse("-4711\n/data\n"), PidFile::Standalone { pid: 4711 });
        assert_eq!(PidFile::parse(""), PidFile::Unreadable);
        assert_eq!(PidFile::parse("\0\0\0"), PidFile::Unreadable);
        assert_eq!(PidFile::parse("-2147483648\n"), PidFile::Unreadable);
    }
}
