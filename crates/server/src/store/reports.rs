//! Takes what readers report, and lists it for moderators.

use chrono::{DateTime, Utc};
use hearth_api::{Report, ReportState, ReportedPost, UserOut};

use super::{
    Pool,
    caller::{Caller, caller_query},
    moderation::Actor,
    words,
};
use crate::error::{Error, Result};

/// Bounds the reports of one account that nobody has looked at.
pub(crate) const OPEN_MAX: i64 = 100;

/// What is reported.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Subject {
    Post(i32),
    User(i32),
}

/// What came of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Taken,
    /// The reader has reported it already.
    Repeated,
    /// The reader has reported too much.
    TooMany,
    /// The reader sees nothing of that id.
    Missing,
}

/// Takes a report of the caller's.
pub(crate) async fn create(db: &Pool, caller: Caller, subject: Subject, reason: &str) -> Result<Outcome> {
    let (post_id, user_id) = match subject {
        Subject::Post(id) => (Some(id), None),
        Subject::User(id) => (None, Some(id)),
    };
    let created = caller_query!(
        query,
        caller,
        r#"
        WITH me AS (SELECT id FROM users WHERE "# [users] r#"),
             target AS (
                 SELECT owner_id AS user_id, id AS post_id FROM posts WHERE id = $4::INT AND published
                 UNION ALL
                 SELECT id, NULL FROM users WHERE id = $5::INT
             ),
             open AS (
                 SELECT count(*) AS number FROM hearth_reports WHERE reporter_id = $1 AND state = 'open'
             ),
             created AS (
                 INSERT INTO hearth_reports (reporter_id, user_id, post_id, reason)
                 SELECT me.id, target.user_id, target.post_id, $6 FROM me, target, open WHERE open.number < $7
                 ON CONFLICT DO NOTHING
                 RETURNING id
             )
        SELECT EXISTS (SELECT FROM me) AS "known!", EXISTS (SELECT FROM target) AS "found!",
               EXISTS (SELECT FROM created) AS "created!", open.number >= $7 AS "too_many!"
        FROM open
        "#,
        post_id,
        user_id,
        reason,
        OPEN_MAX,
    );
    let created = created.fetch_one(db).await?;
    if !created.known {
        return Err(Error::BAD_TOKEN);
    }
    Ok(match created {
        _ if created.created => Outcome::Taken,
        _ if !created.found => Outcome::Missing,
        _ if created.too_many => Outcome::TooMany,
        _ => Outcome::Repeated,
    })
}

/// A report with what it is about.
struct Row {
    id: i32,
    created_at: DateTime<Utc>,
    reason: String,
    state: String,
    closed_at: Option<DateTime<Utc>>,
    post_id: Option<i32>,
    title: Option<String>,
    reporter_id: i32,
    reporter_email: String,
    reporter_since: DateTime<Utc>,
    reporter_name: Option<String>,
    user_id: i32,
    user_email: String,
    user_since: DateTime<Utc>,
    user_name: Option<String>,
}

/// Lists reports of a state behind a number, in the order in which they came.
pub(crate) async fn list(db: &Pool, state: ReportState, after: i32, limit: i64) -> sqlx::Result<Vec<Report>> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        SELECT r.id, r.created_at, r.reason, r.state, r.closed_at, r.post_id, left(p.title, 300) AS title,
               by_user.id AS reporter_id, by_user.email AS reporter_email, by_user.created_at AS reporter_since,
               NULLIF(by_user.display_name, '') AS reporter_name,
               about.id AS user_id, about.email AS user_email, about.created_at AS user_since,
               NULLIF(about.display_name, '') AS user_name
        FROM hearth_reports r
             JOIN users by_user ON by_user.id = r.reporter_id
             JOIN users about ON about.id = r.user_id
             LEFT JOIN posts p ON p.id = r.post_id
        WHERE r.state = $1 AND r.id > $2 ORDER BY r.id LIMIT $3
        "#,
        words::write(state),
        after,
        limit,
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Report::from).collect())
}

impl From<Row> for Report {
    fn from(row: Row) -> Self {
        let user = |id, email, created_at, display_name| UserOut { id, email, created_at, display_name };
        Self {
            id: row.id,
            created_at: row.created_at,
            reporter: user(row.reporter_id, row.reporter_email, row.reporter_since, row.reporter_name),
            user: user(row.user_id, row.user_email, row.user_since, row.user_name),
            post: row.post_id.map(|id| ReportedPost { id, title: row.title.unwrap_or_default() }),
            reason: row.reason,
            state: words::read(&row.state).unwrap_or(ReportState::Open),
            closed_at: row.closed_at,
        }
    }
}

/// Closes a report that is open; returns whether it was.
pub(crate) async fn close(
    db: &Pool,
    actor: Actor,
    id: i32,
    state: ReportState,
    note: Option<&str>,
) -> sqlx::Result<bool> {
    let closed = sqlx::query_scalar!(
        r#"
        WITH closed AS (
            UPDATE hearth_reports SET state = $3, closed_at = now() WHERE id = $2 AND state = 'open'
            RETURNING user_id, post_id
        ), logged AS (
            INSERT INTO hearth_audit_log (actor_id, actor, action, user_id, email, post_id, title, reason)
            SELECT $1::INT, (SELECT email FROM users WHERE id = $1),
                   CASE $3 WHEN 'resolved' THEN 'resolve-report' ELSE 'dismiss-report' END,
                   user_id, (SELECT email FROM users WHERE id = user_id),
                   post_id, (SELECT left(title, 300) FROM posts WHERE id = post_id), $4::TEXT
            FROM closed
        )
        SELECT EXISTS (SELECT FROM closed) AS "closed!"
        "#,
        actor.id,
        id,
        words::write(state),
        note,
    );
    closed.fetch_one(db).await
}
