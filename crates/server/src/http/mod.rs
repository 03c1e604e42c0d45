//! Speaks HTTP: accepts connections, bounds how long clients may take, and wraps the routes in what all responses share.

mod connections;
mod cors;
mod drain_body;
pub(crate) mod etag;
mod head_timer;
mod listener;
mod middleware;
#[cfg(unix)]
mod unix_socket;

pub use cors::{Origin, Origins, ParseOriginError};
pub use listener::Listener;
#[cfg(unix)]
pub use unix_socket::UnixSocket;

pub(crate) use {
    connections::{Service, Timeouts, serve_connections},
    middleware::wrap,
};
