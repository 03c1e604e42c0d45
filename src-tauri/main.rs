//! Runs the program. Everything is in the library, where tests reach it too.

// No console window beside the app on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    // First of all, because it may start this program again. Where it cannot, the database may be well with what there is.
    let _ = hearth_server::config::leave_out_session_options();
    hearth_desktop::run()
}
