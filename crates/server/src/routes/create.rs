//! Handles `POST /posts/`: writing a post, once however often it is sent under one key.

use axum::{Json, extract::State, http::StatusCode};
use hearth_api::{CreatePost, Post};

use super::posts::check_drafts;
use crate::{
    auth::RateLimited,
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
        RateLimited,
        Body,
        Error,
    ),
)]
pub(super) async fn create(
    State(app): State<App>,
    tries: RateLimited,
    AuthorizedWith(caller, IdempotencyKey(key), post): AuthorizedWith<IdempotencyKey, CreatePost>,
) -> Result<(StatusCode, Json<Post>)> {
    let allowed = check_limits(&app, caller, &tries, &post).await;
    let post = match (key, allowed) {
        (None, allowed) => {
            allowed?;
            posts::create(&app.db, caller, &post).await?.with(post)
        }
        (Some(key), Ok(())) => create_once(&app, caller, post, &key).await?,
        // What was written already is not written once more.
        (Some(key), Err(refusal)) => find_created(&app, caller, &post, &key).await?.ok_or(refusal)?,
    };
    app.events.notify();
    Ok((StatusCode::CREATED, Json(post)))
}

/// Checks whether the caller may write another post now.
async fn check_limits(app: &App, caller: Caller, tries: &RateLimited, post: &CreatePost) -> Result<()> {
    tries.post(caller.unchecked_id())?;
    tries.text(caller.unchecked_id(), post)?;
    check_drafts(app, caller, None, post).await
}

/// Writes a post, or returns the one that was written under this key before.
async fn create_once(app: &App, caller: Caller, post: CreatePost, key: &str) -> Result<Post> {
    let fingerprint = idempotency_keys::fingerprint(&post)?;
    if let Some(created) = posts::create_with_key(&app.db, caller, &post, key, &fingerprint).await? {
        return Ok(created.with(post));
    }
    // Purged this very moment; the client tries again.
    find_created(app, caller, &post, key).await?.ok_or(Error::AWAY)
}

/// Finds the post that was written under this key before, as it is now.
async fn find_created(app: &App, caller: Caller, post: &CreatePost, key: &str) -> Result<Option<Post>> {
    accounts::check_session(&app.db, caller).await?;
    let Some(known) = idempotency_keys::find(&app.db, caller, key).await? else { return Ok(None) };
    if known.fingerprint != idempotency_keys::fingerprint(post)? {
        return Err(IdempotencyKey::reused(key));
    }
    let found = posts::find_own(&app.db, caller, known.post_id).await?;
    Ok(Some(found.ok_or(Error::Gone("This post was written already, and deleted since"))?.post))
}
