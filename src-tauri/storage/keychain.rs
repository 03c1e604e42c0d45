//! Keeps sessions in the keychain of the operating system. Where none works they last until the app exits: a
//! token is never written to a file. A keychain that is locked or slow costs no session: what it is to keep or to
//! forget waits until it opens.

#[cfg_attr(target_os = "linux", path = "keychain/secret_service.rs")]
#[cfg_attr(not(target_os = "linux"), path = "keychain/other.rs")]
mod platform;
#[path = "keychain/unavailable.rs"]
mod unavailable;

use std::{collections::HashMap, time::Duration};

use parking_lot::{Mutex, MutexGuard};
use tokio::time::timeout;

pub(crate) use self::unavailable::Unavailable;
use crate::model::SessionStore;

/// Time limit for an answer of the keychain, after which the app goes on without it. It is asked again later.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(2);

/// Time limit for a person to give the password of the keychain.
const UNLOCK_TIMEOUT: Duration = Duration::from_mins(2);

/// The state that an entry of the keychain is to have.
#[derive(Debug, Clone)]
enum Wanted {
    Token(String),
    Gone,
}

/// The keychain, which keeps one token for each name.
#[derive(Default)]
pub(crate) struct Keychain {
    /// The changes that the keychain has not taken yet.
    waiting: Mutex<HashMap<String, Wanted>>,
}

impl Keychain {
    /// Returns where sessions are kept at the moment. It writes, reads and deletes for real: a keychain without a
    /// collection says that it is there, and fails at the first write.
    pub(crate) async fn store(&self) -> SessionStore {
        let probed = in_time(async {
            platform::write("probe", "probe").await?;
            platform::read("probe").await?;
            platform::delete("probe").await
        });
        match probed.await {
            Ok(()) => SessionStore::Keychain,
            Err(why) => {
                tracing::warn!(%why, "the keychain cannot be used");
                why.store()
            }
        }
    }

    /// Keeps a token: until the app exits where the keychain does not take it.
    pub(crate) async fn save(&self, name: &str, token: &str) -> SessionStore {
        self.waiting().insert(name.to_owned(), Wanted::Token(token.to_owned()));
        self.flush().await.map_or_else(|why| why.store(), |()| SessionStore::Keychain)
    }

    /// The token kept under a name.
    pub(crate) async fn load(&self, name: &str) -> Result<Option<String>, Unavailable> {
        match self.waiting().get(name) {
            Some(Wanted::Token(token)) => return Ok(Some(token.clone())),
            Some(Wanted::Gone) => return Ok(None),
            None => {}
        }
        let read = in_time(platform::read(name)).await;
        if let Err(why) = &read {
            tracing::warn!(%why, "the keychain did not give a session");
        }
        read
    }

    /// Forgets the token kept under a name, and says whether that is done.
    pub(crate) async fn forget(&self, name: &str) -> bool {
        self.waiting().insert(name.to_owned(), Wanted::Gone);
        // That another one is not kept is nothing to this one.
        let _ = self.flush().await;
        !self.waiting().contains_key(name)
    }

    /// Writes the waiting changes to the keychain.
    pub(crate) async fn flush(&self) -> Result<(), Unavailable> {
        let all: Vec<_> = self.waiting().clone().into_iter().collect();
        for (name, wanted) in all {
            let settled = match &wanted {
                Wanted::Token(token) => in_time(platform::write(&name, token)).await,
                Wanted::Gone => in_time(platform::delete(&name)).await,
            };
            if let Err(why) = settled {
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
    pub(crate) async fn is_open(&self) -> Result<(), Unavailable> {
        in_time(platform::is_open()).await
    }

    /// Asks the person, by the system, for the password of the keychain.
    pub(crate) async fn unlock(&self) -> Result<(), Unavailable> {
        timeout(UNLOCK_TIMEOUT, platform::unlock()).await.unwrap_or(Err(Unavailable::Silent))
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<String, Wanted>> {
        self.waiting.lock()
    }
}

impl Wanted {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Token(one), Self::Token(another)) => one == another,
            (Self::Gone, Self::Gone) => true,
            _ => false,
        }
    }
}

async fn in_time<T>(answer: impl Future<Output = Result<T, Unavailable>>) -> Result<T, Unavailable> {
    timeout(ANSWER_TIMEOUT, answer).await.unwrap_or(Err(Unavailable::Silent))
}
