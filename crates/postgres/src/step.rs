//! Names the steps of a start.

/// A step of a start, in this order; an existing cluster skips its creation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Looking for the cluster and the binaries, and tidying up after an owner that was killed.
    FindDatabase,
    /// Making the cluster, on the first start.
    CreateDatabase,
    /// Waiting for the server to take connections.
    StartDatabase,
}
