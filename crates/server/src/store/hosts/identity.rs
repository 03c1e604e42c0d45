//! Identifies the server that a connection leads to.

use sqlx::{Error, FromRow, PgConnection, Result};

/// The server at the other end of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Identity {
    /// The moment at which it started, to the microsecond: no two servers share it.
    pub(in crate::store) started: String,
    /// What its data are descended from; none on a standby, and where the server does not tell.
    pub(super) history: Option<History>,
    /// True on a standby.
    pub(super) in_recovery: bool,
    /// True where it takes no changes.
    pub(super) read_only: bool,
    /// The process that serves the connection.
    pub(in crate::store) process: i32,
}

/// The identity of the data, and how often a standby was promoted since they were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct History {
    pub(super) system: i64,
    pub(super) timeline: i32,
}

impl Identity {
    pub(super) async fn of(connection: &mut PgConnection) -> Result<Self> {
        // In one message: between two, a pooler may take another session.
        let asked = sqlx::raw_sql(
            "SELECT pg_backend_pid(), extract(EPOCH FROM pg_postmaster_start_time())::TEXT, pg_is_in_recovery(), \
             current_setting('transaction_read_only')::BOOL",
        );
        let (process, started, in_recovery, read_only) = FromRow::from_row(&asked.fetch_one(&mut *connection).await?)?;
        // A standby does not know yet how its history goes on.
        let history = if in_recovery { None } else { History::of(connection).await? };
        Ok(Self { started, history, in_recovery, read_only, process })
    }
}

impl History {
    /// Asks a primary. Services that only look like PostgreSQL refuse to tell.
    async fn of(connection: &mut PgConnection) -> Result<Option<Self>> {
        let asked = sqlx::raw_sql(
            "SELECT system_identifier, ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::BIT(32)::INT \
             FROM pg_control_system()",
        );
        match asked.fetch_one(connection).await {
            Ok(row) => {
                let (system, timeline) = FromRow::from_row(&row)?;
                Ok(Some(Self { system, timeline }))
            }
            Err(Error::Database(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Returns whether these data were left behind when a standby of the other ones was promoted.
    pub(super) fn is_before(self, other: Self) -> bool {
        self.system == other.system && self.timeline < other.timeline
    }
}
