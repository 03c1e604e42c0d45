//! Reads the file of a backup, encrypted or not, in a thread of its own.

use std::{
    fs::File,
    io::{self, Read, Seek as _},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::{
    sync::mpsc,
    task::{JoinHandle, spawn_blocking},
};

use crate::{encryption::Key, error::Error};

/// How a file of age begins, and one of `pg_dump` in its custom format.
const AGE: &[u8] = b"age-encryption.org/v1";
const CUSTOM: &[u8] = b"PGDMP";

const PIECE: usize = 1 << 16;
const PIECES: usize = 16;

/// A file that is being read.
pub(crate) struct Archive {
    pieces: mpsc::Receiver<Vec<u8>>,
    reader: JoinHandle<Result<(), Error>>,
    read: Arc<AtomicU64>,
    length: u64,
}

/// Counts what is read of a file.
struct Counted(File, Arc<AtomicU64>);

impl Read for Counted {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let length = self.0.read(bytes)?;
        self.1.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

/// Returns whether a file is an encrypted backup; fails where it is no backup.
pub fn is_encrypted(path: &Path) -> Result<bool, Error> {
    let unreadable = |error| Error::file("The backup cannot be read from", path, error);
    let mut begin = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(AGE.len() as u64).read_to_end(&mut begin).map_err(unreadable)?;
    match begin {
        begin if begin.starts_with(AGE) => Ok(true),
        begin if begin.starts_with(CUSTOM) => Ok(false),
        _ => Err(Error::NoBackup(path.to_owned())),
    }
}

impl Archive {
    /// Begins to read a file.
    pub(crate) fn open(path: &Path, key: Option<Key>) -> Result<Self, Error> {
        let key = match (is_encrypted(path)?, key) {
            (true, None) => return Err(Error::Encrypted(path.to_owned())),
            (true, key) => key,
            (false, _) => None,
        };
        let unreadable = |error| Error::file("The backup cannot be read from", path, error);
        let mut file = File::open(path).map_err(unreadable)?;
        file.rewind().map_err(unreadable)?;
        let length = file.metadata().map_err(unreadable)?.len();
        let read = Arc::new(AtomicU64::new(0));
        let file = Counted(file, Arc::clone(&read));
        let (sender, pieces) = mpsc::channel(PIECES);
        let path = path.to_owned();
        let reader = spawn_blocking(move || match key {
            Some(key) => send_all(key.open(file)?, &sender, &path, true),
            None => send_all(file, &sender, &path, false),
        });
        Ok(Self { pieces, reader, read, length })
    }

    /// Returns the next piece; none at the end, or where the file cannot be read, which [`Archive::finish`] explains.
    pub(crate) async fn next(&mut self) -> Option<Vec<u8>> {
        self.pieces.recv().await
    }

    /// Returns how many bytes of the file were read, and how many there are.
    pub(crate) fn position(&self) -> (u64, u64) {
        (self.read.load(Ordering::Relaxed), self.length)
    }

    /// Ends reading; fails where something could not be read.
    pub(crate) async fn finish(self) -> Result<(), Error> {
        drop(self.pieces);
        self.reader.await.unwrap_or(Err(Error::WrongKey))
    }
}

fn send_all(mut file: impl Read, pieces: &mpsc::Sender<Vec<u8>>, path: &Path, encrypted: bool) -> Result<(), Error> {
    loop {
        let mut piece = vec![0; PIECE];
        let length = file.read(&mut piece).map_err(|error| {
            // What was changed on the way is not decrypted.
            if encrypted { Error::WrongKey } else { Error::file("The backup cannot be read from", path, error) }
        })?;
        piece.truncate(length);
        if length == 0 || pieces.blocking_send(piece).is_err() {
            return Ok(());
        }
    }
}
