//! Tests the app end to end: the real window on a real screen, its own database, a real keychain.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod accessibility;
mod accounts;
mod address;
mod composing;
mod connecting;
mod content;
mod context_menu;
mod disks;
mod every_command;
mod faults;
mod first_minutes;
mod flow;
mod hostile;
mod keyboard;
mod keyring;
mod kills;
mod languages;
mod layout;
mod live;
mod login;
mod memory;
mod notifications;
mod offline;
mod page_faults;
mod python;
mod reading;
mod search;
mod secrets;
mod sessions;
mod settings;
mod shell;
mod tray;
mod tree;
mod votes;
mod writing;
