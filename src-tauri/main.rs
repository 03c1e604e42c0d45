//! The program. Everything is in the library, where tests reach it too.

// No console window beside the app on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    hearth_desktop::run()
}
