//! Tests what can happen to a server, on a real one: killed, started twice, put on bad disks and in odd places.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod builds;
mod disks;
mod hostile;
mod identify;
mod kills;
mod moving;
mod places;
mod redirects;
mod refusals;
mod restored;
mod sockets;
mod starts;
mod upgrade;

use std::path::Path;

use hearth_tests::{Process, processes_in};

/// The PostgreSQL processes that have to do with `dir`.
pub(crate) fn postgres_in(dir: &Path) -> Vec<Process> {
    let mut found = processes_in(dir);
    found.retain(|process| process.name == "postgres");
    found
}
