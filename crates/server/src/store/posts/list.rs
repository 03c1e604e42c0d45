//! Lists posts a page at a time. Each statement walks one index from the cursor on, and reads no more than the page shows.

use super::{
    super::{
        Pool,
        caller::{Caller, caller_query},
    },
    Cursor, PostRow, select_posts,
};
use crate::error::Result;

/// Bounds what is searched, in characters: so much of a title is searched, and no longer text is in it.
pub(super) const SEARCHED_MAX: usize = 300;

/// The posts that `skip` steps over from which on a page takes the database long.
const DEEP: i64 = 1000;

/// The parameters of a page of posts.
#[derive(Clone)]
pub(crate) struct PageRequest {
    /// A part of the titles; empty for all posts.
    pub(crate) search: String,
    /// The words to search for, as [`search`](super::search()) does; empty for all posts.
    pub(crate) words: String,
    /// True where no cursor was given.
    pub(crate) is_first: bool,
    /// The position at which the page begins.
    pub(crate) after: Cursor,
    /// The number of posts to read.
    pub(crate) rows: i64,
    /// The number of posts to step over first.
    pub(crate) skip: i64,
}

impl PageRequest {
    /// Returns whether the page is so far down that the database takes long to step over what is before it.
    pub(crate) fn is_deep(&self) -> bool {
        self.skip > DEEP
    }
}

/// Reads a page, which ends after 8 MiB of titles and contents, but has one post at least. The posts behind are there without
/// their texts, which the database does not read for that: how long a text is stands on its row.
///
/// `$rows` is the argument with the number of posts. Mostly each has less than its share of the page, and all fit; adding their
/// lengths up takes as long as all else.
macro_rules! read_page {
    ($db:expr, $caller:expr, $posts:literal, $order:literal, $rows:literal, $($argument:expr),+ $(,)?) => {{
        let page = select_posts!(
            @ ["COALESCE(octet_length(p.title), 0) + COALESCE(octet_length(p.content), 0) <= 8388608 / " $rows], [],
            $caller, $posts, $order, $($argument),+
        );
        let page = page.fetch_all($db).await?;
        if page.iter().all(|row| row.fits) {
            return Ok(page);
        }
        $crate::domain::expect_much();
        let page = select_posts!(
            @ ["(
                row_number() OVER page = 1
                OR sum(COALESCE(octet_length(p.title), 0) + COALESCE(octet_length(p.content), 0)) OVER page <= 8388608
            )"],
            ["WINDOW page AS (ORDER BY " $order " ROWS UNBOUNDED PRECEDING)"],
            $caller, $posts, $order, $($argument),+
        );
        Ok(page.fetch_all($db).await?)
    }};
}

pub(super) use read_page;

