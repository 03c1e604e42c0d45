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
mod replicas;
pub(crate) mod reports;
mod session_settings;
pub(crate) mod sessions;
mod shared_sessions;
pub(crate) mod transfer;
mod votes;
mod words;

use std::{path::Path, time::Duration};

use sqlx::{
    AssertSqlSafe, Executor as _, PgConnection,
    migrate::MigrateError,
    postgres::{PgConnectOptions, PgSslMode},
};

pub(crate) use self::{
    caller::{Caller, IssueTime},
    feed_cache::{CachedPage, Drafts, FeedCache, Reader, Snapshot},
    measure::{DatabaseFigures, measure},
    new_session::NewSession,
    pool::{Pool, PoolFigures},
    replicas::{CONNECTIONS_MAX as REPLICA_CONNECTIONS_MAX, Choice, Replicas, Wanted},
    votes::{Outcome, VoteRequest, Votes},
};
pub use self::{
    database_snapshot::{DatabaseSnapshot, RowCounts, count_rows, end_all_sessions, first_table},
    examine::{Examination, Trigrams, examine},
    hosts::{DatabaseOptions, TargetSession},
    migrate::{Schema, migrate, schema},
    owner_role::{as_owner, of_owner},
};
use self::{pool::Sessions, session_settings::Purpose};

/// Error of a database that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// A database that does not answer, or does not let us in.
    #[error("The database does not let Hearth in: {}", connect_error::sentence(.0))]
    Connect(#[from] sqlx::Error),
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
    /// The replicas that may be read.
    pub(crate) replicas: Vec<DatabaseOptions>,
}

impl Database {
    /// Reads from these replicas, too, where they have all that a client has seen.
    #[must_use]
    pub fn with_replicas(self, replicas: Vec<DatabaseOptions>) -> Self {
        Self { replicas, ..self }
    }

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
    let sessions = shared_sessions::find(&options).await?;
    if sessions == Sessions::Shared {
        let events = if options.for_notifications().is_some() { "" } else { ", and events come within 2 seconds" };
        tracing::info!(
            "a pooler gives each transaction another connection: statements bring their settings along{events}"
        );
    }
    let pool = |purpose, size| Pool::new(options.clone(), sessions, purpose, size);
    let (lookups, searches) = (pool(Purpose::Lookups, lookups), pool(Purpose::Searches, searches));
    lookups.borrow_from(&searches);
    searches.borrow_from(&lookups);
    for pool in [&lookups, &searches] {
        sqlx::query("SELECT 1").execute(pool).await?;
    }
    Ok(Database { lookups, searches, follows, replicas: Vec::new() })
}

/// Opens one connection on which statements may take as long as they need, such as those of an export.
async fn connect_without_time_limits(options: &DatabaseOptions) -> sqlx::Result<PgConnection> {
    let mut connection = connect_once(options).await?;
    let settings = [session_settings::SESSION, session_settings::NO_TIME_LIMITS].concat();
    connection.execute(AssertSqlSafe(session_settings::for_session(&settings))).await?;
    Ok(connection)
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
