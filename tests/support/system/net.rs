//! Finds free TCP ports.

use std::net::TcpListener;

/// Returns a port of this computer that nobody listens on now.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}
