//! The key that signs tokens: given by the owner, or made once and kept for a database of our own.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

/// A key for HS256. It has no `Debug`, so that it cannot end up in a log.
#[derive(Clone)]
pub struct SecretKey(Vec<u8>);

impl SecretKey {
    /// Takes a key as the owner gave it, of any length, for adopted deployments.
    #[must_use]
    pub fn new(key: impl Into<Vec<u8>>) -> Self {
        Self(key.into())
    }

    /// Reads the key in `file`, or makes one there (mode 0600) when there is none.
    pub fn load_or_create(file: &Path) -> Result<Self, SecretError> {
        let failed = |source| SecretError { file: file.to_owned(), source };
        match load(file).map_err(failed)? {
            Some(key) => Ok(key),
            None => create(file).map_err(failed),
        }
    }

    /// Whether the key is shorter than the 256 bits that HS256 asks for (RFC 7518, 3.2).
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.0.len() < 32
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

fn load(file: &Path) -> io::Result<Option<SecretKey>> {
    match fs::read_to_string(file) {
        Ok(key) if !key.trim().is_empty() => Ok(Some(SecretKey::new(key.trim()))),
        // An empty file is what a crash of the machine can leave; it has signed nothing yet.
        Ok(_) => fs::remove_file(file).map(|()| None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes a new key beside its place and moves it there: a reader sees a whole key or none. Of several that do so at
/// once, the first one's key is everybody's.
fn create(file: &Path) -> io::Result<SecretKey> {
    use std::fmt::Write as _;
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(io::Error::other)?;
    let key = random.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    let mut staged = tempfile::Builder::new().prefix("secret").tempfile_in(file.parent().unwrap_or(Path::new(".")))?;
    staged.write_all(key.as_bytes())?;
    staged.as_file().sync_all()?;
    match staged.persist_noclobber(file) {
        Ok(_) => Ok(SecretKey::new(key)),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => load(file)?.ok_or(error.error),
        Err(error) => Err(error.error),
    }
}

/// The key can be neither read nor made.
#[derive(Debug, thiserror::Error)]
#[error("The key that signs sessions cannot be kept in {}: {source}. Make room, or let this user write there.", file.display())]
pub struct SecretError {
    /// Where the key belongs.
    pub file: PathBuf,
    /// Why it is not there.
    pub source: io::Error,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_who_make_a_key_at_once_get_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("secret.key");
        let keys = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| SecretKey::load_or_create(&file).unwrap())).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
        });
        assert!(keys.iter().all(|key| key.bytes() == keys[0].bytes()));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_key_is_made_once_and_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("secret.key");
        let first = SecretKey::load_or_create(&file).unwrap();
        let second = SecretKey::load_or_create(&file).unwrap();
        assert_eq!(first.bytes(), second.bytes());
        assert!(!first.is_short());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
