//! Makes connections, and checks whether one can be used again.

use std::{
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use deadpool::managed::{self, Metrics, RecycleError, RecycleResult, WeakPool};
use futures_util::TryStreamExt;
use sqlx::{
    Connection as _, Either, Error, Executor, PgConnection, Result, Row, SqlStr,
    postgres::{PgArguments, PgConnectOptions, PgQueryResult, PgRow},
};
use tokio::time::sleep;

use super::{bounds::RETRY_DELAY, permits::Permits};

/// Trusts a connection that has answered so recently to be still there.
pub(super) const TRUSTED: Duration = Duration::from_secs(1);

/// The length of an answer from which on a connection does not keep the memory that it took.
const LONG_BYTES: usize = 256 * 1024;

/// A statement that can be run more than once.
pub(super) type Statement = (SqlStr, Option<PgArguments>);

/// A part of the result of a statement.
pub(super) type Part = Either<PgQueryResult, PgRow>;

/// Makes connections, and says which of them can be used again.
pub(super) struct Connections {
    pub(super) options: PgConnectOptions,
    settings: Vec<&'static str>,
    pub(super) permits: Permits,
    /// The pool that closes a connection where this one has none.
    pub(super) lender: OnceLock<WeakPool<Self>>,
    /// The number of connections made so far.
    pub(super) made: AtomicU64,
    /// The number of connections that broke. Where one did, the others may have too.
    pub(super) broken: AtomicU64,
    /// The number of the last connection that is not used again: the sessions up to it are not what a new one would be.
    pub(super) stale: AtomicU64,
    /// Held while a statement is cancelled, which takes a connection more.
    pub(super) cancelling: tokio::sync::Mutex<()>,
}

/// A connection, and what is known of its state.
pub(super) struct Connection {
    pub(super) raw: PgConnection,
    /// The process of PostgreSQL that serves it.
    process: i32,
    /// The number of connections made with this one.
    number: u64,
    /// True where the last statement came to its end. One that failed, or that nobody waited for, leaves an unknown
    /// state behind.
    settled: bool,
    /// True while a statement is waited for, and where that was given up.
    running: bool,
    /// The number of broken ones when this one last answered.
    broken: u64,
}

impl Connections {
    /// Makes connections with these options, at most `size` at once. Each begins with these settings.
    pub(super) fn new(options: PgConnectOptions, settings: Vec<&'static str>, size: usize) -> Self {
        Self {
            options,
            settings,
            permits: Permits::new(size),
            lender: OnceLock::new(),
            made: AtomicU64::new(0),
            broken: AtomicU64::new(0),
            stale: AtomicU64::new(0),
            cancelling: tokio::sync::Mutex::default(),
        }
    }
}

impl managed::Manager for Connections {
    type Type = Connection;
    type Error = Error;

    async fn create(&self) -> Result<Connection> {
        let broken = self.broken.load(Ordering::SeqCst);
        let mut raw = loop {
            match PgConnection::connect_with(&self.options).await {
                Err(error) if is_starting(&error) => sleep(RETRY_DELAY).await,
                connected => break connected?,
            }
        };
        for setting in &self.settings {
            raw.execute(*setting).await?;
        }
        let process = sqlx::query_scalar("SELECT pg_backend_pid()").persistent(false).fetch_one(&mut raw).await?;
        let number = self.made.fetch_add(1, Ordering::SeqCst) + 1;
        Ok(Connection { raw, process, number, settled: true, running: false, broken })
    }

    async fn recycle(&self, connection: &mut Connection, metrics: &Metrics) -> RecycleResult<Error> {
        if connection.number <= self.stale.load(Ordering::SeqCst) {
            return Err(RecycleError::message("its session is stale"));
        }
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
    /// Runs a statement, and reads all of the answer at once: no answer of ours is longer than a page.
    pub(super) async fn run(&mut self, statement: Statement) -> Result<Vec<Part>> {
        (self.settled, self.running) = (false, true);
        let answer: Result<Vec<Part>> = self.raw.fetch_many(statement).try_collect().await;
        self.running = false;
        self.settled = answer.is_ok();
        if answer.as_ref().is_ok_and(|parts| is_long(parts)) {
            // Its buffer has grown to the size of the answer.
            self.raw.shrink_buffers();
        }
        answer
    }

    /// Returns whether nobody has waited for the end of the last statement.
    pub(super) fn is_running(&self) -> bool {
        self.running
    }

    /// Returns the process of PostgreSQL that serves it.
    pub(super) fn process(&self) -> i32 {
        self.process
    }
}

/// Returns whether the rows of an answer are longer than a usual page.
fn is_long(parts: &[Part]) -> bool {
    let length = |row: &PgRow| -> usize {
        let values = (0..row.len()).filter_map(|column| row.try_get_raw(column).ok()?.as_bytes().ok().map(<[u8]>::len));
        values.sum()
    };
    let mut rows = parts.iter().filter_map(|part| part.as_ref().right());
    rows.try_fold(0, |sum, row| Some(sum + length(row)).filter(|sum| *sum < LONG_BYTES)).is_none()
}

/// Returns whether the database is still starting.
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
