//! Keeps sessions in the keychain of the operating system, or in a file under a passphrase where somebody chose that. Without
//! either they last until the app exits: a token is never written to a file as it is. A keychain that is locked or slow costs
//! no session: what it is to keep or to forget waits until it opens.

#[cfg_attr(target_os = "linux", path = "keychain/secret_service.rs")]
#[cfg_attr(not(target_os = "linux"), path = "keychain/other.rs")]
mod platform;
#[path = "keychain/unavailable.rs"]
mod unavailable;
#[path = "keychain/vault.rs"]
mod vault;

use std::{collections::HashMap, path::Path, time::Duration};

use parking_lot::{Mutex, MutexGuard};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::timeout;

use self::vault::Vault;
pub(crate) use self::{unavailable::Unavailable, vault::VaultError};
use crate::model::SessionStore;

/// Time limit for an answer of the keychain while somebody waits, after which the app goes on without it.
pub(crate) const BRIEFLY: Duration = Duration::from_secs(2);

/// Time limit for an answer where nobody waits: a keychain that is slow for long still answers.
pub(crate) const PATIENTLY: Duration = Duration::from_mins(2);

/// Time limit for a person to give the password of the keychain.
const UNLOCK_TIMEOUT: Duration = Duration::from_mins(2);

/// The state that an entry of the keychain is to have.
#[derive(Clone)]
enum Wanted {
    Token(SecretString),
    Gone,
}

/// The keychain, which keeps one token for each name.
pub(crate) struct Keychain {
    /// The changes that the keychain has not taken yet.
    waiting: Mutex<HashMap<String, Wanted>>,
    /// Takes the keychain's place where it exists.
    vault: Vault,
}

impl Keychain {
    pub(crate) fn new(data_dir: &Path) -> Self {
        Self { waiting: Mutex::default(), vault: Vault::new(data_dir) }
    }

    /// Returns where sessions are kept at the moment. It writes, reads and deletes for real: a keychain without a
    /// collection says that it is there, and fails at the first write.
    pub(crate) async fn store(&self) -> SessionStore {
        let probed = in_time(BRIEFLY, async {
            if self.vault.exists() {
                return self.vault.check();
            }
            platform::write("probe", "probe").await?;
            platform::read("probe").await?;
            platform::delete("probe").await
        });
        match probed.await {
            Ok(()) => self.open_store(),
            Err(why) => {
                tracing::warn!(%why, "the keychain cannot be used");
                why.store()
            }
        }
    }

    /// Returns where sessions are kept while that is open.
    pub(crate) fn open_store(&self) -> SessionStore {
        if self.vault.exists() { SessionStore::PassphraseFile } else { SessionStore::Keychain }
    }

    /// Keeps a token: until the app exits where the keychain does not take it.
    pub(crate) async fn save(&self, name: &str, token: &str) -> SessionStore {
        self.waiting().insert(name.to_owned(), Wanted::Token(SecretString::from(token)));
        self.flush(BRIEFLY).await.map_or_else(|why| why.store(), |()| self.open_store())
    }

    /// The token kept under a name.
    pub(crate) async fn load(&self, name: &str, limit: Duration) -> Result<Option<SecretString>, Unavailable> {
        match self.waiting().get(name) {
            Some(Wanted::Token(token)) => return Ok(Some(token.clone())),
            Some(Wanted::Gone) => return Ok(None),
            None => {}
        }
        let read = in_time(limit, self.read(name)).await;
        if let Err(why) = &read {
            tracing::warn!(%why, "the keychain did not give a session");
        }
        read
    }

    /// Forgets the token kept under a name, and says whether that is done.
    pub(crate) async fn forget(&self, name: &str) -> bool {
        self.waiting().insert(name.to_owned(), Wanted::Gone);
        // That another one is not kept is nothing to this one.
        let _ = self.flush(BRIEFLY).await;
        !self.waiting().contains_key(name)
    }

    /// Writes the waiting changes to the keychain.
    pub(crate) async fn flush(&self, limit: Duration) -> Result<(), Unavailable> {
        let all: Vec<_> = self.waiting().clone().into_iter().collect();
        for (name, wanted) in all {
            if let Err(why) = in_time(limit, self.write(&name, &wanted)).await {
                tracing::warn!(%why, "the keychain did not keep or forget a session");
                return Err(why);
            }
            // Unless it is wanted otherwise since.
            let mut waiting = self.waiting();
            if waiting.get(&name).is_some_and(|now| now.is(&wanted)) {
                waiting.remove(&name);
            }
        }
        Ok(())
    }

    /// Checks that the keychain can be used, without a change to it.
    pub(crate) async fn is_open(&self, limit: Duration) -> Result<(), Unavailable> {
        if self.vault.exists() { self.vault.check() } else { in_time(limit, platform::is_open()).await }
    }

    /// Returns whether changes wait for the keychain.
    pub(crate) fn has_waiting(&self) -> bool {
        !self.waiting().is_empty()
    }

    /// Asks the person, by the system, for the password of the keychain.
    pub(crate) async fn unlock(&self) -> Result<(), Unavailable> {
        timeout(UNLOCK_TIMEOUT, platform::unlock()).await.unwrap_or(Err(Unavailable::Silent))
    }

    /// Keeps sessions in a file under this passphrase from now on.
    pub(crate) async fn protect(&self, passphrase: SecretString) -> Result<(), VaultError> {
        self.vault.create(passphrase).await
    }

    /// Opens the file with the sessions until the app exits.
    pub(crate) async fn unlock_with(&self, passphrase: SecretString) -> Result<(), VaultError> {
        self.vault.unlock(passphrase).await
    }

    async fn read(&self, name: &str) -> Result<Option<SecretString>, Unavailable> {
        if self.vault.exists() { self.vault.read(name) } else { platform::read(name).await }
    }

    async fn write(&self, name: &str, wanted: &Wanted) -> Result<(), Unavailable> {
        match (wanted, self.vault.exists()) {
            (Wanted::Token(token), true) => self.vault.write(name, token.clone()).await,
            (Wanted::Token(token), false) => platform::write(name, token.expose_secret()).await,
            (Wanted::Gone, true) => self.vault.delete(name).await,
            (Wanted::Gone, false) => platform::delete(name).await,
        }
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<String, Wanted>> {
        self.waiting.lock()
    }
}

impl Wanted {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Token(one), Self::Token(another)) => one.expose_secret() == another.expose_secret(),
            (Self::Gone, Self::Gone) => true,
            _ => false,
        }
    }
}

async fn in_time<T>(limit: Duration, answer: impl Future<Output = Result<T, Unavailable>>) -> Result<T, Unavailable> {
    timeout(limit, answer).await.unwrap_or(Err(Unavailable::Silent))
}
