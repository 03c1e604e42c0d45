//! Whether the tables that a database already has are those of the data model, before anything is done to them.

use sqlx::{PgConnection, Result};

/// What makes these tables another program's; none where they are ours, the Python backend's, or not there yet.
pub(crate) async fn difference(database: &mut PgConnection) -> Result<Option<String>> {
    Ok(sqlx::query_file_scalar!("src/difference.sql").fetch_optional(database).await?.flatten())
}
