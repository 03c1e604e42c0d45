//! Holds all SQL: connects to PostgreSQL, migrates its tables, reads and writes them.

pub(crate) mod accounts;
pub(crate) mod address_keys;
pub(crate) mod administration;
pub(crate) mod blocks;
mod caller;
mod column_rules;
mod connect_error;
mod database_snapshot;
pub(crate) mod events;
mod examine;
mod feed_cache;
mod hosts;
pub(crate) mod idempotency_keys;
mod ids;
pub(crate) mod invites;
mod measure;
mod migrate;
pub(crate) mod moderation;
mod new_session;
mod owner_role;
pub(crate) mod password_resets;
pub(crate) mod people;
mod pool;
pub(crate) mod posts;
mod purge;
pub(crate) mod reports;
pub(crate) mod sessions;
pub(crate) mod transfer;
mod votes;
mod words;

use std::{path::Path, time::Duration};

use sqlx::{
    PgConnection,
    migrate::MigrateError,
    postgres::{PgConnectOptions, PgSslMode},
};

pub(crate) use self::{
    caller::{Caller, IssueTime},
    feed_cache::{CachedPage, Drafts, FeedCache, Reader, Snapshot},
    measure::{DatabaseFigures, measure},
    new_session::NewSession,
    pool::{Pool, PoolFigures},
    votes::{Outcome, VoteRequest, Votes},
};
pub use self::{
    database_snapshot::{DatabaseSnapshot, RowCounts, count_rows, end_all_sessions, first_table},
    examine::{Examination, Trigrams, examine},
    hosts::{DatabaseOptions, TargetSession},
    migrate::{Schema, migrate, schema},
    owner_role::{as_owner, of_owner},
};

/// Begins every session, whatever the database or the role has for others.
const SESSION: &str = "SET default_transaction_isolation = 'read committed'; \
                                  SET standard_conforming_strings = on; SET row_security = on; SET lock_timeout = 0";

/// Bounds how long a statement of a request runs; one that would run longer is a bug or an attack.
const STATEMENT_TIMEOUT: &str = "SET statement_timeout = '15s'";

/// Has PostgreSQL look every second whether the server is still there while a statement runs, and end the statement where it is
/// not. Where the operating system cannot tell, PostgreSQL refuses the setting, and does without.
const NOTICE_LOST_CLIENTS: &str = "DO $$ BEGIN \
                                   PERFORM set_config('client_connection_check_interval', '1s', FALSE); \
                                   EXCEPTION WHEN OTHERS THEN NULL; END $$";

/// Makes statements use indexes: each looks a page of rows up. What the planner guesses of a small table, or of a `LIMIT`
/// that it does not know, must not make it read a table as a whole. None runs on several cores: the next one has to run too.
const INDEX_PLANS: &str = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; \
                        SET enable_material = off; SET jit = off; SET max_parallel_workers_per_gather = 0";

/// Plans a lookup once: planning it takes longer than running it.
const LOOKUPS: &str = "SET plan_cache_mode = force_generic_plan";

/// Plans a search each time: the best plan depends on what is searched.
const SEARCHES: &str = "SET plan_cache_mode = force_custom_plan";

/// Error of a database that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// A database that does not answer, or does not let us in.
    #[error("The database does not let Hearth in: {}", connect_error::sentence(.0))]
    Connect(#[from] sqlx::Error),
    /// A pooler that gives each transaction another connection: settings, prepared statements and notifications get
    /// lost.
    #[error(
        "The connection pooler in front of the database gives each transaction another connection. Hearth needs the same one \
         for a session: set pool_mode=session in the pooler for its database or user, or connect to PostgreSQL itself."
    )]
    PooledTransactions,
    /// A PostgreSQL that is older than the statements need.
    #[error("The database is PostgreSQL {0}. Hearth needs 14 or newer.")]
    TooOld(String),
    /// An encoding other than UTF-8.
    #[error(
        "The encoding of the database is {0}, and Hearth needs UTF8. Make a new one with `createdb --template=template0 \
         --encoding=UTF8 NAME`, and fill it from `pg_dump` of the old one. Nothing was changed."
    )]
    Encoding(String),
    /// A read-only database whose tables have to be migrated.
    #[error(
        "The database takes no changes for now (it is read-only), and its tables have to be brought up to date. \
         Start again when it does."
    )]
    ReadOnly,
    /// A `pg_trgm`, which searches use, in a schema that the role may not use.
    #[error(
        "The extension pg_trgm is in the schema {0}, which Hearth's role may not use. \
         Run `GRANT USAGE ON SCHEMA {0}` for it. Nothing was changed."
    )]
    Extension(String),
    /// Tables of another program.
    #[error(
        "The database holds tables of another program: {0}. \
         Name one that is empty, or that the Python backend made. Nothing was changed."
    )]
    Foreign(String),
    /// A failed migration; it changed nothing.
    #[error("The tables could not be brought up to date: {0}. Nothing was changed.")]
    Migrate(#[from] MigrateError),
    /// A database that a newer Hearth has migrated.
    #[error("The database was used by a newer version of Hearth. Install that version, or a newer one.")]
    Newer,
}

