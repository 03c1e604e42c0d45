//! Runs the real programs for tests that cross crates: servers, databases and desktops, each with files of its own.
//! A test fails by panicking, so everything here panics, with a reason.
#![allow(clippy::missing_panics_doc, clippy::unwrap_used, reason = "a test fails by panicking")]

pub mod data;
pub mod desktop;
pub mod faults;
pub mod server;
pub mod siege;
pub mod system;

pub use data::{User, seed, unique_email};
pub use desktop::{
    Appearance, DesktopSession, Mouse, NativeMenus, NotificationDaemon, SlowBus, TrayHost, Window, keyboard,
    screen_walkthrough,
    window::{fill_in, press_in},
};
pub use faults::{AcknowledgedWrites, DatabaseProxy, DatabaseRoute, FaultyProxy, Loss, SmallDisk, hostile, stub};
pub use server::{
    Answer, Api, CliCommand, CliOutput, Database, Exit, HaProxy, HostedServer, MailServer, Nginx, Outcome, PgBouncer,
    PythonBackend, SECRET_KEY, Server, ServerCommand, ask_for_all, send, server_in, server_on, try_send,
};
pub use system::{
    Account, Binaries, CONDITION_TIMEOUT, POLL_INTERVAL, Process, TestDir, connect_from, eventually, is_root,
    processes, processes_in, skip,
};
