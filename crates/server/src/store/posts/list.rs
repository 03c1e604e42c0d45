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
const SEARCHED_MAX: usize = 300;

/// The parameters of a page of posts.
pub(crate) struct PageRequest {
    /// A part of the titles; empty for all posts.
    pub(crate) search: String,
    /// The position at which the page begins.
    pub(crate) after: Cursor,
    /// The number of posts to read.
    pub(crate) rows: i64,
    /// The number of posts to step over first.
    pub(crate) skip: i64,
}

/// Builds what `select_posts` builds, for a page. It ends after 8 MiB of titles and contents, but has one post at least: the
/// posts behind are there without their texts, which the database does not read for that. How long a text is stands on its
/// row.
macro_rules! select_page {
    ($caller:expr, $posts:literal, $order:literal, $($argument:expr),+ $(,)?) => {
        select_posts!(
            @ "(
                row_number() OVER page = 1
                OR sum(COALESCE(octet_length(p.title), 0) + COALESCE(octet_length(p.content), 0)) OVER page <= 8388608
            )",
            ["WINDOW page AS (ORDER BY " $order " ROWS UNBOUNDED PRECEDING)"],
            $caller, $posts, $order, $($argument),+
        )
    };
}

/// Lists what the caller may see: what is published, and in `new` the caller's own drafts too, as the Python backend
/// has it.
pub(crate) async fn feed(db: &Pool, caller: Caller, request: &PageRequest) -> Result<Vec<PostRow>> {
    if finds_nothing(request) {
        return Ok(Vec::new());
    }
    match request.after {
        Cursor::New(created_at, id) => {
            let rows = select_page!(
                caller,
                r#"
                (SELECT * FROM posts WHERE published AND (created_at, id) < ($3, $4)
                 AND ($5 = '' OR title_key LIKE hearth_pattern($5) AND (
                     char_length(hearth_fold($5)) NOT IN (1, 2) OR hearth_letters(title_key) @> ARRAY[hearth_fold($5)]
                 ))
                 ORDER BY created_at DESC, id DESC LIMIT $6::BIGINT + $7::BIGINT)
                UNION ALL
                (SELECT * FROM posts
                 WHERE NOT published AND owner_id = $1 AND (created_at, id) < ($3, $4)
                 AND ($5 = '' OR title_key LIKE hearth_pattern($5) AND (
                     char_length(hearth_fold($5)) NOT IN (1, 2) OR hearth_letters(title_key) @> ARRAY[hearth_fold($5)]
                 ))
                 ORDER BY created_at DESC, id DESC LIMIT $6::BIGINT + $7::BIGINT)
                ORDER BY created_at DESC, id DESC LIMIT $6 OFFSET $7
                "#,
                "p.created_at DESC, p.id DESC",
                created_at,
                id,
                request.search,
                request.rows,
                request.skip,
            );
            Ok(rows.fetch_all(db).await?)
        }
        Cursor::Top(votes, id) => {
            let rows = select_page!(
                caller,
                r#"
                SELECT posts.* FROM hearth_scores JOIN posts ON posts.id = post_id
                WHERE hearth_scores.published AND (votes, post_id) < ($3, $4)
                AND ($5 = '' OR title_key LIKE hearth_pattern($5) AND (
                     char_length(hearth_fold($5)) NOT IN (1, 2) OR hearth_letters(title_key) @> ARRAY[hearth_fold($5)]
                 ))
                ORDER BY votes DESC, post_id DESC LIMIT $6 OFFSET $7
                "#,
                "s.votes DESC, p.id DESC",
                votes,
                id,
                request.search,
                request.rows,
                request.skip,
            );
            Ok(rows.fetch_all(db).await?)
        }
        Cursor::Hot(hot, id) => {
            let rows = select_page!(
                caller,
                r#"
                SELECT posts.* FROM hearth_scores JOIN posts ON posts.id = post_id
                WHERE hearth_scores.published AND (hot, post_id) < ($3, $4)
                AND ($5 = '' OR title_key LIKE hearth_pattern($5) AND (
                     char_length(hearth_fold($5)) NOT IN (1, 2) OR hearth_letters(title_key) @> ARRAY[hearth_fold($5)]
                 ))
                ORDER BY hot DESC, post_id DESC LIMIT $6 OFFSET $7
                "#,
                "s.hot DESC, p.id DESC",
                hot,
                id,
                request.search,
                request.rows,
                request.skip,
            );
            Ok(rows.fetch_all(db).await?)
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
    let rows = select_page!(
        caller,
        r#"
        SELECT * FROM posts
        WHERE owner_id = $3 AND published = $4 AND (created_at, id) < ($5, $6) 
        AND ($7 = '' OR title_key LIKE hearth_pattern($7))
        ORDER BY created_at DESC, id DESC LIMIT $8 OFFSET $9
        "#,
        "p.created_at DESC, p.id DESC",
        owner_id,
        published,
        created_at,
        id,
        request.search,
        request.rows,
        request.skip,
    );
    Ok(rows.fetch_all(db).await?)
}

fn finds_nothing(request: &PageRequest) -> bool {
    request.search.chars().nth(SEARCHED_MAX).is_some()
}
