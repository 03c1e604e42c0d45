//! Migrates the tables to what this version needs, also those that the Python backend made and goes on using.

use std::time::Duration;

use sqlx::{
    AssertSqlSafe, Connection, Executor, PgConnection, Postgres, Result, Transaction,
    migrate::{MigrateError, Migrator},
};

use super::{
    DatabaseError, DatabaseOptions, connect_once, events,
    ids::advance_sequences,
    session_settings::{NO_TIME_LIMITS, SESSION, for_transaction},
};
use crate::sqlstate;

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// Identifies the advisory lock of a migration: any number that other programs on the database do not lock.
const MIGRATION_LOCK_ID: i64 = 0x4865_6172_7468;

/// Locks the tables against others who use them, all at once, or none within moments: requests of theirs take them in more
/// than one order, and would otherwise wait for us in a circle until PostgreSQL ends one of them with an error.
const LOCK_TABLES: &str = "
SET LOCAL lock_timeout = '200ms';
DO $$
DECLARE
    name TEXT;
BEGIN
    FOREACH name IN ARRAY ARRAY['users', 'posts', 'votes'] LOOP
        IF to_regclass(name) IS NOT NULL THEN
            EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', name);
        END IF;
    END LOOP;
END
$$;
SET LOCAL lock_timeout = 0";

/// The tables, compared with what this version needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// They are not there yet, or of an earlier version, or of the Python backend.
    Behind,
    /// They are what this version needs.
    Current,
    /// A newer version has migrated them.
    Newer,
}

/// Migrates the tables to what this version needs: all of it, or nothing. Several servers may do so at once: one does, the
/// rest wait. Where there is nothing to do, neither rights nor a database that takes changes are needed.
pub async fn migrate(options: &DatabaseOptions) -> Result<(), DatabaseError> {
    // Not from a pool, which would try for long and then not say why.
    let mut connection = connect_once(options).await?;
    let mut transaction = begin(&mut connection).await?;
    check_server(&mut transaction).await?;
    if is_read_only(&mut transaction).await? {
        return match state(&mut transaction).await? {
            Schema::Behind => Err(DatabaseError::ReadOnly),
            Schema::Current => {
                commit(transaction).await?;
                Ok(connection.close().await?)
            }
            Schema::Newer => Err(DatabaseError::Newer),
        };
    }
    run_migrations(&mut transaction).await?;
    commit(transaction).await?;
    let mut transaction = begin(&mut connection).await?;
    events::delete_future(&mut transaction).await?;
    commit(transaction).await?;
    let mut transaction = begin(&mut connection).await?;
    // Who inserts rows with ids of their own, as one who restores a table, need not know of the sequence.
    match advance_sequences(&mut *transaction).await {
        Ok(()) => commit(transaction).await?,
        Err(error) => {
            tracing::warn!(%error, "the sequences of the ids could not be checked");
            drop(transaction);
        }
    }
    Ok(connection.close().await?)
}

/// Begins a transaction with settings of its own: a pooler may have another session for each.
async fn begin(connection: &mut PgConnection) -> Result<Transaction<'_, Postgres>> {
    let mut transaction = connection.begin_with("BEGIN ISOLATION LEVEL READ COMMITTED").await?;
    transaction.execute(AssertSqlSafe(for_transaction(&[SESSION, NO_TIME_LIMITS].concat()))).await?;
    Ok(transaction)
}

/// Commits a transaction, and leaves no prepared statement in the session, which may be somebody else's next.
pub(super) async fn commit(mut transaction: Transaction<'_, Postgres>) -> Result<()> {
    transaction.clear_cached_statements().await?;
    transaction.commit().await
}

/// Compares the tables with what this version needs, and changes nothing.
pub async fn schema(options: &DatabaseOptions) -> Result<Schema, DatabaseError> {
    let mut connection = connect_once(options).await?;
    let mut transaction = begin(&mut connection).await?;
    let found = state(&mut transaction).await?;
    commit(transaction).await?;
    Ok(connection.close().await.map(|()| found)?)
}

