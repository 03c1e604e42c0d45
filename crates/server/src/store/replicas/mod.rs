//! Reads from replicas, for clients that tell what they have seen and written.
//!
//! A client sends the position in the primary's log that it was told last. A replica that has all that is before it, and that is not
//! far behind, shows nothing older than what the client has seen, its own changes among it. How far a replica has come is asked
//! regularly; as it never goes back, what was told holds for later reads. It would go back where it crashes, or where its
//! connections lead to another server: no read counts in which that may have happened.
//!
//! Positions can be compared within one history of a log. Each primary leaves a trace of its own (`hearth_timelines`); a replica
//! that has the trace follows it. One that was left behind by a promotion does not have it, however far it is.

mod position;
mod primary;
mod replica;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures_util::future::{join, join_all, join3};
use tokio::time::{Interval, MissedTickBehavior, interval, timeout};

use self::{position::WalPosition, primary::PrimaryPosition, replica::Known};
pub(crate) use self::{
    position::Wanted,
    replica::{CONNECTIONS_MAX, Replica},
};
use super::{DatabaseOptions, Pool};

/// The time between two looks at the primary.
const SAMPLE: Duration = Duration::from_millis(500);

/// The time between two reports of how much was read where.
const REPORT: Duration = Duration::from_mins(1);

/// Bounds how long a client waits for a position, which is told behind what was asked for.
const TELL_TIMEOUT: Duration = Duration::from_secs(2);

/// The replicas of a database.
#[derive(Clone)]
pub(crate) struct Replicas(Arc<Shared>);

struct Shared {
    replicas: Vec<Replica>,
    primary: PrimaryPosition,
    /// Counts the choices, to spread them.
    chosen: AtomicUsize,
    reads: Reads,
}

/// Counts reads.
#[derive(Default)]
struct Reads {
    primary: AtomicU64,
    replicas: AtomicU64,
}

/// A replica that was chosen for a read: by its place, and by what was known of it.
#[derive(Clone, Copy)]
pub(crate) struct Choice {
    place: usize,
    known: Known,
}

impl Replicas {
    /// Names the replicas of a database, whose primary is reached by `db`.
    pub(crate) fn new(options: Vec<DatabaseOptions>, db: Pool) -> Self {
        Self(Arc::new(Shared {
            replicas: options.into_iter().map(Replica::new).collect(),
            primary: PrimaryPosition::new(db),
            chosen: AtomicUsize::default(),
            reads: Reads::default(),
        }))
    }

    /// Returns whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.replicas.is_empty()
    }

    /// Chooses a replica that has all that is before a position and is fresh enough; none where there is none. The position of a
    /// client that asks often is of moments ago, and later than what is known of any: then one is asked.
    pub(crate) async fn choose(&self, wanted: Wanted) -> Option<Choice> {
        let Wanted::Before(position) = wanted else { return None };
        let fresh = self.0.primary.fresh_from()?;
        let count = self.0.replicas.len();
        let first = self.0.chosen.fetch_add(1, Ordering::Relaxed);
        let mut places = (0..count).map(|step| first.wrapping_add(step) % count);
        let chosen = |place: usize| {
            let replica = &self.0.replicas[place];
            let known = replica.covering(fresh).and(replica.covering(position))?;
            Some(Choice { place, known })
        };
        if let Some(choice) = places.clone().find_map(chosen) {
            return Some(choice);
        }
        let place = places.find(|place| self.0.replicas[*place].covering(fresh).is_some())?;
        self.0.replicas[place].look_now().await;
        chosen(place)
    }

    /// Returns the replica of a choice.
    pub(crate) fn replica(&self, choice: Choice) -> &Replica {
        &self.0.replicas[choice.place]
    }

    /// Returns whether what was known of a choice held all the time up to now.
    pub(crate) fn still_is(&self, choice: Choice) -> bool {
        self.replica(choice).still_is(choice.known)
    }

    /// Counts a read, and whether it was one of a replica.
    pub(crate) fn count(&self, from_replica: bool) {
        let reads = if from_replica { &self.0.reads.replicas } else { &self.0.reads.primary };
        reads.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns a position behind all that was read there, or on the primary, and written before; none where it is not to be had.
    pub(crate) async fn position_behind(&self, read_from: Option<Choice>) -> Option<WalPosition> {
        if let Some(choice) = read_from
            && let Some(position) = self.replica(choice).behind(choice.known).await
        {
            return Some(position);
        }
        // It is ahead of all replicas.
        timeout(TELL_TIMEOUT, self.0.primary.now()).await.ok()?.ok()
    }

    /// Follows how far primary and replicas are, for as long as the task runs.
    pub(crate) async fn follow(self) {
        if self.is_empty() {
            return;
        }
        join3(self.sample(), join_all(self.0.replicas.iter().map(Replica::follow)), self.report_regularly()).await;
    }

    async fn sample(&self) {
        let mut ticks = at_intervals(SAMPLE);
        loop {
            ticks.tick().await;
            if let Err(error) = self.0.primary.sample().await {
                tracing::debug!(%error, "the position of the primary is not to be had");
            }
        }
    }

    async fn report_regularly(&self) {
        let mut ticks = at_intervals(REPORT);
        loop {
            ticks.tick().await;
            self.report();
        }
    }

    /// Logs how much was read where since the last report.
    fn report(&self) {
        let reads = &self.0.reads;
        let (primary, replicas) = (reads.primary.swap(0, Ordering::Relaxed), reads.replicas.swap(0, Ordering::Relaxed));
        if let Some(share) = (100 * replicas).checked_div(primary + replicas) {
            tracing::info!(primary, replicas, "{share} % of the reads with a position came from replicas");
        }
    }

    /// Closes all connections, after what runs on them.
    pub(crate) async fn close(&self) {
        self.report();
        let pools = self.0.replicas.iter().filter_map(Replica::pools);
        join_all(pools.map(|pools| join(pools.lookups.close(), pools.searches.close()))).await;
    }
}

fn at_intervals(period: Duration) -> Interval {
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}
