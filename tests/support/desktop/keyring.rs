//! Starts, locks and unlocks the keyring of a desktop, as at a login that gives its password or does not.

use std::{
    process::{Child, Stdio},
    time::Instant,
};

use rustix::process::Signal;
use tokio::time::sleep;

use super::{DesktopSession, keyboard::Keysym, programs::spawn, screen::Screen};
use crate::{CONDITION_TIMEOUT, POLL_INTERVAL, processes::kill};

/// The password of the keyring.
const PASSWORD: &str = "keyring";

impl DesktopSession {
    /// Starts the keyring, with its password or without. At its first start it is made with that password.
    pub(crate) fn start_keyring(&mut self, unlocked: bool) {
        self.stop_keyring();
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--foreground", "--components=secrets"]);
        if unlocked {
            command.arg("--unlock");
        }
        let (keyring, _) = spawn(command, unlocked.then_some(PASSWORD));
        self.keyring = Some(keyring);
    }

    /// Locks the keyring, as it is after a login without a password.
    pub fn lock_keyring(&mut self) {
        self.start_keyring(false);
    }

    /// Unlocks the keyring.
    pub fn unlock_keyring(&mut self) {
        self.start_keyring(true);
    }

    /// Sends a signal to the keyring.
    pub fn signal_keyring(&self, signal: Signal) {
        if let Some(keyring) = &self.keyring {
            kill(keyring.id(), signal);
        }
    }

    /// Starts what asks for passwords of the keyring, as a desktop has it. It ends by itself when nothing is asked for a while.
    pub async fn start_prompter(&mut self) {
        let mut command = self.command("/usr/libexec/gcr-prompter");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.children.push(command.spawn().expect("gcr-prompter runs"));
        let bus = zbus::connection::Builder::address(self.bus_address()).unwrap().build().await.unwrap();
        let names = zbus::fdo::DBusProxy::new(&bus).await.unwrap();
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        while !names.name_has_owner("org.gnome.keyring.SystemPrompter".try_into().unwrap()).await.unwrap() {
            assert!(Instant::now() < deadline, "the prompter is not there");
            sleep(POLL_INTERVAL).await;
        }
    }

    /// Types a text into the prompt, and presses a key there. Waits for the prompt.
    pub fn answer_prompt(&self, text: &str, key: Keysym) {
        Screen::of(self.display()).focus_titled("Keyring");
        if !text.is_empty() {
            self.xdotool(&["type", "--delay", "8", "--", text]);
        }
        self.press_focused(&[key]);
    }

    /// Ends the keyring.
    pub fn stop_keyring(&mut self) {
        if let Some(keyring) = self.keyring.take() {
            end(keyring);
        }
    }
}

fn end(mut keyring: Child) {
    // It may be stopped, and would not hear of anything else.
    kill(keyring.id(), Signal::CONT);
    kill(keyring.id(), Signal::TERM);
    let _ = keyring.wait();
}
