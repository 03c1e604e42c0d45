//! Purges old rows, a few at a time, for as long as the server runs.

use std::time::Duration;

use sqlx::{Result, postgres::PgQueryResult};
use tokio::time::{MissedTickBehavior, interval};

/// Bounds how many rows one statement removes: nobody waits long for it.
const ROWS: i64 = 5000;

/// Removes what is old, each time after a pause. `remove` takes the most rows that it may remove at once; what fails is
/// tried again the next time.
pub(super) async fn purge_regularly<F: Future<Output = Result<PgQueryResult>>>(
    what: &str,
    pause: Duration,
    remove: impl Fn(i64) -> F,
) {
    let mut ticks = interval(pause);
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
