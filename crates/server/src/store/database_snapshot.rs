//! Looks at a whole database at one moment, for who writes a backup of it and who checks one.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, Result};

use super::{DatabaseError, DatabaseOptions, connect_once, connect_without_time_limits};

/// The tables whose rows count: all but those of the system and of extensions.
const TABLES: &str = "
SELECT format('%I.%I', nspname, relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
WHERE relkind = 'r' AND relpersistence <> 't' AND nspname !~ '^pg_' AND nspname <> 'information_schema'
  AND NOT EXISTS (
      SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::REGCLASS AND d.objid = c.oid AND d.deptype = 'e'
  )
ORDER BY 1";

/// Ends every session, also those that no list has.
const END_SESSIONS: &str = "
BEGIN;
DELETE FROM hearth_sessions;
UPDATE users SET sessions_since = greatest(clock_timestamp(), created_at, sessions_since + INTERVAL '1 microsecond');
COMMIT";

/// How many rows there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Of people, of their posts and drafts, and of votes.
    pub people: i64,
    /// Posts and drafts.
    pub posts: i64,
    /// Votes.
    pub votes: i64,
    /// Of each table, by its name with its schema.
    pub tables: BTreeMap<String, i64>,
}

/// A database at one moment, for as long as this lives: what others write since is not in it.
pub struct DatabaseSnapshot {
    connection: PgConnection,
    /// The name under which others can look at the same moment.
    pub id: String,
    /// The major version of its server.
    pub major: u32,
    /// What the database takes on its disk, in bytes.
    pub bytes: u64,
    /// Its rows.
    pub rows: RowCounts,
}

impl DatabaseSnapshot {
    /// Begins to look at a database.
    pub async fn open(options: &DatabaseOptions) -> Result<Self, DatabaseError> {
        let mut connection = connect_without_time_limits(options).await?;
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
        let (id, version, bytes): (String, i32, i64) = sqlx::query_as(
            "SELECT pg_export_snapshot(), current_setting('server_version_num')::int, pg_database_size(current_database())",
        )
        .fetch_one(&mut connection)
        .await?;
        let rows = count(&mut connection).await?;
        let major = u32::try_from(version / 10_000).unwrap_or_default();
        Ok(Self { connection, id, major, bytes: bytes.unsigned_abs(), rows })
    }

    /// Ends looking.
    pub async fn close(self) {
        let _ = self.connection.close().await;
    }
}

/// Counts the rows of a database.
pub async fn count_rows(options: &DatabaseOptions) -> Result<RowCounts, DatabaseError> {
    let mut connection = connect_without_time_limits(options).await?;
    let rows = count(&mut connection).await?;
    connection.close().await?;
    Ok(rows)
}

/// Returns the major version of a database's server, and its first table, by name; none where it is empty.
pub async fn first_table(options: &DatabaseOptions) -> Result<(u32, Option<String>), DatabaseError> {
    let mut connection = connect_once(options).await?;
    let version: i32 =
        sqlx::query_scalar("SELECT current_setting('server_version_num')::int").fetch_one(&mut connection).await?;
    let first = sqlx::query_scalar(TABLES).fetch_optional(&mut connection).await?;
    connection.close().await?;
    Ok((u32::try_from(version / 10_000).unwrap_or_default(), first))
}

/// Ends all sessions of a database that was restored: those that ended since would be valid again, and an id that went with an
/// account since is given out once more.
pub async fn end_all_sessions(options: &DatabaseOptions) -> Result<(), DatabaseError> {
    let mut connection = connect_without_time_limits(options).await?;
    connection.execute(END_SESSIONS).await?;
    Ok(connection.close().await?)
}

async fn count(connection: &mut PgConnection) -> Result<RowCounts> {
    let names: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(&mut *connection).await?;
    let mut rows = RowCounts::default();
    for name in names {
        // The server has quoted it.
        let statement = AssertSqlSafe(format!("SELECT count(*) FROM {name}"));
        let number: i64 = sqlx::query_scalar(statement).fetch_one(&mut *connection).await?;
        match name.rsplit('.').next() {
            Some("users") => rows.people = number,
            Some("posts") => rows.posts = number,
            Some("votes") => rows.votes = number,
            _ => {}
        }
        rows.tables.insert(name, number);
    }
    Ok(rows)
}
