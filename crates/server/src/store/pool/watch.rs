//! Notices that the database has moved, where nothing else would: a server that was cut off neither answers nor closes its
//! connections, and one that was left behind by a promotion goes on answering.

use std::time::Duration;

use sqlx::{Connection as _, Error, PgConnection, Result};
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::{super::hosts::DatabaseOptions, Pool};

/// The time between two looks at where new connections lead, each at one of the hosts.
const INTERVAL: Duration = Duration::from_secs(2);

/// Bounds a look.
const LOOK_TIMEOUT: Duration = Duration::from_secs(3);

/// The looks at a database that answers nothing after which it is lost.
const LOOKS: u32 = 2;

/// Looks on a connection more where new connections lead, for as long as the task runs, while statements are run.
pub(in crate::store) async fn follow_primary(lookups: Pool, searches: Pool) {
    let options = lookups.options().clone();
    let mut ticks = interval(INTERVAL);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut seen, mut failed, mut host) = (0, 0, 0);
    loop {
        ticks.tick().await;
        let answered = options.primary().answered();
        let is_silent = answered == std::mem::replace(&mut seen, answered);
        if is_silent && !lookups.is_in_use() && !searches.is_in_use() {
            continue;
        }
        host = (host + 1) % options.hosts().len();
        // That a host is away, or no primary, is no event.
        let _ = timeout(LOOK_TIMEOUT, look(&options, host)).await;
        failed = if is_silent && !lets_in(&options).await { failed + 1 } else { 0 };
        if failed == LOOKS && options.primary().answered() == answered {
            tracing::warn!("the database answers nothing, and takes no connections: giving up those that there are");
            options.primary().lose();
        }
    }
}

/// Looks where new connections lead: all of them to a proxy, or one to a host of its own.
async fn look(options: &DatabaseOptions, host: usize) -> Result<()> {
    if options.hosts().len() > 1 {
        return options.follow(host).await;
    }
    options.connect().await?.raw.close().await
}

/// Returns whether the database lets us in, or says why not. Behind a pooler, statements may have to wait for a long time.
async fn lets_in(options: &DatabaseOptions) -> bool {
    match timeout(LOOK_TIMEOUT, PgConnection::connect_with(options.last_host())).await {
        Ok(Ok(connection)) => {
            let _ = connection.close().await;
            true
        }
        Ok(Err(error)) => matches!(error, Error::Database(_)),
        Err(_) => false,
    }
}
