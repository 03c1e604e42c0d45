//! `POST /posts/`: writing a post, once however often it is sent under one key.

use axum::{Json, extract::State, http::StatusCode};
use hearth_api::{CreatePost, Post, PostOut};

use super::{
    posts::Written,
    row::{PostRow, select_posts},
};
use crate::{
    App,
    error::{Error, Result},
    extract::{AuthorizedWith, Caller, IdempotencyKey},
    openapi::{Body, HTTPError},
    post_keys,
};

/// A checked statement that writes a post, together with what else is written or not at all. Its own arguments begin at `$6`.
macro_rules! insert {
    ($caller:expr, $post:expr, $also:literal $(, $argument:expr)*) => {
        sqlx::query_as!(
            Written,
            r#"
            WITH me AS (SELECT id, email, created_at FROM users WHERE id = $1 AND sessions_since <= $2),
                 created AS (
                     INSERT INTO posts (title, content, published, owner_id) SELECT $3, $4, $5, id FROM me
                     RETURNING id, created_at
                 )"#
                + $also
                + r#"
            SELECT created.id, created.created_at,
                   me.id AS owner_id, me.email AS owner_email, me.created_at AS owner_created_at
            FROM created, me
            "#,
            $caller.id,
            $caller.issued,
            $post.title,
            $post.content,
            $post.published
            $(, $argument)*
        )
    };
}

/// Write a post, or a draft
///
/// Who does not know whether a post arrived can send it again with the same `Idempotency-Key`: it is written once, and the
/// answer is the post as it is now. A key that came with another post before is refused with 422. Keys are an account's
/// own, and are remembered for 30 days.
#[utoipa::path(
    post,
    path = "/posts",
    operation_id = "create_post",
    tag = "Posts",
    params((
        "Idempotency-Key" = Option<String>,
        Header,
        description = "Any text that no other post was sent with, best a UUID.",
        min_length = 1,
        max_length = 255,
        pattern = "^[!-~]+$",
    )),
    request_body = CreatePost,
    responses(
        (status = 201, body = Post, description = "The post"),
        (status = 410, body = HTTPError, description = "The post was written with this key, and has been deleted since"),
        Caller,
        Body,
        Error,
    ),
)]
pub(super) async fn create(
    State(app): State<App>,
    AuthorizedWith(caller, IdempotencyKey(key), post): AuthorizedWith<IdempotencyKey, CreatePost>,
) -> Result<(StatusCode, Json<Post>)> {
    let post = match key {
        None => found(insert!(caller, post, "").fetch_optional(&app.db).await)?.answer(post),
        Some(key) => once(&app, caller, post, &key).await?,
    };
    app.events.written();
    Ok((StatusCode::CREATED, post))
}

/// Writes a post, or answers the one that was written under this key before.
async fn once(app: &App, caller: Caller, post: CreatePost, key: &str) -> Result<Json<Post>> {
    const TAKEN: &str = "hearth_post_keys_pkey";
    let fingerprint = post_keys::fingerprint(&post)?;
    let created = insert!(
        caller,
        post,
        r#",
                 kept AS (
                     INSERT INTO hearth_post_keys (user_id, key, fingerprint, post_id)
                     SELECT me.id, $6, $7, created.id FROM created, me
                 )"#,
        key,
        &fingerprint
    );
    match created.fetch_optional(&app.db).await {
        // Of several at once all but one wait until they find it so.
        Err(sqlx::Error::Database(error)) if error.constraint() == Some(TAKEN) => {}
        created => return Ok(found(created)?.answer(post)),
    }
    caller.must_exist(app).await?;
    // Forgotten this very moment; the client tries again.
    let known = post_keys::find(&app.db, caller.id, key).await?.ok_or(Error::Unavailable)?;
    if known.fingerprint != fingerprint {
        return Err(IdempotencyKey::reused(key));
    }
    let row = select_posts!(caller, "SELECT * FROM posts WHERE id = $3 AND owner_id = $1", "p.id", known.post_id);
    let row = row.fetch_optional(&app.db).await?;
    let PostOut { post, .. } = row.ok_or(Error::Gone("This post was written already, and deleted since"))?.into();
    Ok(Json(post))
}

/// What was written. Nothing is for a caller who is no more, or who was deleted meanwhile.
fn found(created: sqlx::Result<Option<Written>>) -> Result<Written> {
    match created {
        Err(sqlx::Error::Database(error)) if error.is_foreign_key_violation() => Err(Error::BAD_TOKEN),
        created => created?.ok_or(Error::BAD_TOKEN),
    }
}
