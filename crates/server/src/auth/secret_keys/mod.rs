//! Holds the keys that sign tokens: given by the owner, or made once and kept for a database of our own.

mod error;
mod file;
mod key;
mod key_file_format;
#[cfg(test)]
mod tests;

use std::{path::Path, time::Duration};

pub use self::{
    error::SecretError,
    file::ExposedKeys,
    key::{SecretKey, SecretKeys},
};

impl SecretKeys {
    /// Reads the keys in `file`, or makes one there (mode 0600) when there is none. `exposed` is for a file that others may read.
    ///
    /// A key that was [replaced](Self::rotate) since verifies for `lifetime` from now on, as long as the sessions last
    /// that it has signed, and is forgotten thereafter.
    pub fn load_or_create(file: &Path, lifetime: Duration, exposed: ExposedKeys) -> Result<Self, SecretError> {
        file::load_or_create(file, lifetime, exposed).map(Into::into)
    }

    /// Reads the keys in `file` and changes nothing; none where there is none yet. A file that others may read is an error.
    pub fn examine(file: &Path) -> Result<Option<Self>, SecretError> {
        file::examine(file).map(|keys| keys.map(Into::into))
    }

    /// Makes a new key in `file`, and keeps the old one there as a previous key.
    ///
    /// Its time begins when the new one is first loaded, and not before: until then a running server signs with it.
    pub fn rotate(file: &Path) -> Result<(), SecretError> {
        file::rotate(file)
    }
}
