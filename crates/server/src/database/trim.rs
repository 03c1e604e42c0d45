//! Removing what is old, a little at a time, for as long as the server runs.

use std::time::Duration;

use sqlx::{Result, postgres::PgQueryResult};
use tokio::time::{MissedTickBehavior, interval};

/// How many rows one statement removes at most: nobody waits long for it.
const ROWS: i64 = 5000;

/// Removes what is old every so often. `remove` takes the most rows that it may remove at once; what fails is tried again
/// the next time.
pub(crate) async fn trim<F: Future<Output = Result<PgQueryResult>>>(
    what: &str,
    every: Duration,
    remove: impl Fn(i64) -> F,
) {
    let mut ticks = interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        loop {
            match remove(ROWS).await {
                Ok(removed) if i64::try_from(removed.rows_affected()) == Ok(ROWS) => {}
                Ok(_) => break,
                Err(error) => {
                    tracing::warn!(%error, "old {what} were not removed: trying again later");
                    break;
                }
            }
        }
    }
}
