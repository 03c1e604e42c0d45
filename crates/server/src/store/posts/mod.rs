//! Reads and writes posts. A draft is its owner's: to everybody else it does not exist.

mod create;
mod cursor;
mod list;
mod matches;
mod search;
mod voters;

use chrono::{DateTime, Utc};
use hearth_api::{CreatePost, Post, PostOut, UserOut};

use super::{
    Pool,
    caller::{Caller, caller_query},
    column_rules::Texts,
};
use crate::error::Result;

pub(crate) use self::{
    create::{create, create_with_key},
    cursor::{Cursor, Sort},
    list::{PageRequest, feed, of_owner},
    search::{COUNTED_MAX, SearchPage, search, search_owner},
    voters::voters,
};

/// A post as one caller sees it.
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub(crate) struct PostRow {
    pub(crate) id: i32,
    pub(crate) title: String,
    pub(crate) content: String,
    pub(crate) published: bool,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) edited_at: Option<DateTime<Utc>>,
    pub(crate) owner_id: i32,
    pub(crate) owner_email: String,
    pub(crate) owner_created_at: DateTime<Utc>,
    pub(crate) owner_name: Option<String>,
    pub(crate) votes: i64,
    pub(crate) voted: bool,
    /// True where the caller has muted or blocked the owner.
    pub(crate) hidden: bool,
    /// The rank in the order `hot`.
    pub(crate) hot: f64,
    /// The snapshot of the statement (`pg_current_snapshot`).
    pub(crate) seen: String,
    /// False where its page has no room for it: then it is without its texts.
    pub(crate) fits: bool,
}

impl From<PostRow> for PostOut {
    fn from(row: PostRow) -> Self {
        let PostRow { id, title, content, published, created_at, edited_at: updated_at, votes, voted, .. } = row;
        let owner = UserOut {
            id: row.owner_id,
            email: row.owner_email,
            created_at: row.owner_created_at,
            display_name: row.owner_name,
        };
        Self {
            post: Post { title, content, published, id, created_at, updated_at, owner_id: Some(owner.id), owner },
            vote: votes,
            voted: Some(voted),
            found: None,
        }
    }
}

/// Builds a checked statement around the one that chooses the posts. To it, `$1` is the caller; its own arguments begin at
/// `$4`. In an adopted database a title or a content can be NULL.
macro_rules! select_posts {
    ($caller:expr, $posts:literal, $order:literal, $($argument:expr),+ $(,)?) => {
        select_posts!(@ ["TRUE"], [], $caller, $posts, $order, $($argument),+)
    };
    (@ [$($fits:literal)+], [$($window:literal)*], $caller:expr, $posts:literal, $order:literal, $($argument:expr),+) => {
        caller_query!(
            query_as<PostRow>,
            $caller,
            r#"
            SELECT p.id AS "id!", COALESCE(CASE WHEN "# $($fits)+ r#" THEN p.title END, '') AS "title!",
                   COALESCE(CASE WHEN "# $($fits)+ r#" THEN p.content END, '') AS "content!", "# $($fits)+ r#" AS "fits!",
                   p.published AS "published!",
                   p.created_at AS "created_at!", p.edited_at, p.owner_id AS "owner_id!",
                   u.email AS "owner_email!", u.created_at AS "owner_created_at!",
                   NULLIF(u.display_name, '') AS owner_name, s.votes AS "votes!", s.hot AS "hot!",
                   COALESCE((SELECT TRUE FROM votes v WHERE v.user_id = $1 AND v.post_id = p.id), FALSE) AS "voted!",
                   -- Looked up once.
                   p.owner_id = ANY (ARRAY(SELECT b.other_id FROM hearth_blocks b WHERE b.user_id = $1)) AS "hidden!",
                   (SELECT pg_current_snapshot()::TEXT) AS "seen!"
            FROM ("# $posts r#") p JOIN users u ON u.id = p.owner_id JOIN hearth_scores s ON s.post_id = p.id
            WHERE EXISTS (SELECT FROM users me WHERE "# [me] r#")
            "# $($window)* r#"
            ORDER BY "# $order,
            $($argument),+
        )
    };
}
use select_posts;

/// The columns of a written post that the database sets.
pub(crate) struct WrittenPost {
    id: i32,
    created_at: DateTime<Utc>,
    edited_at: Option<DateTime<Utc>>,
    owner_id: i32,
    owner_email: String,
    owner_created_at: DateTime<Utc>,
    owner_name: Option<String>,
}

