//! Saves a screenshot when a test fails.

use std::{fs, thread};

use super::screen::Screen;
use crate::Binaries;

/// Writes a picture of a display if it is dropped by a panic: `target/test-failures/<test>.png`.
pub(crate) struct FailureScreenshot(String);

impl FailureScreenshot {
    pub(crate) fn of(display: &str) -> Self {
        Self(display.to_owned())
    }
}

impl Drop for FailureScreenshot {
    fn drop(&mut self) {
        if !thread::panicking() {
            return;
        }
        let name = thread::current().name().unwrap_or("test").replace("::", "-");
        let dir = Binaries::failures();
        let file = dir.join(name).with_extension("png");
        // A test that fails has its own reason to tell; this one would hide it, and a second panic ends all tests.
        let written = fs::create_dir_all(dir).is_ok()
            && Screen::connect(&self.0).is_ok_and(|screen| screen.write_screenshot(&file).is_ok());
        if written {
            eprintln!("the screen then: {}", file.display());
        }
    }
}
