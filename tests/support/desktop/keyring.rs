//! Starts, locks and unlocks the keyring of a desktop, as at a login that gives its password or does not.

use std::{
    collections::HashMap,
    process::{Child, Stdio},
    time::Instant,
};

use rustix::process::Signal;
use tokio::time::sleep;
use zbus::{
    Connection,
    zvariant::{OwnedObjectPath, OwnedValue, Value},
};

use super::{DesktopSession, keyboard::Keysym, programs::spawn, screen::Screen};
use crate::{CONDITION_TIMEOUT, POLL_INTERVAL, processes::kill};

/// The password of the keyring.
const PASSWORD: &str = "keyring";

const SERVICE: &str = "org.freedesktop.secrets";
const SERVICE_PATH: &str = "/org/freedesktop/secrets";

/// A secret as the keyring gives it: its session, parameters, value and media type.
type Secret = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);

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
        let bus = self.session_bus().await;
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

    /// Counts the sessions that the app keeps in the keyring, whether it is locked or not.
    pub async fn kept_sessions(&self) -> usize {
        let (open, locked) = find_items(&self.session_bus().await).await;
        open.len() + locked.len()
    }

    /// Reads the tokens that the app keeps in the keyring, which must be unlocked.
    pub async fn kept_tokens(&self) -> Vec<String> {
        let bus = self.session_bus().await;
        let (items, _) = find_items(&bus).await;
        let asked = (items, open_session(&bus).await);
        let interface = Some("org.freedesktop.Secret.Service");
        let got = bus.call_method(Some(SERVICE), SERVICE_PATH, interface, "GetSecrets", &asked).await.unwrap();
        let secrets: HashMap<OwnedObjectPath, Secret> = got.body().deserialize().unwrap();
        secrets.into_values().map(|(_, _, secret, _)| String::from_utf8(secret).unwrap()).collect()
    }

    /// Replaces each token that the app keeps in the keyring, which must be unlocked.
    pub async fn replace_tokens(&self, with: &[u8]) {
        let bus = self.session_bus().await;
        let session = open_session(&bus).await;
        let secret = (session, Vec::<u8>::new(), with, "application/octet-stream");
        for item in find_items(&bus).await.0 {
            let interface = Some("org.freedesktop.Secret.Item");
            bus.call_method(Some(SERVICE), item, interface, "SetSecret", &(&secret,)).await.unwrap();
        }
    }

    async fn session_bus(&self) -> Connection {
        zbus::connection::Builder::address(self.bus_address()).unwrap().build().await.unwrap()
    }

    /// Ends the keyring.
    pub fn stop_keyring(&mut self) {
        if let Some(keyring) = self.keyring.take() {
            end(keyring);
        }
    }
}

/// Begins to exchange secrets, without encryption.
async fn open_session(bus: &Connection) -> OwnedObjectPath {
    let interface = Some("org.freedesktop.Secret.Service");
    let plain = ("plain", Value::from(""));
    let opened = bus.call_method(Some(SERVICE), SERVICE_PATH, interface, "OpenSession", &plain).await.unwrap();
    let (_, session): (OwnedValue, OwnedObjectPath) = opened.body().deserialize().unwrap();
    session
}

/// Finds the app's items: those that are unlocked, and those that are locked.
async fn find_items(bus: &Connection) -> (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) {
    let interface = Some("org.freedesktop.Secret.Service");
    let attributes = HashMap::from([("service", "Hearth")]);
    let found = bus.call_method(Some(SERVICE), SERVICE_PATH, interface, "SearchItems", &(attributes)).await.unwrap();
    found.body().deserialize().unwrap()
}

fn end(mut keyring: Child) {
    // It may be stopped, and would not hear of anything else.
    kill(keyring.id(), Signal::CONT);
    kill(keyring.id(), Signal::TERM);
    let _ = keyring.wait();
}
