//! Under which key a client wrote which post, remembered for as long as it may ask again.

use std::time::Duration;

use hearth_api::CreatePost;
use sha2::{Digest, Sha256};
use sqlx::postgres::PgQueryResult;

use crate::{
    database::{Pool, trim},
    error::{Error, Result},
};

/// How often old keys are forgotten.
const EVERY: Duration = Duration::from_hours(1);

/// What was written under a key.
pub(crate) struct Known {
    pub(crate) fingerprint: Vec<u8>,
    pub(crate) post_id: i32,
}

/// Tells one post from another without keeping either.
pub(crate) fn fingerprint(post: &CreatePost) -> Result<Vec<u8>> {
    let text = serde_json::to_vec(post).map_err(Error::internal)?;
    Ok(Sha256::digest(text).to_vec())
}

/// What a user wrote under a key.
pub(crate) async fn find(db: &Pool, user: i32, key: &str) -> sqlx::Result<Option<Known>> {
    let known = sqlx::query_as!(
        Known,
        "SELECT fingerprint, post_id FROM hearth_post_keys WHERE user_id = $1 AND key = $2",
        user,
        key,
    );
    known.fetch_optional(db).await
}

/// Forgets keys after a month: an app that was away for that long, and does not know whether its post arrived, is
/// rare enough.
pub(crate) async fn forget_old(db: Pool) {
    trim("keys of posts", EVERY, |most| remove(&db, most)).await;
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
