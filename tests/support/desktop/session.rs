//! Provides a desktop to open the window on: a screen with a window manager, a session bus, a keyring and WebDriver.

use std::{
    env, fs,
    io::Write,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use hearth_client::Client;

use super::{Window, programs::end};
use crate::{Binaries, TestDir, User, system::account, unique_email};

/// A desktop, with a home and a data directory of its own.
pub struct DesktopSession {
    pub(super) test_dir: TestDir,
    env: Vec<(String, String)>,
    pub(super) children: Vec<Child>,
    pub(super) driver: Option<Child>,
    pub(super) keyring: Option<Child>,
}

impl DesktopSession {
    /// Starts a desktop with an unlocked keyring.
    #[must_use]
    pub fn new() -> Self {
        let mut desktop = Self::without_bus();
        desktop.start_bus();
        desktop.start_keyring(true);
        desktop
    }

    /// Starts a desktop with a session bus on which nobody keeps secrets.
    #[must_use]
    pub fn without_keychain() -> Self {
        let mut desktop = Self::without_bus();
        desktop.start_bus();
        desktop
    }

    /// Starts a screen with a window manager, and nothing else.
    #[must_use]
    pub fn without_bus() -> Self {
        let test_dir = TestDir::new();
        let mut desktop = Self { test_dir, env: Vec::new(), children: Vec::new(), driver: None, keyring: None };
        let home = desktop.private_dir("home");
        let runtime = desktop.private_dir("run");
        desktop.set("HOME", &home);
        desktop.set("XDG_RUNTIME_DIR", &runtime);
        desktop.set("XDG_CONFIG_HOME", &desktop.config_dir().display().to_string());
        desktop.set("HEARTH_DATA_DIR", &desktop.data_dir().display().to_string());
        // The cheapest there is, because these tests are not about passwords.
        desktop.set("HEARTH_BCRYPT_COST", "4");
        desktop.set("GTK_A11Y", "none");
        desktop.set("NO_AT_BRIDGE", "1");
        if let Some(postgres) = Binaries::postgres() {
            desktop.set("HEARTH_POSTGRES_DIR", &postgres.display().to_string());
        }
        desktop.start_screen();
        desktop.start_window_manager();
        desktop
    }

    /// Returns the app's data directory; it does not exist before the first start.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.test_dir.data_dir()
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

    /// Returns the search path of its programs.
    #[must_use]
    pub fn path(&self) -> String {
        search_path()
    }

    /// Builds a command that runs on this desktop and dies with the test.
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

    /// Returns the directory of its programs' settings.
    #[must_use]
    pub fn config_dir(&self) -> PathBuf {
        self.test_dir.join("home/settings of programs")
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
        Window::open(port, arguments, self.display()).await
    }

    /// Opens the window for the first time, and chooses this computer.
    pub async fn open_on_this_computer(&mut self) -> Window {
        let window = self.open().await;
        window.press("Use this computer").await;
        window.see("Create your account").await;
        window
    }

    /// Opens the window for the first time, and signs up on this computer.
    pub async fn open_signed_up(&mut self) -> Window {
        let window = self.open_on_this_computer().await;
        window.sign_up().await;
        window.see("Nothing here yet").await;
        window
    }

    /// Creates a client of the app's own server, which must run.
    #[must_use]
    pub fn local_client(&self) -> Client {
        Client::unix(&self.data_dir().join("postgres/run/hearth.sock"))
    }

    /// Opens the window signed up on this computer, and signs another user up at the same server.
    pub async fn open_with_other_user(&mut self) -> (Window, User) {
        let window = self.open_signed_up().await;
        (window, self.local_user("grace@example.com").await)
    }

    /// Signs so many other users up at the app's own server.
    pub async fn local_users(&self, count: usize) -> Vec<User> {
        let client = self.local_client();
        let mut users = Vec::new();
        for _ in 0..count {
            users.push(User::sign_up_through(&client, &unique_email()).await);
        }
        users
    }

    /// Signs another user up at the app's own server.
    pub async fn local_user(&self, email: &str) -> User {
        User::sign_up_through(&self.local_client(), email).await
    }

    /// Closes the window as its owner does, and waits until the app and all that belongs to it has gone.
    pub async fn close(&self, window: Window) {
        // Not through WebDriver, which kills the app.
        self.press_close_button();
        self.app_is_gone().await;
        window.forget().await;
    }

    /// Returns X's name of the screen.
    #[must_use]
    pub fn display(&self) -> &str {
        self.get("DISPLAY")
    }

    /// Returns the address of its session bus.
    #[must_use]
    pub fn bus_address(&self) -> &str {
        self.get("DBUS_SESSION_BUS_ADDRESS")
    }

    fn get(&self, name: &str) -> &str {
        &self.env.iter().find(|(known, _)| known == name).expect("is set").1
    }

    fn private_dir(&self, name: &str) -> String {
        let dir = self.test_dir.join(name);
        fs::create_dir(&dir).unwrap();
        fs::set_permissions(&dir, PermissionsExt::from_mode(0o700)).unwrap();
        dir.display().to_string()
    }
}

impl Default for DesktopSession {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for DesktopSession {
    fn drop(&mut self) {
        self.driver.take().into_iter().for_each(end);
        self.stop_keyring();
        self.children.drain(..).rev().for_each(end);
    }
}

/// Builds the search path of the desktop's programs, tauri-driver among them.
fn search_path() -> String {
    format!("{}:{}", Binaries::tools().display(), env::var("PATH").unwrap_or_default())
}
