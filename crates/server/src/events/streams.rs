//! Bounds the subscriptions that are open at once: each holds a connection, and looks at the database now and then.

use std::{collections::HashMap, sync::Arc, time::Instant};

use parking_lot::Mutex;

use crate::{
    error::{Error, Result},
    repeats::Repeats,
};

/// Bounds the subscriptions of one account: those of a few windows on a few computers.
const PER_ACCOUNT: usize = 20;

/// Seconds after which a client that was refused may try again.
const RETRY_AFTER: u64 = 10;

/// Counts the subscriptions that are open.
pub(super) struct Streams {
    most: usize,
    open: Arc<Mutex<Open>>,
}

#[derive(Default)]
struct Open {
    all: usize,
    accounts: HashMap<i32, usize>,
    refused: Repeats,
}

/// A subscription that was allowed, counted until this is dropped.
pub(super) struct StreamPermit {
    open: Arc<Mutex<Open>>,
    account: i32,
}

impl Streams {
    /// Allows `most` in all.
    pub(super) fn new(most: usize) -> Self {
        Self { most, open: Arc::default() }
    }

    /// Counts one more of an account, unless there are too many.
    pub(super) fn open(&self, account: i32) -> Result<StreamPermit> {
        let mut open = self.open.lock();
        let of_account = open.accounts.get(&account).copied().unwrap_or_default();
        let all = open.all;
        if of_account >= PER_ACCOUNT || all >= self.most {
            if let Some(count) = open.refused.count(Instant::now()) {
                tracing::warn!(count, account, of_account, all, "refused streams of events: too many are open");
            }
            return Err(Error::TooMany { seconds: RETRY_AFTER });
        }
        open.all += 1;
        open.accounts.insert(account, of_account + 1);
        drop(open);
        Ok(StreamPermit { open: Arc::clone(&self.open), account })
    }
}

impl Streams {
    /// Returns how many are open, and how many were refused so far.
    pub(super) fn counts(&self) -> (usize, u64) {
        let open = self.open.lock();
        (open.all, open.refused.all())
    }
}

impl Drop for StreamPermit {
    fn drop(&mut self) {
        let mut open = self.open.lock();
        open.all -= 1;
        if let Some(streams) = open.accounts.get_mut(&self.account) {
            *streams -= 1;
            if *streams == 0 {
                open.accounts.remove(&self.account);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_the_streams_of_an_account_and_of_all() {
        let streams = Streams::new(PER_ACCOUNT + 1);
        let mut open: Vec<_> = (0..PER_ACCOUNT).map(|_| streams.open(1).unwrap()).collect();
        assert!(matches!(streams.open(1), Err(Error::TooMany { .. })));
        let _other = streams.open(2).unwrap();
        assert!(matches!(streams.open(3), Err(Error::TooMany { .. })));
        open.pop();
        open.push(streams.open(1).unwrap());
        drop(open);
        assert_eq!(streams.open.lock().accounts.len(), 1);
    }
}
