//! Reads the log of what administrators and moderators did.

use hearth_api::AuditEntry;
use sqlx::Result;

use super::super::Pool;

/// Lists entries, the newest first, before the one of this number.
pub(crate) async fn entries(db: &Pool, before: i64, limit: i64) -> Result<Vec<AuditEntry>> {
    let entries = sqlx::query_as!(
        AuditEntry,
        r#"
        SELECT id, happened_at, actor_id, actor, action, user_id, email, post_id, title, reason
        FROM hearth_audit_log WHERE id < $1 ORDER BY id DESC LIMIT $2
        "#,
        before,
        limit,
    );
    entries.fetch_all(db).await
}
