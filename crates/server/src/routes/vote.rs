//! Handles `POST /vote/`: one vote a user and post, which the primary key of `votes` sees to.

use axum::{Json, extract::State, http::StatusCode};
use hearth_api::{Message, Vote};

use crate::{
    auth::RateLimited,
    config::Config,
    error::{Error, Result},
    extract::{Authorized, Fields, FromFields},
    openapi::{Body, HTTPError},
    state::App,
    store::{Caller, Outcome, VoteRequest},
};

impl FromFields for Vote {
    fn from_fields(fields: &mut Fields, _: &Config) -> Self {
        Self { post_id: fields.id("post_id"), dir: fields.integer("dir", &(i64::MIN..=1)) }
    }
}

/// Vote, or take a vote back
#[utoipa::path(
    post,
    path = "/vote",
    operation_id = "vote",
    tag = "Vote",
    request_body = Vote,
    responses(
        (status = 201, body = Message, description = "Successfully added vote, or: Successfully deleted vote"),
        (status = 404, body = HTTPError, description = "Post with id: {post_id} does not exist, or: Vote does not exist"),
        (status = 409, body = HTTPError, description = "User {user_id} has already voted on the post {post_id}"),
        Caller,
        RateLimited,
        Body,
        Error,
    ),
)]
pub(super) async fn vote(
    State(app): State<App>,
    tries: RateLimited,
    Authorized(caller, vote): Authorized<Vote>,
) -> Result<(StatusCode, Json<Message>)> {
    let Vote { post_id, dir } = vote;
    tries.vote(caller.unchecked_id())?;
    let adds = dir == 1;
    let message = match app.votes.cast(VoteRequest { caller, post_id, vote: adds }).await? {
        Outcome::Done if adds => "Successfully added vote",
        Outcome::Done => "Successfully deleted vote",
        Outcome::Unchanged if adds => {
            return Err(Error::Conflict(format!(
                "User {} has already voted on the post {post_id}",
                caller.unchecked_id()
            )));
        }
        Outcome::Unchanged => return Err(Error::NotFound("Vote does not exist".to_owned())),
        Outcome::NoPost => return Err(Error::NotFound(format!("Post with id: {post_id} does not exist"))),
        Outcome::InvalidSession => return Err(Error::BAD_TOKEN),
    };
    app.events.notify();
    Ok((StatusCode::CREATED, Json(Message { message: message.to_owned() })))
}
