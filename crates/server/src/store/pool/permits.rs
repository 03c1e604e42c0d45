//! Bounds how many statements run at once, to as many connections as the database lets us have.
//!
//! It may take fewer than a pool is made for, by a limit of the server, of the role, of the database, or of a pooler in
//! front of it. Then statements wait, and none fails for it.

use std::{sync::Arc, time::Duration};

use parking_lot::Mutex;

use deadpool::managed::{PoolError, TimeoutType};
use sqlx::Error;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout},
};

use super::bounds::ACQUIRE_TIMEOUT;

/// The time after which a connection that was refused is tried again.
const RESTORE_AFTER: Duration = Duration::from_secs(30);

/// The permits to use a connection, as many as there may be connections, given in the order in which they are asked
/// for.
pub(super) struct Permits {
    free: Arc<Semaphore>,
    all: usize,
    /// Permits for which there was no connection, and since when.
    withheld: Mutex<Vec<(Instant, OwnedSemaphorePermit)>>,
}

impl Permits {
    /// Makes so many permits.
    pub(super) fn new(all: usize) -> Self {
        Self { free: Arc::new(Semaphore::new(all)), all, withheld: Mutex::default() }
    }

    /// Waits for a permit.
    pub(super) async fn take(&self) -> Result<OwnedSemaphorePermit, PoolError<Error>> {
        let permit = timeout(ACQUIRE_TIMEOUT, Arc::clone(&self.free).acquire_owned()).await;
        permit.map_err(|_| PoolError::Timeout(TimeoutType::Wait))?.map_err(|_| PoolError::Closed)
    }

    /// Withholds a permit for a while, because there is no connection for it. One permit always stays.
    pub(super) fn withhold(&self, permit: OwnedSemaphorePermit) {
        let mut withheld = self.withheld.lock();
        if withheld.len() + 1 < self.all {
            withheld.push((Instant::now(), permit));
        }
    }

    /// Restores the permits that were withheld long ago.
    pub(super) fn restore_old(&self) {
        self.withheld.lock().retain(|(since, _)| since.elapsed() < RESTORE_AFTER);
    }

    /// Gives no permit any more.
    pub(super) fn close(&self) {
        self.free.close();
    }
}
