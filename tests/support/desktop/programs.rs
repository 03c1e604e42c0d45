//! Starts the programs of a desktop: X server, window manager, session bus and WebDriver.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    process::{Child, Command, Stdio},
};

use rustix::process::Signal;

use super::{DesktopSession, screen::Screen};
use crate::{eventually, processes::kill, system::free_port};

/// A session bus that starts nothing by itself: no portals, no accessibility bus, no second keychain.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

impl DesktopSession {
    pub(super) fn start_screen(&mut self) {
        let mut command = self.command("Xvfb");
        // It would begin anew, and drop whoever comes in that moment, each time the last of its clients leaves.
        command.args(["-displayfd", "1", "-screen", "0", "2560x1440x24", "-nolisten", "tcp", "-noreset"]);
        let display = self.spawn_and_read_line(command, None);
        self.set("DISPLAY", &format!(":{display}"));
    }

    pub(super) fn start_window_manager(&mut self) {
        let mut command = self.command("openbox");
        command.arg("--sm-disable").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.children.push(command.spawn().expect("openbox runs"));
        Screen::of(self.display()).is_managed();
    }

    pub(super) fn start_bus(&mut self) {
        let config = self.test_dir.join("bus.conf");
        fs::write(&config, BUS).unwrap();
        let mut command = self.command("dbus-daemon");
        command.arg("--config-file").arg(config).args(["--nofork", "--print-address=1"]);
        let address = self.spawn_and_read_line(command, None);
        self.set("DBUS_SESSION_BUS_ADDRESS", &address);
    }

    pub(super) async fn start_driver(&mut self) -> u16 {
        let (port, native) = (free_port(), free_port());
        let mut command = self.command("tauri-driver");
        command.args(["--port", &port.to_string(), "--native-port", &native.to_string()]);
        // WebKit's driver must not hold the test run's own output open when it outlives a test.
        let log = || fs::File::options().create(true).append(true).open(self.test_dir.join("driver.log")).unwrap();
        let child = command.stdin(Stdio::null()).stdout(log()).stderr(log()).spawn();
        self.driver = Some(child.expect("tauri-driver runs"));
        // Both: it listens before WebKit's driver does, to which it hands on what it is asked.
        let listens = |port| std::net::TcpStream::connect(("127.0.0.1", port)).is_ok();
        eventually("tauri-driver listens", || listens(port) && listens(native)).await;
        port
    }

    /// Starts a program of the desktop, which ends with it, and waits for the first line that it says.
    fn spawn_and_read_line(&mut self, command: Command, input: Option<&str>) -> String {
        let (child, line) = spawn(command, input);
        self.children.push(child);
        line
    }
}

/// Starts a program and waits for the first line that it says.
pub(super) fn spawn(mut command: Command, input: Option<&str>) -> (Child, String) {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.unwrap_or_default().as_bytes()).unwrap();
    drop(stdin);
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (child, line.trim().to_owned())
}

/// Ends a program by SIGTERM: tauri-driver takes WebKit's driver with it.
pub(super) fn end(mut child: Child) {
    kill(child.id(), Signal::TERM);
    let _ = child.wait();
}
