//! A deployment of the Python backend that becomes ours: its tables, in place, with everything in them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod beside;
mod deployment;
mod foreign;
mod in_use;
mod interrupted;
mod taken_over;

use hearth_tests::{Launch, PythonBackend, database::Database};

/// Our server, told of the database as the deployment was.
pub(crate) fn launch(database: &Database) -> Launch {
    let launch = Launch::without_data_dir().env("DATABASE_URL", database.sqlalchemy_url());
    launch.env("SECRET_KEY", PythonBackend::SECRET)
}
