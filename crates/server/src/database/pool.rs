//! Connections that statements take turns on.
//!
//! sqlx's own pool asks PostgreSQL before and after each statement whether it is still there: three journeys where one does,
//! and most of what a page of the feed would cost. Here a connection is asked only where there is a reason to doubt it.

use std::{
    fmt,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use deadpool::managed::{self, Metrics, Object, PoolError, QueueMode, RecycleResult, Timeouts};
use futures_util::{
    TryStreamExt,
    future::BoxFuture,
    stream::{self, BoxStream},
};
use sqlx::{
    Connection as _, Describe, Either, Error, Execute, Executor, PgConnection, Postgres, Result, SqlStr,
    postgres::{
        PgArguments, PgConnectOptions, PgListener, PgPoolOptions, PgQueryResult, PgRow, PgStatement, PgTypeInfo,
    },
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
    /// How many there were so far.
    made: AtomicU64,
    /// How many of them broke. Where one did, the others may have too.
    broken: AtomicU64,
}

struct Connection {
    raw: PgConnection,
    /// The last statement came to its end. One that failed, or that nobody waited for, leaves behind who knows what.
    settled: bool,
    /// How many had broken when this one was known to be there.
    broken: u64,
}

/// A statement that can be run more than once.
type Statement = (SqlStr, Option<PgArguments>);

/// What comes of a statement.
type Part = Either<PgQueryResult, PgRow>;

impl managed::Manager for Connections {
    type Type = Connection;
    type Error = Error;

    async fn create(&self) -> Result<Connection> {
        let broken = self.broken.load(Ordering::SeqCst);
        let mut raw = loop {
            match PgConnection::connect_with(&self.options).await {
                Err(error) if is_starting(&error) => sleep(PAUSE).await,
                connected => break connected?,
            }
        };
        for setting in &self.settings {
            raw.execute(*setting).await?;
        }
        self.made.fetch_add(1, Ordering::SeqCst);
        Ok(Connection { raw, settled: true, broken })
    }

    async fn recycle(&self, connection: &mut Connection, metrics: &Metrics) -> RecycleResult<Error> {
        let broken = self.broken.load(Ordering::SeqCst);
        if !connection.settled || connection.broken != broken || metrics.last_used() > TRUSTED {
            // Waits for what may still run on it.
            connection.raw.ping().await?;
            connection.broken = broken;
        }
        Ok(())
    }
}

impl Connection {
    /// All of the answer at once: no answer of ours is longer than a page.
    async fn run(&mut self, statement: Statement) -> Result<Vec<Part>> {
        self.settled = false;
        let answer: Result<Vec<Part>> = self.raw.fetch_many(statement).try_collect().await;
        self.settled = answer.is_ok();
        answer
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

/// The connection broke, or PostgreSQL ends it.
pub(crate) fn is_broken(error: &Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    matches!(error, Error::Io(_)) || code.is_some_and(|code| code.starts_with("08") || code.starts_with("57P"))
}

/// Running it twice is running it once. Statements of ours that write begin with another word.
fn only_reads(sql: &SqlStr) -> bool {
    sql.as_str().trim_start().starts_with("SELECT")
}

impl Pool {
    /// At most `size` connections, made when they are needed. Each begins with these settings.
    pub(super) fn new(options: PgConnectOptions, settings: Vec<&'static str>, size: usize) -> Self {
        let connections = Connections { options, settings, made: AtomicU64::new(0), broken: AtomicU64::new(0) };
        let timeouts = Timeouts { wait: Some(PATIENCE), create: Some(PATIENCE), recycle: Some(PATIENCE) };
        let pool = managed::Pool::builder(connections)
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

    /// How many connections there were so far. A statement that runs on one of the first so many, whenever it does, meets
    /// PostgreSQL as it was when they were counted: none of them outlives a crash.
    pub(crate) fn connections_made(&self) -> u64 {
        self.0.manager().made.load(Ordering::SeqCst)
    }

    /// Runs a statement. One that only reads is run once more where its connection turns out to be broken.
    async fn run<'q>(&self, mut query: impl Execute<'q, Postgres>) -> Result<Vec<Part>> {
        let arguments = query.take_arguments().map_err(Error::Encode)?;
        let sql = query.sql();
        let again = only_reads(&sql).then(|| (sql.clone(), arguments.clone()));
        let answer = self.take().await?.run((sql, arguments)).await;
        match answer {
            Err(error) if is_broken(&error) => {
                self.0.manager().broken.fetch_add(1, Ordering::SeqCst);
                match again {
                    Some(statement) => self.take().await?.run(statement).await,
                    None => Err(error),
                }
            }
            answer => answer,
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
