//! Follows how far one replica has come.

use std::{
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use futures_util::future::join;
use parking_lot::Mutex;
use sqlx::Result;
use tokio::time::{sleep, timeout};

use super::position::WalPosition;
use crate::store::{DatabaseOptions, Pool, pool::Sessions, session_settings::Purpose, shared_sessions};

/// The most connections to one replica.
pub(crate) const CONNECTIONS_MAX: usize = LOOKUPS_MAX + SEARCHES;
const LOOKUPS_MAX: usize = 12;
const SEARCHES: usize = 2;

/// The time between two looks.
const LOOK: Duration = Duration::from_millis(200);

/// Bounds how long a replica may take to tell how far it is, and how old what it has told may be.
const LOOK_TIMEOUT: Duration = Duration::from_millis(1500);
const KNOWN_FOR: Duration = Duration::from_secs(2);

/// Bounds how long a client waits for a replica to tell how far it is.
const LOOK_NOW_TIMEOUT: Duration = Duration::from_millis(300);

/// How far it is, and the history that it follows: that of the last primary whose trace it has.
const POSITION: &str = "SELECT pg_is_in_recovery(), system_identifier, \
                        (SELECT timeline FROM hearth_timelines t WHERE t.system_identifier = c.system_identifier \
                         ORDER BY timeline DESC LIMIT 1), \
                        (pg_last_wal_replay_lsn() - '0/0')::BIGINT, \
                        (GREATEST(pg_last_wal_replay_lsn(), pg_last_wal_receive_lsn()) - '0/0')::BIGINT \
                        FROM pg_control_system() c";

/// A replica.
pub(crate) struct Replica {
    options: DatabaseOptions,
    /// There once it has answered.
    pools: OnceLock<Pools>,
    known: Mutex<Option<Known>>,
    /// The number of those who have asked how far it is now, and how many of them were answered.
    asked: AtomicU64,
    answered: tokio::sync::Mutex<u64>,
}

/// The connections to a replica.
pub(crate) struct Pools {
    pub(crate) lookups: Pool,
    pub(crate) searches: Pool,
}

/// What is known of a replica.
#[derive(Clone, Copy)]
pub(super) struct Known {
    /// It has all that is before this.
    position: WalPosition,
    connections: Connections,
    at: Instant,
}

/// The number of connections made, and the generation of servers that they lead to: while both are the same, it is one server, and
/// it has not crashed.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Connections {
    made: u64,
    generation: u64,
}

impl Pools {
    fn new(options: &DatabaseOptions, sessions: Sessions) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let pool = |purpose, size| Pool::new(options.clone(), sessions, purpose, size);
        let (lookups, searches) = (3 * cores, SEARCHES);
        let lookups = pool(Purpose::Lookups, lookups.clamp(6, LOOKUPS_MAX));
        let pools = Self { lookups, searches: pool(Purpose::Searches, searches) };
        pools.lookups.borrow_from(&pools.searches);
        pools.searches.borrow_from(&pools.lookups);
        pools
    }

    fn connections(&self) -> Connections {
        Connections {
            made: self.lookups.connections_made() + self.searches.connections_made(),
            generation: self.lookups.generation(),
        }
    }
}

impl Replica {
    pub(super) fn new(options: DatabaseOptions) -> Self {
        Self {
            options,
            pools: OnceLock::new(),
            known: Mutex::default(),
            asked: AtomicU64::default(),
            answered: tokio::sync::Mutex::default(),
        }
    }

    /// Returns the connections, once it has answered.
    pub(crate) fn pools(&self) -> Option<&Pools> {
        self.pools.get()
    }

    /// Returns what is known of it, where it has all that is before a position.
    pub(super) fn covering(&self, position: WalPosition) -> Option<Known> {
        (*self.known.lock()).filter(|known| known.at.elapsed() < KNOWN_FOR && known.position.covers(position))
    }

    /// Returns whether what was known held all the time up to now.
    pub(super) fn still_is(&self, known: Known) -> bool {
        self.pools.get().is_some_and(|pools| pools.connections() == known.connections)
    }

    /// Forgets what is known, until it tells again how far it is.
    pub(crate) fn doubt(&self) {
        *self.known.lock() = None;
    }

    /// Follows how far it is, for as long as the task runs.
    pub(super) async fn follow(&self) {
        join(self.look_regularly(), self.close_idle()).await;
    }

    async fn look_regularly(&self) {
        loop {
            self.look(LOOK_TIMEOUT).await;
            sleep(LOOK).await;
        }
    }

    /// Closes connections that are not used.
    async fn close_idle(&self) {
        loop {
            if let Some(Pools { lookups, searches }) = self.pools.get() {
                join(lookups.clone().close_idle(), searches.clone().close_idle()).await;
            }
            sleep(LOOK).await;
        }
    }

    /// Asks how far it is now, for a client that has seen more than was known. Those who ask while another one is answered share
    /// the next answer.
    pub(super) async fn look_now(&self) {
        let ticket = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let mut answered = self.answered.lock().await;
        if *answered < ticket {
            let asked = self.asked.load(Ordering::SeqCst);
            self.look(LOOK_NOW_TIMEOUT).await;
            *answered = asked;
        }
    }

    /// Asks how far it is.
    async fn look(&self, limit: Duration) {
        let began = Instant::now();
        let known = timeout(limit, self.ask()).await;
        let told = known.ok().and_then(|told| {
            told.inspect_err(|error| tracing::debug!(%error, "a replica does not tell how far it is")).ok().flatten()
        });
        *self.known.lock() = told.map(|(connections, [position, _])| Known { position, connections, at: began });
    }

    /// Returns a position behind all that was read before on a replica that is still what was known.
    pub(super) async fn behind(&self, known: Known) -> Option<WalPosition> {
        let asked = timeout(LOOK_TIMEOUT, self.ask()).await;
        let (connections, [_, behind]) = asked.ok()?.ok()??;
        (connections == known.connections && behind.covers(known.position)).then_some(behind)
    }

    /// Asks how far it is: what it has at least, and at most. None where it is no replica, or has no trace of a primary.
    async fn ask(&self) -> Result<Option<(Connections, [WalPosition; 2])>> {
        let pools = if let Some(pools) = self.pools.get() {
            pools
        } else {
            let found = shared_sessions::find(&self.options).await?;
            self.pools.get_or_init(|| Pools::new(&self.options, found))
        };
        // Once more where a connection was made meanwhile, as for this.
        for _ in 0..2 {
            let before = pools.connections();
            let told: (bool, i64, Option<i32>, Option<i64>, Option<i64>) =
                sqlx::query_as(POSITION).fetch_one(&pools.lookups).await?;
            let (true, system, Some(timeline), Some(least), Some(most)) = told else { return Ok(None) };
            let position = |lsn| WalPosition::new(system, timeline, lsn);
            if pools.connections() == before {
                return Ok(Some((before, [position(least), position(most)])));
            }
        }
        Ok(None)
    }
}
