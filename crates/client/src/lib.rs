//! Provides a typed client of the API. It speaks to Hearth's own server and to every deployment of the Python backend
//! alike, over TCP, TLS or a Unix socket; whoever calls it need not ask which it is.

mod account;
mod address;
mod backoff;
mod capabilities;
mod certificate;
mod check;
mod client;
mod error;
mod events;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzz;
mod identify;
mod page;
mod positions;
mod text;
mod tls;
mod transport;
mod user_agent;

pub use address::{AddressError, has_scheme, is_private, parse as parse_address};
pub use backoff::backoff;
pub use capabilities::Capabilities;
pub use certificate::{Certificate, Fingerprint, FingerprintError, RejectedCertificate};
pub use check::ServerReport;
pub use client::{Client, user_id};
pub use error::{Cause, CertificateProblem, Error, ForeignAnswer, Incompatible, Result};
pub use events::{Event, Events};
pub use identify::Identity;
pub use page::{Cursor, FeedPage, FeedQuery, SearchCount, View};
pub use transport::ConnectOptions;
