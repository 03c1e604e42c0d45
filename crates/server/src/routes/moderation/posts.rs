//! Handles `/moderation/posts/{id}/removal`: removing posts, and taking that back.

use axum::{extract::State, http::StatusCode};
use hearth_api::Removal;

use super::{super::posts::not_found, reason};
use crate::{
    config::Config,
    error::{Error, Result},
    extract::{Fields, FromFields, Id, JsonBody, Moderator},
    openapi::{Body, HTTPError},
    state::App,
    store::{moderation, posts},
};

impl FromFields for Removal {
    fn from_fields(fields: &mut Fields, _: &Config) -> Self {
        Self { reason: reason(fields, "reason") }
    }
}

/// Remove a post
///
/// From then on it is its owner's alone, who sees why, as a draft that cannot be published. Reports of it are resolved.
#[utoipa::path(
    put,
    path = "/moderation/posts/{id}/removal",
    operation_id = "remove_post",
    tag = "Moderation",
    params(("id" = i32, Path, description = "The post's id.")),
    request_body = Removal,
    responses(
        (status = 204, description = "It is removed"),
        (status = 404, body = HTTPError, description = "Post with the id:{id} was not found"),
        Moderator,
        Id,
        Body,
        Error,
    ),
)]
pub(in crate::routes) async fn remove(
    State(app): State<App>,
    Moderator(actor): Moderator,
    Id(id): Id,
    JsonBody(removal): JsonBody<Removal>,
) -> Result<StatusCode> {
    if moderation::remove_post(&app.db, actor, id, &removal.reason).await?.is_none() {
        return Err(if posts::is_published(&app.db, id).await? {
            Error::Forbidden("This is an administrator's post.".into())
        } else {
            not_found(id)
        });
    }
    app.events.notify();
    Ok(StatusCode::NO_CONTENT)
}

/// Take the removal of a post back
///
/// It is published again, as its owner has left it.
#[utoipa::path(
    delete,
    path = "/moderation/posts/{id}/removal",
    operation_id = "restore_post",
    tag = "Moderation",
    params(("id" = i32, Path, description = "The post's id.")),
    responses(
        (status = 204, description = "It is published"),
        (status = 404, body = HTTPError, description = "This post is not removed"),
        Moderator,
        Id,
        Error,
    ),
)]
pub(in crate::routes) async fn restore(
    State(app): State<App>,
    Moderator(actor): Moderator,
    Id(id): Id,
) -> Result<StatusCode> {
    if moderation::restore_post(&app.db, actor, id).await?.is_none() {
        return Err(Error::NotFound("This post is not removed".to_owned()));
    }
    app.events.notify();
    Ok(StatusCode::NO_CONTENT)
}
