//! Notifies the servers that share a database.
//!
//! `NOTIFY` inside the writing transactions would let them commit only one after the other. So they write to the log alone,
//! and a moment later one notification stands for all of them.

use std::time::Duration;

use tokio::time::sleep;

use super::hub::Events;
use crate::store::{self, Pool};

/// Names the channel of the notifications.
pub(super) const CHANNEL: &str = "hearth_events";

/// Separates two notifications: what is written in between shares the next one.
const PAUSE: Duration = Duration::from_millis(50);

/// Notifies after each change.
pub(super) async fn notify(events: Events, db: Pool) {
    loop {
        events.0.written.notified().await;
        // What nobody was notified of is found by the followers all the same, a little later.
        if let Err(error) = store::events::notify(&db, CHANNEL).await {
            tracing::debug!(%error, "a change was not announced");
        }
        sleep(PAUSE).await;
    }
}
