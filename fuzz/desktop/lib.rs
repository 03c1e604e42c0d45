//! The parts of the desktop app that parse, without the toolkit of its window: with that, building and linking a fuzz target
//! takes many minutes more.
#![allow(dead_code, unused_imports, reason = "the other parts use the rest")]

#[path = "desktop.rs"]
mod desktop;
#[path = "../../src-tauri/error/mod.rs"]
mod error;
#[path = "../../src-tauri/event_bus.rs"]
mod event_bus;
#[path = "../../src-tauri/fuzz.rs"]
pub mod fuzz;
#[path = "../../src-tauri/i18n/mod.rs"]
mod i18n;
#[path = "../../src-tauri/model/mod.rs"]
mod model;
#[path = "storage.rs"]
mod storage;
#[path = "../../src-tauri/sync/mod.rs"]
mod sync;
