//! Counts what repeats, to keep a flood out of the log.

use std::time::{Duration, Instant};

/// Separates two lines about the same.
const INTERVAL: Duration = Duration::from_mins(1);

/// The occurrences of one event: the first is told at once, those after it once a minute, as a number.
#[derive(Default)]
pub(crate) struct Repeats {
    told: Option<Instant>,
    untold: u64,
    all: u64,
}

impl Repeats {
    /// Counts one more. Where a line is due, returns how many it stands for.
    pub(crate) fn count(&mut self, now: Instant) -> Option<u64> {
        self.untold += 1;
        self.all += 1;
        if self.told.is_some_and(|told| now.saturating_duration_since(told) < INTERVAL) {
            return None;
        }
        self.told = Some(now);
        Some(std::mem::take(&mut self.untold))
    }

    /// Returns how many there were so far.
    pub(crate) fn all(&self) -> u64 {
        self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_first_at_once_and_the_rest_once_a_minute() {
        let (mut repeats, begin) = (Repeats::default(), Instant::now());
        assert_eq!(repeats.count(begin), Some(1));
        for second in 1..60 {
            assert_eq!(repeats.count(begin + Duration::from_secs(second)), None);
        }
        assert_eq!(repeats.count(begin + Duration::from_mins(1)), Some(60));
        assert_eq!(repeats.count(begin + Duration::from_secs(61)), None);
        assert_eq!(repeats.count(begin + Duration::from_mins(10)), Some(2));
        assert_eq!(repeats.all(), 63);
    }
}
