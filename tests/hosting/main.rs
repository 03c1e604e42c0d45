//! Tests the headless server as somebody who hosts it meets it: its settings, its keys, its limits, its logs, its end,
//! a database of their own.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod abandoned;
mod addresses;
mod away;
mod clocks;
mod cors;
mod database;
mod dotenv;
mod encodings;
mod environment;
mod events;
mod flood;
mod hashing;
mod keys;
mod limits;
mod lockout;
mod logs;
mod look_alikes;
mod pages;
mod passwords;
mod plans;
mod pooler;
mod proxy;
mod restores;
mod revocation;
mod root;
mod sessions;
mod settings;
mod siege;
mod slow;
mod sqlstates;
mod stopping;
mod timing;
mod tls;
mod writing;

use hearth_tests::{ServerCommand, TestDir};

/// A key that is long enough.
pub(crate) const SECRET: &str = "a-secret-of-the-owner-with-more-than-32-bytes";

/// A server with a key and an empty home, which is told by `DATABASE_URL` where its database is.
pub(crate) fn server_on(home: &TestDir, database_url: &str) -> ServerCommand {
    server_in(home).env("DATABASE_URL", database_url)
}

/// A server with a key and an empty home.
pub(crate) fn server_in(home: &TestDir) -> ServerCommand {
    ServerCommand::without_data_dir().env("SECRET_KEY", SECRET).env("HOME", home.path())
}
