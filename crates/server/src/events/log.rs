//! Reading the log, in an order that every reader sees alike: up to the oldest transaction that still runs.

use std::collections::HashSet;

use hearth_api::PostEvent;
use sqlx::{PgConnection, Result};

use super::event::{Event, Kind, Position};
use crate::database::Pool;

/// The most rows of the log that are read at once.
const ROWS: i64 = 1000;

/// A piece of the log.
#[derive(Debug)]
pub(super) struct Batch {
    /// It begins behind this.
    pub(super) from: Position,
    /// It ends with this; equal to `from` where there is nothing.
    pub(super) to: Position,
    /// Of several votes on a post only the last, because each tells the number of now.
    pub(super) events: Vec<Event>,
}

/// What comes behind `from`, as far as one read goes.
pub(super) async fn read(db: &Pool, from: Position) -> Result<Batch> {
    let rows = sqlx::query!(
        r#"
        SELECT e.txid::TEXT AS "txid!", e.id, e.kind, e.post_id,
               COALESCE(e.owner_id, p.owner_id) AS owner_id, COALESCE(e.public, p.published) AS public,
               s.votes AS "votes?"
        FROM hearth_events e
             LEFT JOIN posts p ON e.kind = 'voted' AND p.id = e.post_id
             LEFT JOIN hearth_scores s ON e.kind = 'voted' AND s.post_id = e.post_id
        WHERE (e.txid, e.id) > ($1::TEXT::XID8, $2) AND e.txid < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY e.txid, e.id LIMIT $3
        "#,
        from.txid.to_string(),
        from.id,
        ROWS,
    );
    let rows = rows.fetch_all(db).await?;
    let mut batch = Batch { from, to: from, events: Vec::with_capacity(rows.len()) };
    for row in rows {
        batch.to = position(&row.txid, row.id)?;
        // A vote on a post that is gone says nothing.
        if let (Some(kind), Some(owner_id), Some(public)) = (Kind::read(&row.kind), row.owner_id, row.public) {
            let data = PostEvent { post_id: row.post_id, owner_id, vote: row.votes };
            batch.events.push(Event { position: batch.to, kind, public, data });
        }
    }
    keep_last_votes(&mut batch.events);
    Ok(batch)
}

fn keep_last_votes(events: &mut Vec<Event>) {
    let mut told = HashSet::new();
    events.reverse();
    events.retain(|event| event.kind != Kind::Voted || told.insert(event.data.post_id));
    events.reverse();
}

/// Where the log ends for now.
pub(super) async fn end(db: &Pool) -> Result<Position> {
    let newest = sqlx::query!(
        r#"
        SELECT txid::TEXT AS "txid!", id FROM hearth_events WHERE txid < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY hearth_events.txid DESC, id DESC LIMIT 1
        "#,
    );
    match newest.fetch_optional(db).await? {
        Some(newest) => position(&newest.txid, newest.id),
        None => Ok(Position { txid: 0, id: 0 }),
    }
}

/// Whether the log still has this place, so that nothing behind it is missing.
pub(super) async fn has(db: &Pool, position: Position) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM hearth_events WHERE txid = $1::TEXT::XID8 AND id = $2) AS "found!""#,
        position.txid.to_string(),
        position.id,
    );
    found.fetch_one(db).await
}

/// Transactions are counted by the cluster, so a log that was restored into another one may stand in its future: forget
/// that part, for nothing would come behind it.
pub(crate) async fn repair(db: &mut PgConnection) -> Result<()> {
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

fn position(txid: &str, id: i64) -> Result<Position> {
    Ok(Position { txid: txid.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))?, id })
}
