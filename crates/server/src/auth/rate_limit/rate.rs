//! Defines a rate, and limits how often each client may try something, by the generic cell rate algorithm.

use std::{
    hash::{BuildHasher, Hash, RandomState},
    num::NonZeroU32,
    str::FromStr,
    sync::Arc,
    time::{Duration, Instant},
};

use parking_lot::Mutex;

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
pub struct Rate {
    /// The time after which one more try is allowed.
    interval: Duration,
    at_once: u32,
}

impl Rate {
    pub(super) const fn per_hour(tries: NonZeroU32) -> Self {
        Self { interval: Duration::from_hours(1).checked_div(tries.get()).expect("not by zero"), at_once: tries.get() }
    }

    pub(super) const fn at_once(self, tries: NonZeroU32) -> Self {
        Self { at_once: tries.get(), ..self }
    }

    /// Returns the time after which all tries are back.
    fn period(self) -> Duration {
        self.interval.saturating_mul(self.at_once)
    }

    /// Returns how many tries there are at once.
    pub(crate) fn tries(self) -> u32 {
        self.at_once
    }

    /// Returns the period in which as many come again, in seconds.
    pub(crate) fn seconds(self) -> u64 {
        // Dividing it by the tries has rounded it down.
        (self.period() + Duration::from_millis(500)).as_secs()
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
        let interval = period / tries.get();
        if interval.is_zero() { Err(ParseRateError) } else { Ok(Self { interval, at_once: tries.get() }) }
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
    rate: Rate,
    /// The time at which each client has all tries back.
    counted: Cache<u64, Arc<Mutex<Instant>>>,
    /// A hasher with a seed of its own, so that nobody can choose to be counted as another.
    hasher: RandomState,
}

/// Tries that were counted.
pub(super) struct Counted {
    replenished: Arc<Mutex<Instant>>,
    taken: Duration,
}

impl Limiter {
    pub(super) fn new(rate: Rate) -> Self {
        Self {
            rate,
            // Whoever rested until all tries are back need not be remembered.
            counted: Cache::builder().max_capacity(COUNTED_MAX).time_to_idle(rate.period()).build(),
            hasher: RandomState::new(),
        }
    }

    /// Counts a try of a client, or refuses it.
    pub(super) fn check(&self, who: impl Hash) -> Result<Counted> {
        self.check_many(who, 1)
    }

    /// Counts so many tries of a client, or refuses all of them. More than there are at once take all of those.
    pub(super) fn check_many(&self, who: impl Hash, tries: u32) -> Result<Counted> {
        let taken = self.rate.interval.saturating_mul(tries.min(self.rate.at_once));
        let now = Instant::now();
        let who = self.hasher.hash_one(who);
        let counted = self.counted.get_with(who, || Arc::new(Mutex::new(now)));
        let mut replenished = counted.lock();
        let after = now.max(*replenished) + taken;
        let wait = after.saturating_duration_since(now).saturating_sub(self.rate.period());
        if !wait.is_zero() {
            // Never too early by a fraction of a second.
            return Err(Error::TooMany { seconds: wait.as_secs() + 1 });
        }
        *replenished = after;
        drop(replenished);
        Ok(Counted { replenished: counted, taken })
    }
}

impl Counted {
    /// Takes the tries back, as if they had not been made.
    pub(super) fn give_back(self) {
        let mut replenished = self.replenished.lock();
        *replenished = replenished.checked_sub(self.taken).unwrap_or(*replenished);
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
                let _ = limiter.check(who).unwrap();
            }
            let Err(Error::TooMany { seconds }) = limiter.check(who) else { panic!("a fourth try") };
            assert!((1..=1200).contains(&seconds), "{seconds}");
        }
    }

    #[test]
    fn counts_no_try_that_was_given_back() {
        let limiter = Limiter::new("3/1h".parse().unwrap());
        for _ in 0..10 {
            limiter.check("ada").unwrap().give_back();
        }
        let tries: Vec<_> = (0..3).map(|_| limiter.check("ada").unwrap()).collect();
        assert!(limiter.check("ada").is_err());
        tries.into_iter().for_each(Counted::give_back);
        assert_eq!((0..5).filter(|_| limiter.check("ada").is_ok()).count(), 3);
    }

    #[test]
    fn counts_many_at_once_but_no_more_than_there_are() {
        let limiter = Limiter::new("10/1h".parse().unwrap());
        limiter.check_many("ada", 7).unwrap();
        assert!(limiter.check_many("ada", 4).is_err());
        limiter.check_many("ada", 3).unwrap();
        let Err(Error::TooMany { seconds }) = limiter.check_many("ada", 2) else { panic!("there were ten") };
        assert!((700..=721).contains(&seconds), "{seconds}");
        // What is larger than all of them together has to be possible after a rest.
        limiter.check_many("bob", 1000).unwrap();
        assert!(limiter.check("bob").is_err());
    }

    #[test]
    fn allows_another_try_after_the_time_it_told() {
        let limiter = Limiter::new("1/1s".parse().unwrap());
        let _ = limiter.check("ada").unwrap();
        assert!(limiter.check("ada").is_err());
        std::thread::sleep(Duration::from_millis(1100));
        assert!(limiter.check("ada").is_ok());
    }

    #[test]
    fn bounds_the_clients_it_remembers_and_hides_nobody() {
        let limiter = Limiter::new("3/1h".parse().unwrap());
        for who in 0..COUNTED_MAX + 5_000 {
            let _ = limiter.check(who).unwrap();
        }
        let tries = (0..100).filter(|_| limiter.check("guesser").is_ok()).count();
        assert!(tries < 10, "{tries}");
        limiter.counted.run_pending_tasks();
        assert!(limiter.counted.entry_count() <= COUNTED_MAX);
    }
}
