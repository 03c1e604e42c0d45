//! Reads and gives roles.

use hearth_api::Role;
use sqlx::Result;

use super::{
    super::{
        Pool,
        caller::{Caller, caller_query},
        words,
    },
    Actor,
};

/// What came of giving or taking a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RoleOutcome {
    /// It is so now. This is the account's address.
    Done(String),
    /// The account is the last administrator's.
    Last,
    /// There is no such account, or it is suspended or waits.
    Nobody,
}

/// Finds the role of the caller of a request whose session is valid; the inner one is none where the account has no role.
pub(crate) async fn role_of(db: &Pool, caller: Caller) -> Result<Option<Option<Role>>> {
    let role = caller_query!(
        query_scalar,
        caller,
        r#"SELECT (SELECT role FROM hearth_roles WHERE user_id = id) FROM users WHERE "#[users]
    );
    let found = role.fetch_optional(db).await?;
    Ok(found.map(|role| role.as_deref().and_then(words::read)))
}

/// Finds the role of an account.
pub(crate) async fn role_of_account(db: &Pool, id: i32) -> Result<Option<Role>> {
    let role = sqlx::query_scalar!("SELECT role FROM hearth_roles WHERE user_id = $1", id);
    Ok(role.fetch_optional(db).await?.as_deref().and_then(words::read))
}

/// Gives an account a role, or takes the one that it has. Two administrators who do so at once wait for each other, so that one
/// of them remains.
pub(crate) async fn set_role(db: &Pool, actor: Actor, id: i32, role: Option<Role>) -> Result<RoleOutcome> {
    let outcome = sqlx::query!(
        r#"
        WITH administrators AS MATERIALIZED (
            SELECT user_id FROM hearth_roles WHERE role = 'administrator' ORDER BY user_id FOR UPDATE
        ), target AS (
            SELECT id, email FROM users
            WHERE id = $2 AND NOT EXISTS (
                SELECT FROM hearth_account_locks WHERE user_id = $2 AND (until IS NULL OR until > now()) AND $3::TEXT IS NOT NULL
            )
        ), allowed AS (
            SELECT id, email FROM target
            WHERE $3 = 'administrator' OR (SELECT count(*) FROM administrators WHERE user_id <> $2) > 0
               OR NOT EXISTS (SELECT FROM administrators WHERE user_id = $2)
        ), given AS (
            INSERT INTO hearth_roles (user_id, role) SELECT id, $3 FROM allowed WHERE $3 IS NOT NULL
            ON CONFLICT (user_id) DO UPDATE SET role = EXCLUDED.role, granted_at = now()
        ), taken AS (
            DELETE FROM hearth_roles USING allowed WHERE $3 IS NULL AND user_id = allowed.id
        ), logged AS (
            INSERT INTO hearth_audit_log (actor_id, actor, action, user_id, email, reason)
            SELECT $1::INT, (SELECT email FROM users WHERE id = $1), CASE WHEN $3 IS NULL THEN 'demote' ELSE 'promote' END,
                   id, email, $3
            FROM allowed
        )
        SELECT email, EXISTS (SELECT FROM allowed) AS "allowed!" FROM target
        "#,
        actor.id,
        id,
        role.map(words::write),
    );
    Ok(match outcome.fetch_optional(db).await? {
        None => RoleOutcome::Nobody,
        Some(found) if found.allowed => RoleOutcome::Done(found.email),
        Some(_) => RoleOutcome::Last,
    })
}

/// Makes the first account that there is the administrator, where there is none.
pub(crate) async fn appoint_first(db: &Pool) -> Result<()> {
    let appoint = sqlx::query!(
        r#"
        INSERT INTO hearth_roles (user_id, role)
        SELECT id, 'administrator' FROM (SELECT id FROM users ORDER BY id LIMIT 1) first
        WHERE NOT EXISTS (SELECT FROM hearth_roles WHERE role = 'administrator')
        ON CONFLICT (user_id) DO UPDATE SET role = EXCLUDED.role
        "#
    );
    appoint.execute(db).await.map(drop)
}
