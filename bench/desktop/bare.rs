//! Starts the baselines: a bare Tauri window, initdb, and an idle PostgreSQL.

use std::{
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use hearth_tests::{Account, Binaries, DesktopSession, TestDir, is_root};
use rustix::process::Signal;

use crate::screen::Screen;

/// An open bare window.
pub(crate) struct BareWindow(Child);

impl BareWindow {
    /// Opens it, and returns the time until it was painted.
    pub(crate) fn open(desktop: &DesktopSession, screen: &Screen) -> (Self, Duration) {
        let mut child = None;
        let painted = screen.time_until_painted(|| {
            let mut command = desktop.command(Binaries::bare_window());
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            child = Some(command.spawn().expect("the bare window starts"));
        });
        (Self(child.expect("it was started")), painted)
    }

    /// Returns its own number; WebKit's processes are its children.
    pub(crate) fn pid(&self) -> u32 {
        self.0.id()
    }

    pub(crate) fn close(mut self) {
        hearth_tests::processes::kill(self.0.id(), Signal::TERM);
        let _ = self.0.wait();
    }
}

/// Measures initdb for a cluster of the app's kind, safe on the disk.
pub(crate) fn initdb() -> Duration {
    let account = is_root().then_some(Account::NOBODY);
    let (_, binaries, _copies) = hearth_tests::system::binaries::for_account(account, TestDir::new);
    let test_dir = TestDir::new();
    let dir = test_dir.make_dir("cluster", 0o700, account.unwrap_or_else(|| Account::owner_of(test_dir.path())));
    let program = binaries.expect("make bench-desktop stages PostgreSQL").join("bin/initdb");
    let mut command = hearth_tests::system::account::command(&program, account);
    command.arg("-D").arg(dir).args(["--encoding=UTF8", "--locale=C", "--auth=trust", "--data-checksums"]);
    let begun = Instant::now();
    let output = command.current_dir("/").output().expect("initdb starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    begun.elapsed()
}
