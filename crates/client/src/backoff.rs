//! Computes exponential backoff with jitter.

use std::time::Duration;

/// The time to wait after the first failure; each further one doubles it.
const FIRST: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(30);

/// Computes how long to wait after this many failures in a row: doubled with each, up to 30 seconds, and up to a quarter
/// longer or shorter, so that the clients of a server that was away do not all come back in the same moment.
#[must_use]
pub fn backoff(failures: u32) -> Duration {
    FIRST.saturating_mul(1 << failures.min(10)).min(LONGEST).mul_f64(0.75 + 0.5 * fastrand::f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backoff_grows_up_to_a_bound() {
        assert!(backoff(0) < Duration::from_secs(1));
        assert!(backoff(u32::MAX) <= LONGEST.mul_f64(1.25));
        assert!(backoff(u32::MAX) > backoff(2));
    }
}
