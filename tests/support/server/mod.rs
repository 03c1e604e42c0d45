//! Starts servers as processes, and what a deployment puts around them: PostgreSQL, PgBouncer, HAProxy, nginx, a server of
//! emails.

mod api;
mod cli;
mod command;
mod daemon;
mod database;
mod haproxy;
mod hosted;
mod mail_server;
mod nginx;
mod outcome;
mod output;
mod owners;
mod pgbouncer;
mod process;
mod python;

pub use api::{Answer, Api, send, try_send};
pub use cli::{CliCommand, CliOutput};
pub use command::ServerCommand;
pub use database::Database;
pub use haproxy::HaProxy;
pub use hosted::HostedServer;
pub use mail_server::MailServer;
pub use nginx::Nginx;
pub use outcome::Outcome;
pub use owners::{SECRET_KEY, ask_for_all, server_in, server_on};
pub use pgbouncer::PgBouncer;
pub use process::{Exit, Server};
pub use python::PythonBackend;
