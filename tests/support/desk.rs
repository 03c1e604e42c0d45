//! A desktop to open the window on: a screen, a session bus, a keychain, and WebDriver for hands and eyes.

use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use rustix::process::Signal;

use crate::{
    Binaries, Place, Window, account, eventually,
    keyboard::{self, Keysym},
    processes::{Process, kill, processes_in},
    screen::{Place as WindowPlace, Screen},
};

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

/// A desktop, with a home and a data directory of its own.
pub struct Desk {
    place: Place,
    env: Vec<(String, String)>,
    children: Vec<Child>,
    driver: Option<Child>,
}

impl Desk {
    /// A desktop with an unlocked keychain.
    #[must_use]
    pub fn new() -> Self {
        let mut desk = Self::without_bus();
        desk.start_bus();
        desk.start_keychain();
        desk
    }

    /// A desktop with a session bus on which nobody keeps secrets.
    #[must_use]
    pub fn without_keychain() -> Self {
        let mut desk = Self::without_bus();
        desk.start_bus();
        desk
    }

    /// A bare screen.
    #[must_use]
    pub fn without_bus() -> Self {
        let place = Place::new();
        let mut desk = Self { place, env: Vec::new(), children: Vec::new(), driver: None };
        let home = desk.private_dir("home");
        let runtime = desk.private_dir("run");
        desk.set("HOME", &home);
        desk.set("XDG_RUNTIME_DIR", &runtime);
        desk.set("XDG_CONFIG_HOME", &desk.config_dir().display().to_string());
        desk.set("HEARTH_DATA_DIR", &desk.data_dir().display().to_string());
        // The cheapest there is, because these tests are not about passwords.
        desk.set("HEARTH_BCRYPT_COST", "4");
        desk.set("GTK_A11Y", "none");
        desk.set("NO_AT_BRIDGE", "1");
        if let Some(postgres) = Binaries::postgres() {
            desk.set("HEARTH_POSTGRES_DIR", &postgres.display().to_string());
        }
        desk.start_screen();
        desk
    }

