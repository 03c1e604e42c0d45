//! Reads the log: what came to be visible since a snapshot, in the order in which it was written.

use std::collections::HashSet;

use hearth_api::PostEvent;
use sqlx::{PgConnection, Result};

use super::{
    event::{Event, Kind},
    position::{LogSnapshot, parse_txid},
};
use crate::store::Pool;

/// Bounds how many events are read at once. Who missed more loads afresh.
const MISSED_MAX: i64 = 10_000;

/// A piece of the log.
#[derive(Debug)]
pub(crate) struct Batch {
    /// The snapshot that the batch begins behind.
    pub(crate) from: LogSnapshot,
    /// The snapshot that the batch ends with; equal to `from` where there is nothing.
    pub(crate) to: LogSnapshot,
    /// The events, with only the last of several votes on a post, because each tells the number of now. None where
    /// there are too many.
    pub(crate) events: Option<Vec<Event>>,
    /// The users some of whose sessions have ended; incomplete where there are no events.
    pub(crate) sessions_ended: Vec<i32>,
    /// True where the log is not the one that was read before: it ends earlier.
    pub(crate) rewound: bool,
}

impl Batch {
    /// Returns what stands for a log that ends earlier than before, as that of a standby that was promoted before it had all:
    /// whoever was told what is lost has to load afresh.
    pub(crate) fn rewound(end: LogSnapshot) -> Self {
        Self { from: end.clone(), to: end, events: None, sessions_ended: Vec::new(), rewound: true }
    }
}

/// The kind of an entry that tells of a user's sessions, and of no post.
const SESSIONS: &str = "sessions";

/// Reads what comes behind `from`.
pub(crate) async fn read(db: &Pool, from: LogSnapshot) -> Result<Batch> {
    let running: Vec<String> = from.running.iter().map(u64::to_string).collect();
    let rows = sqlx::query!(
        r#"
        SELECT e.txid::TEXT AS "txid!", e.id, e.kind, e.post_id,
               COALESCE(e.owner_id, p.owner_id) AS owner_id, COALESCE(e.public, p.published) AS public,
               s.votes AS "votes?", pg_current_snapshot()::TEXT AS "snapshot!"
        FROM hearth_events e
             LEFT JOIN posts p ON e.kind = 'voted' AND p.id = e.post_id
             LEFT JOIN hearth_scores s ON e.kind = 'voted' AND s.post_id = e.post_id
        WHERE e.txid > $1::TEXT::XID8 OR e.txid = ANY ($2::TEXT[]::XID8[])
        ORDER BY e.id LIMIT $3::BIGINT + 1
        "#,
        from.newest.to_string(),
        &running,
        MISSED_MAX,
    );
    let rows = rows.fetch_all(db).await?;
    let mut sessions_ended = Vec::new();
    let Some(first) = rows.first() else {
        return Ok(Batch { to: from.clone(), from, events: Some(Vec::new()), sessions_ended, rewound: false });
    };
    if i64::try_from(rows.len()).is_ok_and(|number| number > MISSED_MAX) {
        return Ok(Batch { from, to: end(db).await?, events: None, sessions_ended, rewound: false });
    }
    let snapshot = first.snapshot.clone();
    let (mut newest, mut events) = (from.newest, Vec::with_capacity(rows.len()));
    for row in rows {
        let txid = parse_txid(&row.txid)?;
        newest = newest.max(txid);
        if row.kind == SESSIONS {
            sessions_ended.extend(row.owner_id);
        }
        // A vote on a post that is gone says nothing.
        if let (Some(kind), Some(owner_id), Some(public)) = (Kind::parse(&row.kind), row.owner_id, row.public) {
            let data = PostEvent { post_id: row.post_id, owner_id, vote: row.votes };
            events.push(Event { txid, id: row.id, kind, public, data });
        }
    }
    keep_last_votes(&mut events);
    let to = LogSnapshot::parse(newest, &snapshot)?;
    Ok(Batch { from, to, events: Some(events), sessions_ended, rewound: false })
}

/// Keeps of several votes on a post the last one.
fn keep_last_votes(events: &mut Vec<Event>) {
    let mut told = HashSet::new();
    events.reverse();
    events.retain(|event| event.kind != Kind::Voted || told.insert(event.data.post_id));
    events.reverse();
}

/// Finds the end of the log: the snapshot of what can be seen now.
pub(crate) async fn end(db: &Pool) -> Result<LogSnapshot> {
    let newest = sqlx::query!(
        r#"
        SELECT txid::TEXT AS "txid!", pg_current_snapshot()::TEXT AS "snapshot!" FROM hearth_events
        ORDER BY hearth_events.txid DESC LIMIT 1
        "#,
    );
    match newest.fetch_optional(db).await? {
        Some(newest) => LogSnapshot::parse(parse_txid(&newest.txid)?, &newest.snapshot),
        None => Ok(LogSnapshot { newest: 0, running: Vec::new() }),
    }
}

/// Returns whether the log still has the end of this snapshot, so that nothing behind it is missing.
pub(crate) async fn has(db: &Pool, snapshot: &LogSnapshot) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM hearth_events WHERE txid = $1::TEXT::XID8) AS "found!""#,
        snapshot.newest.to_string(),
    );
    found.fetch_one(db).await
}

/// Deletes the part of the log that is in the future. Transactions are counted by the cluster, so the log may be there where
/// it was restored into another one, and nothing would come behind it.
pub(crate) async fn delete_future(db: &mut PgConnection) -> Result<()> {
    sqlx::query!("DELETE FROM hearth_events WHERE txid >= pg_snapshot_xmax(pg_current_snapshot())")
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "INSERT INTO hearth_events (kind, post_id) SELECT 'start', 0 WHERE NOT EXISTS (SELECT FROM hearth_events)"
    )
    .execute(db)
    .await
    .map(drop)
}

/// Notifies whoever listens on this channel, at any server that shares the database.
pub(crate) async fn notify(db: &Pool, channel: &str) -> Result<()> {
    sqlx::query!("SELECT pg_notify($1, '')", channel).execute(db).await.map(drop)
}
