//! Locks a cluster for one owner: an advisory lock that the kernel releases whatever way its holder ends.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
    thread,
    time::Duration,
};

use rustix::fs::OFlags;

use crate::{
    account::Account,
    error::{Context, Error},
};

/// The lock's file name in the cluster's directory.
pub(crate) const NAME: &str = "lock";

/// The number of looks at a lock that does not say who holds it.
const LOOKS: u32 = 20;
const BETWEEN_LOOKS: Duration = Duration::from_millis(25);

/// A lock that is held for as long as this lives. The file stays: deleting it would let two processes lock two files of
/// one name.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock on `dir`, or says who has it.
    pub(crate) fn take(dir: &Path, account: Option<&Account>) -> Result<Self, Error> {
        let path = dir.join(NAME);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
            .open(&path)
            .context("open", &path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::InUse { dir: dir.to_owned(), pid: holder(&mut file) }),
            Err(TryLockError::Error(source)) => return Err(Error::io("lock", &path, source)),
        }
        if let Some(account) = account {
            account.fchown(&file, &path)?;
        }
        // Only for the other's error message, so a full disk must not keep an existing cluster from opening.
        if let Err(error) = write_holder(&mut file) {
            tracing::debug!(%error, path = %path.display(), "could not write down who holds the lock");
        }
        Ok(Self { file })
    }
}

/// Releases the lock explicitly. A child that this process is just starting, in whichever thread, has every open file
/// until it becomes the other program: closing ours alone would leave the lock with it for that long.
impl Drop for Lock {
    fn drop(&mut self) {
        if let Err(error) = self.file.unlock() {
            tracing::debug!(%error, "could not release the lock before closing it");
        }
    }
}

/// Reads who holds the lock. It may have been taken this very moment, and say by whom in the next.
fn holder(file: &mut File) -> Option<u32> {
    (0..LOOKS).find_map(|look| {
        if look > 0 {
            thread::sleep(BETWEEN_LOOKS);
        }
        let mut text = String::new();
        file.rewind().ok()?;
        file.read_to_string(&mut text).ok()?;
        text.trim().parse().ok()
    })
}

fn write_holder(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_the_lock_despite_open_descriptors() {
        let place = tempfile::tempdir().expect("a directory");
        let lock = Lock::take(place.path(), None).expect("it is free");
        let inherited = lock.file.try_clone().expect("a second descriptor");
        drop(lock);
        Lock::take(place.path(), None).expect("it is free again");
        drop(inherited);
    }
}
