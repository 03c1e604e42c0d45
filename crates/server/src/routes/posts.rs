//! `/posts/{id}`: reading, changing and deleting one post.
//!
//! A draft is its owner's: to everybody else it does not exist.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use chrono::{DateTime, Utc};
use hearth_api::{CreatePost, Post, PostDetail, PostOut, UserOut};

use super::row::{PostRow, select_posts};
use crate::{
    App,
    database::retry,
    error::{Error, Result},
    etag,
    extract::{AuthorizedWith, Caller, Fields, FromFields, Id},
    openapi::{Body, Condition, HTTPError, Unchanged},
};

impl FromFields for CreatePost {
    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            title: fields.string("title"),
            content: fields.string("content"),
            published: fields.bool_or("published", true),
        }
    }
}

/// What the database knows of a post that was written.
pub(super) struct Written {
    pub(super) id: i32,
    pub(super) created_at: DateTime<Utc>,
    pub(super) owner_id: i32,
    pub(super) owner_email: String,
    pub(super) owner_created_at: DateTime<Utc>,
}

impl Written {
    pub(super) fn answer(self, post: CreatePost) -> Json<Post> {
        let CreatePost { title, content, published } = post;
        let Self { id, created_at, owner_id, owner_email, owner_created_at } = self;
        let owner = UserOut { id: owner_id, email: owner_email, created_at: owner_created_at };
        Json(Post { title, content, published, id, created_at, owner_id: Some(owner_id), owner })
    }
}

/// Read a post
#[utoipa::path(
    get,
    path = "/posts/{id}",
    operation_id = "get_post",
    tag = "Posts",
    params(("id" = i32, Path, description = "The post's id."), Condition),
    responses(
        (status = 200, body = PostDetail, description = "The post", headers(("ETag" = String, description = "Its state."))),
        (status = 404, body = HTTPError, description = "Post with the id:{id} was not found"),
        Unchanged,
        Caller,
        Id,
        Error,
    ),
)]
pub(super) async fn read(State(app): State<App>, caller: Caller, headers: HeaderMap, Id(id): Id) -> Result<Response> {
    let row = select_posts!(caller, "SELECT * FROM posts WHERE id = $3 AND (published OR owner_id = $1)", "p.id", id);
    let Some(row) = row.fetch_optional(&app.db).await? else {
        caller.must_exist(&app).await?;
        return Err(not_found(id));
    };
    let PostOut { post, vote, voted } = row.into();
    let json = serde_json::to_vec(&PostDetail { post, vote: Some(vote), voted }).map_err(Error::internal)?;
    let tag = format!("{:x}", etag::digest([json.as_slice()]));
    Ok(etag::answer(&headers, &tag, HeaderMap::new(), || json))
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
        Id,
        Body,
        Error,
    ),
)]
pub(super) async fn update(
    State(app): State<App>,
    AuthorizedWith(caller, Id(id), post): AuthorizedWith<Id, CreatePost>,
) -> Result<Json<Post>> {
    let updated = sqlx::query_as!(
        Written,
        r#"
        UPDATE posts SET title = $4, content = $5, published = $6
        FROM users me
        WHERE posts.id = $3 AND posts.owner_id = me.id AND me.id = $1 AND me.sessions_since <= $2
        RETURNING posts.id, posts.created_at,
                  me.id AS owner_id, me.email AS owner_email, me.created_at AS owner_created_at
        "#,
        caller.id,
        caller.issued,
        id,
        post.title,
        post.content,
        post.published,
    );
    match updated.fetch_optional(&app.db).await? {
        Some(updated) => {
            app.events.written();
            Ok(updated.answer(post))
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
        Id,
        Error,
    ),
)]
pub(super) async fn delete(State(app): State<App>, caller: Caller, Id(id): Id) -> Result<StatusCode> {
    let deleted = retry(|| async {
        sqlx::query!(
            r#"
            DELETE FROM posts USING users me
            WHERE posts.id = $3 AND posts.owner_id = me.id AND me.id = $1 AND me.sessions_since <= $2
            "#,
            caller.id,
            caller.issued,
            id,
        )
        .execute(&app.db)
        .await
    });
    if deleted.await?.rows_affected() == 0 {
        return Err(refusal(&app, caller, id).await?);
    }
    app.events.written();
    Ok(StatusCode::NO_CONTENT)
}

/// Why a post could not be changed.
async fn refusal(app: &App, caller: Caller, id: i32) -> Result<Error> {
    caller.must_exist(app).await?;
    let others = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM posts WHERE id = $1 AND published AND owner_id <> $2) AS "others!""#,
        id,
        caller.id,
    );
    Ok(if others.fetch_one(&app.db).await? {
        Error::NOT_YOURS
    } else {
        Error::NotFound(format!("Post with the id:{id} does not exists"))
    })
}

/// What reading a post says that is not there, or another's draft.
pub(super) fn not_found(id: i32) -> Error {
    Error::NotFound(format!("Post with the id:{id} was not found"))
}
