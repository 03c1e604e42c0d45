//! Makes connections, and checks whether one can be used again.

use std::{
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use deadpool::managed::{self, Metrics, RecycleError, RecycleResult, WeakPool};
use sqlx::{Connection as _, Error, PgConnection, Result, Row, postgres::PgRow};
use tokio::{
    sync::watch,
    time::{Instant, sleep, timeout},
};

use super::{
    super::hosts::{DatabaseOptions, NewConnection},
    bounds::{CONNECT_PATIENCE, LATE, PING_TIMEOUT, RETRY_DELAY, RETRY_DELAY_MAX, SLOW},
    permits::Permits,
    session::{Backend, Setup},
    statement::{Part, Statement, given_up},
};
use crate::sqlstate;

/// Trusts a connection that has answered so recently to be still there.
pub(super) const TRUSTED: Duration = Duration::from_secs(1);

/// The length of an answer from which on a connection does not keep the memory that it took.
const LONG_BYTES: usize = 256 * 1024;

/// Makes connections, and says which of them can be used again.
pub(super) struct Connections {
    pub(super) options: DatabaseOptions,
    pub(super) setup: Setup,
    pub(super) permits: Permits,
    /// The pool that closes a connection where this one has none.
    pub(super) lender: OnceLock<WeakPool<Self>>,
    /// The number of connections made so far.
    pub(super) made: AtomicU64,
    /// The number of connections that broke. Where one did, the others may have too.
    pub(super) broken: AtomicU64,
    /// The number of the last connection that is not used again: the sessions up to it are not what a new one would be.
    pub(super) stale: AtomicU64,
    /// Counts the statements that took long.
    pub(super) slow: AtomicU64,
    /// Held while a statement is cancelled, which takes a connection more.
    pub(super) cancelling: tokio::sync::Mutex<()>,
}

/// A connection, and what is known of its state.
pub(super) struct Connection {
    pub(super) raw: PgConnection,
    setup: Setup,
    backend: Backend,
    /// The number of connections made with this one.
    number: u64,
    /// The generation of servers that it belongs to.
    generation: u64,
    generations: watch::Receiver<u64>,
    /// True where the last statement came to its end. One that failed, or that nobody waited for, leaves an unknown
    /// state behind.
    settled: bool,
    /// True while a statement is waited for, and where that was given up.
    running: bool,
    /// True where it broke.
    dead: bool,
    /// The number of broken ones when this one last answered.
    broken: u64,
}

impl Connections {
    /// Makes connections with these options, at most `size` at once.
    pub(super) fn new(options: DatabaseOptions, setup: Setup, size: usize) -> Self {
        Self {
            options,
            setup,
            permits: Permits::new(size),
            lender: OnceLock::new(),
            made: AtomicU64::new(0),
            broken: AtomicU64::new(0),
            stale: AtomicU64::new(0),
            slow: AtomicU64::new(0),
            cancelling: tokio::sync::Mutex::default(),
        }
    }
}

impl managed::Manager for Connections {
    type Type = Connection;
    type Error = Error;

    async fn create(&self) -> Result<Connection> {
        let broken = self.broken.load(Ordering::SeqCst);
        let generations = self.options.primary().generations();
        let NewConnection { raw, identity, generation } = self.connect().await?;
        // Behind what is known of its server: see `connections_made`.
        let number = self.made.fetch_add(1, Ordering::SeqCst) + 1;
        Ok(Connection {
            raw,
            setup: self.setup.clone(),
            backend: Backend { process: identity.process, server: identity.started, has_statement: false },
            number,
            generation,
            generations,
            settled: true,
            running: false,
            dead: false,
            broken,
        })
    }

    async fn recycle(&self, connection: &mut Connection, metrics: &Metrics) -> RecycleResult<Error> {
        if connection.dead || connection.generation != self.options.primary().generation() {
            return Err(RecycleError::message("it broke, or leads to a server that is used no more"));
        }
        if connection.number <= self.stale.load(Ordering::SeqCst) {
            return Err(RecycleError::message("its session is stale"));
        }
        let broken = self.broken.load(Ordering::SeqCst);
        if !connection.settled || connection.broken != broken || metrics.last_used() > TRUSTED {
            // Waits for what may still run on it.
            let Ok(answered) = timeout(PING_TIMEOUT, connection.raw.ping()).await else {
                // The others would be waited for one by one.
                self.stale.fetch_max(self.made.load(Ordering::SeqCst), Ordering::SeqCst);
                return Err(RecycleError::message("it does not answer"));
            };
            answered?;
            connection.broken = broken;
        }
        Ok(())
    }
}

impl Connections {
    /// Connects, and again for a while where the database may be back in a moment.
    async fn connect(&self) -> Result<NewConnection> {
        let (deadline, mut delay) = (Instant::now() + CONNECT_PATIENCE, RETRY_DELAY);
        loop {
            match self.connect_once().await {
                Err(error) if sqlstate::may_pass(&error) && Instant::now() + delay < deadline => {
                    sleep(delay).await;
                    delay = (2 * delay).min(RETRY_DELAY_MAX);
                }
                connected => return connected,
            }
        }
    }

    async fn connect_once(&self) -> Result<NewConnection> {
        let mut connection = self.options.connect().await?;
        self.setup.prepare(&mut connection.raw).await?;
        Ok(connection)
    }
}

impl Connection {
    /// Runs a statement, and reads all of the answer at once: no answer of ours is longer than a page. It is given up where
    /// the database answers late, and where its server is used no more.
    pub(super) async fn run(&mut self, statement: Statement, slow: &AtomicU64) -> Result<Vec<Part>> {
        (self.settled, self.running, self.backend.has_statement) = (false, true, false);
        let (generation, process) = (self.generation, self.backend.process);
        let answer: Result<Vec<Part>> = tokio::select! {
            biased;
            answer = self.setup.run(&mut self.raw, &mut self.backend, statement) => answer,
            _ = self.generations.wait_for(|current| *current != generation) => Err(given_up("its server is used no more")),
            () = late(process, slow) => Err(given_up("the database does not answer")),
        };
        self.running = false;
        self.settled = answer.is_ok();
        self.dead = answer.as_ref().is_err_and(sqlstate::is_broken);
        if answer.is_err() {
            name_process(self.backend.process);
        }
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

    /// Returns whether the database may have the last statement.
    pub(super) fn was_sent(&self) -> bool {
        self.backend.has_statement
    }

    /// Returns what serves it.
    pub(super) fn backend(&self) -> &Backend {
        &self.backend
    }

    /// Ends what a statement has left behind that nobody waited for, once it is over.
    pub(super) async fn leave(&mut self) -> Result<()> {
        self.setup.leave(&mut self.raw).await
    }
}

/// Waits until a statement is given up, and tells the log before that it takes long.
async fn late(process: i32, slow: &AtomicU64) {
    sleep(SLOW).await;
    slow.fetch_add(1, Ordering::Relaxed);
    name_process(process);
    tracing::warn!("a statement takes long");
    sleep(LATE.saturating_sub(SLOW)).await;
}

/// Adds the process of PostgreSQL to what the log tells of the request, so that the statement can be found in PostgreSQL's log and
/// in `pg_stat_activity`. A comment in the statement would make it a new one each time, and setting `application_name` is a
/// round trip.
fn name_process(process: i32) {
    tracing::Span::current().record("postgres", process);
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
