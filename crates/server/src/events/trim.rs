//! Keeping the log short: long enough for a client that was away for a moment.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use crate::database::Pool;

const EVERY: Duration = Duration::from_mins(1);

/// How much is removed by one statement.
const ROWS: u64 = 5000;

/// Removes what is older than a quarter of an hour, but never the newest row: who stands there has missed nothing.
pub(super) async fn trim(db: Pool) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        while remove(&db).await == ROWS {}
    }
}

async fn remove(db: &Pool) -> u64 {
    let removed = sqlx::query!(
        r#"
        DELETE FROM hearth_events WHERE (txid, id) IN (
            SELECT txid, id FROM hearth_events
            WHERE happened_at < now() - INTERVAL '15 minutes'
              AND (txid, id) < (SELECT txid, id FROM hearth_events ORDER BY txid DESC, id DESC LIMIT 1)
            ORDER BY txid, id LIMIT $1
            FOR UPDATE SKIP LOCKED
        )
        "#,
        i64::try_from(ROWS).unwrap_or(i64::MAX),
    );
    match removed.execute(db).await {
        Ok(removed) => removed.rows_affected(),
        Err(error) => {
            tracing::warn!(%error, "old events were not removed: trying again in a minute");
            0
        }
    }
}
