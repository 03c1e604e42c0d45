//! Changes accounts for whoever administers the server. No session is checked here: only who has the database itself gets
//! this far.

use sqlx::Result;

use super::Pool;

/// Reads the address of an account.
pub(crate) async fn address(db: &Pool, id: i32) -> Result<Option<String>> {
    sqlx::query_scalar!(r#"SELECT COALESCE(email, '') AS "email!" FROM users WHERE id = $1"#, id)
        .fetch_optional(db)
        .await
}

/// Ends all sessions of an account, also those that no list has, and replaces its password where a hash of a new one is given.
/// Returns how many listed ones there were; none where there is no such account any more.
pub(crate) async fn end_sessions(db: &Pool, id: i32, new_password: Option<&str>) -> Result<Option<i64>> {
    sqlx::query_scalar!(
        r#"
        WITH changed AS (
            UPDATE users SET password = COALESCE($2, password), sessions_since = greatest(
                clock_timestamp(), created_at, sessions_since + INTERVAL '1 microsecond',
                -- Later than these also where the clock was set back since.
                (SELECT max(created_at) FROM hearth_sessions WHERE user_id = $1) + INTERVAL '1 microsecond'
            )
            WHERE id = $1
            RETURNING id
        ), ended AS (
            DELETE FROM hearth_sessions USING changed WHERE hearth_sessions.user_id = changed.id
            RETURNING hearth_sessions.expires_at
        ), unlinked AS (
            DELETE FROM hearth_password_resets USING changed WHERE hearth_password_resets.user_id = changed.id
        ), told AS (
            INSERT INTO hearth_events (kind, post_id, owner_id) SELECT 'sessions', 0, id FROM changed
        )
        SELECT (SELECT count(*) FROM ended WHERE expires_at > now()) AS "ended!" FROM changed
        "#,
        id,
        new_password,
    )
    .fetch_optional(db)
    .await
}
