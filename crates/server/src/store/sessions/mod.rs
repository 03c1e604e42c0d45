//! Lists and ends the sessions of accounts. What checks them is part of every statement: see [`caller`](super::caller).
//!
//! Statements that end several sessions take hold of the user's row first, and the others skip the rows that somebody holds, so
//! that nobody waits in a circle.

mod activity;
mod start;

use std::time::Duration;

use hearth_api::AccountSession;
use sqlx::postgres::PgQueryResult;
use uuid::Uuid;

pub(crate) use self::{activity::Activity, start::start};
use super::{
    Pool, accounts,
    caller::{Caller, caller_query},
    purge::purge_regularly,
};
use crate::error::{Error, Result};

/// Bounds the sessions of one account. Of more, those end that were not seen for longest.
const PER_ACCOUNT: i64 = 100;

/// Separates two purges of expired sessions.
const INTERVAL: Duration = Duration::from_hours(1);

/// Lists the caller's sessions: the current one first, then those that were seen last.
pub(crate) async fn list(db: &Pool, caller: Caller) -> Result<Vec<AccountSession>> {
    let sessions = caller_query!(
        query_as<AccountSession>,
        caller,
        r#"
        SELECT session.id::TEXT AS "id!", session.created_at AS "created_at!", session.last_seen_at AS "last_seen_at!",
               session.device, session.address, session.id IS NOT DISTINCT FROM $3 AS "current!"
        FROM users me JOIN hearth_sessions session ON session.user_id = me.id
        WHERE "# [me] r#" AND session.expires_at > now()
          -- Others may change the password who know of no sessions.
          AND session.created_at >= me.sessions_since
        ORDER BY session.id IS NOT DISTINCT FROM $3 DESC, session.last_seen_at DESC, session.id LIMIT $4
        "#,
        PER_ACCOUNT,
    );
    let sessions = sessions.fetch_all(db).await?;
    if sessions.is_empty() {
        accounts::check_session(db, caller).await?;
    }
    Ok(sessions)
}

/// Ends a session of the caller's; returns whether it was there. Errors where the caller's own has ended.
pub(crate) async fn end(db: &Pool, caller: Caller, id: Uuid) -> Result<bool> {
    let ended = caller_query!(
        query_scalar,
        caller,
        r#"
        WITH ended AS (
            DELETE FROM hearth_sessions USING users me
            WHERE hearth_sessions.id = $4 AND hearth_sessions.user_id = me.id AND "# [me] r#"
            RETURNING hearth_sessions.user_id
        ), told AS (
            INSERT INTO hearth_events (kind, post_id, owner_id) SELECT 'sessions', 0, user_id FROM ended
        )
        SELECT EXISTS (SELECT FROM ended) AS "ended!"
        "#,
        id,
    );
    let ended = ended.fetch_one(db).await?;
    if !ended {
        accounts::check_session(db, caller).await?;
    }
    Ok(ended)
}

/// Ends all sessions of the caller's account but the current one, with those that no list has. Of the latter a caller who has
/// none of the former keeps those that were issued after the own token.
pub(crate) async fn end_others(db: &Pool, caller: Caller) -> Result<()> {
    let ended = caller_query!(
        query_scalar,
        caller,
        r#"
        WITH me AS (
            UPDATE users SET unlisted_since = greatest(
                unlisted_since, CASE WHEN $3::UUID IS NULL THEN ($2::TIMESTAMPTZ[])[1] ELSE clock_timestamp() END
            )
            WHERE "# [users] r#"
            RETURNING id
        ), ended AS (
            DELETE FROM hearth_sessions USING me
            WHERE hearth_sessions.user_id = me.id AND hearth_sessions.id IS DISTINCT FROM $3
        ), told AS (
            INSERT INTO hearth_events (kind, post_id, owner_id) SELECT 'sessions', 0, id FROM me
        )
        SELECT id FROM me
        "#,
    );
    ended.fetch_optional(db).await?.map(drop).ok_or(Error::BAD_TOKEN)
}

/// Purges expired sessions regularly, a day later: the clocks of server and database may differ.
pub(crate) async fn purge_expired(db: Pool) {
    purge_regularly("sessions", INTERVAL, |most| remove(&db, most)).await;
}

async fn remove(db: &Pool, most: i64) -> sqlx::Result<PgQueryResult> {
    let removed = sqlx::query!(
        r#"
        DELETE FROM hearth_sessions WHERE id IN (
            SELECT id FROM hearth_sessions
            WHERE expires_at < now() - INTERVAL '1 day'
            ORDER BY expires_at LIMIT $1
            FOR UPDATE SKIP LOCKED
        )
        "#,
        most,
    );
    removed.execute(db).await
}
