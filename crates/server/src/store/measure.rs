//! Measures a database for whoever looks after it.

use sqlx::Result;

use super::Pool;

/// What a database is like at the moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DatabaseFigures {
    /// What it takes on the disk, in bytes.
    pub(crate) size: i64,
    /// The connections to it, of all programs.
    pub(crate) connections: i64,
    /// The most connections that its server takes.
    pub(crate) connections_max: i32,
    /// True on a standby.
    pub(crate) standby: bool,
    /// The bytes of its log (WAL) that its server has written since it was made; none on a standby.
    pub(crate) wal: Option<i64>,
    /// The standbys that are connected.
    pub(crate) standbys: i64,
    /// The bytes of the log that the furthest of them is behind; none where the role may not see it.
    pub(crate) lag_bytes: Option<i64>,
    /// The same in seconds, for what was written of late.
    pub(crate) lag_seconds: Option<f64>,
    /// The transactions that were committed.
    pub(crate) commits: i64,
    /// The transactions that were given up.
    pub(crate) rollbacks: i64,
    /// The pages of tables and indexes that were found in PostgreSQL's memory.
    pub(crate) blocks_hit: i64,
    /// Those that were read.
    pub(crate) blocks_read: i64,
}

/// Measures the database.
pub(crate) async fn measure(db: &Pool) -> Result<DatabaseFigures> {
    let figures = sqlx::query_as!(
        DatabaseFigures,
        r#"
        SELECT pg_database_size(current_database()) AS "size!",
               (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()) AS "connections!",
               current_setting('max_connections')::INT AS "connections_max!",
               pg_is_in_recovery() AS "standby!",
               CASE WHEN pg_is_in_recovery() THEN NULL
                    ELSE pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::BIGINT END AS wal,
               (SELECT count(*) FROM pg_stat_replication) AS "standbys!",
               -- A role that may not see how far standbys are is told of no state either.
               CASE WHEN pg_is_in_recovery() OR EXISTS (SELECT FROM pg_stat_replication WHERE state IS NULL) THEN NULL
                    ELSE (SELECT COALESCE(max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)), 0)::BIGINT
                          FROM pg_stat_replication) END AS lag_bytes,
               CASE WHEN NOT EXISTS (SELECT FROM pg_stat_replication WHERE state IS NULL)
                    THEN (SELECT COALESCE(extract(EPOCH FROM max(replay_lag)), 0)::FLOAT8 FROM pg_stat_replication)
                    END AS lag_seconds,
               xact_commit AS "commits!", xact_rollback AS "rollbacks!",
               blks_hit AS "blocks_hit!", blks_read AS "blocks_read!"
        FROM pg_stat_database WHERE datname = current_database()
        "#
    );
    figures.fetch_one(db).await
}
