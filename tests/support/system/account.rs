//! Runs programs as another account, when the tests run as root.

use std::{
    os::unix::fs::{MetadataExt, lchown},
    path::Path,
    process::Command,
};

/// An account without privileges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub uid: u32,
    /// Its group's number.
    pub gid: u32,
}

impl Account {
    /// The account that every system has for programs that should be able to do nothing.
    pub const NOBODY: Self = Self { uid: 65534, gid: 65534 };

    /// Makes it the owner of a file or a directory.
    pub fn own(self, path: &Path) {
        lchown(path, Some(self.uid), Some(self.gid)).unwrap();
    }

    /// Returns the owner of a file or a directory.
    #[must_use]
    pub fn owner_of(path: &Path) -> Self {
        let found = path.metadata().unwrap();
        Self { uid: found.uid(), gid: found.gid() }
    }
}

/// Returns whether the tests run as root.
#[must_use]
pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Builds a command that runs `program`, as `account` where one is given, and that is killed when the thread ends which
/// spawns it: a test run that is interrupted leaves nothing behind.
///
/// `setpriv` replaces itself with the program, so the process is the program's own.
#[must_use]
pub fn command(program: &Path, account: Option<Account>) -> Command {
    let mut command = Command::new("setpriv");
    if let Some(Account { uid, gid }) = account {
        command.args([format!("--reuid={uid}"), format!("--regid={gid}"), "--clear-groups".to_owned()]);
    }
    command.args(["--pdeathsig=KILL", "--"]).arg(program);
    command
}
