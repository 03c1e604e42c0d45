//! Examines how many files the process may open.

use hearth_server::config::settings;
use rustix::process::{Resource, getrlimit};

use super::report::Finding;

/// What the server opens beside the connections of clients: those to the database, files, standard streams.
const RESERVED: u64 = 64;

/// The connections below which few people can use the server at once.
const FEW: u64 = 128;

/// Compares the hard limit of open files, to which the server raises its own, with the connections that it may have.
pub(super) fn examine() -> Finding {
    const SUBJECT: &str = "open files";
    let wanted: u64 = settings::CONNECTIONS.parse().ok().flatten().unwrap_or_else(|| {
        let default = settings::CONNECTIONS.default.and_then(|default| default.parse().ok());
        default.unwrap_or_default()
    });
    let Some(limit) = getrlimit(Resource::Nofile).maximum else {
        return Finding::ok(SUBJECT, "There is no limit.");
    };
    let room = limit.saturating_sub(RESERVED);
    let remedy = format!("Raise it to {} or more: LimitNOFILE of systemd, `ulimit -Hn`", wanted + RESERVED);
    let text = format!("The process may open {limit} files, which is room for about {room} of {wanted} connections.");
    if room < FEW.min(wanted) {
        Finding::problem(SUBJECT, text).remedy(remedy)
    } else if room < wanted {
        Finding::warning(SUBJECT, text).remedy(remedy)
    } else {
        Finding::ok(SUBJECT, format!("The process may open {limit} files, and may have {wanted} connections."))
    }
}
