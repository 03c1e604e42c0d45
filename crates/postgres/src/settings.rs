//! What an owner decides about its cluster.

use std::path::PathBuf;

use crate::binaries::Search;

/// Where the cluster and its binaries are.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the cluster lives; made when missing, mode 0700. It holds `lock`, `data/`, `data.init/` while the cluster
    /// is being made, `run/` with the socket, and `postgres.log`.
    pub dir: PathBuf,
    /// Where binaries are sought.
    pub binaries: Search,
    /// Where root puts what the account that runs PostgreSQL cannot reach at its own place. Only root uses it.
    pub handover: PathBuf,
}

impl Settings {
    /// A cluster in `dir`, with the binaries that the environment names or that belong to this program.
    #[must_use]
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into(), binaries: Search::from_env(), handover: PathBuf::from("/var/lib/hearth") }
    }
}
