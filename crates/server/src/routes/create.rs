//! Handles `POST /posts/`: writing a post, once however often it is sent under one key.

use axum::{Json, extract::State, http::StatusCode};
use hearth_api::{CreatePost, Post};

use crate::{
    error::{Error, Result},
    extract::{AuthorizedWith, IdempotencyKey},
    openapi::{Body, HTTPError},
    state::App,
    store::{Caller, accounts, idempotency_keys, posts},
};

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
        None => posts::create(&app.db, caller, &post).await?.with(post),
        Some(key) => create_once(&app, caller, post, &key).await?,
    };
    app.events.notify();
    Ok((StatusCode::CREATED, Json(post)))
}

/// Writes a post, or returns the one that was written under this key before.
async fn create_once(app: &App, caller: Caller, post: CreatePost, key: &str) -> Result<Post> {
    let fingerprint = idempotency_keys::fingerprint(&post)?;
    if let Some(created) = posts::create_with_key(&app.db, caller, &post, key, &fingerprint).await? {
        return Ok(created.with(post));
    }
    accounts::check_session(&app.db, caller).await?;
    // Purged this very moment; the client tries again.
    let known = idempotency_keys::find(&app.db, caller, key).await?.ok_or(Error::AWAY)?;
    if known.fingerprint != fingerprint {
        return Err(IdempotencyKey::reused(key));
    }
    let found = posts::find_own(&app.db, caller, known.post_id).await?;
    Ok(found.ok_or(Error::Gone("This post was written already, and deleted since"))?.post)
}
