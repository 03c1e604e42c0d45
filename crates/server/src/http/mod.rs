//! Speaks HTTP: accepts connections, bounds how many there are and how long clients may take, and wraps the routes in what
//! all responses share.

mod admission;
mod connections;
mod cors;
mod descriptors;
mod drain_body;
pub(crate) mod etag;
mod head_timer;
mod in_flight;
mod listener;
mod measure;
mod middleware;
mod pace;
mod peer;
mod refusal;
mod request_id;
#[cfg(unix)]
mod unix_socket;

pub use cors::{Origin, Origins, ParseOriginError};
pub use listener::Listener;
#[cfg(unix)]
pub use unix_socket::UnixSocket;

pub(crate) use {
    admission::{Bounds, ConnectionCounts},
    connections::{Service, Serving, Timeouts, serve_connections},
    cors::{POSITION, SEARCH_COUNT},
    descriptors::connections_that_fit,
    in_flight::InFlight,
    measure::RequestTimes,
    middleware::{close_while_draining, wrap},
};
