//! Writes the file of a backup: under another name, private, safe on the disk, and only then under its own.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use tempfile::NamedTempFile;
use tokio::{
    sync::mpsc,
    task::{JoinHandle, spawn_blocking},
};

use crate::{
    disk::dir_of,
    encryption::{Encryption, Key, Sink},
    error::Error,
};

const PREFIX: &str = ".hearth-backup-";
const SUFFIX: &str = ".partial";

/// How old the file of a backup is that was interrupted, and not just begun.
const LEFT_BEHIND: Duration = Duration::from_mins(1);

/// The pieces that wait to be written: the disk may be slower than the database, and memory is bounded.
const PIECES: usize = 16;

/// A file that is being written, in a thread of its own.
pub(crate) struct Output {
    pieces: mpsc::Sender<Vec<u8>>,
    writer: JoinHandle<io::Result<NamedTempFile>>,
    file: PathBuf,
    /// What opens it again, where it is encrypted.
    pub(crate) key: Option<Key>,
}

/// A file that is written, and does not have its name yet. It is removed unless it gets it.
pub(crate) struct Written {
    partial: NamedTempFile,
    file: PathBuf,
    /// What opens it again, where it is encrypted.
    pub(crate) key: Option<Key>,
}

impl Output {
    /// Begins a file.
    pub(crate) fn create(file: &Path, encryption: &Encryption) -> Result<Self, Error> {
        let dir = dir_of(file);
        remove_left_behind(&dir);
        let failed = |error| Error::file("The backup cannot be written to", file, error);
        let partial = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(&dir).map_err(failed)?;
        // For as long as it is written it is locked, so that it is told from one that was left behind.
        partial.as_file().try_lock().map_err(|error| failed(error.into()))?;
        let (encryptor, key) = encryption.begin()?.unzip();
        let (pieces, mut waiting) = mpsc::channel::<Vec<u8>>(PIECES);
        let writer = spawn_blocking(move || {
            let file = BufWriter::with_capacity(1 << 17, partial);
            let mut sink = match encryptor {
                Some(encryptor) => Sink::Age(encryptor.wrap_output(file)?),
                None => Sink::Plain(file),
            };
            while let Some(piece) = waiting.blocking_recv() {
                sink.write_all(&piece)?;
            }
            let mut file = sink.finish()?;
            file.flush()?;
            let partial = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            partial.as_file().sync_all()?;
            Ok(partial)
        });
        Ok(Self { pieces, writer, file: file.to_owned(), key })
    }

    /// Writes a piece; false where the file cannot be written, which [`Output::finish`] explains.
    pub(crate) async fn write(&self, piece: Vec<u8>) -> bool {
        self.pieces.send(piece).await.is_ok()
    }

    /// Ends the file, and saves it.
    pub(crate) async fn finish(self) -> Result<Written, Error> {
        let Self { pieces, writer, file, key } = self;
        drop(pieces);
        let written = writer.await.unwrap_or_else(|error| Err(io::Error::other(error)));
        let partial = written.map_err(|error| Error::file("The backup cannot be written to", &file, error))?;
        Ok(Written { partial, file, key })
    }
}

impl Written {
    /// Returns where it is for now.
    pub(crate) fn path(&self) -> &Path {
        self.partial.path()
    }

    /// Gives the file its name, and makes that survive a power failure. Returns its length.
    pub(crate) fn keep(self, overwrite: bool) -> Result<u64, Error> {
        let Self { partial, file, .. } = self;
        let failed = |error| Error::file("The backup cannot be written to", &file, error);
        let kept = if overwrite { partial.persist(&file) } else { partial.persist_noclobber(&file) };
        let kept = kept.map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => Error::Exists(file.clone()),
            _ => failed(error.error),
        })?;
        File::open(dir_of(&file)).and_then(|dir| dir.sync_all()).map_err(failed)?;
        Ok(kept.metadata().map_err(failed)?.len())
    }
}

/// Removes what a backup that was killed has left in a directory. What is being written is locked.
fn remove_left_behind(dir: &Path) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        let age = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
        if is_ours
            && age().is_some_and(|age| age > LEFT_BEHIND)
            && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok())
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}
