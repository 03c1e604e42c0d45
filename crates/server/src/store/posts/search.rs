//! Searches the words of posts: finds the newest that match, reads a page of them, and marks the matches.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use hearth_api::{Found, PostOut};

use super::{
    super::{
        Pool,
        caller::{Caller, caller_query},
    },
    Cursor, PageRequest, PostRow,
    list::{SEARCHED_MAX, read_page},
    matches::{EXCERPTED_MAX, found},
    select_posts,
};
use crate::error::Result;

/// Bounds how many posts are counted. `top` and `hot` order so many, the newest that match.
pub(crate) const COUNTED_MAX: usize = 1000;

/// Bounds how far `skip` reaches: what is skipped has to be found. Following the link reaches all.
const REACHED_MAX: i64 = 10_000;

/// The posts of a page that is searched.
#[derive(Default)]
pub(crate) struct SearchPage {
    pub(crate) rows: Vec<PostRow>,
    /// The number of posts that match, as far as they were counted; none behind the first page.
    pub(crate) count: Option<usize>,
    /// The matches in the posts, by id.
    pub(crate) matches: HashMap<i32, Found>,
    /// True where all statements had one snapshot, that of the rows.
    pub(crate) consistent: bool,
}

/// A post that matches.
struct Match {
    id: i32,
    /// The snapshot of the statement (`pg_current_snapshot`).
    seen: String,
}

/// Lists what the caller may see and matches, as [`feed`](super::feed) does.
pub(crate) async fn search(db: &Pool, caller: Caller, request: &PageRequest) -> Result<SearchPage> {
    let Some(wanted) = wanted(request) else { return Ok(SearchPage::nowhere(request)) };
    let Cursor::New(before, before_id) = request.after else { return search_ranked(db, caller, request).await };
    let newest = newest_matches(db, caller, &request.words, (before, before_id), wanted, true).await?;
    read(db, caller, request, &newest).await
}

/// Lists the posts, or drafts, of one user that match, the newest first.
pub(crate) async fn search_owner(
    db: &Pool,
    caller: Caller,
    owner_id: i32,
    published: bool,
    request: &PageRequest,
) -> Result<SearchPage> {
    let Some(wanted) = wanted(request) else { return Ok(SearchPage::nowhere(request)) };
    let Cursor::New(before, before_id) = request.after else { return Ok(SearchPage::default()) };
    let newest = sqlx::query_as!(
        Match,
        r#"
        SELECT p.id AS "id!", (SELECT pg_current_snapshot()::TEXT) AS "seen!"
        FROM (
            SELECT id, created_at, title_key FROM posts
            WHERE owner_id = $1 AND published = $2 AND (created_at, id) < ($3, $4)
            ORDER BY created_at DESC, id DESC LIMIT 10000
        ) p JOIN hearth_texts t ON t.post_id = p.id
        WHERE t.words @@ ((SELECT hearth_queries($5)))[t.language] OR p.title_key LIKE hearth_pattern($5)
        ORDER BY p.created_at DESC, p.id DESC LIMIT $6
        "#,
        owner_id,
        published,
        before,
        before_id,
        request.words,
        wanted,
    );
    read(db, caller, request, &newest.fetch_all(db).await?).await
}

/// Orders the newest posts that match.
async fn search_ranked(db: &Pool, caller: Caller, request: &PageRequest) -> Result<SearchPage> {
    let newest = newest_matches(db, caller, &request.words, start(), counted(), false).await?;
    let ids: Vec<i32> = newest.iter().map(|found| found.id).take(COUNTED_MAX).collect();
    let rows = match request.after {
        Cursor::Top(votes, id) => ranked_by_votes(db, caller, request, &ids, votes, id).await?,
        Cursor::Hot(hot, id) => ranked_by_heat(db, caller, request, &ids, hot, id).await?,
        Cursor::New(..) => Vec::new(),
    };
    with_matches(db, request, &newest, rows).await
}

