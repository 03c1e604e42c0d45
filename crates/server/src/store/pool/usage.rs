//! Adds up the time that each requester's statements took of late.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use crate::domain::Requester;

/// The time after which half of what was used is forgotten.
const HALF_LIFE: Duration = Duration::from_secs(30);

/// Forgets requesters that have used less, in seconds.
const NEGLIGIBLE: f64 = 0.001;

/// Bounds how many requesters are remembered between two times of forgetting.
const REMEMBERED_MAX: usize = 10_000;

/// The time that requesters have used, in seconds, which fades.
#[derive(Default)]
pub(super) struct Usage(HashMap<Requester, (f64, Instant)>);

impl Usage {
    /// Returns the seconds that a requester has used of late.
    pub(super) fn of(&self, requester: Requester, now: Instant) -> f64 {
        self.0.get(&requester).map_or(0.0, |(seconds, at)| faded(*seconds, now.saturating_duration_since(*at)))
    }

    /// Adds what a requester has used.
    pub(super) fn add(&mut self, requester: Requester, time: Duration, now: Instant) {
        if self.0.len() >= REMEMBERED_MAX {
            self.forget(now);
        }
        let seconds = self.of(requester, now) + time.as_secs_f64();
        self.0.insert(requester, (seconds, now));
    }

    /// Forgets those who have used next to nothing; all, where too many have used more.
    fn forget(&mut self, now: Instant) {
        self.0.retain(|_, (seconds, at)| faded(*seconds, now.saturating_duration_since(*at)) > NEGLIGIBLE);
        if self.0.len() >= REMEMBERED_MAX {
            self.0.clear();
        }
    }
}

fn faded(seconds: f64, age: Duration) -> f64 {
    seconds * (-age.as_secs_f64() / HALF_LIFE.as_secs_f64()).exp2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fades_and_is_bounded() {
        let (mut usage, begin) = (Usage::default(), Instant::now());
        usage.add(Requester::Account(1), Duration::from_secs(4), begin);
        assert!((usage.of(Requester::Account(1), begin + HALF_LIFE) - 2.0).abs() < 1e-9);
        usage.add(Requester::Account(1), Duration::from_secs(1), begin + HALF_LIFE);
        assert!((usage.of(Requester::Account(1), begin + HALF_LIFE) - 3.0).abs() < 1e-9);
        assert!(usage.of(Requester::Account(2), begin).abs() < 1e-9);

        for id in 0..25_000 {
            usage.add(Requester::Account(id), Duration::from_mins(1), begin + HALF_LIFE);
        }
        assert!(usage.0.len() <= REMEMBERED_MAX);
    }
}
