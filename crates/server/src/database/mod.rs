//! The database: connecting, and what every statement may rely on.

mod pool;
mod trim;

use std::path::Path;

use sqlx::{migrate::MigrateError, postgres::PgConnectOptions};

pub(crate) use self::{
    pool::{Pool, is_broken},
    trim::trim,
};
pub use crate::migrate::migrate;

/// No statement of a request runs longer; what would is a bug or an attack.
const STATEMENT_TIMEOUT: &str = "SET statement_timeout = '15s'";

/// Every statement looks a page of rows up by indexes. What the planner guesses of a small table, or of a `LIMIT` that it does
/// not know, must not make it read a table as a whole.
const BY_INDEX: &str = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; \
                        SET enable_material = off; SET jit = off";

/// Planning a lookup would take longer than running it, so it is planned once.
const LOOKUPS: &str = "SET plan_cache_mode = force_generic_plan";

/// The best plan for a search depends on what is searched.
const SEARCHES: &str = "SET plan_cache_mode = force_custom_plan";

/// The database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// It does not answer, or does not let us in.
    #[error("The database does not let Hearth in: {0}. Check its address, user and password, and that it runs.")]
    Connect(#[from] sqlx::Error),
    /// It is older than what the statements need.
    #[error("The database is PostgreSQL {0}. Hearth needs 14 or newer.")]
    TooOld(String),
    /// Its tables are another program's.
    #[error(
        "The database holds tables of another program: {0}. \
         Name one that is empty, or that the Python backend made. Nothing was changed."
    )]
    Foreign(String),
    /// A migration failed; it changed nothing.
    #[error("The tables could not be brought up to date: {0}. Nothing was changed.")]
    Migrate(#[from] MigrateError),
    /// A newer Hearth has been here.
    #[error("The database was used by a newer version of Hearth. Install that version, or a newer one.")]
    Newer,
}

/// An open database, as [`App::new`](crate::App::new) takes it.
#[derive(Clone)]
pub struct Database {
    /// For everything that looks rows up.
    pub(crate) lookups: Pool,
    /// For searches: they are planned each time, and a slow one keeps nobody from the rest.
    pub(crate) searches: Pool,
}

/// Opens a database that is [migrated](migrate).
pub async fn connect(options: PgConnectOptions) -> Result<Database, DatabaseError> {
    let pool = |planning, size| Pool::new(options.clone(), vec![STATEMENT_TIMEOUT, BY_INDEX, planning], size);
    // A few a core keep PostgreSQL busy; more wait for each other, and a private cluster takes twenty in all.
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let database = Database { lookups: pool(LOOKUPS, (3 * cores).clamp(6, 12)), searches: pool(SEARCHES, 2) };
    sqlx::query("SELECT 1").execute(&database.lookups).await?;
    Ok(database)
}

/// A database behind a Unix socket in a private directory, as [`connect`] takes it.
#[must_use]
pub fn on_socket(dir: &Path, user: &str, database: &str) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass().socket(dir).username(user).database(database)
}

/// Runs a statement again that PostgreSQL gave up for another's sake: a deadlock with whoever else writes to
/// these tables in another order, which our own statements never do among themselves.
pub(crate) async fn retry<T, F: Future<Output = sqlx::Result<T>>>(attempt: impl Fn() -> F) -> sqlx::Result<T> {
    const DEADLOCK: &str = "40P01";
    const RETRIES: usize = 3;
    for _ in 0..RETRIES {
        match attempt().await {
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(DEADLOCK) => {
                tracing::warn!("a deadlock with another writer: trying again");
            }
            outcome => return outcome,
        }
    }
    attempt().await
}
