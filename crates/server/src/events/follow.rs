//! Follows the log of events while anybody watches.

use std::{sync::Arc, time::Duration};

use sqlx::{Result, postgres::PgListener};
use tokio::time::{sleep, timeout};

use super::{hub::Events, notify::CHANNEL};
use crate::store::{
    Pool,
    events::{self as log, Batch, LogSnapshot},
};

/// Bounds the wait for a notification: programs that know nothing of us do not notify of what they write.
const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// Delays the next attempt after the database failed.
const RETRY_DELAY: Duration = Duration::from_secs(1);

/// Hands what is written to the subscriptions, whenever there are any.
pub(super) async fn follow(events: Events, db: Pool) {
    let mut newest = 0;
    loop {
        events.0.subscribed.notified().await;
        while events.0.batches.receiver_count() > 0 {
            if let Err(error) = follow_while_watched(&events, &db, &mut newest).await {
                tracing::warn!(%error, "following the events failed: trying again");
                sleep(RETRY_DELAY).await;
            }
        }
    }
}

/// Reads the log until nobody watches, or the database is another server: it notifies, and the earlier one may go on to say
/// nothing. Whoever subscribes meanwhile reads what is missing between the two beginnings by itself.
///
/// `newest` is the newest transaction in the log so far. The newest row is never purged, so a log that ends before it has lost it.
async fn follow_while_watched(events: &Events, db: &Pool, newest: &mut u64) -> Result<()> {
    let (batches, generation) = (&events.0.batches, db.generation());
    let mut listener = db.listener().await?;
    if let Some(listener) = &mut listener {
        listener.listen(CHANNEL).await?;
    }
    let mut position: LogSnapshot = log::end(db).await?;
    let mut first = true;
    if position.newest < *newest {
        tracing::warn!("the database lacks what was written last: those who watch load afresh");
        let _ = batches.send(Arc::new(Batch::rewound(position.clone())));
        // Once, also where reading on fails.
        *newest = position.newest;
    }
    while batches.receiver_count() > 0 && db.generation() == generation {
        let batch = log::read(db, position).await?;
        let moved = batch.to != batch.from;
        position = batch.to.clone();
        *newest = position.newest;
        // The first is sent even when it is empty: it shows where this began.
        if moved || first {
            // All of them may have gone.
            let _ = batches.send(Arc::new(batch));
            first = false;
        }
        if !moved {
            wait(listener.as_mut(), events).await?;
        }
    }
    Ok(())
}

/// Waits for a notification, and not for long. Without notifications at least for what is written here.
async fn wait(listener: Option<&mut PgListener>, events: &Events) -> Result<()> {
    let Some(listener) = listener else {
        let _ = timeout(POLL_INTERVAL, events.0.written_here.notified()).await;
        return Ok(());
    };
    // Also where the time is over, and where the connection was lost and made anew.
    timeout(POLL_INTERVAL, listener.try_recv()).await.unwrap_or(Ok(None)).map(drop)
}
