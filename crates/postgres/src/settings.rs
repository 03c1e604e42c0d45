//! Defines what an owner decides about its cluster.

use std::path::PathBuf;

use crate::binaries::Search;

/// The role of every cluster.
pub(crate) const USER: &str = "hearth";

/// The database of every cluster.
pub(crate) const DATABASE: &str = "hearth";

/// The locations of a cluster and of its binaries.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The cluster's directory; created when missing, mode 0700. It holds `lock`, `data/`, `data.init/` while the cluster
    /// is being made, `run/` with the socket, and `postgres.log`.
    pub dir: PathBuf,
    /// The search path for binaries.
    pub binaries: Search,
    /// The directory in which root puts what the account that runs PostgreSQL cannot reach. Only root uses it.
    pub handover: PathBuf,
}

impl Settings {
    /// Creates settings for a cluster in `dir`, with the binaries that the environment names or that belong to this program.
    #[must_use]
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into(), binaries: Search::from_env(), handover: PathBuf::from("/var/lib/hearth") }
    }
}
