//! The keychain of other systems, which asks for its password by itself and blocks meanwhile.

use keyring::{Entry, Error};
use secrecy::SecretString;
use tokio::task::spawn_blocking;

use super::unavailable::{SERVICE, Unavailable};

type Result<T> = std::result::Result<T, Unavailable>;

/// The secret kept under a name.
pub(super) async fn read(name: &str) -> Result<Option<SecretString>> {
    ask(name, |entry| match entry.get_password() {
        Err(Error::NoEntry) => Ok(None),
        password => password.map(|secret| Some(SecretString::from(secret))),
    })
    .await
}

/// Keeps a secret under a name.
pub(super) async fn write(name: &str, secret: &str) -> Result<()> {
    let secret = secret.to_owned();
    ask(name, move |entry| entry.set_password(&secret)).await
}

/// Forgets the secret kept under a name; that there is none is as good.
pub(super) async fn delete(name: &str) -> Result<()> {
    ask(name, |entry| match entry.delete_credential() {
        Err(Error::NoEntry) => Ok(()),
        deleted => deleted,
    })
    .await
}

/// Checks that secrets can be read and written.
pub(super) async fn is_open() -> Result<()> {
    read("probe").await.map(drop)
}

/// Asks for the password of what is locked, by the system.
pub(super) async fn unlock() -> Result<()> {
    is_open().await
}

async fn ask<T: Send + 'static>(
    name: &str,
    question: impl FnOnce(&Entry) -> keyring::Result<T> + Send + 'static,
) -> Result<T> {
    let name = name.to_owned();
    let answer = spawn_blocking(move || question(&Entry::new(SERVICE, &name)?)).await;
    answer.map_err(|panicked| Unavailable::Missing(panicked.to_string()))?.map_err(|error| match error {
        Error::NoStorageAccess(_) => Unavailable::Locked,
        error => Unavailable::Missing(error.to_string()),
    })
}
