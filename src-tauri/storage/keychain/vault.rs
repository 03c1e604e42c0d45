//! Keeps sessions in a file that is encrypted under a passphrase, for computers without a keychain. The format is that of age.

use std::{
    collections::BTreeMap,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::Arc,
};

use age::{DecryptError, scrypt};
use parking_lot::Mutex;
use secrecy::{ExposeSecret, SecretString};
use tokio::task::spawn_blocking;
use zeroize::Zeroizing;

use super::unavailable::Unavailable;
use crate::storage::atomic_file::{read_up_to, remove, replace};

/// The name of the file in the data directory.
const NAME: &str = "sessions.age";

/// The longest file that is read, in bytes: a token takes less than one kilobyte.
const FILE_MAX_BYTES: u64 = 1024 * 1024;

/// The cost of a guess, as the binary logarithm of scrypt's N: 128 MiB of memory, and some tenths of a second.
const WORK_FACTOR: u8 = 17;

/// Error of opening or making the file.
#[derive(Debug, thiserror::Error)]
pub(crate) enum VaultError {
    #[error("another passphrase was given")]
    WrongPassphrase,
    #[error("it cannot be read")]
    Damaged,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The file, whether it exists or not. Cheap to clone.
#[derive(Clone)]
pub(super) struct Vault {
    path: PathBuf,
    open: Arc<Mutex<Option<Open>>>,
}

struct Open {
    passphrase: SecretString,
    tokens: Tokens,
}

/// The tokens by their names.
type Tokens = BTreeMap<String, SecretString>;

impl Vault {
    pub(super) fn new(data_dir: &Path) -> Self {
        Self { path: data_dir.join(NAME), open: Arc::default() }
    }

    /// Returns whether sessions are kept here rather than in a keychain.
    pub(super) fn exists(&self) -> bool {
        self.open.lock().is_some() || self.path.exists()
    }

    /// Checks that the passphrase was given.
    pub(super) fn check(&self) -> Result<(), Unavailable> {
        if self.open.lock().is_some() { Ok(()) } else { Err(Unavailable::Passphrase) }
    }

    /// Makes the file, in place of one whose passphrase is forgotten.
    pub(super) async fn create(&self, passphrase: SecretString) -> Result<(), VaultError> {
        self.run(move |vault| vault.store(Open { passphrase, tokens: Tokens::new() })).await
    }

    /// Opens the file until the app exits.
    pub(super) async fn unlock(&self, passphrase: SecretString) -> Result<(), VaultError> {
        self.run(move |vault| {
            let tokens = decrypt(&read_up_to(&vault.path, FILE_MAX_BYTES)?, passphrase.clone())?;
            *vault.open.lock() = Some(Open { passphrase, tokens });
            Ok(())
        })
        .await
    }

    pub(super) fn read(&self, name: &str) -> Result<Option<SecretString>, Unavailable> {
        self.check()?;
        Ok(self.open.lock().as_ref().and_then(|open| open.tokens.get(name).cloned()))
    }

    pub(super) async fn write(&self, name: &str, token: SecretString) -> Result<(), Unavailable> {
        let name = name.to_owned();
        self.change(move |tokens| {
            tokens.insert(name, token);
        })
        .await
    }

    /// Forgets a token. The file goes with the last one: the next session is kept where there is a place then.
    pub(super) async fn delete(&self, name: &str) -> Result<(), Unavailable> {
        let name = name.to_owned();
        self.change(move |tokens| {
            tokens.remove(&name);
        })
        .await
    }

    async fn change(&self, change: impl FnOnce(&mut Tokens) + Send + 'static) -> Result<(), Unavailable> {
        self.check()?;
        let done = self.run(move |vault| {
            let Some((passphrase, mut tokens)) =
                vault.open.lock().as_ref().map(|open| (open.passphrase.clone(), open.tokens.clone()))
            else {
                return Ok(());
            };
            change(&mut tokens);
            if tokens.is_empty() {
                *vault.open.lock() = None;
                return Ok(remove(&vault.path)?);
            }
            vault.store(Open { passphrase, tokens })
        });
        done.await.map_err(|error| Unavailable::Missing(error.to_string()))
    }

