//! Lists and removes accounts.

use chrono::{DateTime, Utc};
use hearth_api::{AccountState, Role};
use sqlx::Result;

use super::{
    super::{Pool, words},
    Actor,
};

/// An account, as those see it who look after the server.
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
    /// What it may do for others; none where that is nothing.
    pub role: Option<Role>,
    /// Whether it can be signed in to.
    pub state: AccountState,
    /// Why it is suspended.
    pub reason: Option<String>,
    /// The end of its suspension; none where it has none.
    pub until: Option<DateTime<Utc>>,
}

/// Selects some of the accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// Those that are suspended.
    Suspended,
    /// Those that wait for approval.
    Waiting,
    /// Those with a role.
    Staff,
}

impl Only {
    /// The names of these on the wire.
    pub(crate) const NAMES: [&str; 3] = ["suspended", "waiting", "staff"];

    /// Finds the one of a name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::Suspended, Self::Waiting, Self::Staff].into_iter().find(|only| only.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Suspended => "suspended",
            Self::Waiting => "waiting",
            Self::Staff => "staff",
        }
    }
}

/// Selects a page of accounts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PeopleQuery<'a> {
    /// A part of the name or the address; empty for all.
    pub(crate) text: &'a str,
    pub(crate) only: Option<Only>,
    /// Behind this id.
    pub(crate) after: i32,
    pub(crate) limit: i64,
}

/// Lists accounts in the order of their ids. `db` plans each search anew.
pub(crate) async fn people(db: &Pool, query: PeopleQuery<'_>) -> Result<Vec<Person>> {
    let only = query.only.map(Only::name).unwrap_or_default();
    let people = sqlx::query!(
        r#"
        SELECT u.id AS "id!", COALESCE(u.email, '') AS "email!", NULLIF(u.display_name, '') AS display_name,
               u.created_at AS "joined!", (SELECT count(*) FROM posts WHERE owner_id = u.id) AS "posts!",
               r.role AS "role?", l.state AS "state?", l.reason AS "reason?", l.until AS "until?"
        FROM users u
             LEFT JOIN hearth_roles r ON r.user_id = u.id
             LEFT JOIN hearth_account_locks l ON l.user_id = u.id AND (l.until IS NULL OR l.until > now())
        WHERE u.id > $1
          AND ($3 = '' OR hearth_fold(u.display_name) LIKE hearth_pattern($3) OR hearth_fold(u.email) LIKE hearth_pattern($3))
          AND CASE $4 WHEN '' THEN TRUE WHEN 'staff' THEN r.user_id IS NOT NULL ELSE l.state = $4 END
        ORDER BY u.id LIMIT $2
        "#,
        query.after,
        query.limit,
        query.text,
        only,
    );
    let people = people.fetch_all(db).await?;
    let person = people.into_iter().map(|row| Person {
        id: row.id,
        email: row.email,
        display_name: row.display_name,
        joined: row.joined,
        posts: row.posts,
        role: row.role.as_deref().and_then(words::read),
        state: row.state.as_deref().and_then(words::read).unwrap_or(AccountState::Active),
        reason: row.reason,
        until: row.until,
    });
    Ok(person.collect())
}

/// Removes an account with all that is its: a moderator one that waits for approval, an administrator any but an administrator's.
/// Returns its address; none where there is no such account, or the actor may not.
pub(crate) async fn remove(db: &Pool, actor: Actor, id: i32, reason: &str) -> Result<Option<String>> {
    let removed = sqlx::query_scalar!(
        r#"
        WITH removed AS (
            DELETE FROM users u
            WHERE u.id = $3 AND u.id IS DISTINCT FROM $1::INT
              AND NOT EXISTS (SELECT FROM hearth_roles WHERE user_id = u.id AND role = 'administrator')
              AND ($2 OR EXISTS (SELECT FROM hearth_account_locks WHERE user_id = u.id AND state = 'waiting'))
            RETURNING u.id, u.email
        ), logged AS (
            INSERT INTO hearth_audit_log (actor_id, actor, action, user_id, email, reason)
            SELECT $1, (SELECT email FROM users WHERE id = $1), 'remove', id, email, NULLIF($4, '') FROM removed
        )
        SELECT email FROM removed
        "#,
        actor.id,
        actor.is_administrator,
        id,
        reason,
    );
    removed.fetch_optional(db).await
}
