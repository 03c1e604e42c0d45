//! Holds a cluster that does not run, to put a restored one in its place: all at once, and with a way back.
//!
//! A restored cluster has a mark in it, a file. What has the mark and is not in its place was never put there, and is removed;
//! what has it in its place is restored and not confirmed yet, for as long as the earlier one is beside it.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::chown,
    path::{Path, PathBuf},
};

use rustix::{
    fs::{CWD, RenameFlags, renameat_with},
    io::Errno,
    process::{Pid, test_kill_process},
};

use crate::{
    cluster_dir::{ClusterDir, sync_dir},
    error::{Context, Error},
    initdb,
    lock::{self, Lock},
    orphan,
    settings::Settings,
};

/// The directory beside `data`, in which a restore is made.
const RESTORE: &str = "restore";
/// The earlier cluster, until a restore is confirmed.
const BEFORE: &str = "data.before-restore";
/// The earlier cluster, while it is removed.
const REMOVED: &str = "data.removed";
/// The mark of a restored cluster.
const MARK: &str = "hearth.restored";

/// A cluster that does not run, and that nobody starts while this lives.
#[derive(Debug)]
pub struct StoppedCluster {
    cluster_dir: ClusterDir,
    settings: Settings,
    _lock: Lock,
}

impl StoppedCluster {
    /// Takes hold of a cluster, or of a place for one. Fails where a server runs on it. What an interrupted restore left is removed.
    pub async fn hold(settings: &Settings) -> Result<Self, Error> {
        let cluster_dir = ClusterDir::open(&settings.dir, &settings.handover)?;
        let lock = Lock::take(&cluster_dir.dir, cluster_dir.account.as_ref())?;
        initdb::remove_leftover(&cluster_dir.staging()).await?;
        if cluster_dir.major()?.is_some() {
            orphan::clear(&cluster_dir.data()).await?;
        }
        let held = Self { cluster_dir, settings: settings.clone(), _lock: lock };
        held.remove_leftovers().await?;
        Ok(held)
    }

    /// Returns the directory of the cluster, canonical.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.cluster_dir.dir
    }

    /// Returns whether there is a cluster already.
    pub fn has_data(&self) -> Result<bool, Error> {
        Ok(self.cluster_dir.major()?.is_some())
    }

    /// Makes an empty place for the cluster that is restored, and returns the settings to start it with.
    pub fn place_for_restore(&self) -> Result<Settings, Error> {
        scratch(&self.settings, self.dir(), RESTORE)
    }

    /// Puts the restored cluster, which must not run, in its place. The earlier one is kept beside it.
    pub fn install(&self) -> Result<(), Error> {
        let (new, data, before) =
            (self.dir().join(RESTORE).join("data"), self.cluster_dir.data(), self.dir().join(BEFORE));
        let mark = new.join(MARK);
        let file = File::create(&mark).context("create", &mark)?;
        file.sync_all().context("save", &mark)?;
        if let Some(account) = &self.cluster_dir.account {
            account.chown(&mark)?;
        }
        sync_dir(&new)?;
        if self.has_data()? {
            fs::rename(&new, &before).context("move", &new)?;
            exchange(&data, &before)?;
        } else {
            fs::rename(&new, &data).context("move", &new)?;
            let mark = data.join(MARK);
            fs::remove_file(&mark).context("remove", &mark)?;
        }
        sync_dir(self.dir())?;
        remove(&self.dir().join(RESTORE))
    }

    /// Puts the earlier cluster back in its place, and removes the restored one. Fails where there is none.
    pub fn undo(&self) -> Result<(), Error> {
        let (data, before) = (self.cluster_dir.data(), self.dir().join(BEFORE));
        if !is_unconfirmed(self.dir()) {
            return Err(Error::io("find", &before, io::ErrorKind::NotFound.into()));
        }
        exchange(&data, &before)?;
        sync_dir(self.dir())?;
        remove(&before)
    }

    async fn remove_leftovers(&self) -> Result<(), Error> {
        clear(&self.dir().join(RESTORE)).await?;
        remove(&self.dir().join(REMOVED))?;
        let (before, mark) = (self.dir().join(BEFORE), self.cluster_dir.data().join(MARK));
        if before.join(MARK).exists() {
            remove(&before)?;
        }
        // With nothing to go back to it is confirmed. The mark would have it removed by the next restore.
        if !before.exists() && mark.exists() {
            fs::remove_file(&mark).context("remove", &mark)?;
        }
        Ok(())
    }
}

