//! `POST /vote/`: one vote a user and post, which the primary key of `votes` sees to.

use axum::{Json, extract::State, http::StatusCode};
use hearth_api::{Message, Vote};

use crate::{
    App,
    database::retry,
    error::{Error, Result},
    extract::{CurrentUser, Fields, FromFields, JsonBody},
};

impl FromFields for Vote {
    fn from_fields(fields: &mut Fields) -> Self {
        Self { post_id: fields.id("post_id"), dir: fields.integer("dir", &(i64::MIN..=1)) }
    }
}

/// `POST /vote/`
pub(super) async fn vote(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    JsonBody(vote): JsonBody<Vote>,
) -> Result<(StatusCode, Json<Message>)> {
    let message = if vote.dir == 1 {
        add(&app, me.id, vote.post_id).await?
    } else {
        take_back(&app, me.id, vote.post_id).await?
    };
    Ok((StatusCode::CREATED, Json(Message { message: message.to_owned() })))
}

async fn add(app: &App, user_id: i32, post_id: i32) -> Result<&'static str> {
    let outcome = retry(|| async {
        sqlx::query!(
            r#"
            WITH post AS (SELECT id FROM posts WHERE id = $2 AND (published OR owner_id = $1)),
                 added AS (
                     INSERT INTO votes (user_id, post_id) SELECT $1, id FROM post ON CONFLICT DO NOTHING RETURNING 1
                 )
            SELECT EXISTS (SELECT FROM post) AS "found!", EXISTS (SELECT FROM added) AS "added!"
            "#,
            user_id,
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
    match (outcome.found, outcome.added) {
        (false, _) => Err(no_post(post_id)),
        (true, false) => Err(Error::Conflict(format!("User {user_id} has already voted on the post {post_id}"))),
        (true, true) => Ok("Successfully added vote"),
    }
}

/// Takes hold of the post before the vote, as deleting a post does: in the other order they would wait for each other.
async fn take_back(app: &App, user_id: i32, post_id: i32) -> Result<&'static str> {
    let outcome = retry(|| async {
        sqlx::query!(
            r#"
            WITH post AS (SELECT published OR owner_id = $1 AS visible FROM posts WHERE id = $2 FOR NO KEY UPDATE),
                 removed AS (DELETE FROM votes USING post WHERE user_id = $1 AND post_id = $2 RETURNING 1)
            SELECT EXISTS (SELECT FROM post WHERE visible) AS "found!", EXISTS (SELECT FROM removed) AS "removed!"
            "#,
            user_id,
            post_id,
        )
        .fetch_one(&app.db)
        .await
    });
    let outcome = outcome.await?;
    match (outcome.found, outcome.removed) {
        // A vote on what has become a draft can still be taken back.
        (_, true) => Ok("Successfully deleted vote"),
        (true, false) => Err(Error::NotFound("Vote does not exist".to_owned())),
        (false, false) => Err(no_post(post_id)),
    }
}

fn no_post(id: i32) -> Error {
    Error::NotFound(format!("Post with id: {id} does not exist"))
}