/// An open database, as [`App::new`](crate::App::new) takes it.
#[derive(Clone)]
pub struct Database {
    /// The connections for statements that look rows up.
    pub(crate) lookups: Pool,
    /// The connections for searches: they are planned each time, and a slow one keeps nobody from the rest.
    pub(crate) searches: Pool,
    /// True where another server may take the place of this one.
    pub(crate) follows: bool,
}

impl Database {
    /// Notices that another server is the primary, for as long as the task runs.
    pub(crate) async fn follow_primary(self) {
        if self.follows {
            pool::follow_primary(self.lookups, self.searches).await;
        }
    }
}

/// Bounds how long the database may take to let us in when the server starts. A pooler has its clients wait.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// The fewest connections that a server works with: one for lookups, for searches and for events each.
pub const MIN_CONNECTIONS: usize = 3;

/// Opens a database that is [migrated](migrate()), with as many connections as keep it busy.
pub async fn connect(options: DatabaseOptions) -> Result<Database, DatabaseError> {
    // A few a core keep PostgreSQL busy; more wait for each other, and a private cluster takes twenty in all.
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let may_move = options.may_move();
    open(options, (3 * cores).clamp(6, 12), 2, may_move).await
}

/// Opens a database that is [migrated](migrate()), with at most so many connections, and [at least](MIN_CONNECTIONS) three.
pub async fn connect_within(options: DatabaseOptions, most: usize) -> Result<Database, DatabaseError> {
    let searches = if most < 6 { 1 } else { 2 };
    let follows = options.may_move() && most > MIN_CONNECTIONS;
    // One hears of events, and one looks where the primary is.
    open(options, most.saturating_sub(searches + 1 + usize::from(follows)).max(1), searches, follows).await
}

async fn open(
    options: DatabaseOptions,
    lookups: usize,
    searches: usize,
    follows: bool,
) -> Result<Database, DatabaseError> {
    const PROCESS: &str = "SELECT pg_backend_pid()";
    let pool = |planning, size| {
        let settings = vec![SESSION, STATEMENT_TIMEOUT, NOTICE_LOST_CLIENTS, INDEX_PLANS, planning];
        Pool::new(options.clone(), settings, size)
    };
    let (lookups, searches) = (pool(LOOKUPS, lookups), pool(SEARCHES, searches));
    lookups.borrow_from(&searches);
    searches.borrow_from(&lookups);
    // Both are open: where two clients meet the same process, neither has it for itself.
    let one: i32 = sqlx::query_scalar(PROCESS).fetch_one(&lookups).await?;
    let other: i32 = sqlx::query_scalar(PROCESS).fetch_one(&searches).await?;
    if one == other { Err(DatabaseError::PooledTransactions) } else { Ok(Database { lookups, searches, follows }) }
}

/// Opens one connection, for what is done at the start.
async fn connect_once(options: &DatabaseOptions) -> sqlx::Result<PgConnection> {
    let connected = tokio::time::timeout(CONNECT_TIMEOUT, options.connect()).await;
    Ok(connected.unwrap_or(Err(sqlx::Error::PoolTimedOut))?.raw)
}

/// Names a database behind a Unix socket in a private directory, as [`connect`] takes it. The environment says nothing
/// about it, but for `PGOPTIONS`: see [`leave_out_session_options`](crate::config::leave_out_session_options).
#[must_use]
pub fn on_socket(dir: &Path, user: &str, database: &str) -> PgConnectOptions {
    let options = PgConnectOptions::new_without_pgpass().socket(dir).port(5432).username(user).database(database);
    options.ssl_mode(PgSslMode::Disable).application_name("hearth")
}

/// Checks that the database answers and takes changes.
pub(crate) async fn check_writable(db: &Pool) -> sqlx::Result<()> {
    // A change of nothing: PostgreSQL refuses it where it would refuse any.
    sqlx::query("DELETE FROM hearth_events WHERE FALSE").execute(db).await.map(drop)
}
