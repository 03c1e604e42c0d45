//! The keys that sign tokens: given by the owner, or made once and kept for a database of our own.

mod file;
mod kept;

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::{DateTime, Utc};

/// A key for HS256. It has no `Debug`, so that it cannot end up in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey(Vec<u8>);

impl SecretKey {
    /// Takes a key as the owner gave it, of any length, for adopted deployments.
    #[must_use]
    pub fn new(key: impl Into<Vec<u8>>) -> Self {
        Self(key.into())
    }

    /// Shorter than the 256 bits that HS256 asks for (RFC 7518, 3.2).
    fn is_short(&self) -> bool {
        self.0.len() < 32
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// All keys of a server: the current one signs, and the previous ones still verify what they have signed.
#[derive(Clone)]
pub struct SecretKeys {
    current: SecretKey,
    previous: Vec<PreviousKey>,
}

/// A key that signs no more.
#[derive(Clone)]
struct PreviousKey {
    key: SecretKey,
    /// When it verifies no more either; for one that the owner names, when it is named no more.
    until: Option<DateTime<Utc>>,
}

impl From<SecretKey> for SecretKeys {
    fn from(current: SecretKey) -> Self {
        Self { current, previous: Vec::new() }
    }
}

impl SecretKeys {
    /// Reads the keys in `file`, or makes one there (mode 0600) when there is none.
    ///
    /// A key that was [replaced](Self::rotate) since verifies for `lifetime` from now on, as long as the sessions last
    /// that it has signed, and is forgotten thereafter.
    pub fn load_or_create(file: &Path, lifetime: Duration) -> Result<Self, SecretError> {
        file::load_or_create(file, lifetime).map(Into::into)
    }

    /// Makes a new key in `file`, and keeps the old one there as a previous key.
    ///
    /// Its time begins when the new one is first loaded, and not before: until then a running server signs with it.
    pub fn rotate(file: &Path) -> Result<(), SecretError> {
        file::rotate(file)
    }

    /// Adds previous keys that the owner names.
    #[must_use]
    pub fn with_previous(mut self, keys: impl IntoIterator<Item = SecretKey>) -> Self {
        self.previous.extend(keys.into_iter().map(|key| PreviousKey { key, until: None }));
        self
    }

    /// Whether one of the keys is shorter than HS256 asks for.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.verifying().any(|(key, _)| key.is_short())
    }

    pub(crate) fn current(&self) -> &SecretKey {
        &self.current
    }

    /// The keys that verify, each with the end of its time.
    pub(crate) fn verifying(&self) -> impl Iterator<Item = (&SecretKey, Option<DateTime<Utc>>)> {
        std::iter::once((&self.current, None)).chain(self.previous.iter().map(|old| (&old.key, old.until)))
    }
}

/// The keys can be neither read nor kept.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file system is in the way.
    #[error("The key that signs sessions cannot be kept in {}: {source}. Make room, or let this user write there.", file.display())]
    Storage {
        /// Where the keys belong.
        file: PathBuf,
        /// Why they are not there.
        source: io::Error,
    },
    /// Somebody else has written into the file.
    #[error("Line {line} of {} cannot be read. Remove it, or the whole file: that ends all sessions.", file.display())]
    Line {
        /// Where the keys are.
        file: PathBuf,
        /// Counted from 1.
        line: usize,
    },
    /// There is nothing to replace.
    #[error("There is no key in {} yet. The first start makes one.", file.display())]
    Missing {
        /// Where it would be.
        file: PathBuf,
    },
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const LIFETIME: Duration = Duration::from_hours(1);

    fn place() -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("secret.key");
        (dir, file)
    }

    fn load(file: &Path) -> SecretKeys {
        SecretKeys::load_or_create(file, LIFETIME).unwrap()
    }

    #[test]
    fn all_who_make_a_key_at_once_get_the_same() {
        let (dir, file) = place();
        let keys = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| load(&file))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
        });
        assert!(keys.iter().all(|other| other.current == keys[0].current));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_key_is_made_once_and_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let (_dir, file) = place();
        let (first, second) = (load(&file), load(&file));
        assert!(first.current == second.current && !first.is_short());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_replaced_key_has_its_time_from_when_the_new_one_is_taken_up() {
        let (_dir, file) = place();
        let old = load(&file).current;
        SecretKeys::rotate(&file).unwrap();
        SecretKeys::rotate(&file).unwrap();
        let before = Utc::now();
        let keys = load(&file);
        assert!(keys.current != old);
        assert_eq!(keys.previous.len(), 2);
        assert!(keys.previous[1].key == old);
        let until = keys.previous[1].until.unwrap();
        assert!((before + LIFETIME - Duration::from_secs(1)..=Utc::now() + LIFETIME).contains(&until), "{until}");
        // Later starts do not make it longer.
        assert!(load(&file).previous[1].until.unwrap() <= until);
    }

    #[test]
    fn a_key_whose_time_is_over_is_removed() {
        let (_dir, file) = place();
        let (past, future) = ("2026-01-01T00:00:00Z", "2999-01-01T00:00:00Z");
        fs::write(&file, format!("new\nprevious older until {past}\n\nprevious old until {future}\n")).unwrap();
        let keys = load(&file);
        assert_eq!(keys.verifying().map(|(key, _)| key.bytes()).collect::<Vec<_>>(), [b"new", b"old"]);
        assert_eq!(fs::read_to_string(&file).unwrap(), format!("new\nprevious old until {future}"));
    }

    #[test]
    fn what_somebody_else_wrote_is_named_and_stays() {
        let (_dir, file) = place();
        for second in ["old", "previous", "previous old until tomorrow"] {
            let text = format!("new\n{second}");
            fs::write(&file, &text).unwrap();
            let refused = SecretKeys::load_or_create(&file, LIFETIME).err().unwrap();
            assert!(matches!(refused, SecretError::Line { line: 2, .. }), "{refused}");
            assert!(SecretKeys::rotate(&file).is_err());
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
    }

    #[test]
    fn without_a_key_there_is_nothing_to_replace() {
        let (dir, file) = place();
        assert!(matches!(SecretKeys::rotate(&file), Err(SecretError::Missing { .. })));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
        fs::write(&file, "").unwrap();
        assert!(matches!(SecretKeys::rotate(&file), Err(SecretError::Missing { .. })));
        assert!(!load(&file).is_short());
    }
}
