//! The files of a cache: one for each answer, bounded in number and size. Whatever cannot be read is thrown away.

use std::{
    fs::{self, File},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    time::SystemTime,
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    CacheKey,
    changes::{Change, Changeable, Moment},
};
use crate::{
    model::{FeedPage, FeedPost},
    storage::{
        atomic_file::{absent_is_fine, is_staged, make_private, read_up_to, replace},
        stable_hash::fnv1a,
    },
};

/// Bounds how many answers are kept for one account, and their bytes. What was read longest ago goes.
pub(super) const FILES_MAX: usize = 400;
pub(super) const BYTES_MAX: u64 = 32 * 1024 * 1024;

/// An answer, and when it came.
#[derive(Serialize, Deserialize)]
pub(super) struct Entry<T> {
    /// The key of the answer, called a question in the files.
    #[serde(rename = "question")]
    pub(super) key: CacheKey,
    pub(super) at: DateTime<Utc>,
    pub(super) answer: T,
}

/// A folder of answers, which belong to one account.
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// True where nothing is written any more, because the account has signed out.
    closed: bool,
    /// The moment up to which changes have been taken over.
    pub(super) changed: Moment,
}

impl Folder {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, closed: false, changed: Moment::default() }
    }

    pub(super) fn has(&self, key: &CacheKey) -> bool {
        self.file(key).exists()
    }

    /// Removes all of it, and takes nothing more.
    pub(super) fn close(&mut self) -> io::Result<()> {
        self.closed = true;
        remove(&self.path)
    }

    pub(super) fn file(&self, key: &CacheKey) -> PathBuf {
        let text = serde_json::to_string(key).unwrap_or_default();
        self.path.join(format!("{:016x}.json", fnv1a(&text)))
    }

    pub(super) fn keep<T: Serialize>(&self, entry: &Entry<T>) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let (file, bytes) = (self.file(&entry.key), serde_json::to_vec(entry)?);
        if bytes.len() as u64 > BYTES_MAX {
            return Ok(());
        }
        let written = self.prepare().and_then(|()| replace(&file, &bytes));
        // Something else may be where the file should be.
        written.or_else(|_| {
            remove(&file)?;
            replace(&file, &bytes)
        })?;
        self.trim()
    }

    fn prepare(&self) -> io::Result<()> {
        if fs::symlink_metadata(&self.path).is_ok_and(|metadata| !metadata.is_dir()) {
            fs::remove_file(&self.path)?;
        }
        make_private(&self.path)
    }

    /// Reads an answer; none where it is missing. A file that cannot be read is removed.
    pub(super) fn read<T: DeserializeOwned>(&self, key: &CacheKey) -> Option<(T, DateTime<Utc>)> {
        let file = self.file(key);
        match read_entry(&file) {
            Ok(Entry { key: answered, at, answer }) if answered == *key => {
                // It is worth keeping. Where this fails it goes a little earlier.
                let _ = File::options().append(true).open(&file).and_then(|file| file.set_modified(SystemTime::now()));
                Some((answer, at))
            }
            Ok(_) => None,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => None,
            Err(error) => {
                tracing::warn!(%error, file = %file.display(), "what was read cannot be read again, and is removed");
                let _ = remove(&file);
                None
            }
        }
    }

    /// Takes changes over into all answers.
    pub(super) fn change(&self, changes: &[Change]) -> io::Result<()> {
        if self.closed || changes.is_empty() || !self.path.exists() {
            return Ok(());
        }
        for file in self.files()? {
            rewrite::<FeedPage>(&file.path, changes)?;
            rewrite::<FeedPost>(&file.path, changes)?;
        }
        for change in changes {
            if let Change::Deleted(id) = change {
                remove(&self.file(&CacheKey::Post(*id)))?;
            }
        }
        Ok(())
    }

    /// Removes what was read longest ago, until the rest is not too much.
    fn trim(&self) -> io::Result<()> {
        let mut files = self.files()?;
        files.sort_by_key(|file| std::cmp::Reverse(file.modified));
        let mut bytes = 0;
        for (number, file) in files.iter().enumerate() {
            bytes += file.bytes;
            if number >= FILES_MAX || bytes > BYTES_MAX {
                remove(&file.path)?;
            }
        }
        Ok(())
    }

    fn files(&self) -> io::Result<Vec<Kept>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            let metadata = entry.metadata()?;
            if is_staged(&entry.path()) {
                // Of an app that was killed in the middle of a write: there is one writer at a time.
                remove(&entry.path())?;
            } else {
                let modified = metadata.modified()?;
                files.push(Kept { path: entry.path(), modified, bytes: metadata.len() });
            }
        }
        Ok(files)
    }
}

struct Kept {
    path: PathBuf,
    modified: SystemTime,
    bytes: u64,
}

fn read_entry<T: DeserializeOwned>(file: &Path) -> io::Result<Entry<T>> {
    Ok(serde_json::from_slice(&read_up_to(file, BYTES_MAX)?)?)
}

/// Takes changes over into an answer, where it is one of this kind.
fn rewrite<T: Changeable + Serialize + DeserializeOwned>(file: &Path, changes: &[Change]) -> io::Result<()> {
    let Ok(mut entry) = read_entry::<T>(file) else { return Ok(()) };
    let mut is_other = false;
    for change in changes {
        is_other |= entry.answer.take_over(&entry.key, change);
    }
    if is_other { replace(file, &serde_json::to_vec(&entry)?) } else { Ok(()) }
}

/// Removes a file, or a folder where a file should be, or the other way round.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
        _ => absent_is_fine(fs::remove_file(path)),
    }
}
