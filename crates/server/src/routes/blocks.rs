//! Handles `/me/blocks`: whom the caller has muted or blocked.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use hearth_api::{Block, BlockChange, BlockKind};

use super::{page::Page, users};
use crate::{
    auth::RateLimited,
    config::Config,
    error::{Error, Result},
    extract::{AuthorizedWith, Fields, FromFields, Id, Query},
    openapi::{Body, Following, HTTPError},
    state::App,
    store::{
        Caller,
        blocks::{self, BLOCKS_MAX, Outcome},
    },
};

impl FromFields for BlockChange {
    fn from_fields(fields: &mut Fields, _: &Config) -> Self {
        let kind = fields.one_of("kind", &["mute", "block"]);
        Self { kind: if kind == Some("block") { BlockKind::Block } else { BlockKind::Mute } }
    }
}

/// List whom the caller has muted or blocked, in the order of their ids
#[utoipa::path(
    get,
    path = "/me/blocks",
    operation_id = "list_blocks",
    tag = "Account",
    params(Following),
    responses(
        (status = 200, body = Vec<Block>, description = "The people",
         headers(("Link" = String, description = "The next page, with `rel=\"next\"`, if there is one."))),
        Caller,
        Query,
        Error,
    ),
)]
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<(HeaderMap, Json<Vec<Block>>)> {
    let after = query.cursor(|text| text.parse().ok()).unwrap_or(i32::MIN);
    let page = Page::read(&mut query, app.config.page_max);
    query.finish()?;
    let mut found = blocks::list(&app.db, caller, after, page.rows()).await?;
    let headers = page.cut_by_id(&mut found, |block| block.user.id, &[])?;
    for block in &mut found {
        app.config.emails.apply(&mut block.user, Some(caller.unchecked_id()));
    }
    Ok((headers, Json(found)))
}

/// Mute or block somebody
///
/// Their posts are left out of the caller's feed and searches. Somebody blocked is not found among the people either, and
/// cannot vote for the caller's posts. Nobody else is told.
#[utoipa::path(
    put,
    path = "/me/blocks/{id}",
    operation_id = "put_block",
    tag = "Account",
    params(("id" = i32, Path, description = "The user's id.")),
    request_body = BlockChange,
    responses(
        (status = 204, description = "It is so"),
        (status = 404, body = HTTPError, description = "User with id: {id} does not exists"),
        (status = 409, body = HTTPError, description = "That is the caller, or there are too many"),
        Caller,
        RateLimited,
        Id,
        Body,
        Error,
    ),
)]
pub(super) async fn put(
    State(app): State<App>,
    tries: RateLimited,
    AuthorizedWith(caller, Id(id), change): AuthorizedWith<Id, BlockChange>,
) -> Result<StatusCode> {
    tries.report(caller.unchecked_id())?;
    if caller.unchecked_id() == id {
        return Err(Error::Conflict("You cannot mute or block yourself".to_owned()));
    }
    match blocks::put(&app.db, caller, id, change.kind).await? {
        Outcome::Done => Ok(StatusCode::NO_CONTENT),
        Outcome::TooMany => Err(Error::Conflict(format!("You have muted or blocked {BLOCKS_MAX} people already"))),
        Outcome::Missing => Err(users::not_found(id)),
    }
}

/// Take a mute or a block back
#[utoipa::path(
    delete,
    path = "/me/blocks/{id}",
    operation_id = "delete_block",
    tag = "Account",
    params(("id" = i32, Path, description = "The user's id.")),
    responses(
        (status = 204, description = "It is taken back"),
        (status = 404, body = HTTPError, description = "You have not muted or blocked this user"),
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
    tries.report(caller.unchecked_id())?;
    if blocks::delete(&app.db, caller, id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Error::NotFound("You have not muted or blocked this user".to_owned()))
    }
}
