//! Bounds how many statements run at once, to as many connections as the database lets us have, and decides whose is next.
//!
//! The database may take fewer connections than a pool is made for, by a limit of the server, of the role, of the database,
//! or of a pooler in front of it. Then statements wait, and none fails for it.
//!
//! Where statements wait, the next is of the requester whose statements took least of late; and those of requesters that
//! took much, or that are known to take long, never run on all connections at once while there are others. So whoever asks for
//! much waits, and nobody else does.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::{Duration, Instant},
};

use deadpool::managed::{PoolError, TimeoutType};
use parking_lot::Mutex;
use sqlx::Error;
use tokio::{sync::oneshot, time::timeout};

use super::{bounds::ACQUIRE_TIMEOUT, usage::Usage};
use crate::domain::{Requester, asks_for_much};

/// The time after which a connection that was refused is tried again.
const RESTORE_AFTER: Duration = Duration::from_secs(30);

/// Whoever used more of the database of late, in seconds for each connection there may be, is one who asks for much: about more
/// than a hundredth of the time of all connections.
const MUCH: f64 = 0.5;

/// What a statement is taken to use before it is known, in seconds: of two requesters who have used the same, the one with
/// fewer statements on their way is next.
const EXPECTED: f64 = 0.005;

/// The time after a statement of somebody who asks for little in which connections are kept free for the next one.
const KEPT_FREE: Duration = Duration::from_secs(2);

/// Bounds how many statements of one requester wait or run; an app has a handful at once.
const UNDER_WAY_MAX: usize = 64;

/// The permits to use a connection, as many as there may be connections.
pub(super) struct Permits {
    shared: Arc<Mutex<State>>,
    all: usize,
    /// Permits for which there was no connection, and since when.
    withheld: Mutex<Vec<(Instant, Permit)>>,
}

/// The permit to use a connection, until it is dropped.
pub(super) struct Permit {
    shared: Arc<Mutex<State>>,
    requester: Option<Requester>,
    since: Instant,
    /// It counts among those of requesters who ask for much.
    heavy: bool,
}

/// A place in the order of those that wait: those that take long are last, then what the requester has used, in microseconds,
/// and which was first.
type Rank = (bool, u64, u64);

#[derive(Default)]
struct State {
    free: usize,
    closed: bool,
    /// Permits of requesters who ask for much that are in use, and how many may be.
    heavy: usize,
    heavy_max: usize,
    /// When somebody who asks for little was last granted a permit.
    light_at: Option<Instant>,
    /// The seconds from which on a requester is one of those.
    much: f64,
    usage: Usage,
    /// The statements of each requester that wait or run.
    under_way: HashMap<Requester, usize>,
    /// Those that wait, the next one first.
    waiting: BTreeMap<Rank, Waiting>,
    number: u64,
}

/// A statement that waits, for its place in the order.
struct Waiting {
    requester: Option<Requester>,
    takes_long: bool,
    grant: oneshot::Sender<Permit>,
}

/// A permit that was asked for. Where this is dropped, nobody waits for it any more.
struct Asked {
    shared: Arc<Mutex<State>>,
    rank: Rank,
    granted: oneshot::Receiver<Permit>,
}

impl Permits {
    /// Makes so many permits.
    pub(super) fn new(all: usize) -> Self {
        #[allow(clippy::cast_precision_loss, reason = "it is small")]
        let much = all as f64 * MUCH;
        let state = State { free: all, heavy_max: (all / 6).max(1), much, ..State::default() };
        Self { shared: Arc::new(Mutex::new(state)), all, withheld: Mutex::default() }
    }

    /// Waits for a permit for the requester of this task.
    pub(super) async fn take(&self) -> Result<Permit, PoolError<Error>> {
        let mut asked = self.ask(Requester::current(), asks_for_much())?;
        let permit = timeout(ACQUIRE_TIMEOUT, &mut asked.granted).await;
        permit.map_err(|_| PoolError::Timeout(TimeoutType::Wait))?.map_err(|_| PoolError::Closed)
    }

    fn ask(&self, requester: Option<Requester>, takes_long: bool) -> Result<Asked, PoolError<Error>> {
        let (grant, granted) = oneshot::channel();
        let mut state = self.shared.lock();
        if state.closed {
            return Err(PoolError::Closed);
        }
        let now = Instant::now();
        let rank = state.join(requester, takes_long, now).ok_or(PoolError::Timeout(TimeoutType::Wait))?;
        state.waiting.insert(rank, Waiting { requester, takes_long, grant });
        let grants = state.grant(&self.shared, now);
        drop(state);
        deliver(grants);
        Ok(Asked { shared: Arc::clone(&self.shared), rank, granted })
    }

