//! Starts sessions by signing in. Changing the password starts one, too: see `accounts.rs`.

use chrono::{DateTime, Utc};

use super::{
    super::{Pool, new_session::NewSession},
    PER_ACCOUNT,
};
use crate::{domain::ClientInfo, error::Result, sqlstate::is_foreign_key_violation};

/// Starts a session, and ends others where there are too many. Returns none where the account no longer takes tokens of that
/// time, cannot be signed in to, or is no more.
pub(crate) async fn start(
    db: &Pool,
    user_id: i32,
    issued: DateTime<Utc>,
    expires: DateTime<Utc>,
    client: &ClientInfo,
) -> Result<Option<NewSession>> {
    let started = sqlx::query_scalar!(
        r#"
        WITH too_many AS (
            DELETE FROM hearth_sessions WHERE id IN (
                SELECT id FROM hearth_sessions WHERE id IN (
                    SELECT id FROM hearth_sessions WHERE user_id = $1
                    -- One remains to be added.
                    ORDER BY last_seen_at DESC, id OFFSET $6::BIGINT - 1
                )
                FOR UPDATE SKIP LOCKED
            )
        )
        INSERT INTO hearth_sessions (user_id, created_at, last_seen_at, expires_at, device, address)
        SELECT id, $2, $2, $3, $4, $5 FROM users
        WHERE id = $1 AND sessions_since <= $2
          AND NOT EXISTS (SELECT FROM hearth_account_locks WHERE user_id = $1 AND (until IS NULL OR until > now()))
        RETURNING id
        "#,
        user_id,
        issued,
        expires,
        client.device,
        client.address_text(),
        PER_ACCOUNT,
    );
    match started.fetch_optional(db).await {
        Err(error) if is_foreign_key_violation(&error) => Ok(None),
        started => Ok(started?.map(|id| NewSession { id, user_id, issued, expires })),
    }
}
