//! Holds a database that is open for a command.

use hearth_postgres::Cluster;
use hearth_server::database::DatabaseOptions;

use crate::result::Result;

/// A database that a command works on. It must be [closed](Opened::close), so that a PostgreSQL which was started for it ends.
pub(crate) struct Opened {
    /// How to connect to it.
    pub(crate) options: DatabaseOptions,
    /// The server that was started for it.
    pub(super) started: Option<Cluster>,
}

/// What becomes of a data directory without a database.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absent {
    /// One is made.
    Create,
    /// It is an error.
    Refuse,
}

impl Opened {
    /// Stops the PostgreSQL that was started for the command, if any.
    pub(crate) async fn close(self) -> Result<()> {
        match self.started {
            Some(cluster) => Ok(cluster.stop().await?),
            None => Ok(()),
        }
    }
}