/// Lists what the caller may see: what is published, and in `new` the caller's own drafts too, as the Python backend
/// has it.
///
/// The index of letters is asked on the first pages alone: what it compares takes long where much is stepped over.
pub(crate) async fn feed(db: &Pool, caller: Caller, request: &PageRequest) -> Result<Vec<PostRow>> {
    if finds_nothing(request) || request.is_deep() && !reaches_deep(db, &request.search).await? {
        return Ok(Vec::new());
    }
    match request.after {
        Cursor::New(created_at, id) => {
            read_page!(
                db,
                caller,
                r#"
                (SELECT * FROM posts WHERE published AND (created_at, id) < ($4, $5)
                 AND ($6 = '' OR title_key LIKE hearth_pattern($6) AND (
                     char_length(hearth_fold($6)) NOT IN (1, 2) OR $8::BIGINT > 1000 OR hearth_letters(title_key) @> ARRAY[hearth_fold($6)]
                 ))
                 ORDER BY created_at DESC, id DESC LIMIT $7::BIGINT + $8::BIGINT)
                UNION ALL
                (SELECT * FROM posts
                 WHERE NOT published AND owner_id = $1 AND (created_at, id) < ($4, $5)
                 AND ($6 = '' OR title_key LIKE hearth_pattern($6) AND (
                     char_length(hearth_fold($6)) NOT IN (1, 2) OR $8::BIGINT > 1000 OR hearth_letters(title_key) @> ARRAY[hearth_fold($6)]
                 ))
                 ORDER BY created_at DESC, id DESC LIMIT $7::BIGINT + $8::BIGINT)
                ORDER BY created_at DESC, id DESC LIMIT $7 OFFSET $8
                "#,
                "p.created_at DESC, p.id DESC",
                "$7",
                created_at,
                id,
                request.search,
                request.rows,
                request.skip,
            )
        }
        Cursor::Top(votes, id) => {
            read_page!(
                db,
                caller,
                r#"
                SELECT posts.* FROM hearth_scores JOIN posts ON posts.id = post_id
                WHERE hearth_scores.published AND (votes, post_id) < ($4, $5)
                AND ($6 = '' OR title_key LIKE hearth_pattern($6) AND (
                     char_length(hearth_fold($6)) NOT IN (1, 2) OR $8::BIGINT > 1000 OR hearth_letters(title_key) @> ARRAY[hearth_fold($6)]
                 ))
                ORDER BY votes DESC, post_id DESC LIMIT $7 OFFSET $8
                "#,
                "s.votes DESC, p.id DESC",
                "$7",
                votes,
                id,
                request.search,
                request.rows,
                request.skip,
            )
        }
        Cursor::Hot(hot, id) => {
            read_page!(
                db,
                caller,
                r#"
                SELECT posts.* FROM hearth_scores JOIN posts ON posts.id = post_id
                WHERE hearth_scores.published AND (hot, post_id) < ($4, $5)
                AND ($6 = '' OR title_key LIKE hearth_pattern($6) AND (
                     char_length(hearth_fold($6)) NOT IN (1, 2) OR $8::BIGINT > 1000 OR hearth_letters(title_key) @> ARRAY[hearth_fold($6)]
                 ))
                ORDER BY hot DESC, post_id DESC LIMIT $7 OFFSET $8
                "#,
                "s.hot DESC, p.id DESC",
                "$7",
                hot,
                id,
                request.search,
                request.rows,
                request.skip,
            )
        }
    }
}

/// Lists one user's posts, or drafts, the newest first.
pub(crate) async fn of_owner(
    db: &Pool,
    caller: Caller,
    owner_id: i32,
    published: bool,
    request: &PageRequest,
) -> Result<Vec<PostRow>> {
    let Cursor::New(created_at, id) = request.after else { return Ok(Vec::new()) };
    if finds_nothing(request) {
        return Ok(Vec::new());
    }
    read_page!(
        db,
        caller,
        r#"
        SELECT * FROM posts
        WHERE owner_id = $4 AND published = $5 AND (created_at, id) < ($6, $7) 
        AND ($8 = '' OR title_key LIKE hearth_pattern($8))
        ORDER BY created_at DESC, id DESC LIMIT $9 OFFSET $10
        "#,
        "p.created_at DESC, p.id DESC",
        "$9",
        owner_id,
        published,
        created_at,
        id,
        request.search,
        request.rows,
        request.skip,
    )
}

/// Returns false where a search for a letter or two finds no more than a deep page steps over.
async fn reaches_deep(db: &Pool, search: &str) -> Result<bool> {
    let reaches = sqlx::query_scalar!(
        r#"
        SELECT char_length(hearth_fold($1)) NOT IN (1, 2) OR 1000 < (
            SELECT count(*)
            FROM (SELECT FROM posts WHERE hearth_letters(title_key) @> ARRAY[hearth_fold($1)] LIMIT 1001) AS found
        ) AS "reaches!"
        "#,
        search,
    );
    Ok(reaches.fetch_one(db).await?)
}

fn finds_nothing(request: &PageRequest) -> bool {
    request.search.chars().nth(SEARCHED_MAX).is_some()
}
