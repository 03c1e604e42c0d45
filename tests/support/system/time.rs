//! Waits for conditions, with a time-out.

use std::time::{Duration, Instant};

/// Bounds each wait for a condition, also on a busy machine.
pub const CONDITION_TIMEOUT: Duration = Duration::from_mins(1);

/// The pause between two looks at a window or a bus.
pub const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// Waits until `holds`, which takes moments.
pub async fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    while !holds() {
        assert!(Instant::now() < deadline, "not within {CONDITION_TIMEOUT:?}: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
