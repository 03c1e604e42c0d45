//! Acquires a connection together with the permit to use it.

use deadpool::managed::{Object, PoolError, TimeoutType};
use sqlx::{Connection as _, Error};
use tokio::time::{Instant, sleep};

use super::{
    Pool,
    bounds::{ACQUIRE_TIMEOUT, RETRY_DELAY},
    permits::Permit,
    pooled_connection::PooledConnection,
};
use crate::sqlstate;

impl Pool {
    /// Waits for a permit, and takes a connection that is there or a new one.
    pub(super) async fn acquire_with_permit(&self) -> Result<PooledConnection, PoolError<Error>> {
        let deadline = Instant::now() + 2 * ACQUIRE_TIMEOUT;
        loop {
            let permit = self.0.manager().permits.take().await?;
            match self.0.get().await {
                Ok(connection) => return Ok(PooledConnection::new(connection, permit)),
                Err(error) if self.is_full(&error) && Instant::now() < deadline => {
                    self.without_connection(permit).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Sets the other pool as the one that closes a connection where this one has none and the database takes no more.
    pub(in crate::store) fn borrow_from(&self, other: &Self) {
        // Once is enough.
        let _ = self.0.manager().lender.set(other.0.weak());
    }

    /// Returns whether the database takes no more connections. A pooler does not say so, but has us wait.
    fn is_full(&self, error: &PoolError<Error>) -> bool {
        match error {
            PoolError::Backend(error) => sqlstate::is_full(error),
            PoolError::Timeout(TimeoutType::Create) => {
                self.has_connections() || self.lender().is_some_and(|lender| lender.has_connections())
            }
            _ => false,
        }
    }

    /// Returns the pool that closes a connection for this one.
    fn lender(&self) -> Option<Self> {
        self.0.manager().lender.get()?.upgrade().map(Self)
    }

    fn has_connections(&self) -> bool {
        self.0.status().size > 0
    }

    /// Withholds a permit without a connection, or borrows a connection.
    async fn without_connection(&self, permit: Permit) {
        if self.has_connections() {
            return self.0.manager().permits.withhold(permit);
        }
        if let Some(lender) = self.lender() {
            lender.close_one().await;
        }
        // PostgreSQL takes a moment to count one less.
        sleep(RETRY_DELAY).await;
    }

    /// Closes a connection, so that somebody else can have it.
    pub(super) async fn close_one(&self) {
        let permits = &self.0.manager().permits;
        if !self.has_connections() {
            return;
        }
        let Ok(permit) = permits.take().await else { return };
        match self.0.get().await {
            Ok(connection) => {
                // That it fails is no loss.
                let _ = Object::take(connection).raw.close().await;
                permits.withhold(permit);
            }
            // All of them are at work, and there are fewer than permits.
            Err(error) if self.is_full(&error) => permits.withhold(permit),
            Err(_) => {}
        }
    }
}
