//! Builds the statements that write a batch of votes: of equal requests the first counts, as if they had come one by one.

use chrono::{DateTime, Utc};
use sqlx::Result;
use uuid::Uuid;

use super::{
    super::Pool,
    request::{Outcome, VoteRequest},
};

/// Holds requests as PostgreSQL takes them: an array for each column.
struct Columns {
    users: Vec<i32>,
    issued_after: Vec<DateTime<Utc>>,
    issued_before: Vec<DateTime<Utc>>,
    posts: Vec<i32>,
    sessions: Vec<Option<Uuid>>,
}

/// The result of a statement for a request.
struct Row {
    /// True where the caller's session is valid.
    known: bool,
    /// True where the caller may see the post.
    found: bool,
    changed: bool,
}

/// Writes requests that all vote, or all take a vote back. Their outcomes are in the same order.
pub(super) async fn run(db: &Pool, requests: &[VoteRequest], vote: bool) -> Result<Vec<Outcome>> {
    let columns = Columns {
        users: requests.iter().map(|request| request.caller.unchecked_id()).collect(),
        issued_after: requests.iter().map(|request| request.caller.issued_after()).collect(),
        issued_before: requests.iter().map(|request| request.caller.issued_before()).collect(),
        posts: requests.iter().map(|request| request.post_id).collect(),
        sessions: requests.iter().map(|request| request.caller.session()).collect(),
    };
    let rows = if vote { add(db, &columns).await? } else { take_back(db, &columns).await? };
    Ok(rows.iter().map(outcome).collect())
}

fn outcome(row: &Row) -> Outcome {
    match row {
        Row { known: false, .. } => Outcome::InvalidSession,
        Row { changed: true, .. } => Outcome::Done,
        Row { found: true, .. } => Outcome::Unchanged,
        Row { found: false, .. } => Outcome::NoPost,
    }
}

/// Builds a checked statement around the one that changes `votes` by the requests in `known`, and returns what it changed.
/// It checks each caller's session, as `caller_query` does that of one. `$where` narrows down what a caller sees.
macro_rules! write_votes {
    ($columns:expr, $where:literal, $change:literal) => {
        sqlx::query_as!(
            Row,
            r#"
            WITH asked AS (
                SELECT * FROM unnest($1::INT[], $2::TIMESTAMPTZ[], $3::TIMESTAMPTZ[], $4::INT[], $5::UUID[])
                    WITH ORDINALITY AS asked (user_id, issued_after, issued_before, post_id, session_id, number)
            ), known AS MATERIALIZED (
                SELECT number, u.id AS user_id, asked.post_id, p.id IS NOT NULL AS found
                FROM asked JOIN users u ON u.id = asked.user_id AND u.sessions_since <= asked.issued_after
                                       AND u.created_at <= asked.issued_before
                                       AND CASE WHEN asked.session_id IS NULL THEN u.unlisted_since <= asked.issued_after
                                           ELSE u.id = (SELECT s.user_id FROM hearth_sessions s WHERE s.id = asked.session_id)
                                           END
                     LEFT JOIN posts p ON p.id = asked.post_id AND (p.published OR p.owner_id = u.id) "#
                + $where
                + r#"
            ), changed AS ("#
                + $change
                + r#")
            SELECT known.number IS NOT NULL AS "known!", known.found IS TRUE AS "found!",
                   changed.user_id IS NOT NULL AND NOT EXISTS (
                       SELECT FROM known AS earlier
                       WHERE (earlier.user_id, earlier.post_id) = (known.user_id, known.post_id)
                         AND earlier.number < known.number
                   ) AS "changed!"
            FROM asked LEFT JOIN known USING (number)
                 LEFT JOIN changed ON (changed.user_id, changed.post_id) = (known.user_id, known.post_id)
            ORDER BY number
            "#,
            &$columns.users,
            &$columns.issued_after,
            &$columns.issued_before,
            &$columns.posts,
            &$columns.sessions as &[Option<Uuid>],
        )
    };
}

async fn add(db: &Pool, columns: &Columns) -> Result<Vec<Row>> {
    // Whom the owner has blocked does not vote.
    let rows = write_votes!(
        columns,
        r#"AND (
            SELECT b.kind FROM hearth_blocks b WHERE b.user_id = p.owner_id AND b.other_id = u.id
        ) IS DISTINCT FROM 'block'"#,
        r#"
        INSERT INTO votes (user_id, post_id)
        SELECT DISTINCT user_id, post_id FROM known WHERE found ORDER BY post_id, user_id
        ON CONFLICT DO NOTHING RETURNING user_id, post_id
        "#
    );
    rows.fetch_all(db).await
}

async fn take_back(db: &Pool, columns: &Columns) -> Result<Vec<Row>> {
    let rows = write_votes!(
        columns,
        "",
        r#"
        DELETE FROM votes USING (SELECT DISTINCT user_id, post_id FROM known WHERE found) AS taken
        WHERE (votes.user_id, votes.post_id) = (taken.user_id, taken.post_id)
        RETURNING votes.user_id, votes.post_id
        "#
    );
    rows.fetch_all(db).await
}
