//! Creates posts, each once under one idempotency key.

use hearth_api::CreatePost;

use super::{
    super::{
        Pool, accounts,
        caller::{Caller, caller_query},
        ids::insert_with_id,
    },
    WrittenPost, texts,
};
use crate::{
    error::{Error, Result},
    sqlstate,
};

/// Builds a checked statement that writes a post, together with what else is written or not at all. Its own arguments begin
/// at `$7`.
macro_rules! insert {
    ($caller:expr, $post:expr, $also:literal $(, $argument:expr)*) => {
        caller_query!(
            query_as<WrittenPost>,
            $caller,
            r#"
            WITH me AS (SELECT id, email, created_at, display_name FROM users WHERE "# [users] r#"),
                 created AS (
                     INSERT INTO posts (title, content, published, owner_id) SELECT $4, $5, $6, id FROM me
                     RETURNING id, created_at, edited_at
                 )"#
            $also
            r#"
            SELECT created.id, created.created_at, created.edited_at,
                   me.id AS owner_id, me.email AS owner_email, me.created_at AS owner_created_at,
                   NULLIF(me.display_name, '') AS owner_name
            FROM created, me
            "#,
            $post.title,
            $post.content,
            $post.published
            $(, $argument)*
        )
    };
}

/// Creates a post, or a draft.
pub(crate) async fn create(db: &Pool, caller: Caller, post: &CreatePost) -> Result<WrittenPost> {
    let created = insert_with_id(db, || insert!(caller, post, "").fetch_optional(db)).await?;
    written(db, caller, post, created).await
}

/// Creates a post and remembers the idempotency key; returns none where the key is taken.
pub(crate) async fn create_with_key(
    db: &Pool,
    caller: Caller,
    post: &CreatePost,
    key: &str,
    fingerprint: &[u8],
) -> Result<Option<WrittenPost>> {
    const TAKEN: &str = "hearth_post_keys_pkey";
    let insert = || {
        insert!(
            caller,
            post,
            r#",
                 kept AS (
                     INSERT INTO hearth_post_keys (user_id, key, fingerprint, post_id)
                     SELECT me.id, $7, $8, created.id FROM created, me
                 )"#,
            key,
            fingerprint
        )
        .fetch_optional(db)
    };
    match insert_with_id(db, insert).await? {
        // Of several at once all but one wait until they find it so.
        Err(sqlx::Error::Database(error)) if error.constraint() == Some(TAKEN) => Ok(None),
        created => written(db, caller, post, created).await.map(Some),
    }
}

/// Returns what was written. Nothing is for a caller whose session has ended, or who was deleted meanwhile.
async fn written(
    db: &Pool,
    caller: Caller,
    post: &CreatePost,
    created: sqlx::Result<Option<WrittenPost>>,
) -> Result<WrittenPost> {
    if created.as_ref().is_err_and(sqlstate::is_foreign_key_violation) {
        accounts::check_session(db, caller).await?;
    }
    texts(post).stored(db, created).await?.ok_or(Error::BAD_TOKEN)
}
