//! Checks and prepares what a window needs before it can open.

use std::{env, path::PathBuf};

use hearth_server::config::{self, ConfigError};

/// Checks that there is a display to open a window on; the error says what to do.
#[cfg(target_os = "linux")]
pub(crate) fn check_display() -> Result<(), &'static str> {
    const HEADLESS: &str = "There is no display to open a window on: neither WAYLAND_DISPLAY nor DISPLAY is set, or what they \
         name does not answer.\nTo run Hearth without a window: hearth-server serve --listen 127.0.0.1:8000 (from \
         source: make serve).";
    let named =
        ["WAYLAND_DISPLAY", "DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()));
    if named && gtk::init().is_ok() { Ok(()) } else { Err(HEADLESS) }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn check_display() -> Result<(), &'static str> {
    Ok(())
}

/// Finds the data directory, and makes it where it is missing.
pub(crate) fn data_dir() -> Result<PathBuf, ConfigError> {
    let dir = config::data_dir()?;
    config::make_data_dir(&dir)?;
    Ok(dir)
}

/// Disables WebKit's DMABUF renderer, with which some drivers show nothing but blank windows.
#[cfg(target_os = "linux")]
pub(crate) fn prefer_working_graphics() {
    const DMABUF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if env::var_os(DMABUF).is_none() {
        // SAFETY: no other thread runs yet.
        #[allow(unsafe_code)]
        unsafe {
            env::set_var(DMABUF, "1");
        }
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn prefer_working_graphics() {}

/// Leaves no core dumps of this program and of those that it starts: passwords and tokens are in their memory.
#[cfg(unix)]
pub(crate) fn leave_no_core_dumps() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let limit = Rlimit { current: Some(0), ..getrlimit(Resource::Core) };
    // Lowering a limit is always allowed.
    let _ = setrlimit(Resource::Core, limit);
}

#[cfg(not(unix))]
pub(crate) fn leave_no_core_dumps() {}
