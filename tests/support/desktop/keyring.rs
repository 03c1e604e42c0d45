//! Starts, locks and unlocks the keyring of a desktop, as at a login that gives its password or does not.

use std::process::Child;

use rustix::process::Signal;

use super::{DesktopSession, programs::spawn};
use crate::processes::kill;

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

    pub(crate) fn stop_keyring(&mut self) {
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
