//! Finds and opens the database of a command: one of the owner's, or the server's own, whether or not a server runs on it.

mod backups;
mod choice;
mod opened;
mod own;

use hearth_server::database::{self, Database, DatabaseOptions, MIN_CONNECTIONS, Schema};

pub(crate) use self::{
    backups::{back_up_before_upgrade, backup_dir, daily},
    choice::{Choice, choose, data_dir, leave_out_session_options},
    opened::{Absent, Opened},
    own::{cluster_settings, on_running_server, postgres_search},
};
use crate::result::Result;

/// Opens a database: that of a running server through its socket; otherwise its PostgreSQL is started.
pub(crate) async fn open(choice: Choice, absent: Absent) -> Result<Opened> {
    match choice {
        Choice::External(options) => Ok(Opened { options, started: None }),
        Choice::Own(data_dir) => own::open(&data_dir, absent).await,
    }
}

/// Opens the connections to a database whose tables are what this version needs.
pub(crate) async fn connect(options: DatabaseOptions) -> Result<Database> {
    match database::schema(&options).await? {
        Schema::Current => Ok(database::connect_within(options, MIN_CONNECTIONS).await?),
        Schema::Newer => Err(hearth_server::database::DatabaseError::Newer.into()),
        Schema::Behind => {
            Err("The tables of the database are not those of this version. Run `hearth-server migrate` with the \
                               same settings first, or start the server once."
                .into())
        }
    }
}
