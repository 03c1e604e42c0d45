//! Takes the rights of an administrator from the API where its database is a private one.
//!
//! The role that a private cluster is made with may do anything in PostgreSQL: read files of the account that runs it, or run
//! programs. The API needs none of that, so it works as a role that owns the database and what is in it. Only this step, at
//! each start, is the administrator's.

use sqlx::{Connection, Executor, postgres::PgConnectOptions};

use super::{DatabaseError, DatabaseOptions, connect_without_time_limits};

/// The role of the API in a private cluster.
const ROLE: &str = "hearth_api";

/// Makes the role that owns a private database, gives it all that is there, and returns how to connect as it. `administrator`
/// is how to connect as the one who may do so, who owned it all in earlier versions.
pub async fn as_owner(administrator: PgConnectOptions) -> Result<DatabaseOptions, DatabaseError> {
    let mut connection = connect_without_time_limits(&administrator.clone().into()).await?;
    connection.execute(include_str!("owner_role.sql")).await?;
    connection.close().await?;
    Ok(of_owner(administrator))
}

/// Returns how to connect as the role that owns a private database, where [`as_owner`] has made it: while its server runs.
#[must_use]
pub fn of_owner(administrator: PgConnectOptions) -> DatabaseOptions {
    administrator.username(ROLE).into()
}
