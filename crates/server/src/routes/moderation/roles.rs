//! Handles `/moderation/people/{id}/role`: who looks after the others.

use axum::{extract::State, http::StatusCode};
use hearth_api::{Role, RoleChange};

use crate::{
    config::Config,
    error::{Error, Result},
    extract::{Administrator, Fields, FromFields, Id, JsonBody},
    openapi::{Body, HTTPError},
    state::App,
    store::moderation::{self, RoleOutcome},
};

impl FromFields for RoleChange {
    fn from_fields(fields: &mut Fields, _: &Config) -> Self {
        let role = fields.one_of("role", &["administrator", "moderator"]);
        Self { role: if role == Some("administrator") { Role::Administrator } else { Role::Moderator } }
    }
}

/// Give somebody a role
#[utoipa::path(
    put,
    path = "/moderation/people/{id}/role",
    operation_id = "promote_user",
    tag = "Moderation",
    params(("id" = i32, Path, description = "The user's id.")),
    request_body = RoleChange,
    responses(
        (status = 204, description = "It is theirs"),
        (status = 404, body = HTTPError, description = "There is no such account, or it cannot be signed in to"),
        (status = 409, body = HTTPError, description = "This is the last administrator"),
        Administrator,
        Id,
        Body,
        Error,
    ),
)]
pub(in crate::routes) async fn promote(
    State(app): State<App>,
    Administrator(actor): Administrator,
    Id(id): Id,
    JsonBody(change): JsonBody<RoleChange>,
) -> Result<StatusCode> {
    role_outcome(&moderation::set_role(&app.db, actor, id, Some(change.role)).await?)
}

/// Take a role away
#[utoipa::path(
    delete,
    path = "/moderation/people/{id}/role",
    operation_id = "demote_user",
    tag = "Moderation",
    params(("id" = i32, Path, description = "The user's id.")),
    responses(
        (status = 204, description = "They have none"),
        (status = 404, body = HTTPError, description = "There is no such account"),
        (status = 409, body = HTTPError, description = "This is the last administrator"),
        Administrator,
        Id,
        Error,
    ),
)]
pub(in crate::routes) async fn demote(
    State(app): State<App>,
    Administrator(actor): Administrator,
    Id(id): Id,
) -> Result<StatusCode> {
    role_outcome(&moderation::set_role(&app.db, actor, id, None).await?)
}

fn role_outcome(outcome: &RoleOutcome) -> Result<StatusCode> {
    match outcome {
        RoleOutcome::Done(_) => Ok(StatusCode::NO_CONTENT),
        RoleOutcome::Nobody => {
            Err(Error::NotFound("There is no such account, or it cannot be signed in to".to_owned()))
        }
        RoleOutcome::Last => {
            let why = "This is the last administrator. Make somebody else one first.";
            Err(Error::Conflict(why.to_owned()))
        }
    }
}
