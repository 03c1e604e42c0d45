//! Fits the connections of clients into the file descriptors of the process.

/// Bounds the connections where the owner says nothing.
const CONNECTIONS: usize = 8192;

/// Bounds from below what is left where there are hardly any descriptors.
const CONNECTIONS_MIN: usize = 16;

/// Descriptors that files, the log and the runtime have.
const OTHERS: usize = 64;

/// Returns how many connections of clients there may be: `wanted`, unless fewer file descriptors are left by the database,
/// which takes `database`, and by whatever else needs one.
pub(crate) fn connections_that_fit(wanted: Option<usize>, database: usize) -> usize {
    let taken = database + OTHERS + super::admission::RESERVE + super::refusal::LINGERING_MAX;
    let room = descriptors().map_or(usize::MAX, |all| all.saturating_sub(taken).max(CONNECTIONS_MIN));
    if let Some(wanted) = wanted.filter(|wanted| *wanted > room) {
        tracing::warn!("HEARTH_CONNECTIONS is {wanted}, and there are file descriptors for {room}: raise their limit");
    }
    wanted.unwrap_or(CONNECTIONS).min(room)
}

/// Returns how many files and connections this process may have open; none where it may have any number.
#[cfg(unix)]
fn descriptors() -> Option<usize> {
    use rustix::process::{Resource, getrlimit};
    getrlimit(Resource::Nofile).current.and_then(|limit| limit.try_into().ok())
}

#[cfg(not(unix))]
fn descriptors() -> Option<usize> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn leaves_descriptors_to_the_database() {
        let all = descriptors().unwrap_or(usize::MAX);
        assert_eq!(connections_that_fit(Some(20), 0), 20);
        assert!(connections_that_fit(Some(usize::MAX), 100) <= all - 100);
        assert!(connections_that_fit(None, 0) <= CONNECTIONS);
        assert_eq!(connections_that_fit(Some(1000), all), CONNECTIONS_MIN);
    }
}
