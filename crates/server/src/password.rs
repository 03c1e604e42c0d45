//! Hashing passwords costs a core a quarter of a second on purpose, so it happens off the async threads
//! and on no more of them than there are cores: the feed stays quick while many people sign in.

use std::sync::Arc;

use tokio::{sync::Semaphore, task};

use crate::error::Error;

#[derive(Clone)]
pub(crate) struct Passwords {
    cost: u32,
    /// What a login for an unknown address is compared with, so that it takes the same time.
    nobody: Arc<str>,
    slots: Arc<Semaphore>,
}

impl Passwords {
    pub(crate) fn new(cost: u32) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            cost,
            // Well-formed, so that comparing takes its time; which password it is of plays no part.
            nobody: format!("$2b${cost:02}$J0/m.1kqdX2Cpus2Hy/ma.ChLZUOCTuusZXT6BJscv.0XBaPQJXR.").into(),
            slots: Arc::new(Semaphore::new(cores)),
        }
    }

    pub(crate) async fn hash(&self, password: String) -> Result<String, Error> {
        let cost = self.cost;
        self.run(move || bcrypt::hash(password, cost).map_err(Error::internal)).await?
    }

    /// Compares a password with the hash of an account; `None` when there is no such account.
    ///
    /// As bcrypt always has, only the first 72 bytes count: that lets in whom another backend accepted.
    pub(crate) async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Error> {
        let nobody = Arc::clone(&self.nobody);
        self.run(move || {
            let Some(hash) = hash else {
                let _ = bcrypt::verify(password, &nobody);
                return false;
            };
            bcrypt::verify(password, &hash).unwrap_or_else(|error| {
                tracing::warn!(%error, "an account's password hash cannot be read");
                false
            })
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        // Held inside the work: a caller that goes away does not free the core that still hashes.
        let slot = Arc::clone(&self.slots).acquire_owned().await.map_err(Error::internal)?;
        task::spawn_blocking(move || {
            let _slot = slot;
            work()
        })
        .await
        .map_err(Error::internal)
    }
}