/// Finds the newest posts that match, behind a position: by their words, or by a part of their titles. Of the caller's drafts the
/// newest 1000 are searched.
async fn newest_matches(
    db: &Pool,
    caller: Caller,
    words: &str,
    (before, before_id): (DateTime<Utc>, i32),
    wanted: i64,
    with_drafts: bool,
) -> Result<Vec<Match>> {
    let newest = sqlx::query_as!(
        Match,
        r#"
        SELECT id AS "id!", (SELECT pg_current_snapshot()::TEXT) AS "seen!"
        FROM (
            SELECT id, created_at FROM hearth_find($2, (SELECT hearth_queries($2)), $3, $4, $5)
            UNION
            (SELECT p.id, p.created_at
             FROM (
                SELECT id, created_at, title_key FROM posts
                WHERE $6 AND NOT published AND owner_id = $1 AND (created_at, id) < ($3, $4)
                ORDER BY created_at DESC, id DESC LIMIT 1000
             ) p JOIN hearth_texts t ON t.post_id = p.id
             WHERE t.words @@ ((SELECT hearth_queries($2)))[t.language] OR p.title_key LIKE hearth_pattern($2))
        ) found
        ORDER BY created_at DESC, id DESC LIMIT $5
        "#,
        caller.unchecked_id(),
        words,
        before,
        before_id,
        wanted,
        with_drafts,
    );
    Ok(newest.fetch_all(db).await?)
}

/// Reads the page of what was found.
async fn read(db: &Pool, caller: Caller, request: &PageRequest, newest: &[Match]) -> Result<SearchPage> {
    let ids: Vec<i32> = newest.iter().map(|found| found.id).collect();
    let rows = if ids.is_empty() { Vec::new() } else { read_newest(db, caller, request, &ids).await? };
    with_matches(db, request, newest, rows).await
}

async fn read_newest(db: &Pool, caller: Caller, request: &PageRequest, ids: &[i32]) -> Result<Vec<PostRow>> {
    read_page!(
        db,
        caller,
        r#"
        SELECT * FROM (SELECT * FROM posts WHERE id = ANY($4) AND (published OR owner_id = $1) OFFSET 0) found
        ORDER BY created_at DESC, id DESC LIMIT $5 OFFSET $6
        "#,
        "p.created_at DESC, p.id DESC",
        "$5",
        ids,
        request.rows,
        request.skip,
    )
}

async fn ranked_by_votes(
    db: &Pool,
    caller: Caller,
    request: &PageRequest,
    ids: &[i32],
    votes: i64,
    id: i32,
) -> Result<Vec<PostRow>> {
    read_page!(
        db,
        caller,
        r#"
        SELECT posts.* FROM (SELECT * FROM hearth_scores WHERE post_id = ANY($6) OFFSET 0) found JOIN posts ON posts.id = post_id
        WHERE found.published AND (votes, post_id) < ($4, $5)
        ORDER BY votes DESC, post_id DESC LIMIT $7 OFFSET $8
        "#,
        "s.votes DESC, p.id DESC",
        "$7",
        votes,
        id,
        ids,
        request.rows,
        request.skip,
    )
}

async fn ranked_by_heat(
    db: &Pool,
    caller: Caller,
    request: &PageRequest,
    ids: &[i32],
    hot: f64,
    id: i32,
) -> Result<Vec<PostRow>> {
    read_page!(
        db,
        caller,
        r#"
        SELECT posts.* FROM (SELECT * FROM hearth_scores WHERE post_id = ANY($6) OFFSET 0) found JOIN posts ON posts.id = post_id
        WHERE found.published AND (hot, post_id) < ($4, $5)
        ORDER BY hot DESC, post_id DESC LIMIT $7 OFFSET $8
        "#,
        "s.hot DESC, p.id DESC",
        "$7",
        hot,
        id,
        ids,
        request.rows,
        request.skip,
    )
}

/// A post's title and the beginning of its content, with marks around the matches.
struct Marked {
    id: i32,
    original: String,
    title: String,
    excerpt: String,
    seen: String,
}

