//! Hashes passwords with bcrypt and compares them.
//!
//! A hash costs a core a quarter of a second on purpose. So it runs off the async threads, on half of the cores at most, and
//! with low priority: the feed stays quick while many people sign in.
//!
//! Every comparison takes the same time, with whichever account and with none: as long as with the most expensive hash that
//! any account has. An adopted database holds hashes of other costs than ours, and their owners would be told apart by time.
//! A hash of absurd cost is not compared at all: one comparison would keep everybody else waiting for minutes, or days.

use std::{
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU32, AtomicU64, Ordering::Relaxed},
    },
    thread,
    time::Duration,
};

use bcrypt::HashParts;
use tokio::{
    sync::{OnceCell, Semaphore, oneshot},
    time::timeout,
};
use unicode_normalization::UnicodeNormalization;

use crate::{
    error::Error,
    store::{Pool, accounts},
};

/// Normalizes a new password: an é is one, whether the keyboard sends it as one character or as two (Unicode's form NFC).
pub(crate) fn normalize(password: &str) -> String {
    password.nfc().collect()
}

/// The highest bcrypt cost of a stored hash that is compared, unless new ones get a higher one: a comparison takes seconds.
const COST_MAX: u32 = accounts::COUNTED_COST_MAX;

/// Bounds how long a password waits for its turn. Whoever waits longer is told to come again.
const QUEUE_TIMEOUT: Duration = Duration::from_secs(10);

/// Hashes and compares passwords, a bounded number at a time.
#[derive(Clone)]
pub(crate) struct Passwords {
    cost: u32,
    db: Pool,
    /// The cost that every comparison is made to take.
    equal_cost: Arc<OnceCell<AtomicU32>>,
    slots: Arc<Semaphore>,
    counts: Arc<PasswordCounts>,
}

/// Counts passwords, for whoever looks after the server.
#[derive(Default)]
pub(crate) struct PasswordCounts {
    /// Those that wait for their turn.
    pub(crate) waiting: AtomicU64,
    /// Those that are being hashed or compared.
    pub(crate) running: AtomicU64,
    /// Those that waited too long.
    pub(crate) refused: AtomicU64,
}

/// Counts something while it is held.
struct Counted(Arc<PasswordCounts>, fn(&PasswordCounts) -> &AtomicU64);

impl Counted {
    fn new(counts: &Arc<PasswordCounts>, which: fn(&PasswordCounts) -> &AtomicU64) -> Self {
        which(counts).fetch_add(1, Relaxed);
        Self(Arc::clone(counts), which)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        (self.1)(&self.0).fetch_sub(1, Relaxed);
    }
}

/// The hash of an account, and its cost.
struct StoredHash {
    text: String,
    cost: u32,
}

impl Passwords {
    /// Gives new hashes this cost; `db` holds the old ones.
    pub(crate) fn new(cost: u32, db: Pool) -> Self {
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let slots = Arc::new(Semaphore::new((cores / 2).max(1)));
        Self { cost, db, equal_cost: Arc::default(), slots, counts: Arc::default() }
    }

    /// Returns what counts passwords.
    pub(crate) fn counts(&self) -> &PasswordCounts {
        &self.counts
    }

    /// Hashes a new password, of which the first 72 bytes count.
    pub(crate) async fn hash(&self, password: String) -> Result<String, Error> {
        let cost = self.cost;
        self.run(move || bcrypt::hash(normalize(&password), cost).map_err(Error::internal)).await?
    }

    /// Compares a password with the hash of an account; `None` when there is no such account.
    ///
    /// Where its normal form is another, both are compared: hashes of other backends, and older ones, are of what was typed.
    /// As bcrypt always has, only the first 72 bytes count: that lets in whom another backend accepted.
    pub(crate) async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Error> {
        let stored = hash.and_then(|hash| self.comparable(hash));
        let equal_cost = self.equal_cost().await?;
        // Another backend may have added a more expensive one since.
        let equal_cost = match &stored {
            Some(StoredHash { cost, .. }) => equal_cost.fetch_max(*cost, Relaxed).max(*cost),
            None => equal_cost.load(Relaxed),
        };
        self.run(move || {
            let normal = normalize(&password);
            let mut forms = vec![normal];
            // The time tells what was typed, and nothing about the account.
            forms.extend((forms[0] != password).then_some(password));
            // All of them, whichever fits.
            forms.iter().map(|form| compare(form, stored.as_ref(), equal_cost)).fold(false, |any, fits| any | fits)
        })
        .await
    }

