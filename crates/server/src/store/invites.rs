//! Makes, lists and revokes invites. One is used up where the account is made: see `accounts.rs`.

use hearth_api::Invite;
use sqlx::Result;

use super::{Pool, moderation::Actor};

/// Makes an invite for so many accounts and days.
pub(crate) async fn create(
    db: &Pool,
    actor: Actor,
    digest: &[u8],
    uses: i32,
    days: i32,
    note: Option<&str>,
) -> Result<Invite> {
    let invite = sqlx::query_as!(
        Invite,
        r#"
        WITH created AS (
            INSERT INTO hearth_invites (digest, created_by, expires_at, uses_max, note)
            VALUES ($2, $1::INT, now() + make_interval(days => $4::INT), $3, $5::TEXT)
            RETURNING *
        ), logged AS (
            INSERT INTO hearth_audit_log (actor_id, actor, action, reason)
            SELECT $1, (SELECT email FROM users WHERE id = $1), 'invite', concat_ws(': ', $3::TEXT, $5) FROM created
        )
        SELECT id, created_at, expires_at, uses_max, uses, note, (SELECT email FROM users WHERE id = $1) AS created_by
        FROM created
        "#,
        actor.id,
        digest,
        uses,
        days,
        note,
    );
    invite.fetch_one(db).await
}

/// Lists invites, the newest first, before the one of this number.
pub(crate) async fn list(db: &Pool, before: i32, limit: i64) -> Result<Vec<Invite>> {
    let invites = sqlx::query_as!(
        Invite,
        r#"
        SELECT i.id, i.created_at, i.expires_at, i.uses_max, i.uses, i.note, u.email AS "created_by?"
        FROM hearth_invites i LEFT JOIN users u ON u.id = i.created_by
        WHERE i.id < $1 ORDER BY i.id DESC LIMIT $2
        "#,
        before,
        limit,
    );
    invites.fetch_all(db).await
}

/// Revokes an invite; returns whether it was there.
pub(crate) async fn revoke(db: &Pool, actor: Actor, id: i32) -> Result<bool> {
    let revoked = sqlx::query_scalar!(
        r#"
        WITH revoked AS (
            DELETE FROM hearth_invites WHERE id = $2 RETURNING note
        ), logged AS (
            INSERT INTO hearth_audit_log (actor_id, actor, action, reason)
            SELECT $1::INT, (SELECT email FROM users WHERE id = $1), 'revoke-invite', note FROM revoked
        )
        SELECT EXISTS (SELECT FROM revoked) AS "revoked!"
        "#,
        actor.id,
        id,
    );
    revoked.fetch_one(db).await
}

/// Returns whether an invite can be used.
pub(crate) async fn is_valid(db: &Pool, digest: &[u8]) -> Result<bool> {
    let valid = sqlx::query_scalar!(
        r#"
        SELECT EXISTS (
            SELECT FROM hearth_invites WHERE digest = $1 AND expires_at > now() AND uses < uses_max
        ) AS "valid!"
        "#,
        digest,
    );
    valid.fetch_one(db).await
}
