//! Bounds of the time that the pool takes.

use std::time::Duration;

/// Bounds how long a statement waits for a permit, and how long connecting may take.
pub(super) const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// Delays another attempt, or look.
pub(super) const RETRY_DELAY: Duration = Duration::from_millis(20);
