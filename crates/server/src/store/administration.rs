//! Reads and changes accounts for whoever administers the server. No session is checked here: only who has the database itself gets
//! this far.

use chrono::{DateTime, Utc};
use sqlx::Result;

use super::Pool;

/// An account, as its administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: i32,
    /// The email address.
    pub email: String,
    /// The display name; none where there is none.
    pub display_name: Option<String>,
    /// When the account was made.
    pub joined: DateTime<Utc>,
    /// The number of posts and drafts.
    pub posts: i64,
}

/// Lists accounts behind an id, in the order of their ids.
pub(crate) async fn list(db: &Pool, after: i32, limit: i64) -> Result<Vec<Person>> {
    let people = sqlx::query_as!(
        Person,
        r#"
        SELECT u.id AS "id!", COALESCE(u.email, '') AS "email!", NULLIF(u.display_name, '') AS display_name,
               u.created_at AS "joined!", (SELECT count(*) FROM posts WHERE owner_id = u.id) AS "posts!"
        FROM users u WHERE u.id > $1 ORDER BY u.id LIMIT $2
        "#,
        after,
        limit,
    );
    people.fetch_all(db).await
}

/// Finds accounts that have a text somewhere in the name or the address, in any case, in the order of their ids.
pub(crate) async fn find(db: &Pool, text: &str, limit: i64) -> Result<Vec<Person>> {
    let people = sqlx::query_as!(
        Person,
        r#"
        SELECT u.id AS "id!", COALESCE(u.email, '') AS "email!", NULLIF(u.display_name, '') AS display_name,
               u.created_at AS "joined!", (SELECT count(*) FROM posts WHERE owner_id = u.id) AS "posts!"
        FROM users u
        WHERE hearth_fold(u.display_name) LIKE hearth_pattern($1) OR hearth_fold(u.email) LIKE hearth_pattern($1)
        ORDER BY u.id LIMIT $2
        "#,
        text,
        limit,
    );
    people.fetch_all(db).await
}

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
