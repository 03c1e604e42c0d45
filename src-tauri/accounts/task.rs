//! A task that ends with its handle.

use tokio_util::task::AbortOnDropHandle;

/// A task that is aborted when this is dropped.
pub(super) type Task = AbortOnDropHandle<()>;
