//! Handles `/me/sessions`: where the caller is signed in.

use axum::{Json, extract::State, http::StatusCode};
use hearth_api::AccountSession;

use crate::{
    auth::RateLimited,
    error::{Error, Result},
    extract::SessionId,
    openapi::HTTPError,
    state::App,
    store::{Caller, sessions},
};

/// List the sessions of the caller's account
///
/// The current one first, then those that were used last: 100 at most, because the oldest ones end where there are more. A
/// token that another backend has given out belongs to no session.
#[utoipa::path(
    get,
    path = "/me/sessions",
    operation_id = "list_sessions",
    tag = "Account",
    responses(
        (status = 200, body = Vec<AccountSession>, description = "The sessions"),
        Caller,
        Error,
    ),
)]
pub(super) async fn list(State(app): State<App>, caller: Caller) -> Result<Json<Vec<AccountSession>>> {
    sessions::list(&app.db, caller).await.map(Json)
}

/// End a session
///
/// Its token is refused from now on, and its streams of events end. To end the current one is to sign out.
#[utoipa::path(
    delete,
    path = "/me/sessions/{id}",
    operation_id = "end_session",
    tag = "Account",
    params(("id" = String, Path, description = "The id of a session of the caller's, or `current` for that of the token.")),
    responses(
        (status = 204, description = "It has ended"),
        (status = 404, body = HTTPError, description = "Session does not exist"),
        RateLimited,
        Caller,
        SessionId,
        Error,
    ),
)]
pub(super) async fn end(
    State(app): State<App>,
    caller: Caller,
    tries: RateLimited,
    session: SessionId,
) -> Result<StatusCode> {
    tries.session(caller.unchecked_id())?;
    let id = match session {
        SessionId::Current => caller.session(),
        SessionId::Id(id) => Some(id),
    };
    // No session has this one.
    if !sessions::end(&app.db, caller, id.unwrap_or_default()).await? {
        return Err(Error::NotFound("Session does not exist".to_owned()));
    }
    app.events.notify();
    Ok(StatusCode::NO_CONTENT)
}

/// End all sessions but the current one
///
/// Tokens that belong to no session are refused from now on, too. (Asked with such a token, those issued after it stay.)
#[utoipa::path(
    delete,
    path = "/me/sessions",
    operation_id = "end_other_sessions",
    tag = "Account",
    responses(
        (status = 204, description = "They have ended"),
        RateLimited,
        Caller,
        Error,
    ),
)]
pub(super) async fn end_others(State(app): State<App>, caller: Caller, tries: RateLimited) -> Result<StatusCode> {
    tries.session(caller.unchecked_id())?;
    sessions::end_others(&app.db, caller).await?;
    app.events.notify();
    Ok(StatusCode::NO_CONTENT)
}