impl WrittenPost {
    /// Completes what was written.
    pub(crate) fn with(self, post: CreatePost) -> Post {
        let CreatePost { title, content, published } = post;
        let Self { id, created_at, edited_at: updated_at, owner_id, owner_email, owner_created_at, owner_name } = self;
        let owner =
            UserOut { id: owner_id, email: owner_email, created_at: owner_created_at, display_name: owner_name };
        Post { title, content, published, id, created_at, updated_at, owner_id: Some(owner_id), owner }
    }
}

/// Names the texts that a post has for the columns of its table.
fn texts(post: &CreatePost) -> Texts<'_, 2> {
    Texts { table: "posts", fields: [("title", &post.title), ("content", &post.content)] }
}

/// Finds a post that the caller may see.
pub(crate) async fn find(db: &Pool, caller: Caller, id: i32) -> Result<Option<PostOut>> {
    let row = select_posts!(caller, "SELECT * FROM posts WHERE id = $4 AND (published OR owner_id = $1)", "p.id", id);
    Ok(row.fetch_optional(db).await?.map(Into::into))
}

/// Finds a post of the caller's own.
pub(crate) async fn find_own(db: &Pool, caller: Caller, id: i32) -> Result<Option<PostOut>> {
    let row = select_posts!(caller, "SELECT * FROM posts WHERE id = $4 AND owner_id = $1", "p.id", id);
    Ok(row.fetch_optional(db).await?.map(Into::into))
}

/// Returns whether the caller has fewer drafts than `max`, or the post `id` is one of them already. Requests at the same
/// moment do not see each other's.
pub(crate) async fn may_be_draft(db: &Pool, caller: Caller, id: Option<i32>, max: i64) -> Result<bool> {
    let may = sqlx::query_scalar!(
        r#"
        SELECT EXISTS (SELECT FROM posts WHERE id = $2 AND owner_id = $1 AND NOT published)
            OR (SELECT count(*) FROM (SELECT FROM posts WHERE owner_id = $1 AND NOT published LIMIT $3) AS drafts) < $3
            AS "may!"
        "#,
        caller.unchecked_id(),
        id,
        max,
    );
    Ok(may.fetch_one(db).await?)
}

/// Replaces a post of the caller's own; but one that was removed is not published.
pub(crate) async fn update(db: &Pool, caller: Caller, id: i32, post: &CreatePost) -> Result<Option<WrittenPost>> {
    let updated = caller_query!(
        query_as<WrittenPost>,
        caller,
        r#"
        UPDATE posts SET title = $5, content = $6, published = $7
        FROM users me
        WHERE posts.id = $4 AND posts.owner_id = me.id AND "# [me] r#"
          AND NOT ($7 AND (SELECT TRUE FROM hearth_removed_posts r WHERE r.post_id = posts.id) IS NOT NULL)
        RETURNING posts.id, posts.created_at, posts.edited_at,
                  me.id AS owner_id, me.email AS owner_email, me.created_at AS owner_created_at,
                  NULLIF(me.display_name, '') AS owner_name
        "#,
        id,
        post.title,
        post.content,
        post.published,
    );
    let updated = updated.fetch_optional(db).await;
    texts(post).stored(db, updated).await
}

/// Deletes a post of the caller's own; returns whether it was there.
pub(crate) async fn delete(db: &Pool, caller: Caller, id: i32) -> Result<bool> {
    let deleted = caller_query!(
        query,
        caller,
        r#"
        DELETE FROM posts USING users me
        WHERE posts.id = $4 AND posts.owner_id = me.id AND "# [me] r#"
        "#,
        id,
    );
    Ok(deleted.execute(db).await?.rows_affected() > 0)
}

/// Returns whether a post is there, published, and another's than the caller's.
pub(crate) async fn is_of_another(db: &Pool, caller: Caller, id: i32) -> Result<bool> {
    let others = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM posts WHERE id = $1 AND published AND owner_id <> $2) AS "others!""#,
        id,
        caller.unchecked_id(),
    );
    Ok(others.fetch_one(db).await?)
}

/// Returns whether a post is there, and published.
pub(crate) async fn is_published(db: &Pool, id: i32) -> Result<bool> {
    let published =
        sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM posts WHERE id = $1 AND published) AS "published!""#, id,);
    Ok(published.fetch_one(db).await?)
}

/// Finds the owner of a post that the caller may see.
pub(crate) async fn owner(db: &Pool, caller: Caller, id: i32) -> Result<Option<i32>> {
    let owner = sqlx::query_scalar!(
        "SELECT owner_id FROM posts WHERE id = $1 AND (published OR owner_id = $2)",
        id,
        caller.unchecked_id()
    );
    Ok(owner.fetch_optional(db).await?)
}
