//! Removes posts: they become their owners' alone, who are told why.

use hearth_api::RemovedPost;
use sqlx::Result;

use super::{super::Pool, Actor};

/// Removes a published post, and closes the reports of it. Returns its title; none where there is no such post, or the actor may not.
pub(crate) async fn remove_post(db: &Pool, actor: Actor, id: i32, reason: &str) -> Result<Option<String>> {
    let removed = sqlx::query_scalar!(
        r#"
        WITH target AS (
            SELECT p.id, p.owner_id, left(COALESCE(p.title, ''), 300) AS title FROM posts p
            WHERE p.id = $3 AND p.published
              AND NOT EXISTS (SELECT FROM hearth_roles WHERE user_id = p.owner_id AND role = 'administrator' AND NOT $2)
            FOR UPDATE
        ), removed AS (
            INSERT INTO hearth_removed_posts (post_id, reason) SELECT id, $4::TEXT FROM target
            ON CONFLICT (post_id) DO UPDATE SET reason = EXCLUDED.reason, removed_at = now()
        ), hidden AS (
            UPDATE posts SET published = FALSE FROM target WHERE posts.id = target.id
        ), closed AS (
            UPDATE hearth_reports SET state = 'resolved', closed_at = now() FROM target
            WHERE hearth_reports.post_id = target.id AND state = 'open'
        ), logged AS (
            INSERT INTO hearth_audit_log (actor_id, actor, action, user_id, email, post_id, title, reason)
            SELECT $1::INT, (SELECT email FROM users WHERE id = $1), 'remove-post',
                   owner_id, (SELECT email FROM users WHERE id = owner_id), id, title, $4 FROM target
        )
        SELECT title AS "title!" FROM target
        "#,
        actor.id,
        actor.is_administrator,
        id,
        reason,
    );
    removed.fetch_optional(db).await
}

/// Publishes a removed post again, as its owner has left it. Returns its title; none where there is no such post, or the actor may not.
pub(crate) async fn restore_post(db: &Pool, actor: Actor, id: i32) -> Result<Option<String>> {
    let restored = sqlx::query_scalar!(
        r#"
        WITH restored AS (
            DELETE FROM hearth_removed_posts r USING posts p
            WHERE r.post_id = $3 AND p.id = r.post_id
              AND NOT EXISTS (SELECT FROM hearth_roles WHERE user_id = p.owner_id AND role = 'administrator' AND NOT $2)
            RETURNING r.post_id, p.owner_id, left(COALESCE(p.title, ''), 300) AS title
        ), published AS (
            UPDATE posts SET published = TRUE FROM restored WHERE posts.id = restored.post_id
        ), logged AS (
            INSERT INTO hearth_audit_log (actor_id, actor, action, user_id, email, post_id, title)
            SELECT $1::INT, (SELECT email FROM users WHERE id = $1), 'restore-post',
                   owner_id, (SELECT email FROM users WHERE id = owner_id), post_id, title FROM restored
        )
        SELECT title AS "title!" FROM restored
        "#,
        actor.id,
        actor.is_administrator,
        id,
    );
    restored.fetch_optional(db).await
}

/// Finds why a post was removed.
pub(crate) async fn removed_post(db: &Pool, id: i32) -> Result<Option<RemovedPost>> {
    sqlx::query_as!(RemovedPost, "SELECT reason, removed_at FROM hearth_removed_posts WHERE post_id = $1", id)
        .fetch_optional(db)
        .await
}
