//! Properties of what parses files and output of PostgreSQL: each takes any input, and panics where the property fails. Fuzz
//! targets call them, and the tests on the inputs that are kept.
#![allow(clippy::missing_panics_doc, reason = "a property fails by panicking")]

#[cfg(test)]
#[path = "../../../fuzz/replay.rs"]
mod replay;

use crate::{pidfile::PidFile, version::Version};

/// The process that a `postmaster.pid` names is one that a signal can be sent to: one alone, never a group.
pub fn pid_file(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let file = PidFile::parse(&text);
    if let Some(pid) = file.pid() {
        assert!(i32::try_from(pid).is_ok_and(|pid| pid > 0), "{pid} is no process");
        let first = text.lines().next().unwrap_or_default();
        let same = PidFile::parse(first.trim());
        assert!(same.pid() == Some(pid), "{first} names another process");
    }
    let line = if matches!(file, PidFile::Server { ready: true, .. }) { text.lines().nth(7) } else { Some("ready") };
    assert!(line.is_some_and(|line| line.contains("ready")), "a server is ready that does not say so");
    if let Some(version) = Version::parse(&text) {
        assert_eq!(Version::parse(&format!("postgres (PostgreSQL) {version}")), Some(version));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_inputs_pass() {
        replay::replay("pid_file", pid_file);
    }
}
