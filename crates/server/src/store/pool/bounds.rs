//! Bounds of the time that the pool takes.

use std::time::Duration;

/// Bounds how long a statement waits for a permit, and how long connecting may take.
pub(super) const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// Bounds how long connecting is tried again where it fails at once. Less than [`ACQUIRE_TIMEOUT`], so that the reason is told.
pub(super) const CONNECT_PATIENCE: Duration = Duration::from_secs(4);

/// Bounds how long a statement that only reads is run again on new connections because they break.
pub(super) const READ_PATIENCE: Duration = Duration::from_secs(5);

/// Gives a statement up that has not ended by then: the database ends each earlier (15 s, by the settings of its session), but
/// for a commit that waits for a standby.
pub(super) const LATE: Duration = Duration::from_secs(18);

/// Logs a statement that takes longer: those of ours take milliseconds.
pub(super) const SLOW: Duration = Duration::from_secs(1);

/// Bounds how long a connection that is in doubt may take to answer.
pub(super) const PING_TIMEOUT: Duration = Duration::from_secs(2);

/// Delays another attempt, or look.
pub(super) const RETRY_DELAY: Duration = Duration::from_millis(20);

/// Bounds the delay of attempts that fail again and again.
pub(super) const RETRY_DELAY_MAX: Duration = Duration::from_millis(250);
