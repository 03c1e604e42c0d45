//! Brings the tables of a database to what this version needs, also those that the Python backend made and goes on using.

use std::time::Duration;

use sqlx::{
    Connection, PgConnection, Result,
    migrate::{MigrateError, Migrator},
    postgres::PgConnectOptions,
};

use crate::{database::DatabaseError, events};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// Any number that other programs on the database do not lock.
const TURN: i64 = 0x4865_6172_7468;

/// Takes the tables from others who use them, all at once, or none within moments: requests of theirs take them in more
/// than one order, and would otherwise wait for us in a circle until PostgreSQL ends one of them with an error.
const HOLD: &str = "
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
SET LOCAL lock_timeout TO DEFAULT";

/// Brings the tables to what this version needs: all of it, or nothing. Several servers may do so at once: one does, the
/// rest wait.
pub async fn migrate(options: &PgConnectOptions) -> Result<(), DatabaseError> {
    // Not from a pool, which would try for long and then not say why; and without the time limit of requests, because
    // adopting a large database takes its time.
    let mut connection = PgConnection::connect_with(options).await?;
    let version: i32 =
        sqlx::query_scalar("SELECT current_setting('server_version_num')::int").fetch_one(&mut connection).await?;
    if version < 140_000 {
        return Err(DatabaseError::TooOld((version / 10_000).to_string()));
    }
    let mut transaction = connection.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(TURN).execute(&mut *transaction).await?;
    if let Some(difference) = difference(&mut transaction).await? {
        return Err(DatabaseError::Foreign(difference));
    }
    if is_behind(&mut transaction).await? {
        hold(&mut transaction).await?;
    }
    // Not `run`, whose future cannot be proved to be `Send`, which whoever embeds this server needs.
    match MIGRATIONS.run_direct(None, &mut *transaction, false).await {
        Ok(()) => transaction.commit().await?,
        Err(MigrateError::VersionMissing(_)) => return Err(DatabaseError::Newer),
        Err(error) => return Err(error.into()),
    }
    events::repair(&mut connection).await?;
    Ok(connection.close().await?)
}

/// What makes these tables another program's; none where they are ours, the Python backend's, or not there yet.
async fn difference(database: &mut PgConnection) -> Result<Option<String>> {
    Ok(sqlx::query_file_scalar!("src/difference.sql").fetch_optional(database).await?.flatten())
}

/// Whether there is something to do.
async fn is_behind(database: &mut PgConnection) -> Result<bool> {
    let begun: bool =
        sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL").fetch_one(&mut *database).await?;
    if !begun {
        return Ok(true);
    }
    let done: Option<i64> = sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(database).await?;
    Ok(done < MIGRATIONS.iter().map(|migration| migration.version).max())
}

/// Holds the tables until the end of the transaction.
async fn hold(database: &mut PgConnection) -> Result<()> {
    const LOCK_NOT_AVAILABLE: &str = "55P03";
    loop {
        let mut attempt = database.begin().await?;
        match sqlx::raw_sql(HOLD).execute(&mut *attempt).await {
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(LOCK_NOT_AVAILABLE) => {
                attempt.rollback().await?;
            }
            held => {
                held?;
                return attempt.commit().await;
            }
        }
        tracing::info!("others use the tables: waiting for a moment to bring them up to date");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
