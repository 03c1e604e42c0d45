//! Pools connections, with one round trip for a statement.
//!
//! sqlx's own pool asks PostgreSQL before and after each statement whether it is still there: three round trips where one
//! does, and most of what a page of the feed would cost. Here a connection is asked only where there is a reason to doubt
//! it.

mod abandoned;
mod acquire;
mod bounds;
mod connection;
mod permits;
mod pooled_connection;
mod queue;
mod session;
mod statement;
mod usage;
mod watch;

use std::{fmt, io, sync::atomic::Ordering, time::Duration};

use deadpool::managed::{self, Object, PoolError, QueueMode, Timeouts};
use futures_util::{
    TryStreamExt,
    future::BoxFuture,
    stream::{self, BoxStream},
};
use sqlx::{
    Connection as _, Describe, Either, Error, Execute, Executor, Postgres, Result, SqlStr,
    postgres::{PgListener, PgPoolOptions, PgRow, PgStatement, PgTypeInfo},
};
use tokio::time::{Instant, interval, sleep};

use self::{
    bounds::{ACQUIRE_TIMEOUT, READ_PATIENCE, RETRY_DELAY},
    connection::{Connections, TRUSTED},
    pooled_connection::PooledConnection,
    session::Setup,
    statement::Part,
};
pub(super) use self::{session::Sessions, watch::follow_primary};
use super::{hosts::DatabaseOptions, session_settings::Purpose};
use crate::sqlstate::{self, is_broken};

/// Closes a connection that nobody used for so long: PostgreSQL keeps a process for each, of 3 to 5 MiB, and makes another in
/// some milliseconds.
const IDLE_TIMEOUT: Duration = Duration::from_secs(15);

/// Bounds how often a statement is tried again that was given up for the sake of another one.
const RETRIES: u32 = 3;

/// Connections to one database that all have the same settings. Statements run on it as on a connection.
#[derive(Clone)]
pub(crate) struct Pool(managed::Pool<Connections>);

/// The connections of a pool, and what became of statements.
pub(crate) struct PoolFigures {
    /// The most connections that it makes.
    pub(crate) max: usize,
    /// The connections that are open.
    pub(crate) open: usize,
    /// Those of them that run nothing.
    pub(crate) idle: usize,
    /// The statements that wait for a connection.
    pub(crate) waiting: usize,
    /// The connections that were made so far.
    pub(crate) made: u64,
    /// The statements so far that took long.
    pub(crate) slow: u64,
}

/// Returns whether the statement only reads, so that it may run twice. Statements of ours that write begin with another
/// word.
fn only_reads(sql: &SqlStr) -> bool {
    sql.as_str().trim_start().starts_with("SELECT")
}

impl Pool {
    /// Makes a pool of at most `size` connections, made when they are needed.
    pub(super) fn new(options: DatabaseOptions, sessions: Sessions, purpose: Purpose, size: usize) -> Self {
        let create = Some(options.time_for_all(ACQUIRE_TIMEOUT));
        let connections = Connections::new(options, Setup::new(sessions, purpose), size);
        let timeouts = Timeouts { wait: Some(ACQUIRE_TIMEOUT), create, recycle: Some(ACQUIRE_TIMEOUT) };
        let pool = managed::Pool::builder(connections)
            .max_size(size)
            .timeouts(timeouts)
            // The most recent one is the one that is trusted, and the others can be closed.
            .queue_mode(QueueMode::Lifo)
            .runtime(deadpool::Runtime::Tokio1)
            .build();
        Self(pool.expect("there is a runtime for the timeouts"))
    }

    /// Returns the most connections that it makes.
    pub(crate) fn max_size(&self) -> usize {
        self.0.status().max_size
    }

    /// Returns how its connections are used.
    pub(crate) fn figures(&self) -> PoolFigures {
        let (status, connections) = (self.0.status(), self.0.manager());
        PoolFigures {
            max: status.max_size,
            open: status.size,
            idle: status.available,
            waiting: connections.permits.waiting(),
            made: self.connections_made(),
            slow: connections.slow.load(Ordering::Relaxed),
        }
    }

    /// Opens a connection of its own that hears notifications; none where a pooler would not let it hear any.
    pub(crate) async fn listener(&self) -> Result<Option<PgListener>> {
        let host = match self.options().for_notifications() {
            Some(direct) => {
                direct.connect().await?.raw.close().await?;
                direct.last_host()
            }
            None if self.has_sessions() => self.options().last_host(),
            None => return Ok(None),
        };
        let one = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
        let one = one.acquire_timeout(ACQUIRE_TIMEOUT).connect_with(host.clone()).await;
        if let Err(Error::PoolTimedOut) = &one {
            // So it ends where the database takes no more. Whoever asks will ask again.
            self.close_one().await;
        }
        PgListener::connect_with(&one?).await.map(Some)
    }

    /// Returns whether a connection has a session of its own: it outlives neither a crash of its server nor a move to another.
    pub(crate) fn has_sessions(&self) -> bool {
        matches!(self.0.manager().setup, Setup::Session(_))
    }

