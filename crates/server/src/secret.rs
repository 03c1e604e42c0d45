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
        match fs::read_to_string(file) {
            Ok(key) if !key.trim().is_empty() => Ok(Self::new(key.trim())),
            // An empty file is what a crash of the machine can leave; it has signed nothing yet.
            Ok(_) => create(file).map_err(failed),
            Err(error) if error.kind() == io::ErrorKind::NotFound => create(file).map_err(failed),
            Err(error) => Err(failed(error)),
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

/// Writes a new key beside its place and renames it there: a reader sees a whole key or none.
fn create(file: &Path) -> io::Result<SecretKey> {
    use std::fmt::Write as _;
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(io::Error::other)?;
    let key = random.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    let staged = file.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&staged)?;
    out.write_all(key.as_bytes())?;
    out.sync_all()?;
    fs::rename(&staged, file)?;
    Ok(SecretKey::new(key))
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
