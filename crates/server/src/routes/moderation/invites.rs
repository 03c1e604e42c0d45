//! Handles `/moderation/invites`: who may sign up where not everybody may.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use hearth_api::{Invite, InviteCreate, NewInvite};

use super::{super::page::Page, note};
use crate::{
    auth::OneTimeCode,
    config::Config,
    error::{Error, Result},
    extract::{Fields, FromFields, Id, JsonBody, Moderator, Query},
    openapi::{Body, Following, HTTPError},
    state::App,
    store::invites,
};

/// The most accounts that an invite is for.
const USES_MAX: i64 = 1000;

/// The most days for which one is valid.
const DAYS_MAX: i64 = 365;

impl FromFields for InviteCreate {
    fn from_fields(fields: &mut Fields, _: &Config) -> Self {
        let mut number = |name: &str, max, default| {
            fields.optional_integer(name, &(1..=max)).and_then(|number| i32::try_from(number).ok()).unwrap_or(default)
        };
        Self { uses: number("uses", USES_MAX, 1), days: number("days", DAYS_MAX, 7), note: note(fields, "note") }
    }
}

/// List invites, the newest first
#[utoipa::path(
    get,
    path = "/moderation/invites",
    operation_id = "list_invites",
    tag = "Moderation",
    params(Following),
    responses(
        (status = 200, body = Vec<Invite>, description = "The invites",
         headers(("Link" = String, description = "The next page, with `rel=\"next\"`, if there is one."))),
        Moderator,
        Query,
        Error,
    ),
)]
pub(in crate::routes) async fn list(
    State(app): State<App>,
    _: Moderator,
    mut query: Query,
) -> Result<(HeaderMap, Json<Vec<Invite>>)> {
    let before = query.cursor(|text| text.parse().ok()).unwrap_or(i32::MAX);
    let page = Page::read(&mut query, app.config.page_max);
    query.finish()?;
    let mut found = invites::list(&app.db, before, page.rows()).await?;
    Ok((page.cut_by_id(&mut found, |invite| invite.id, &[])?, Json(found)))
}

/// Make an invite
#[utoipa::path(
    post,
    path = "/moderation/invites",
    operation_id = "create_invite",
    tag = "Moderation",
    request_body = InviteCreate,
    responses(
        (status = 201, body = NewInvite, description = "The invite, and its code, which is told this once"),
        Moderator,
        Body,
        Error,
    ),
)]
pub(in crate::routes) async fn create(
    State(app): State<App>,
    Moderator(actor): Moderator,
    JsonBody(wanted): JsonBody<InviteCreate>,
) -> Result<(StatusCode, Json<NewInvite>)> {
    let InviteCreate { uses, days, note } = wanted;
    let code = OneTimeCode::new().map_err(Error::internal)?;
    let invite = invites::create(&app.db, actor, &code.digest(), uses, days, note.as_deref()).await?;
    Ok((StatusCode::CREATED, Json(NewInvite { invite, code: code.into_string() })))
}

/// Revoke an invite
///
/// Accounts that were made with it stay.
#[utoipa::path(
    delete,
    path = "/moderation/invites/{id}",
    operation_id = "revoke_invite",
    tag = "Moderation",
    params(("id" = i32, Path, description = "The invite's id.")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, body = HTTPError, description = "Invite does not exist"),
        Moderator,
        Id,
        Error,
    ),
)]
pub(in crate::routes) async fn revoke(
    State(app): State<App>,
    Moderator(actor): Moderator,
    Id(id): Id,
) -> Result<StatusCode> {
    if invites::revoke(&app.db, actor, id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Error::NotFound("Invite does not exist".to_owned()))
    }
}
