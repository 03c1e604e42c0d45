//! Finds PostgreSQL's own programs that write and read backups, `pg_dump` and `pg_restore`, and runs them.

use std::path::{Path, PathBuf};

use tokio::process::Command;

use crate::{
    binaries::{Search, program},
    command::{ParentDeath, command},
    version::Version,
};

const DUMP: &str = "pg_dump";
const RESTORE: &str = "pg_restore";

/// The programs of one installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tools {
    dir: PathBuf,
    version: Version,
}

impl Tools {
    /// Finds the programs for a server of this major version: its own, else the oldest newer ones, which understand it too; none
    /// where there are none.
    pub async fn find(search: &Search, major: u32) -> Option<Self> {
        let mut best: Option<Self> = None;
        for dir in search.dirs() {
            let Some(version) = version(&dir).await else { continue };
            if version.major == major {
                return Some(Self { dir, version });
            }
            if version.major > major && best.as_ref().is_none_or(|best| version.major < best.version.major) {
                best = Some(Self { dir, version });
            }
        }
        best
    }

    /// Returns their version.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// Returns the directory that they are in.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Builds a command of `pg_dump` with nothing of our environment. It ends when we do.
    #[must_use]
    pub fn dump(&self) -> Command {
        self.command(DUMP)
    }

    /// Builds a command of `pg_restore` with nothing of our environment. It ends when we do.
    #[must_use]
    pub fn restore(&self) -> Command {
        self.command(RESTORE)
    }

    fn command(&self, name: &str) -> Command {
        let mut command = command(&program(&self.dir, name), Path::new("/"), None, ParentDeath::Kill);
        // What it says is for people, and read by us.
        command.env("LC_ALL", "C").kill_on_drop(true);
        command
    }
}

/// Returns the version of the programs in a directory; none where they are not both there, or do not work.
async fn version(dir: &Path) -> Option<Version> {
    if ![DUMP, RESTORE].iter().all(|name| program(dir, name).is_file()) {
        return None;
    }
    let output = command(&program(dir, DUMP), Path::new("/"), None, ParentDeath::Kill).arg("--version").output().await;
    Version::parse_of(DUMP, &String::from_utf8_lossy(&output.ok()?.stdout))
}
