//! Finds or creates the cluster's directory, recognises it as ours, and puts it where PostgreSQL can reach it.

use std::{
    fs::{self, DirBuilder, File, Permissions},
    io,
    os::unix::{
        ffi::OsStrExt,
        fs::{DirBuilderExt, MetadataExt, PermissionsExt},
    },
    path::{Path, PathBuf},
};

use rustix::fs::{StatVfsMountFlags, statvfs};

use crate::{
    account::Account,
    error::{Context, Error},
    handover, lock,
    log::excerpt,
};

/// The cluster's directory, with the account that owns it.
#[derive(Debug, Clone)]
pub(crate) struct ClusterDir {
    /// The directory, canonical.
    pub(crate) dir: PathBuf,
    pub(crate) account: Option<Account>,
}

impl ClusterDir {
    /// Finds or makes the directory that is asked for as `dir`; `handover` is where root may put it instead.
    pub(crate) fn open(dir: &Path, handover: &Path) -> Result<Self, Error> {
        let dir = absolute(dir)?;
        let account = Account::needed(&dir.join("data"))?;
        let dir = match fs::canonicalize(&dir) {
            Ok(existing) => existing,
            Err(error) if error.kind() == io::ErrorKind::NotFound => make(&dir, handover, account.as_ref())?,
            Err(error) => return Err(Error::io("look at", &dir, error)),
        };
        let cluster_dir = Self { dir, account };
        cluster_dir.claim(handover)
    }

    /// Returns the path of the cluster itself; present means complete.
    pub(crate) fn data(&self) -> PathBuf {
        self.dir.join("data")
    }

    /// Reads the major version that made the cluster; `None` when there is no cluster yet.
    pub(crate) fn major(&self) -> Result<Option<u32>, Error> {
        let data = self.data();
        let path = data.join("PG_VERSION");
        match fs::read_to_string(&path) {
            Ok(text) => match text.trim().parse() {
                Ok(major) => Ok(Some(major)),
                Err(_) => Err(Error::Damaged { data, file: path, log: None }),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if fs::read_dir(&data).is_ok_and(|mut content| content.next().is_some()) {
                    return Err(Error::Damaged { data, file: path, log: None });
                }
                Ok(None)
            }
            Err(error) => Err(Error::io("read", &path, error)),
        }
    }

    /// Returns the directory in which a new cluster is made.
    pub(crate) fn staging(&self) -> PathBuf {
        self.dir.join("data.init")
    }

    /// Returns the path of PostgreSQL's log.
    pub(crate) fn log(&self) -> PathBuf {
        self.dir.join("postgres.log")
    }

    /// Makes a directory in the home, private and the account's.
    pub(crate) fn make_private(&self, dir: &Path) -> Result<(), Error> {
        match DirBuilder::new().mode(0o700).create(dir) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => made.context("create", dir)?,
        }
        self.account.as_ref().map_or(Ok(()), |account| account.chown(dir))
    }

    /// Finds out why nothing can be written here, if so: PostgreSQL that fails for want of space cannot log that it did.
    pub(crate) fn refuses_writing(&self, log: &str) -> Option<Error> {
        /// The number of bytes below which a disk counts as full. A start writes less, but not much less.
        const LITTLE: u64 = 256 << 10;
        let disk = statvfs(&self.dir).ok()?;
        let path = self.dir.clone();
        if disk.f_flag.contains(StatVfsMountFlags::RDONLY) {
            return Some(Error::ReadOnly { path, log: excerpt(log) });
        }
        let no_room = disk.f_bavail * disk.f_frsize < LITTLE;
        // Some file systems have no such number and report zero of zero.
        let no_files = disk.f_favail == 0 && disk.f_files > 0;
        (no_room || no_files).then(|| Error::DiskFull { path, log: excerpt(log) })
    }

    /// Refuses what is not ours, and makes sure that what is ours is private and reachable.
    fn claim(self, handover: &Path) -> Result<Self, Error> {
        let content = fs::read_dir(&self.dir).context("read", &self.dir)?;
        let names: Vec<_> = content.flatten().map(|entry| entry.file_name()).collect();
        let ours = names.iter().any(|name| name == lock::NAME) || self.data().join("PG_VERSION").is_file();
        if !names.is_empty() && !ours {
            return Err(Error::Foreign { dir: self.dir });
        }
        if let Some(account) = self.account.as_ref().filter(|account| !account.can_enter_parent(&self.dir)) {
            if !names.is_empty() {
                return Err(Error::Unreachable { dir: self.dir, account: account.name.clone() });
            }
            fs::remove_dir(&self.dir).context("replace", &self.dir)?;
            let dir = handover::cluster_behind(&self.dir, handover, account)?;
            return Ok(Self { dir, account: self.account });
        }
        if let Some(account) = &self.account {
            account.chown(&self.dir)?;
        }
        let mode = fs::metadata(&self.dir).context("look at", &self.dir)?.mode();
        if mode & 0o077 != 0 {
            fs::set_permissions(&self.dir, Permissions::from_mode(0o700)).context("make private", &self.dir)?;
        }
        Ok(self)
    }
}

/// Makes a directory's entries survive a power failure.
pub(crate) fn sync_dir(dir: &Path) -> Result<(), Error> {
    File::open(dir).and_then(|dir| dir.sync_all()).context("save", dir)
}

fn make(dir: &Path, handover: &Path, account: Option<&Account>) -> Result<PathBuf, Error> {
    let parent = dir.parent().unwrap_or(Path::new("/"));
    DirBuilder::new().recursive(true).mode(0o755).create(parent).context("create", parent)?;
    let parent = fs::canonicalize(parent).context("look at", parent)?;
    let dir = dir.file_name().map_or_else(|| parent.clone(), |name| parent.join(name));
    if let Some(account) = account.filter(|account| !account.can_enter(&parent)) {
        return handover::cluster_behind(&dir, handover, account);
    }
    match DirBuilder::new().mode(0o700).create(&dir) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => made.context("create", &dir)?,
    }
    sync_dir(&parent)?;
    Ok(dir)
}

/// Makes a path absolute, without line breaks: PostgreSQL's own files hold it on a line of its own.
fn absolute(dir: &Path) -> Result<PathBuf, Error> {
    let dir = std::path::absolute(dir).context("find", dir)?;
    if dir.as_os_str().as_bytes().iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        return Err(Error::BadPath { dir, reason: "contains a line break" });
    }
    Ok(dir)
}
