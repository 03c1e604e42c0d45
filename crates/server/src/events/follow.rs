//! Follows the log of events while anybody watches.

use std::{sync::Arc, time::Duration};

use sqlx::Result;
use tokio::time::{sleep, timeout};

use super::{hub::Events, notify::CHANNEL};
use crate::store::{Pool, events as log};

/// Bounds the wait for a notification: programs that know nothing of us do not notify of what they write.
const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// Delays the next attempt after the database failed.
const RETRY_DELAY: Duration = Duration::from_secs(1);

/// Hands what is written to the subscriptions, whenever there are any.
pub(super) async fn follow(events: Events, db: Pool) {
    loop {
        events.0.subscribed.notified().await;
        while let Err(error) = follow_while_watched(&events, &db).await {
            tracing::warn!(%error, "following the events failed: trying again");
            sleep(RETRY_DELAY).await;
        }
    }
}

/// Reads the log until nobody watches. Whoever subscribes meanwhile reads what is missing between the two beginnings by
/// itself.
async fn follow_while_watched(events: &Events, db: &Pool) -> Result<()> {
    let batches = &events.0.batches;
    let mut listener = db.listener().await?;
    listener.listen(CHANNEL).await?;
    let mut position = log::end(db).await?;
    let mut first = true;
    while batches.receiver_count() > 0 {
        let batch = log::read(db, position).await?;
        let moved = batch.to != batch.from;
        position = batch.to.clone();
        // The first is sent even when it is empty: it shows where this began.
        if moved || first {
            // All of them may have gone.
            let _ = batches.send(Arc::new(batch));
            first = false;
        }
        if !moved {
            // Also where the time is over, and where the connection was lost and made anew.
            let _ = timeout(POLL_INTERVAL, listener.try_recv()).await.unwrap_or(Ok(None))?;
        }
    }
    Ok(())
}
