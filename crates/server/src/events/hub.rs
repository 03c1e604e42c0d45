//! Connects those who write, the follower of the log, and those who watch.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::{Notify, broadcast, watch},
    time::{Instant, sleep_until},
};

use super::streams::Streams;
use crate::store::events::Batch;

/// Bounds how many batches a slow subscriber may be behind before it has to read the log.
const BACKLOG: usize = 64;

/// Connects those who write, the follower of the log, and those who watch.
#[derive(Clone)]
pub(crate) struct Events(pub(super) Arc<Shared>);

pub(super) struct Shared {
    pub(super) written: Notify,
    /// As `written`, for the follower of this server.
    pub(super) written_here: Notify,
    pub(super) subscribed: Notify,
    pub(super) batches: broadcast::Sender<Arc<Batch>>,
    pub(super) closing: watch::Sender<Option<Closing>>,
    /// Counts the subscriptions, to spread their ends.
    begun: AtomicU32,
    pub(super) streams: Streams,
}

impl Events {
    /// Allows so many subscriptions at once.
    pub(crate) fn new(streams: usize) -> Self {
        Self(Arc::new(Shared {
            written: Notify::new(),
            written_here: Notify::new(),
            subscribed: Notify::new(),
            batches: broadcast::Sender::new(BACKLOG),
            closing: watch::Sender::new(None),
            begun: AtomicU32::default(),
            streams: Streams::new(streams),
        }))
    }

    /// Makes those who watch, at whichever server, look at what was written.
    pub(crate) fn notify(&self) {
        self.0.written.notify_one();
        self.0.written_here.notify_one();
    }

    /// Returns how many subscriptions are open, and how many were refused so far.
    pub(crate) fn streams(&self) -> (usize, u64) {
        self.0.streams.counts()
    }

    /// Ends every subscription within this time, evenly spread: their clients come back all at once otherwise.
    pub(crate) fn close(&self, within: Duration) {
        self.0.closing.send_replace(Some(Closing { begin: Instant::now(), within }));
    }
}

/// The time in which subscriptions end.
#[derive(Clone, Copy)]
pub(super) struct Closing {
    begin: Instant,
    within: Duration,
}

/// The end of one subscription.
pub(super) struct End {
    closing: watch::Receiver<Option<Closing>>,
    /// The part of the time after which it ends, from 0 to 1.
    part: f32,
}

impl Shared {
    /// Gives one more subscription its end.
    pub(super) fn end(&self) -> End {
        // Multiples of the golden ratio, without their integers, are evenly spread however many there are.
        const GOLDEN: f32 = 0.618_034;
        #[allow(clippy::cast_precision_loss, reason = "so few are exact")]
        let number = (self.begun.fetch_add(1, Ordering::Relaxed) % 10_000) as f32;
        End { closing: self.closing.subscribe(), part: (number * GOLDEN).fract() }
    }
}

impl End {
    /// Waits until the subscription is to end.
    pub(super) async fn wait(&mut self) {
        loop {
            // Where nobody can say so any more, it is over.
            let Ok(Some(Closing { begin, within })) =
                self.closing.wait_for(Option::is_some).await.map(|closing| *closing)
            else {
                return;
            };
            tokio::select! {
                () = sleep_until(begin + within.mul_f32(self.part)) => return,
                // The end may come sooner.
                _ = self.closing.changed() => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn spreads_the_ends_of_subscriptions() {
        let events = Events::new(10);
        let mut ends: Vec<_> = (0..10).map(|_| events.0.end()).collect();
        let mut parts: Vec<_> = ends.iter().map(|end| end.part).collect();
        parts.sort_by(f32::total_cmp);
        assert!(parts.iter().all(|part| (0.0..1.0).contains(part)), "{parts:?}");
        assert!(parts.windows(2).all(|two| two[1] - two[0] > 0.05), "{parts:?}");

        // The last to end waits no longer where the end comes sooner.
        let mut last = ends.pop().unwrap();
        events.close(Duration::from_hours(1));
        let waiting = tokio::spawn(async move { last.wait().await });
        events.close(Duration::ZERO);
        waiting.await.unwrap();
    }
}
