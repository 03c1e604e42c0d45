//! Reasons for which the keychain cannot be used.

use crate::model::SessionStore;

/// What the app's entries are found by, together with their names.
pub(super) const SERVICE: &str = "Hearth";

/// Why the keychain gives and takes nothing at the moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unavailable {
    /// Its owner has to unlock it.
    #[error("it is locked")]
    Locked,
    /// It does not answer in time.
    #[error("it did not answer in time")]
    Silent,
    /// There is none, or one that does not work.
    #[error("{0}")]
    Missing(String),
}

impl Unavailable {
    /// Where sessions are meanwhile.
    pub(crate) fn store(&self) -> SessionStore {
        match self {
            Self::Locked => SessionStore::Locked,
            Self::Silent => SessionStore::Silent,
            Self::Missing(_) => SessionStore::UntilExit,
        }
    }
}