    /// Closes idle connections, for as long as the task runs.
    pub(crate) async fn close_idle(self) {
        let mut ticks = interval(IDLE_TIMEOUT / 4);
        loop {
            ticks.tick().await;
            self.0.manager().permits.restore_old();
            for unused in self.0.retain(|_, metrics| metrics.last_used() < IDLE_TIMEOUT).removed {
                // It says goodbye; that this fails is no loss.
                let _ = unused.raw.close().await;
            }
        }
    }

    /// Takes no statement any more, and waits for those that run.
    pub(crate) async fn close(&self) {
        self.0.manager().permits.close();
        self.0.close();
        while self.0.status().size > 0 {
            sleep(RETRY_DELAY).await;
        }
    }

    /// Counts the connections that were made so far. Statements that begin while the number is the same run on one server that
    /// has not crashed in between: no connection outlives a crash, and from the moment at which one was made that leads to
    /// another server, no earlier one is used.
    pub(crate) fn connections_made(&self) -> u64 {
        self.0.manager().made.load(Ordering::SeqCst)
    }

    /// Returns a number that changes where statements run on another server than before.
    pub(crate) fn generation(&self) -> u64 {
        self.options().primary().generation()
    }

    /// Returns whether any connection is in use, or waited for.
    fn is_in_use(&self) -> bool {
        let status = self.0.status();
        status.size > status.available || status.waiting > 0
    }

    fn options(&self) -> &DatabaseOptions {
        &self.0.manager().options
    }

    /// Runs a statement; again where that cannot do it twice.
    async fn run<'q>(&self, mut query: impl Execute<'q, Postgres>) -> Result<Vec<Part>> {
        let arguments = query.take_arguments().map_err(Error::Encode)?;
        let sql = query.sql();
        let (deadline, mut tried) = (Instant::now() + READ_PATIENCE, 0);
        loop {
            let mut connection = self.acquire().await?;
            let error = match connection.run((sql.clone(), arguments.clone()), &self.0.manager().slow).await {
                Ok(answer) => {
                    self.options().primary().count_answer();
                    return Ok(answer);
                }
                Err(error) => error,
            };
            let in_time = Instant::now() < deadline;
            if !self.may_retry(&error, &connection, &sql, tried, in_time) {
                return Err(if is_broken(&error) && connection.was_sent() && !only_reads(&sql) {
                    sqlstate::outcome_unknown(error)
                } else {
                    error
                });
            }
            drop(connection);
            if tried > 0 {
                sleep(RETRY_DELAY).await;
            }
            tried += 1;
        }
    }

    /// Returns whether a statement may be run again, after it was tried again `tried` times: one that did nothing, or
    /// that only reads.
    fn may_retry(
        &self,
        error: &Error,
        connection: &Object<Connections>,
        sql: &SqlStr,
        tried: u32,
        in_time: bool,
    ) -> bool {
        if is_broken(error) {
            self.0.manager().broken.fetch_add(1, Ordering::SeqCst);
            in_time && (only_reads(sql) || !connection.was_sent())
        } else if sqlstate::is_stale(error) {
            // What a new session says is true; an older one says what was true when it began.
            let is_old = Object::metrics(connection).age() > TRUSTED;
            if is_old {
                let made = self.connections_made();
                self.0.manager().stale.fetch_max(made, Ordering::SeqCst);
            }
            tried == 0 && is_old
        } else if sqlstate::is_serialization_failure(error) {
            tracing::warn!(%error, "a conflict with another writer");
            tried < RETRIES
        } else {
            false
        }
    }

    /// Acquires a connection. Where the database takes no more, it waits for one of those that there are.
    async fn acquire(&self) -> Result<PooledConnection> {
        self.acquire_with_permit().await.map_err(|error| match error {
            // Whatever it is, the statement has not reached the database.
            PoolError::Backend(error @ Error::Io(_)) => error,
            PoolError::Backend(error) => Error::Io(io::Error::other(error)),
            PoolError::Closed => Error::PoolClosed,
            PoolError::Timeout(_) | PoolError::NoRuntimeSpecified | PoolError::PostCreateHook(_) => Error::PoolTimedOut,
        })
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pool").field(&self.0.status()).finish()
    }
}

impl<'p> Executor<'p> for &Pool {
    type Database = Postgres;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Part>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let pool = self.clone();
        let answer = async move { pool.run(query).await.map(|parts| stream::iter(parts.into_iter().map(Ok))) };
        Box::pin(stream::once(answer).try_flatten())
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<PgRow>>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let pool = self.clone();
        Box::pin(async move { Ok(pool.run(query).await?.into_iter().find_map(Either::right)) })
    }

    fn prepare_with<'e>(self, sql: SqlStr, parameters: &'e [PgTypeInfo]) -> BoxFuture<'e, Result<PgStatement>>
    where
        'p: 'e,
    {
        let pool = self.clone();
        Box::pin(async move { pool.acquire().await?.raw.prepare_with(sql, parameters).await })
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Postgres>>>
    where
        'p: 'e,
    {
        let pool = self.clone();
        Box::pin(async move { pool.acquire().await?.raw.describe(sql).await })
    }
}
