//! Bounds how many statements run at once, to as many connections as the database lets us have.
//!
//! The database may take fewer connections than a pool is made for, by a limit of the server, of the role, of the database,
//! or of a pooler in front of it. Then statements wait in a [`Queue`], and none fails for it.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use deadpool::managed::{PoolError, TimeoutType};
use parking_lot::Mutex;
use sqlx::Error;
use tokio::{
    runtime::Handle,
    sync::oneshot,
    time::{sleep, timeout},
};

use super::{
    bounds::ACQUIRE_TIMEOUT,
    queue::{Queue, Rank},
};
use crate::domain::{Requester, asks_for_much};

/// The time after which a connection that was refused is tried again.
const RESTORE_AFTER: Duration = Duration::from_secs(30);

/// The permits to use a connection, as many as there may be connections.
pub(super) struct Permits {
    shared: Shared,
    all: usize,
    /// Permits for which there was no connection, and since when.
    withheld: Mutex<Vec<(Instant, Permit)>>,
}

/// The permit to use a connection, until it is dropped.
pub(super) struct Permit {
    shared: Shared,
    requester: Option<Requester>,
    since: Instant,
    /// It counts among those of requesters who ask for much.
    heavy: bool,
}

type Shared = Arc<Mutex<Queue<oneshot::Sender<Permit>>>>;

/// A permit that was asked for. Where this is dropped, nobody waits for it any more.
struct Asked {
    shared: Shared,
    rank: Rank,
    granted: oneshot::Receiver<Permit>,
}

impl Permits {
    /// Makes so many permits.
    pub(super) fn new(all: usize) -> Self {
        Self { shared: Arc::new(Mutex::new(Queue::new(all))), all, withheld: Mutex::default() }
    }

    /// Waits for a permit for the requester of this task.
    pub(super) async fn take(&self) -> Result<Permit, PoolError<Error>> {
        let mut asked = self.ask(Requester::current(), asks_for_much())?;
        let permit = timeout(ACQUIRE_TIMEOUT, &mut asked.granted).await;
        permit.map_err(|_| PoolError::Timeout(TimeoutType::Wait))?.map_err(|_| PoolError::Closed)
    }

