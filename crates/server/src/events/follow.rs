//! Following the log while anybody watches.

use std::{sync::Arc, time::Duration};

use sqlx::Result;
use tokio::time::{sleep, timeout};

use super::{Events, announce::CHANNEL, log};
use crate::database::Pool;

/// Programs that know nothing of us do not announce what they write.
const LOOK: Duration = Duration::from_secs(2);

/// Before the database is asked again after it failed.
const RETRY: Duration = Duration::from_secs(1);

pub(super) async fn follow(events: Events, db: Pool) {
    loop {
        events.0.subscribed.notified().await;
        while let Err(error) = follow_while_watched(&events, &db).await {
            tracing::warn!(%error, "following the events failed: trying again");
            sleep(RETRY).await;
        }
    }
}

/// Whoever subscribes meanwhile reads what is missing between the two beginnings by itself.
async fn follow_while_watched(events: &Events, db: &Pool) -> Result<()> {
    let batches = &events.0.batches;
    let mut listener = db.listener().await?;
    listener.listen(CHANNEL).await?;
    let mut position = log::end(db).await?;
    let mut first = true;
    while batches.receiver_count() > 0 {
        let batch = log::read(db, position).await?;
        let moved = batch.to != position;
        position = batch.to;
        // The first is sent even when it is empty: it shows where this began.
        if moved || first {
            // All of them may have gone.
            let _ = batches.send(Arc::new(batch));
            first = false;
        }
        if !moved {
            // Also where the time is over, and where the connection was lost and made anew.
            let _ = timeout(LOOK, listener.try_recv()).await.unwrap_or(Ok(None))?;
        }
    }
    Ok(())
}
