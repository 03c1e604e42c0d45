//! Hashing passwords costs a core a quarter of a second on purpose, so it happens off the async threads, on half of the cores
//! at most, and with rests in between: the feed stays quick while many people sign in.
//!
//! Every comparison costs the same, with whichever account and with none: as much as the dearest hash that any
//! account has. An adopted database holds hashes of other costs than ours, and their owners would be told apart by time.

mod bcrypt;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    thread,
};

use tokio::sync::{OnceCell, Semaphore, oneshot};

use self::bcrypt::{Hash, digest};
use crate::{database::Pool, error::Error};

/// What nobody hashes with: it takes seconds. An account that does stands out, and slows down no other.
const ABSURD_COST: u32 = 17;

#[derive(Clone)]
pub(crate) struct Passwords {
    cost: u32,
    db: Pool,
    level: Arc<OnceCell<AtomicU32>>,
    slots: Arc<Semaphore>,
}

impl Passwords {
    /// New hashes cost `cost`; `db` holds the old ones.
    pub(crate) fn new(cost: u32, db: Pool) -> Self {
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { cost, db, level: Arc::default(), slots: Arc::new(Semaphore::new((cores / 2).max(1))) }
    }

    pub(crate) async fn hash(&self, password: String) -> Result<String, Error> {
        let cost = self.cost;
        let hash = move || Hash::new(&password, cost).map_err(Error::internal);
        Ok(self.run(hash).await??.to_string())
    }

    /// Compares a password with the hash of an account; `None` when there is no such account.
    ///
    /// As bcrypt always has, only the first 72 bytes count: that lets in whom another backend accepted.
    pub(crate) async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Error> {
        let stored = hash.and_then(|hash| {
            Hash::read(&hash).or_else(|| {
                tracing::warn!("an account's password hash cannot be read");
                None
            })
        });
        let level = self.level().await?;
        // Another backend may have added a dearer one since.
        let level = match &stored {
            Some(Hash { cost, .. }) if *cost < ABSURD_COST => level.fetch_max(*cost, Relaxed).max(*cost),
            _ => level.load(Relaxed),
        };
        self.run(move || {
            let Some(stored) = stored else {
                waste(&password, level);
                return false;
            };
            let matches = stored.is_of(&password);
            // Each step doubles the work: these together make up the difference.
            (stored.cost..level).for_each(|step| waste(&password, step));
            matches
        })
        .await
    }

    /// What every comparison costs.
    async fn level(&self) -> Result<&AtomicU32, Error> {
        let survey = || async {
            // Below the absurd.
            let dearest = sqlx::query_scalar!(
                r"SELECT max(substring(password FROM '^\$2[abxy]\$(0[4-9]|1[0-6])\$')) FROM users",
            );
            let dearest = dearest.fetch_one(&self.db).await?.and_then(|cost| cost.parse().ok()).unwrap_or(0);
            Ok(AtomicU32::new(dearest.max(self.cost)))
        };
        self.level.get_or_try_init(survey).await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        // Held inside the work: a caller that goes away does not free the core that still hashes.
        let slot = Arc::clone(&self.slots).acquire_owned().await.map_err(Error::internal)?;
        let (tell, told) = oneshot::channel();
        let work = move || {
            step_back();
            // Who asked may have gone away.
            let _ = tell.send(work());
            drop(slot);
        };
        // A thread of its own, because it ends with its low priority: to raise that again takes privileges.
        thread::Builder::new().name("password".to_owned()).spawn(work).map_err(Error::internal)?;
        told.await.map_err(Error::internal)
    }
}

/// Lets those go first who only want to read.
#[cfg(target_os = "linux")]
fn step_back() {
    const NICE: i32 = 10;
    // On Linux it is this thread's alone. Where it is not allowed, hashing is as important as reading.
    let _ = rustix::process::setpriority_process(None, NICE);
}

#[cfg(not(target_os = "linux"))]
fn step_back() {}

/// Takes as long as a comparison with a hash of this cost.
fn waste(password: &str, cost: u32) {
    std::hint::black_box(digest(password, cost, &[0; 16]));
}
