//! Waking the servers that share a database.
//!
//! `NOTIFY` inside the writing transactions would let them commit only one after the other. So they write to the log alone,
//! and a moment later one notification stands for all of them.

use std::time::Duration;

use tokio::time::sleep;

use super::Events;
use crate::database::Pool;

/// The channel of the notifications.
pub(super) const CHANNEL: &str = "hearth_events";

/// What is written in between is announced together.
const PAUSE: Duration = Duration::from_millis(50);

pub(super) async fn announce(events: Events, db: Pool) {
    loop {
        events.0.written.notified().await;
        // What could not be announced is found by the followers all the same, a little later.
        if let Err(error) = sqlx::query!("SELECT pg_notify($1, '')", CHANNEL).execute(&db).await {
            tracing::debug!(%error, "a change was not announced");
        }
        sleep(PAUSE).await;
    }
}
