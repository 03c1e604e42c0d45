//! Decides whose statement is next, where there are fewer connections than statements.
//!
//! The next is of the requester whose statements took least of late; and those of requesters that took much, or that are known
//! to take long, never run on all connections at once while there are others, and rest after each for longer than it took. So
//! whoever asks for much waits, and nobody else does.

use std::{
    collections::{BTreeMap, HashMap},
    time::{Duration, Instant},
};

use super::usage::Usage;
use crate::domain::Requester;

/// Whoever used more of the database of late, in seconds for each connection there may be, is one who asks for much: about more
/// than a hundredth of the time of all connections.
const MUCH: f64 = 0.5;

/// What a statement is taken to use before it is known, in seconds: of two requesters who have used the same, the one with
/// fewer statements on their way is next.
const EXPECTED: f64 = 0.005;

/// The time after a statement of somebody who asks for little in which connections are kept free for the next one.
const KEPT_FREE: Duration = Duration::from_secs(2);

/// How much longer than it ran a statement of those who ask for much is rested after, so that they leave the processors of the
/// database to others as well.
const REST: u32 = 2;

/// Bounds a rest.
const REST_MAX: Duration = Duration::from_secs(2);

/// Bounds how many statements of one requester wait or run; an app has a handful at once.
pub(super) const UNDER_WAY_MAX: usize = 64;

/// A place in the order of those that wait: those that take long are last, then what the requester has used, in microseconds,
/// and which was first.
pub(super) type Rank = (bool, u64, u64);

/// The statements that wait for a permit, each with what it is granted by.
pub(super) struct Queue<G> {
    free: usize,
    closed: bool,
    /// Permits of requesters who ask for much that are in use, and how many may be.
    heavy: usize,
    heavy_max: usize,
    /// When those who ask for much have rested.
    rested_at: Option<Instant>,
    /// When somebody who asks for little was last granted a permit.
    light_at: Option<Instant>,
    /// The seconds from which on a requester is one of those who ask for much.
    much: f64,
    usage: Usage,
    /// The statements of each requester that wait or run.
    under_way: HashMap<Requester, usize>,
    /// Those that wait, the next one first.
    waiting: BTreeMap<Rank, Waiting<G>>,
    number: u64,
}

/// A statement that waits, for its place in the order.
struct Waiting<G> {
    requester: Option<Requester>,
    takes_long: bool,
    grant: G,
}

/// A statement that may run now.
pub(super) struct Next<G> {
    pub(super) grant: G,
    pub(super) requester: Option<Requester>,
    /// It is of those who ask for much.
    pub(super) heavy: bool,
}

impl<G> Queue<G> {
    /// Makes a queue for so many permits.
    pub(super) fn new(all: usize) -> Self {
        #[allow(clippy::cast_precision_loss, reason = "it is small")]
        let much = all as f64 * MUCH;
        Self {
            free: all,
            closed: false,
            heavy: 0,
            heavy_max: (all / 6).max(1),
            rested_at: None,
            light_at: None,
            much,
            usage: Usage::default(),
            under_way: HashMap::new(),
            waiting: BTreeMap::new(),
            number: 0,
        }
    }

    /// Has a statement of a requester wait, and returns its place; none where too many wait or run.
    pub(super) fn join(
        &mut self,
        requester: Option<Requester>,
        takes_long: bool,
        grant: G,
        now: Instant,
    ) -> Option<Rank> {
        let mut used = 0.0;
        if let Some(requester) = requester {
            let under_way = self.under_way.entry(requester).or_default();
            if *under_way >= UNDER_WAY_MAX {
                return None;
            }
            #[allow(clippy::cast_precision_loss, reason = "it is small")]
            let expected = *under_way as f64 * EXPECTED;
            *under_way += 1;
            used = self.usage.of(requester, now) + expected;
        }
        self.number += 1;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what is used is not negative")]
        let micros = (used * 1e6) as u64;
        let rank = (takes_long, micros, self.number);
        self.waiting.insert(rank, Waiting { requester, takes_long, grant });
        Some(rank)
    }

    /// Has a statement wait no longer, if it does.
    pub(super) fn give_up(&mut self, rank: Rank) {
        if let Some(waiting) = self.waiting.remove(&rank) {
            self.leave(waiting.requester);
        }
    }

    /// Takes off the one that may run now, which takes a permit.
    pub(super) fn next(&mut self, now: Instant) -> Option<Next<G>> {
        if self.free == 0 {
            return None;
        }
        let keeps_free = self.light_at.is_some_and(|at| now.saturating_duration_since(at) < KEPT_FREE);
        let next = self.waiting.first_entry()?;
        let Waiting { requester, takes_long, .. } = *next.get();
        let heavy = takes_long || requester.is_some_and(|requester| self.usage.of(requester, now) > self.much);
        let rests = self.rested_at.is_some_and(|at| now < at);
        if heavy && keeps_free && (rests || self.heavy >= self.heavy_max) {
            return None;
        }
        let Waiting { grant, .. } = next.remove();
        if !heavy && requester.is_some() {
            self.light_at = Some(now);
        }
        self.free -= 1;
        self.heavy += usize::from(heavy);
        Some(Next { grant, requester, heavy })
    }

    /// Puts a permit back that was taken at this time. Returns how long those who ask for much rest, where this was one of
    /// theirs: look for the [next](Self::next) again after that.
    pub(super) fn put_back(
        &mut self,
        requester: Option<Requester>,
        heavy: bool,
        since: Instant,
        now: Instant,
    ) -> Option<Duration> {
        let held = now.saturating_duration_since(since);
        self.free += 1;
        if let Some(requester) = requester {
            self.usage.add(requester, held, now);
        }
        self.forgive(requester, heavy);
        heavy.then(|| {
            let rest = (held * REST).min(REST_MAX);
            self.rested_at = self.rested_at.max(Some(now + rest));
            rest
        })
    }

    /// Counts a statement as one of nobody.
    pub(super) fn forgive(&mut self, requester: Option<Requester>, heavy: bool) {
        self.heavy -= usize::from(heavy);
        self.leave(requester);
    }

    /// Closes it, and returns those that waited.
    pub(super) fn close(&mut self) -> Vec<G> {
        self.closed = true;
        std::mem::take(&mut self.waiting).into_values().map(|waiting| waiting.grant).collect()
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Counts a statement less of a requester.
    fn leave(&mut self, requester: Option<Requester>) {
        let Some(requester) = requester else { return };
        if let Some(under_way) = self.under_way.get_mut(&requester) {
            *under_way -= 1;
            if *under_way == 0 {
                self.under_way.remove(&requester);
            }
        }
    }
}

impl<G> Queue<G> {
    /// Counts the statements that wait.
    pub(super) fn waiting(&self) -> usize {
        self.waiting.len()
    }
}

#[cfg(test)]
impl<G> Queue<G> {
    /// Counts what a requester has used.
    pub(super) fn use_up(&mut self, requester: Requester, time: Duration) {
        self.usage.add(requester, time, Instant::now());
    }

    /// Returns the permits that are free and those in use by who asks for much, the statements that wait, and the requesters
    /// with statements.
    pub(super) fn counts(&self) -> (usize, usize, usize, usize) {
        (self.free, self.heavy, self.waiting.len(), self.under_way.len())
    }
}
