//! Defines a rate, and limits how often each client may try something, by the generic cell rate algorithm.

use std::{
    hash::{BuildHasher, Hash, RandomState},
    num::NonZeroU32,
    str::FromStr,
    sync::Arc,
    time::Duration,
};

use governor::{
    DefaultDirectRateLimiter, Quota,
    clock::{Clock, DefaultClock},
};
use moka::sync::Cache;

use crate::error::{Error, Result};

/// Bounds how many clients are counted at once, in 8 MB. Of more, those who come least often are forgotten.
const COUNTED_MAX: u64 = 20_000;

/// The longest period of a rate.
const PERIOD_MAX: Duration = Duration::from_hours(30 * 24);

/// A number of tries at once, and as many again in each period, evenly spread.
///
/// It is written as `10/15m`: ten in fifteen minutes. The units are `s`, `m`, `h` and `d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate(Quota);

impl Rate {
    pub(super) const fn per_hour(tries: NonZeroU32) -> Self {
        Self(Quota::per_hour(tries))
    }

    pub(super) const fn at_once(self, tries: NonZeroU32) -> Self {
        Self(self.0.allow_burst(tries))
    }

    /// Returns how many tries there are at once.
    pub(crate) fn tries(self) -> u32 {
        self.0.burst_size().get()
    }

    /// Returns the period in which as many come again, in seconds.
    pub(crate) fn seconds(self) -> u64 {
        // Dividing it by the tries has rounded it down.
        (self.0.burst_size_replenished_in() + Duration::from_millis(500)).as_secs()
    }
}

/// Error of parsing a text that is no [`Rate`].
#[derive(Debug, PartialEq, Eq)]
pub struct ParseRateError;

impl FromStr for Rate {
    type Err = ParseRateError;

    fn from_str(text: &str) -> Result<Self, ParseRateError> {
        let (tries, period) = text.split_once('/').ok_or(ParseRateError)?;
        let tries: NonZeroU32 = tries.parse().map_err(|_| ParseRateError)?;
        let period = parse_period(period).filter(|period| *period <= PERIOD_MAX).ok_or(ParseRateError)?;
        let quota = Quota::with_period(period / tries.get()).ok_or(ParseRateError)?;
        Ok(Self(quota.allow_burst(tries)))
    }
}

fn parse_period(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let seconds: u64 = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(seconds).map(Duration::from_secs)
}

/// Counts the tries of each client.
pub(super) struct Limiter {
    quota: Quota,
    counted: Cache<u64, Arc<DefaultDirectRateLimiter>>,
    /// A hasher with a seed of its own, so that nobody can choose to be counted as another.
    hasher: RandomState,
    clock: DefaultClock,
}

impl Limiter {
    pub(super) fn new(Rate(quota): Rate) -> Self {
        Self {
            quota,
            // Whoever rested until all tries are back need not be remembered.
            counted: Cache::builder().max_capacity(COUNTED_MAX).time_to_idle(quota.burst_size_replenished_in()).build(),
            hasher: RandomState::new(),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a try of a client, or refuses it.
    pub(super) fn check(&self, who: impl Hash) -> Result<()> {
        let who = self.hasher.hash_one(who);
        let tries = self.counted.get_with(who, || Arc::new(DefaultDirectRateLimiter::direct(self.quota)));
        tries.check().map_err(|refused| {
            let wait = refused.wait_time_from(self.clock.now());
            // Never too early by a fraction of a second.
            Error::TooMany { seconds: wait.as_secs() + 1 }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_rates() {
        let ten = NonZeroU32::new(10).unwrap();
        let forty = NonZeroU32::new(40).unwrap();
        assert_eq!("10/15m".parse(), Ok(Rate::per_hour(forty).at_once(ten)));
        assert_eq!("10/900s".parse(), "10/15m".parse::<Rate>());
        assert_eq!("48/1d".parse(), "48/24h".parse::<Rate>());
        let odd: Rate = "7/1h".parse().unwrap();
        assert_eq!((odd.tries(), odd.seconds()), (7, 3600));
        for text in [
            "",
            "10",
            "/",
            "10/",
            "10/m",
            "0/1m",
            "-1/1m",
            "10/0s",
            "10/1w",
            "10/1 m",
            "1/31d",
            "1/99999999999999999999d",
            "10/1µ",
        ] {
            assert_eq!(text.parse::<Rate>(), Err(ParseRateError), "{text}");
        }
    }

    #[test]
    fn allows_each_client_as_many_tries_as_the_rate_says() {
        let limiter = Limiter::new("3/1h".parse().unwrap());
        for who in ["ada", "bob"] {
            for _ in 0..3 {
                limiter.check(who).unwrap();
            }
            let Err(Error::TooMany { seconds }) = limiter.check(who) else { panic!("a fourth try") };
            assert!((1..=1200).contains(&seconds), "{seconds}");
        }
    }

    #[test]
    fn bounds_the_clients_it_remembers_and_hides_nobody() {
        let limiter = Limiter::new("3/1h".parse().unwrap());
        for who in 0..COUNTED_MAX + 5_000 {
            limiter.check(who).unwrap();
        }
        let tries = (0..100).filter(|_| limiter.check("guesser").is_ok()).count();
        assert!(tries < 10, "{tries}");
        limiter.counted.run_pending_tasks();
        assert!(limiter.counted.entry_count() <= COUNTED_MAX);
    }
}
