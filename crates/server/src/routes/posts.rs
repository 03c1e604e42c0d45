//! `/posts/` and `/posts/{id}`: writing, reading, changing and deleting one post.
//!
//! A draft is its owner's: to everybody else it does not exist.

use axum::{Json, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use hearth_api::{CreatePost, Post, PostDetail, PostOut, UserOut};

use crate::{
    App,
    database::retry,
    error::{Error, Result},
    extract::{CurrentUser, Fields, FromFields, Id, JsonBody},
};

/// A post with its author, as the statements of the feed and of a single post return it.
pub(super) struct PostRow {
    pub(super) id: i32,
    pub(super) title: String,
    pub(super) content: String,
    pub(super) published: bool,
    pub(super) created_at: DateTime<Utc>,
    pub(super) owner_id: i32,
    pub(super) owner_email: String,
    pub(super) owner_created_at: DateTime<Utc>,
    pub(super) vote_count: i64,
    pub(super) voted: bool,
}

impl From<PostRow> for PostOut {
    fn from(row: PostRow) -> Self {
        let owner = UserOut { id: row.owner_id, email: row.owner_email, created_at: row.owner_created_at };
        let PostRow { id, title, content, published, created_at, .. } = row;
        Self {
            post: Post { title, content, published, id, created_at, owner_id: Some(owner.id), owner },
            vote: row.vote_count,
            voted: Some(row.voted),
        }
    }
}

impl FromFields for CreatePost {
    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            title: fields.string("title"),
            content: fields.string("content"),
            published: fields.bool_or("published", true),
        }
    }
}

/// The answer to writing a post.
fn written(id: i32, created_at: DateTime<Utc>, post: CreatePost, owner: UserOut) -> Json<Post> {
    let CreatePost { title, content, published } = post;
    Json(Post { title, content, published, id, created_at, owner_id: Some(owner.id), owner })
}

/// `POST /posts/`
pub(super) async fn create(
    State(app): State<App>,
    CurrentUser(owner): CurrentUser,
    JsonBody(post): JsonBody<CreatePost>,
) -> Result<(StatusCode, Json<Post>)> {
    let created = sqlx::query!(
        "INSERT INTO posts (title, content, published, owner_id) VALUES ($1, $2, $3, $4) RETURNING id, created_at",
        post.title,
        post.content,
        post.published,
        owner.id,
    );
    let created = match created.fetch_one(&app.db).await {
        // The owner was deleted between the two statements.
        Err(sqlx::Error::Database(error)) if error.is_foreign_key_violation() => return Err(Error::BAD_TOKEN),
        created => created?,
    };
    Ok((StatusCode::CREATED, written(created.id, created.created_at, post, owner)))
}

/// `GET /posts/{id}`
pub(super) async fn read(State(app): State<App>, CurrentUser(me): CurrentUser, Id(id): Id) -> Result<Json<PostDetail>> {
    let row = sqlx::query_as!(
        PostRow,
        r#"
        SELECT p.id, p.title, p.content, p.published, p.created_at, p.vote_count, p.owner_id,
               u.email AS owner_email, u.created_at AS owner_created_at,
               EXISTS (SELECT FROM votes v WHERE v.user_id = $2 AND v.post_id = p.id) AS "voted!"
        FROM posts p JOIN users u ON u.id = p.owner_id
        WHERE p.id = $1 AND (p.published OR p.owner_id = $2)
        "#,
        id,
        me.id,
    );
    let row = row.fetch_optional(&app.db).await?;
    let row = row.ok_or_else(|| Error::NotFound(format!("Post with the id:{id} was not found")))?;
    let PostOut { post, vote, voted } = row.into();
    Ok(Json(PostDetail { post, vote: Some(vote), voted }))
}

/// `PUT /posts/{id}`
pub(super) async fn update(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Id(id): Id,
    JsonBody(post): JsonBody<CreatePost>,
) -> Result<Json<Post>> {
    let outcome = sqlx::query!(
        r#"
        WITH updated AS (
            UPDATE posts SET title = $3, content = $4, published = $5 WHERE id = $1 AND owner_id = $2
            RETURNING created_at
        )
        SELECT (SELECT created_at FROM updated) AS updated,
               EXISTS (SELECT FROM posts WHERE id = $1 AND published AND owner_id <> $2) AS "anothers!"
        "#,
        id,
        me.id,
        post.title,
        post.content,
        post.published,
    );
    let outcome = outcome.fetch_one(&app.db).await?;
    match outcome.updated {
        Some(created_at) => Ok(written(id, created_at, post, me)),
        None => Err(not_mine(id, outcome.anothers)),
    }
}

/// `DELETE /posts/{id}`
pub(super) async fn delete(State(app): State<App>, CurrentUser(me): CurrentUser, Id(id): Id) -> Result<StatusCode> {
    let outcome = retry(|| async {
        sqlx::query!(
            r#"
            WITH deleted AS (DELETE FROM posts WHERE id = $1 AND owner_id = $2 RETURNING id)
            SELECT EXISTS (SELECT FROM deleted) AS "deleted!",
                   EXISTS (SELECT FROM posts WHERE id = $1 AND published AND owner_id <> $2) AS "anothers!"
            "#,
            id,
            me.id,
        )
        .fetch_one(&app.db)
        .await
    });
    let outcome = outcome.await?;
    if outcome.deleted { Ok(StatusCode::NO_CONTENT) } else { Err(not_mine(id, outcome.anothers)) }
}

fn not_mine(id: i32, anothers: bool) -> Error {
    if anothers {
        Error::Forbidden("Not authorized to perform requested action")
    } else {
        Error::NotFound(format!("Post with the id:{id} does not exists"))
    }
}
