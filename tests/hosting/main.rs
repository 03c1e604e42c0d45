//! Tests the headless server as somebody who hosts it meets it: its settings, its keys, its limits, its logs, its end,
//! a database of their own.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod abandoned;
mod addresses;
mod away;
mod backup;
mod clocks;
mod config_file;
mod config_show;
mod cors;
mod database;
mod doctor;
mod documents;
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
mod mail;
mod metrics;
mod migrate;
mod moderation;
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
mod transfer;
mod user;
mod writing;

pub(crate) use hearth_tests::{SECRET_KEY as SECRET, server_in, server_on};