/// Migrates within a transaction.
async fn run_migrations(transaction: &mut PgConnection) -> Result<(), DatabaseError> {
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(MIGRATION_LOCK_ID).execute(&mut *transaction).await?;
    if let Some(difference) = foreign_schema(transaction).await? {
        return Err(DatabaseError::Foreign(difference));
    }
    match state(transaction).await? {
        Schema::Behind => {}
        Schema::Current => return Ok(()),
        Schema::Newer => return Err(DatabaseError::Newer),
    }
    find_trigrams(transaction).await?;
    lock_tables(transaction).await?;
    // Not `run`, whose future cannot be proved to be `Send`, which whoever embeds this server needs.
    match MIGRATIONS.run_direct(None, transaction, false).await {
        Ok(()) => Ok(()),
        Err(MigrateError::VersionMissing(_)) => Err(DatabaseError::Newer),
        Err(error) => Err(error.into()),
    }
}

/// Refuses a server on which the statements could not work.
async fn check_server(database: &mut PgConnection) -> Result<(), DatabaseError> {
    let (version, encoding): (i32, String) =
        sqlx::query_as("SELECT current_setting('server_version_num')::int, current_setting('server_encoding')")
            .fetch_one(database)
            .await?;
    if version < 140_000 {
        return Err(DatabaseError::TooOld((version / 10_000).to_string()));
    }
    match encoding.as_str() {
        "UTF8" => {}
        // Bytes of which PostgreSQL does not know the letters: a single one that is no UTF-8 makes a page unreadable.
        "SQL_ASCII" => return Err(DatabaseError::Encoding(encoding)),
        _ => tracing::warn!("the encoding of the database is {encoding}: text with letters that it lacks is refused"),
    }
    Ok(())
}

async fn is_read_only(database: &mut PgConnection) -> Result<bool> {
    sqlx::query_scalar("SELECT current_setting('transaction_read_only')::bool").fetch_one(database).await
}

/// Finds what makes these tables another program's; none where they are ours, the Python backend's, or not there yet.
pub(super) async fn foreign_schema(database: &mut PgConnection) -> Result<Option<String>> {
    Ok(sqlx::query_file_scalar!("src/store/schema_check.sql").fetch_optional(database).await?.flatten())
}

pub(super) async fn state(database: &mut PgConnection) -> Result<Schema> {
    let begun: bool =
        sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL").fetch_one(&mut *database).await?;
    if !begun {
        return Ok(Schema::Behind);
    }
    let done: Vec<i64> = sqlx::query_scalar("SELECT version FROM _sqlx_migrations").fetch_all(database).await?;
    let ours: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.version).collect();
    Ok(if done.iter().any(|version| !ours.contains(version)) {
        Schema::Newer
    } else if ours.iter().any(|version| !done.contains(version)) {
        Schema::Behind
    } else {
        Schema::Current
    })
}

/// Adds the schema that holds `pg_trgm` to those in which names are looked up: hosted databases have it in one of its own.
async fn find_trigrams(database: &mut PgConnection) -> Result<(), DatabaseError> {
    let schema: Option<(String, bool)> = sqlx::query_as(
        "SELECT quote_ident(nspname), has_schema_privilege(n.oid, 'USAGE')
         FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
         WHERE extname = 'pg_trgm' AND nspname <> ALL (current_schemas(TRUE))",
    )
    .fetch_optional(&mut *database)
    .await?;
    match schema {
        None => Ok(()),
        Some((schema, false)) => Err(DatabaseError::Extension(schema)),
        Some((schema, true)) => {
            let add = "SELECT set_config('search_path', concat_ws(', ', nullif(current_setting('search_path'), ''), $1), TRUE)";
            sqlx::query(add).bind(schema).execute(database).await?;
            Ok(())
        }
    }
}

/// Locks the tables until the end of the transaction.
async fn lock_tables(database: &mut PgConnection) -> Result<()> {
    const LOCK_NOT_AVAILABLE: &str = "55P03";
    loop {
        let mut attempt = database.begin().await?;
        match sqlx::raw_sql(LOCK_TABLES).execute(&mut *attempt).await {
            Err(error) if sqlstate::code(&error).as_deref() == Some(LOCK_NOT_AVAILABLE) => attempt.rollback().await?,
            locked => {
                locked?;
                return attempt.commit().await;
            }
        }
        tracing::info!("others use the tables: waiting for a moment to bring them up to date");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
