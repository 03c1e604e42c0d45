//! The headless server as somebody who hosts it meets it: its settings, its keys, its limits, its logs, its end, a
//! database of their own.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cors;
mod database;
mod events;
mod keys;
mod limits;
mod logs;
mod pages;
mod plans;
mod settings;
mod slow;
mod stopping;
mod timing;

/// A key that is long enough.
pub(crate) const SECRET: &str = "a-secret-of-the-owner-with-more-than-32-bytes";