/// Marks the matches in the rows.
async fn with_matches(db: &Pool, request: &PageRequest, newest: &[Match], rows: Vec<PostRow>) -> Result<SearchPage> {
    let ids: Vec<i32> = rows.iter().map(|row| row.id).collect();
    let marked = if ids.is_empty() { Vec::new() } else { mark(db, &request.words, &ids).await? };
    let seen = rows.first().map(|row| row.seen.clone());
    let all_seen = || newest.iter().map(|found| &found.seen).chain(marked.iter().map(|post| &post.seen));
    let consistent = seen.is_some_and(|seen| all_seen().all(|other| *other == seen));
    let count = begins(request).then_some(newest.len());
    let matches = marked
        .into_iter()
        .map(|post| (post.id, found(&request.words, &post.original, &post.title, &post.excerpt)))
        .collect();
    Ok(SearchPage { rows, count, matches, consistent })
}

/// Has PostgreSQL mark the matches, which knows the stems of words. Characters that mark are taken out of the texts first. All
/// contents together have so many characters as it marks in some milliseconds.
async fn mark(db: &Pool, words: &str, ids: &[i32]) -> Result<Vec<Marked>> {
    let marked = sqlx::query_as!(
        Marked,
        r#"
        SELECT p.id AS "id!", left(p.title, 300) AS "original!", (SELECT pg_current_snapshot()::TEXT) AS "seen!",
               ts_headline(
                   language, translate(left(p.title, 300), chr(2) || chr(3), ''), query,
                   'HighlightAll=true, StartSel=' || chr(2) || ', StopSel=' || chr(3)
               ) AS "title!",
               ts_headline(
                   language, translate(left(p.content, $3), chr(2) || chr(3), ''), query,
                   'MaxWords=35, MinWords=20, MaxFragments=1, StartSel=' || chr(2) || ', StopSel=' || chr(3)
               ) AS "excerpt!"
        FROM (
            SELECT id, COALESCE(title, '') AS title, COALESCE(content, '') AS content,
                   (hearth_languages())[t.language] AS language, ((SELECT hearth_queries($1)))[t.language] AS query
            FROM posts JOIN hearth_texts t ON t.post_id = id
            WHERE id = ANY($2)
        ) p
        "#,
        words,
        ids,
        (EXCERPTED_MAX / i32::try_from(ids.len()).unwrap_or(i32::MAX)).clamp(500, 10_000),
    );
    Ok(marked.fetch_all(db).await?)
}

impl SearchPage {
    /// Returns the page of a list that is not searched for words.
    pub(crate) fn of(rows: Vec<PostRow>) -> Self {
        Self { rows, consistent: true, ..Self::default() }
    }

    /// Returns the posts with their matches.
    pub(crate) fn entries(self) -> Vec<PostOut> {
        let Self { rows, mut matches, .. } = self;
        let entries = rows.into_iter().map(|row| {
            let found = matches.remove(&row.id);
            PostOut { found, ..row.into() }
        });
        entries.collect()
    }

    /// Returns the page of a search that finds nothing.
    fn nowhere(request: &PageRequest) -> Self {
        Self { count: begins(request).then_some(0), ..Self::default() }
    }
}

/// Returns whether a page is the first one.
fn begins(request: &PageRequest) -> bool {
    request.is_first && request.skip == 0
}

/// Returns how many posts have to be found for a page; none where none are.
fn wanted(request: &PageRequest) -> Option<i64> {
    let reached = request.skip.saturating_add(request.rows);
    let findable = reached <= REACHED_MAX && request.words.chars().nth(SEARCHED_MAX).is_none();
    findable.then(|| if begins(request) { reached.max(counted()) } else { reached })
}

/// Returns how many posts tell that there are more than are counted.
fn counted() -> i64 {
    i64::try_from(COUNTED_MAX + 1).unwrap_or(i64::MAX)
}

fn start() -> (DateTime<Utc>, i32) {
    (DateTime::<Utc>::MAX_UTC, i32::MAX)
}
