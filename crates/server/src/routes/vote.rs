//! `POST /vote/`: one vote a user and post, which the primary key of `votes` sees to.

use axum::{Json, extract::State, http::StatusCode};
use hearth_api::{Message, Vote};

use crate::{
    App,
    database::retry,
    error::{Error, Result},
    extract::{Authorized, Caller, Fields, FromFields},
    openapi::{Body, HTTPError},
};

impl FromFields for Vote {
    fn from_fields(fields: &mut Fields) -> Self {
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
        Body,
        Error,
    ),
)]
pub(super) async fn vote(
    State(app): State<App>,
    Authorized(caller, vote): Authorized<Vote>,
) -> Result<(StatusCode, Json<Message>)> {
    let message = if vote.dir == 1 {
        add(&app, caller, vote.post_id).await?
    } else {
        take_back(&app, caller, vote.post_id).await?
    };
    app.events.written();
    Ok((StatusCode::CREATED, Json(Message { message: message.to_owned() })))
}

async fn add(app: &App, caller: Caller, post_id: i32) -> Result<&'static str> {
    let outcome = retry(|| async {
        sqlx::query!(
            r#"
            WITH me AS (SELECT id FROM users WHERE id = $1 AND sessions_since <= $2),
                 post AS (SELECT posts.id FROM posts, me WHERE posts.id = $3 AND (published OR owner_id = me.id)),
                 added AS (
                     INSERT INTO votes (user_id, post_id) SELECT me.id, post.id FROM me, post
                     ON CONFLICT DO NOTHING RETURNING 1
                 )
            SELECT EXISTS (SELECT FROM me) AS "known!", EXISTS (SELECT FROM post) AS "found!",
                   EXISTS (SELECT FROM added) AS "added!"
            "#,
            caller.id,
            caller.issued,
            post_id,
        )
        .fetch_one(&app.db)
        .await
    });
    let outcome = match outcome.await {
        // Deleted meanwhile: the voter, or else the post.
        Err(sqlx::Error::Database(error)) if error.is_foreign_key_violation() => {
            let voter = error.constraint().is_some_and(|name| name.contains("user"));
            return Err(if voter { Error::BAD_TOKEN } else { no_post(post_id) });
        }
        outcome => outcome?,
    };
    match (outcome.known, outcome.found, outcome.added) {
        (false, ..) => Err(Error::BAD_TOKEN),
        (true, false, _) => Err(no_post(post_id)),
        (true, true, false) => {
            Err(Error::Conflict(format!("User {} has already voted on the post {post_id}", caller.id)))
        }
        (true, true, true) => Ok("Successfully added vote"),
    }
}

async fn take_back(app: &App, caller: Caller, post_id: i32) -> Result<&'static str> {
    let outcome = retry(|| async {
        sqlx::query!(
            r#"
            WITH me AS (SELECT id FROM users WHERE id = $1 AND sessions_since <= $2),
                 removed AS (DELETE FROM votes USING me WHERE user_id = me.id AND post_id = $3 RETURNING 1)
            SELECT EXISTS (SELECT FROM me) AS "known!", EXISTS (SELECT FROM removed) AS "removed!",
                   EXISTS (SELECT FROM posts WHERE id = $3 AND (published OR owner_id = $1)) AS "found!"
            "#,
            caller.id,
            caller.issued,
            post_id,
        )
        .fetch_one(&app.db)
        .await
    });
    let outcome = outcome.await?;
    match (outcome.known, outcome.removed, outcome.found) {
        (false, ..) => Err(Error::BAD_TOKEN),
        // A vote on what has become a draft can still be taken back.
        (true, true, _) => Ok("Successfully deleted vote"),
        (true, false, true) => Err(Error::NotFound("Vote does not exist".to_owned())),
        (true, false, false) => Err(no_post(post_id)),
    }
}

fn no_post(id: i32) -> Error {
    Error::NotFound(format!("Post with id: {id} does not exist"))
}
