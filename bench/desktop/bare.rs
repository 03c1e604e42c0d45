//! What nobody can do without: a window of Tauri's, initdb, and a PostgreSQL that has nothing to do.

use std::{
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use hearth_tests::{Account, Binaries, Desk, Place, is_root};
use rustix::process::Signal;

use crate::screen::Screen;

/// An open bare window.
pub(crate) struct BareWindow(Child);

impl BareWindow {
    /// Opens it, and tells how long it took until it was painted.
    pub(crate) fn open(desk: &Desk, screen: &Screen) -> (Self, Duration) {
        let mut child = None;
        let painted = screen.time_until_painted(|| {
            let mut command = desk.command(Binaries::bare_window());
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            child = Some(command.spawn().expect("the bare window starts"));
        });
        (Self(child.expect("it was started")), painted)
    }

    /// Its own number; WebKit's processes are its children.
    pub(crate) fn pid(&self) -> u32 {
        self.0.id()
    }

    pub(crate) fn close(mut self) {
        hearth_tests::processes::kill(self.0.id(), Signal::TERM);
        let _ = self.0.wait();
    }
}

/// How long initdb takes for a cluster of the app's kind, safe on the disk.
pub(crate) fn initdb() -> Duration {
    let account = is_root().then_some(Account::NOBODY);
    let (_, binaries, _copies) = hearth_tests::binaries::for_account(account, Place::new);
    let place = Place::new();
    let dir = place.make_dir("cluster", 0o700, account.unwrap_or_else(|| Account::owner_of(place.path())));
    let program = binaries.expect("make bench-desktop stages PostgreSQL").join("bin/initdb");
    let mut command = hearth_tests::account::command(&program, account);
    command.arg("-D").arg(dir).args(["--encoding=UTF8", "--locale=C", "--auth=trust", "--data-checksums"]);
    let begun = Instant::now();
    let output = command.current_dir("/").output().expect("initdb starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    begun.elapsed()
}
