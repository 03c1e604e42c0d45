//! Remembers which sessions were seen, and writes that down once a minute for all of them: a request writes nothing. Each
//! write has the cached pages of the feed read anew, too, because the database is another then.

use std::{collections::HashMap, net::IpAddr, sync::Arc, time::Duration};

use parking_lot::Mutex;
use tokio::time::{MissedTickBehavior, interval};
use uuid::Uuid;

use super::super::Pool;

/// Separates two writes.
const INTERVAL: Duration = Duration::from_mins(1);

/// Bounds how many sessions are remembered between two writes. Those of more people at once are not written down.
const SEEN_MAX: usize = 20_000;

/// Bounds how many rows one statement writes.
const ROWS: usize = 1000;

/// The sessions that were seen since the last write, with the address of the client. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Activity(Arc<Mutex<HashMap<Uuid, Option<IpAddr>>>>);

impl Activity {
    /// Remembers that a session was seen: the first time only, so that `address` is asked for once a minute.
    pub(crate) fn seen(&self, session: Uuid, address: impl FnOnce() -> Option<IpAddr>) {
        let mut seen = self.0.lock();
        if seen.len() < SEEN_MAX && !seen.contains_key(&session) {
            seen.insert(session, address());
        }
    }

    /// Writes regularly, for as long as the task runs.
    pub(crate) async fn write_regularly(self, db: Pool) {
        let mut ticks = interval(INTERVAL);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            self.write(&db).await;
        }
    }

    /// Writes what was seen. Where that fails it is forgotten: the next minute sees most of them again.
    pub(crate) async fn write(&self, db: &Pool) {
        let seen = std::mem::take(&mut *self.0.lock());
        let (ids, addresses): (Vec<_>, Vec<_>) =
            seen.into_iter().map(|(id, address)| (id, address.map(|address| address.to_string()))).unzip();
        for (ids, addresses) in ids.chunks(ROWS).zip(addresses.chunks(ROWS)) {
            if let Err(error) = write_rows(db, ids, addresses).await {
                tracing::warn!(%error, "when sessions were last seen was not written");
                return;
            }
        }
    }
}

/// Writes some rows, but not those that somebody holds, and not those that another server has just written.
async fn write_rows(db: &Pool, ids: &[Uuid], addresses: &[Option<String>]) -> sqlx::Result<()> {
    let update = sqlx::query!(
        r#"
        UPDATE hearth_sessions s SET last_seen_at = greatest(now(), s.created_at), address = COALESCE(seen.address, s.address)
        FROM (
            SELECT held.id, seen.address
            FROM unnest($1::UUID[], $2::TEXT[]) AS seen (id, address) JOIN hearth_sessions held ON held.id = seen.id
            WHERE held.last_seen_at < now() - INTERVAL '30 seconds'
               OR held.address IS DISTINCT FROM COALESCE(seen.address, held.address)
            FOR NO KEY UPDATE OF held SKIP LOCKED
        ) AS seen
        WHERE s.id = seen.id
        "#,
        ids,
        addresses as &[Option<String>],
    );
    update.execute(db).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembers_each_session_once_and_not_too_many() {
        let activity = Activity::default();
        let address = IpAddr::from([203, 0, 113, 7]);
        for number in 0..SEEN_MAX + 10 {
            activity.seen(Uuid::from_u128(number as u128), || Some(address));
        }
        activity.seen(Uuid::from_u128(0), || panic!("asked for the address of one that is known"));
        assert_eq!(activity.0.lock().len(), SEEN_MAX);
    }
}
