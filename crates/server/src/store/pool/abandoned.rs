//! Ends statements whose request went away, because the client did or its time was over.
//!
//! Otherwise PostgreSQL would run each to its end, and clients that ask and break off would keep all connections at work for
//! nobody. The connection stays: making one takes PostgreSQL longer than most statements.

use std::time::Duration;

use deadpool::managed::Object;
use sqlx::{Connection as _, Error};
use tokio::time::timeout;

use super::{
    super::hosts::NewConnection,
    bounds::ACQUIRE_TIMEOUT,
    connection::{Connection, Connections},
    permits::Permit,
    session::Backend,
};

/// The time in which most statements end by themselves.
const GRACE: Duration = Duration::from_millis(50);

/// Ends the statement that runs on a connection, and gives the connection back; or closes it, where that fails.
pub(super) async fn release(mut connection: Object<Connections>, permit: Permit) {
    match end_statement(&mut connection).await {
        Ok(()) => drop(connection),
        Err(error) => {
            // PostgreSQL notices within `client_connection_check_interval`.
            tracing::warn!(%error, "a statement that nobody waits for could not be cancelled: closing its connection");
            drop(Object::take(connection));
        }
    }
    drop(permit);
}

async fn end_statement(connection: &mut Object<Connections>) -> Result<(), Error> {
    if let Ok(settled) = timeout(GRACE, settle(connection)).await {
        return settled;
    }
    let pool = Object::pool(connection).ok_or(Error::PoolClosed)?;
    let cancelled = cancel(pool.manager(), connection.backend());
    timeout(ACQUIRE_TIMEOUT, cancelled).await.map_err(|_| Error::PoolTimedOut)??;
    timeout(ACQUIRE_TIMEOUT, settle(connection)).await.map_err(|_| Error::PoolTimedOut)?
}

/// Waits until nothing runs on the connection.
async fn settle(connection: &mut Connection) -> Result<(), Error> {
    match connection.raw.ping().await {
        // The end of the statement, of which nobody is told.
        Err(Error::Database(_)) => connection.raw.ping().await?,
        settled => settled?,
    }
    connection.leave().await
}

/// Cancels what a process of PostgreSQL runs, on one more connection: those of the pool may all be in the same state. Where
/// that leads to another server, the process with this number is somebody else's.
async fn cancel(connections: &Connections, backend: &Backend) -> Result<(), Error> {
    const CANCEL: &str = "SELECT pg_cancel_backend($1) WHERE extract(EPOCH FROM pg_postmaster_start_time())::TEXT = $2";
    let _one_at_a_time = connections.cancelling.lock().await;
    let NewConnection { mut raw, .. } = connections.options.connect().await?;
    // A pooler may lead each transaction elsewhere.
    let mut transaction = raw.begin().await?;
    let cancelling = sqlx::query(CANCEL).persistent(false).bind(backend.process).bind(&backend.server);
    cancelling.execute(&mut *transaction).await?;
    transaction.commit().await?;
    raw.close().await
}
