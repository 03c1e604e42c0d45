//! Runs a program that listens on a TCP port.

use std::{
    fs::File,
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
};

use crate::eventually;

/// A program that listens on a port of this computer. Killed in the end.
pub(super) struct Daemon(Child);

impl Daemon {
    /// Starts a program, whose output goes to `log`, and waits until it listens on `port`.
    pub(super) async fn start(command: &mut Command, port: u16, log: &Path) -> Self {
        let log = || File::options().create(true).append(true).open(log).unwrap();
        let child = command.stdin(Stdio::null()).stdout(log()).stderr(log()).spawn().unwrap();
        eventually(&format!("{command:?} listens"), || TcpStream::connect(("127.0.0.1", port)).is_ok()).await;
        Self(child)
    }

    /// Kills the program; it may be dead already.
    pub(super) fn kill(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.kill();
    }
}
