//! Examines a database for whoever looks for what is wrong with it, and changes nothing.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{Connection, PgConnection, Result};
use tokio::time::timeout;

use super::{
    CONNECT_TIMEOUT, DatabaseError, DatabaseOptions,
    migrate::{self, Schema, commit},
    pool::Sessions,
    shared_sessions::{SECOND_TIMEOUT, compare},
};

/// What a database is like.
#[derive(Debug)]
pub struct Examination {
    /// The version of PostgreSQL, such as `15.8`.
    pub version: String,
    /// The same as a number, such as 150008.
    pub version_number: i32,
    /// True on a standby.
    pub in_recovery: bool,
    /// True where it takes no changes.
    pub read_only: bool,
    /// The encoding, such as `UTF8`.
    pub encoding: String,
    /// The locale of letters, such as `C.UTF-8`.
    pub locale: String,
    /// The versions of the locale with which indexes were made and that there is now, where they differ.
    pub other_collation: Option<(String, String)>,
    /// How far the database's clock is ahead of this computer's.
    pub clock_ahead: TimeDelta,
    /// How exact that is: the time that it took to ask.
    pub clock_error: TimeDelta,
    /// True where a pooler gives each transaction another connection; none where a second connection was not to be had.
    pub pools_transactions: Option<bool>,
    /// The tables, compared with what this version needs.
    pub schema: Schema,
    /// What makes the tables another program's; none where they are not.
    pub foreign: Option<String>,
    /// Whether searches have an index.
    pub trigrams: Trigrams,
}

/// The extension `pg_trgm`, which finds parts of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigrams {
    /// It is there.
    Installed,
    /// Nobody has created it in the database.
    Available,
    /// It is not installed with PostgreSQL.
    Missing,
}

/// Examines a database.
pub async fn examine(options: &DatabaseOptions) -> Result<Examination, DatabaseError> {
    let connect = timeout(CONNECT_TIMEOUT, options.connect());
    let first = connect.await.unwrap_or(Err(sqlx::Error::PoolTimedOut))?;
    let mut database = first.raw;
    let pools_transactions = match timeout(SECOND_TIMEOUT, options.connect()).await {
        Ok(Ok(mut second)) => {
            let sessions = compare(&mut database, &mut second.raw).await?;
            second.raw.close().await?;
            Some(sessions == Sessions::Shared)
        }
        Ok(Err(_)) | Err(_) => None,
    };
    // A pooler may have another session for each transaction.
    let mut connection = database;
    let mut database = connection.begin().await?;
    let (version, version_number, in_recovery, read_only, encoding, locale) = basics(&mut database).await?;
    let (clock_ahead, clock_error) = clock(&mut database).await?;
    let examination = Examination {
        other_collation: if version_number >= 150_000 { other_collation(&mut database).await? } else { None },
        schema: migrate::state(&mut database).await?,
        foreign: migrate::foreign_schema(&mut database).await?,
        trigrams: trigrams(&mut database).await?,
        version,
        version_number,
        in_recovery,
        read_only,
        encoding,
        locale,
        clock_ahead,
        clock_error,
        pools_transactions,
    };
    commit(database).await?;
    connection.close().await?;
    Ok(examination)
}

async fn basics(database: &mut PgConnection) -> Result<(String, i32, bool, bool, String, String)> {
    sqlx::query_as(
        "SELECT current_setting('server_version'), current_setting('server_version_num')::INT, pg_is_in_recovery(), \
         current_setting('transaction_read_only')::BOOL, current_setting('server_encoding'), datctype::TEXT \
         FROM pg_database WHERE datname = current_database()",
    )
    .persistent(false)
    .fetch_one(database)
    .await
}

/// Compares the clocks: the database's was read between two moments of this computer's.
async fn clock(database: &mut PgConnection) -> Result<(TimeDelta, TimeDelta)> {
    let before = Utc::now();
    let theirs: DateTime<Utc> =
        sqlx::query_scalar("SELECT clock_timestamp()").persistent(false).fetch_one(database).await?;
    let took = Utc::now() - before;
    Ok((theirs - (before + took / 2), took))
}

async fn other_collation(database: &mut PgConnection) -> Result<Option<(String, String)>> {
    sqlx::query_as(
        "SELECT datcollversion, pg_database_collation_actual_version(oid) FROM pg_database \
         WHERE datname = current_database() AND datcollversion <> pg_database_collation_actual_version(oid)",
    )
    .persistent(false)
    .fetch_optional(database)
    .await
}

async fn trigrams(database: &mut PgConnection) -> Result<Trigrams> {
    let (installed, available) = sqlx::query_as(
        "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm'), \
         EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm')",
    )
    .persistent(false)
    .fetch_one(database)
    .await?;
    Ok(match (installed, available) {
        (true, _) => Trigrams::Installed,
        (false, true) => Trigrams::Available,
        (false, false) => Trigrams::Missing,
    })
}