    /// Where the app keeps its data; it does not exist before the first start.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.place.data_dir()
    }

    /// Sets a variable for what is started from now on.
    pub fn set(&mut self, name: &str, value: &str) {
        self.env.retain(|(known, _)| known != name);
        self.env.push((name.to_owned(), value.to_owned()));
    }

    /// Unsets a variable for what is started from now on.
    pub fn unset(&mut self, name: &str) {
        self.env.retain(|(known, _)| known != name);
    }

    /// Sets what the desktop tells every program of GTK that is started from now on, in a line of its settings.
    pub fn set_gtk(&self, setting: &str) {
        let dir = self.config_dir().join("gtk-3.0");
        fs::create_dir_all(&dir).unwrap();
        let mut file = fs::File::options().create(true).append(true).open(dir.join("settings.ini")).unwrap();
        if file.metadata().unwrap().len() == 0 {
            writeln!(file, "[Settings]").unwrap();
        }
        writeln!(file, "{setting}").unwrap();
    }

    /// Where its programs are sought.
    #[must_use]
    pub fn path(&self) -> String {
        search_path()
    }

    /// A command that runs on this desktop and dies with the test.
    #[must_use]
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = account::command(program.as_ref(), None);
        command.env_clear().env("PATH", search_path()).envs(self.env.iter().cloned()).current_dir("/");
        command
    }

    /// Starts the app as a click on its icon does.
    #[must_use]
    pub fn start_app(&self) -> Child {
        self.start_app_with(&[])
    }

    /// Starts the app as the desktop does when an address of the app's is opened.
    #[must_use]
    pub fn start_app_with(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(Binaries::desktop());
        command.args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    }

    /// Where its programs keep their settings.
    #[must_use]
    pub fn config_dir(&self) -> PathBuf {
        self.place.join("home/settings of programs")
    }

    /// Starts what the desktop starts when somebody logs in.
    pub fn log_in(&self) {
        for entry in fs::read_dir(self.config_dir().join("autostart")).unwrap() {
            let launched = self.command("gio").arg("launch").arg(entry.unwrap().path()).status();
            assert!(launched.unwrap().success());
        }
    }

    /// Opens the app's window, with WebDriver at its controls.
    pub async fn open(&mut self) -> Window {
        self.open_with(&[]).await
    }

    /// Opens the app's window with arguments.
    pub async fn open_with(&mut self, arguments: &[&str]) -> Window {
        // One driver a window: WebKit's does not outlive an app that is killed.
        self.driver.take().into_iter().for_each(end);
        let port = self.start_driver().await;
        Window::open(port, arguments).await
    }

    /// Opens the window for the first time, and chooses this computer.
    pub async fn open_on_this_computer(&mut self) -> Window {
        let window = self.open().await;
        window.press("Use this computer").await;
        window.see("Create an account").await;
        window
    }

    /// Closes the window as its owner does, and waits until the app and all that belongs to it has gone.
    pub async fn close(&self, window: Window) {
        // Not through WebDriver, which kills the app.
        self.press_close_button();
        self.app_is_gone().await;
        window.forget().await;
    }

    /// The processes of the app and of its database.
    #[must_use]
    pub fn app_processes(&self) -> Vec<Process> {
        let ours = |name: &str| matches!(name, "hearth" | "postgres" | "initdb") || name.starts_with("WebKit");
        let mut processes = processes_in(&self.data_dir());
        processes.retain(|process| ours(&process.name) && process.name != "WebKitWebDriver");
        processes
    }

    /// Waits until the app and all that belongs to it has gone.
    pub async fn app_is_gone(&self) {
        eventually("the app and its database are gone", || self.app_processes().is_empty()).await;
    }

    /// Sends a signal to the app itself.
    pub fn signal_app(&self, signal: Signal) {
        for process in self.app_processes().iter().filter(|process| process.name == "hearth") {
            kill(process.pid, signal);
        }
    }

    /// The screen, as X names it.
    #[must_use]
    pub fn display(&self) -> &str {
        self.get("DISPLAY")
    }

    /// Where its session bus is.
    #[must_use]
    pub fn bus_address(&self) -> &str {
        self.get("DBUS_SESSION_BUS_ADDRESS")
    }

    /// Presses the close button of the app's window.
    pub fn press_close_button(&self) {
        Screen::of(self.display()).close_window();
    }

    /// The title of the app's window; none where none is to be seen.
    #[must_use]
    pub fn window_title(&self) -> Option<String> {
        Screen::of(self.display()).title()
    }

    /// Gives the app's window the focus, or takes it from every window.
    pub fn focus_window(&self, focus: bool) {
        let screen = Screen::of(self.display());
        if focus { screen.focus_window() } else { screen.focus_nothing() }
    }

    /// Presses keys at the screen, all of them together, for the app's window.
    pub fn press_keys(&self, keys: &[Keysym]) {
        self.focus_window(true);
        keyboard::press(self.display(), keys);
    }

    /// Where on the screen the app's window is, and how large.
    #[must_use]
    pub fn window_place(&self) -> WindowPlace {
        Screen::of(self.display()).window_place()
    }

    /// Moves the app's window.
    pub fn place_window(&self, place: WindowPlace) {
        Screen::of(self.display()).place_window(place);
    }

    fn get(&self, name: &str) -> &str {
        &self.env.iter().find(|(known, _)| known == name).expect("is set").1
    }

    fn private_dir(&self, name: &str) -> String {
        let dir = self.place.join(name);
        fs::create_dir(&dir).unwrap();
        fs::set_permissions(&dir, PermissionsExt::from_mode(0o700)).unwrap();
        dir.display().to_string()
    }

    fn start_screen(&mut self) {
        let mut command = self.command("Xvfb");
        // It would begin anew, and drop whoever comes in that moment, each time the last of its clients leaves.
        command.args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"]);
        let display = self.spawn_and_read_line(command, None);
        self.set("DISPLAY", &format!(":{display}"));
    }

    fn start_bus(&mut self) {
        let config = self.place.join("bus.conf");
        fs::write(&config, BUS).unwrap();
        let mut command = self.command("dbus-daemon");
        command.arg("--config-file").arg(config).args(["--nofork", "--print-address=1"]);
        let address = self.spawn_and_read_line(command, None);
        self.set("DBUS_SESSION_BUS_ADDRESS", &address);
    }

    /// The keychain is made at this first unlocking, with an empty password.
    fn start_keychain(&mut self) {
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--foreground", "--unlock", "--components=secrets"]);
        let _ = self.spawn_and_read_line(command, Some("\n"));
    }

    async fn start_driver(&mut self) -> u16 {
        let (port, native) = (free_port(), free_port());
        let mut command = self.command("tauri-driver");
        command.args(["--port", &port.to_string(), "--native-port", &native.to_string()]);
        // WebKit's driver must not hold the test run's own output open when it outlives a test.
        let log = || fs::File::options().create(true).append(true).open(self.place.join("driver.log")).unwrap();
        let child = command.stdin(Stdio::null()).stdout(log()).stderr(log()).spawn();
        self.driver = Some(child.expect("tauri-driver runs"));
        // Both: it listens before WebKit's driver does, to which it hands on what it is asked.
        let listens = |port| std::net::TcpStream::connect(("127.0.0.1", port)).is_ok();
        eventually("tauri-driver listens", || listens(port) && listens(native)).await;
        port
    }

    /// Starts a program of the desktop and waits for the first line that it says.
    fn spawn_and_read_line(&mut self, mut command: Command, input: Option<&str>) -> String {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(input.unwrap_or_default().as_bytes()).unwrap();
        drop(stdin);
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        self.children.push(child);
        line.trim().to_owned()
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.driver.take().into_iter().chain(self.children.drain(..).rev()).for_each(end);
    }
}

/// Ends a program by SIGTERM: tauri-driver takes WebKit's driver with it.
fn end(mut child: Child) {
    kill(child.id(), Signal::TERM);
    let _ = child.wait();
}

/// Where the programs of the desktop are, tauri-driver among them.
fn search_path() -> String {
    let tools = Binaries::desktop().ancestors().nth(2).unwrap().join("tools/bin");
    format!("{}:{}", tools.display(), env::var("PATH").unwrap_or_default())
}

/// A port that nobody listens on now.
fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}
