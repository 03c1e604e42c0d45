//! Holds the keys in memory: one that signs, and those that still verify.

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

    /// Returns whether the key is shorter than the 256 bits that HS256 asks for (RFC 7518, 3.2), or a few characters
    /// over and over.
    pub(super) fn is_weak(&self) -> bool {
        self.0.len() < 32 || self.is_repetitive()
    }

    /// Returns whether the key is what a file may hold after a power cut: zeros, or another byte that nobody chose at
    /// random.
    pub(super) fn is_damaged(&self) -> bool {
        self.is_repetitive() || self.0.iter().any(u8::is_ascii_control)
    }

    fn is_repetitive(&self) -> bool {
        const DISTINCT_MIN: usize = 8;
        let mut bytes = self.0.clone();
        bytes.sort_unstable();
        bytes.dedup();
        bytes.len() < DISTINCT_MIN
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The keys of a server: the current one signs, and the previous ones still verify what they have signed.
#[derive(Clone)]
pub struct SecretKeys {
    pub(super) current: SecretKey,
    pub(super) previous: Vec<PreviousKey>,
}

/// A key that signs no more.
#[derive(Clone)]
pub(super) struct PreviousKey {
    pub(super) key: SecretKey,
    /// The time at which the key stops verifying; none for a key that the owner names, which verifies for as long as it
    /// is named.
    pub(super) until: Option<DateTime<Utc>>,
}

impl From<SecretKey> for SecretKeys {
    fn from(current: SecretKey) -> Self {
        Self { current, previous: Vec::new() }
    }
}

impl SecretKeys {
    /// Adds previous keys that the owner names.
    #[must_use]
    pub fn with_previous(mut self, keys: impl IntoIterator<Item = SecretKey>) -> Self {
        self.previous.extend(keys.into_iter().map(|key| PreviousKey { key, until: None }));
        self
    }

    /// Returns whether one of the keys is shorter than HS256 asks for, or repeats a few characters.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        self.verifying().any(|(key, _)| key.is_weak())
    }

    pub(crate) fn current(&self) -> &SecretKey {
        &self.current
    }

    /// Returns the keys that verify, each with the end of its time.
    pub(crate) fn verifying(&self) -> impl Iterator<Item = (&SecretKey, Option<DateTime<Utc>>)> {
        std::iter::once((&self.current, None)).chain(self.previous.iter().map(|old| (&old.key, old.until)))
    }
}
