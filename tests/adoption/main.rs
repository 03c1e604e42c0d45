//! Tests the adoption of a deployment of the Python backend: its tables, in place, with everything in them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod beside;
mod deployment;
mod extensions;
mod foreign;
mod in_use;
mod interrupted;
mod large_posts;
mod released_statements;
mod rules;
mod taken_over;

use hearth_tests::{Database, PythonBackend, ServerCommand};

/// Our server, told of the database as the deployment was.
pub(crate) fn server_command(database: &Database) -> ServerCommand {
    let server_command = ServerCommand::without_data_dir().env("DATABASE_URL", database.sqlalchemy_url());
    server_command.env("SECRET_KEY", PythonBackend::SECRET)
}
