//! The API of Hearth over HTTP, to be embedded: whoever calls [`serve`] brings a database, a bound listener
//! and the moment to stop. It knows nothing of windows, nor of who owns the database.

pub mod config;
mod cors;
pub mod database;
mod error;
mod etag;
mod events;
mod extract;
mod limits;
mod listen;
mod migrate;
mod openapi;
mod password;
mod post_keys;
mod routes;
mod secret;
mod sheets;
mod state;
mod token;
mod votes;

pub use config::Config;
pub use cors::{NoOrigin, Origin, Origins};
pub use limits::{NoRate, Rate, RateLimits};
pub use listen::{Listener, serve};
pub use secret::{SecretError, SecretKey, SecretKeys};
pub use state::App;