    fn store(&self, open: Open) -> Result<(), VaultError> {
        replace(&self.path, &encrypt(&open.tokens, open.passphrase.clone())?)?;
        *self.open.lock() = Some(open);
        Ok(())
    }

    /// Works off the threads that answer the window: a passphrase takes its time by design.
    async fn run(&self, work: impl FnOnce(&Self) -> Result<(), VaultError> + Send + 'static) -> Result<(), VaultError> {
        let vault = self.clone();
        spawn_blocking(move || work(&vault)).await.map_err(|error| VaultError::Io(io::Error::other(error)))?
    }
}

fn encrypt(tokens: &Tokens, passphrase: SecretString) -> io::Result<Vec<u8>> {
    let plain: BTreeMap<_, &str> = tokens.iter().map(|(name, token)| (name, token.expose_secret())).collect();
    let plain = Zeroizing::new(serde_json::to_vec(&plain)?);
    let mut recipient = scrypt::Recipient::new(passphrase);
    recipient.set_work_factor(WORK_FACTOR);
    age::encrypt(&recipient, &plain).map_err(io::Error::other)
}

fn decrypt(bytes: &[u8], passphrase: SecretString) -> Result<Tokens, VaultError> {
    let mut identity = scrypt::Identity::new(passphrase);
    identity.set_max_work_factor(WORK_FACTOR);
    let plain = age::decrypt(&identity, bytes).map_err(|error| match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => {
            VaultError::WrongPassphrase
        }
        DecryptError::Io(error) if error.kind() != ErrorKind::UnexpectedEof => VaultError::Io(error),
        _ => VaultError::Damaged,
    })?;
    let plain = Zeroizing::new(plain);
    let tokens: BTreeMap<String, String> = serde_json::from_slice(&plain).map_err(|_| VaultError::Damaged)?;
    Ok(tokens.into_iter().map(|(name, token)| (name, SecretString::from(token))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(text: &str) -> SecretString {
        SecretString::from(text.to_owned())
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn tokens_are_there_again_under_the_same_passphrase_alone() {
        let dir = tempfile::tempdir().unwrap();
        let vault = Vault::new(dir.path());
        assert!(!vault.exists());
        vault.create(phrase("correct horse")).await.unwrap();
        vault.write("ada", phrase("a-token")).await.unwrap();
        vault.write("bob", phrase("b-token")).await.unwrap();
        let bytes = std::fs::read(dir.path().join(NAME)).unwrap();
        for secret in ["a-token", "ada", "horse"] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret}");
        }

        let vault = Vault::new(dir.path());
        assert!(vault.exists());
        assert!(matches!(vault.read("ada"), Err(Unavailable::Passphrase)));
        assert!(matches!(vault.unlock(phrase("wrong")).await, Err(VaultError::WrongPassphrase)));
        assert_eq!(vault.check(), Err(Unavailable::Passphrase));
        vault.unlock(phrase("correct horse")).await.unwrap();
        assert_eq!(vault.read("ada").unwrap().unwrap().expose_secret(), "a-token");
        vault.delete("ada").await.unwrap();
        assert!(vault.read("ada").unwrap().is_none());
        vault.delete("bob").await.unwrap();
        assert!(!vault.exists());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_damaged_file_is_told_from_a_wrong_passphrase() {
        let dir = tempfile::tempdir().unwrap();
        let vault = Vault::new(dir.path());
        for bytes in ["", "not an age file", "age-encryption.org/v1\n-> scrypt c2FsdA 30\nAAAA\n--- AAAA\n"] {
            std::fs::write(dir.path().join(NAME), bytes).unwrap();
            let error = vault.unlock(phrase("correct horse")).await.unwrap_err();
            assert!(matches!(error, VaultError::Damaged), "{bytes}: {error:?}");
        }
    }
}
