//! Implements the API of Hearth over HTTP, to be embedded: whoever calls [`serve()`] brings a database, a bound listener
//! and the moment to stop. It knows nothing of windows, nor of who owns the database.
//!
//! The modules use each other in one direction. From the bottom up: `repeats`, `sqlstate`, `error`, `domain` and `http`; `store`;
//! `auth`, `events` and `seen`; `config`; `mail`; `administration` and `state`; `extract`; `openapi`; `routes`; `metrics`; `serve`.

pub mod administration;
mod auth;
pub mod config;
mod domain;
mod error;
mod events;
mod extract;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzz;
mod http;
pub mod mail;
mod metrics;
mod openapi;
mod repeats;
mod routes;
mod seen;
mod serve;
mod sqlstate;
mod state;
mod store;

/// Connects to a PostgreSQL and migrates its tables.
pub mod database {
    pub use crate::store::{
        Database, DatabaseError, DatabaseOptions, DatabaseSnapshot, Examination, MIN_CONNECTIONS, RowCounts, Schema,
        TargetSession, Trigrams, as_owner, connect, connect_within, count_rows, end_all_sessions, examine, first_table,
        migrate, of_owner, on_socket, schema,
    };
}

/// Moves people, posts and votes out and in, as lines of JSON.
pub mod transfer {
    pub use crate::store::transfer::{Accounts, TransferError, Transferred, export, import};
}

pub use auth::{ExposedKeys, ParseRateError, Rate, RateLimits, SecretError, SecretKey, SecretKeys};
pub use config::Config;
pub use domain::EmailVisibility;
#[cfg(unix)]
pub use http::UnixSocket;
pub use http::{Listener, Origin, Origins, ParseOriginError};
pub use metrics::serve_metrics;
pub use routes::openapi_json;
pub use serve::serve;
pub use state::App;
