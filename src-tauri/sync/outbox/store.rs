//! Stores the entries of an outbox as files: one for each entry, numbered in their order, so that the state of an entry
//! is noted at the same cost whatever else waits. Each is whole at any moment, and what cannot be read costs no more
//! than itself.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::Entry;
use crate::storage::atomic_file::{absent_is_fine, is_staged, make_private, quarantine, read_up_to, remove, replace};

/// Bounds the texts of all entries, in bytes. A post is a mebibyte at most, so this is a full day's work.
pub(super) const BYTES_MAX: usize = 64 * 1024 * 1024;

/// The longest file that is read, in bytes: JSON takes up to six bytes for one, and earlier versions kept all in one file.
pub(super) const FILE_MAX_BYTES: u64 = 7 * BYTES_MAX as u64;

/// The content of a file: its entry, until that is a post at the server.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Record<E> {
    Waiting(E),
    /// The id of the post at the server.
    Sent(i32),
}

/// A folder of entries, which belong to one account.
pub(super) struct OutboxStore(PathBuf);

/// The contents of a store, by the numbers of the files.
#[derive(Default)]
pub(super) struct Contents {
    pub(super) entries: BTreeMap<u64, Entry>,
    pub(super) sent: BTreeMap<u64, i32>,
    /// The lowest number above those of all files.
    pub(super) free: u64,
    /// The folder of a file that could not be read.
    pub(super) aside: Option<PathBuf>,
}

impl OutboxStore {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// The file in which earlier versions kept all of it.
    pub(super) fn legacy_file(&self) -> PathBuf {
        self.0.with_added_extension("json")
    }

    pub(super) fn read(&self) -> Contents {
        let mut contents = Contents::default();
        match fs::read_dir(&self.0) {
            Ok(files) => files.flatten().for_each(|file| contents.take(&file.path())),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => contents.quarantine(&self.0, &error),
        }
        contents
    }

    pub(super) fn write(&self, number: u64, record: &Record<&Entry>) -> io::Result<()> {
        make_private(&self.0)?;
        replace(&self.file(number), &serde_json::to_vec(record)?)
    }

    pub(super) fn remove(&self, number: u64) -> io::Result<()> {
        remove(&self.file(number))
    }

    /// Removes a file, where it is no harm if it is there once more after the power has failed; else
    /// [`remove`](Self::remove) does.
    pub(super) fn forget(&self, number: u64) -> io::Result<()> {
        absent_is_fine(fs::remove_file(self.file(number)))
    }

    pub(super) fn clear(&self) -> io::Result<()> {
        absent_is_fine(fs::remove_dir_all(&self.0))?;
        absent_is_fine(fs::remove_file(self.legacy_file()))
    }

    /// Returns the path of a file, with as many digits as the largest number has, so that a listing shows the order.
    fn file(&self, number: u64) -> PathBuf {
        self.0.join(format!("{number:020}.json"))
    }
}

impl Contents {
    fn take(&mut self, file: &Path) {
        if is_staged(file) {
            // Of an app that was killed in the middle of a write.
            let _ = fs::remove_file(file);
        }
        let Some(number) = number_of(file) else { return };
        self.free = self.free.max(number.saturating_add(1));
        match read_up_to(file, FILE_MAX_BYTES).and_then(|bytes| Ok(serde_json::from_slice(&bytes)?)) {
            Ok(Record::Waiting(entry)) => drop(self.entries.insert(number, entry)),
            Ok(Record::Sent(post)) => drop(self.sent.insert(number, post)),
            Err(error) => self.quarantine(file, &error),
        }
    }

    pub(super) fn quarantine(&mut self, path: &Path, error: &io::Error) {
        self.aside = quarantine(path, error).parent().map(Path::to_owned);
    }
}

fn number_of(file: &Path) -> Option<u64> {
    let name = file.file_name()?.to_str()?;
    name.strip_suffix(".json")?.parse().ok()
}
