//! Handles `/posts/{id}`: reading, changing and deleting one post.
//!
//! A draft is its owner's: to everybody else it does not exist.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use hearth_api::{CreatePost, Post, PostDetail, PostOut, TITLE_MAX_CHARS};

use crate::{
    auth::RateLimited,
    config::Config,
    error::{Error, Result},
    extract::{AuthorizedWith, Fields, FromFields, Id},
    http::etag,
    openapi::{Body, Condition, HTTPError, Positioned, Unchanged},
    seen::Seen,
    state::App,
    store::{Caller, accounts, moderation, posts},
};

impl FromFields for CreatePost {
    fn from_fields(fields: &mut Fields, config: &Config) -> Self {
        Self {
            title: fields.string_up_to("title", TITLE_MAX_CHARS),
            content: fields.string_up_to("content", config.content_max),
            published: fields.bool_or("published", true),
        }
    }
}

/// Read a post
#[utoipa::path(
    get,
    path = "/posts/{id}",
    operation_id = "get_post",
    tag = "Posts",
    params(("id" = i32, Path, description = "The post's id."), Condition, Positioned),
    responses(
        (status = 200, body = PostDetail, description = "The post", headers(("ETag" = String, description = "Its state."))),
        (status = 404, body = HTTPError, description = "Post with the id:{id} was not found"),
        Unchanged,
        Caller,
        Id,
        Error,
    ),
)]
pub(super) async fn read(
    State(app): State<App>,
    caller: Caller,
    seen: Seen,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response> {
    let PostOut { mut post, vote, voted, .. } = app.read(&seen, |app| find(app, caller, id)).await?;
    app.config.emails.apply(&mut post.owner, Some(caller.unchecked_id()));
    // What is not published is the caller's own.
    let removed = if post.published { None } else { moderation::removed_post(&app.db, id).await? };
    let json = serde_json::to_vec(&PostDetail { post, vote: Some(vote), voted, removed }).map_err(Error::internal)?;
    let tag = format!("{:x}", etag::digest([json.as_slice()]));
    Ok(etag::respond(&headers, &tag, HeaderMap::new(), || json))
}

/// Finds a post that the caller may see.
async fn find(app: App, caller: Caller, id: i32) -> Result<PostOut> {
    let Some(found) = posts::find(&app.db, caller, id).await? else {
        accounts::check_session(&app.db, caller).await?;
        return Err(not_found(id));
    };
    Ok(found)
}

/// Replace a post of one's own
#[utoipa::path(
    put,
    path = "/posts/{id}",
    operation_id = "update_post",
    tag = "Posts",
    params(("id" = i32, Path, description = "The post's id.")),
    request_body = CreatePost,
    responses(
        (status = 200, body = Post, description = "The post as it is now"),
        (status = 403, body = HTTPError, description = "Not authorized to perform requested action"),
        (status = 404, body = HTTPError, description = "Post with the id:{id} does not exists"),
        Caller,
        RateLimited,
        Id,
        Body,
        Error,
    ),
)]
pub(super) async fn update(
    State(app): State<App>,
    tries: RateLimited,
    AuthorizedWith(caller, Id(id), post): AuthorizedWith<Id, CreatePost>,
) -> Result<Json<Post>> {
    tries.edit(caller.unchecked_id())?;
    tries.text(caller.unchecked_id(), &post)?;
    check_drafts(&app, caller, Some(id), &post).await?;
    match posts::update(&app.db, caller, id, &post).await? {
        Some(updated) => {
            app.events.notify();
            Ok(Json(updated.with(post)))
        }
        None => Err(refusal(&app, caller, id).await?),
    }
}

/// Delete a post of one's own, and its votes
#[utoipa::path(
    delete,
    path = "/posts/{id}",
    operation_id = "delete_post",
    tag = "Posts",
    params(("id" = i32, Path, description = "The post's id.")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 403, body = HTTPError, description = "Not authorized to perform requested action"),
        (status = 404, body = HTTPError, description = "Post with the id:{id} does not exists"),
        Caller,
        RateLimited,
        Id,
        Error,
    ),
)]
pub(super) async fn delete(
    State(app): State<App>,
    tries: RateLimited,
    caller: Caller,
    Id(id): Id,
) -> Result<StatusCode> {
    tries.edit(caller.unchecked_id())?;
    if !posts::delete(&app.db, caller, id).await? {
        return Err(refusal(&app, caller, id).await?);
    }
    app.events.notify();
    Ok(StatusCode::NO_CONTENT)
}

/// Checks that the caller may have this draft: another one, or the post `id` that becomes one or is one already.
pub(super) async fn check_drafts(app: &App, caller: Caller, id: Option<i32>, post: &CreatePost) -> Result<()> {
    let max = app.config.drafts_max;
    if post.published || posts::may_be_draft(&app.db, caller, id, max).await? {
        return Ok(());
    }
    accounts::check_session(&app.db, caller).await?;
    let reason = format!("Value error, an account has {max} drafts at most: publish or delete one first");
    Err(Error::broken(["body", "published"], &reason))
}

/// Finds why a post could not be changed.
async fn refusal(app: &App, caller: Caller, id: i32) -> Result<Error> {
    accounts::check_session(&app.db, caller).await?;
    if posts::is_of_another(&app.db, caller, id).await? {
        return Ok(Error::NOT_YOURS);
    }
    if posts::owner(&app.db, caller, id).await? == Some(caller.unchecked_id())
        && let Some(removed) = moderation::removed_post(&app.db, id).await?
    {
        let why = format!("A moderator removed this post, so it cannot be published. The reason: {}", removed.reason);
        return Ok(Error::Forbidden(why.into()));
    }
    Ok(Error::NotFound(format!("Post with the id:{id} does not exists")))
}

/// Refuses to read a post that is not there, or another's draft.
pub(super) fn not_found(id: i32) -> Error {
    Error::NotFound(format!("Post with the id:{id} was not found"))
}
