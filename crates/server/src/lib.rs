//! The API of Hearth over HTTP, to be embedded: whoever calls [`serve`] brings a database, a bound listener
//! and the moment to stop. It knows nothing of windows, nor of who owns the database.

pub mod config;
pub mod database;
mod error;
mod extract;
mod listen;
mod password;
mod routes;
mod secret;
mod state;
mod token;

pub use config::Config;
pub use listen::{Listener, serve};
pub use secret::{SecretError, SecretKey};
pub use state::App;