    /// Parses a stored hash; none where no password can be compared with it.
    fn comparable(&self, hash: String) -> Option<StoredHash> {
        let Some(stored) = StoredHash::parse(hash) else {
            tracing::warn!("an account's password hash cannot be read");
            return None;
        };
        let (cost, max) = (stored.cost, COST_MAX.max(self.cost));
        if cost > max {
            tracing::warn!("an account's password hash has the bcrypt cost {cost}: it is not compared above {max}");
        }
        (cost <= max).then_some(stored)
    }

    /// Finds the cost of the most expensive hash, once.
    async fn equal_cost(&self) -> Result<&AtomicU32, Error> {
        let survey = || async {
            // Below the absurd.
            let highest = accounts::highest_bcrypt_cost(&self.db).await?.unwrap_or(0);
            Ok(AtomicU32::new(highest.max(self.cost)))
        };
        self.equal_cost.get_or_try_init(survey).await
    }

    /// Runs work on a thread of low priority, as soon as fewer than the bound run; or not, where that takes too long.
    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        // Held inside the work: a caller that goes away does not free the core that still hashes.
        let waiting = Counted::new(&self.counts, |counts| &counts.waiting);
        let Ok(slot) = timeout(QUEUE_TIMEOUT, Arc::clone(&self.slots).acquire_owned()).await else {
            tracing::warn!("too many people sign in or sign up at once: some are told to try again");
            self.counts.refused.fetch_add(1, Relaxed);
            return Err(Error::BUSY);
        };
        let slot = slot.map_err(Error::internal)?;
        drop(waiting);
        let running = Counted::new(&self.counts, |counts| &counts.running);
        let (sender, receiver) = oneshot::channel();
        let work = move || {
            lower_priority();
            // Who asked may have gone away.
            let _ = sender.send(work());
            drop((running, slot));
        };
        // A thread of its own, because it ends with its low priority: to raise that again takes privileges.
        thread::Builder::new().name("password".to_owned()).spawn(work).map_err(Error::internal)?;
        receiver.await.map_err(Error::internal)
    }
}

impl StoredHash {
    /// Parses a stored hash, of whichever program.
    fn parse(text: String) -> Option<Self> {
        let cost = HashParts::from_str(&text).ok()?.get_cost();
        (4..=31).contains(&cost).then_some(Self { text, cost })
    }
}

/// Compares a password with a hash, in the time of a comparison with one of `equal_cost`.
fn compare(password: &str, stored: Option<&StoredHash>, equal_cost: u32) -> bool {
    let Some(stored) = stored else {
        equalize_timing(password, equal_cost);
        return false;
    };
    let matches = bcrypt::verify(password, &stored.text).unwrap_or(false);
    // Each step doubles the work: these together make up the difference.
    (stored.cost..equal_cost).for_each(|step| equalize_timing(password, step));
    matches
}

/// Lowers the priority of this thread: those who only want to read go first.
#[cfg(target_os = "linux")]
fn lower_priority() {
    const NICE: i32 = 10;
    // On Linux it is this thread's alone. Where it is not allowed, hashing is as important as reading.
    let _ = rustix::process::setpriority_process(None, NICE);
}

#[cfg(not(target_os = "linux"))]
fn lower_priority() {}

/// Takes as long as a comparison with a hash of this cost.
fn equalize_timing(password: &str, cost: u32) {
    let _ = std::hint::black_box(bcrypt::hash_with_salt(password, cost, [0; 16]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_every_version_and_nothing_else() {
        let hash = bcrypt::hash("correct horse", 4).expect("the cost is allowed");
        for version in ["2a", "2b", "2x", "2y"] {
            let stored = StoredHash::parse(hash.replace("2b", version)).expect("it can be read");
            assert_eq!(stored.cost, 4);
            assert!(bcrypt::verify("correct horse", &stored.text).expect("it can be read"), "{version}");
        }
        let dear = hash.replace("$04$", "$99$");
        for broken in ["", "$2b$04$", &hash[1..], &hash.replace("2b", "2c"), &format!("{hash}."), &dear] {
            assert!(StoredHash::parse(broken.to_owned()).is_none(), "{broken}");
        }
    }

    #[test]
    fn verifies_only_the_first_72_bytes() {
        let long = "ü".repeat(40);
        let hash = bcrypt::hash(&long, 4).expect("the cost is allowed");
        assert!(bcrypt::verify(&long[..72], &hash).expect("it can be read"));
        assert!(!bcrypt::verify(&long[..70], &hash).expect("it can be read"));
        for password in ["", "a", "zero \0 inside"] {
            let hash = bcrypt::hash(password, 4).expect("the cost is allowed");
            assert!(bcrypt::verify(password, &hash).expect("it can be read"), "{password:?}");
        }
    }
}
