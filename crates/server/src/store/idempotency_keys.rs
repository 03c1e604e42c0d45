//! Remembers under which idempotency key a client wrote which post, for as long as it may ask again.

use std::time::Duration;

use hearth_api::CreatePost;
use sha2::{Digest, Sha256};
use sqlx::postgres::PgQueryResult;

use super::{Pool, caller::Caller, purge::purge_regularly};
use crate::error::{Error, Result};

/// Separates two purges of old keys.
const INTERVAL: Duration = Duration::from_hours(1);

/// The post that was written under a key.
pub(crate) struct KnownKey {
    pub(crate) fingerprint: Vec<u8>,
    pub(crate) post_id: i32,
}

/// Computes a fingerprint (SHA-256), which tells one post from another without keeping either.
pub(crate) fn fingerprint(post: &CreatePost) -> Result<Vec<u8>> {
    let text = serde_json::to_vec(post).map_err(Error::internal)?;
    Ok(Sha256::digest(text).to_vec())
}

/// Finds what the caller wrote under a key.
pub(crate) async fn find(db: &Pool, caller: Caller, key: &str) -> sqlx::Result<Option<KnownKey>> {
    let known = sqlx::query_as!(
        KnownKey,
        "SELECT fingerprint, post_id FROM hearth_post_keys WHERE user_id = $1 AND key = $2",
        caller.unchecked_id(),
        key,
    );
    known.fetch_optional(db).await
}

/// Purges keys regularly after a month: an app that was away for that long, and does not know whether its post arrived, is
/// rare enough.
pub(crate) async fn purge_old(db: Pool) {
    purge_regularly("keys of posts", INTERVAL, |most| remove(&db, most)).await;
}

async fn remove(db: &Pool, most: i64) -> sqlx::Result<PgQueryResult> {
    let removed = sqlx::query!(
        r#"
        DELETE FROM hearth_post_keys WHERE (user_id, key) IN (
            SELECT user_id, key FROM hearth_post_keys
            WHERE created_at < now() - INTERVAL '30 days'
            ORDER BY created_at LIMIT $1
            FOR UPDATE SKIP LOCKED
        )
        "#,
        most,
    );
    removed.execute(db).await
}
