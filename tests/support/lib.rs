//! What the tests that cross crates share: real programs on directories and disks of their own, users who sign up,
//! and a look at the machine from outside. A test fails by panicking, so all of this panics, with a reason.
#![allow(clippy::missing_panics_doc, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{self, Write};

pub mod account;
pub mod api;
pub mod binaries;
pub mod database;
pub mod desk;
pub mod disk;
pub mod keyboard;
pub mod ledger;
pub mod look;
pub mod notifications;
pub mod place;
pub mod processes;
pub mod python;
mod screen;
pub mod seed;
pub mod server;
pub mod time;
pub mod tour;
pub mod tray;
pub mod user;
pub mod window;
pub mod wire;

pub use account::{Account, is_root};
pub use api::{Answer, Api};
pub use binaries::Binaries;
pub use desk::Desk;
pub use disk::SmallDisk;
pub use look::Look;
pub use notifications::NotificationDaemon;
pub use place::Place;
pub use processes::{Process, processes_in};
pub use python::PythonBackend;
pub use server::{Ended, Launch, Server};
pub use time::eventually;
pub use tray::TrayHost;
pub use user::User;
pub use window::Window;
pub use wire::{Loss, Wire};

/// Tells, in the log of the test run, that this machine cannot show something, and why.
pub fn skip(why: &str) {
    // Past the test harness, which keeps what a passing test prints to itself.
    let _ = writeln!(io::stderr(), "SKIPPED: {why}");
}
