//! The app end to end: the real window on a real screen, its own database, a real keychain.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod accessibility;
mod content;
mod disks;
mod faults;
mod flow;
mod keyboard;
mod kills;
mod languages;
mod live;
mod login;
mod memory;
mod notifications;
mod offline;
mod python;
mod reading;
mod settings;
mod tray;
mod tree;
mod votes;
mod writing;
