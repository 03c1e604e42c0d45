//! How long to leave a server alone that did not answer.

use std::time::Duration;

/// After the first failure; each further one doubles it.
const FIRST: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(30);

/// How long to wait after this many failures in a row, and a little longer or shorter, so that the clients of a server
/// that was away do not all come back in the same moment.
#[must_use]
pub fn pause(failures: u32) -> Duration {
    FIRST.saturating_mul(1 << failures.min(10)).min(LONGEST).mul_f64(0.75 + 0.5 * fastrand::f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_somewhere() {
        assert!(pause(0) < Duration::from_secs(1));
        assert!(pause(u32::MAX) <= LONGEST.mul_f64(1.25));
        assert!(pause(u32::MAX) > pause(2));
    }
}
