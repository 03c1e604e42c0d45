//! Creates and removes a directory of a test's own.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::{
    Account,
    processes::{kill, processes_in},
};

/// The directory in which root's server puts a cluster that the account of PostgreSQL could not reach otherwise.
const HANDOVER: &str = "/var/lib/hearth";

/// A directory in the system's temporary one that every account can enter. In the end everything in it is removed,
/// and every process that works in it is killed.
#[derive(Debug)]
pub struct TestDir(TempDir);

impl TestDir {
    /// Creates an empty one.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "it makes a directory")]
    pub fn new() -> Self {
        let dir =
            tempfile::Builder::new().prefix("hearth-tests-").permissions(PermissionsExt::from_mode(0o755)).tempdir();
        Self(dir.unwrap())
    }

    /// Returns its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Returns the path of something in it.
    #[must_use]
    pub fn join(&self, name: impl AsRef<Path>) -> PathBuf {
        self.path().join(name)
    }

    /// Makes a directory in it, with this mode and of this owner.
    #[must_use]
    pub fn make_dir(&self, name: impl AsRef<Path>, mode: u32, owner: Account) -> PathBuf {
        let dir = self.join(name);
        fs::create_dir(&dir).unwrap();
        fs::set_permissions(&dir, PermissionsExt::from_mode(mode)).unwrap();
        owner.own(&dir);
        dir
    }

    /// Returns the path of a data directory in it, which does not exist yet.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.join("data")
    }
}

impl Drop for TestDir {
    fn drop(&mut self) {
        for process in processes_in(self.path()) {
            kill(process.pid, Signal::KILL);
        }
        // What cannot be removed fails no test.
        let _ = remove_handed_over(self.path());
    }
}

/// Removes the clusters that links in `dir` lead to.
fn remove_handed_over(dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(dir)?.flatten() {
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() && entry.file_name() != "data.init" {
            remove_handed_over(&path)?;
        } else if kind.is_symlink()
            && let Ok(target) = fs::read_link(&path)
            && target.starts_with(HANDOVER)
        {
            fs::remove_dir_all(target)?;
        }
    }
    Ok(())
}
