//! Keeps the links with which forgotten passwords are set anew: one for each account, valid once and for an hour.

use chrono::{DateTime, Utc};
use sqlx::Result;

use super::{Pool, moderation::Actor};

/// Makes the link of an account, in the place of an earlier one. `actor` is who makes it for somebody else, which is logged. Returns
/// when it ends; none where there is no such account.
pub(crate) async fn create(db: &Pool, actor: Option<Actor>, id: i32, digest: &[u8]) -> Result<Option<DateTime<Utc>>> {
    let created = sqlx::query_scalar!(
        r#"
        WITH target AS (
            SELECT id, email FROM users WHERE id = $2
        ), created AS (
            INSERT INTO hearth_password_resets (user_id, digest, expires_at)
            SELECT id, $3, now() + INTERVAL '1 hour' FROM target
            ON CONFLICT (user_id) DO UPDATE
            SET digest = EXCLUDED.digest, expires_at = EXCLUDED.expires_at, created_at = now()
            RETURNING expires_at
        ), logged AS (
            INSERT INTO hearth_audit_log (actor_id, actor, action, user_id, email)
            SELECT $1::INT, (SELECT email FROM users WHERE id = $1), 'reset-link', id, email FROM target WHERE $4
        )
        SELECT expires_at FROM created
        "#,
        actor.and_then(|actor| actor.id),
        id,
        digest,
        actor.is_some(),
    );
    created.fetch_optional(db).await
}

/// Finds the address of the account that a valid link is for.
pub(crate) async fn find(db: &Pool, digest: &[u8]) -> Result<Option<String>> {
    let found = sqlx::query_scalar!(
        r#"
        SELECT COALESCE(u.email, '') AS "email!"
        FROM hearth_password_resets r JOIN users u ON u.id = r.user_id
        WHERE r.digest = $1 AND r.expires_at > now()
        "#,
        digest,
    );
    found.fetch_optional(db).await
}

/// Uses a link up: the account has the new password, and all its sessions end. Returns whether the link was valid still.
pub(crate) async fn redeem(db: &Pool, digest: &[u8], password_hash: &str) -> Result<bool> {
    let used = sqlx::query_scalar!(
        r#"
        WITH used AS (
            DELETE FROM hearth_password_resets WHERE digest = $1 AND expires_at > now() RETURNING user_id
        ), changed AS (
            UPDATE users SET password = $2, sessions_since = greatest(
                clock_timestamp(), users.created_at, sessions_since + INTERVAL '1 microsecond',
                -- Later than these also where the clock was set back since.
                (SELECT max(s.created_at) FROM hearth_sessions s WHERE s.user_id = users.id) + INTERVAL '1 microsecond'
            )
            FROM used WHERE users.id = used.user_id
            RETURNING users.id
        ), ended AS (
            DELETE FROM hearth_sessions USING changed WHERE hearth_sessions.user_id = changed.id
        ), told AS (
            INSERT INTO hearth_events (kind, post_id, owner_id) SELECT 'sessions', 0, id FROM changed
        )
        SELECT EXISTS (SELECT FROM changed) AS "used!"
        "#,
        digest,
        password_hash,
    );
    used.fetch_one(db).await
}
