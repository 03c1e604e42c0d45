//! Raises the limit of open files: each connection is one, and the usual limit is there for old programs alone.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::log::TARGET;

/// Raises the soft limit of file descriptors to the hard one. PostgreSQL inherits it, and has a limit of its own.
pub(crate) fn raise_limit() {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, ..limit };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(target: TARGET, %error, ?limit, "the limit of open files could not be raised");
    }
}