/// Returns where the earlier cluster is kept, until a restore is confirmed; none where there is nothing to confirm.
#[must_use]
pub fn kept_before_restore(dir: &Path) -> Option<PathBuf> {
    let dir = fs::canonicalize(dir).ok()?;
    is_unconfirmed(&dir).then(|| dir.join(BEFORE))
}

/// Removes the cluster that was there before a restore, also while a server runs on the restored one. Returns whether there was one.
pub fn confirm_restore(dir: &Path) -> Result<bool, Error> {
    let Some(before) = kept_before_restore(dir) else { return Ok(false) };
    let dir = before.parent().unwrap_or(dir);
    let removed = dir.join(REMOVED);
    remove(&removed)?;
    fs::rename(&before, &removed).context("move", &before)?;
    sync_dir(dir)?;
    let mark = dir.join("data").join(MARK);
    fs::remove_file(&mark).context("remove", &mark)?;
    remove(&removed)?;
    Ok(true)
}

/// Makes an empty place for a cluster inside the directory of another one, as whom that belongs to, and returns the settings to
/// start it with.
pub fn scratch(settings: &Settings, dir: &Path, name: &str) -> Result<Settings, Error> {
    let scratch = dir.join(name);
    remove(&scratch)?;
    let owner = fs::metadata(dir).context("look at", dir)?;
    let own = |path: &Path| {
        use std::os::unix::fs::MetadataExt as _;
        chown(path, Some(owner.uid()), Some(owner.gid())).context("hand over", path)
    };
    for path in [scratch.clone(), scratch.join("data")] {
        use std::os::unix::fs::DirBuilderExt as _;
        fs::DirBuilder::new().mode(0o700).create(&path).context("create", &path)?;
        own(&path)?;
    }
    // It marks the directory as one of ours.
    let file = scratch.join(lock::NAME);
    File::create(&file).context("create", &file)?;
    own(&file)?;
    Ok(Settings { dir: scratch, ..settings.clone() })
}

/// Removes the clusters that were made by [`scratch`] under a name that ends with the number of a process that is gone.
pub async fn remove_abandoned_scratch(dir: &Path, prefix: &str) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let owner: Option<i32> = name.to_str().and_then(|name| name.strip_prefix(prefix)?.parse().ok());
        if owner.is_some_and(|pid| !is_alive(pid)) {
            // What is left is removed by the next one.
            let _ = clear(&entry.path()).await;
        }
    }
}

/// Removes a cluster with what still works in it, also one that was being made.
async fn clear(dir: &Path) -> Result<(), Error> {
    let data = dir.join("data");
    if data.is_dir() {
        orphan::kill_all(&data).await?;
    }
    initdb::remove_leftover(&dir.join("data.init")).await?;
    remove(dir)
}

fn is_alive(pid: i32) -> bool {
    Pid::from_raw(pid).is_some_and(|pid| test_kill_process(pid) != Err(Errno::SRCH))
}

fn is_unconfirmed(dir: &Path) -> bool {
    let before = dir.join(BEFORE);
    dir.join("data").join(MARK).exists() && before.is_dir() && !before.join(MARK).exists()
}

/// Has two directories change places, at once.
fn exchange(one: &Path, other: &Path) -> Result<(), Error> {
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).context("replace", one)
}

fn remove(dir: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io("remove", dir, error)),
        _ => Ok(()),
    }
}
