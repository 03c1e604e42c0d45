//! Chooses the operating system's account that runs PostgreSQL. PostgreSQL refuses root, so root (containers, CI,
//! system services) hands it to an account without privileges; everybody else runs it as themselves.

use std::{
    fs::{self, File},
    os::unix::fs::{self as unix, MetadataExt},
    path::Path,
};

use nix::unistd::{Uid, User};

use crate::error::{Context, Error};

/// The accounts that root hands PostgreSQL to: the first one that there is. Only the first is for Hearth alone.
const NAMES: [&str; 3] = ["hearth", "postgres", "nobody"];

/// The account that root runs PostgreSQL as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) name: String,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
}

impl Account {
    /// Chooses the account to run the cluster in `data` as; `None` when we are an ordinary user. A cluster that exists
    /// stays with its owner, so that root looking in once does not take it away from them.
    pub(crate) fn needed(data: &Path) -> Result<Option<Self>, Error> {
        if !rustix::process::geteuid().is_root() {
            return Ok(None);
        }
        if let Ok(owner) = fs::metadata(data)
            && owner.uid() != 0
        {
            let name = user(User::from_uid(Uid::from_raw(owner.uid())))
                .map_or_else(|| format!("number {}", owner.uid()), |user| user.name);
            return Ok(Some(Self { name, uid: owner.uid(), gid: owner.gid() }));
        }
        NAMES
            .into_iter()
            .find_map(|name| user(User::from_name(name)))
            .map(|user| Self { name: user.name, uid: user.uid.as_raw(), gid: user.gid.as_raw() })
            .ok_or(Error::NoAccount)
            .map(Some)
    }

    /// Tells the log where programs of others run as this account too: they can read the database, and end its processes.
    pub(crate) fn warn_if_shared(&self) {
        if NAMES[1..].contains(&self.name.as_str()) {
            tracing::warn!(
                account = %self.name,
                "PostgreSQL runs as an account that other programs may run as too, which can then read the database. For a new \
                 one, make an account of its own first: `useradd --system --no-create-home --shell /usr/sbin/nologin hearth`. \
                 One that is there stays with its owner."
            );
        }
    }

    /// Returns whether this account can get to `dir` (a canonical path). Judged by the mode bits: where an access
    /// control list grants more we are too careful, and where it grants less PostgreSQL itself will say so.
    pub(crate) fn can_enter(&self, dir: &Path) -> bool {
        dir.ancestors().all(|ancestor| {
            fs::metadata(ancestor).is_ok_and(|found| {
                let bit = if found.uid() == self.uid {
                    0o100
                } else if found.gid() == self.gid {
                    0o010
                } else {
                    0o001
                };
                found.mode() & bit != 0
            })
        })
    }

    /// Returns whether it can get as far as `dir`, whoever `dir` itself belongs to.
    pub(crate) fn can_enter_parent(&self, dir: &Path) -> bool {
        dir.parent().is_none_or(|parent| self.can_enter(parent))
    }

    /// Gives an open file to this account.
    pub(crate) fn fchown(&self, file: &File, path: &Path) -> Result<(), Error> {
        unix::fchown(file, Some(self.uid), Some(self.gid)).context("hand over", path)
    }

    /// Gives `path` itself, never what a link in its place points to, to this account.
    pub(crate) fn chown(&self, path: &Path) -> Result<(), Error> {
        unix::lchown(path, Some(self.uid), Some(self.gid)).context("hand over", path)
    }
}

fn user(found: nix::Result<Option<User>>) -> Option<User> {
    found.ok().flatten().filter(|user| !user.uid.is_root())
}