    /// Withholds a permit for a while, because there is no connection for it. One permit always stays.
    pub(super) fn withhold(&self, permit: Permit) {
        let mut withheld = self.withheld.lock();
        if withheld.len() + 1 < self.all {
            withheld.push((Instant::now(), permit.of_nobody()));
        }
    }

    /// Restores the permits that were withheld long ago.
    pub(super) fn restore_old(&self) {
        self.withheld.lock().retain(|(since, _)| since.elapsed() < RESTORE_AFTER);
    }

    /// Gives no permit any more.
    pub(super) fn close(&self) {
        let mut state = self.shared.lock();
        state.closed = true;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        drop(waiting);
    }
}

impl State {
    /// Counts a statement more of a requester, and returns its place among those that wait; none where too many do.
    fn join(&mut self, requester: Option<Requester>, takes_long: bool, now: Instant) -> Option<Rank> {
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
        Some((takes_long, micros, self.number))
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

    /// Returns whether somebody who asks for little was here a moment ago.
    fn keeps_free(&self, now: Instant) -> bool {
        self.light_at.is_some_and(|at| now.saturating_duration_since(at) < KEPT_FREE)
    }

    /// Takes those off that may run now. The permits are [delivered](deliver) when the lock is open again.
    fn grant(&mut self, shared: &Arc<Mutex<Self>>, now: Instant) -> Vec<(oneshot::Sender<Permit>, Permit)> {
        let mut grants = Vec::new();
        let mut keeps_free = self.keeps_free(now);
        while self.free > 0
            && let Some(next) = self.waiting.first_entry()
        {
            let Waiting { requester, takes_long, .. } = *next.get();
            let heavy = takes_long || requester.is_some_and(|requester| self.usage.of(requester, now) > self.much);
            if heavy && self.heavy >= self.heavy_max && keeps_free {
                break;
            }
            if !heavy && requester.is_some() {
                self.light_at = Some(now);
                keeps_free = true;
            }
            let grant = next.remove().grant;
            self.free -= 1;
            self.heavy += usize::from(heavy);
            grants.push((grant, Permit { shared: Arc::clone(shared), requester, since: now, heavy }));
        }
        grants
    }
}

/// Hands permits over. One that nobody waits for any more is free again.
fn deliver(grants: Vec<(oneshot::Sender<Permit>, Permit)>) {
    for (grant, permit) in grants {
        drop(grant.send(permit));
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        // A grant that is on its way comes back as a permit that is dropped.
        if let Some(waiting) = state.waiting.remove(&self.rank) {
            state.leave(waiting.requester);
        }
    }
}

impl Permit {
    /// Lets nobody answer for how long it is held from now on.
    fn of_nobody(mut self) -> Self {
        let mut state = self.shared.lock();
        state.leave(self.requester.take());
        state.heavy -= usize::from(std::mem::take(&mut self.heavy));
        drop(state);
        self
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        let now = Instant::now();
        state.free += 1;
        state.heavy -= usize::from(self.heavy);
        if let Some(requester) = self.requester {
            state.usage.add(requester, now.saturating_duration_since(self.since), now);
            state.leave(self.requester);
        }
        let grants = state.grant(&self.shared, now);
        drop(state);
        deliver(grants);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GREEDY: Option<Requester> = Some(Requester::Account(1));
    const MODEST: Option<Requester> = Some(Requester::Account(2));

    fn is_granted(asked: &mut Asked) -> Option<Permit> {
        asked.granted.try_recv().ok()
    }

    fn all_granted(asked: &mut [Asked]) -> Vec<Permit> {
        asked.iter_mut().filter_map(is_granted).collect()
    }

    fn use_much(permits: &Permits, requester: Requester) {
        permits.shared.lock().usage.add(requester, Duration::from_mins(1), Instant::now());
    }

    #[test]
    fn the_one_who_used_least_is_next() {
        let permits = Permits::new(1);
        let held = is_granted(&mut permits.ask(GREEDY, false).unwrap()).unwrap();
        permits.shared.lock().usage.add(GREEDY.unwrap(), Duration::from_secs(1), Instant::now());
        let mut greedy: Vec<_> = (0..5).map(|_| permits.ask(GREEDY, false).unwrap()).collect();
        let mut server = permits.ask(None, false).unwrap();
        let mut modest = permits.ask(MODEST, false).unwrap();
        drop(held);
        let of_server = is_granted(&mut server).expect("the server itself uses nothing up");
        drop(of_server);
        let of_modest = is_granted(&mut modest).expect("those who asked before have used more");
        assert!(greedy.iter_mut().all(|asked| is_granted(asked).is_none()));
        drop(of_modest);
        assert!(is_granted(&mut greedy[0]).is_some());
    }

    #[test]
    fn two_who_used_the_same_take_turns() {
        let permits = Permits::new(1);
        let held = is_granted(&mut permits.ask(None, false).unwrap()).unwrap();
        let mut greedy: Vec<_> = (0..3).map(|_| permits.ask(GREEDY, false).unwrap()).collect();
        let mut modest = permits.ask(MODEST, false).unwrap();
        drop(held);
        let first = is_granted(&mut greedy[0]).unwrap();
        assert!(is_granted(&mut modest).is_none());
        drop(first);
        assert!(is_granted(&mut modest).is_some());
    }

    #[test]
    fn those_who_ask_for_much_never_have_all() {
        let permits = Permits::new(12);
        use_much(&permits, GREEDY.unwrap());
        let alone: Vec<_> = (0..12).map(|_| is_granted(&mut permits.ask(GREEDY, false).unwrap()).unwrap()).collect();
        drop(alone);
        drop(is_granted(&mut permits.ask(MODEST, false).unwrap()).unwrap());
        let mut greedy: Vec<_> = (0..6).map(|_| permits.ask(GREEDY, false).unwrap()).collect();
        let held = all_granted(&mut greedy);
        assert_eq!(held.len(), 2);
        let modest: Vec<_> = (0..10).map(|_| is_granted(&mut permits.ask(MODEST, false).unwrap()).unwrap()).collect();
        drop(held);
        let next = all_granted(&mut greedy);
        assert_eq!(next.len(), 2);
        drop((modest, next, greedy));
        assert_eq!(permits.shared.lock().heavy, 0, "granted and dropped");
    }

    #[test]
    fn what_takes_long_never_has_all_and_comes_last() {
        let permits = Permits::new(3);
        drop(is_granted(&mut permits.ask(GREEDY, false).unwrap()).unwrap());
        let mut long: Vec<_> = (0..3).map(|_| permits.ask(MODEST, true).unwrap()).collect();
        let held = all_granted(&mut long);
        assert_eq!(held.len(), 1);
        let others: Vec<_> = (0..2).map(|_| is_granted(&mut permits.ask(MODEST, false).unwrap()).unwrap()).collect();
        let mut last = permits.ask(GREEDY, false).unwrap();
        drop(held);
        let first = is_granted(&mut last).expect("it is not one of those that take long");
        drop(others);
        let next = all_granted(&mut long);
        assert_eq!(next.len(), 1);
        drop(first);
    }

    #[test]
    fn counts_what_is_given_up_and_bounds_what_waits() {
        let permits = Permits::new(1);
        let held = is_granted(&mut permits.ask(None, false).unwrap()).unwrap();
        let waiting: Vec<_> = (0..UNDER_WAY_MAX).map(|_| permits.ask(GREEDY, false).unwrap()).collect();
        assert!(matches!(permits.ask(GREEDY, false), Err(PoolError::Timeout(TimeoutType::Wait))));
        let mut modest = permits.ask(MODEST, false).unwrap();
        drop(waiting);
        drop(held);
        drop(is_granted(&mut modest).unwrap());
        let state = permits.shared.lock();
        assert_eq!((state.free, state.waiting.len(), state.under_way.len()), (1, 0, 0));
    }

    #[test]
    fn a_withheld_permit_is_nobodys() {
        let permits = Permits::new(2);
        use_much(&permits, GREEDY.unwrap());
        let permit = is_granted(&mut permits.ask(GREEDY, false).unwrap()).unwrap();
        permits.withhold(permit);
        let state = permits.shared.lock();
        assert_eq!((state.free, state.heavy, state.under_way.len()), (1, 0, 0));
    }

    #[tokio::test]
    async fn none_is_given_after_the_end() {
        let permits = Permits::new(1);
        let held = permits.take().await.unwrap();
        let mut waiting = permits.ask(GREEDY, false).unwrap();
        permits.close();
        assert!(matches!(waiting.granted.try_recv(), Err(oneshot::error::TryRecvError::Closed)));
        drop(held);
        assert!(matches!(permits.take().await, Err(PoolError::Closed)));
    }
}
