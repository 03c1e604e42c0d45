//! Purges the log of events: it stays long enough for a client that was away for a moment.

use std::time::Duration;

use sqlx::{Result, postgres::PgQueryResult};

use super::super::{Pool, purge::purge_regularly};

const INTERVAL: Duration = Duration::from_mins(1);

/// Purges regularly what is older than a quarter of an hour, but never the newest row: who stands there has missed nothing.
pub(crate) async fn purge_old(db: Pool) {
    purge_regularly("events", INTERVAL, |most| remove(&db, most)).await;
}

/// Looks at the oldest rows alone: a search for what is old would walk over all that is not, which can be a million rows.
async fn remove(db: &Pool, most: i64) -> Result<PgQueryResult> {
    let removed = sqlx::query!(
        r#"
        DELETE FROM hearth_events WHERE (txid, id) IN (
            SELECT txid, id FROM hearth_events
            WHERE happened_at < now() - INTERVAL '15 minutes'
              AND (txid, id) < (SELECT txid, id FROM hearth_events ORDER BY txid DESC, id DESC LIMIT 1)
              AND (txid, id) <= (
                  SELECT txid, id FROM (SELECT txid, id FROM hearth_events ORDER BY txid, id LIMIT $1) oldest
                  ORDER BY txid DESC, id DESC LIMIT 1
              )
            FOR UPDATE SKIP LOCKED
        )
        "#,
        most,
    );
    removed.execute(db).await
}