    fn ask(&self, requester: Option<Requester>, takes_long: bool) -> Result<Asked, PoolError<Error>> {
        let (grant, granted) = oneshot::channel();
        let mut queue = self.shared.lock();
        if queue.is_closed() {
            return Err(PoolError::Closed);
        }
        let rank = queue.join(requester, takes_long, grant, Instant::now());
        drop(queue);
        let rank = rank.ok_or(PoolError::Timeout(TimeoutType::Wait))?;
        grant_all(&self.shared);
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

    /// Counts the statements that wait.
    pub(super) fn waiting(&self) -> usize {
        self.shared.lock().waiting()
    }

    /// Gives no permit any more.
    pub(super) fn close(&self) {
        let waiting = self.shared.lock().close();
        drop(waiting);
    }
}

/// Grants a permit to each of those that may run now. One that nobody waits for any more is free again.
fn grant_all(shared: &Shared) {
    let mut queue = shared.lock();
    let now = Instant::now();
    let next: Vec<_> = std::iter::from_fn(|| queue.next(now)).collect();
    drop(queue);
    for next in next {
        let permit = Permit { shared: Arc::clone(shared), requester: next.requester, since: now, heavy: next.heavy };
        drop(next.grant.send(permit));
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        // A grant that is on its way comes back as a permit that is dropped.
        self.shared.lock().give_up(self.rank);
    }
}

impl Permit {
    /// Lets nobody answer for how long it is held from now on.
    fn of_nobody(mut self) -> Self {
        let (requester, heavy) = (self.requester.take(), std::mem::take(&mut self.heavy));
        self.shared.lock().forgive(requester, heavy);
        self
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let rest = self.shared.lock().put_back(self.requester, self.heavy, self.since, Instant::now());
        grant_all(&self.shared);
        if let Some(rest) = rest
            && let Ok(runtime) = Handle::try_current()
        {
            let shared = Arc::downgrade(&self.shared);
            runtime.spawn(async move {
                sleep(rest).await;
                if let Some(shared) = shared.upgrade() {
                    grant_all(&shared);
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::queue::UNDER_WAY_MAX, *};

    const GREEDY: Option<Requester> = Some(Requester::Account(1));
    const MODEST: Option<Requester> = Some(Requester::Account(2));

    fn is_granted(asked: &mut Asked) -> Option<Permit> {
        asked.granted.try_recv().ok()
    }

    /// Takes all that are granted once those who ask for much have rested.
    async fn granted_after_a_rest(asked: &mut [Asked]) -> Vec<Permit> {
        loop {
            let granted: Vec<_> = asked.iter_mut().filter_map(is_granted).collect();
            if !granted.is_empty() {
                return granted;
            }
            sleep(Duration::from_millis(1)).await;
        }
    }

    fn use_much(permits: &Permits, requester: Requester) {
        permits.shared.lock().use_up(requester, Duration::from_mins(1));
    }

    #[test]
    fn the_one_who_used_least_is_next() {
        let permits = Permits::new(1);
        let held = is_granted(&mut permits.ask(GREEDY, false).unwrap()).unwrap();
        permits.shared.lock().use_up(GREEDY.unwrap(), Duration::from_secs(1));
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

    #[tokio::test]
    async fn those_who_ask_for_much_never_have_all() {
        let permits = Permits::new(12);
        use_much(&permits, GREEDY.unwrap());
        let alone: Vec<_> = (0..12).map(|_| is_granted(&mut permits.ask(GREEDY, false).unwrap()).unwrap()).collect();
        drop(alone);
        drop(is_granted(&mut permits.ask(MODEST, false).unwrap()).unwrap());
        let mut greedy: Vec<_> = (0..6).map(|_| permits.ask(GREEDY, false).unwrap()).collect();
        let held = granted_after_a_rest(&mut greedy).await;
        assert_eq!(held.len(), 2);
        let modest: Vec<_> = (0..10).map(|_| is_granted(&mut permits.ask(MODEST, false).unwrap()).unwrap()).collect();
        drop(held);
        let next = granted_after_a_rest(&mut greedy).await;
        assert_eq!(next.len(), 2);
        drop((modest, next, greedy));
        assert_eq!(permits.shared.lock().counts().1, 0, "granted and dropped");
    }

    #[tokio::test]
    async fn what_takes_long_never_has_all_and_comes_last() {
        let permits = Permits::new(3);
        drop(is_granted(&mut permits.ask(GREEDY, false).unwrap()).unwrap());
        let mut long: Vec<_> = (0..3).map(|_| permits.ask(MODEST, true).unwrap()).collect();
        let held = granted_after_a_rest(&mut long).await;
        assert_eq!(held.len(), 1);
        let others: Vec<_> = (0..2).map(|_| is_granted(&mut permits.ask(MODEST, false).unwrap()).unwrap()).collect();
        let mut last = permits.ask(GREEDY, false).unwrap();
        drop(held);
        let first = is_granted(&mut last).expect("it is not one of those that take long");
        drop(others);
        let next = granted_after_a_rest(&mut long).await;
        assert_eq!(next.len(), 1);
        drop(first);
    }

    #[tokio::test]
    async fn those_who_ask_for_much_rest_while_there_are_others() {
        let permits = Permits::new(3);
        use_much(&permits, GREEDY.unwrap());
        drop(permits.ask(MODEST, false).unwrap());
        let held = is_granted(&mut permits.ask(GREEDY, false).unwrap()).unwrap();
        sleep(Duration::from_millis(50)).await;
        drop(held);
        let mut greedy = permits.ask(GREEDY, false).unwrap();
        let mut long = permits.ask(MODEST, true).unwrap();
        assert!(is_granted(&mut greedy).is_none() && is_granted(&mut long).is_none());
        drop(is_granted(&mut permits.ask(MODEST, false).unwrap()).unwrap());
        // Nobody asks for anything, and yet they go on.
        drop((&mut greedy.granted).await.unwrap());
        drop((&mut long.granted).await.unwrap());
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
        assert_eq!(permits.shared.lock().counts(), (1, 0, 0, 0));
    }

    #[test]
    fn a_withheld_permit_is_nobodys() {
        let permits = Permits::new(2);
        use_much(&permits, GREEDY.unwrap());
        let permit = is_granted(&mut permits.ask(GREEDY, false).unwrap()).unwrap();
        permits.withhold(permit);
        assert_eq!(permits.shared.lock().counts(), (1, 0, 0, 0));
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
