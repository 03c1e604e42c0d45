//! Connections that statements take turns on.
//!
//! sqlx's own pool asks PostgreSQL before and after each statement whether it is still there: three journeys where one does,
//! and most of what a page of the feed would cost. Here a connection is asked only where there is a reason to doubt it.

use std::{fmt, time::Duration};

use deadpool::managed::{self, Metrics, Object, PoolError, QueueMode, RecycleResult, Timeouts};
use futures_util::{
    TryStreamExt,
    future::BoxFuture,
    stream::{self, BoxStream},
};
use sqlx::{
    Connection as _, Describe, Either, Error, Execute, Executor, PgConnection, Postgres, Result, SqlStr,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions, PgQueryResult, PgRow, PgStatement, PgTypeInfo},
};
use tokio::time::{interval, sleep};

/// How long a statement waits for its turn, and how long connecting may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// What has answered so recently is taken to be still there.
const TRUSTED: Duration = Duration::from_secs(1);

/// A connection that nobody needed for so long is closed: PostgreSQL keeps a process for each.
const UNUSED: Duration = Duration::from_mins(2);

/// Before another attempt, or look.
const PAUSE: Duration = Duration::from_millis(20);

/// Connections to one database that all have the same settings. Statements run on it as on a connection.
#[derive(Clone)]
pub(crate) struct Pool(managed::Pool<Connections>);

/// Makes connections, and says which of them can be used again.
struct Connections {
    options: PgConnectOptions,
    settings: Vec<&'static str>,
}

struct Connection {
    raw: PgConnection,
    /// The last statement came to its end. One that failed, or that nobody waited for, leaves behind who knows what.
    settled: bool,
}

impl managed::Manager for Connections {
    type Type = Connection;
    type Error = Error;

    async fn create(&self) -> Result<Connection> {
        let mut raw = loop {
            match PgConnection::connect_with(&self.options).await {
                Err(error) if is_starting(&error) => sleep(PAUSE).await,
                connected => break connected?,
            }
        };
        for setting in &self.settings {
            raw.execute(*setting).await?;
        }
        Ok(Connection { raw, settled: true })
    }

    async fn recycle(&self, connection: &mut Connection, metrics: &Metrics) -> RecycleResult<Error> {
        if !connection.settled || metrics.last_used() > TRUSTED {
            // Waits for what may still run on it.
            connection.raw.ping().await?;
        }
        Ok(())
    }
}

/// The database is about to be there.
fn is_starting(error: &Error) -> bool {
    const CANNOT_CONNECT_NOW: &str = "57P03";
    match error {
        Error::Io(error) => {
            matches!(error.kind(), std::io::ErrorKind::ConnectionRefused | std::io::ErrorKind::NotFound)
        }
        Error::Database(error) => error.code().as_deref() == Some(CANNOT_CONNECT_NOW),
        _ => false,
    }
}

impl Pool {
    /// At most `size` connections, made when they are needed. Each begins with these settings.
    pub(super) fn new(options: PgConnectOptions, settings: Vec<&'static str>, size: usize) -> Self {
        let timeouts = Timeouts { wait: Some(PATIENCE), create: Some(PATIENCE), recycle: Some(PATIENCE) };
        let pool = managed::Pool::builder(Connections { options, settings })
            .max_size(size)
            .timeouts(timeouts)
            // The most recent one is the one that is trusted, and the others can be closed.
            .queue_mode(QueueMode::Lifo)
            .runtime(deadpool::Runtime::Tokio1)
            .build();
        Self(pool.expect("there is a runtime for the timeouts"))
    }

    /// A connection of its own that hears notifications.
    pub(crate) async fn listener(&self) -> Result<PgListener> {
        let one = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
        PgListener::connect_with(&one.connect_with(self.0.manager().options.clone()).await?).await
    }

    /// Closes, for as long as the task runs, what nobody uses.
    pub(crate) async fn tidy(self) {
        let mut ticks = interval(UNUSED / 4);
        loop {
            ticks.tick().await;
            for unused in self.0.retain(|_, metrics| metrics.last_used() < UNUSED).removed {
                // It says goodbye; that this fails is no loss.
                let _ = unused.raw.close().await;
            }
        }
    }

    /// Takes no statement any more, and waits for those that run.
    pub(crate) async fn close(&self) {
        self.0.close();
        while self.0.status().size > 0 {
            sleep(PAUSE).await;
        }
    }

    /// One that is there.
    async fn take(&self) -> Result<Object<Connections>> {
        self.0.get().await.map_err(|error| match error {
            PoolError::Backend(error) => error,
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

    /// All of the answer at once: no answer of ours is longer than a page.
    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Either<PgQueryResult, PgRow>>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let pool = self.clone();
        let answer = async move {
            let mut connection = pool.take().await?;
            connection.settled = false;
            let answer: Result<Vec<_>> = connection.raw.fetch_many(query).try_collect().await;
            connection.settled = answer.is_ok();
            answer.map(|parts| stream::iter(parts.into_iter().map(Ok)))
        };
        Box::pin(stream::once(answer).try_flatten())
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<PgRow>>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let pool = self.clone();
        Box::pin(async move {
            let mut connection = pool.take().await?;
            connection.settled = false;
            let row = connection.raw.fetch_optional(query).await;
            connection.settled = row.is_ok();
            row
        })
    }

    fn prepare_with<'e>(self, sql: SqlStr, parameters: &'e [PgTypeInfo]) -> BoxFuture<'e, Result<PgStatement>>
    where
        'p: 'e,
    {
        let pool = self.clone();
        Box::pin(async move { pool.take().await?.raw.prepare_with(sql, parameters).await })
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Postgres>>>
    where
        'p: 'e,
    {
        let pool = self.clone();
        Box::pin(async move { pool.take().await?.raw.describe(sql).await })
    }
}
