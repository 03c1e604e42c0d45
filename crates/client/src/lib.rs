//! Provides a typed client of the API. It speaks to Hearth's own server and to every deployment of the Python backend
//! alike, over TCP, TLS or a Unix socket; whoever calls it need not ask which it is.

mod account;
mod address;
mod backoff;
mod capabilities;
mod client;
mod error;
mod events;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzz;
mod page;
mod transport;
mod user_agent;

pub use address::{AddressError, parse as parse_address};
pub use backoff::backoff;
pub use capabilities::Capabilities;
pub use client::{Client, user_id};
pub use error::{Cause, CertificateProblem, Error, Result};
pub use events::{Event, Events};
pub use page::{Cursor, FeedPage, FeedQuery, SearchCount, View};
