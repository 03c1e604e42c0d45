//! Keeps accounts from being signed in to: suspends them, and has them wait for approval.
//!
//! A lock is a row, and `users.sessions_since` in the future. So the check of a session that is part of every statement refuses all
//! of theirs, and costs nothing more.

use chrono::{DateTime, Utc};
use hearth_api::AccountState;
use sqlx::Result;

use super::{
    super::{Pool, words},
    Actor,
};

/// The reason for which an account cannot be signed in to.
pub(crate) struct Lock {
    pub(crate) state: AccountState,
    pub(crate) reason: Option<String>,
    pub(crate) until: Option<DateTime<Utc>>,
}

/// Finds what keeps an account from being signed in to.
pub(crate) async fn active_lock(db: &Pool, id: i32) -> Result<Option<Lock>> {
    let lock = sqlx::query!(
        "SELECT state, reason, until FROM hearth_account_locks WHERE user_id = $1 AND (until IS NULL OR until > now())",
        id,
    );
    let found = lock.fetch_optional(db).await?;
    Ok(found.map(|lock| Lock {
        state: words::read(&lock.state).unwrap_or(AccountState::Suspended),
        reason: lock.reason,
        until: lock.until,
    }))
}

/// Suspends an account for so many days, or without an end, and ends its sessions. Returns its address; none where there is no
/// such account, or the actor may not.
pub(crate) async fn suspend(
    db: &Pool,
    actor: Actor,
    id: i32,
    reason: &str,
    days: Option<i32>,
) -> Result<Option<String>> {
    let suspended = sqlx::query_scalar!(
        r#"
        WITH target AS (
            SELECT u.id, u.email, now() + make_interval(days => $5::INT) AS until FROM users u
            WHERE u.id = $3 AND u.id IS DISTINCT FROM $1::INT
              AND NOT EXISTS (SELECT FROM hearth_roles WHERE user_id = u.id AND (role = 'administrator' OR NOT $2))
            FOR UPDATE
        ), locked AS (
            INSERT INTO hearth_account_locks (user_id, state, reason, until) SELECT id, 'suspended', $4::TEXT, until FROM target
            ON CONFLICT (user_id) DO UPDATE
            SET state = EXCLUDED.state, reason = EXCLUDED.reason, until = EXCLUDED.until, since = now()
        ), changed AS (
            UPDATE users SET sessions_since = COALESCE(target.until, 'infinity') FROM target WHERE users.id = target.id
        ), ended AS (
            DELETE FROM hearth_sessions USING target WHERE hearth_sessions.user_id = target.id
        ), told AS (
            INSERT INTO hearth_events (kind, post_id, owner_id) SELECT 'sessions', 0, id FROM target
        ), logged AS (
            INSERT INTO hearth_audit_log (actor_id, actor, action, user_id, email, reason)
            SELECT $1, (SELECT email FROM users WHERE id = $1), 'suspend', id, email, $4 FROM target
        )
        SELECT email FROM target
        "#,
        actor.id,
        actor.is_administrator,
        id,
        reason,
        days,
    );
    suspended.fetch_optional(db).await
}

/// Lifts a lock of this state: ends a suspension, or approves an account. Returns the address; none where there is no such lock, or the
/// actor may not.
pub(crate) async fn lift(db: &Pool, actor: Actor, id: i32, state: AccountState) -> Result<Option<String>> {
    let lifted = sqlx::query_scalar!(
        r#"
        WITH lifted AS (
            DELETE FROM hearth_account_locks
            WHERE user_id = $3 AND state = $4
              AND NOT EXISTS (SELECT FROM hearth_roles WHERE user_id = $3 AND (role = 'administrator' OR NOT $2))
            RETURNING user_id
        ), changed AS (
            -- Not what was issued before.
            UPDATE users SET sessions_since = greatest(clock_timestamp(), created_at) FROM lifted WHERE id = lifted.user_id
            RETURNING id, email
        ), logged AS (
            INSERT INTO hearth_audit_log (actor_id, actor, action, user_id, email)
            SELECT $1::INT, (SELECT email FROM users WHERE id = $1), CASE $4 WHEN 'waiting' THEN 'approve' ELSE 'unsuspend' END,
                   id, email
            FROM changed
        )
        SELECT email FROM changed
        "#,
        actor.id,
        actor.is_administrator,
        id,
        words::write(state),
    );
    lifted.fetch_optional(db).await
}
