//! Defines a session that has started, of which its token is made.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A session that has started, for its token.
pub(crate) struct NewSession {
    pub(crate) id: Uuid,
    pub(crate) user_id: i32,
    /// By the clock of the database.
    pub(crate) issued: DateTime<Utc>,
    pub(crate) expires: DateTime<Utc>,
}
