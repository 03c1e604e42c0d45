//! Sessions in the keychain of the operating system. Where none works they last until the app exits: a
//! token is never written to a file.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use keyring::Entry;
use tokio::{sync::OnceCell, task, time};

use crate::status::SessionStore;

const SERVICE: &str = "Hearth";

/// A locked keychain asks the person for its password and blocks until then; this is how long they get.
const PATIENCE: Duration = Duration::from_secs(30);

/// Keeps one token a name.
#[derive(Default)]
pub(crate) struct Keychain {
    works: OnceCell<bool>,
    memory: Mutex<HashMap<String, String>>,
}

impl Keychain {
    /// Where sessions will be kept. The first call finds out, by writing, reading and deleting for real:
    /// a keychain service without a collection says that it is there, and fails at the first write.
    pub(crate) async fn store(&self) -> SessionStore {
        let works = self.works.get_or_init(async || {
            match ask("probe".to_owned(), |entry| {
                entry.set_password("probe")?;
                entry.get_password()?;
                entry.delete_credential()
            })
            .await
            {
                Ok(()) => true,
                Err(why) => {
                    tracing::warn!(why, "no keychain works: sessions last until exit");
                    false
                }
            }
        });
        if *works.await { SessionStore::Keychain } else { SessionStore::UntilExit }
    }

    /// Keeps a token. Where even a keychain that works refuses, the session lasts until exit.
    pub(crate) async fn save(&self, name: &str, token: &str) -> SessionStore {
        if self.store().await == SessionStore::Keychain {
            let secret = token.to_owned();
            match ask(name.to_owned(), move |entry| entry.set_password(&secret)).await {
                Ok(()) => return SessionStore::Keychain,
                Err(why) => tracing::warn!(why, "the keychain did not take a session"),
            }
        }
        self.memory().insert(name.to_owned(), token.to_owned());
        SessionStore::UntilExit
    }

    /// The token kept under a name.
    pub(crate) async fn load(&self, name: &str) -> Option<String> {
        if let Some(token) = self.memory().get(name) {
            return Some(token.clone());
        }
        match ask(name.to_owned(), |entry| match entry.get_password() {
            Err(keyring::Error::NoEntry) => Ok(None),
            password => password.map(Some),
        })
        .await
        {
            Ok(token) => token,
            Err(why) => {
                tracing::warn!(why, "the keychain did not give a session");
                None
            }
        }
    }

    /// Forgets the token kept under a name.
    pub(crate) async fn forget(&self, name: &str) {
        self.memory().remove(name);
        if let Err(why) = ask(name.to_owned(), |entry| match entry.delete_credential() {
            Err(keyring::Error::NoEntry) => Ok(()),
            result => result,
        })
        .await
        {
            tracing::warn!(why, "the keychain did not forget a session");
        }
    }

    fn memory(&self) -> std::sync::MutexGuard<'_, HashMap<String, String>> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Asks the keychain on a thread of its own, because it may block on a dialog, and not for ever.
async fn ask<T: Send + 'static>(
    name: String,
    question: impl FnOnce(&Entry) -> keyring::Result<T> + Send + 'static,
) -> Result<T, String> {
    let answer = task::spawn_blocking(move || question(&Entry::new(SERVICE, &name)?));
    match time::timeout(PATIENCE, answer).await {
        Ok(Ok(answer)) => answer.map_err(|error| error.to_string()),
        Ok(Err(panicked)) => Err(panicked.to_string()),
        Err(_) => Err("it did not answer in time".to_owned()),
    }
}
