//! Reasons for which the keychain cannot be used.

use crate::model::SessionStore;

/// The service name of the app's entries, by which they are found together with their own names.
pub(super) const SERVICE: &str = "Hearth";

/// The reason for which the keychain cannot be used at the moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unavailable {
    /// A keychain that its owner has to unlock.
    #[error("it is locked")]
    Locked,
    /// A file in the keychain's place whose passphrase was not given yet.
    #[error("its passphrase was not given")]
    Passphrase,
    /// A keychain that does not answer in time.
    #[error("it did not answer in time")]
    Silent,
    /// A keychain that is missing, or does not work.
    #[error("{0}")]
    Missing(String),
}

impl Unavailable {
    /// Returns where sessions are kept meanwhile.
    pub(crate) fn store(&self) -> SessionStore {
        match self {
            Self::Locked => SessionStore::Locked,
            Self::Passphrase => SessionStore::PassphraseNeeded,
            Self::Silent => SessionStore::Silent,
            Self::Missing(_) => SessionStore::UntilExit,
        }
    }
}
